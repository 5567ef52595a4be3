"""What people are told of their own account and roles, and administrators of mail."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from secretariat.core.choices import Way
from secretariat.core.notice_registry import Kind, add_kind
from secretariat.parties.rules import may_keep_people

ROLE_ENDING = add_kind(
    Kind(
        "role-ending",
        label=_("A role ends soon"),
        help=_("A role of yours ends within thirty days, and again within seven. Administrators are told of all."),
        words=_("%(person)s, %(role)s for %(party)s: the role ends on %(day)s."),
        brief=_("A role ends soon."),
        default=Way.AT_ONCE,
    )
)
ROLE_ENDED = add_kind(
    Kind(
        "role-ended",
        label=_("A role has ended"),
        help=_("A role of yours has ended. Administrators are told of all."),
        words=_("%(person)s, %(role)s for %(party)s: the role ended on %(day)s."),
        brief=_("A role has ended."),
        default=Way.AT_ONCE,
    )
)
# By mail the person is told at once by the sign-in itself, whatever they choose here.
PASSWORD_CHANGED = add_kind(
    Kind(
        "password-changed",
        label=_("Your password was changed"),
        help=_("The password of your account was set or changed. A message about it is always sent to you besides."),
        words=_("The password of your account was set or changed. If this was not you, tell the administrator."),
        brief=_("The password of your account was set or changed."),
        default=Way.NONE,
    )
)
SECOND_FACTOR_CHANGED = add_kind(
    Kind(
        "second-factor-changed",
        label=_("Your second factor was changed"),
        help=_("A second factor of your account was added, removed or renewed."),
        words=_(
            "A second factor of your account was added, removed or renewed. If this was not you, tell the "
            "administrator."
        ),
        brief=_("A second factor of your account was added, removed or renewed."),
        default=Way.NONE,
    )
)
MAIL_FAILED = add_kind(
    Kind(
        "mail-failed",
        label=_("A message could not be delivered"),
        help=_("The mail server refused a message for good, or it is not known whether it arrived."),
        words=_("A message to %(person)s: %(state)s (%(error)s). Its notices stand in the inbox."),
        brief=_("A message could not be delivered."),
        default=Way.NONE,
        rule=may_keep_people,
    )
)
