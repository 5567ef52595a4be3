"""The numbers of symbols: ask for one, reserve it, assign it to a document, cancel it with a reason."""

from __future__ import annotations

import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from secretariat.bodies.models import Session
from secretariat.core.errors import NotPermitted, Refused
from secretariat.core.history import keep
from secretariat.core.languages import Labels
from secretariat.core.transitions import change_state
from secretariat.core.viewer import Viewer
from secretariat.documents import rules
from secretariat.documents.choices import DocumentKind, DocumentState, NumberState, RelationKind, Restart, Step
from secretariat.documents.models import Document, DocumentRelation, NumberSeries, SymbolNumber
from secretariat.documents.queries import next_number, steps_open_to, symbol_of
from secretariat.documents.symbols import StageKind, Symbol, SymbolError, Template, changed_by_later, parse_symbol
from secretariat.parties.choices import PartyKind
from secretariat.parties.models import Party


@transaction.atomic
def add_series(
    *, party: Party, title: Labels, template: str, restarts: Restart, by: Viewer, reason: str = ""
) -> NumberSeries:
    """Say how a body or unit numbers its documents. Errors: NotPermitted; ValidationError with ``template``."""
    if not rules.may_keep_series.test(by):
        raise NotPermitted(_("Only conference and planning officers keep series of symbols."))
    if party.kind == PartyKind.PERSON:
        raise Refused(_("Bodies, organizations, units and States issue documents, not people."))
    clean = " ".join(template.split())
    check_template(clean, restarts)
    series = NumberSeries(party=party, title=title, template=clean, restarts=restarts)
    return keep(series, by=by, reason=reason or _("Entered"))


def check_template(template: str, restarts: str) -> None:
    """Try a template against the grammar of symbols. Errors: ValidationError with ``template``."""
    pattern = Template(template)
    try:
        pattern.check()
    except ValueError as error:
        raise ValidationError({"template": _fault(str(error))}) from error
    needed = {Restart.YEAR: pattern.needs_year, Restart.SESSION: pattern.needs_session}
    if not needed.get(Restart(restarts), True):
        raise ValidationError({"template": _fault(restarts)})


def _fault(why: str) -> str:
    faults = {
        "place": _("Places are {n}, {yy}, {yyyy} and {session}, and no others."),
        "number": _("The template needs {n} once, where the number stands."),
        "symbol": _("What it makes cannot be read as a symbol. Write it as the body prints it: CICTE/doc.{n}/{yy}."),
        "other": _("The number is not read where {n} stands. Write it as the body prints it: CICTE/doc.{n}/{yy}."),
        "year": _("Numbers that begin anew each year need {yy} or {yyyy} in the template."),
        "session": _("Numbers that begin anew each session need {session} in the template."),
    }
    return faults[why]


@transaction.atomic
def close_series(series: NumberSeries, *, by: Viewer, reason: str) -> NumberSeries:
    """Give no more numbers in a series. Errors: NotPermitted; Refused where it is closed."""
    if not rules.may_keep_series.test(by):
        raise NotPermitted(_("Only conference and planning officers keep series of symbols."))
    held = NumberSeries.objects.select_for_update(of=("self",)).get(pk=series.pk)
    if held.is_closed:
        raise Refused(_("%(series)s is closed already.") % {"series": held})
    held.is_closed = True
    return keep(held, by=by, reason=reason)


@transaction.atomic
def request_symbol(
    *,
    series: NumberSeries | None = None,
    base: Document | None = None,
    step: str = "",
    purpose: str,
    year: int | None = None,
    session: Session | None = None,
    by: Viewer,
    on: datetime.date,
    reason: str = "",
) -> SymbolNumber:
    """Ask for a number of a series, or for the next Rev., Corr. or Add. of a document; without a year that of ``on``.

    Errors: NotPermitted; Refused where the series is closed, or the document has no symbol that can be carried on;
    ValidationError.
    """
    if not rules.may_request_symbols.test(by):
        raise NotPermitted(_("Only those who write documents for the secretariat ask for numbers."))
    row = SymbolNumber(series=series, base=base, step=step, purpose=purpose)
    if series is not None and base is None:
        _place(row, series, year, session, on)
    elif base is not None and series is None:
        _refuse_no_base(base)
    else:
        raise ValidationError(_("It is of a series, or of the later forms of a document."))
    return keep(row, by=by, reason=reason or _("Requested"))


