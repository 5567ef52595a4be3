"""Ask the participants of an event: with which questionnaire, from when until when, under which links."""

from __future__ import annotations

import datetime
import secrets

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from secretariat.core.errors import NotPermitted, Refused
from secretariat.core.history import keep
from secretariat.core.ledgers import append, drop
from secretariat.core.viewer import Viewer
from secretariat.delivery.choices import DeliverableState
from secretariat.delivery.models import Deliverable
from secretariat.evaluation import rules
from secretariat.evaluation.choices import LinkKind, Stage
from secretariat.evaluation.models import EvaluationToken, EventEvaluation
from secretariat.evaluation.queries import digest_of
from secretariat.evaluation.queries.links import PREFIX
from secretariat.questionnaires.models import AnswerSet, QuestionnaireVersion

STANDARD = "event"  # the questionnaire that is taken where none is named
NOT_EVALUATED = (DeliverableState.IDEA, DeliverableState.CANCELLED, DeliverableState.POSTPONED)
MOST = 500  # links of one evaluation


@transaction.atomic
def ask_participants(
    deliverable: Deliverable,
    *,
    opens_on: datetime.date,
    closes_on: datetime.date,
    version: QuestionnaireVersion | None = None,
    link: str = LinkKind.SHARED,
    invited: int | None = None,
    by: Viewer,
    reason: str = "",
) -> EventEvaluation:
    """Ask the participants of a deliverable with a questionnaire in use; without one, with the standard one.

    Errors: NotPermitted for who works neither for the unit nor in planning; Refused for what is not held, and for a
    questionnaire that is not in use; ValidationError.
    """
    if not rules.may_evaluate.test(by, deliverable):
        raise NotPermitted(_("Only those who work for the unit, and planning officers, evaluate what it delivers."))
    if deliverable.state in NOT_EVALUATED:
        raise Refused(_("It is %(state)s: there is nobody to ask.") % {"state": deliverable.get_state_display()})
    version = version or QuestionnaireVersion.objects.in_use().filter(questionnaire__slug=STANDARD).first()
    if version is None:
        raise ValidationError({"version": _("Choose a questionnaire.")})
    if not QuestionnaireVersion.objects.in_use().filter(pk=version.pk).exists():
        raise Refused(_("This questionnaire is not in use."))
    made = EventEvaluation(deliverable=deliverable, version=version, link=link, invited=invited)
    made.opens_on, made.closes_on = opens_on, closes_on
    return keep(made, by=by, reason=reason or _("Participants are asked"))


@transaction.atomic
def change_asking(
    evaluation: EventEvaluation,
    *,
    opens_on: datetime.date,
    closes_on: datetime.date,
    invited: int | None,
    by: Viewer,
    on: datetime.date,
    reason: str,
) -> EventEvaluation:
    """Change the days of an evaluation and how many were asked. It is closed early by an earlier last day.

    Errors: NotPermitted; Refused where it is closed and the last day should move, since its results can be known, or
    where answers came in before the first day; ValidationError.
    """
    held = _locked(evaluation)
    _require(held, by)
    if held.stage_on(on) == Stage.CLOSED and (opens_on, closes_on) != (held.opens_on, held.closes_on):
        raise Refused(_("It is closed, and its results can be known: its days stay."))
    days = AnswerSet.objects.filter(source=held.pk).order_by("day").values_list("day", flat=True)
    if days and not opens_on <= days[0]:
        raise Refused(_("Answers came in before this day."))
    held.opens_on, held.closes_on, held.invited = opens_on, closes_on, invited
    return keep(held, by=by, reason=reason)


@transaction.atomic
def make_links(evaluation: EventEvaluation, *, number: int, by: Viewer, on: datetime.date) -> list[str]:
    """Make links that are good once, and count their receivers as asked; return their secrets, kept nowhere.

    Who gets which is not kept either. Errors: NotPermitted; Refused where it has one link for all or is closed;
    ValidationError.
    """
    held = _locked(evaluation)
    _require(held, by)
    if held.link != LinkKind.ONE_EACH:
        raise Refused(_("This evaluation has one link for all."))
    if held.stage_on(on) == Stage.CLOSED:
        raise Refused(_("It is closed and takes no answers any more."))
    here = held.tokens.count()
    if not 0 < number <= MOST - here:
        raise ValidationError({"number": _("Choose from 1 to %(most)s links.") % {"most": MOST - here}})
    made = [PREFIX + secrets.token_urlsafe(24) for _each in range(number)]
    rows = [EvaluationToken(evaluation=held, digest=digest_of(secret)) for secret in made]
    append(sorted(rows, key=lambda row: row.pk))  # in no order: the first on the list need not be the first here
    held.invited = (held.invited or 0) + number
    keep(held, by=by, reason=_("%(number)s links made") % {"number": number})
    return made


@transaction.atomic
def void_links(evaluation: EventEvaluation, *, by: Viewer, reason: str) -> EventEvaluation:
    """Make all links void that nobody used; the answers that came in stay. New ones can be made.

    Errors: NotPermitted.
    """
    held = _locked(evaluation)
    _require(held, by)
    voided = drop(EvaluationToken.objects.filter(evaluation=held, is_spent=False))
    held.link_round += 1
    held.invited = max((held.invited or 0) - voided, 0) if held.link == LinkKind.ONE_EACH else held.invited
    return keep(held, by=by, reason=reason)


def _require(evaluation: EventEvaluation, by: Viewer) -> None:
    if not rules.may_evaluate.test(by, evaluation):
        raise NotPermitted(_("Only those who work for the unit, and planning officers, evaluate what it delivers."))


def _locked(evaluation: EventEvaluation) -> EventEvaluation:
    """Return the evaluation as it is now, held until the transaction ends."""
    rows = EventEvaluation.objects.select_for_update(of=("self",)).select_related("deliverable__owner")
    return rows.get(pk=evaluation.pk)
