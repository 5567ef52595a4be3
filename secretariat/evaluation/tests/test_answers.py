from __future__ import annotations

import datetime
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, models

from secretariat.core.choices import Audience
from secretariat.core.errors import NotPermitted, Refused
from secretariat.core.viewer import Viewer
from secretariat.delivery.models import Deliverable
from secretariat.delivery.services import move_deliverable
from secretariat.evaluation.choices import LinkKind, Stage
from secretariat.evaluation.models import EvaluationToken, EventEvaluation
from secretariat.evaluation.queries import digest_of, find_link, results_of, shared_token, summary_of
from secretariat.evaluation.services import ask_participants, change_asking, make_links, void_links
from secretariat.evaluation.tests.conftest import AFTER, DAY, LAST, THREE, ask, fill, fill_all, hold
from secretariat.plans.models import Activity
from secretariat.questionnaires.models import Answer, AnswerSet
from secretariat.questionnaires.services import draft_version

BEFORE = DAY - datetime.timedelta(days=1)
LATER = LAST + datetime.timedelta(days=1)


@pytest.fixture
def personal(workshop: Deliverable, planner: Viewer) -> EventEvaluation:
    return ask(workshop, planner, link=LinkKind.ONE_EACH)


# Asking -----------------------------------------------------------------------------------------------------------


def test_participants_are_asked_with_the_standard_questionnaire(evaluation: EventEvaluation) -> None:
    assert (evaluation.version.questionnaire.slug, evaluation.version.number, evaluation.link) == ("event", 1, "shared")
    assert [evaluation.stage_on(day) for day in (BEFORE, DAY, LAST, LATER)] == [
        *(Stage.COMING, Stage.OPEN, Stage.OPEN, Stage.CLOSED)
    ]


@pytest.mark.parametrize("who", ["anyone", "delegate", "finance_officer", "expert"])
def test_only_who_delivers_evaluates(workshop: Deliverable, viewers: dict[str, Viewer], who: str) -> None:
    with pytest.raises(NotPermitted):
        ask(workshop, viewers[who])
    assert EventEvaluation.objects.count() == 0


def test_what_is_not_held_is_not_evaluated(workshop: Deliverable, planner: Viewer) -> None:
    cancelled = move_deliverable(workshop, "cancel", by=planner, on=DAY, reason="A storm")
    with pytest.raises(Refused, match="nobody to ask"):
        ask(cancelled, planner)


def test_a_draft_is_not_asked(workshop: Deliverable, planner: Viewer, evaluation: EventEvaluation) -> None:
    draft = draft_version(evaluation.version.questionnaire, by=planner)
    with pytest.raises(Refused, match="not in use"):
        ask(workshop, planner, version=draft, opens_on=LAST)


def test_days_are_in_order(workshop: Deliverable, planner: Viewer) -> None:
    with pytest.raises(ValidationError, match="lies before the first"):
        ask_participants(workshop, opens_on=LAST, closes_on=DAY, by=planner)


# The links --------------------------------------------------------------------------------------------------------


def test_a_link_is_good_once(personal: EventEvaluation, planner: Viewer) -> None:
    first, second = make_links(personal, number=2, by=planner, on=DAY)
    fill(personal, 5, 1, 4, token=first)
    with pytest.raises(Refused, match="already"):
        fill(personal, 1, 1, 1, token=first)
    fill(personal, 3, 1, 4, token=second)
    said = Answer.objects.filter(question__position=1).order_by("number").values_list("number", flat=True)
    assert ([int(each or 0) for each in said], EvaluationToken.objects.filter(is_spent=True).count()) == ([3, 5], 2)
    personal.refresh_from_db()
    assert personal.invited == 2


def test_a_form_that_is_refused_spends_no_link(personal: EventEvaluation, planner: Viewer) -> None:
    (link,) = make_links(personal, number=1, by=planner, on=DAY)
    with pytest.raises(ValidationError):
        fill(personal, 9, 1, 1, token=link)
    assert (EvaluationToken.objects.get().is_spent, AnswerSet.objects.count()) == (False, 0)
    fill(personal, 5, 1, 1, token=link)
    assert AnswerSet.objects.count() == 1


