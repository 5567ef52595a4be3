from secretariat.core.domain import DomainApp


class SearchApp(DomainApp):
    name = "secretariat.search"
