"""Take an answer that comes in under a link."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from secretariat.core.errors import Refused
from secretariat.core.ledgers import renew
from secretariat.evaluation.choices import LinkKind, Stage
from secretariat.evaluation.models import EvaluationToken, EventEvaluation
from secretariat.evaluation.queries import digest_of, find_link
from secretariat.questionnaires.services import keep_answers


@transaction.atomic
def answer_event(token: str, *, given: Mapping[uuid.UUID, Any], on: datetime.date) -> None:
    """Keep what somebody answered under a link; ``given`` by identifier of the question.

    It takes no ``by``: the link is all that is known of them. The spent link and the answers stand in two tables that
    nothing joins, and are kept together or not at all.

    Errors: Refused where the link opens nothing, was used, or the evaluation takes no answers on this day;
    ValidationError by identifier of the question.
    """
    opened = find_link(token)
    if opened is None:
        raise Refused(_("This link opens nothing."))
    evaluation = EventEvaluation.objects.select_for_update().get(pk=opened.evaluation.pk)
    if evaluation.stage_on(on) != Stage.OPEN:
        raise Refused(_("No answers are taken today."))
    if evaluation.link == LinkKind.ONE_EACH and not _spend(evaluation, token):
        raise Refused(_("Somebody has answered with this link already."))
    keep_answers(evaluation.version, source=evaluation.pk, given=given, on=on)


def _spend(evaluation: EventEvaluation, token: str) -> bool:
    """Mark a link as used; False where it was before. One statement, so that two at once cannot both have it."""
    unspent = EvaluationToken.objects.filter(evaluation=evaluation, digest=digest_of(token), is_spent=False)
    return renew(unspent, is_spent=True) == 1
