"""The calendar: a month, an agenda, and the files that calendar programs read."""

from __future__ import annotations

import datetime
from typing import Any

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import translation
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from secretariat.core.languages import LANGUAGES, current_language
from secretariat.core.pages import Action, BoardPage, ConfirmPage, FormPage, ListPage, Page
from secretariat.core.pages.base import Crumb
from secretariat.core.rules import anyone
from secretariat.core.viewer import ANYONE, Viewer
from secretariat.delivery import calendar_days as months
from secretariat.delivery import filters, rules, services
from secretariat.delivery.calendar_files import calendar_file
from secretariat.delivery.choices import FeedOf
from secretariat.delivery.columns import FEEDS
from secretariat.delivery.forms import FeedForm
from secretariat.delivery.models import Deliverable, DeliverableQuerySet, Feed, Involvement
from secretariat.delivery.queries import between_days, of_feed
from secretariat.organization.models import Unit
from secretariat.parties.models import Party
from secretariat.parties.queries import viewer_for

MONTH, AGENDA = "month", "agenda"
VIEWS = {MONTH: gettext_lazy("Month"), AGENDA: gettext_lazy("Agenda")}
SPAN = 3  # months of an agenda


class CalendarForm(forms.Form):
    """Of which unit and with which State the calendar is."""

    month = forms.CharField(widget=forms.HiddenInput, required=False)
    view = forms.ChoiceField(widget=forms.HiddenInput, choices=[*VIEWS.items()], required=False)
    unit = forms.ModelChoiceField(
        label=gettext_lazy("Unit"), queryset=Party.objects.none(), to_field_name="slug", required=False
    )
    party = forms.ModelChoiceField(
        label=gettext_lazy("State or organization"), queryset=Party.objects.none(), to_field_name="slug", required=False
    )

    def __init__(self, *args: Any, request: HttpRequest, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["unit"].queryset = filters.units(request)  # type: ignore[attr-defined]
        self.fields["party"].queryset = filters.parties(request)  # type: ignore[attr-defined]
        for name in ("unit", "party"):
            self.fields[name].empty_label = _("any")  # type: ignore[attr-defined]


class CalendarPage(BoardPage):
    """What is delivered, by day (``?month=``, ``?view=``, ``?unit=``, ``?party=``)."""

    rule = anyone
    title = gettext_lazy("Calendar")
    template_name = "delivery/calendar.html"
    door = "work"

    def load(self) -> None:
        self.form = CalendarForm(self.request.GET, request=self.request)
        try:
            self.first = months.first_of(self.request.GET.get("month") or f"{self.today:%Y-%m}")
            last = months.months_from(self.first, SPAN if self.is_agenda else 1) - months.DAY
        except ValueError as error:
            raise Http404 from error
        self.last = last
        if not self.form.is_valid():
            raise Http404

    @property
    def is_agenda(self) -> bool:
        return self.request.GET.get("view") == AGENDA

    def crumbs(self) -> list[Crumb]:
        return [(_("Work"), reverse("deliverables"))]

    def actions(self) -> list[Action]:
        return [
            Action(
                _("In your own calendar"), reverse("calendar-feeds" if self.viewer.is_signed_in else "calendar-file")
            )
        ]

    def get_context(self) -> dict[str, Any]:
        weeks = months.days_of_weeks(self.first)
        begins, ends = (self.first, self.last) if self.is_agenda else (weeks[0][0], weeks[-1][-1])
        found = months.by_day(self._rows(begins, ends), begins, ends, self.today)
        inside = [day for day in sorted(found) if self.first <= day <= self.last]
        return {
            **super().get_context(),
            "sub": self._period(),
            "view_tabs": self._tabs(),
            "steps": self._steps(),
            "filter_form": self.form,
            "is_filtered": any(self.form.cleaned_data.get(name) for name in ("unit", "party")),
            "is_agenda": self.is_agenda,
            "names": months.names_of_days(),
            "weeks": [] if self.is_agenda else [[self._day(day, found) for day in week] for week in weeks],
            "agenda": [self._day(day, found) for day in inside],
            "agenda_url": self._address(view=AGENDA),
            "file_url": self._file(),
        }

    def _rows(self, first: datetime.date, last: datetime.date) -> DeliverableQuerySet:
        rows = between_days(Deliverable.objects.visible_to(self.viewer), first, last)
        asked = self.form.cleaned_data
        return _of(rows, asked["unit"], asked["party"]).order_by("starts_on", "id")

    def _day(self, day: datetime.date, found: dict[datetime.date, Any]) -> months.CalendarDay:
        inside = self.first <= day <= self.last
        return months.calendar_day(day, found.get(day, []), self.today, is_inside=inside)

    def _period(self) -> str:
        if not self.is_agenda:
            return months.month_name(self.first)
        return _("%(first)s to %(last)s") % {
            "first": months.month_name(self.first),
            "last": months.month_name(self.last.replace(day=1)),
        }

    def _address(self, **changes: str) -> str:
        asked = {name: self.request.GET.get(name, "") for name in ("unit", "party", "view")}
        said = {"month": f"{self.first:%Y-%m}", **asked, **changes}
        return f"{reverse('calendar')}?{urlencode({name: value for name, value in said.items() if value})}"

    def _tabs(self) -> list[dict[str, Any]]:
        current = AGENDA if self.is_agenda else MONTH
        return [
            {"label": label, "url": self._address(view=key), "current": key == current} for key, label in VIEWS.items()
        ]

    def _steps(self) -> list[dict[str, str]]:
        step = SPAN if self.is_agenda else 1
        to = {
            _("Earlier"): months.months_from(self.first, -step),
            _("Today"): self.today,
            _("Later"): months.months_from(self.first, step),
        }
        return [{"label": label, "url": self._address(month=f"{day:%Y-%m}")} for label, day in to.items()]

    def _file(self) -> str:
        asked = {name: self.request.GET[name] for name in ("unit", "party") if self.request.GET.get(name)}
        return f"{reverse('calendar-file')}?{urlencode(asked)}" if asked else reverse("calendar-file")


def _of(rows: DeliverableQuerySet, unit: Party | None, party: Party | None) -> DeliverableQuerySet:
    if unit is not None:
        rows = rows.filter(owner__party=unit)
    if party is not None:
        involved = Involvement.objects.filter(party=party, is_withdrawn=False)
        rows = rows.filter(pk__in=involved.values("deliverable"))
    return rows


# Files that calendar programs read --------------------------------------------------------------------------------


class CalendarFile(Page):
    """What everyone may see, as a calendar that programs read (``?unit=``, ``?party=``)."""

    rule = anyone
    door = "work"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        unit, party = (self._party(name) for name in ("unit", "party"))
        rows = _of(of_feed(FeedOf.ALL, ANYONE, on=self.today), unit, party)
        names = [str(each) for each in (unit, party) if each]
        return calendar_answer(request, " · ".join([_("Calendar"), *names]), rows)

    def _party(self, name: str) -> Party | None:
        slug = self.request.GET.get(name, "")
        return get_object_or_404(Party.objects.visible_to(ANYONE), slug=slug) if slug else None


class UnitCalendarFile(Page):
    """What a unit delivers and everyone may see, as a calendar that programs read."""

    rule = anyone
    door = "work"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        units = Unit.objects.visible_to(ANYONE).select_related("party")
        unit = get_object_or_404(units, party__slug=kwargs["slug"])
        rows = _of(of_feed(FeedOf.ALL, ANYONE, on=self.today), unit.party, None)
        return calendar_answer(request, f"{_('Calendar')} · {unit.party.short}", rows)


class FeedFile(Page):
    """What one person may see, as a calendar that their programs read by an address that nobody else knows.

    SECURITY: the address is the key, as calendar programs send no other; it opens this file alone. What the person may
    see is asked anew each time.
    """

    rule = anyone

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        feed = services.find_feed(kwargs["secret"])
        if feed is None:
            raise Http404
        viewer: Viewer = viewer_for(feed.person, on=self.today)
        language = feed.person.language or current_language()
        with translation.override(language):
            rows = of_feed(FeedOf(feed.of), viewer, on=self.today)
            answer = calendar_answer(request, f"{_('Calendar')} · {feed.name}", rows)
        answer["Cache-Control"] = "private, no-store"
        return answer


def calendar_answer(request: HttpRequest, name: str, rows: Any) -> HttpResponse:
    """Return deliverables as the file that a calendar program asked for."""
    site = settings.ADDRESS or f"{request.scheme}://{request.get_host()}"
    language = current_language() if current_language() in LANGUAGES else "en"
    made = calendar_file(name, rows.order_by("starts_on", "id"), language=language, site=site)
    answer = HttpResponse(made, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'inline; filename="secretariat.ics"'
    return answer


# One's own addresses ----------------------------------------------------------------------------------------------


class FeedsPage(ListPage):
    """The addresses at which one's calendar programs read."""

    rule = rules.may_make_feeds
    title = gettext_lazy("Calendar addresses")
    sub = gettext_lazy("A calendar program that you give such an address shows what you may see, kept up to date.")
    columns = FEEDS
    order = "name"
    door = "work"
    empty_title = gettext_lazy("No calendar addresses")
    empty_text = gettext_lazy("Make one for the calendar on your telephone or your computer.")

    def records(self) -> Any:
        own = self.viewer.person.pk if self.viewer.person else None
        return Feed.objects.visible_to(self.viewer).filter(person=own)

    def crumbs(self) -> list[Crumb]:
        return [(_("Preferences"), reverse("preferences")), (_("Calendar"), reverse("calendar"))]

    def actions(self) -> list[Action]:
        return [Action(_("Make an address"), reverse("calendar-feed-make"), primary=True)]


class FeedMakePage(FormPage):
    """Make an address; it is shown on the answer, once."""

    rule = rules.may_make_feeds
    title = gettext_lazy("Make a calendar address")
    form_class = FeedForm
    door = "work"
    submit_label = gettext_lazy("Make the address")
    intro = gettext_lazy(
        "The address is shown once. Whoever has it reads your calendar: keep it as you keep a password."
    )
    secret = ""

    def crumbs(self) -> list[Crumb]:
        return [(FeedsPage.title, reverse("calendar-feeds"))]

    def perform(self, form: Any) -> None:
        said = form.cleaned_data
        _feed, self.secret = services.make_feed(name=said["name"], of=FeedOf(said["of"]), by=self.viewer)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        response = super().post(request, *args, **kwargs)
        return self.shown() if self.secret else response

    def shown(self) -> HttpResponse:
        """Show the address. SECURITY: on this answer alone; nothing keeps it, and no cache may."""
        address = self.request.build_absolute_uri(reverse("calendar-feed", args=(self.secret,)))
        shown = {**self.get_context(), "address": address, "done_url": reverse("calendar-feeds")}
        answer = render(self.request, "delivery/feed.html", shown)
        answer["Cache-Control"] = "no-store"
        return answer

    def done_url(self) -> str:
        return reverse("calendar-feeds")


class FeedRevokePage(ConfirmPage):
    """Revoke a calendar address."""

    rule = rules.may_revoke_feed
    title = gettext_lazy("Revoke a calendar address")
    question = gettext_lazy("Revoke this calendar address?")
    submit_label = gettext_lazy("Revoke")
    done = gettext_lazy("The address answers nothing any more.")
    danger = True
    door = "work"

    def load(self) -> None:
        self.subject = get_object_or_404(Feed.objects.visible_to(self.viewer), pk=self.kwargs["id"])

    def crumbs(self) -> list[Crumb]:
        return [(FeedsPage.title, reverse("calendar-feeds"))]

    def consequences(self) -> list[Any]:
        return [self.subject.name, _("Programs that read it are told that nothing is there.")]

    def perform(self, form: Any) -> None:
        services.revoke_feed(self.subject, by=self.viewer, on=self.today, reason=form.cleaned_data["reason"])

    def done_url(self) -> str:
        return reverse("calendar-feeds")
