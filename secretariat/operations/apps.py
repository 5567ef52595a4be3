from secretariat.core.domain import DomainApp


class OperationsApp(DomainApp):
    name = "secretariat.operations"
