"""What the people of deliverables offer to programs and spreadsheets."""

from __future__ import annotations

import datetime
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from secretariat.core.calling import changed_by, done_by
from secretariat.core.errors import Refused
from secretariat.core.identifiers import new_identifier
from secretariat.core.resources import (
    ALL,
    Changing,
    Creating,
    Operation,
    Resource,
    Values,
    add_resource,
    asked_for,
    asked_of,
    facts_of,
)
from secretariat.core.viewer import Viewer
from secretariat.participation import rules, services
from secretariat.participation.choices import Kept
from secretariat.participation.models import (
    Attendance,
    Certificate,
    EventSession,
    EventTerms,
    FollowUp,
    Invitation,
    Nomination,
    Participant,
)
from secretariat.participation.services.invitations import FACTS
from secretariat.parties.choices import RoleKind

NOTE = asked_for("note", models.CharField(_("note"), max_length=120, blank=True, help_text=_("Its number.")))
WHO = asked_of(Participant, *services.PERSON, optional=("given_names", "family_names", "institution_kind"))
WHO_CORRECTED = asked_of(Participant, *services.PERSON)
OFFER = asked_of(Invitation, *FACTS)
TERMS = asked_of(EventTerms, "share_needed", "follow_up_months")
SESSION = asked_of(EventSession, "day", "part", "title")


def who_is_reached(viewer: Viewer) -> models.Q:
    """Return the condition under which an address is told: to the own State, and to who runs events."""
    if viewer.reads_everything or rules.runs_event.test(viewer) or rules.may_erase_people.test(viewer):
        return ALL
    return models.Q(party__in=viewer.parties_as(RoleKind.DELEGATE))


def _invite(values: Values, *, by: Viewer, on: datetime.date, reason: str) -> Invitation:
    said = {name: value for name, value in values.items() if name not in {"deliverable", "party"}}
    return services.invite(values["deliverable"], values["party"], **said, by=by, on=on, reason=reason)


def _change_offer(record: Any, values: Values, *, by: Viewer, on: datetime.date, reason: str) -> Invitation:
    return services.change_invitation(record, **values, by=by, on=on, reason=reason)


def _move_invitation(verb: str) -> Any:
    def move(record: Any, values: Values, *, by: Viewer, on: datetime.date, reason: str) -> Invitation:
        return services.move_invitation(record, verb, by=by, on=on, reason=reason, **values)

    return move


def _nominate(values: Values, *, by: Viewer, on: datetime.date, reason: str) -> Nomination:
    said = {name: value for name, value in values.items() if name != "deliverable"}
    return services.nominate(values["deliverable"], **said, by=by, on=on, reason=reason)


def _move_nomination(verb: str) -> Any:
    def move(record: Any, values: Values, *, by: Viewer, on: datetime.date, reason: str) -> Nomination:
        return services.move_nomination(record, verb, by=by, on=on, reason=reason, **values)

    return move


def _set_terms(values: Values, *, by: Viewer, on: datetime.date, reason: str) -> EventTerms:
    return services.set_terms(values["deliverable"], **_terms(EventTerms(), values), by=by, reason=reason)


def _change_terms(record: Any, values: Values, *, by: Viewer, on: datetime.date, reason: str) -> EventTerms:
    return services.set_terms(record.deliverable, **_terms(record, values), by=by, reason=reason)


def _terms(now: EventTerms, values: Values) -> dict[str, int]:
    return {fact.name: values.get(fact.name, getattr(now, fact.name)) for fact in TERMS}


def _add_session(values: Values, *, by: Viewer, on: datetime.date, reason: str) -> EventSession:
    said = {name: value for name, value in values.items() if name != "deliverable"}
    return services.add_session(values["deliverable"], **said, by=by, reason=reason)


def _attend(values: Values, *, by: Viewer, on: datetime.date, reason: str) -> Attendance:
    """Record one mark; the same key again answers with what is on record."""
    session, nomination = values["session"], values["nomination"]
    now = timezone.now()
    mark = services.Mark(values.get("key") or new_identifier(), nomination.pk, values["is_present"], now)
    result = services.record_attendance(session, [mark], by=by, at=now, reason=reason)[0]
    if result == Kept.UNKNOWN:
        raise Refused(_("Only who is accepted for the event can be there."))
    return Attendance.objects.get(session=session, nomination=nomination)


def _certify(values: Values, *, by: Viewer, on: datetime.date, reason: str) -> Certificate:
    return services.issue_certificate(values["nomination"], by=by, on=on, reason=reason)


add_resource(
    Resource(
        model=EventTerms,
        name="event-terms",
        facts=facts_of(
            EventTerms,
            *("deliverable", "share_needed", "follow_up_months", "is_demonstration"),
            implied=("deliverable",),
        ),
        filters={"deliverable": "deliverable"},
        orders=("share_needed",),
        expandable=("deliverable",),
        create=Creating((*asked_of(EventTerms, "deliverable"), *TERMS), rules.may_plan, _set_terms),
        change=Changing(TERMS, rules.may_invite, _change_terms),
    )
)

