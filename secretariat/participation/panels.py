"""What the page of a deliverable shows of the people in it; and what leads from invitations to people."""

from __future__ import annotations

import uuid
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from secretariat.core.columns import Cell, Column, table
from secretariat.core.dates import written_date
from secretariat.core.panel_registry import Panel, add_panel, show_records_of
from secretariat.core.rules import in_secretariat
from secretariat.core.viewer import Viewer
from secretariat.delivery.choices import COMING, COUNTING
from secretariat.delivery.models import Deliverable
from secretariat.participation import columns, rules
from secretariat.participation.choices import SEATED, Dimension, NominationState
from secretariat.participation.models import (
    Attendance,
    Certificate,
    EventSession,
    FollowUp,
    Invitation,
    Nomination,
    Participant,
)
from secretariat.participation.queries import Share, participants_by, participants_of, terms_of
from secretariat.parties.models import Party

SHOWN = 20  # rows in a panel; the rest is one link away
TABLE, LINKED = "panels/table.html", "participation/panels/linked.html"
Links = list[dict[str, str]]


def _more(name: str, **asked: str) -> str:
    return f"{reverse(name)}?{urlencode(asked)}"


def _links(found: dict[str, str]) -> Links:
    return [{"label": str(label), "url": url} for label, url in found.items()]


# Invitations ------------------------------------------------------------------------------------------------------


def _sees_invitations(viewer: Viewer, deliverable: Deliverable) -> bool:
    return in_secretariat.test(viewer) or Invitation.objects.visible_to(viewer).filter(deliverable=deliverable).exists()


def _invitations(viewer: Viewer, deliverable: Deliverable) -> dict[str, Any]:
    """Return who is invited, how the places are taken, and what can be done."""
    rows = Invitation.objects.visible_to(viewer).filter(deliverable=deliverable)
    found = rows.select_related("party", "designation").order_by("party__kind", "party__slug")
    taken = _taken(deliverable)
    shown = (
        *(each for each in columns.INVITATIONS if each.name in {"party", "state", "offer", "deadline"}),
        Column("taken", gettext_lazy("Taken"), lambda row: taken.get(row.party_id, "0")),
    )
    able: dict[str, str] = {}
    if rules.may_invite.test(viewer, deliverable):
        able[_("Invite")] = reverse("event-invite", args=(deliverable.pk,))
        if rows.filter(state="drafted").exists():
            able[_("Send the invitations")] = reverse("event-send", args=(deliverable.pk,))
    empty = _("Nobody is invited yet.")
    listed = table(shown, list(found[:SHOWN]), empty=empty, **_rest(rows, "invitations", deliverable))
    return {"table": listed, "links": _links(able)}


def _rest(rows: Any, name: str, deliverable: Deliverable) -> dict[str, Any]:
    more = rows.count() > SHOWN
    return {
        "more_url": _more(name, deliverable=str(deliverable.pk)) if more else "",
        "more_label": _("All in a list"),
    }


def _taken(deliverable: Deliverable) -> dict[uuid.UUID, str]:
    """Return how many of each party have a place or wait for one."""
    seated, waits = Count("pk", filter=Q(state__in=SEATED)), Count("pk", filter=Q(state=NominationState.WAITING))
    rows = Nomination.objects.filter(deliverable=deliverable).order_by().values_list("party")
    return {
        party: _("%(taken)s, %(waiting)s waiting") % {"taken": taken, "waiting": waiting} if waiting else str(taken)
        for party, taken, waiting in rows.annotate(taken=seated, waiting=waits)
    }


# Nominations ------------------------------------------------------------------------------------------------------


def _sees_nominations(viewer: Viewer, deliverable: Deliverable) -> bool:
    if rules.runs_event.test(viewer, deliverable) or _may_nominate(viewer, deliverable):
        return True
    return Nomination.objects.visible_to(viewer).filter(deliverable=deliverable).exists()


def _may_nominate(viewer: Viewer, deliverable: Deliverable) -> bool:
    if rules.runs_event.test(viewer, deliverable):
        return True
    invited = Invitation.objects.visible_to(viewer).open().filter(deliverable=deliverable)
    return bool(rules.is_a_delegate.test(viewer)) and deliverable.state in COMING and invited.exists()


def _nominations(viewer: Viewer, deliverable: Deliverable) -> dict[str, Any]:
    """Return who is named, as far as the reader may know."""
    rows = Nomination.objects.visible_to(viewer).filter(deliverable=deliverable)
    found = rows.select_related("party", "participant").order_by("party__slug", "participant__family_names", "pk")
    shown = [each for each in columns.NOMINATIONS if each.name in {"who", "party", "institution", "state"}]
    able = {}
    if _may_nominate(viewer, deliverable):
        able[_("Nominate")] = reverse("event-nominate", args=(deliverable.pk,))
    listed = table(
        shown, list(found[:SHOWN]), empty=_("Nobody is named yet."), **_rest(rows, "nominations", deliverable)
    )
    return {"table": listed, "links": _links(able)}


