from secretariat.core.domain import DomainApp


class AuditApp(DomainApp):
    name = "secretariat.audit"
