from secretariat.core.domain import DomainApp


class TraceApp(DomainApp):
    name = "secretariat.trace"
