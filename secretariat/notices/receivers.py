"""Put into a person's inbox what the sign-in announces of their account."""

from __future__ import annotations

from typing import Any

from allauth.account import signals as account
from django.apps import apps
from django.utils import timezone

from secretariat.accounts.models import Person
from secretariat.core.notice_registry import Kind
from secretariat.notices.notice_kinds import PASSWORD_CHANGED, SECOND_FACTOR_CHANGED
from secretariat.notices.services import notify
from secretariat.parties.queries import operator


def tell_of_password(user: Person, **_options: Any) -> None:
    """Tell a person that their password was set, changed or set anew by a link."""
    _tell(PASSWORD_CHANGED, user)


def tell_of_second_factor(user: Person, **_options: Any) -> None:
    """Tell a person that a second factor was added, removed or renewed."""
    _tell(SECOND_FACTOR_CHANGED, user)


def _tell(kind: Kind, person: Person) -> None:
    # The operator signs it: whoever does something is not told of it, but here it may have been somebody else.
    notify(kind, to=[person], occasion=timezone.now().isoformat(), by=operator())


for signal in (account.password_set, account.password_changed, account.password_reset):
    signal.connect(tell_of_password, dispatch_uid="secretariat.notices.password")
if apps.is_installed("allauth.mfa"):
    from allauth.mfa import signals as mfa

    for signal in (mfa.authenticator_added, mfa.authenticator_removed, mfa.authenticator_reset):
        signal.connect(tell_of_second_factor, dispatch_uid="secretariat.notices.second-factor")
