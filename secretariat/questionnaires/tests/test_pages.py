from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from secretariat.core.languages import LANGUAGES
from secretariat.core.panel_registry import panel_url, panels_for
from secretariat.core.viewer import Viewer
from secretariat.questionnaires.models import Question, QuestionnaireVersion
from secretariat.questionnaires.services import draft_version

AsPerson = Callable[[str], Client]


def questions(client: Client, version: QuestionnaireVersion) -> str:
    panel = next(each for each in panels_for(QuestionnaireVersion) if each.key == "questions")
    return client.get(panel_url(version, panel)).content.decode()


def test_everybody_reads_what_is_in_use(client: Client, version: QuestionnaireVersion) -> None:
    assert client.get(version.get_absolute_url()).status_code == 200
    text = questions(client, version)
    assert ("How useful was this event for your work?" in text, "Laws or rules" in text) == (True, True)


def test_a_draft_is_made_changed_and_put_in_use(as_person: AsPerson) -> None:
    keeper = as_person("knowledge_officer")
    words = {f"title_{code}": "Short" for code in LANGUAGES}
    answer = keeper.post(reverse("questionnaire-new"), {"slug": "short", **words})
    draft = QuestionnaireVersion.objects.get(questionnaire__slug="short")
    assert (answer.status_code, answer["Location"], draft.state) == (302, draft.get_absolute_url(), "draft")
    texts = {f"text_{code}": "Which?" for code in LANGUAGES}
    asked = {"kind": "choice", "dimension": "other", **texts}
    assert keeper.post(reverse("question-add", args=(draft.pk,)), asked).status_code == 302
    question = Question.objects.get(version=draft)
    for label in ("This", "That"):
        sent = {f"label_{code}": label for code in LANGUAGES}
        assert keeper.post(reverse("question-option", args=(question.pk,)), sent).status_code == 302
    change = {**asked, "is_required": "on", "reason": "It matters"}
    assert keeper.post(reverse("question-change", args=(question.pk,)), change).status_code == 302
    assert as_person("anyone").get(draft.get_absolute_url()).status_code == 404
    move = reverse("questionnaire-move", args=(draft.pk, "use"))
    assert keeper.post(move, {"reason": "Ready"}).status_code == 302
    assert as_person("anyone").get(draft.get_absolute_url()).status_code == 200
    assert keeper.post(reverse("question-change", args=(question.pk,)), change).status_code == 409


def test_the_next_version_begins_with_this_one(as_person: AsPerson, version: QuestionnaireVersion) -> None:
    keeper = as_person("knowledge_officer")
    answer = keeper.post(reverse("questionnaire-draft", args=(version.pk,)), {"reason": "Shorter"})
    draft = QuestionnaireVersion.objects.get(questionnaire=version.questionnaire, number=2)
    assert (answer.status_code, answer["Location"], draft.questions.count()) == (302, draft.get_absolute_url(), 8)
    drop = reverse("question-drop", args=(draft.questions.get(position=8).pk,))
    assert keeper.post(drop, {"reason": "Nobody reads it"}).status_code == 302
    assert draft.questions.count() == 7
    assert keeper.get(reverse("question-option", args=(draft.questions.get(position=1).pk,))).status_code == 404


@pytest.mark.parametrize(
    ("who", "status"), [("anyone", 302), ("delegate", 403), ("chief", 403), ("planning_officer", 200)]
)
def test_who_keeps_questionnaires(
    as_person: AsPerson, version: QuestionnaireVersion, keeper: Viewer, who: str, status: int
) -> None:
    places = [reverse("questionnaire-new"), reverse("questionnaire-move", args=(version.pk, "retire"))]
    assert [as_person(who).get(place).status_code for place in places] == [status, status]


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_open_in_every_language(
    as_person: AsPerson, version: QuestionnaireVersion, keeper: Viewer, language: str
) -> None:
    draft = draft_version(version.questionnaire, by=keeper)
    places = [reverse("questionnaires"), draft.get_absolute_url(), reverse("question-add", args=(draft.pk,))]
    for place in places:
        page = as_person("knowledge_officer").get(place, {"language": language})
        assert (page.status_code, page["Content-Language"]) == (200, language)
