"""Give, extend, end and withdraw roles; close the account of a person with all roles."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from secretariat.accounts.models import Person
from secretariat.accounts.rules import is_oneself
from secretariat.accounts.services import end_account
from secretariat.core.errors import NotPermitted, Refused
from secretariat.core.history import keep
from secretariat.core.viewer import Viewer
from secretariat.parties.choices import HELD_FOR, PartyKind, RoleKind
from secretariat.parties.models import Party, Role
from secretariat.parties.queries import is_last_administrator
from secretariat.parties.rules import may_give_roles

ONE_DAY = datetime.timedelta(days=1)


@transaction.atomic
def give_role(
    person: Person,
    *,
    kind: RoleKind,
    party: Party,
    by: Viewer,
    on: datetime.date,
    until: datetime.date | None = None,
    authority: str = "",
) -> Role:
    """Give a person a role for a party; ``on`` is its first day, ``until`` its last.

    Errors: NotPermitted where an administrator is needed, or for oneself; Refused where the account has ended, the role
    is not one for such a party, or it is held in that time already; ValidationError.
    """
    _require_administrator(by)
    if is_oneself.test(by, person):
        raise NotPermitted(_("Nobody gives a role to themselves: ask another administrator."))
    _refuse_unfit(person, kind, party, on, until)
    role = Role(
        person=person,
        kind=kind,
        party=party,
        valid_from=on,
        valid_until=until,
        authority=authority,
        is_demonstration=person.is_demonstration,
    )
    return keep(role, by=by, reason=authority or _("Given"))


def _refuse_unfit(
    person: Person, kind: RoleKind, party: Party, first: datetime.date, last: datetime.date | None
) -> None:
    if not person.is_active:
        raise Refused(_("The account of %(person)s has ended; open it first.") % {"person": person})
    if PartyKind(party.kind) not in HELD_FOR[RoleKind(kind)]:
        raise Refused(
            _("The role “%(role)s” is not held for “%(party)s”.") % {"role": RoleKind(kind).label, "party": party}
        )
    _refuse_held(Role(person=person, kind=kind, party=party), first, last)


def _refuse_held(role: Role, first: datetime.date | None, last: datetime.date | None) -> None:
    """Errors: Refused where the person holds the same role for the same party in that time by another row."""
    same = Role.objects.filter(person=role.person, kind=role.kind, party=role.party, is_withdrawn=False)
    held = same.exclude(pk=role.pk).exclude(valid_until__lt=first) if first else same.exclude(pk=role.pk)
    if (held.filter(valid_from__lte=last) if last else held).exists():
        raise Refused(_("%(person)s holds this role in that time already.") % {"person": role.person})


@transaction.atomic
def end_role(role: Role, *, by: Viewer, on: datetime.date, reason: str) -> Role:
    """End a role; ``on`` is the last day on which it gives rights.

    Errors: NotPermitted where an administrator is needed; Refused where it has ended or nobody else could administer;
    ValidationError where the day lies before its first.
    """
    _require_administrator(by)
    _refuse_ended(role, on)
    _refuse_last(role, after=on + ONE_DAY)
    role.valid_until = on
    return keep(role, by=by, reason=reason)


@transaction.atomic
def change_last_day(role: Role, *, until: datetime.date | None, by: Viewer, on: datetime.date, reason: str) -> Role:
    """Extend or shorten a role, today being ``on``: ``until`` is its new last day, None until further notice.

    Errors: NotPermitted where an administrator is needed, or to extend one's own; Refused where the role has ended, the
    day has passed or is its last day already, the role is held in that time by another row, or nobody else could
    administer; ValidationError where the day lies before its first.
    """
    _require_administrator(by)
    role = Role.objects.select_for_update(of=("self",)).select_related("person", "party").get(pk=role.pk)
    if role.is_withdrawn or _is_over(role, on):
        raise Refused(_("This role has ended: give it anew."))
    if until == role.valid_until:
        raise Refused(_("That is its last day already."))
    if until is not None and until < on:
        raise Refused(_("This day has passed. What was done under the role stays done."))
    if until is None or (role.valid_until is not None and until > role.valid_until):
        _refuse_extension(role, until, by)
    else:
        _refuse_last(role, after=until + ONE_DAY)
    role.valid_until = until
    return keep(role, by=by, reason=reason)


def _refuse_extension(role: Role, until: datetime.date | None, by: Viewer) -> None:
    if is_oneself.test(by, role.person):
        raise NotPermitted(_("Nobody extends a role of their own: ask another administrator."))
    _refuse_held(role, role.valid_from, until)


@transaction.atomic
def withdraw_role(role: Role, *, by: Viewer, on: datetime.date, reason: str) -> Role:
    """Take a role away at once, today being ``on``: from now on it gives no rights.

    Errors: NotPermitted where an administrator is needed; Refused where it has ended or nobody else could administer.
    """
    _require_administrator(by)
    if role.is_withdrawn or (role.valid_until and role.valid_until < on):
        raise Refused(_("This role has ended already."))
    _refuse_last(role, after=on)
    return _withdraw(role, by, on, reason)


def _withdraw(role: Role, by: Viewer, on: datetime.date, reason: str) -> Role:
    role.is_withdrawn = True
    role.valid_until = max(on, role.valid_from or on)
    return keep(role, by=by, reason=reason)


@transaction.atomic
def close_account(person: Person, *, by: Viewer, on: datetime.date, reason: str) -> Person:
    """End a person's account and take away all their roles at once; nothing they wrote changes.

    Errors: NotPermitted where an administrator is needed; Refused where it has ended or nobody else could administer.
    """
    _require_administrator(by)
    roles = [role for role in Role.objects.filter(person=person, is_withdrawn=False) if not _is_over(role, on)]
    for role in roles:
        _refuse_last(role, after=on)
    end_account(person, by=by, reason=reason)
    for role in roles:
        _withdraw(role, by, on, reason)
    return person


def _is_over(role: Role, on: datetime.date) -> bool:
    return role.valid_until is not None and role.valid_until < on


def _refuse_ended(role: Role, on: datetime.date) -> None:
    if role.is_withdrawn or (role.valid_until and role.valid_until <= on):
        raise Refused(_("This role ends on that day or before already."))


def _refuse_last(role: Role, *, after: datetime.date) -> None:
    # Two administrators who end each other at the same moment: the second waits here, and is then refused.
    list(Role.objects.filter(kind=RoleKind.ADMINISTRATOR).select_for_update().values_list("pk"))
    if is_last_administrator(role, after=after):
        raise Refused(_("Nobody else could administer then: give the role to another person first."))


def _require_administrator(by: Viewer) -> None:
    if not may_give_roles.test(by):
        raise NotPermitted(_("Only an administrator gives and ends roles."))
