"""What is personal of an account, and what signs a person in: forgotten when the person is erased."""

from __future__ import annotations

from django.db.models import Q

from secretariat.accounts.models import Person, Token
from secretariat.accounts.queries import rows_that_sign_in
from secretariat.core.ledgers import drop
from secretariat.core.personal import ERASED, Personal, Who, add_personal, forget_by


def account_of(who: Who) -> Q:
    return Q(id=who.id)


def tokens_of(who: Who) -> Q:
    return Q(person_id=who.id)


def address_after(who: Who) -> str:
    """Return what stands in place of an address, which must be unique."""
    return f"{who.id}@erased.invalid"


def forget_sign_in(who: Who) -> int:
    """Drop addresses, second factors, sessions, failures to sign in, and messages on their way."""
    return sum(drop(rows) for rows in rows_that_sign_in(who))


BLANKS = {"full_name": ERASED, "email": address_after, "language": "", "time_zone": "UTC"}
add_personal(Personal(Person, account_of, BLANKS))
add_personal(Personal(Token, tokens_of, {"name": ERASED}))  # an ended account's tokens open nothing
forget_by(forget_sign_in)
