"""Questions that pages ask for one record or for the rows of a page, each written as SQL once instead of every time.

Django needs a millisecond to turn a question with its conditions of visibility into SQL; the answer takes far less.
"""

from __future__ import annotations

import datetime
import uuid
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from copy import copy
from dataclasses import dataclass, fields
from enum import Enum
from functools import wraps
from typing import Any, Concatenate, NamedTuple, ParamSpec, TypeVar, cast

from django.core.exceptions import EmptyResultSet, ImproperlyConfigured
from django.db import connections
from django.db.models import QuerySet
from django.utils import timezone

from secretariat.core.instances import Parts, RecordIterable
from secretariat.core.languages import current_language
from secretariat.core.viewer import Viewer

Row = TypeVar("Row")
Asked = ParamSpec("Asked")
Key = uuid.UUID | str
REMEMBERED = 400  # statements in a process, of some 50 kB each
LENGTHS = (1, 11, 51, 101, 501)  # a list of keys is filled up to one of these by repeating its last


@dataclass(frozen=True)
class Statement:
    """A question as SQL. Shape: ``places`` says which of the parameters stand for which of the keys."""

    rows: QuerySet[Any]
    compiler: Any
    sql: str
    parameters: tuple[Any, ...]
    places: tuple[tuple[int, int], ...]

    def ask(self, keys: Sequence[Any]) -> list[Any]:
        """Return the rows for these keys, as the database knows them."""
        given = list(self.parameters)
        for place, key in self.places:
            given[place] = keys[key]
        compiler = copy(self.compiler)
        compiler.connection = connections[self.rows.db]  # each thread has its own
        compiler.as_sql = lambda *_args, **_options: (self.sql, tuple(given))
        query, rows = _twin(self.rows.query), _twin(self.rows)
        query.get_compiler = lambda *_args, **_options: compiler
        rows._query = query  # noqa: SLF001 - the one place that puts a ready statement into Django's hands
        return list(rows)


class _Mark(Enum):
    """What stands in the place of a statement: it was never made, or each person has one of their own."""

    UNKNOWN = 1
    PERSONAL = 2


Remembered = TypeVar("Remembered", bound=Statement | _Mark | None)
_statements: dict[_Question, Statement | _Mark | None] = {}


def prepared(
    build: Callable[Concatenate[Viewer, Asked], QuerySet[Any, Row]],
) -> Callable[Concatenate[Viewer, Asked], list[Row]]:
    """Make a function that builds a queryset for a viewer return its rows, and remember its SQL.

    Identifiers, lists of identifiers and strings are keys, which may differ each time and are only compared with fields
    (``=``, ``in``); other arguments, such as a day, are part of the question. SQL is remembered for each scope of
    viewer, language and day: ``build`` gets a viewer of that scope who is nobody. Errors: ImproperlyConfigured where a
    key does not reach the SQL as it is.
    """

    @wraps(build)
    def ask(viewer: Viewer, *args: Asked.args, **fixed: Asked.kwargs) -> list[Row]:
        if any(isinstance(each, list) and not each for each in args):
            return []
        question = _question(build, viewer, args, fixed)
        statement = _statements.get(question, _Mark.UNKNOWN)
        if isinstance(statement, _Mark):
            nobody = viewer.as_nobody()  # SECURITY: what depends on a person is never shared
            statement = _remember(question, _prepare(lambda *keys: build(nobody, *keys, **fixed), question.shape))
        return _answer(statement, question.shape, args)

    return cast("Callable[Concatenate[Viewer, Asked], list[Row]]", ask)


def prepared_for_person(
    build: Callable[Concatenate[Viewer, Asked], QuerySet[Any, Row]],
) -> Callable[Concatenate[Viewer, Asked], list[Row]]:
    """Make the same of a question that may depend on who the person is: ``build`` gets the viewer as they are.

    SQL is remembered for the scope, but for the person alone where ``build`` asked who that is.
    """

    @wraps(build)
    def ask(viewer: Viewer, *args: Asked.args, **fixed: Asked.kwargs) -> list[Row]:
        if any(isinstance(each, list) and not each for each in args):
            return []
        question = _question(build, viewer, args, fixed)
        own = question._replace(person=viewer.person.pk if viewer.person else None)
        statement = _statements.get(question, _Mark.UNKNOWN)
        if statement is _Mark.PERSONAL:
            statement = _statements.get(own, _Mark.UNKNOWN)
        if isinstance(statement, _Mark):
            watched = _Watched(**{each.name: getattr(viewer, each.name) for each in fields(Viewer)})
            statement = _prepare(lambda *keys: build(watched, *keys, **fixed), question.shape)
            if watched.was_asked:  # SECURITY: whether it is asked, the scope decides, which is the same for all of it
                _remember(question, _Mark.PERSONAL)
            _remember(own if watched.was_asked else question, statement)
        return _answer(statement, question.shape, args)

    return cast("Callable[Concatenate[Viewer, Asked], list[Row]]", ask)


