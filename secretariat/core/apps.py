from secretariat.core.domain import DomainApp


class CoreApp(DomainApp):
    name = "secretariat.core"