def _place(
    row: SymbolNumber, series: NumberSeries, year: int | None, session: Session | None, on: datetime.date
) -> None:
    """Set the year and session of a number, and within what it is counted."""
    if series.is_closed:
        raise Refused(_("%(series)s is closed: no more numbers are given in it.") % {"series": series})
    pattern = series.pattern
    row.year = (year or on.year) if pattern.needs_year else None
    row.session = session if pattern.needs_session else None
    if pattern.needs_session and session is None:
        raise ValidationError({"session": _("Symbols of this series name the session: say which.")})
    within = {
        Restart.YEAR: str(row.year),
        Restart.SESSION: f"{session.kind} {session.number}" if session else "",
        Restart.NEVER: "",
    }
    row.period = within[Restart(series.restarts)]


def _refuse_no_base(base: Document) -> None:
    if base.kind == DocumentKind.EXECUTIVE_ORDER:
        raise Refused(_("An executive order is drafted, put in force and withdrawn with its structure, not here."))
    if base.state != DocumentState.ISSUED:
        raise Refused(_("%(document)s is not issued: correct the draft itself.") % {"document": base})
    if not steps_open_to(base):
        raise Refused(_("%(document)s has no symbol that can be carried on.") % {"document": base})


@transaction.atomic
def reserve_symbol(number: SymbolNumber, *, by: Viewer, reason: str = "") -> SymbolNumber:
    """Give a request the next number of its series, which is then its own; two never get the same.

    SECURITY: whoever counts holds the series (or the document) until the transaction ends, so that nobody else counts
    meanwhile; constraints of the database stand behind.

    Errors: NotPermitted; Refused where it is no request; ValidationError where the symbol cannot be made.
    """
    rules.NUMBER_CHANGES.check(number, "reserve", by=by)
    _hold(number)
    row = SymbolNumber.objects.select_related("series", "base", "session").get(pk=number.pk)
    rules.NUMBER_CHANGES.check(row, "reserve", by=by)
    row.base = _counted(row)
    while True:
        row.number = next_number(row)
        symbol = _made(row)
        known = Document.objects.filter(slug=symbol.slug).first()
        if known is None:
            break
        _adopt(row, symbol, known, by)
    row.symbol, row.slug = symbol.canonical, symbol.slug
    return change_state(row, rules.NUMBER_CHANGES, "reserve", by=by, reason=reason or _("Reserved"))


def _hold(number: SymbolNumber) -> None:
    """Hold the series, or the document whose later forms are counted, until the transaction ends."""
    if number.series_id:
        NumberSeries.objects.select_for_update(of=("self",)).get(pk=number.series_id)
    else:
        counted = _counted(number)
        assert counted is not None
        Document.objects.select_for_update(of=("self",)).get(pk=counted.pk)


def _counted(row: SymbolNumber) -> Document | None:
    """Return the document whose later forms are counted: rev. 2 follows rev. 1 of the same document."""
    if row.base is None:
        return None
    symbol = parse_symbol(row.base.symbol)
    before = changed_by_later(symbol, StageKind(row.step))
    return row.base if before == symbol else Document.objects.filter(slug=before.slug).first() or row.base


def _made(row: SymbolNumber) -> Symbol:
    assert row.number is not None
    try:
        return symbol_of(row, row.number)
    except (SymbolError, ValueError) as error:
        raise ValidationError(_("No symbol can be made of this: %(fault)s") % {"fault": error}) from error


