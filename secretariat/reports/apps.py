from importlib import import_module

from secretariat.core.domain import DomainApp


class ReportsApp(DomainApp):
    name = "secretariat.reports"

    def ready(self) -> None:
        import_module("secretariat.reports.kinds")  # each kind registers itself
        super().ready()
