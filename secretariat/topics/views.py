"""The shared list of topics, and the page of each."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from secretariat.core.columns import Cell
from secretariat.core.languages import alphabetical, wordings
from secretariat.core.pages import BoardPage, Fact, RecordPage, fact
from secretariat.core.rules import anyone
from secretariat.topics.choices import TopicKind
from secretariat.topics.models import Topic, TopicQuerySet
from secretariat.topics.queries import topics_by_kind

Crumb = tuple[str | Promise, str]


HEADINGS = {
    TopicKind.THREAT: gettext_lazy("Threats"),
    TopicKind.WORK_AREA: gettext_lazy("Work areas and their programs"),
    TopicKind.PROGRAM: gettext_lazy("Other programs"),
    TopicKind.THEME: gettext_lazy("Other themes"),
}


def _cell(topic: Topic | None) -> Cell | None:
    return Cell(str(topic), href=topic.get_absolute_url()) if topic else None


class TopicsPage(BoardPage):
    """All topics on one page: threats, work areas with their programs, other themes."""

    rule = anyone
    title = gettext_lazy("Topics")
    door = "mandates"
    template_name = "topics/topics.html"
    sub = gettext_lazy("One list of subjects, which mandates, functions and plan lines share.")

    def get_context(self) -> dict[str, Any]:
        groups = [
            {
                "key": group.kind.value,
                "title": HEADINGS[group.kind],
                "topics": [
                    {"topic": _cell(topic), "parts": [_cell(each) for each in parts]} for topic, parts in group.topics
                ],
            }
            for group in topics_by_kind(self.viewer)
        ]
        return {**super().get_context(), "groups": groups}


class TopicPage(RecordPage):
    """One topic; what bears it is shown by the apps that know."""

    rule = anyone
    door = "mandates"
    template_name = "topics/topic.html"
    lookup = {"slug": "slug"}
    subject: Topic

    def records(self) -> TopicQuerySet:
        return Topic.objects.visible_to(self.viewer).select_related("parent")

    def crumbs(self) -> list[Crumb]:
        above = self.subject.parent
        wider = [(str(above), above.get_absolute_url())] if above else []
        return [(_("Topics"), reverse("topics")), *wider]

    def facts(self) -> list[Fact]:
        parts = Topic.objects.visible_to(self.viewer).filter(parent=self.subject).order_by(alphabetical("label"))
        return [
            fact(_("Kind"), self.subject.get_kind_display()),
            fact(_("Part of"), _cell(self.subject.parent)),
            fact(_("Its parts"), *(_cell(each) for each in parts)),
        ]

    def get_context(self) -> dict[str, Any]:
        return {**super().get_context(), "names": wordings(self.subject.label)}