# Participants -----------------------------------------------------------------------------------------------------

TITLES = {
    Dimension.PARTY: gettext_lazy("By State or organization"),
    Dimension.SEX: gettext_lazy("By sex"),
    Dimension.INSTITUTION_KIND: gettext_lazy("By kind of institution"),
}


def _takes_people(_viewer: Viewer, deliverable: Deliverable) -> bool:
    return deliverable.needs.people and deliverable.state in (*COMING, *COUNTING)


def _participants(viewer: Viewer, deliverable: Deliverable) -> dict[str, Any]:
    """Return how many took part, by State, sex and kind of institution; a number opens into its rows."""
    every = [(by, participants_by([deliverable.pk], by)) for by in Dimension]
    total = sum(each.number for each in every[0][1])
    words = ngettext("%(number)s participant", "%(number)s participants", total) % {"number": total}
    return {
        "total": total,
        "words": words,
        "groups": [{"title": TITLES[by], "table": _shares(viewer, deliverable, by, shares)} for by, shares in every],
        "note": _("Small numbers are told like others; names only to those who may see them."),
        "empty": _("Nobody has taken part yet."),
    }


def _shares(viewer: Viewer, deliverable: Deliverable, by: Dimension, shares: list[Share]) -> Any:
    seen = participants_of([deliverable.pk]).visible_to(viewer).order_by()
    key = "party__slug" if by == Dimension.PARTY else by.value
    known = dict(seen.values_list(key).annotate(number=Count("pk")))

    def number(share: Share) -> Cell:
        """Return a figure, which opens where the reader sees all of its rows."""
        asked = {"deliverable": str(deliverable.pk), by.value: share.key, "took_part": "on"}
        opens = known.get(share.key) == share.number
        return Cell(str(share.number), _more("nominations", **asked) if opens else "")

    shown = (
        Column("label", Dimension(by).label, lambda share: share.label),
        Column("number", gettext_lazy("Participants"), number, numeric=True),
    )
    return table(shown, shares)


# Attendance -------------------------------------------------------------------------------------------------------


def _runs(viewer: Viewer, deliverable: Deliverable) -> bool:
    return bool(rules.may_record_attendance.test(viewer, deliverable)) and deliverable.needs.people


def _attendance(viewer: Viewer, deliverable: Deliverable) -> dict[str, Any]:
    """Return the sessions, each with how many were there and the way to its sheet."""
    rows = EventSession.objects.visible_to(viewer).filter(deliverable=deliverable).order_by("day", "pk")
    there = Count("attendances", filter=Q(attendances__is_present=True))
    shown = (
        Column(
            "session", gettext_lazy("Session"), lambda each: Cell(str(each), reverse("attendance", args=(each.pk,)))
        ),
        Column("there", gettext_lazy("There"), lambda each: str(each.there), numeric=True),
    )
    able = {_("Add a session"): reverse("event-session", args=(deliverable.pk,))}
    return {"table": table(shown, list(rows.annotate(there=there)), empty=_("No session yet.")), "links": _links(able)}


# Certificates and what became of it -------------------------------------------------------------------------------


def _certificates(viewer: Viewer, deliverable: Deliverable) -> dict[str, Any]:
    """Return the certificates that stand, and what one must attend."""
    rows = Certificate.objects.visible_to(viewer).filter(nomination__deliverable=deliverable)
    found = rows.select_related("nomination__participant", "nomination__party").order_by("-issued_on", "pk")
    shown = (
        Column("who", gettext_lazy("Whose"), lambda each: Cell(str(each.nomination), each.get_absolute_url())),
        Column("code", gettext_lazy("Code"), lambda each: each.code),
        Column("issued", gettext_lazy("Issued"), lambda each: written_date(each.issued_on)),
        Column("revoked", gettext_lazy("Revoked"), lambda each: written_date(each.revoked_on)),
    )
    terms = terms_of(deliverable)
    able = {}
    if rules.may_certify.test(viewer, deliverable):
        able[_("Certificates and follow-up")] = reverse("event-terms", args=(deliverable.pk,))
        if deliverable.state in COUNTING:
            able[_("Issue certificates")] = reverse("event-certify", args=(deliverable.pk,))
    words = _("Who attends %(share)s percent of the sessions gets a certificate.") % {"share": terms.share_needed}
    listed = table(shown, list(found), empty=_("No certificate is issued yet."))
    return {"words": words, "table": listed, "links": _links(able)}


def _sees_certificates(viewer: Viewer, deliverable: Deliverable) -> bool:
    if _runs(viewer, deliverable):
        return True
    return Certificate.objects.visible_to(viewer).filter(nomination__deliverable=deliverable).exists()


def _sees_answers(viewer: Viewer, deliverable: Deliverable) -> bool:
    return FollowUp.objects.visible_to(viewer).filter(nomination__deliverable=deliverable).exists()


