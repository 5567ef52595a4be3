"""Pages of reports: the list, the record with its preview, and what is done with one."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from secretariat.core.choices import Audience
from secretariat.core.columns import Cell, Words
from secretariat.core.dates import written_date
from secretariat.core.languages import LANGUAGES, current_language
from secretariat.core.pages import Action, ConfirmPage, Fact, FormPage, ListPage, RecordPage, fact
from secretariat.core.pages.base import Crumb
from secretariat.core.records import RecordQuerySet
from secretariat.core.rules import anyone
from secretariat.reports import rules, services
from secretariat.reports.choices import ReportFormat, ReportState
from secretariat.reports.columns import REPORTS, state_cell, symbol_cell
from secretariat.reports.content import Content, has_fallbacks
from secretariat.reports.filters import ReportFilter
from secretariat.reports.forms import IssueForm, ReportForm
from secretariat.reports.models import Report
from secretariat.reports.queries import content_of, edition_of, is_intact, missing_sections, symbol_for, unreviewed
from secretariat.reports.registry import find_kind, title_of
from secretariat.reports.writers.shown import shown

WITH = ("body__party", "unit__party", "owner__party", "document", "revises__document")


def reports_seen(viewer: Any) -> RecordQuerySet[Report]:
    """Return the reports that a viewer may see, with what pages show of them."""
    rows: RecordQuerySet[Report] = Report.objects.visible_to(viewer).select_related(*WITH)
    return rows


def sentence(words: Words) -> str:
    text = str(words)
    return text[:1].upper() + text[1:]


class ReportsPage(ListPage):
    """Reports on bodies and, inside the secretariat, on units."""

    rule = anyone
    title = gettext_lazy("Reports")
    sub = gettext_lazy("What bodies are told of the work: written from the record, frozen once issued.")
    door = "work"
    columns = REPORTS
    filters = ReportFilter
    order = "-period"
    empty_title = gettext_lazy("No report is on record yet")
    empty_text = gettext_lazy("A report writes itself from what was planned and held; a planning officer begins it.")

    def records(self) -> RecordQuerySet[Report]:
        return reports_seen(self.viewer)

    def actions(self) -> list[Action]:
        if not rules.may_draft_reports.test(self.viewer):
            return []
        return [Action(_("Begin a report"), reverse("report-new"), primary=True)]


class ReportPage(RecordPage):
    """A report: what it says in each language, its files, and how far its narrative is."""

    rule = anyone
    door = "work"
    template_name = "reports/report.html"
    subject: Report

    def records(self) -> RecordQuerySet[Report]:
        return reports_seen(self.viewer)

    def crumbs(self) -> list[Crumb]:
        return [(_("Reports"), reverse("reports"))]

    @property
    def language(self) -> str:
        """The language of the preview: the one asked for, else the reader's."""
        asked = self.request.GET.get("in", "")
        return asked if asked in LANGUAGES else current_language()

    def get_context(self) -> dict[str, Any]:
        if find_kind(self.subject.kind) is None and self.subject.is_open:
            raise Http404  # a kind that the program no longer has
        content = content_of(self.subject, self.language, on=self.today)
        return {
            **super().get_context(),
            "sub": f"{self.subject.party} · {self.subject.period}",
            "content": content,
            "sections": shown(content, self._figure),
            "has_fallbacks": has_fallbacks(content),
            "language_tabs": self._tabs(),
            "files": self._files(content),
            "is_open": self.subject.is_open,
        }

    def _figure(self, key: str) -> str:
        return f"{reverse('report-figure', args=(self.subject.pk, key))}?in={self.language}"

    def _tabs(self) -> list[dict[str, Any]]:
        address = self.subject.get_absolute_url()
        return [
            {"label": str(name), "url": f"{address}?in={code}", "current": code == self.language, "lang": code}
            for code, name in settings.LANGUAGES
        ]

    def _files(self, content: Content) -> list[dict[str, str]]:
        return [
            {"label": each.label, "url": reverse("report-file", args=(self.subject.pk, content.language, each))}
            for each in ReportFormat
        ]

    def facts(self) -> list[Fact]:
        each = self.subject
        return [
            fact(_("State"), state_cell(each)),
            fact(_("Report"), title_of(each.kind)),
            fact(_("Body") if each.body else _("Unit"), Cell(str(each.party), each.subject.get_absolute_url())),
            fact(_("Period"), each.period),
            fact(_("Prepared by"), Cell(str(each.owner.party), each.owner.get_absolute_url())),
            fact(_("Symbol"), symbol_cell(each) if each.document else None),
            fact(_("Issued on"), written_date(each.issued_on)),
            fact(_("Revision of"), self._other(each.revises)),
            fact(_("Revised by"), self._other(getattr(each, "revised_by", None))),
            fact(_("Fingerprint"), self._fingerprint()),
            fact(_("Readers"), each.get_audience_display() if each.audience != Audience.PUBLIC else None),
            fact(_("Demonstration"), _("invented for the demonstration") if each.is_demonstration else None),
        ]

    def _other(self, other: Report | None) -> Cell | None:
        """Lead to another report, if the reader may see it."""
        if other is None or not Report.objects.visible_to(self.viewer).filter(pk=other.pk).exists():
            return None
        return Cell(str(other.document or other), other.get_absolute_url())

    def _fingerprint(self) -> Cell | None:
        edition = edition_of(self.subject, self.language)
        if edition is None:
            return None
        if not is_intact(edition):
            return Cell(_("somebody changed what was issued"), tone="late")
        return Cell(edition.sha256[:12], title=edition.sha256)

    def actions(self) -> list[Action]:
        each = self.subject
        verbs = rules.REPORT_CHANGES.open_to(self.viewer, each)
        moves = [Action(sentence(row.label), _verb_url(each, row.verb), primary=True) for row in verbs]
        revised = Report.objects.filter(revises=each).exists()
        if each.state == ReportState.ISSUED and not revised and rules.may_draft_reports.test(self.viewer):
            moves.append(Action(_("Begin a revision"), reverse("report-revise", args=(each.pk,))))
        return moves