def test_of_a_link_only_a_digest_is_kept(personal: EventEvaluation, planner: Viewer) -> None:
    (link,) = make_links(personal, number=1, by=planner, on=DAY)
    kept = EvaluationToken.objects.values().get()
    assert kept == {
        "id": kept["id"],
        "evaluation_id": personal.pk,
        "digest": digest_of(link),
        "is_spent": False,
    }
    assert link not in str(kept)


@pytest.mark.parametrize("token", ["", "x", "once-", "once-x", "WyJ4IiwxXQ:1:2", "\0"])
def test_other_texts_open_nothing(personal: EventEvaluation, token: str) -> None:
    assert find_link(token) is None


def test_the_link_for_all_opens_nothing_where_each_has_one(personal: EventEvaluation) -> None:
    assert find_link(shared_token(personal)) is None


def test_links_made_void_open_nothing_and_used_ones_stay_used(personal: EventEvaluation, planner: Viewer) -> None:
    used, unused = make_links(personal, number=2, by=planner, on=DAY)
    fill(personal, 5, 1, 1, token=used)
    void_links(personal, by=planner, reason="They went to the wrong list")
    opened = find_link(used)
    assert (find_link(unused), opened is not None and opened.is_spent) == (None, True)
    personal.refresh_from_db()
    assert (personal.invited, AnswerSet.objects.count()) == (1, 1)


def test_the_shared_link_made_void_opens_nothing(evaluation: EventEvaluation, planner: Viewer) -> None:
    before = shared_token(evaluation)
    changed = void_links(evaluation, by=planner, reason="It was posted in public")
    assert find_link(before) is None
    opened = find_link(shared_token(changed))
    assert opened is not None
    assert opened.evaluation == evaluation


@pytest.mark.parametrize("number", [0, -1, 501])
def test_how_many_links_are_made(personal: EventEvaluation, planner: Viewer, number: int) -> None:
    with pytest.raises(ValidationError):
        make_links(personal, number=number, by=planner, on=DAY)


@pytest.mark.parametrize("day", [BEFORE, LATER])
def test_answers_come_in_between_the_days(evaluation: EventEvaluation, day: datetime.date) -> None:
    with pytest.raises(Refused, match="No answers are taken"):
        fill(evaluation, 5, 1, 1, on=day)
    assert AnswerSet.objects.count() == 0


# Nobody is named --------------------------------------------------------------------------------------------------


def keys_of(model: type[models.Model]) -> set[str]:
    return {each.related_model._meta.label for each in model._meta.concrete_fields if each.is_relation}  # type: ignore[union-attr]


def test_nothing_joins_a_link_and_what_was_answered() -> None:
    """Both lead to the evaluation, and to nothing else that they share."""
    assert keys_of(EvaluationToken) == {"evaluation.EventEvaluation"}
    assert keys_of(AnswerSet) == {"questionnaires.QuestionnaireVersion"}
    assert [each.name for each in EvaluationToken._meta.concrete_fields] == ["id", "evaluation", "digest", "is_spent"]
    assert not hasattr(EvaluationToken, "history")


def test_no_value_of_a_link_stands_in_an_answer(personal: EventEvaluation, planner: Viewer) -> None:
    for link in make_links(personal, number=3, by=planner, on=DAY):
        fill(personal, 5, 1, 1, token=link)
    tokens = {str(value) for row in EvaluationToken.objects.values_list("id", "digest") for value in row}
    answers = [*AnswerSet.objects.values_list(), *Answer.objects.values_list()]
    assert {str(value) for row in answers for value in row} & tokens == set()
    assert {each.pk.version for each in EvaluationToken.objects.all()} == {4}


def test_answering_leaves_no_moment_anywhere(evaluation: EventEvaluation) -> None:
    """The evaluation itself is not written: its history would tell the minute of each answer."""
    before = evaluation.history.count()
    fill_all(evaluation, THREE)
    assert evaluation.history.count() == before


@pytest.mark.postgres
def test_the_number_of_the_transaction_joins_nothing(personal: EventEvaluation, planner: Viewer) -> None:
    """PostgreSQL keeps with each row which transaction wrote it: all forms bear that of the last one."""
    links = make_links(personal, number=4, by=planner, on=DAY)
    for link in links:
        fill(personal, 5, 1, 1, token=link)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(DISTINCT xmin::text) FROM questionnaires_answerset")
        assert cursor.fetchone() == (1,)


