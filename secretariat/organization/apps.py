from secretariat.core.domain import DomainApp


class OrganizationApp(DomainApp):
    name = "secretariat.organization"
