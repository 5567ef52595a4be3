"""People, from the command line."""

from __future__ import annotations

import datetime
import json
import sys
from argparse import ArgumentParser
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.management.base import CommandError
from django.db import transaction
from django.utils import timezone

from secretariat.accounts.models import Person
from secretariat.accounts.services import enter_person
from secretariat.core.commands import PlainCommand
from secretariat.parties.choices import RoleKind
from secretariat.parties.models import Party, Role
from secretariat.parties.queries import operator
from secretariat.parties.services import erase_person, give_role


class Command(PlainCommand):
    help = "Enter a person with a role, or erase one: `user add ana@example.org --name Ana --role KIND --party KEY`."

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        add = verbs.add_parser("add", help="enter a person; without --password-stdin they set a password by mail")
        add.add_argument("email")
        add.add_argument("--name", required=True)
        add.add_argument("--role", required=True, choices=RoleKind.values)
        add.add_argument("--party", required=True, help="key of the unit, State or organization, as in its address")
        add.add_argument("--until", type=_day, metavar="DAY", help="last day of the role, YYYY-MM-DD")
        add.add_argument("--authority", default="", help="the note or decision that names the person")
        add.add_argument("--password-stdin", action="store_true", help="read the password from standard input")
        add.add_argument("--json", action="store_true", help="one JSON value on standard output, nothing else")

        erase = verbs.add_parser("erase", help="blank a person everywhere, in histories too; that they acted stays")
        erase.add_argument("email")
        erase.add_argument("--yes", action="store_true", help="really; nobody can bring it back")
        erase.add_argument("--json", action="store_true", help="one JSON value on standard output, nothing else")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["verb"] == "erase":
            self._erase(options)
        else:
            self._add(options)

    def _erase(self, options: dict[str, Any]) -> None:
        person = Person.objects.people().filter(email__iexact=options["email"]).first()
        if person is None:
            raise CommandError(f"Nobody has the address {options['email']}.")
        if not options["yes"]:
            raise CommandError(f"This blanks {person} for good. Say --yes to do it; nothing was done.")
        left = [str(each) for each in erase_person(person, by=operator(), on=timezone.localdate())]
        if options["json"]:
            self.stdout.write(json.dumps({"id": str(person.pk), "still_named_in": left}))
        else:
            words = f"The name or address still stands in words: {', '.join(left)}." if left else "Nothing is left."
            self.stdout.write(f"Person {person.pk} is erased. {words}")

    def _add(self, options: dict[str, Any]) -> None:
        party = Party.objects.filter(slug=options["party"]).first()
        if party is None:
            raise CommandError(f"There is no party “{options['party']}”; nobody was entered.")
        password = _password() if options["password_stdin"] else None
        person, role = _enter(party, password, options)
        if options["json"]:
            found = {"id": str(person.pk), "email": person.email, "role": role.kind, "party": party.slug}
            self.stdout.write(json.dumps(found, ensure_ascii=False))
        else:
            self.stdout.write(f"{person} <{person.email}> is {role.get_kind_display()} for {party.short} from today.")


@transaction.atomic
def _enter(party: Party, password: str | None, options: dict[str, Any]) -> tuple[Person, Role]:
    by = operator()
    person = enter_person(email=options["email"], full_name=options["name"], by=by, password=password)
    if password is not None:
        validate_password(password, person)
    role = give_role(
        person,
        kind=RoleKind(options["role"]),
        party=party,
        by=by,
        on=timezone.localdate(),
        until=options["until"],
        authority=options["authority"],
    )
    return person, role


def _day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


_day.__name__ = "day"  # how a message names what it expects


def _password() -> str:
    password = sys.stdin.readline().rstrip("\n")
    if not password:
        raise CommandError("No password came on standard input; nobody was entered.")
    return password
