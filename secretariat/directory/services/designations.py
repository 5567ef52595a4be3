"""Record whom States and organizations name, confirm it, correct it, end it; erase who it was."""

from __future__ import annotations

import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from secretariat.bodies.models import Body
from secretariat.core.errors import NotPermitted, Refused
from secretariat.core.history import keep
from secretariat.core.personal import ERASED, Who, forget_only
from secretariat.core.viewer import Viewer
from secretariat.directory import rules
from secretariat.directory.choices import DesignationRole
from secretariat.directory.models import Designation, Designee
from secretariat.documents.models import Document
from secretariat.parties.choices import PartyKind
from secretariat.parties.models import Party
from secretariat.topics.models import Topic

NAMING = (PartyKind.STATE, PartyKind.ORGANIZATION)


@transaction.atomic
def designate(
    *,
    party: Party,
    role: DesignationRole,
    name: str,
    by: Viewer,
    on: datetime.date,
    body: Body | None = None,
    topic: Topic | None = None,
    institution: str = "",
    title: str = "",
    mail: str = "",
    phone: str = "",
    language: str = "",
    note: str = "",
    note_date: datetime.date | None = None,
    document: Document | None = None,
    valid_from: datetime.date | None = None,
    valid_until: datetime.date | None = None,
    reason: str = "",
) -> Designation:
    """Record that a State or organization names somebody; from ``on`` unless another first day is given.

    A delegate names for the own State; the secretariat records what a note says.

    Errors: NotPermitted for other people's States; Refused for bodies, units and people; ValidationError, also where
    the secretariat names no note.
    """
    if party.kind not in NAMING:
        raise Refused(_("States and organizations name people, not bodies, units or people."))
    _require(party, by)
    _require_note(party, note, by, "note")
    made = Designation(party=party, role=role, body=body, topic=topic, institution=institution)
    made.valid_from, made.valid_until = valid_from or on, valid_until
    keep(made, by=by, reason=_("Named"))  # what everyone reads says nothing of the person
    designee = Designee(designation=made, name=name, title=title, mail=mail, phone=phone, language=language)
    designee.note, designee.note_date, designee.document, designee.confirmed_on = note, note_date, document, on
    designee.is_demonstration = made.is_demonstration
    keep(designee, by=by, reason=reason or _("Named"))
    return made


@transaction.atomic
def correct_designee(
    designee: Designee,
    *,
    name: str,
    title: str,
    mail: str,
    phone: str,
    language: str,
    by: Viewer,
    on: datetime.date,
    reason: str,
) -> Designee:
    """Correct who is named and how they are reached; that it is so is confirmed with it. Another person is named anew.

    Errors: NotPermitted; Refused once it has ended or was erased; ValidationError.
    """
    held = _locked(designee.designation)
    _require(held.designation, by)
    _refuse_over(held, on)
    held.name, held.title, held.mail, held.phone, held.language = name, title, mail, phone, language
    held.confirmed_on = on
    return keep(held, by=by, reason=reason)


@transaction.atomic
def confirm_designation(designation: Designation, *, by: Viewer, on: datetime.date, reason: str = "") -> Designation:
    """Say that a designation still holds, today being ``on``. Errors: NotPermitted; Refused once it has ended."""
    held = _locked(designation)
    _require(held.designation, by)
    _refuse_over(held, on)
    held.confirmed_on = on
    keep(held, by=by, reason=reason or _("Confirmed"))
    return held.designation


@transaction.atomic
def end_designation(
    designation: Designation, *, last_day: datetime.date, by: Viewer, on: datetime.date, reason: str, note: str = ""
) -> Designation:
    """End a designation; ``last_day`` is the last on which it holds, today being ``on``.

    Errors: NotPermitted; Refused where it has ended; ValidationError where the secretariat names no note, or the day
    lies before the first.
    """
    held = _locked(designation)
    ended = held.designation
    _require(ended, by)
    if ended.valid_until is not None and ended.valid_until < on:
        raise Refused(_("This designation has ended already."))
    _require_note(ended, note, by, "end_note")
    ended.valid_until = last_day
    keep(ended, by=by, reason=_("Ended"))
    held.end_note = note
    keep(held, by=by, reason=reason)
    return ended


@transaction.atomic
def erase_designee(designee: Designee, *, by: Viewer, reason: str) -> Designee:
    """Forget who was named, here and in history; that somebody was, when and for which institution stays.

    Errors: NotPermitted; Refused where it was done.
    """
    held = _locked(designee.designation)
    _require(held.designation, by)
    if held.is_erased:
        raise Refused(_("Who this was is erased already."))
    forget_only([Designee], Who(id=held.pk, names=frozenset({held.name}), addresses=frozenset()))
    return keep(_locked(designee.designation), by=by, reason=reason)


def personal_values() -> dict[str, Any]:
    """Return what stands in the fields of who was erased."""
    blanks = dict.fromkeys(("title", "mail", "phone", "language", "note", "end_note"), "")
    return {"name": ERASED, "is_erased": True, **blanks}


def _locked(designation: Designation) -> Designee:
    """Return who is named as it is now, held until the transaction ends."""
    rows = Designee.objects.select_for_update(of=("self",)).select_related("designation__party")
    return rows.get(designation=designation.pk)


def _refuse_over(held: Designee, on: datetime.date) -> None:
    if held.is_erased:
        raise Refused(_("Who this was is erased: name somebody anew."))
    last = held.designation.valid_until
    if last is not None and last < on:
        raise Refused(_("This designation has ended: name somebody anew."))


def _require(thing: Party | Designation, by: Viewer) -> None:
    if not rules.may_designate.test(by, thing):
        raise NotPermitted(_("Only a delegate of the State itself, or the secretariat on a note, says who is named."))


def _require_note(thing: Party | Designation, note: str, by: Viewer, field: str) -> None:
    if not note.strip() and not rules.is_of_mission.test(by, thing):
        raise ValidationError({field: _("The secretariat records this on a note: give its number.")})