def _adopt(row: SymbolNumber, symbol: Symbol, document: Document, by: Viewer) -> None:
    """Record that a document which is on record bears a number already, so that no gap stands there."""
    taken = SymbolNumber(
        series=row.series, base=row.base, step=row.step, period=row.period, year=row.year, session=row.session
    )
    taken.number, taken.symbol, taken.slug = row.number, symbol.canonical, symbol.slug
    taken.document, taken.state, taken.purpose = document, NumberState.ASSIGNED, str(document.title)[:300]
    keep(taken, by=by, reason=_("The document is on record under this symbol"))


@transaction.atomic
def assign_symbol(number: SymbolNumber, document: Document, *, by: Viewer, reason: str = "") -> SymbolNumber:
    """Give a reserved symbol to a draft; of a Rev., Corr. or Add. the draft then says what it changes.

    The draft's key in addresses becomes that of the symbol. Errors: NotPermitted; Refused where the number is not
    reserved, the document is no draft, or it bears another symbol.
    """
    row = SymbolNumber.objects.select_for_update(of=("self",)).select_related("base").get(pk=number.pk)
    rules.NUMBER_CHANGES.check(row, "assign", by=by)
    draft = Document.objects.select_for_update(of=("self",)).get(pk=document.pk)
    _refuse_unassignable(draft, row)
    if draft.slug != row.slug:
        draft.symbol, draft.slug = row.symbol, row.slug
        keep(draft, by=by, reason=reason or _("Bears the symbol %(symbol)s") % {"symbol": row.symbol})
    if row.base is not None:
        _relate(draft, row, by, reason)
    assigned = change_state(row, rules.NUMBER_CHANGES, "assign", by=by, reason=reason or _("Assigned"), document=draft)
    document.symbol, document.slug = draft.symbol, draft.slug
    return assigned


@transaction.atomic
def take_reserved(document: Document, *, by: Viewer, reason: str) -> SymbolNumber | None:
    """Record that a document bears the number that was reserved for its symbol; None where none was.

    Whoever may give the document its symbol takes the number with it: the rule is that of what gave it.
    """
    reserved = SymbolNumber.objects.select_for_update(of=("self",)).filter(state=NumberState.RESERVED)
    row = reserved.filter(slug=document.slug).first()
    if row is None:
        return None
    row.document, row.state = document, NumberState.ASSIGNED
    return keep(row, by=by, reason=reason)


def _refuse_unassignable(draft: Document, row: SymbolNumber) -> None:
    if draft.kind == DocumentKind.EXECUTIVE_ORDER:
        raise Refused(_("An executive order is drafted, put in force and withdrawn with its structure, not here."))
    if draft.state != DocumentState.DRAFT:
        said = {"document": draft, "state": draft.get_state_display()}
        raise Refused(_("%(document)s is %(state)s and does not change.") % said)
    if draft.symbol and draft.slug != row.slug:
        raise Refused(_("%(document)s bears a symbol already.") % {"document": draft})
    if draft.pk == row.base_id:
        raise Refused(_("A document is not related to itself: name another one."))


def _relate(draft: Document, row: SymbolNumber, by: Viewer, reason: str) -> None:
    """Say what the draft does to the document before it, where nobody said so yet."""
    assert row.base is not None
    kind: RelationKind = Step(row.step).relation
    if not DocumentRelation.objects.filter(document=draft, kind=kind, to=row.base).exists():
        relation = DocumentRelation(document=draft, kind=kind, to=row.base)
        keep(relation, by=by, reason=reason or _("Follows from its symbol"))


@transaction.atomic
def cancel_symbol(number: SymbolNumber, *, by: Viewer, reason: str) -> SymbolNumber:
    """Cancel a request or a reserved number; it stays on record, says why there is a gap, and is never used again.

    Errors: NotPermitted; Refused where a document bears it, or it is cancelled; ValidationError without a reason.
    """
    row = SymbolNumber.objects.select_for_update(of=("self",)).get(pk=number.pk)
    why = reason.strip()[:500]
    return change_state(row, rules.NUMBER_CHANGES, "cancel", by=by, reason=reason, why_not=why)
