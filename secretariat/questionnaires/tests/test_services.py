from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from secretariat.core.errors import NotPermitted, Refused
from secretariat.core.history import timeline
from secretariat.core.languages import LANGUAGES, Labels
from secretariat.core.viewer import Viewer
from secretariat.questionnaires.models import Question, Questionnaire, QuestionnaireVersion, QuestionOption
from secretariat.questionnaires.services import (
    add_option,
    add_question,
    change_question,
    change_version,
    draft_version,
    drop_question,
    enter_questionnaire,
    move_version,
)
from secretariat.questionnaires.tests.conftest import DAY, words


def test_the_standard_questionnaire_is_in_use_in_four_languages(version: QuestionnaireVersion) -> None:
    assert (version.state, set(version.intro)) == ("in_use", set(LANGUAGES))
    asked = version.questions.order_by("position")
    assert [(each.kind, each.dimension) for each in asked] == [
        ("scale", "usefulness"),
        ("scale", "learning_before"),
        ("scale", "learning_after"),
        ("scale", "intent"),
        ("choice", "intent"),
        ("yes_no", "other"),
        ("scale", "other"),
        ("text", "other"),
    ]
    assert {code for each in asked for code in (*each.text.missing(), *each.lowest.missing())} == set()


def test_what_is_in_use_never_changes(version: QuestionnaireVersion, keeper: Viewer) -> None:
    question = version.questions.get(position=1)
    choice = version.questions.get(kind="choice")
    for verb in (
        lambda: change_version(version, intro=words("x"), by=keeper, reason="x"),
        lambda: add_question(version, kind="text", text=words("x"), by=keeper),
        lambda: change_question(question, text=words("x"), by=keeper, reason="x"),
        lambda: drop_question(question, by=keeper, reason="x"),
        lambda: add_option(choice, label=words("x"), by=keeper),
    ):
        with pytest.raises(Refused, match="changes no more"):
            verb()
    assert version.questions.count() == 8


def test_a_new_version_begins_with_the_last_and_replaces_it(version: QuestionnaireVersion, keeper: Viewer) -> None:
    draft = draft_version(version.questionnaire, by=keeper)
    with pytest.raises(Refused, match="in draft already"):
        draft_version(version.questionnaire, by=keeper)
    assert (draft.number, draft.questions.count(), draft.questions.get(kind="choice").options.count()) == (2, 8, 5)
    drop_question(draft.questions.get(kind="text"), by=keeper, reason="Nobody reads it")
    move_version(draft, "use", by=keeper, on=DAY, reason="Shorter")
    states = QuestionnaireVersion.objects.filter(questionnaire__slug="event").order_by("number")
    assert [(each.number, each.state) for each in states] == [(1, "retired"), (2, "in_use")]
    with pytest.raises(Refused):
        move_version(draft, "use", by=keeper, on=DAY, reason="Again")


def test_a_version_that_cannot_be_answered_is_not_put_in_use(keeper: Viewer) -> None:
    form = enter_questionnaire(slug="short", title=words("Short"), by=keeper)
    draft = draft_version(form, by=keeper)
    with pytest.raises(ValidationError, match="asks nothing"):
        move_version(draft, "use", by=keeper, on=DAY, reason="x")
    question = add_question(draft, kind="choice", text=words("Which?"), by=keeper)
    add_option(question, label=words("This"), by=keeper)
    with pytest.raises(ValidationError, match="at least two choices"):
        move_version(draft, "use", by=keeper, on=DAY, reason="x")
    add_option(question, label=Labels({"en": "That"}), by=keeper)
    with pytest.raises(ValidationError, match="not in all four languages"):
        move_version(draft, "use", by=keeper, on=DAY, reason="x")


def test_only_a_question_of_several_has_choices(version: QuestionnaireVersion, keeper: Viewer) -> None:
    draft = draft_version(version.questionnaire, by=keeper)
    with pytest.raises(Refused, match="one of several"):
        add_option(draft.questions.get(position=1), label=words("x"), by=keeper)


@pytest.mark.parametrize("who", ["anyone", "delegate", "chief", "program_officer", "finance_officer"])
def test_only_who_keeps_questionnaires_writes_them(
    version: QuestionnaireVersion, viewers: dict[str, Viewer], who: str
) -> None:
    with pytest.raises(NotPermitted):
        draft_version(version.questionnaire, by=viewers[who])
    with pytest.raises(NotPermitted):
        enter_questionnaire(slug="x", title=words("x"), by=viewers[who])
    with pytest.raises(NotPermitted):
        move_version(version, "retire", by=viewers[who], on=DAY, reason="x")


@pytest.mark.parametrize(("who", "seen"), [("anyone", [1]), ("delegate", [1]), ("finance_officer", [1, 2])])
def test_drafts_stay_inside(
    version: QuestionnaireVersion, keeper: Viewer, viewers: dict[str, Viewer], who: str, seen: list[int]
) -> None:
    draft_version(version.questionnaire, by=keeper)
    draft_version(enter_questionnaire(slug="x", title=words("x"), by=keeper), by=keeper)
    viewer = viewers[who]
    rows = QuestionnaireVersion.objects.visible_to(viewer).filter(questionnaire=version.questionnaire)
    asked = Question.objects.visible_to(viewer).filter(version__questionnaire=version.questionnaire)
    assert sorted(rows.values_list("number", flat=True)) == seen
    assert sorted(set(asked.values_list("version__number", flat=True))) == seen
    options = QuestionOption.objects.visible_to(viewer).values_list("question__version__number", flat=True)
    assert sorted(set(options)) == seen
    assert Questionnaire.objects.visible_to(viewer).filter(slug="x").exists() == (seen == [1, 2])


def test_what_was_drafted_stays_inside_when_it_is_in_use(
    version: QuestionnaireVersion, keeper: Viewer, viewers: dict[str, Viewer]
) -> None:
    draft = draft_version(version.questionnaire, by=keeper, reason="Zqx")
    question = change_question(draft.questions.get(position=1), text=words("Zqx"), by=keeper, reason="Zqx")
    question = change_question(question, text=words("Open"), by=keeper, reason="Better")
    draft = move_version(draft, "use", by=keeper, on=DAY, reason="Now")
    question.refresh_from_db()
    told = [each.reason for record in (draft, question) for each in timeline(record, viewer=viewers["anyone"])]
    assert told == ["Now", ""]
