from secretariat.core.domain import DomainApp


class ApiApp(DomainApp):
    name = "secretariat.api"