class _Watched(Viewer):
    """A viewer who notices when somebody asks who the person is."""

    was_asked = False

    def __getattribute__(self, name: str) -> Any:
        if name == "person":
            object.__setattr__(self, "was_asked", True)
        return super().__getattribute__(name)


class _Question(NamedTuple):
    """What SQL is remembered for: all that it depends on but the keys."""

    build: Callable[..., Any]
    scope: Hashable
    language: str
    day: datetime.date
    shape: tuple[Any, ...]
    fixed: tuple[tuple[str, Any], ...]
    person: Hashable = ()


def _question(build: Callable[..., Any], viewer: Viewer, args: Sequence[Any], fixed: dict[str, Any]) -> _Question:
    shape = tuple(_shape(each) for each in args)
    said = tuple(sorted(fixed.items()))
    return _Question(build, viewer.scope, current_language(), timezone.localdate(), shape, said)


def _remember(question: _Question, made: Remembered) -> Remembered:
    if len(_statements) >= REMEMBERED:
        _statements.clear()
    _statements[question] = made
    return made


def _answer(statement: Statement | None, shape: Sequence[Any], args: Sequence[Any]) -> list[Any]:
    keys = [key for each, form in zip(args, shape, strict=True) for key in _filled(each, form)]
    return [] if statement is None else statement.ask([_in_database(key, statement.rows.db) for key in keys])


def by_key(rows: Iterable[Row], name: str) -> dict[Any, list[Row]]:
    """Return rows by what stands in their attribute ``name``, in their order."""
    found: dict[Any, list[Row]] = defaultdict(list)
    for row in rows:
        found[getattr(row, name)].append(row)
    return found


def _shape(argument: Any) -> Any:
    """Return what of an argument is part of the question: a list's length, a key's type, anything else itself."""
    if isinstance(argument, list):
        return next((length for length in LENGTHS if length >= len(argument)), len(argument))
    return type(argument) if isinstance(argument, Key) else (argument,)


def _filled(argument: Any, shape: Any) -> list[Key]:
    if isinstance(argument, list):
        return [*argument, *argument[-1:] * (shape - len(argument))]
    return [argument] if isinstance(argument, Key) else []


def _prepare(build: Callable[..., QuerySet[Any]], shape: Sequence[Any]) -> Statement | None:
    """Build a question with stand-ins for its keys; None where it can have no answer."""
    stand_ins: list[Key] = []
    arguments: list[Any] = []
    for form in shape:
        if isinstance(form, tuple):
            arguments.append(form[0])
            continue
        made: list[Key] = [uuid.uuid4() if form is not str else f"stand-in {uuid.uuid4()}" for _ in range(_many(form))]
        stand_ins += made
        arguments.append(made if isinstance(form, int) else made[0])
    rows = build(*arguments)
    compiler = rows.query.get_compiler(using=rows.db)
    try:
        sql, parameters = compiler.as_sql()
    except EmptyResultSet:
        return None
    if rows._iterable_class is RecordIterable:  # noqa: SLF001 - it makes no records where values are asked for
        compiler.parts = Parts.of(compiler)
    known = {_in_database(key, rows.db): place for place, key in enumerate(stand_ins)}
    places = tuple((place, known[each]) for place, each in enumerate(parameters) if _is_in(each, known))
    if {key for _place, key in places} != set(range(len(stand_ins))):
        raise ImproperlyConfigured(f"a key of {build} does not reach the statement as it is")
    return Statement(rows, compiler, sql, tuple(parameters), places)


def _many(form: Any) -> int:
    return form if isinstance(form, int) else 1


def _is_in(value: Any, known: dict[Any, int]) -> bool:
    return isinstance(value, Key) and value in known


def _in_database(key: Key, using: str) -> Key:
    """Return a key as the database's driver is given it."""
    native = connections[using].features.has_native_uuid_field
    return key.hex if isinstance(key, uuid.UUID) and not native else key


def _twin(original: Any) -> Any:
    """Return an object of the same parts, to be given others."""
    made = original.__class__.__new__(original.__class__)
    made.__dict__.update(original.__dict__)
    return made
