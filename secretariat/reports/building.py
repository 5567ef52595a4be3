"""Put a report together in a language: title page, sections, and what its figures are made of."""

from __future__ import annotations

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from secretariat.core.dates import written_period
from secretariat.core.languages import LANGUAGES
from secretariat.reports.content import Content, Section
from secretariat.reports.desk import Desk, Narratives
from secretariat.reports.registry import ReportKind, SectionKind
from secretariat.reports.unit_work import UnitWork
from secretariat.reports.work import Work


def build(
    kind: ReportKind,
    work: Work,
    language: str,
    *,
    narratives: Narratives | None = None,
    before: Content | None = None,
    symbol: str = "",
) -> Content:
    """Return a report as the record tells it now, in a language. ``before`` is the last one issued, in that language.

    Errors: ValueError for a language that is none of the four.
    """
    if language not in LANGUAGES:
        raise ValueError(f"{language} is none of {', '.join(LANGUAGES)}")
    with translation.override(language):
        desk = Desk(work, language, narratives or {}, before)
        sections = tuple(made for each in kind.sections if (made := _section(desk, each)).blocks)
        return Content(
            kind=kind.name,
            language=language,
            title=str(kind.title),
            subtitle=f"{work.party} · {written_period(work.period.first, work.period.last, language)}",
            symbol=symbol,
            facts=_facts(desk),
            warning=_warning(desk),
            words=_words(),
            sections=sections,
            figures=desk.figures,
            rows=desk.rows,
        )


def _section(desk: Desk, kind: SectionKind) -> Section:
    blocks = (*desk.narrative(kind.key), *(kind.make(desk) if kind.make else ()))
    return Section(kind.key, str(kind.title), blocks, kind.is_annex)


def _facts(desk: Desk) -> tuple[tuple[str, str], ...]:
    """Return what stands on the title page beneath the title."""
    work = desk.work
    is_of_unit = isinstance(work, UnitWork)
    plans = ", ".join(f"{plan} ({plan.document})" if plan.document.symbol else str(plan) for plan in work.plans)
    units = dict.fromkeys([str(work.party)] if is_of_unit else [str(plan.owner.party) for plan in work.plans])
    return (
        (_("Unit") if is_of_unit else _("Body"), str(work.party)),
        (_("Period"), written_period(work.period.first, work.period.last, desk.language)),
        (_("Plan"), plans or _("no adopted plan on record")),
        (_("Prepared by"), ", ".join(units) or "–"),
        (_("As on record on"), desk.day(work.period.told_on)),
    )


def _warning(desk: Desk) -> str:
    """Return the word on the title page that the report is no report of facts; empty where nothing was invented."""
    if not desk.invented:
        return ""
    said = ngettext(
        "Demonstration: %(count)s record behind this report was invented. It is marked where it is listed.",
        "Demonstration: %(count)s records behind this report were invented. They are marked where they are listed.",
        desk.invented,
    )
    return said % {"count": desk.number(desk.invented)}


def _words() -> dict[str, str]:
    """Return the words that writers say beside the content."""
    return {
        "contents": _("Contents"),
        "annex": _("Annex"),
        "table": _("Table"),
        "chart": pgettext("bars in a report", "Chart"),
        "page": _("page"),
        "total": _("Total"),
        "invented": _("demonstration"),
        "fallback": _("Words marked with a language are not on record in the language of this report."),
        "languages": ", ".join(LANGUAGES),
    }
