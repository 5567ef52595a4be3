"""What people send about evaluations, and what participants answer."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from secretariat.core.choices import Audience
from secretariat.core.languages import TranslatedFormField
from secretariat.core.pages import ReasonForm
from secretariat.core.viewer import Viewer
from secretariat.evaluation.choices import LinkKind
from secretariat.evaluation.models import ProgramEvaluation
from secretariat.evaluation.services.asking import MOST
from secretariat.organization.models import Unit
from secretariat.plans.models import Program
from secretariat.questionnaires.choices import SCALE, QuestionKind
from secretariat.questionnaires.models import Question, QuestionnaireVersion
from secretariat.questionnaires.services.answering import LONGEST
from secretariat.recommendations.forms import DocumentField, ToRecommendForm, audience_field, units_for

DAY = {"type": "date"}


def _day(label: Any, help_text: Any = "") -> forms.DateField:
    return forms.DateField(label=label, help_text=help_text, widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d"))


class DaysForm(forms.Form):
    """From when until when answers come in, and how many people were asked."""

    opens_on = _day(_("First day"), _("From this day on answers come in."))
    closes_on = _day(_("Last day"), _("Included; the day after, the results are shown and the days stay."))
    invited = forms.IntegerField(label=_("How many people are asked"), required=False, min_value=0, max_value=100_000)


class AskForm(DaysForm):
    """With what, when and how the participants of an event are asked."""

    questionnaire = forms.ModelChoiceField(label=_("Questionnaire"), queryset=QuestionnaireVersion.objects.none())
    link = forms.ChoiceField(
        label=_("Link"),
        choices=LinkKind.choices,
        help_text=_("With one link for all somebody could answer twice; a link for each is good once."),
    )
    field_order: tuple[str, ...] = ("questionnaire", "opens_on", "closes_on", "link", "invited")

    def __init__(self, *args: Any, viewer: Viewer, **options: Any) -> None:
        super().__init__(*args, **options)
        rows = QuestionnaireVersion.objects.visible_to(viewer).in_use().select_related("questionnaire")
        self.fields["questionnaire"].queryset = rows.order_by("questionnaire__slug")  # type: ignore[attr-defined]


class ChangeDaysForm(DaysForm):
    """Other days, and why."""

    reason = ReasonForm.base_fields["reason"]


class LinksForm(forms.Form):
    """How many links that are good once."""

    number = forms.IntegerField(label=_("How many links"), min_value=1, max_value=MOST)


class FindingForm(forms.Form):
    """What was found."""

    text = TranslatedFormField(label=_("Finding"), long=True)
    audience = audience_field()


class ChangeFindingForm(FindingForm):
    """What was found, and why it changes."""

    reason = ReasonForm.base_fields["reason"]


class BecauseForm(ToRecommendForm):
    """A recommendation because of a finding: its unit and its source are known."""


class ProgramEvaluationForm(forms.Form):
    """What is known of the evaluation of a program."""

    program = forms.ModelChoiceField(label=_("Program"), queryset=Program.objects.none())
    unit = forms.ModelChoiceField(
        label=_("Unit"), queryset=Unit.objects.none(), help_text=_("Who has it made, and follows it up.")
    )
    evaluator = forms.CharField(
        label=_("Evaluator"), max_length=200, required=False, help_text=_("An office, an institution, a person.")
    )
    since = _day(_("Period from"))
    until = _day(_("Period until"))
    audience = forms.TypedChoiceField(
        label=_("Who may see it"),
        choices=Audience.choices,
        coerce=lambda value: Audience(int(value)),
        help_text=_("Its unit always sees it; nobody does who may not read the plan."),
    )

    def __init__(self, *args: Any, viewer: Viewer, subject: ProgramEvaluation | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["unit"].queryset = units_for(viewer)  # type: ignore[attr-defined]
        rows = Program.objects.visible_to(viewer).current().select_related("plan__document", "area")
        choices: Any = self.fields["program"]
        choices.queryset = rows.order_by("-plan__starts_on", "area__number", "letter")
        choices.label_from_instance = named
        if subject is not None:
            del self.fields["program"]


def named(program: Program) -> str:
    """Name a program with its plan and its place in it, such as “CICTE/doc.5/16 1.A Maritime security”."""
    return f"{program.plan.document} {program.area.number}.{program.letter} {program}"


class ChangeProgramEvaluationForm(ProgramEvaluationForm):
    """What is known of an evaluation, and why it changes."""

    reason = ReasonForm.base_fields["reason"]


class ReportForm(ReasonForm):
    """The document that says what was found, and a reason."""

    report = DocumentField(label=_("Report"), required=False, help_text=_("The symbol or key of the document."))
    field_order: tuple[str, ...] = ("report", "reason")

    def __init__(self, *args: Any, viewer: Viewer, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["report"].viewer = viewer  # type: ignore[attr-defined]


# What participants answer -----------------------------------------------------------------------------------------


class AnswerForm(forms.Form):
    """A questionnaire to be filled; each field is named after its question's identifier."""

    def __init__(self, *args: Any, questions: Iterable[Question], **options: Any) -> None:
        super().__init__(*args, **options)
        for question in questions:
            self.fields[str(question.pk)] = _field(question)


def _field(question: Question) -> forms.Field:
    shown: dict[str, Any] = {"label": str(question.text), "required": question.is_required}
    if question.kind == QuestionKind.TEXT:
        return forms.CharField(**shown, max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 4}))
    if question.kind == QuestionKind.NUMBER:
        return forms.DecimalField(**shown, max_digits=12, decimal_places=2)
    return forms.ChoiceField(**shown, choices=list(_choices(question)), widget=forms.RadioSelect)


def _choices(question: Question) -> Iterable[tuple[str, Any]]:
    if question.kind == QuestionKind.YES_NO:
        yield from (("1", _("yes")), ("0", _("no")))
    elif question.kind == QuestionKind.CHOICE:
        yield from ((str(each.pk), str(each)) for each in question.options.all())
    else:
        ends = {SCALE[0]: str(question.lowest), SCALE[1]: str(question.highest)}
        for value in range(SCALE[0], SCALE[1] + 1):
            yield str(value), f"{value} – {ends[value]}" if ends.get(value) else str(value)
