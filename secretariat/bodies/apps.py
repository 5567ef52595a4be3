from secretariat.core.domain import DomainApp


class BodiesApp(DomainApp):
    name = "secretariat.bodies"