add_resource(
    Resource(
        model=Invitation,
        name="invitations",
        facts=facts_of(
            Invitation,
            *("deliverable", "party", "party.slug", "designation", *FACTS, "language", "state", "sent_on"),
            *("answered_on", "note", "is_demonstration"),
            implied=("deliverable", "party", "designation"),
        ),
        filters={"deliverable": "deliverable", "party": "party", "state": "state"},
        orders=("state", "party_slug"),
        expandable=("deliverable", "party", "designation"),
        create=Creating(
            asked_of(Invitation, "deliverable", "party", "designation", *FACTS, "language", optional=("language",)),
            rules.may_plan,
            _invite,
        ),
        change=Changing(OFFER, rules.may_invite, _change_offer),
        operations=tuple(
            Operation(row.verb, row.label, row.rule, _move_invitation(row.verb), (NOTE,))
            for row in rules.INVITATION_CHANGES.rows.values()
        ),
    )
)

add_resource(
    Resource(
        model=Participant,
        name="participants",
        facts=facts_of(
            Participant,
            *("party", "party.slug", *services.PERSON, "is_erased", "is_demonstration"),
            implied=("party",),
            known_to={"mail": who_is_reached},
        ),
        filters={"party": "party", "sex": "sex", "institution_kind": "institution_kind", "is_erased": "is_erased"},
        orders=("family_names", "party_slug"),
        expandable=("party",),
        change=Changing(
            WHO_CORRECTED, rules.may_correct_people, changed_by(services.correct_participant, WHO_CORRECTED)
        ),
        operations=(Operation("erase", _("erase"), rules.may_erase_people, done_by(services.erase_participant)),),
    )
)

add_resource(
    Resource(
        model=Nomination,
        name="nominations",
        facts=facts_of(
            Nomination,
            *("deliverable", "party", "party.slug", "participant", "participant.given_names"),
            *("participant.family_names", "participant.institution", "sex", "institution_kind", "state", "place"),
            *("nominated_on", "note", "why", "is_demonstration"),
            implied=("deliverable", "party", "participant"),
        ),
        filters={
            "deliverable": "deliverable",
            "party": "party",
            "participant": "participant",
            "sex": "sex",
            "institution_kind": "institution_kind",
            "state": "state",
        },
        orders=("nominated_on", "state", "party_slug"),
        expandable=("deliverable", "party", "participant"),
        create=Creating(
            (*asked_of(Nomination, "deliverable", "party", "participant", "note", optional=("participant",)), *WHO),
            rules.may_nominate,
            _nominate,
        ),
        operations=tuple(
            Operation(row.verb, row.label, row.rule, _move_nomination(row.verb), (NOTE,))
            for row in rules.NOMINATION_CHANGES.rows.values()
        ),
    )
)

add_resource(
    Resource(
        model=EventSession,
        name="event-sessions",
        facts=facts_of(
            EventSession, "deliverable", "day", "part", "title", "is_demonstration", implied=("deliverable",)
        ),
        filters={"deliverable": "deliverable", "day": "day", "part": "part"},
        orders=("day",),
        expandable=("deliverable",),
        create=Creating((*asked_of(EventSession, "deliverable"), *SESSION), rules.may_record_attendance, _add_session),
        change=Changing(SESSION, rules.may_record_attendance, changed_by(services.change_session, SESSION)),
    )
)

add_resource(
    Resource(
        model=Attendance,
        name="attendances",
        facts=facts_of(
            Attendance,
            *("session", "session.day", "nomination", "is_present", "key", "said_at", "is_demonstration"),
            implied=("session", "nomination"),
        ),
        filters={"session": "session", "nomination": "nomination", "is_present": "is_present"},
        orders=("said_at",),
        expandable=("session", "nomination"),
        create=Creating(
            asked_of(Attendance, "session", "nomination", "is_present", "key", optional=("key",)),
            rules.may_record_attendance,
            _attend,
        ),
    )
)

add_resource(
    Resource(
        model=Certificate,
        name="certificates",
        facts=facts_of(
            Certificate,
            *("nomination", "code", "language", "issued_on", "attended", "held", "revoked_on", "why"),
            "is_demonstration",
            implied=("nomination",),
        ),
        key="code",
        filters={"nomination": "nomination", "revoked_on": "revoked_on"},
        orders=("issued_on",),
        expandable=("nomination",),
        create=Creating(asked_of(Certificate, "nomination"), rules.may_plan, _certify),
        operations=(Operation("revoke", _("revoke"), rules.may_certify, done_by(services.revoke_certificate)),),
    )
)

add_resource(
    Resource(
        model=FollowUp,
        name="alumni-follow-ups",
        facts=facts_of(
            FollowUp,
            *("nomination", "asked_on", "closes_on", "answered_on", "uses_it", "in_position", "result"),
            "is_demonstration",
            implied=("nomination",),
        ),
        filters={"nomination": "nomination", "uses_it": "uses_it", "in_position": "in_position"},
        orders=("asked_on",),
        expandable=("nomination",),
    )
)
