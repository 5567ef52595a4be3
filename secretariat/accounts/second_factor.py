"""The second factor: its secrets are kept encrypted, so that a copy of the database alone signs nobody in."""

from __future__ import annotations

import base64
import hashlib
from typing import Any, ClassVar

from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.utils.translation import gettext_lazy as _


class SecondFactorAdapter(DefaultMFAAdapter):
    """allauth's adapter, with our words and with encrypted secrets."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("This code is not right, or no longer. Wait for the next one and type that."),
        "cannot_generate_recovery_codes": _("Set up an app or a key first."),
    }

    def encrypt(self, text: str) -> str:
        """Encrypt with the secret key of today."""
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Decrypt with the secret key, or one of its predecessors."""
        return _cipher().decrypt(encrypted_text.encode()).decode()


def _cipher() -> MultiFernet:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(_derived(str(key))) for key in keys])


def _derived(key: str) -> bytes:
    made = hashlib.scrypt(key.encode(), salt=b"secretariat second factor", n=2**10, r=8, p=1, dklen=32)
    return base64.urlsafe_b64encode(made)
