"""Pages of questionnaires: the list of versions, one with its questions, and what is done with it."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from secretariat.core.columns import Words
from secretariat.core.dates import written_date
from secretariat.core.pages import Action, ConfirmPage, Fact, FormPage, ListPage, RecordPage, fact
from secretariat.core.pages.base import Crumb
from secretariat.core.records import RecordQuerySet
from secretariat.core.rules import anyone
from secretariat.core.viewer import Viewer
from secretariat.questionnaires import columns, rules, services
from secretariat.questionnaires.choices import QuestionKind, VersionState
from secretariat.questionnaires.forms import ChangeQuestionForm, IntroForm, OptionForm, QuestionForm, QuestionnaireForm
from secretariat.questionnaires.models import Question, QuestionnaireVersion


def _all(viewer: Viewer) -> RecordQuerySet[QuestionnaireVersion]:
    rows: RecordQuerySet[QuestionnaireVersion] = QuestionnaireVersion.objects.visible_to(viewer)
    return rows.select_related("questionnaire")


def _to_list() -> Crumb:
    return (_("Questionnaires"), reverse("questionnaires"))


def _sentence(words: Words) -> str:
    text = str(words)
    return text[:1].upper() + text[1:]


class QuestionnairesPage(ListPage):
    """What people are asked with, version by version."""

    rule = anyone
    title = gettext_lazy("Questionnaires")
    sub = gettext_lazy("What is or was in use never changes, so that its answers can be compared.")
    door = "work"
    columns = columns.VERSIONS
    order = "title"
    empty_title = gettext_lazy("There is no questionnaire yet")

    def records(self) -> RecordQuerySet[QuestionnaireVersion]:
        return _all(self.viewer)

    def actions(self) -> list[Action]:
        if not rules.may_keep_questionnaires.test(self.viewer):
            return []
        return [Action(_("New questionnaire"), reverse("questionnaire-new"))]


class QuestionnairePage(RecordPage):
    """One version of a questionnaire, with its questions."""

    rule = anyone
    door = "work"
    subject: QuestionnaireVersion

    def records(self) -> RecordQuerySet[QuestionnaireVersion]:
        return _all(self.viewer)

    def crumbs(self) -> list[Crumb]:
        return [_to_list()]

    def facts(self) -> list[Fact]:
        each = self.subject
        return [
            fact(_("State"), columns.state_cell(each)),
            fact(_("In use from"), written_date(each.used_from)),
            fact(_("Purpose"), str(each.questionnaire.summary)),
            fact(_("Words to the reader"), str(each.intro)),
            fact(_("Demonstration"), _("invented for the demonstration") if each.is_demonstration else None),
        ]

    def actions(self) -> list[Action]:
        each = self.subject
        if not rules.may_keep_questionnaires.test(self.viewer):
            return []
        verbs = rules.VERSION_CHANGES.open_to(self.viewer, each)
        made = [Action(_sentence(row.label), reverse("questionnaire-move", args=(each.pk, row.verb))) for row in verbs]
        if each.state != VersionState.DRAFT:
            return [*made, Action(_("Draft the next version"), reverse("questionnaire-draft", args=(each.pk,)))]
        names = {_("Add a question"): "question-add", _("Change the words above"): "questionnaire-intro"}
        return [*made, *(Action(label, reverse(name, args=(each.pk,))) for label, name in names.items())]


class QuestionnaireNewPage(FormPage):
    """Enter a questionnaire, with a first version in draft."""

    rule = rules.may_keep_questionnaires
    door = "work"
    title = gettext_lazy("New questionnaire")
    form_class = QuestionnaireForm

    def load(self) -> None:
        self.made: QuestionnaireVersion | None = None

    def crumbs(self) -> list[Crumb]:
        return [_to_list()]

    def perform(self, form: Any) -> None:
        made = services.enter_questionnaire(**form.cleaned_data, by=self.viewer)
        self.made = services.draft_version(made, by=self.viewer)

    def done_url(self) -> str:
        return self.made.get_absolute_url() if self.made else reverse("questionnaires")


class OfVersion(FormPage):
    """A form about one version."""

    abstract = True
    rule = rules.may_keep_questionnaires
    door = "work"
    subject: QuestionnaireVersion

    def load(self) -> None:
        self.subject = get_object_or_404(_all(self.viewer), pk=self.kwargs["id"])

    def crumbs(self) -> list[Crumb]:
        return [_to_list(), (str(self.subject), self.subject.get_absolute_url())]


class QuestionnaireIntroPage(OfVersion):
    """Change the words above the questions of a draft."""

    title = gettext_lazy("Change the words above")
    form_class = IntroForm

    def initial(self) -> dict[str, Any]:
        return {"intro": self.subject.intro}

    def perform(self, form: Any) -> None:
        services.change_version(self.subject, **form.cleaned_data, by=self.viewer)


class QuestionAddPage(OfVersion):
    """Add a question to a draft."""

    title = gettext_lazy("Add a question")
    form_class = QuestionForm

    def perform(self, form: Any) -> None:
        services.add_question(self.subject, **form.facts(), by=self.viewer)


class OfVersionConfirm(ConfirmPage):
    """A question about one version."""

    abstract = True
    rule = rules.may_keep_questionnaires
    door = "work"
    subject: QuestionnaireVersion

    def load(self) -> None:
        self.subject = get_object_or_404(_all(self.viewer), pk=self.kwargs["id"])

    def crumbs(self) -> list[Crumb]:
        return [_to_list(), (str(self.subject), self.subject.get_absolute_url())]


class QuestionnaireDraftPage(OfVersionConfirm):
    """Draft the next version, which begins with this one's questions."""

    title = gettext_lazy("Draft the next version")
    submit_label = gettext_lazy("Draft")
    question = gettext_lazy("Draft the next version of this questionnaire?")

    def load(self) -> None:
        super().load()
        self.made: QuestionnaireVersion | None = None

    def consequences(self) -> list[Words]:
        return [_("It begins with the questions of the last version. Only the secretariat sees it until it is in use.")]

    def perform(self, form: Any) -> None:
        reason = form.cleaned_data["reason"]
        self.made = services.draft_version(self.subject.questionnaire, by=self.viewer, reason=reason)

    def done_url(self) -> str:
        return (self.made or self.subject).get_absolute_url()


