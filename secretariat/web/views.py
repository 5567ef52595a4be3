"""The public home, Today, and the report on languages."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from secretariat.audit.queries import changed_since, last_visits
from secretariat.core.columns import Cell, Column, table
from secretariat.core.dates import written_date
from secretariat.core.pages import Action, BoardPage
from secretariat.core.rules import anyone, in_secretariat, signed_in
from secretariat.documents.models import Document
from secretariat.notices.models import Notice
from secretariat.notices.queries import told
from secretariat.parties.models import Role
from secretariat.plans.queries import present_plan
from secretariat.trace.queries import count_all, present_order
from secretariat.web import today
from secretariat.web.progress import areas_of, paragraphs_with_work, taking_part
from secretariat.web.term_pages import TermsPage
from secretariat.web.translation import Coverage, interface_coverage, record_coverage

LATEST = 5
NEWS = 10  # so many changes are counted; more are told as “10+”


def latest_documents(page: BoardPage) -> list[dict[str, Any]]:
    """Return the newest documents that the reader may see."""
    found = Document.objects.visible_to(page.viewer).issued().filter(date__isnull=False)
    return [
        {
            "when": written_date(document.date, document.date_precision),
            "text": str(document),
            "href": document.get_absolute_url(),
            "note": str(document.title) if document.symbol else "",
        }
        for document in found.order_by("-date", "symbol")[:LATEST]
    ]


class HomePage(BoardPage):
    """What was asked, and what became of it; open to everyone."""

    rule = anyone
    title = gettext_lazy("What Member States asked for, and what became of it.")
    door = "today"
    template_name = "web/home.html"

    def get_context(self) -> dict[str, Any]:
        return {**super().get_context(), **self.kept(self._figures)}

    def _figures(self) -> dict[str, Any]:
        order, plan = present_order(self.viewer, on=self.today), present_plan(self.viewer, on=self.today)
        counts = count_all(order, plan, self.viewer)
        shown = plan.get_absolute_url() if plan else reverse("plans")
        sources = _("paragraphs from %(count)s known sources") % {"count": counts["sources"]}
        return {
            "plan": plan,
            "kpis": [
                {"value": counts["paragraphs"], "label": sources, "url": reverse("mandates")},
                {
                    "value": paragraphs_with_work(plan, self.viewer),
                    "label": _("with a confirmed plan line"),
                    "url": reverse("coverage"),
                },
                {"value": counts["planned"], "label": _("deliverables planned"), "url": shown},
                {
                    "value": taking_part(self.viewer, on=self.today),
                    "label": _("Member States take part"),
                    "url": reverse("states"),
                },
            ],
            "areas": areas_of(plan, self.viewer) if plan else None,
            "plan_url": shown,
            "documents": latest_documents(self),
        }


class TodayPage(BoardPage):
    """What waits for the person signed in, by their roles; nothing that is not theirs."""

    rule = signed_in
    title = gettext_lazy("Today")
    door = "today"
    template_name = "web/today.html"

    def get_context(self) -> dict[str, Any]:
        return {
            **super().get_context(),
            "sub": written_date(self.today),
            "gaps": today.cards(self.viewer, on=self.today),
            "documents": latest_documents(self),
            "notices": told(list(self._unread()), self.viewer),
            "roles": [
                {"what": role.get_kind_display(), "party": str(role.party), "href": role.party.get_absolute_url()}
                for role in self._roles()
            ],
        }

    def actions(self) -> list[Action]:
        now = timezone.now()
        news = len(changed_since(self.viewer, last_visits(self.viewer, now=now), size=NEWS).rows)
        if not news:
            return []
        count = f"{news}+" if news == NEWS else str(news)
        return [Action(_("%(count)s changed since you were last here") % {"count": count}, reverse("changes"))]

    def _unread(self) -> Any:
        return Notice.objects.visible_to(self.viewer).unread().order_by("-pk")[:LATEST]

    def _roles(self) -> Any:
        own = (
            Role.objects.visible_to(self.viewer)
            .filter(person=self.viewer.person.pk if self.viewer.person else None)
            .valid_on(self.today)
        )
        return own.select_related("party")


def _missing_cell(code: str, row: Coverage) -> Cell:
    missing = row.missing[code]
    if not missing:
        return Cell(_("complete"), tone="done")
    return Cell(_("%(count)s missing") % {"count": missing}, tone="wait")


COLUMNS = (
    Column("what", gettext_lazy("What"), lambda row: row.what),
    Column("all", gettext_lazy("In all"), lambda row: str(row.all), numeric=True),
    *(
        Column(code, name, partial(_missing_cell, code), numeric=True)
        for code, name in (("en", "English"), ("es", "Español"), ("pt", "Português"), ("fr", "Français"))
    ),
    Column("ours", gettext_lazy("Names we translated"), lambda row: str(row.ours), numeric=True),
)


class LanguagesPage(BoardPage):
    """What is not translated: in the interface and in the records, by language."""

    rule = in_secretariat
    title = gettext_lazy("Languages")
    template_name = "web/languages.html"
    sub = gettext_lazy("What is not translated yet, in the interface and in the records.")

    def actions(self) -> list[Action]:
        return [Action(_("Controlled terms"), reverse("terms"))] if TermsPage.rule.test(self.viewer) else []

    def get_context(self) -> dict[str, Any]:
        rows = [*interface_coverage(), *record_coverage(self.viewer)]
        return {
            **super().get_context(),
            "coverage": table(COLUMNS, rows),
            "examples": [
                {"text": text, "href": href, "note": ", ".join(languages), "what": row.what}
                for row in rows
                for text, href, languages in row.examples
            ],
        }
