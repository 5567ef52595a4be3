from secretariat.core.domain import DomainApp


class ExchangeApp(DomainApp):
    name = "secretariat.exchange"
