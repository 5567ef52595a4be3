"""Keep duties with evidence, release from them, move their days."""

from __future__ import annotations

import datetime
import uuid

from django.db import transaction
from django.utils.translation import gettext as _

from secretariat.core.errors import NotPermitted, Refused
from secretariat.core.history import keep
from secretariat.core.transitions import change_state
from secretariat.core.viewer import Viewer
from secretariat.documents.models import Document
from secretariat.duties import rules
from secretariat.duties.choices import KEPT_STATES, REMIND_DAYS, DutyState
from secretariat.duties.models import Duty, DutyEvidence
from secretariat.duties.services.owing import reminded_from


@transaction.atomic
def fulfil(
    duty: Duty,
    *,
    done_on: datetime.date | None = None,
    document: Document | None = None,
    text: str = "",
    source: uuid.UUID | None = None,
    url: str = "",
    by: Viewer,
    on: datetime.date,
    reason: str = "",
) -> Duty:
    """Record that a duty was kept on ``done_on`` (``on`` by itself), with what shows it if that is named.

    Again for a duty that is kept changes nothing but adds evidence that is new; its day stays the first one. ``source``
    and ``url`` name what an upper app keeps of it, such as a distribution.
    Errors: NotPermitted; Refused for what is released, and for a day to come; ValidationError.
    """
    held, day = _locked(duty), done_on or on
    if day > on:
        raise Refused(_("%(day)s has not come: a duty is recorded as kept once it is.") % {"day": day})
    if held.state in KEPT_STATES:
        _require(rules.may_fulfil.test(by, held))
    else:
        verb = "keep_late" if held.due_on and day > held.due_on else "keep"
        change_state(held, rules.DUTY_CHANGES, verb, by=by, reason=reason or _("Kept"), done_on=day)
    if document or text:
        attach_evidence(held, document=document, text=text, source=source, url=url, by=by, on=day, reason=reason)
    return held


@transaction.atomic
def attach_evidence(
    duty: Duty,
    *,
    document: Document | None = None,
    text: str = "",
    source: uuid.UUID | None = None,
    url: str = "",
    by: Viewer,
    on: datetime.date,
    reason: str = "",
) -> DutyEvidence:
    """Say what shows that a duty was or is being kept, of the day ``on``; the same document or source stands once.

    Errors: NotPermitted; ValidationError with neither a document nor words; ValueError for an ``url`` of elsewhere.
    """
    _require(rules.may_fulfil.test(by, duty))
    if url and (
        not url.startswith("/") or url.startswith("//")
    ):  # SECURITY: it becomes a link; "javascript:" would run
        raise ValueError(f"evidence lies on a page of ours, not at {url}")
    rows = DutyEvidence.objects.filter(duty=duty)
    if source is not None:
        known = rows.filter(source=source).first()
    elif document is not None:
        known = rows.filter(source=None, document=document).first()
    else:
        known = rows.filter(source=None, document=None, text=text).first()
    if known is not None and not known.is_withdrawn:
        return known
    row = known or DutyEvidence(duty=duty, document=document, text=text, day=on, source=source, url=url)
    row.is_withdrawn = False
    return keep(row, by=by, reason=reason or _("Attached"))


@transaction.atomic
def withdraw_evidence(evidence: DutyEvidence, *, by: Viewer, reason: str) -> DutyEvidence:
    """Say that a piece does not show it after all. Errors: NotPermitted; Refused where it is withdrawn already."""
    _require(rules.may_fulfil.test(by, evidence.duty))
    if evidence.is_withdrawn:
        raise Refused(_("This was taken back already."))
    evidence.is_withdrawn = True
    return keep(evidence, by=by, reason=reason)


@transaction.atomic
def release(duty: Duty, *, by: Viewer, reason: str) -> Duty:
    """Say that a duty is not owed any more, and why; again for a released one changes nothing.

    Errors: NotPermitted, also for who was given an instruction; Refused for what is kept; ValidationError.
    """
    held = _locked(duty)
    if held.state == DutyState.RELEASED:
        _require(rules.may_release.test(by, held))
        return held
    return change_state(held, rules.DUTY_CHANGES, "release", by=by, reason=reason, why_released=reason[:500])


@transaction.atomic
def owe_again(duty: Duty, *, by: Viewer, reason: str) -> Duty:
    """Take back that a duty was kept or released. Errors: NotPermitted; Refused where it is owed."""
    held = _locked(duty)
    return change_state(held, rules.DUTY_CHANGES, "owe_again", by=by, reason=reason, done_on=None, why_released="")


@transaction.atomic
def move_due_day(duty: Duty, *, due_on: datetime.date, remind_days: int = REMIND_DAYS, by: Viewer, reason: str) -> Duty:
    """Give a duty that is owed another due day; to the day that it has changes nothing.

    Errors: NotPermitted, also for who was given an instruction; Refused for what is kept or released.
    """
    held = _locked(duty)
    _require(rules.may_release.test(by, held))
    if held.state != DutyState.OWED:
        raise Refused(_("It is %(state)s, so its day stays.") % {"state": held.get_state_display()})
    days = (due_on, reminded_from(due_on, remind_days))
    if days == (held.due_on, held.remind_from):
        return held
    held.due_on, held.remind_from = days
    return keep(held, by=by, reason=reason)


def _require(allowed: bool) -> None:  # noqa: FBT001 - the one thing it asks
    if not allowed:
        raise NotPermitted(_("Only who owes it records that, and only who directs them releases from it."))


def _locked(duty: Duty) -> Duty:
    """Return the duty as it is now, held until the transaction ends."""
    return Duty.objects.select_for_update(of=("self",)).select_related("debtor").get(pk=duty.pk)
