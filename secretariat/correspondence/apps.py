from secretariat.core.domain import DomainApp


class CorrespondenceApp(DomainApp):
    name = "secretariat.correspondence"