class QuestionnaireMovePage(OfVersionConfirm):
    """Put a draft in use, or retire what is in use."""

    def load(self) -> None:
        verb = self.kwargs["verb"]
        if verb not in rules.VERSION_CHANGES.rows:
            raise Http404
        super().load()
        self.row = rules.VERSION_CHANGES.rows[verb]
        self.title = self.submit_label = _sentence(self.row.label)
        self.question = _("“%(what)s”: %(verb)s?") % {"what": self.subject, "verb": self.row.label}
        self.done = _("Done.")

    def consequences(self) -> list[Words]:
        if self.row.target == VersionState.IN_USE:
            return [_("It changes no more. The version before is retired; evaluations that are open keep theirs.")]
        return [_("No new evaluation takes it. Evaluations that are open keep it.")]

    def perform(self, form: Any) -> None:
        reason = form.cleaned_data["reason"]
        services.move_version(self.subject, self.row.verb, by=self.viewer, on=self.today, reason=reason)


class OfQuestion(FormPage):
    """A form about one question of a draft."""

    abstract = True
    rule = rules.may_keep_questionnaires
    door = "work"
    subject: Question

    def load(self) -> None:
        rows = Question.objects.visible_to(self.viewer).select_related("version__questionnaire")
        self.subject = get_object_or_404(rows, pk=self.kwargs["id"])

    def crumbs(self) -> list[Crumb]:
        version = self.subject.version
        return [_to_list(), (str(version), version.get_absolute_url())]

    def done_url(self) -> str:
        return self.subject.version.get_absolute_url()


class QuestionChangePage(OfQuestion):
    """Change what a draft asks."""

    title = gettext_lazy("Change a question")
    form_class = ChangeQuestionForm

    def form_options(self) -> dict[str, Any]:
        return {"subject": self.subject}

    def initial(self) -> dict[str, Any]:
        return {name: getattr(self.subject, name) for name in services.ASKED}

    def perform(self, form: Any) -> None:
        reason = form.cleaned_data["reason"]
        services.change_question(self.subject, **form.facts(), by=self.viewer, reason=reason)


class QuestionOptionPage(OfQuestion):
    """Add what can be chosen as an answer."""

    title = gettext_lazy("Add a choice")
    form_class = OptionForm

    def load(self) -> None:
        super().load()
        if self.subject.kind != QuestionKind.CHOICE:
            raise Http404
        self.intro = str(self.subject.text)

    def perform(self, form: Any) -> None:
        services.add_option(self.subject, **form.cleaned_data, by=self.viewer)


class QuestionDropPage(ConfirmPage):
    """Take a question out of a draft."""

    rule = rules.may_keep_questionnaires
    door = "work"
    title = gettext_lazy("Take out a question")
    submit_label = gettext_lazy("Take out")
    subject: Question

    def load(self) -> None:
        rows = Question.objects.visible_to(self.viewer).select_related("version__questionnaire")
        self.subject = get_object_or_404(rows, pk=self.kwargs["id"])
        self.version = self.subject.version
        self.question = _("Take out “%(question)s”?") % {"question": self.subject.text}

    def crumbs(self) -> list[Crumb]:
        return [_to_list(), (str(self.version), self.version.get_absolute_url())]

    def perform(self, form: Any) -> None:
        services.drop_question(self.subject, by=self.viewer, reason=form.cleaned_data["reason"])

    def done_url(self) -> str:
        return self.version.get_absolute_url()
