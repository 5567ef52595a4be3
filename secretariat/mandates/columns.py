"""Columns of the register and of the tables that show mandates elsewhere."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from secretariat.core.choices import SuggestionState
from secretariat.core.columns import Cell, Column
from secretariat.mandates.choices import Nature
from secretariat.mandates.models import Evidence, Mandate, Ownership
from secretariat.mandates.queries import Finding, owners_in, status_of
from secretariat.organization.models import Unit

STATUS_PANEL = "#panel-status"


@dataclass(frozen=True)
class Row:
    """A mandate with its status on a day, and the link that brings it into a list, where one does."""

    mandate: Mandate
    finding: Finding
    ownership: Ownership | None = None

    @cached_property
    def url(self) -> str:
        return self.mandate.get_absolute_url()


def row_of(mandate: Mandate, *, on: datetime.date, unit: Unit | None = None, ownership: Ownership | None = None) -> Row:
    """Return a mandate read through ``with_status`` as a row."""
    return Row(mandate, status_of(mandate, on=on, unit=unit), ownership)


def status_cell(mandate: Mandate, finding: Finding) -> Cell:
    """Return the chip of a status: a word, the why as its title, and the way to the rule behind it."""
    text = f"{finding.label}*" if finding.overruling else finding.label
    return Cell(text, f"{mandate.get_absolute_url()}{STATUS_PANEL}", finding.tone, title=finding.why)


def owner_cell(mandate: Mandate) -> Cell | str:
    """Return the unit that owns a mandate; failing one, the unit that is suggested, marked so.

    Reads the links as ``with_status`` fetches them.
    """
    owners = owners_in(mandate)
    if owners:
        first = owners[0].unit
        others = _(" and %(count)s more") % {"count": len(owners) - 1} if len(owners) > 1 else ""
        return Cell(f"{first}{others}", first.get_absolute_url())
    suggested = owners_in(mandate, SuggestionState.SUGGESTED)
    if suggested:
        words = _("%(unit)s, suggested") % {"unit": suggested[0].unit}
        return Cell(words, f"{mandate.get_absolute_url()}#panel-owners", "wait")
    return ""


def _paragraph(row: Row) -> Cell:
    return Cell(str(row.mandate.paragraph), row.url)


def _addressee(row: Row) -> Cell:
    addressee = row.mandate.addressee
    return Cell(addressee.short, addressee.get_absolute_url())


def _lines(row: Row) -> Cell | str:
    count = len(row.finding.evidence)
    return Cell(str(count), f"{row.url}{STATUS_PANEL}") if count else "0"


def _link_state(row: Row) -> Cell | str:
    link = row.ownership
    if link is None:
        return ""
    if link.state == SuggestionState.CONFIRMED:
        return _("owns it") if link.is_lead else _("contributes")
    return Cell(link.get_state_display(), tone="wait")


def _function(row: Row) -> Cell | str:
    function = row.ownership.function if row.ownership else None
    return Cell(function.address, function.get_absolute_url()) if function else ""


def terms_of(evidence: Evidence) -> str:
    """Return why a line cannot be fulfilled by counting, where it cannot."""
    said = [
        _("standing") if evidence.is_standing else "",
        _("upon request") if evidence.on_request else "",
        "" if evidence.planned is not None else _("no number"),
    ]
    return ", ".join(filter(None, said))


PARAGRAPH = Column("paragraph", gettext_lazy("Paragraph"), _paragraph, order="id")
SUMMARY = Column("summary", gettext_lazy("What it asks"), lambda row: str(row.mandate.paragraph.summary))
NATURE = Column("nature", gettext_lazy("Nature"), lambda row: str(Nature(row.mandate.nature).label))
ADDRESSEE = Column("addressee", gettext_lazy("Addressee"), _addressee)
OWNER = Column("owner", gettext_lazy("Owner"), lambda row: owner_cell(row.mandate))
STATUS = Column("status", gettext_lazy("Status"), lambda row: status_cell(row.mandate, row.finding))
LINES = Column("lines", gettext_lazy("Plan lines"), _lines, numeric=True)

REGISTER = (PARAGRAPH, SUMMARY, NATURE, ADDRESSEE, OWNER, STATUS, LINES)
OF_DOCUMENT = (PARAGRAPH, NATURE, ADDRESSEE, OWNER, STATUS, LINES)
ADDRESSED = (PARAGRAPH, SUMMARY, NATURE, OWNER, STATUS)
OF_TOPIC = (PARAGRAPH, SUMMARY, OWNER, STATUS)
OF_UNIT = (
    PARAGRAPH,
    SUMMARY,
    Column("function", gettext_lazy("By function"), _function),
    Column("link", gettext_lazy("Link"), _link_state),
    STATUS,
)

EVIDENCE = (
    Column("address", gettext_lazy("Line"), lambda each: Cell(each.address, each.url)),
    Column("label", gettext_lazy("What"), lambda each: str(each.label)),
    Column(
        "held",
        gettext_lazy("Held"),
        lambda each: str(each.held) if each.planned is None else f"{each.held} / {each.planned}",
        numeric=True,
    ),
    Column("terms", gettext_lazy("Terms"), terms_of),
)
