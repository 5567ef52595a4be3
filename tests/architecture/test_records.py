"""What holds for every record, whoever wrote it."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models

from secretariat.core.languages import LANGUAGES, TranslatedField
from secretariat.core.records import Record, RecordQuerySet
from secretariat.core.viewer import ANYONE

ORDER = (
    ("founding", "operations", "web", "api", "exchange"),
    ("reports",),
    ("search",),
    ("trace",),
    ("evaluation",),
    ("participation",),
    ("delivery",),
    ("plans",),
    ("correspondence",),
    ("recommendations",),
    ("duties",),
    ("mandates",),
    ("organization",),
    ("directory",),
    ("documents",),
    ("bodies", "questionnaires"),
    ("audit",),
    ("jobs",),
    ("notices",),
    ("parties", "topics"),
    ("accounts",),
    ("core",),
)
RANK = {name: -rank for rank, line in enumerate(ORDER) for name in line}
RECORDS = [model for model in apps.get_models() if issubclass(model, Record)]
OURS = [
    model
    for model in apps.get_models()
    if model.__module__.startswith("secretariat.") and "Historical" not in model.__name__
]
ROOT = Path(__file__).resolve().parents[2] / "secretariat"


def test_there_are_records_to_look_at() -> None:
    assert len(RECORDS) > 25


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_foreign_keys_point_downward(model: type[models.Model]) -> None:
    upward = [
        f"{each.name} → {each.related_model._meta.label}"
        for each in model._meta.get_fields()
        if isinstance(each, models.ForeignKey | models.ManyToManyField)
        and RANK[each.related_model._meta.app_label] > RANK[model._meta.app_label]
    ]
    assert upward == []


@pytest.mark.parametrize("model", RECORDS, ids=lambda model: model._meta.label)
def test_every_record_answers_who_may_see_it(model: type[Record]) -> None:
    rows = model._default_manager.all()
    assert isinstance(rows, RecordQuerySet)
    assert isinstance(rows.visible_to(ANYONE), RecordQuerySet)


@pytest.mark.parametrize("model", RECORDS, ids=lambda model: model._meta.label)
def test_every_record_keeps_its_history(model: type[Record]) -> None:
    kept = {each.attname for each in model.history.model._meta.concrete_fields}
    assert {each.attname for each in model._meta.concrete_fields} - kept == set(model.repeats)


@pytest.mark.parametrize("model", RECORDS, ids=lambda model: model._meta.label)
def test_every_record_has_an_identifier_that_sorts_by_time(model: type[Record]) -> None:
    assert isinstance(model._meta.pk, models.UUIDField)
    assert model._meta.pk.get_default().version == 7


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_every_field_says_what_it_is(model: type[models.Model]) -> None:
    silent = [
        each.name
        for each in model._meta.concrete_fields
        if each.model.__module__.startswith("secretariat.") and not (str(each.help_text) and str(each.verbose_name))
        if each.name not in {"password", "last_login"}
    ]
    assert silent == []


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_nothing_is_deleted_along_with_another(model: type[models.Model]) -> None:
    cascading = [
        each.name
        for each in model._meta.concrete_fields
        if isinstance(each, models.ForeignKey) and each.remote_field.on_delete is not models.PROTECT
    ]
    assert cascading == []


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_every_record_class_is_explained(model: type[models.Model]) -> None:
    explained = (model.__doc__ or "").strip()
    assert explained
    assert not explained.startswith(f"{model.__name__}(")


@pytest.mark.django_db
@pytest.mark.parametrize("model", RECORDS, ids=lambda model: model._meta.label)
def test_names_stand_in_four_languages(model: type[Record]) -> None:
    columns = [each.name for each in model._meta.concrete_fields if isinstance(each, TranslatedField)]
    rows = model._default_manager.filter(is_demonstration=False).only(*columns) if columns else []
    incomplete = [
        f"{row.pk} {name}: {', '.join(getattr(row, name).missing())}"
        for row in rows
        for name in columns
        if getattr(row, name) and set(getattr(row, name)) != set(LANGUAGES)
    ]
    assert incomplete == []


def _sources() -> list[Path]:
    return [path for path in ROOT.rglob("*.py") if "migrations" not in path.parts and "tests" not in path.parts]


@pytest.mark.parametrize("path", _sources(), ids=lambda path: str(path.relative_to(ROOT)))
def test_rows_are_not_changed_behind_the_back_of_history(path: Path) -> None:
    """``queryset.update``, ``bulk_create``, ``bulk_update`` and ``delete`` leave no history: only core.history may."""
    # The second refuses records; the others remove or name files and lines of a log, no rows.
    others = {"core/files.py", "operations/files.py", "operations/logs.py"}
    if str(path.relative_to(ROOT)) in {"core/history.py", "core/ledgers.py", *others}:
        return
    forbidden = {"bulk_create", "bulk_update", "delete", "get_or_create", "update_or_create"}
    calls = [node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call)]
    named = [call.func.attr for call in calls if isinstance(call.func, ast.Attribute)]
    queries = [
        call
        for call in calls
        if isinstance(call.func, ast.Attribute)
        and call.func.attr == "update"
        and {keyword.arg for keyword in call.keywords} - {None}
        and not call.args
    ]
    assert sorted(set(named) & forbidden) == []
    assert [ast.unparse(call) for call in queries] == []


@pytest.mark.parametrize("path", _sources(), ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_stand_at_the_top(path: Path) -> None:
    """An import inside a function hides a cycle; heavy libraries are listed in core.rendering."""
    tree = ast.parse(path.read_text())
    inside = [
        ast.unparse(node)
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    if path.relative_to(ROOT) == Path("core/rendering.py"):
        inside = []
    assert inside == []


@pytest.mark.parametrize("path", sorted(ROOT.rglob("*.html")), ids=lambda path: str(path.relative_to(ROOT)))
def test_templates_hold_no_code(path: Path) -> None:
    """The content policy forbids inline script and style; text is never marked safe."""
    text = path.read_text()
    assert "|safe" not in text
    assert "{% autoescape off" not in text
    assert ' style="' not in text
    assert "<style" not in text
    assert "javascript:" not in text
    assert " onclick=" not in text


@pytest.mark.parametrize("model", RECORDS, ids=lambda model: model._meta.label)
def test_every_column_of_a_history_is_its_own(model: type[Record]) -> None:
    """A field shared by several histories lets an update of one write into the table of another."""
    history = model.history.model
    assert {each.model for each in history._meta.local_concrete_fields} == {history}
