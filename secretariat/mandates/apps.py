from secretariat.core.domain import DomainApp


class MandatesApp(DomainApp):
    name = "secretariat.mandates"
