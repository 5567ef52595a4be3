"""States: the members and observers on a day, and the page of each."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Prefetch
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from secretariat.core.columns import Cell
from secretariat.core.dates import written_date
from secretariat.core.languages import Labels, alphabetical
from secretariat.core.pages import Fact, ListPage, fact
from secretariat.core.rules import anyone
from secretariat.parties.choices import Capacity
from secretariat.parties.columns import STATES, party_cell
from secretariat.parties.filters import StateFilter
from secretariat.parties.models import Participation, Party, PartyQuerySet
from secretariat.parties.queries import served_organization, with_standing
from secretariat.parties.views.parts import PartyPage

MEMBERS, OBSERVERS, FORMER = "members", "observers", "former"
LABELS = {
    MEMBERS: gettext_lazy("Member States"),
    OBSERVERS: gettext_lazy("Permanent observers"),
    FORMER: gettext_lazy("Former members"),
}


@dataclass(frozen=True)
class Tab:
    """One way to look at a list."""

    label: str | Promise
    url: str
    current: bool
    note: str


class StatesPage(ListPage):
    """The States that are members or observers of the organization served, or were members, on a day."""

    rule = anyone
    title = gettext_lazy("States")
    door = "states"
    template_name = "parties/states.html"
    columns = STATES
    filters = StateFilter
    order = "name"
    empty_title = gettext_lazy("No State is recorded here")

    @cached_property
    def day(self) -> datetime.date:
        """The day that the list is about: the one asked for, else today."""
        try:
            return datetime.date.fromisoformat(self.request.GET.get("on", ""))
        except ValueError:
            return self.today

    @cached_property
    def which(self) -> str:
        asked = self.request.GET.get("which", "")
        return asked if asked in LABELS else MEMBERS

    @cached_property
    def served(self) -> Party | None:
        return served_organization()

    def _rows(self, which: str) -> PartyQuerySet:
        states = Party.objects.visible_to(self.viewer).states()
        if which == OBSERVERS:
            return states.taking_part(self.served, Capacity.OBSERVER, on=self.day)
        now = states.taking_part(self.served, on=self.day)
        if which == MEMBERS:
            return now
        return states.filter(pk__in=_ended(self.served, self.day).values("party")).exclude(pk__in=now.values("pk"))

    def records(self) -> PartyQuerySet:
        capacity = Capacity.OBSERVER if self.which == OBSERVERS else Capacity.MEMBER
        groups = Participation.objects.visible_to(self.viewer).filter(capacity=Capacity.MEMBER).valid_on(self.day)
        if self.served is not None:
            groups = groups.exclude(of=self.served)
        shown = Prefetch("participations", groups.select_related("of"), to_attr="groups_now")
        rows = self._rows(self.which).select_related("state").prefetch_related(shown)
        return with_standing(rows, self.served, capacity, on=self.day)

    def get_context(self) -> dict[str, Any]:
        day = written_date(self.day)
        return {
            **super().get_context(),
            "sub": _("As of %(day)s.") % {"day": day},
            "tabs": self._tabs(),
            "besides": self._besides(),
            "is_filtered": any(self.request.GET.get(name) for name in ("text", "group", "on")),
        }

    def _besides(self) -> list[Cell]:
        """Return the observers that are not States."""
        if self.which != OBSERVERS:
            return []
        others = Party.objects.visible_to(self.viewer).organizations()
        found = others.taking_part(self.served, Capacity.OBSERVER, on=self.day)
        return [party_cell(each) for each in found.order_by(alphabetical("name"))]

    def _tabs(self) -> Sequence[Tab]:
        asked = {"on": self.request.GET["on"]} if self.request.GET.get("on") else {}
        return [
            Tab(
                label,
                f"{reverse('states')}?{urlencode({'which': which, **asked})}",
                which == self.which,
                str(self._rows(which).real().count()),
            )
            for which, label in LABELS.items()
        ]


def _short(party: Party) -> Cell:
    return Cell(party.short, href=party.get_absolute_url(), title=str(party))


def _ended(of: Party | None, day: datetime.date) -> Any:
    return Participation.objects.filter(of=of, capacity=Capacity.MEMBER, valid_until__lt=day)


class StatePage(PartyPage):
    """One State: its names, codes, and what it takes part in since when."""

    rule = anyone
    door = "states"

    def records(self) -> PartyQuerySet:
        return Party.objects.visible_to(self.viewer).states().select_related("state")

    def crumbs(self) -> list[tuple[Any, str]]:
        return [(_("States"), reverse("states"))]

    def official_name(self) -> Labels:
        name: Labels = self.subject.state.official_name
        return name

    def get_context(self) -> dict[str, Any]:
        official = str(self.subject.state.official_name)
        return {**super().get_context(), "sub": official if official != str(self.subject.name) else ""}

    def facts(self) -> list[Fact]:
        state = self.subject.state
        groups = Participation.objects.visible_to(self.viewer).filter(party=self.subject, capacity=Capacity.MEMBER)
        now = groups.valid_on(self.today).select_related("of")
        return [
            fact(_("ISO 3166-1"), state.iso2, state.iso3),
            fact(_("UN M49"), state.m49),
            fact(_("Belongs to"), *sorted((_short(each.of) for each in now), key=lambda cell: cell.text)),
            fact(_("Also written"), *self.spellings()),
        ]
