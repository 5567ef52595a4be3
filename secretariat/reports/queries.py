"""Questions across reports: what one says now or said when it was issued, and which one came before it."""

from __future__ import annotations

import datetime
from collections import defaultdict

from secretariat.bodies.models import Body
from secretariat.core.languages import LANGUAGES, Labels
from secretariat.documents.choices import NumberState
from secretariat.documents.models import SymbolNumber
from secretariat.documents.symbols import Symbol, parse_symbol
from secretariat.documents.symbols.parts import Stage, StageKind
from secretariat.organization.models import Unit
from secretariat.reports.building import build
from secretariat.reports.choices import NarrativeState, ReportState
from secretariat.reports.content import Content, fingerprint, read_content
from secretariat.reports.desk import Narratives
from secretariat.reports.models import Narrative, Report, ReportEdition
from secretariat.reports.registry import ReportKind, kind_of
from secretariat.reports.unit_work import work_on
from secretariat.reports.work import Period, Work


def content_of(report: Report, language: str, *, on: datetime.date, only_reviewed: bool = False) -> Content:
    """Return what a report says in a language: as it was issued, else as the record tells it on a day.

    Errors: KeyError where the program no longer has its kind; ``Report.editions`` of what is issued are all there.
    """
    edition = edition_of(report, language)
    if edition is not None:
        return read_content(edition.content)
    narratives = narratives_of(report, only_reviewed=only_reviewed)
    return told_now(kind_of(report.kind), work_of(report, on=on), language, narratives=narratives)


def told_now(
    kind: ReportKind,
    work: Work,
    language: str,
    *,
    narratives: Narratives | None = None,
    symbol: str = "",
) -> Content:
    """Return a report as the record tells it now, beside the last one issued of its kind on the same body or unit."""
    earlier = issued_before(kind.name, work.subject, work.period.first)
    edition = edition_of(earlier, language) if earlier else None
    before = read_content(edition.content) if edition else None
    return build(kind, work, language, narratives=narratives, before=before, symbol=symbol)


def work_of(report: Report, *, on: datetime.date) -> Work:
    """Return what the record says of a report's body or unit and its period."""
    return work_on(report.subject, Period(report.starts_on, report.ends_on, on))


def edition_of(report: Report | None, language: str) -> ReportEdition | None:
    """Return what was frozen of a report in a language."""
    return ReportEdition.objects.filter(report=report, language=language).first() if report else None


def is_intact(edition: ReportEdition) -> bool:
    """Tell whether nobody touched what was issued: its fingerprint is that of its content."""
    return fingerprint(edition.content) == edition.sha256


def issued_before(kind: str, subject: Body | Unit, day: datetime.date) -> Report | None:
    """Return the last issued report of a kind on a body or unit that ended before a day; of revisions the last."""
    rows = Report.objects.on(subject).filter(kind=kind, state=ReportState.ISSUED, ends_on__lt=day)
    return rows.order_by("-ends_on", "-issued_on", "-id").first()


def narratives_of(report: Report, *, only_reviewed: bool = False) -> Narratives:
    """Return what was written in a report, by section and language."""
    rows = Narrative.objects.filter(report=report)
    if only_reviewed:
        rows = rows.filter(state=NarrativeState.REVIEWED)
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for each in rows:
        found[each.section][each.language] = each.text
    return {section: Labels(words) for section, words in found.items()}


def missing_sections(report: Report) -> list[str]:
    """Return the titles of the sections that must be written and are not, in any language."""
    written = set(Narrative.objects.filter(report=report).values_list("section", flat=True))
    kind = kind_of(report.kind)
    return [str(each.title) for each in kind.narratives if each.required and each.key not in written]


def unreviewed(report: Report) -> list[Narrative]:
    """Return what was written and not reviewed, in the order of the report."""
    order = [each.key for each in kind_of(report.kind).sections]
    rows = Narrative.objects.filter(report=report, state=NarrativeState.WRITTEN)
    return sorted(rows, key=lambda each: (order.index(each.section), LANGUAGES.index(each.language)))


def symbol_for(report: Report) -> str:
    """Return the symbol under which a report would be issued: the next revision, or the first number in reserve.

    Numbers in reserve are those of the series of its body or unit. Empty where there is none.
    """
    revised = report.revises
    if revised is not None and revised.document is not None:
        return next_revision(revised.document.symbol)
    reserved = SymbolNumber.objects.filter(state=NumberState.RESERVED, base=None)
    parties = [report.party.pk, report.owner.party_id]
    first = reserved.filter(series__party__in=parties).order_by("year", "number", "id").first()
    return first.symbol if first else ""


def next_revision(symbol: str) -> str:
    """Return the symbol of the next revision of an issued document: “… rev. 1”, then “… rev. 2”.

    Errors: SymbolError where the symbol cannot be read.
    """
    known: Symbol = parse_symbol(symbol)
    last = known.stages[-1] if known.stages else None
    if last is None or last.kind != StageKind.REVISION:
        return f"{known} rev. 1"
    before = Stage(StageKind.REVISION, last.number)
    return f"{known.parent} rev. {(before.number or 1) + 1}"
