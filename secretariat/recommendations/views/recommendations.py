"""Pages of recommendations: the list, the record, and what is done with one."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from secretariat.core.choices import Audience
from secretariat.core.columns import Cell, Words
from secretariat.core.dates import written_date
from secretariat.core.pages import Action, ConfirmPage, Fact, FormPage, ListPage, RecordPage, fact
from secretariat.core.pages.base import Crumb
from secretariat.core.records import RecordQuerySet
from secretariat.core.rules import anyone, in_secretariat
from secretariat.core.viewer import Viewer
from secretariat.documents.models import Document
from secretariat.recommendations import columns, rules, services
from secretariat.recommendations.choices import RecommendationState
from secretariat.recommendations.filters import RecommendationFilter
from secretariat.recommendations.forms import ChangeRecommendationForm, FollowUpForm, RecommendForm, RespondForm
from secretariat.recommendations.models import Recommendation

WITH = ("owner", "unit__party", "document", "paragraph__document")


def _all(viewer: Viewer) -> RecordQuerySet[Recommendation]:
    rows: RecordQuerySet[Recommendation] = Recommendation.objects.visible_to(viewer).select_related(*WITH)
    return rows


def _to_list() -> Crumb:
    return (_("Recommendations"), reverse("recommendations"))


def _sentence(words: Words) -> str:
    text = str(words)
    return text[:1].upper() + text[1:]


class RecommendationsPage(ListPage):
    """What States and units should do, and what became of it."""

    rule = anyone
    title = gettext_lazy("Recommendations")
    sub = gettext_lazy("What evaluations, missions and sessions recommend to States and units, and what became of it.")
    door = "work"
    columns = columns.RECOMMENDATIONS
    filters = RecommendationFilter
    order = "-made"
    empty_title = gettext_lazy("Nothing is recommended yet")
    empty_text = gettext_lazy("Nothing that you may see is on record.")

    def records(self) -> RecordQuerySet[Recommendation]:
        return _all(self.viewer)

    def actions(self) -> list[Action]:
        if not rules.may_recommend.test(self.viewer):
            return []
        return [Action(_("Record a recommendation"), reverse("recommendation-new"), primary=True)]


class RecommendationPage(RecordPage):
    """A recommendation: what, to whom, by when, what its owner says and what became of it."""

    rule = anyone
    door = "work"
    template_name = "recommendations/recommendation.html"
    subject: Recommendation

    def records(self) -> RecordQuerySet[Recommendation]:
        return _all(self.viewer).select_related("responded_by").prefetch_related("topic_links__topic")

    def crumbs(self) -> list[Crumb]:
        return [_to_list()]

    def facts(self) -> list[Fact]:
        each = self.subject
        topics = [link.topic for link in each.topic_links.all()]
        return [
            fact(_("State"), columns.state_cell(each, self.today)),
            fact(_("Addressed to"), Cell(str(each.owner), each.owner.get_absolute_url())),
            fact(_("Followed up by"), Cell(str(each.unit.party), each.unit.get_absolute_url())),
            fact(_("Made on"), written_date(each.made_on)),
            fact(_("Due on"), written_date(each.due_on)),
            fact(_("Stands in"), self._source()),
            fact(_("Topics"), *(Cell(str(topic), topic.get_absolute_url()) for topic in topics)),
            fact(_("Readers"), str(each.get_audience_display()) if each.audience != Audience.PUBLIC else None),
            fact(_("Demonstration"), _("invented for the demonstration") if each.is_demonstration else None),
        ]

    def _source(self) -> Cell | None:
        """Lead to the document or paragraph in which it stands, if the reader may read it."""
        each = self.subject
        document = each.document
        if document is None or not Document.objects.visible_to(self.viewer).filter(pk=document.pk).exists():
            return None
        stands: Any = each.paragraph or document
        return Cell(str(stands), stands.get_absolute_url())

    def get_context(self) -> dict[str, Any]:
        each = self.subject
        inside = in_secretariat.test(self.viewer)
        return {
            **super().get_context(),
            "text": str(each.text),
            "response": str(each.response),
            "answered": self._answered(),
            "answered_by": str(each.responded_by) if inside and each.responded_by else "",
            "authority": each.authority,
        }

    def _answered(self) -> str:
        """Say what its owner answered and when; empty while nobody has."""
        each = self.subject
        if each.responded_on is None:
            return ""
        return _("%(owner)s answered on %(day)s.") % {"owner": each.owner, "day": written_date(each.responded_on)}

    def actions(self) -> list[Action]:
        each = self.subject
        verbs = rules.RECOMMENDATION_CHANGES.open_to(self.viewer, each)
        made = [Action(_sentence(row.label), self._at("recommendation-move", row.verb)) for row in verbs]
        is_open = each.state != RecommendationState.CLOSED
        if is_open and rules.may_work_on.test(self.viewer, each):
            made.append(Action(_("Say what happened"), reverse("recommendation-follow", args=(each.pk,))))
        if is_open and rules.may_change_recommendation.test(self.viewer, each):
            made.append(Action(_("Change"), reverse("recommendation-change", args=(each.pk,))))
        return made

    def _at(self, name: str, verb: str) -> str:
        return reverse(name, args=(self.subject.pk, verb))


class RecommendationNewPage(FormPage):
    """Record a recommendation from a source that has no page of its own here."""

    rule = rules.may_recommend
    door = "work"
    title = gettext_lazy("Record a recommendation")
    form_class = RecommendForm
    done = gettext_lazy("Recorded.")

    def load(self) -> None:
        self.made: Recommendation | None = None

    def initial(self) -> dict[str, Any]:
        return {"made_on": self.today, "audience": int(Audience.SECRETARIAT)}

    def form_options(self) -> dict[str, Any]:
        return {"viewer": self.viewer}

    def crumbs(self) -> list[Crumb]:
        return [_to_list()]

    def perform(self, form: Any) -> None:
        self.made = services.recommend(**form.facts(), by=self.viewer, on=form.cleaned_data["made_on"])

    def done_url(self) -> str:
        return self.made.get_absolute_url() if self.made else reverse("recommendations")


class OfRecommendation(FormPage):
    """A form about one recommendation."""

    abstract = True
    door = "work"
    subject: Recommendation

    def load(self) -> None:
        self.subject = get_object_or_404(_all(self.viewer), pk=self.kwargs["id"])

    def crumbs(self) -> list[Crumb]:
        return [_to_list(), (str(self.subject), self.subject.get_absolute_url())]

    def form_options(self) -> dict[str, Any]:
        return {"viewer": self.viewer}


class RecommendationChangePage(OfRecommendation):
    """Change what is known of a recommendation."""

    rule = rules.may_change_recommendation
    title = gettext_lazy("Change a recommendation")
    form_class = ChangeRecommendationForm

    def form_options(self) -> dict[str, Any]:
        return {"viewer": self.viewer, "subject": self.subject}

    def initial(self) -> dict[str, Any]:
        each = self.subject
        known = {name: getattr(each, name) for name in services.FACTS if name != "document"}
        topics = [link.topic_id for link in each.topic_links.all()]
        return {**known, "document": self._symbol(), "topics": topics}

    def _symbol(self) -> str:
        document = self.subject.document
        if document is None or not Document.objects.visible_to(self.viewer).filter(pk=document.pk).exists():
            return ""
        return document.symbol or document.slug

    def perform(self, form: Any) -> None:
        facts = form.facts()
        if not facts["document"] and self.subject.document and not self._symbol():
            del facts["document"]  # it stands in what this person may not read: that stays
        reason = form.cleaned_data["reason"]
        services.change_recommendation(self.subject, **facts, by=self.viewer, reason=reason)


class RecommendationFollowPage(OfRecommendation):
    """Say what happened with a recommendation."""

    rule = rules.may_work_on
    title = gettext_lazy("Say what happened")
    form_class = FollowUpForm

    def initial(self) -> dict[str, Any]:
        return {"day": self.today}

    def perform(self, form: Any) -> None:
        services.follow_up(self.subject, **form.cleaned_data, by=self.viewer, on=self.today)


class RecommendationMovePage(ConfirmPage):
    """Answer a recommendation, or take it to another state."""

    rule = rules.may_respond
    door = "work"
    subject: Recommendation

    def load(self) -> None:
        verb = self.kwargs["verb"]
        if verb not in rules.RECOMMENDATION_CHANGES.rows:
            raise Http404
        self.subject = get_object_or_404(_all(self.viewer), pk=self.kwargs["id"])
        self.row = rules.RECOMMENDATION_CHANGES.rows[verb]
        self.is_answer = verb in rules.ANSWERS
        self.title = self.submit_label = _sentence(self.row.label)
        self.question = _("“%(what)s”: %(verb)s?") % {"what": self.subject, "verb": self.row.label}
        self.done = _("Done.")
        self.form_class = RespondForm if self.is_answer else ConfirmPage.form_class  # type: ignore[misc]

    def form_options(self) -> dict[str, Any]:
        return {"speaks": rules.speaks_for_owner.test(self.viewer, self.subject)} if self.is_answer else {}

    def consequences(self) -> list[Words]:
        if self.is_answer:
            return [_("The text of the recommendation stays from now on, since this answers it.")]
        if self.row.target == RecommendationState.CLOSED:
            return [_("It changes no more.")]
        return []

    def crumbs(self) -> list[Crumb]:
        return [_to_list(), (str(self.subject), self.subject.get_absolute_url())]

    def perform(self, form: Any) -> None:
        verb, said = self.row.verb, form.cleaned_data
        if self.is_answer:
            services.respond(self.subject, verb, **said, by=self.viewer, on=self.today)
        else:
            services.move_recommendation(self.subject, verb, by=self.viewer, on=self.today, reason=said["reason"])
