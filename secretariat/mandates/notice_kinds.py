"""What chiefs are told of mandates."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from secretariat.core.notice_registry import Kind, add_kind
from secretariat.core.rules import in_secretariat

OWNERSHIP_SUGGESTED = add_kind(
    Kind(
        "ownership-suggested",
        label=_("A mandate was suggested for your unit"),
        help=_("Somebody suggested that your unit answers for a mandate. It counts for nothing until confirmed."),
        words=_("It was suggested that %(unit)s answers for %(mandate)s."),
        brief=_("A mandate was suggested for your unit."),
        rule=in_secretariat,
    )
)
