from secretariat.core.domain import DomainApp


class DirectoryApp(DomainApp):
    name = "secretariat.directory"
