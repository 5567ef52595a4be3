from secretariat.core.domain import DomainApp


class PlansApp(DomainApp):
    name = "secretariat.plans"