def _verb_url(report: Report, verb: str) -> str:
    if verb == "issue":
        return reverse("report-issue", args=(report.pk,))
    return reverse("report-move", args=(report.pk, verb))


class ReportNewPage(FormPage):
    """Begin a report."""

    rule = rules.may_draft_reports
    door = "work"
    title = gettext_lazy("Begin a report")
    intro = gettext_lazy("Its figures come from the record by themselves; people write what the figures do not say.")
    form_class = ReportForm
    done = gettext_lazy("Begun. Now write its introduction.")

    def load(self) -> None:
        self.made: Report | None = None

    def form_options(self) -> dict[str, Any]:
        return {"viewer": self.viewer}

    def crumbs(self) -> list[Crumb]:
        return [(_("Reports"), reverse("reports"))]

    def perform(self, form: Any) -> None:
        self.made = services.draft_report(**form.cleaned_data, by=self.viewer)

    def done_url(self) -> str:
        return self.made.get_absolute_url() if self.made else reverse("reports")


class OfReport(ConfirmPage):
    """What is done with one report."""

    abstract = True
    door = "work"
    subject: Report

    def load(self) -> None:
        self.subject = get_object_or_404(reports_seen(self.viewer), pk=self.kwargs["id"])

    def crumbs(self) -> list[Crumb]:
        return [(_("Reports"), reverse("reports")), (str(self.subject), self.subject.get_absolute_url())]


class ReportMovePage(OfReport):
    """Send a report to review, or back to be changed."""

    rule = rules.may_send_back
    done = gettext_lazy("Done.")

    def load(self) -> None:
        super().load()
        self.row = rules.REPORT_CHANGES.rows.get(self.kwargs["verb"])
        if self.row is None or self.row.target == ReportState.ISSUED:
            raise Http404
        self.title = self.submit_label = sentence(self.row.label)
        self.question = _("“%(what)s”: %(verb)s?") % {"what": self.subject, "verb": self.row.label}

    def consequences(self) -> list[Words]:
        said: list[Words] = [str(_("Not written yet: %(sections)s.") % {"sections": each}) for each in self._missing()]
        if unreviewed(self.subject):
            said.append(_("What nobody has reviewed must be reviewed before it is issued."))
        return said

    def _missing(self) -> list[str]:
        return missing_sections(self.subject)

    def perform(self, form: Any) -> None:
        services.move_report(self.subject, self.kwargs["verb"], by=self.viewer, reason=form.cleaned_data["reason"])


class ReportIssuePage(OfReport):
    """Issue a report under a symbol, after saying what that means."""

    rule = rules.may_issue
    title = submit_label = gettext_lazy("Issue")
    form_class = IssueForm
    done = gettext_lazy("Issued. What it says is frozen in four languages.")

    def load(self) -> None:
        super().load()
        self.question = _("Issue “%(what)s” as it stands today?") % {"what": self.subject}

    def initial(self) -> dict[str, Any]:
        return {"language": current_language(), "symbol": symbol_for(self.subject)}

    def consequences(self) -> list[Words]:
        sent = _("Its distribution to the members of the body is drafted; somebody looks at it and sends it.")
        inside = _("It is for the secretariat alone and goes out to nobody.")
        return [
            _("All it says, every figure and the rows behind it are frozen in four languages and never change."),
            _("It is entered as a document with PDF and Word files, open to its readers at once."),
            _("The unit's duty to report on this period is kept by it."),
            inside if self.subject.unit else sent,
            _("A mistake found later is put right by a revision under a symbol of its own."),
        ]

    def perform(self, form: Any) -> None:
        services.issue_report(self.subject, **form.cleaned_data, by=self.viewer, on=self.today)


class ReportRevisePage(OfReport):
    """Begin a revision of an issued report."""

    rule = rules.may_draft_reports
    title = submit_label = gettext_lazy("Begin a revision")
    done = gettext_lazy("Begun. Its figures are counted anew.")

    def load(self) -> None:
        super().load()
        self.made: Report | None = None
        self.question = _("Begin a revision of “%(what)s”?") % {"what": self.subject}

    def consequences(self) -> list[Words]:
        return [_("The report as issued stays as it is. The revision begins with its narrative.")]

    def perform(self, form: Any) -> None:
        self.made = services.revise_report(self.subject, by=self.viewer, reason=form.cleaned_data["reason"])

    def done_url(self) -> str:
        return (self.made or self.subject).get_absolute_url()
