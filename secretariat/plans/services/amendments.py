"""Amend a plan: begin, draft, adopt on an authority, or withdraw. What was adopted at first never changes."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from secretariat.core.errors import NotPermitted, Refused
from secretariat.core.history import keep
from secretariat.core.transitions import Transition, Transitions, change_state
from secretariat.core.viewer import Viewer
from secretariat.documents.choices import DocumentState
from secretariat.documents.models import Document
from secretariat.plans import rules
from secretariat.plans.choices import AmendmentState, PlanState
from secretariat.plans.models import Amendment, Plan
from secretariat.plans.queries import difference_of
from secretariat.plans.services.evidence import take_back, tell_mandates
from secretariat.plans.services.telling import tell_of_adoption

AMENDMENT_CHANGES = Transitions(
    Transition(
        "adopt", gettext_lazy("adopt"), (AmendmentState.DRAFT,), AmendmentState.ADOPTED, rules.may_adopt_amendment
    ),
    Transition(
        "withdraw", gettext_lazy("withdraw"), (AmendmentState.DRAFT,), AmendmentState.WITHDRAWN, rules.may_amend_plan
    ),
)


@transaction.atomic
def begin_amendment(plan: Plan, *, by: Viewer, reason: str) -> Amendment:
    """Open a draft that will amend an adopted plan; one draft at a time, so that each builds on what stands.

    Errors: NotPermitted; Refused without a reason, where the plan is not adopted, or while another draft is open.
    """
    if not rules.may_amend_plan.test(by, plan):
        raise NotPermitted(_("Only a planning officer amends a plan."))
    if not reason.strip():
        raise Refused(_("An amendment says why the plan changes."))
    plan = Plan.objects.select_for_update().get(pk=plan.pk)
    if plan.state != PlanState.ADOPTED:
        raise Refused(
            _("Only an adopted plan is amended; this one is %(state)s.") % {"state": plan.get_state_display()}
        )
    open_draft = plan.amendments.filter(state=AmendmentState.DRAFT).first()
    if open_draft is not None:
        raise Refused(_("%(amendment)s is still a draft: adopt or withdraw it first.") % {"amendment": open_draft})
    highest = plan.amendments.aggregate(highest=Max("number"))["highest"] or 0
    return keep(Amendment(plan=plan, number=highest + 1, reason=reason), by=by, reason=reason)


@transaction.atomic
def adopt_amendment(amendment: Amendment, *, authority: Document | None, by: Viewer, on: datetime.date) -> Amendment:
    """Adopt a draft on the authority of a document; its changes hold from then on, and mandates are told.

    Errors: NotPermitted; Refused without an authority that is issued and that all readers of the plan may read, where
    the draft changes nothing, where it is no draft, or on a day before what it amends was adopted.
    """
    amendment = locked(amendment)
    AMENDMENT_CHANGES.check(amendment, "adopt", by=by)
    _refuse_authority(amendment, authority)
    _refuse_day(amendment, on)
    changes = difference_of(amendment, by)
    if changes.is_empty:
        raise Refused(_("This draft changes nothing yet, so there is nothing to adopt."))
    reason = _("Adopted on the authority of %(document)s") % {"document": authority}
    change_state(amendment, AMENDMENT_CHANGES, "adopt", by=by, reason=reason, authority=authority, adopted_on=on)
    tell_mandates([change.line.activity for change in changes.changed], by=by, reason=reason)
    take_back([change.line.activity for change in changes.dropped], by=by, reason=reason)
    tell_of_adoption(amendment, [change.line.activity.owner_id for change in changes.lines], by=by)
    return amendment


@transaction.atomic
def withdraw_amendment(amendment: Amendment, *, by: Viewer, reason: str) -> Amendment:
    """Withdraw a draft; it stays on record and changes nothing. Errors: NotPermitted; Refused where it is no draft."""
    return change_state(locked(amendment), AMENDMENT_CHANGES, "withdraw", by=by, reason=reason)


def locked(amendment: Amendment) -> Amendment:
    """Return the amendment as it is now; until the transaction ends nobody else changes an amendment of its plan."""
    plan = Plan.objects.select_for_update().get(pk=amendment.plan_id)
    fresh = Amendment.objects.get(pk=amendment.pk)
    fresh.plan = plan
    return fresh


def _refuse_authority(amendment: Amendment, authority: Document | None) -> None:
    if authority is None:
        raise Refused(_("An amendment is adopted on the authority of a document: name it."))
    if authority.state != DocumentState.ISSUED:
        raise Refused(_("%(document)s is not issued, so nothing can rest on it.") % {"document": authority})
    if authority.pk == amendment.plan.document_id:
        raise Refused(_("A plan is not the authority for its own amendment: name the decision that adopts it."))
    # SECURITY: the amendment names its authority to everyone who reads the plan.
    if authority.audience > amendment.plan.document.audience:
        raise Refused(_("Some who may read this plan may not read that decision: it cannot be its authority."))


def _refuse_day(amendment: Amendment, on: datetime.date) -> None:
    last = amendment.plan.amendments.filter(state=AmendmentState.ADOPTED).aggregate(last=Max("adopted_on"))["last"]
    earliest = max(day for day in (amendment.plan.adopted_on, last, datetime.date.min) if day is not None)
    if on < earliest:
        raise Refused(
            _("What this amends was adopted on %(day)s: choose that day or a later one.")
            % {"day": earliest.isoformat()}
        )
