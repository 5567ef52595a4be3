"""The shared list of topics, and the page of each."""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from secretariat.core.columns import Cell
from secretariat.core.languages import alphabetical, reworded, wordings
from secretariat.core.pages import Action, BoardPage, Fact, FormPage, RecordPage, fact
from secretariat.core.rules import anyone
from secretariat.topics.choices import TopicKind
from secretariat.topics.forms import NewTopicForm, TopicForm
from secretariat.topics.models import Topic, TopicQuerySet
from secretariat.topics.queries import topics_by_kind
from secretariat.topics.rules import may_keep_topics
from secretariat.topics.services import add_topic, change_topic

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
        return {**super().get_context(), "groups": groups, "may_add": may_keep_topics.test(self.viewer)}

    def actions(self) -> list[Action]:
        return (
            [Action(_("Add a topic"), reverse("topic-add"), primary=True)] if may_keep_topics.test(self.viewer) else []
        )


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

    def actions(self) -> list[Action]:
        if not may_keep_topics.test(self.viewer):
            return []
        correct = Action(_("Correct"), reverse("topic-correct", args=(self.subject.slug,)))
        if self.subject.parent_id is not None:
            return [correct]
        return [correct, Action(_("Add a part"), f"{reverse('topic-add')}?part_of={self.subject.slug}")]

    def facts(self) -> list[Fact]:
        parts = Topic.objects.visible_to(self.viewer).filter(parent=self.subject).order_by(alphabetical("label"))
        return [
            fact(_("Kind"), self.subject.get_kind_display()),
            fact(_("Part of"), _cell(self.subject.parent)),
            fact(_("Its parts"), *(_cell(each) for each in parts)),
        ]

    def get_context(self) -> dict[str, Any]:
        return {**super().get_context(), "names": wordings(self.subject.label)}


class TopicAddPage(FormPage):
    """Add a topic to the list."""

    rule = may_keep_topics
    title = gettext_lazy("Add a topic")
    door = "mandates"
    form_class = NewTopicForm
    submit_label = gettext_lazy("Add")
    done = gettext_lazy("The topic is on the list. Mandates, functions and plan lines can be filed under it.")

    def crumbs(self) -> list[Crumb]:
        return [(_("Topics"), reverse("topics"))]

    def initial(self) -> dict[str, Any]:
        return {"parent": self.request.GET.get("part_of", "")}

    def form_options(self) -> dict[str, Any]:
        return {"wider": Topic.objects.visible_to(self.viewer).filter(parent=None)}

    def perform(self, form: Any) -> None:
        said = form.cleaned_data
        self.subject = add_topic(**{**said, "kind": TopicKind(said["kind"])}, by=self.viewer)

    def done_url(self) -> str:
        return self.subject.get_absolute_url() if self.subject else reverse("topics")


class TopicCorrectPage(FormPage):
    """Correct the words of a topic, its kind and of what it is part."""

    rule = may_keep_topics
    title = gettext_lazy("Correct the topic")
    door = "mandates"
    form_class = TopicForm
    intro = gettext_lazy("What is filed under it stays so; its key never changes.")
    subject: Topic

    def load(self) -> None:
        visible = Topic.objects.visible_to(self.viewer).select_related("parent")
        self.subject = get_object_or_404(visible, slug=self.kwargs["slug"])

    def crumbs(self) -> list[Crumb]:
        return [(_("Topics"), reverse("topics")), (str(self.subject), self.subject.get_absolute_url())]

    def initial(self) -> dict[str, Any]:
        topic = self.subject
        return {"label": topic.label, "kind": topic.kind, "parent": topic.parent.slug if topic.parent else ""}

    def form_options(self) -> dict[str, Any]:
        return {"wider": Topic.objects.visible_to(self.viewer).filter(parent=None).exclude(pk=self.subject.pk)}

    def perform(self, form: Any) -> None:
        said = form.cleaned_data
        label = reworded(self.subject.label, said["label"])
        change_topic(
            self.subject,
            label=label,
            kind=TopicKind(said["kind"]),
            parent=said["parent"],
            by=self.viewer,
            reason=said["reason"],
        )