def _answers(viewer: Viewer, deliverable: Deliverable) -> dict[str, Any]:
    """Return what became of it, counted, and what people wrote."""
    rows = FollowUp.objects.visible_to(viewer).filter(nomination__deliverable=deliverable)
    counts = rows.aggregate(
        asked=Count("pk"),
        answered=Count("pk", filter=Q(answered_on__isnull=False)),
        uses=Count("pk", filter=Q(uses_it=True)),
        stays=Count("pk", filter=Q(in_position=True)),
    )
    words = _(
        "%(asked)s asked, %(answered)s answered; %(uses)s use what they learned, %(stays)s are still in the position."
    )
    shown = (
        Column("result", gettext_lazy("What became of it"), lambda each: each.result),
        Column("answered", gettext_lazy("Answered"), lambda each: written_date(each.answered_on)),
    )
    written = rows.exclude(result="").order_by("-answered_on", "pk")
    return {"words": words % counts, "table": table(shown, list(written[:SHOWN]), empty=_("Nobody wrote anything."))}


# On other records -------------------------------------------------------------------------------------------------


def _of_invitation(viewer: Viewer, invitation: Invitation) -> dict[str, Any]:
    """Return whom the party named, with the waiting list in its order."""
    rows = Nomination.objects.visible_to(viewer).filter(deliverable=invitation.deliverable, party=invitation.party)
    shown = [each for each in columns.NOMINATIONS if each.name in {"who", "sex", "institution", "state", "day"}]
    ordered = sorted(rows.select_related("participant"), key=lambda each: (each.place or 0, each.nominated_on, each.pk))
    return {"table": table(shown, ordered, empty=_("Nobody is named yet."))}


def _of_participant(viewer: Viewer, participant: Participant) -> dict[str, Any]:
    """Return for what a person was named."""
    rows = Nomination.objects.visible_to(viewer).filter(participant=participant).select_related("deliverable")
    shown = (
        Column("event", gettext_lazy("For what"), lambda each: Cell(str(each.deliverable), each.get_absolute_url())),
        Column("state", gettext_lazy("State"), columns.nomination_state),
        Column("day", gettext_lazy("Nominated"), lambda each: written_date(each.nominated_on)),
    )
    return {"table": table(shown, list(rows.order_by("-nominated_on", "pk")), empty=_("For nothing that you see."))}


def _of_nomination(viewer: Viewer, nomination: Nomination) -> dict[str, Any]:
    """Return at which sessions a person was."""
    rows = Attendance.objects.visible_to(viewer).filter(nomination=nomination).select_related("session")
    shown = (
        Column("session", gettext_lazy("Session"), lambda each: str(each.session)),
        Column("there", gettext_lazy("There"), lambda each: _("yes") if each.is_present else _("no")),
    )
    return {"table": table(shown, list(rows.order_by("session__day", "pk")), empty=_("Nothing is recorded."))}


def _asked_of(viewer: Viewer, party: Party) -> dict[str, Any]:
    """Return what a State or organization is invited to."""
    rows = Invitation.objects.visible_to(viewer).filter(party=party).select_related("deliverable", "designation")
    shown = (
        Column("event", gettext_lazy("To what"), lambda each: Cell(str(each.deliverable), each.get_absolute_url())),
        *(each for each in columns.INVITATIONS if each.name in {"state", "offer", "deadline"}),
    )
    found = list(rows.order_by("-sent_on", "pk")[:SHOWN])
    return {"table": table(shown, found, empty=_("It is invited to nothing that you see."))}


def _sees_asked(viewer: Viewer, party: Party) -> bool:
    return Invitation.objects.visible_to(viewer).filter(party=party).exists()


def _panel(key: str, title: Any, template: str, contents: Any, order: int, shown_to: Any = None) -> Panel:
    return Panel(key, title, template, contents, order, shown_to)


PARTICIPANTS = "participation/panels/participants.html"
for panel in (
    _panel("invitations", gettext_lazy("Invitations"), LINKED, _invitations, 12, _sees_invitations),
    _panel("nominations", gettext_lazy("Nominations"), LINKED, _nominations, 13, _sees_nominations),
    _panel("participants", gettext_lazy("Participants"), PARTICIPANTS, _participants, 14, _takes_people),
    _panel("attendance", gettext_lazy("Attendance"), LINKED, _attendance, 15, _runs),
    _panel("certificates", gettext_lazy("Certificates"), LINKED, _certificates, 16, _sees_certificates),
    _panel("follow-up", gettext_lazy("What became of it"), LINKED, _answers, 17, _sees_answers),
):
    add_panel(Deliverable, panel)
add_panel(Invitation, _panel("nominations", gettext_lazy("Nominations"), TABLE, _of_invitation, 10))
add_panel(Nomination, _panel("attendance", gettext_lazy("Attendance"), TABLE, _of_nomination, 10))
add_panel(Participant, _panel("nominations", gettext_lazy("Nominations"), TABLE, _of_participant, 10))
add_panel(Party, _panel("invitations", gettext_lazy("Invited to"), TABLE, _asked_of, 56, _sees_asked))
show_records_of(Invitation, Nomination, Participant, Certificate)
