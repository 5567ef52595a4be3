"""What delegates are told of invitations and of those whom they named."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from secretariat.core.choices import Way
from secretariat.core.notice_registry import Kind, add_kind
from secretariat.core.rules import holds
from secretariat.parties.choices import RoleKind

INVITED = add_kind(
    Kind(
        "invited",
        label=_("Your State is invited"),
        help=_("Your State is asked to name people for an event, or asked again."),
        words=_("%(party)s is invited to “%(deliverable)s”. Answer by %(deadline)s."),
        brief=_("Your State is invited to an event."),
        default=Way.AT_ONCE,
        rule=holds(RoleKind.DELEGATE),
    )
)
NOMINATION_MOVED = add_kind(
    Kind(
        "nomination-moved",
        label=_("A nomination of your State was decided"),
        help=_("Somebody whom your State named was accepted or declined, or moved up from the waiting list."),
        words=_("“%(deliverable)s”: somebody named by %(party)s is now %(state)s."),
        brief=_("A nomination of your State was decided."),
        rule=holds(RoleKind.DELEGATE),
    )
)