# Results ----------------------------------------------------------------------------------------------------------


def test_results_are_shown_once_it_is_closed(evaluation: EventEvaluation) -> None:
    fill_all(evaluation, THREE)
    during = results_of(evaluation, on=LAST)
    assert (during.answered, during.questions, during.gain, during.remarks) == (None, (), None, ())
    assert results_of(evaluation, on=LAST, for_unit=True).answered == 3
    assert results_of(evaluation, on=LAST, for_unit=True).remarks == ()
    after = results_of(evaluation, on=LATER)
    assert (after.answered, after.questions[0].mean, after.gain is not None and after.gain.gain) == (
        3,
        Decimal("4.3"),
        Decimal("2.0"),
    )


def test_remarks_are_for_the_unit_alone(evaluation: EventEvaluation) -> None:
    fill_all(evaluation, THREE)
    assert results_of(evaluation, on=LATER).remarks == ()
    ((question, texts),) = results_of(evaluation, on=LATER, for_unit=True).remarks
    assert (question.kind, sorted(texts)) == ("text", ["Fewer slides", "More time, said Ana", "Thanks"])


def test_two_answers_are_not_shown_to_anybody(evaluation: EventEvaluation) -> None:
    fill_all(evaluation, THREE[:2])
    told = results_of(evaluation, on=LATER)
    inside = results_of(evaluation, on=LATER, for_unit=True)
    assert (told.is_small, told.answered, told.questions, told.gain) == (True, None, (), None)
    assert (inside.is_small, inside.answered, inside.questions, inside.remarks) == (True, 2, (), ())


def test_the_days_stay_once_results_can_be_known(evaluation: EventEvaluation, planner: Viewer) -> None:
    """Else one more could answer, and the difference of two results would tell what."""
    with pytest.raises(Refused, match="its days stay"):
        change_asking(evaluation, opens_on=DAY, closes_on=AFTER, invited=9, by=planner, on=LATER, reason="More time")
    kept = change_asking(evaluation, opens_on=DAY, closes_on=LAST, invited=9, by=planner, on=LATER, reason="Counted")
    assert kept.invited == 9


def test_the_first_day_stays_before_the_first_answer(evaluation: EventEvaluation, planner: Viewer) -> None:
    fill(evaluation, 5, 1, 1)
    with pytest.raises(Refused, match="Answers came in"):
        change_asking(evaluation, opens_on=LAST, closes_on=AFTER, invited=None, by=planner, on=DAY, reason="Later")


def test_many_evaluations_are_told_together(line: Activity, planner: Viewer, viewers: dict[str, Viewer]) -> None:
    events = [hold(line, planner, title=str(number)) for number in range(3)]
    events.append(hold(line, planner, title="Inside", audience=Audience.SECRETARIAT))
    asked = [ask(each, planner) for each in events]
    fill_all(asked[0], THREE)
    fill_all(asked[1], THREE[:2])
    fill_all(asked[3], THREE)
    keys = [each.pk for each in events]
    everything = summary_of(keys, planner, on=AFTER)
    assert (everything.evaluations, everything.shown, everything.answered, everything.invented) == (4, 2, 6, 4)
    assert everything.means["usefulness"] == (6, Decimal("4.3"))
    public = summary_of(keys, viewers["anyone"], on=AFTER)
    assert (public.evaluations, public.shown, public.answered) == (3, 1, 3)
    assert summary_of(keys, planner, on=LAST).evaluations == 0


# Who sees it ------------------------------------------------------------------------------------------------------


def test_an_evaluation_is_as_visible_as_its_event(line: Activity, planner: Viewer, viewers: dict[str, Viewer]) -> None:
    ask(hold(line, planner, audience=Audience.SECRETARIAT), planner)
    seen = {who: EventEvaluation.objects.visible_to(viewers[who]).count() for who in ("anyone", "delegate", "chief")}
    assert seen == {"anyone": 0, "delegate": 0, "chief": 1}
