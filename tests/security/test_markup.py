"""Whatever is written in a record's words is shown as words: no page lets it become markup."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from typing import Any

import pytest
from django.apps import apps
from django.db import models
from django.test import Client

from secretariat.accounts.models import Person
from secretariat.core.languages import Labels, TranslatedField
from secretariat.core.records import Record
from secretariat.core.viewer import Viewer
from tests.answers import content_of
from tests.samples import Samples
from tests.security.canaries import Public

pytestmark = pytest.mark.django_db
MARK = "zqm"  # what the payloads bear, so that a page with one is known
PAYLOADS = (
    f'<script>{MARK}()</script>"><img src=x onerror={MARK}()>',
    f"'--><svg/onload={MARK}()></title></textarea><iframe src=javascript:{MARK}()>",
    f"javascript:{MARK}()//{{{{ {MARK} }}}}{{% debug %}}<a href=javascript:{MARK}()>",
)
LEADING = {"href", "src", "action", "formaction", "xlink:href", "data", "hx-get", "hx-post"}
# They shape addresses, and services let nothing else in.
KEPT = {"slug", "symbol", "number", "address", "code", "email", "password", "language", "time_zone", "url"}
KEPT |= {"register", "kind", "job", "file_key", "rows_key", "plan_key", "content_hash"}


class Markup(HTMLParser):
    """Collects what of a page bears the mark and is more than words: tags, names of attributes, addresses, scripts."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.inside = "" if dict(attrs).get("type") == "application/json" else tag
        for name, value in attrs:
            runs = name.startswith("on") or (
                name in LEADING and (value or "").strip().lower().startswith("javascript:")
            )
            if MARK in tag or MARK in name or (runs and MARK in (value or "")):
                self.found.append(f"<{tag} {name}={value}")

    def handle_endtag(self, tag: str) -> None:
        self.inside = ""

    def handle_data(self, data: str) -> None:
        if self.inside in {"script", "style", "svg", "iframe"} and MARK in data:
            self.found.append(f"in <{self.inside}>: {data[:60]}")


def markup_in(page: str) -> list[str]:
    reader = Markup()
    reader.feed(page)
    return reader.found


def fields_of_words(model: type[models.Model]) -> Iterator[models.Field[Any, Any]]:
    """Yield the columns in which people write freely."""
    for each in model._meta.concrete_fields:
        free = isinstance(each, models.CharField | models.TextField) and not each.choices and not each.unique
        if (free or isinstance(each, TranslatedField)) and each.name not in {*KEPT, *told_apart_by(model)}:
            yield each


def told_apart_by(model: type[models.Model]) -> set[str]:
    """Return the fields by which rows are told apart, which cannot all be the same."""
    return {
        name for rule in model._meta.constraints if isinstance(rule, models.UniqueConstraint) for name in rule.fields
    }


def overwrite(model: type[models.Model], payload: str) -> int:
    """Write a payload into every free word of a model's rows, past every check; return how many columns there are."""
    values: dict[str, Any] = {}
    for each in fields_of_words(model):
        length = getattr(each, "max_length", None)
        words = payload if length is None else payload[:length]
        values[each.name] = (
            Labels(dict.fromkeys(("en", "es", "pt", "fr"), payload)) if isinstance(each, TranslatedField) else words
        )
    for name, words in values.items():  # what is empty may have to be, by what the row says elsewhere
        rows = model._default_manager.all()
        (rows if isinstance(words, Labels) else rows.exclude(**{name: ""})).update(**{name: words})
    return len(values)


@pytest.mark.routes
@pytest.mark.parametrize("payload", PAYLOADS)
def test_words_never_become_markup(
    payload: str, cast: dict[str, Person], viewers: dict[str, Viewer], as_person: Callable[[str], Client]
) -> None:
    planner = viewers["planning_officer"]
    public = Public(Samples(planner, cast), planner)
    written = sum(overwrite(model, payload) for model in (*_records(), *_histories()))
    client = as_person("planning_officer")
    pages = {url: client.get(url) for url in [*public.every_route, *public.pages]}
    read = {url: content_of(answer) for url, answer in pages.items()}
    html = {url: read[url].decode() for url, answer in pages.items() if "html" in answer.headers["Content-Type"]}
    assert {url: answer.status_code for url, answer in pages.items() if answer.status_code >= 500} == {}
    assert {url: found for url, text in html.items() if (found := markup_in(text))} == {}
    showing = [url for url, text in html.items() if MARK in text]
    assert (written > 60, len(showing) > 30) == (True, True)  # else nothing was shown


def _records() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if issubclass(model, Record | Person)]


def _histories() -> list[type[models.Model]]:
    return [model.history.model for model in _records() if hasattr(model, "history")]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_the_reader_of_markup_sees_what_is_not_escaped(payload: str) -> None:
    assert markup_in(f'<p title="x">{payload}</p>') != []
