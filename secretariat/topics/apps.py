from secretariat.core.domain import DomainApp


class TopicsApp(DomainApp):
    name = "secretariat.topics"
