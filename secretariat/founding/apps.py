from secretariat.core.domain import DomainApp


class FoundingApp(DomainApp):
    name = "secretariat.founding"
    verbose_name = "Founding data"
