"""The reference page on records, from the models."""

from __future__ import annotations

import inspect
import re
from typing import Any

from django.apps import apps
from django.db import models
from reference_text import first_line, plain, table

SHARED_FIELDS = ("id", "is_demonstration", "password", "last_login")
FIELD_WORDS: tuple[tuple[type[Any], str], ...] = (
    (models.UUIDField, "identifier"),
    (models.BooleanField, "yes or no"),
    (models.DateTimeField, "moment"),
    (models.DateField, "day"),
    (models.DecimalField, "number"),
    (models.IntegerField, "whole number"),
    (models.JSONField, "list"),
    (models.EmailField, "e-mail address"),
    (models.SlugField, "key"),
    (models.CharField, "text"),
    (models.TextField, "long text"),
)


def records() -> list[str]:
    """Return the page on records: what one row is, who sees it, and every field in the words of its users."""
    found = [(app, own) for app in own_apps() if (own := _own_models(app))]
    lines = [
        "# Records",
        "",
        "Every record also has an identifier (UUID version 7), a history of who wrote what, when and why, and a mark",
        "that says whether it was invented for the demonstration. Who may read a document is said by its own field",
        "*who may read it*; who acts for the party that issued it may always.",
        "",
        *(f"- {app.label}: " + ", ".join(map(_link, own)) for app, own in found),
    ]
    for app, own in found:
        lines += ["", f"## {app.label}"]
        for model in own:
            lines += ["", *_record(model)]
    return lines


def own_apps() -> list[Any]:
    """Return the configurations of our own apps, lower ones first."""
    return [app for app in apps.get_app_configs() if app.name.startswith("secretariat.")]


def _own_models(app: Any) -> list[type[models.Model]]:
    """Return what an app keeps for people; rows that only the program reads and writes are no records."""
    return [each for each in app.get_models() if hasattr(each._default_manager.all(), "visible_to")]


def _link(model: type[models.Model]) -> str:
    return f"[{model.__name__}](#{model.__name__.lower()})"


def _record(model: type[models.Model]) -> list[str]:
    rows = [_field(each) for each in model._meta.concrete_fields if each.name not in SHARED_FIELDS]
    return [
        f"### {model.__name__}",
        "",
        plain(model.__doc__),
        "",
        f"*Called* {model._meta.verbose_name}, {model._meta.verbose_name_plural}. *Who sees it:* {_seen_by(model)}",
        "",
        *table(("field", "called", "what it holds", "meaning"), rows),
    ]


def _field(field: Any) -> tuple[str, str, str, str]:
    optional = " (may be empty)" if field.blank or field.null else ""
    return f"`{field.name}`", str(field.verbose_name), _holds(field) + optional, str(field.help_text)


def _holds(field: Any) -> str:
    if field.is_relation:
        return _link(field.related_model)
    if type(field).__name__ == "TranslatedField":
        return "words in four languages"
    if field.choices:
        return "one of " + ", ".join(f"`{value}`" for value, _label in field.flatchoices if value != "")
    return next(words for kind, words in FIELD_WORDS if isinstance(field, kind))


def _seen_by(model: type[models.Model]) -> str:
    """Return who may see a record, from what its `visible_to` says of itself or, where it is silent, asks."""
    said: list[str] = []
    for kind in type(model._default_manager.all()).__mro__:
        method = kind.__dict__.get("visible_to")
        if method is None:
            continue
        said += _says_of_itself(kind, method)
        if "super().visible_to" not in inspect.getsource(method):
            break
    if not said:
        raise LookupError(f"{model.__name__}: its visible_to does not say who sees it; give it a docstring.")
    return " ".join(said)


def _says_of_itself(kind: type, method: Any) -> list[str]:
    source = inspect.getsource(method)
    told = [re.sub(r"^Questions [^.]*\. ?", "", first_line(kind)), first_line(method).removeprefix("Return ")]
    said = [each[:1].upper() + each[1:] for each in told if each]
    if said or ("return self.all()\n" in source and "if " not in source):
        return said or ["Everyone."]
    asked = re.findall(r'(readable|part_seen_by)\(viewer(?:, "(\w*)")?\)', source)
    return [f"Whoever may read {' and '.join(_reached(*each) for each in asked)}."] if asked else []


def _reached(condition: str, way: str) -> str:
    """Return the way of a lookup in words: `paragraph__document__` is the document of the paragraph."""
    steps = [each.replace("to_document", "earlier document") for each in way.split("__") if each]
    if condition == "part_seen_by":
        return "the plan (what a draft amendment adds is for the secretariat)"
    return "the " + " of the ".join(reversed(steps)) if steps else "it: see above"
