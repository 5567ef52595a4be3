"""Questionnaires in versions, their questions, and the answers given to them."""

from __future__ import annotations

import datetime
import uuid
from typing import Self

from django.db import models
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from secretariat.core.addresses import address_of
from secretariat.core.choices import Audience
from secretariat.core.languages import TranslatedField
from secretariat.core.records import Record, RecordQuerySet
from secretariat.core.viewer import Viewer
from secretariat.questionnaires.choices import Dimension, QuestionKind, VersionState


def open_versions(viewer: Viewer, prefix: str = "") -> models.Q:
    """Return the condition under which a viewer may see a version; ``prefix`` leads to it. Drafts stay inside."""
    if viewer.reads_everything or viewer.clearance >= Audience.SECRETARIAT:
        return ~models.Q(pk__in=[])  # all; an empty condition would vanish beside an “or”
    return ~models.Q(**{f"{prefix}state": VersionState.DRAFT})


class QuestionnaireQuerySet(RecordQuerySet["Questionnaire"]):
    """What was put in use once is public: whoever reads results may read what was asked."""

    def visible_to(self, viewer: Viewer) -> Self:
        if viewer.reads_everything or viewer.clearance >= Audience.SECRETARIAT:
            return self.all()
        used = QuestionnaireVersion.objects.visible_to(viewer).filter(questionnaire=models.OuterRef("pk"))
        return self.filter(models.Exists(used))


class Questionnaire(Record):
    """A form that is filled again and again, so that answers can be compared; one row a form, whatever its versions."""

    slug = models.SlugField(_("key"), max_length=80, unique=True, help_text=_("Names it in addresses; never changes."))
    title = TranslatedField(_("title"), help_text=_("What it is called."))
    summary = TranslatedField(_("purpose"), blank=True, help_text=_("What it is for, in a sentence."))

    objects = QuestionnaireQuerySet.as_manager()

    class Meta:
        verbose_name = _("questionnaire")
        verbose_name_plural = _("questionnaires")

    def __str__(self) -> str:
        return str(self.title)

    def open_since(self, viewer: Viewer) -> datetime.datetime | None:
        """Return since when the first of its versions was in use, for who sees no drafts."""
        used = [each.open_since(viewer) for each in self.versions.exclude(state=VersionState.DRAFT)]
        return min((each for each in used if each), default=None) if None not in used else None


class QuestionnaireVersionQuerySet(RecordQuerySet["QuestionnaireVersion"]):
    """Questions on versions."""

    def visible_to(self, viewer: Viewer) -> Self:
        """Return those that were put in use, and drafts to the secretariat."""
        return self.filter(open_versions(viewer))

    def in_use(self) -> Self:
        """Keep the versions that new evaluations can take."""
        return self.filter(state=VersionState.IN_USE)


class QuestionnaireVersion(Record):
    """One wording of a questionnaire; one row a version.

    A draft changes; what is in use never does, since its answers say what was asked. At most one version is in use.
    """

    questionnaire = models.ForeignKey(
        Questionnaire,
        verbose_name=_("questionnaire"),
        on_delete=models.PROTECT,
        related_name="versions",
        help_text=_("Of which form."),
    )
    number = models.PositiveSmallIntegerField(_("version"), help_text=_("From 1."))
    state = models.CharField(
        _("state"),
        max_length=8,
        choices=VersionState,
        default=VersionState.DRAFT,
        help_text=_("A draft changes; what is in use does not."),
    )
    used_from = models.DateField(_("in use from"), null=True, blank=True, help_text=_("The day it was put in use."))
    intro = TranslatedField(
        _("words to the reader"), long=True, blank=True, help_text=_("What stands above the questions.")
    )

    kept_inside = models.Q(state=VersionState.DRAFT)

    objects = QuestionnaireVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("version of a questionnaire")
        verbose_name_plural = _("versions of questionnaires")
        constraints = [
            models.UniqueConstraint(fields=["questionnaire", "number"], name="questionnaires_version_once"),
            models.UniqueConstraint(
                fields=["questionnaire"],
                condition=models.Q(state=VersionState.IN_USE),
                name="questionnaires_one_in_use",
                violation_error_message=_("Another version is in use."),
            ),
            models.CheckConstraint(
                condition=models.Q(state=VersionState.DRAFT, used_from__isnull=True)
                | (~models.Q(state=VersionState.DRAFT) & models.Q(used_from__isnull=False)),
                name="questionnaires_used_from_a_day",
                violation_error_message=_("What is or was in use has a first day; a draft has none."),
            ),
        ]

    def __str__(self) -> str:
        return _now("%(title)s, version %(number)s") % {"title": self.questionnaire.title, "number": self.number}

    def get_absolute_url(self) -> str:
        return address_of("questionnaire", self.pk)


class QuestionQuerySet(RecordQuerySet["Question"]):
    """As visible as the version."""

    def visible_to(self, viewer: Viewer) -> Self:
        return self.filter(open_versions(viewer, "version__"))


