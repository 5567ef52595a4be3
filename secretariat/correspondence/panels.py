"""The panels of a distribution and of a receipt, and what documents, parties and units show of distributions."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from secretariat.core.columns import Cell, Column, table
from secretariat.core.fact_registry import Contribution, add_facts
from secretariat.core.pages import Action
from secretariat.core.panel_registry import Panel, add_panel, show_records_of
from secretariat.core.rules import in_secretariat
from secretariat.core.viewer import Viewer
from secretariat.correspondence import columns, rules
from secretariat.correspondence.choices import DistributionState
from secretariat.correspondence.models import (
    Distribution,
    DistributionDocument,
    DistributionQuerySet,
    Enclosure,
    PreferredLanguage,
    Receipt,
    Recipient,
)
from secretariat.correspondence.queries import RECEIVE, Outgoing, outgoing_of
from secretariat.documents.models import Document
from secretariat.organization.models import Unit
from secretariat.parties.models import Party

SHOWN = 20
TABLE = "panels/table.html"
OF_PARTY = "correspondence/panels/of_party.html"


def _is_draft_of(viewer: Viewer, distribution: Distribution) -> bool:
    """Whether a viewer may still change what a distribution holds."""
    return distribution.state == DistributionState.DRAFT and bool(rules.may_distribute.test(viewer, distribution))


# On a distribution ------------------------------------------------------------------------------------------------


def _documents(viewer: Viewer, distribution: Distribution) -> dict[str, Any]:
    rows = DistributionDocument.objects.visible_to(viewer).filter(distribution=distribution)

    def drop(each: DistributionDocument) -> Cell:
        return Cell(_("leave out"), reverse("distribution-document-drop", args=(each.pk,)))

    shown = (
        Column("document", gettext_lazy("Document"), lambda each: Cell(str(each), each.document.get_absolute_url())),
        Column("title", gettext_lazy("Title"), lambda each: str(each.document.title) if each.document.symbol else ""),
        *((Column("drop", "", drop),) if _is_draft_of(viewer, distribution) else ()),
    )
    found = rows.select_related("document").order_by("position", "pk")
    return {"table": table(shown, list(found), empty=_("No document was chosen yet."))}


def _goes_out(viewer: Viewer, distribution: Distribution) -> dict[str, Any]:
    """Return who would get what, where and in which language, and what would be withheld."""
    may = _is_draft_of(viewer, distribution)

    def parcels(each: Outgoing) -> str:
        return "; ".join(columns.parcel_words(parcel) for parcel in each.parcels if parcel.document in seen)

    def language(each: Outgoing) -> Cell:
        words = columns.language_words(each.recipient)
        return Cell(words, reverse("recipient-language", args=(each.recipient.pk,)) if may else "")

    def drop(each: Outgoing) -> Cell:
        return Cell(_("leave out"), reverse("recipient-drop", args=(each.recipient.pk,)))

    rows = Document.objects.visible_to(viewer).filter(distributions__distribution=distribution)
    seen = set(rows)
    shown = (
        Column("party", gettext_lazy("Recipient"), lambda each: str(each.recipient.party)),
        Column("chosen", gettext_lazy("Chosen as"), lambda each: columns.chosen_words(each.recipient)),
        Column("language", gettext_lazy("Language"), language),
        Column("parcels", gettext_lazy("Gets"), parcels),
        Column("where", gettext_lazy("Where"), lambda each: columns.where_words(each, named=may)),
        *((Column("drop", "", drop),) if may else ()),
    )
    outgoing = outgoing_of(distribution, on=timezone.localdate())
    return {"table": table(shown, outgoing, empty=_("No recipient was chosen yet."))}


def _shows_what_goes_out(viewer: Viewer, distribution: Distribution) -> bool:
    is_draft = distribution.state == DistributionState.DRAFT
    return is_draft and bool(in_secretariat.test(viewer))


def _receipts(viewer: Viewer, distribution: Distribution) -> dict[str, Any]:
    """Return what became of each part, as far as the viewer may see it."""
    named = bool(rules.may_distribute.test(viewer, distribution))
    given = Enclosure.objects.visible_to(viewer).select_related("document").order_by("pk")
    rows = Receipt.objects.visible_to(viewer).filter(recipient__distribution=distribution)
    rows = rows.select_related("recipient__party").prefetch_related(Prefetch("enclosures", given, "shown"))

    def where(each: Receipt) -> str:
        return each.address if each.address and named else str(each.get_channel_display())

    shown = (
        Column(
            "party",
            gettext_lazy("Recipient"),
            lambda each: Cell(str(each.recipient.party), each.get_absolute_url()),
        ),
        Column("where", gettext_lazy("Where"), where),
        Column("language", gettext_lazy("Language"), lambda each: columns.language_name(each.recipient.language)),
        Column(
            "documents",
            gettext_lazy("Documents"),
            lambda each: "; ".join(columns.parcel_words(one) for one in each.shown),
        ),
        Column("state", gettext_lazy("State"), columns.receipt_state),
        Column(
            "when",
            gettext_lazy("When"),
            lambda each: columns.moment(each.downloaded_at or each.opened_at or each.sent_at),
        ),
    )
    ordered = rows.order_by("recipient__party__kind", "recipient__party__slug", "channel", "address")
    return {"table": table(shown, list(ordered), empty=_("Nothing was sent yet."))}


def _was_sent(viewer: Viewer, distribution: Distribution) -> bool:
    return distribution.sent_at is not None


# On a receipt -----------------------------------------------------------------------------------------------------


def _enclosed(viewer: Viewer, receipt: Receipt) -> dict[str, Any]:
    """Return what was given and withheld; who acts for the recipient opens it from here."""
    own = receipt.recipient.party_id in viewer.party_ids
    rows = Enclosure.objects.visible_to(viewer).filter(receipt=receipt)
    if not in_secretariat.test(viewer):
        rows = rows.given()

    def named(each: Enclosure) -> Cell:
        words = columns.parcel_words(each)
        return columns.take_cell(each) if own else Cell(words, each.document.get_absolute_url())

    shown = (
        Column("document", gettext_lazy("Document"), named),
        Column("title", gettext_lazy("Title"), lambda each: str(each.document.title) if each.document.symbol else ""),
        Column("opened", gettext_lazy("Opened"), lambda each: columns.moment(each.opened_at)),
        Column("downloaded", gettext_lazy("Downloaded"), lambda each: columns.moment(each.downloaded_at)),
    )
    found = rows.select_related("document").order_by("pk")
    return {"table": table(shown, list(found), empty=_("Nothing was given yet."))}


# On documents, parties and units ----------------------------------------------------------------------------------


def _listed(rows: DistributionQuerySet, viewer: Viewer, more: dict[str, str]) -> dict[str, Any]:
    found = rows.visible_to(viewer).select_related("unit__party").order_by("-sent_at", "-pk")
    shown = list(found[: SHOWN + 1])
    more_url = f"{reverse('distributions')}?{urlencode(more)}" if len(shown) > SHOWN else ""
    empty = _("Nothing was distributed yet.")
    return {"table": table(columns.PANEL, shown[:SHOWN], empty=empty, more_url=more_url, more_label=_("All in a list"))}


def _of_document(viewer: Viewer, document: Document) -> dict[str, Any]:
    return _listed(Distribution.objects.filter(documents__document=document), viewer, {})


def _to_party(viewer: Viewer, party: Party) -> dict[str, Any]:
    own = Recipient.objects.visible_to(viewer).filter(party=party)
    rows = Distribution.objects.filter(pk__in=own.values("distribution"))
    known = PreferredLanguage.objects.filter(party=party).first()
    may = rules.may_prefer_language.test(viewer)
    return {
        **_listed(rows, viewer, {"recipient": party.slug}),
        "language": columns.language_name(known.language) if known else _("not known"),
        "language_url": reverse("preferred-language", args=(party.slug,)) if may else "",
    }


def _receives(viewer: Viewer, party: Party) -> bool:
    own = party.pk in viewer.party_ids
    return party.kind in RECEIVE and (own or bool(in_secretariat.test(viewer)))


def _of_unit(viewer: Viewer, unit: Unit) -> dict[str, Any]:
    return _listed(Distribution.objects.filter(unit=unit), viewer, {"unit": unit.party.slug})


def _is_signed_in(viewer: Viewer, record: Any) -> bool:
    return viewer.is_signed_in


def _ways_from_document(viewer: Viewer, document: Document, on: Any) -> Contribution:
    """Lead from a document to a distribution that begins with it."""
    if not rules.may_compose.test(viewer):
        return Contribution()
    address = f"{reverse('distribution-new')}?{urlencode({'document': document.slug})}"
    return Contribution(actions=[Action(_("Distribute"), address)])


add_panel(Distribution, Panel("documents", gettext_lazy("Documents"), TABLE, _documents, order=10))
add_panel(
    Distribution,
    Panel("goes-out", gettext_lazy("Who would get what"), TABLE, _goes_out, order=20, shown_to=_shows_what_goes_out),
)
add_panel(
    Distribution,
    Panel("receipts", gettext_lazy("What became of it"), TABLE, _receipts, order=30, shown_to=_was_sent),
)
add_panel(Receipt, Panel("documents", gettext_lazy("Documents"), TABLE, _enclosed, order=10))
add_panel(
    Document,
    Panel("distributed", gettext_lazy("Distributed"), TABLE, _of_document, order=45, shown_to=_is_signed_in),
)
add_panel(
    Party,
    Panel("received", gettext_lazy("Documents sent to it"), OF_PARTY, _to_party, order=60, shown_to=_receives),
)
add_panel(Unit, Panel("distributed", gettext_lazy("Distributed"), TABLE, _of_unit, order=48, shown_to=_is_signed_in))
add_facts(Document, _ways_from_document)
show_records_of(Distribution, Receipt)
