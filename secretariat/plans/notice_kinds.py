"""What chiefs are told of plans."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from secretariat.core.notice_registry import Kind, add_kind
from secretariat.core.rules import in_secretariat

ANSWER_SUGGESTED = add_kind(
    Kind(
        "answer-suggested",
        label=_("A link was suggested for a plan line of your unit"),
        help=_("It was suggested that a line that your unit carries out answers a mandate; you may confirm it."),
        words=_("It was suggested that line %(line)s of %(unit)s answers %(mandate)s."),
        brief=_("A link was suggested for a plan line of your unit."),
        rule=in_secretariat,
    )
)
ANSWERS_SUGGESTED = add_kind(
    Kind(
        "answers-suggested",
        label=_("The program suggested links for plan lines of your unit"),
        help=_("The program looked for mandates that lines of your unit answer; you may confirm what it found."),
        words=_("In %(plan)s, links from plan lines of %(unit)s to mandates were suggested: %(count)s."),
        brief=_("The program suggested links for plan lines of your unit."),
        rule=in_secretariat,
    )
)
AMENDMENT_DRAFTED = add_kind(
    Kind(
        "amendment-drafted",
        label=_("A draft amendment touches a plan line of your unit"),
        help=_("Somebody drafts an amendment that touches lines of your unit. You are told once a draft."),
        words=_("Draft amendment %(number)s of %(plan)s touches lines of %(unit)s."),
        brief=_("A draft amendment touches a plan line of your unit."),
        rule=in_secretariat,
    )
)
AMENDMENT_ADOPTED = add_kind(
    Kind(
        "amendment-adopted",
        label=_("An amendment changes plan lines of your unit"),
        help=_("An amendment was adopted that adds, changes or drops lines that your unit carries out."),
        words=_("Amendment %(number)s of %(plan)s was adopted; it changes lines of your unit."),
        brief=_("An amendment changes plan lines of your unit."),
        rule=in_secretariat,
    )
)