class Question(Record):
    """A question of a version; one row a question, asked in the order of ``position``."""

    version = models.ForeignKey(
        QuestionnaireVersion,
        verbose_name=_("version"),
        on_delete=models.PROTECT,
        related_name="questions",
        help_text=_("Of which version."),
    )
    position = models.PositiveSmallIntegerField(_("position"), help_text=_("Its place, from 1."))
    kind = models.CharField(
        _("kind"), max_length=8, choices=QuestionKind, help_text=_("What sort of answer it asks for.")
    )
    dimension = models.CharField(
        _("what it is about"),
        max_length=16,
        choices=Dimension,
        default=Dimension.OTHER,
        help_text=_("So that answers of several versions can be compared."),
    )
    text = TranslatedField(_("question"), long=True, help_text=_("As it is asked."))
    lowest = TranslatedField(_("what 1 means"), blank=True, help_text=_("The words under the lower end of a scale."))
    highest = TranslatedField(_("what 5 means"), blank=True, help_text=_("The words under the upper end of a scale."))
    is_required = models.BooleanField(_("required"), default=False, help_text=_("It cannot be left out."))

    objects = QuestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        constraints = [
            models.UniqueConstraint(fields=["version", "position"], name="questionnaires_question_place_once")
        ]

    def __str__(self) -> str:
        return f"{self.position}. {self.text}"

    def open_since(self, viewer: Viewer) -> datetime.datetime | None:
        return self.version.open_since(viewer)


class QuestionOptionQuerySet(RecordQuerySet["QuestionOption"]):
    """As visible as the version."""

    def visible_to(self, viewer: Viewer) -> Self:
        return self.filter(open_versions(viewer, "question__version__"))


class QuestionOption(Record):
    """What can be chosen as the answer to a question; one row a choice."""

    question = models.ForeignKey(
        Question,
        verbose_name=_("question"),
        on_delete=models.PROTECT,
        related_name="options",
        help_text=_("Of which question."),
    )
    position = models.PositiveSmallIntegerField(_("position"), help_text=_("Its place, from 1."))
    label = TranslatedField(_("label"), help_text=_("What can be chosen."))

    objects = QuestionOptionQuerySet.as_manager()

    class Meta:
        verbose_name = _("choice of a question")
        verbose_name_plural = _("choices of questions")
        constraints = [
            models.UniqueConstraint(fields=["question", "position"], name="questionnaires_option_place_once")
        ]

    def __str__(self) -> str:
        return str(self.label)

    def open_since(self, viewer: Viewer) -> datetime.datetime | None:
        return self.question.open_since(viewer)


class AnswerSet(models.Model):
    """One form as somebody filled it; one row a form. Nobody is named, and it is no record: a history would tell when.

    SECURITY: its identifier is random, not of version 7, which would sort by the time; it says the day and no more.
    """

    id = models.UUIDField(
        _("identifier"), primary_key=True, default=uuid.uuid4, editable=False, help_text=_("Random: it tells no order.")
    )
    version = models.ForeignKey(
        QuestionnaireVersion,
        verbose_name=_("version"),
        on_delete=models.PROTECT,
        related_name="answer_sets",
        help_text=_("What was asked."),
    )
    source = models.UUIDField(
        _("about"), db_index=True, help_text=_("The identifier of the evaluation that it belongs to.")
    )
    day = models.DateField(_("day"), help_text=_("The day on which it came in."))

    class Meta:
        verbose_name = _("filled form")
        verbose_name_plural = _("filled forms")

    def __str__(self) -> str:
        return f"{self.version_id} {self.day}"


class Answer(models.Model):
    """The answer to one question in one filled form; one row a question that was answered.

    Units: ``number`` holds a place on the scale, a number, or 1 for yes and 0 for no.
    """

    id = models.UUIDField(
        _("identifier"), primary_key=True, default=uuid.uuid4, editable=False, help_text=_("Random: it tells no order.")
    )
    answer_set = models.ForeignKey(
        AnswerSet,
        verbose_name=_("filled form"),
        on_delete=models.PROTECT,
        related_name="answers",
        help_text=_("In which form."),
    )
    question = models.ForeignKey(
        Question,
        verbose_name=_("question"),
        on_delete=models.PROTECT,
        related_name="answers",
        help_text=_("To what."),
    )
    number = models.DecimalField(
        _("number"), max_digits=12, decimal_places=2, null=True, blank=True, help_text=_("Of a scale, yes or no too.")
    )
    option = models.ForeignKey(
        QuestionOption,
        verbose_name=_("choice"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="answers",
        help_text=_("What was chosen."),
    )
    text = models.TextField(_("text"), blank=True, max_length=4000, help_text=_("What was written."))

    class Meta:
        verbose_name = _("given answer")
        verbose_name_plural = _("given answers")
        constraints = [
            models.UniqueConstraint(fields=["answer_set", "question"], name="questionnaires_answered_once"),
            models.CheckConstraint(
                condition=models.Q(number__isnull=False, option__isnull=True, text="")
                | models.Q(number__isnull=True, option__isnull=False, text="")
                | (models.Q(number__isnull=True, option__isnull=True) & ~models.Q(text="")),
                name="questionnaires_answer_of_one_kind",
            ),
        ]

    def __str__(self) -> str:
        return str(self.text or self.option or self.number)
