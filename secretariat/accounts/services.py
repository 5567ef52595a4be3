"""Enter people, change what is recorded of them, end their accounts and open them again."""

from __future__ import annotations

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils.translation import gettext as _

from secretariat.accounts.choices import PersonKind
from secretariat.accounts.models import Person
from secretariat.accounts.rules import is_oneself, may_keep_people
from secretariat.core.errors import NotPermitted, Refused
from secretariat.core.history import keep
from secretariat.core.personal import ERASED, Who
from secretariat.core.viewer import Viewer

MACHINES = {
    PersonKind.OPERATOR: ("operator@secretariat.invalid", "Operator"),
    PersonKind.LOADER: ("founding-data@secretariat.invalid", "Founding data"),
}


def account_of(kind: PersonKind) -> Person:
    """Return the account that stands for the program itself, made at first use; nobody can sign in with it."""
    email, name = MACHINES[kind]
    person: Person | None = Person.objects.filter(email=email).first()
    if person is None:
        person = Person(email=email, full_name=name, kind=kind, is_active=False)
        person.set_unusable_password()
        person.save()
    return person


@transaction.atomic
def enter_person(
    *,
    email: str,
    full_name: str,
    by: Viewer,
    language: str = "",
    time_zone: str = "UTC",
    password: str | None = None,
    is_demonstration: bool = False,
) -> Person:
    """Enter a person who may then be given roles; without a password they set one by mail.

    Errors: NotPermitted where an administrator is needed; Refused where the address is taken; ValidationError where a
    field is wrong.
    """
    _require_administrator(by)
    _refuse_taken(email)
    person = Person(
        email=Person.objects.normalize_email(email),
        full_name=full_name,
        language=language,
        time_zone=time_zone,
        is_demonstration=is_demonstration,
    )
    if password is None:
        person.set_unusable_password()
    else:
        person.set_password(password)
    return keep(person, by=by, reason=_("Entered"))


@transaction.atomic
def correct_person(person: Person, *, full_name: str, email: str, by: Viewer, reason: str) -> Person:
    """Correct a person's name or address; they sign in with the new address from now on, not with the old one.

    Errors: NotPermitted where an administrator is needed; Refused where the address is taken; ValidationError.
    """
    _require_administrator(by)
    _refuse_taken(email, besides=person)
    person.full_name = full_name
    person.email = Person.objects.normalize_email(email)
    _retire_addresses(person)
    return keep(person, by=by, reason=reason)


def _retire_addresses(person: Person) -> None:
    """Make what allauth knows of a person's address useless.

    SECURITY: with its own copy of the former address one could still sign in and ask for a link.
    """
    for address in EmailAddress.objects.filter(user=person):
        address.email = f"{address.pk}.former@secretariat.invalid"
        address.verified = address.primary = False
        address.save()


@transaction.atomic
def set_preferences(person: Person, *, full_name: str, language: str, time_zone: str, by: Viewer) -> Person:
    """Set how a person is called and in which language and hours they read; everyone does so for themselves.

    Errors: NotPermitted for somebody else's; ValidationError where a field is wrong.
    """
    if not is_oneself.test(by, person):
        raise NotPermitted(_("Only the person sets their own preferences."))
    person.full_name = full_name
    person.language = language
    person.time_zone = time_zone
    return keep(person, by=by, reason=_("Own preferences"))


@transaction.atomic
def end_account(person: Person, *, by: Viewer, reason: str) -> Person:
    """End a person's account: their sessions end, they can no longer sign in; all they wrote stays theirs.

    Their roles are not touched: ``parties.services.close_account`` ends both.
    Errors: NotPermitted where an administrator is needed; Refused where it has ended.
    """
    _require_administrator(by)
    if not person.is_active:
        raise Refused(_("The account of %(person)s has ended already.") % {"person": person})
    person.is_active = False
    return keep(person, by=by, reason=reason)


@transaction.atomic
def reopen_account(person: Person, *, by: Viewer, reason: str) -> Person:
    """Let a person sign in again; the roles that were ended stay ended.

    Errors: NotPermitted where an administrator is needed; Refused where the account is open or the program's own.
    """
    _require_administrator(by)
    if person.is_active or person.kind != PersonKind.PERSON:
        raise Refused(_("The account of %(person)s is not one that can be opened.") % {"person": person})
    person.is_active = True
    return keep(person, by=by, reason=reason)


@transaction.atomic
def mark_erased(person: Person, *, by: Viewer) -> Person:
    """Leave of an ended account that it was a person's: the last step of ``parties.services.erase_person``.

    Errors: NotPermitted where an administrator is needed; Refused where the account is open or no person's.
    """
    _require_administrator(by)
    if person.is_active or person.kind != PersonKind.PERSON:
        raise Refused(_("Only the ended account of a person can be erased."))
    person.kind, person.full_name, person.email = PersonKind.ERASED, ERASED, f"{person.pk}@erased.invalid"
    person.language, person.time_zone = "", "UTC"
    person.set_unusable_password()
    return keep(person, by=by, reason=_("Erased on request"))


def known_as(person: Person) -> Who:
    """Return a person with every name and address that the history of the account knows."""
    former = person.history.values_list("full_name", "email")
    pairs = {(person.full_name, person.email), *former}
    return Who(person.pk, frozenset(name for name, _mail in pairs), frozenset(mail for _name, mail in pairs))


def _require_administrator(by: Viewer) -> None:
    if not may_keep_people.test(by):
        raise NotPermitted(_("Only an administrator enters people and changes their accounts."))


def _refuse_taken(email: str, besides: Person | None = None) -> None:
    holders = Person.objects.filter(email__iexact=email.strip())
    if besides is not None:
        holders = holders.exclude(pk=besides.pk)
    if holders.exists():
        raise Refused(_("Somebody with the address %(email)s is entered already.") % {"email": email})
