"""Enter, correct and erase those who take part."""

from __future__ import annotations

import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from secretariat.accounts.queries import messages_to
from secretariat.core.errors import NotPermitted, Refused
from secretariat.core.history import keep
from secretariat.core.ledgers import drop
from secretariat.core.personal import ERASED, Who, forget_only
from secretariat.core.viewer import Viewer
from secretariat.participation import rules
from secretariat.participation.choices import Sex
from secretariat.participation.models import Certificate, FollowUp, Nomination, Participant
from secretariat.parties.models import Party

PERSON = (
    *("given_names", "family_names", "sex", "institution", "institution_kind", "position", "mail", "language"),
    "may_be_asked",
)
NAMED_ANEW = gettext_lazy("There is no such participant on record for this State or organization.")
USUAL: dict[str, Any] = {"sex": Sex.UNKNOWN, "institution": "", "position": "", "mail": "", "language": ""}

# What stands in the fields of who was erased; State, sex and kind of institution stay.
BLANK_PERSON: dict[str, Any] = {
    **dict.fromkeys(("given_names", "family_names"), ERASED),
    **dict.fromkeys(("institution", "position", "mail", "language"), ""),
    "may_be_asked": False,
    "is_erased": True,
}
BLANK_NOMINATION = {"note": "", "why": ""}
BLANK_CERTIFICATE = {"why": ""}
BLANK_FOLLOW_UP = {"result": ""}


def enter_participant(party: Party, person: dict[str, Any], *, by: Viewer, reason: str = "") -> Participant:
    """Enter somebody whom a party names; called where a rule was asked. Errors: ValidationError."""
    made = Participant(party=party, **{**USUAL, "may_be_asked": False, **person})
    made.mail = made.mail.strip()
    return keep(made, by=by, reason=reason or _("Nominated"))


@transaction.atomic
def correct_participant(
    participant: Participant,
    *,
    given_names: str,
    family_names: str,
    sex: str,
    institution: str,
    institution_kind: str,
    position: str,
    mail: str,
    language: str,
    may_be_asked: bool,
    by: Viewer,
    on: datetime.date,
    reason: str,
) -> Participant:
    """Correct what is recorded of a person; nominations for what is still to come count by it, past ones as they were.

    Errors: NotPermitted; Refused once erased; ValidationError.
    """
    _require(rules.may_correct_people, participant, by)
    held = Participant.objects.select_for_update(of=("self",)).get(pk=participant.pk)
    if held.is_erased:
        raise Refused(_("This person is erased."))
    held.given_names, held.family_names, held.sex = given_names, family_names, Sex(sex)
    held.institution, held.institution_kind, held.position = institution, institution_kind, position
    held.mail, held.language, held.may_be_asked = mail.strip(), language, may_be_asked
    keep(held, by=by, reason=reason)
    for each in Nomination.objects.filter(participant=held, deliverable__starts_on__gte=on):
        each.sex, each.institution_kind = held.sex, held.institution_kind
        keep(each, by=by, reason=_("The person was corrected"))
    return held


@transaction.atomic
def erase_participant(participant: Participant, *, by: Viewer, reason: str) -> Participant:
    """Forget who somebody was, here, in what was said of them, and in all histories; counts stay as they are.

    Errors: NotPermitted; Refused where it was done.
    """
    if not rules.may_erase_people.test(by):
        raise NotPermitted(_("Only planning and conference officers and administrators erase people."))
    held = Participant.objects.select_for_update(of=("self",)).get(pk=participant.pk)
    if held.is_erased:
        raise Refused(_("This person is erased already."))
    drop(messages_to(Who(held.pk, frozenset({str(held)}), frozenset({held.mail} - {""}))))
    forget_only([Nomination, Certificate, FollowUp, Participant], Who(held.pk, frozenset(), frozenset()))
    return keep(Participant.objects.get(pk=held.pk), by=by, reason=reason)


def _require(rule: Any, participant: Participant, by: Viewer) -> None:
    seen = Participant.objects.visible_to(by).filter(pk=participant.pk).exists()
    if not seen or not rule.test(by, participant):
        raise NotPermitted(_("Only the State that named the person, and those who run the event, correct this."))
