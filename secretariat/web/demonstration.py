"""The demonstration's own way in: the cast, each a button. It exists in a demonstration, on this machine only."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from secretariat.accounts.models import Person
from secretariat.core.languages import current_language
from secretariat.core.pages import BoardPage
from secretariat.core.rules import anyone
from secretariat.founding.cast import address_of
from secretariat.founding.reading import read_package
from secretariat.founding.schema import CastMember
from secretariat.parties.choices import RoleKind
from secretariat.parties.models import Party

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
FORWARDED = ("x-forwarded-for", "x-real-ip", "forwarded", "via")


@cache
def cast_of(folder: Path) -> tuple[CastMember, ...]:
    """Return the cast that a package describes; read once a process."""
    return read_package(folder).cast


def is_on_this_machine(request: HttpRequest) -> bool:
    """Tell whether the reader sits at the machine itself.

    SECURITY: what a proxy passes on comes from elsewhere, even if the proxy stands here.
    """
    if any(request.headers.get(name) for name in FORWARDED):
        return False
    try:
        return ipaddress.ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False


@dataclass(frozen=True)
class Entrance:
    """One of the cast, as the page shows them."""

    key: str
    name: str
    role: str
    party: str
    purpose: str


class DemonstrationPage(BoardPage):
    """Enter as one of the cast, without a password, because nobody has one."""

    rule = anyone
    title = _("Enter as one of the cast")
    sub = _("Invented people, one for each kind of user. See the same records with the eyes of each.")
    template_name = "web/demonstration.html"

    def load(self) -> None:
        if not settings.DEMONSTRATION or not is_on_this_machine(self.request):
            raise Http404

    def post(self, request: HttpRequest) -> HttpResponseRedirect:
        member = next((each for each in self._cast() if each.key == request.POST.get("person")), None)
        person = self._people().get(address_of(member)) if member else None
        if person is None:
            raise Http404
        login(request, person, backend=BACKEND)
        return HttpResponseRedirect(reverse("today"))

    def get_context(self) -> dict[str, Any]:
        people, parties = self._people(), self._parties()
        shown = [
            Entrance(
                key=member.key,
                name=people[address_of(member)].full_name,
                role=str(RoleKind(member.role).label),
                party=str(parties.get(member.party, "")),
                purpose=getattr(member.purpose, current_language()),
            )
            for member in self._cast()
            if address_of(member) in people
        ]
        return {**super().get_context(), "entrances": shown}

    def _cast(self) -> tuple[CastMember, ...]:
        return cast_of(settings.FOUNDING_PACKAGE)

    def _people(self) -> dict[str, Person]:
        """Return those of the cast who were entered and may sign in, by address."""
        wanted = [address_of(member) for member in self._cast()]
        rows = Person.objects.people().filter(email__in=wanted, is_demonstration=True, is_active=True)
        return {row.email: row for row in rows}

    def _parties(self) -> dict[str, Party]:
        wanted = [member.party for member in self._cast()]
        return {row.slug: row for row in Party.objects.visible_to(self.viewer).filter(slug__in=wanted)}
