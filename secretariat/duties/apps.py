from secretariat.core.domain import DomainApp


class DutiesApp(DomainApp):
    name = "secretariat.duties"
