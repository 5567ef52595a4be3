"""The configuration of a domain's app, and the files in which an app says what it registers elsewhere."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec

from django.apps import AppConfig

REGISTERING = ("checks", "receivers", "panels", "resources", "searchable", "notice_kinds", "schedule")


class DomainApp(AppConfig):
    """An app whose files named in ``REGISTERING`` are imported once all models are known."""

    default = False  # Django takes the one class of an apps.py that is not this

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        cls.default = True

    def ready(self) -> None:
        for name in REGISTERING:
            module = f"{self.name}.{name}"
            if find_spec(module):
                import_module(module)
