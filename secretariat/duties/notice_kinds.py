"""What those who owe something are told."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from secretariat.core.choices import Way
from secretariat.core.notice_registry import Kind, add_kind
from secretariat.core.rules import in_secretariat
from secretariat.duties.rules import owes_something

DUTY_DUE = add_kind(
    Kind(
        "duty-due",
        label=_("A duty is due soon"),
        help=_("Something that your unit or your State owes is due soon. You are told once for each due day."),
        words=_("%(kind)s, %(subject)s: owed by %(debtor)s until %(day)s."),
        brief=_("A duty is due soon."),
        rule=owes_something,
    )
)
DUTY_LATE = add_kind(
    Kind(
        "duty-late",
        label=_("A duty is late"),
        help=_("Something that your unit or your State owes was not done by its day. You are told once for each day."),
        words=_("%(kind)s, %(subject)s: %(debtor)s owed it until %(day)s, and it is not on record."),
        brief=_("A duty is late."),
        default=Way.AT_ONCE,
        rule=owes_something,
    )
)
DUTY_INSTRUCTED = add_kind(
    Kind(
        "duty-instructed",
        label=_("An instruction for your unit"),
        help=_("Your unit was told to do something by a day."),
        words=_("%(asked_by)s to %(debtor)s, until %(day)s: %(subject)s."),
        brief=_("There is an instruction for your unit."),
        default=Way.AT_ONCE,
        rule=in_secretariat,
    )
)
