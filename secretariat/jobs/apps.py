from secretariat.core.domain import DomainApp


class JobsApp(DomainApp):
    name = "secretariat.jobs"
