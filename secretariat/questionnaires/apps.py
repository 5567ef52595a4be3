from secretariat.core.domain import DomainApp


class QuestionnairesApp(DomainApp):
    name = "secretariat.questionnaires"
