"""What pages of paragraphs, parties and units show of duties, and the panels of a duty."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from secretariat.core.columns import Cell, Column, table
from secretariat.core.panel_registry import Panel, add_panel, show_records_of
from secretariat.core.viewer import Viewer
from secretariat.documents.models import Paragraph
from secretariat.duties import columns, rules
from secretariat.duties.models import Duty, DutyEvidence, DutyQuerySet, RecurringDuty
from secretariat.organization.models import Unit
from secretariat.parties.models import Party

SHOWN = 20  # duties in a panel; the rest is one link away
TABLE = "panels/table.html"


def _listed(rows: DutyQuerySet, viewer: Viewer, more: dict[str, str]) -> dict[str, Any]:
    """Return duties, the latest first, and the list that has them all."""
    found = rows.visible_to(viewer).select_related("debtor", "creditor").order_by("-due_on", "id")
    shown = list(found[: SHOWN + 1])
    more_url = f"{reverse('duties')}?{urlencode(more)}" if more and len(shown) > SHOWN else ""
    options = {"empty": _("Nothing is on record yet."), "more_url": more_url, "more_label": _("All in a list")}
    return {"table": table(columns.PANEL, shown[:SHOWN], **options)}


def _ordered_by(viewer: Viewer, paragraph: Paragraph) -> dict[str, Any]:
    return _listed(Duty.objects.filter(paragraph=paragraph), viewer, {"document": paragraph.document.slug})


def _owed_by(viewer: Viewer, party: Party) -> dict[str, Any]:
    return _listed(Duty.objects.filter(debtor=party), viewer, {"debtor": party.slug})


def _of_unit(viewer: Viewer, unit: Unit) -> dict[str, Any]:
    return _owed_by(viewer, unit.party)


def _owed_to(viewer: Viewer, party: Party) -> dict[str, Any]:
    return _listed(Duty.objects.filter(creditor=party), viewer, {})


def _has_duties(viewer: Viewer, paragraph: Paragraph) -> bool:
    """Tell whether a paragraph orders something that the reader may see: most order nothing."""
    return Duty.objects.visible_to(viewer).filter(paragraph=paragraph).exists()


def _is_owed(viewer: Viewer, party: Party) -> bool:
    return Duty.objects.visible_to(viewer).filter(creditor=party).exists()


# On a duty --------------------------------------------------------------------------------------------------------


def _evidence(viewer: Viewer, duty: Duty) -> dict[str, Any]:
    """Return what shows that a duty was kept, as far as the reader may see it."""
    rows = DutyEvidence.objects.visible_to(viewer).standing().filter(duty=duty).select_related("document")

    def take_back(each: DutyEvidence) -> Cell:
        return Cell(_("take back"), reverse("duty-evidence-withdraw", args=(each.pk,)))

    own = (Column("end", "", take_back),) if rules.may_fulfil.test(viewer, duty) else ()
    shown = list(rows.order_by("day", "id"))
    return {"table": table((*columns.EVIDENCE, *own), shown, empty=_("Nothing shows yet that it was kept."))}


def _periods(viewer: Viewer, recurring: RecurringDuty) -> dict[str, Any]:
    return _listed(Duty.objects.filter(recurring=recurring), viewer, {})


add_panel(
    Paragraph, Panel("duties", gettext_lazy("Duties it orders"), TABLE, _ordered_by, order=27, shown_to=_has_duties)
)
add_panel(Unit, Panel("duties", gettext_lazy("Duties"), TABLE, _of_unit, order=47))
add_panel(Party, Panel("duties", gettext_lazy("Owes"), TABLE, _owed_by, order=57))
add_panel(Party, Panel("owed", gettext_lazy("Is owed"), TABLE, _owed_to, order=58, shown_to=_is_owed))
add_panel(Duty, Panel("evidence", gettext_lazy("What shows it"), TABLE, _evidence, order=10))
add_panel(RecurringDuty, Panel("periods", gettext_lazy("Period by period"), TABLE, _periods, order=10))
show_records_of(Duty, RecurringDuty)
