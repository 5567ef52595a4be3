"""Series of symbols and their numbers: ask for one, reserve, assign, cancel."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from secretariat.core.columns import Cell, Words
from secretariat.core.pages import Action, ConfirmPage, Fact, FormPage, ListPage, RecordPage, fact
from secretariat.core.records import RecordQuerySet
from secretariat.core.rules import anyone, in_secretariat
from secretariat.documents import rules, services
from secretariat.documents.columns import NUMBERS, SERIES, number_cell
from secretariat.documents.filters import NumberFilters
from secretariat.documents.forms import AssignForm, RequestForm, SeriesForm, StepForm
from secretariat.documents.models import Document, NumberSeries, SymbolNumber
from secretariat.documents.queries import runs_of
from secretariat.documents.views.crumbs import Crumbs, crumbs_below, sentence

WITH = ("series", "base", "document", "session__body__party")


def _top() -> Crumbs:
    return [(_("Documents"), reverse("documents")), (_("Series of symbols"), reverse("number-series-list"))]


class SeriesListPage(ListPage):
    """How bodies and units number their documents."""

    rule = anyone
    title = gettext_lazy("Series of symbols")
    sub = gettext_lazy("How bodies and units number their documents.")
    door = "sessions"
    columns = SERIES
    order = "template"
    empty_title = gettext_lazy("No series is on record")
    empty_text = gettext_lazy("Add how a body numbers its documents; numbers can then be asked for.")

    def records(self) -> RecordQuerySet[Any]:
        return NumberSeries.objects.visible_to(self.viewer).select_related("party")

    def crumbs(self) -> Crumbs:
        return _top()[:1]

    def actions(self) -> list[Action]:
        ways = (
            (rules.may_request_symbols, _("Request a number"), "symbol-request"),
            (in_secretariat, _("All numbers"), "symbol-numbers"),
            (rules.may_keep_series, _("Add a series"), "number-series-add"),
        )
        return [Action(label, reverse(name)) for rule, label, name in ways if rule.test(self.viewer)]


class SeriesPage(RecordPage):
    """A series: how its symbols are written, and how far its numbers are."""

    rule = anyone
    door = "sessions"
    subject: NumberSeries

    def records(self) -> RecordQuerySet[Any]:
        return NumberSeries.objects.visible_to(self.viewer).select_related("party")

    def crumbs(self) -> Crumbs:
        return _top()

    def get_context(self) -> dict[str, Any]:
        return {**super().get_context(), "sub": str(self.subject.title)}

    def facts(self) -> list[Fact]:
        series = self.subject
        return [
            fact(_("Of"), Cell(str(series.party), series.party.get_absolute_url())),
            fact(_("Begins anew"), series.get_restarts_display()),
            fact(_("State"), _("closed") if series.is_closed else None),
            *(self._runs() if in_secretariat.test(self.viewer) else []),
        ]

    def _runs(self) -> list[Fact]:
        """Return the first and last number of each year or session, and what no row explains."""
        facts = []
        for run in runs_of(self.subject):
            words = _("from %(first)s to %(last)s") % {"first": run.first, "last": run.last}
            missing = ", ".join(map(str, run.unexplained))
            gaps = Cell(_("not explained: %(numbers)s") % {"numbers": missing}, tone="late") if missing else None
            facts.append(fact(run.period or _("Numbers"), words, gaps))
        return facts

    def actions(self) -> list[Action]:
        if self.subject.is_closed:
            return []
        made = []
        if rules.may_request_symbols.test(self.viewer):
            asked = f"{reverse('symbol-request')}?series={self.subject.pk}"
            made.append(Action(_("Request a number"), asked, primary=True))
        if rules.may_keep_series.test(self.viewer):
            made.append(Action(_("Close the series"), reverse("number-series-close", args=(self.subject.pk,))))
        return made


class SeriesAddPage(FormPage):
    """Say how a body or unit numbers its documents."""

    rule = rules.may_keep_series
    title = gettext_lazy("Add a series")
    door = "sessions"
    form_class = SeriesForm
    submit_label = gettext_lazy("Add")
    done = gettext_lazy("The series is on record.")

    def crumbs(self) -> Crumbs:
        return _top()

    def perform(self, form: Any) -> None:
        services.add_series(**form.cleaned_data, by=self.viewer)

    def done_url(self) -> str:
        return reverse("number-series-list")


class SeriesClosePage(ConfirmPage):
    """Give no more numbers in a series."""

    rule = rules.may_keep_series
    title = gettext_lazy("Close the series")
    submit_label = gettext_lazy("Close")
    door = "sessions"
    danger = True
    subject: NumberSeries

    def load(self) -> None:
        self.subject = get_object_or_404(NumberSeries.objects.visible_to(self.viewer), pk=self.kwargs["id"])
        self.question = _("Give no more numbers in %(series)s?") % {"series": self.subject}

    def crumbs(self) -> Crumbs:
        return [*_top(), (str(self.subject), self.subject.get_absolute_url())]

    def perform(self, form: Any) -> None:
        services.close_series(self.subject, by=self.viewer, reason=form.cleaned_data["reason"])


class NumbersPage(ListPage):
    """The numbers asked for, reserved, assigned and cancelled, the newest first."""

    rule = in_secretariat
    title = gettext_lazy("Numbers of symbols")
    sub = gettext_lazy("A number is given once; a cancelled one stays and says why nothing bears it.")
    door = "sessions"
    columns = NUMBERS
    filters = NumberFilters
    order = "-asked"
    empty_title = gettext_lazy("No number was asked for yet")
    empty_text = gettext_lazy("Request a number in a series, or a Rev., Corr. or Add. on the page of a document.")

    def records(self) -> RecordQuerySet[Any]:
        return SymbolNumber.objects.visible_to(self.viewer).select_related(*WITH)

    def crumbs(self) -> Crumbs:
        return _top()

    def actions(self) -> list[Action]:
        if not rules.may_request_symbols.test(self.viewer):
            return []
        return [Action(_("Request a number"), reverse("symbol-request"), primary=True)]


class NumberPage(RecordPage):
    """A number: what it was asked for, what bears it, or why nothing does."""

    rule = in_secretariat
    door = "sessions"
    subject: SymbolNumber

    def records(self) -> RecordQuerySet[Any]:
        return SymbolNumber.objects.visible_to(self.viewer).select_related(*WITH)

    def crumbs(self) -> Crumbs:
        return [*_top(), (_("Numbers of symbols"), reverse("symbol-numbers"))]

    def facts(self) -> list[Fact]:
        row = self.subject
        series, base = row.series, self._shown(row.base)
        return [
            fact(_("State"), number_cell(row), why=row.why_not),
            fact(_("Symbol"), row.symbol),
            fact(_("For what"), row.purpose),
            fact(_("Series"), Cell(str(series), series.get_absolute_url()) if series else None),
            fact(row.get_step_display() or _("Changes"), base),
            fact(_("Document"), self._shown(row.document)),
        ]

    def _shown(self, document: Document | None) -> Cell | None:
        """Lead to a document, if the reader may see it."""
        if document is None or not Document.objects.visible_to(self.viewer).filter(pk=document.pk).exists():
            return None
        return Cell(str(document), document.get_absolute_url())

    def actions(self) -> list[Action]:
        row = self.subject
        made = []
        for change in rules.NUMBER_CHANGES.open_to(self.viewer, row):
            name, more = ("symbol-assign", ()) if change.verb == "assign" else ("symbol-move", (change.verb,))
            made.append(Action(sentence(change.label), reverse(name, args=(row.pk, *more))))
        return made


class NumberRequestPage(FormPage):
    """Ask for a number of a series."""

    rule = rules.may_request_symbols
    title = gettext_lazy("Request a number")
    intro = gettext_lazy("A conference officer reserves the number; the symbol is yours from then on.")
    door = "sessions"
    form_class = RequestForm
    submit_label = gettext_lazy("Request")
    done = gettext_lazy("The number is requested.")
    made: SymbolNumber | None = None

    def crumbs(self) -> Crumbs:
        return _top()

    def initial(self) -> dict[str, Any]:
        return {"series": self.request.GET.get("series", "").replace("\0", "")}

    def perform(self, form: Any) -> None:
        self.made = services.request_symbol(**form.cleaned_data, by=self.viewer, on=self.today)

    def done_url(self) -> str:
        return self.made.get_absolute_url() if self.made else reverse("number-series-list")


class StepRequestPage(FormPage):
    """Ask for the number of a revision, correction or addendum of a document."""

    rule = rules.may_request_symbols
    title = gettext_lazy("Request a Rev., Corr. or Add.")
    intro = gettext_lazy("Its symbol follows from that of the document; enter or draft the new text under it.")
    door = "sessions"
    form_class = StepForm
    submit_label = gettext_lazy("Request")
    done = gettext_lazy("The number is requested.")
    subject: Document
    made: SymbolNumber | None = None

    def load(self) -> None:
        visible = Document.objects.visible_to(self.viewer).select_related("issuer")
        self.subject = get_object_or_404(visible, slug=self.kwargs["slug"])

    def crumbs(self) -> Crumbs:
        return crumbs_below(self.subject)

    def perform(self, form: Any) -> None:
        self.made = services.request_symbol(base=self.subject, **form.cleaned_data, by=self.viewer, on=self.today)

    def done_url(self) -> str:
        return (self.made or self.subject).get_absolute_url()


class OfNumber(FormPage):
    """What is done with one number."""

    abstract = True
    rule = rules.may_issue_documents
    door = "sessions"
    subject: SymbolNumber

    def load(self) -> None:
        rows = SymbolNumber.objects.visible_to(self.viewer).select_related(*WITH)
        self.subject = get_object_or_404(rows, pk=self.kwargs["id"])

    def crumbs(self) -> Crumbs:
        return [*_top(), (str(self.subject), self.subject.get_absolute_url())]


class NumberMovePage(OfNumber, ConfirmPage):
    """Reserve a number that was asked for, or cancel one, with a reason."""

    rule = rules.may_issue_documents
    verbs = {"reserve": services.reserve_symbol, "cancel": services.cancel_symbol}

    def load(self) -> None:
        verb = self.kwargs["verb"]
        if verb not in self.verbs:
            raise Http404
        super().load()
        self.verb = verb
        label = rules.NUMBER_CHANGES.rows[verb].label
        self.title = self.submit_label = sentence(label)
        self.question = _("“%(what)s”: %(verb)s?") % {"what": self.subject, "verb": label}
        self.done = _("Done.")

    def consequences(self) -> list[Words]:
        if self.verb == "reserve":
            return [_("It gets the next number, which nobody else gets.")]
        return [_("Its number, if it has one, is never used again. Your reason explains the gap.")]

    def perform(self, form: Any) -> None:
        self.subject = self.verbs[self.verb](self.subject, by=self.viewer, reason=form.cleaned_data["reason"])


class NumberAssignPage(OfNumber):
    """Give a reserved symbol to a draft."""

    rule = rules.may_issue_documents
    title = gettext_lazy("Assign to a document")
    form_class = AssignForm
    submit_label = gettext_lazy("Assign")
    done = gettext_lazy("The document bears the symbol.")

    def form_options(self) -> dict[str, Any]:
        return {"viewer": self.viewer}

    def perform(self, form: Any) -> None:
        said = form.cleaned_data
        self.subject = services.assign_symbol(self.subject, said["document"], by=self.viewer, reason=said["reason"])
