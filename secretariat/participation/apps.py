from secretariat.core.domain import DomainApp


class ParticipationApp(DomainApp):
    name = "secretariat.participation"
