from secretariat.core.domain import DomainApp


class BackgroundApp(DomainApp):
    name = "tests.background"
