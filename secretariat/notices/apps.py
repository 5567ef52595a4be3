from secretariat.core.domain import DomainApp


class NoticesApp(DomainApp):
    name = "secretariat.notices"
