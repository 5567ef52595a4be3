"""All that is kept of one participant, for the person who asks for it."""

from __future__ import annotations

from typing import Any

from secretariat.participation.models import Attendance, Certificate, FollowUp, Nomination, Participant

FACTS = (
    *("given_names", "family_names", "sex", "institution", "institution_kind", "position", "mail", "language"),
    "may_be_asked",
)


def personal_record(participant: Participant) -> dict[str, list[dict[str, Any]]]:
    """Return what the records say of a participant today, section by section, as plain values.

    For a request of the person concerned; what histories hold besides is listed with each change.
    """
    nominations = Nomination.objects.filter(participant=participant).select_related("deliverable", "party")
    attendances = Attendance.objects.filter(nomination__participant=participant).select_related("session")
    certificates = Certificate.objects.filter(nomination__participant=participant).select_related(
        "nomination__deliverable"
    )
    follow_ups = FollowUp.objects.filter(nomination__participant=participant).select_related("nomination__deliverable")
    return {
        "person": [{"party": str(participant.party), **{name: getattr(participant, name) for name in FACTS}}],
        "changes": [_change(each) for each in participant.history.order_by("history_id")],
        "nominations": [_nomination(each) for each in nominations.order_by("pk")],
        "attendance": [_attendance(each) for each in attendances.order_by("session__day", "pk")],
        "certificates": [_certificate(each) for each in certificates.order_by("pk")],
        "follow_ups": [_follow_up(each) for each in follow_ups.order_by("pk")],
    }


def _change(version: Any) -> dict[str, Any]:
    said = {name: getattr(version, name) for name in FACTS}
    return {"at": version.history_date.isoformat(), "why": version.history_change_reason or "", **said}


def _nomination(each: Nomination) -> dict[str, Any]:
    return {
        "deliverable": str(each.deliverable),
        "starts_on": _day(each.deliverable.starts_on),
        "state": each.state,
        "nominated_on": _day(each.nominated_on),
        "note": each.note,
        "why": each.why,
    }


def _attendance(each: Attendance) -> dict[str, Any]:
    return {"session": str(each.session), "present": each.is_present, "recorded": each.said_at.isoformat()}


def _certificate(each: Certificate) -> dict[str, Any]:
    event = str(each.nomination.deliverable)
    return {
        "deliverable": event,
        "code": each.code,
        "issued_on": _day(each.issued_on),
        "revoked_on": _day(each.revoked_on),
    }


def _follow_up(each: FollowUp) -> dict[str, Any]:
    return {
        "deliverable": str(each.nomination.deliverable),
        "asked_on": _day(each.asked_on),
        "answered_on": _day(each.answered_on),
        "uses_it": each.uses_it,
        "in_position": each.in_position,
        "result": each.result,
    }


def _day(day: Any) -> str:
    return day.isoformat() if day else ""
