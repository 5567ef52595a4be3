"""What people are told of distributions."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from secretariat.core.choices import Way
from secretariat.core.notice_registry import Kind, add_kind
from secretariat.core.rules import holds
from secretariat.correspondence.rules import may_compose
from secretariat.parties.choices import RoleKind

# By mail the documents come themselves; whoever wishes is told by mail as well.
RECEIVED = add_kind(
    Kind(
        "documents-received",
        label=_("Documents were sent to your State"),
        help=_("Documents lie in the inbox of your State. They are also sent to its addresses by mail."),
        words=_("%(unit)s sent documents: %(subject)s."),
        brief=_("Documents were sent to your State."),
        default=Way.NONE,
        rule=holds(RoleKind.DELEGATE),
    )
)
UNCONFIRMED = add_kind(
    Kind(
        "distribution-unconfirmed",
        label=_("Documents may not have arrived"),
        help=_("A mail server refused documents that your unit sent, they bounced, or nobody knows if they arrived."),
        words=_("%(subject)s, to %(party)s: %(state)s."),
        brief=_("Documents that your unit sent may not have arrived."),
        default=Way.DIGEST,
        rule=may_compose,
    )
)
