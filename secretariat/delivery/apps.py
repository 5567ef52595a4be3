from secretariat.core.domain import DomainApp


class DeliveryApp(DomainApp):
    name = "secretariat.delivery"
