from secretariat.core.domain import DomainApp


class WebApp(DomainApp):
    name = "secretariat.web"
