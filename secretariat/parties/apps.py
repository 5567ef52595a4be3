from secretariat.core.domain import DomainApp


class PartiesApp(DomainApp):
    name = "secretariat.parties"
