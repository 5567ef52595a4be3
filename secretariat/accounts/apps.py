from secretariat.core.domain import DomainApp


class AccountsApp(DomainApp):
    name = "secretariat.accounts"
