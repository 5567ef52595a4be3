"""Columns of the lists of one's own account."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from secretariat.accounts.models import Token
from secretariat.core.choices import Tone
from secretariat.core.columns import Cell, Column
from secretariat.core.dates import written_date


def _state(token: Token) -> Cell:
    if token.revoked_on is not None:
        return Cell(_("revoked on %(day)s") % {"day": written_date(token.revoked_on)}, tone=Tone.NONE)
    return Cell(_("revoke"), reverse("token-revoke", args=(token.pk,)))


def _used(token: Token) -> str:
    use = getattr(token, "last_use", None)
    return written_date(use.day) if use else _("never")


TOKENS = (
    Column("name", gettext_lazy("Name"), lambda token: token.name, order="name"),
    Column("access", gettext_lazy("Access"), lambda token: token.get_access_display()),
    Column("families", gettext_lazy("Records"), lambda token: ", ".join(token.families) or _("all")),
    Column("expires", gettext_lazy("Last day"), lambda token: written_date(token.expires_on), order="expires_on"),
    Column("used", gettext_lazy("Last used"), _used),
    Column("state", gettext_lazy("State"), _state),
)
