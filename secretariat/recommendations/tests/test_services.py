from __future__ import annotations

import datetime

import pytest
from django.core.exceptions import ValidationError

from secretariat.core.choices import Audience
from secretariat.core.errors import NotPermitted, Refused
from secretariat.core.history import timeline
from secretariat.core.viewer import Viewer
from secretariat.documents.models import Document, Paragraph
from secretariat.organization.models import Unit
from secretariat.parties.models import Party
from secretariat.recommendations.models import (
    FollowUp,
    Recommendation,
    RecommendationFollowUpQuerySet,
    RecommendationTopic,
)
from secretariat.recommendations.queries import Followed, followed, owed_by
from secretariat.recommendations.rules import RECOMMENDATION_CHANGES
from secretariat.recommendations.services import (
    change_recommendation,
    follow_up,
    move_recommendation,
    recommend,
    respond,
)
from secretariat.recommendations.tests.conftest import AFTER, DAY, make, words
from secretariat.topics.models import Topic

WEEK = datetime.timedelta(days=7)

# Making -----------------------------------------------------------------------------------------------------------


def test_recommend_keeps_source_topics_and_day(unit: Unit, planner: Viewer, state: Party) -> None:
    paragraph = Paragraph.objects.get(document__symbol="AG/RES. 2619 (XLI-O/11)", number="4.b")
    topic = Topic.objects.get(slug="maritime-security")
    made = make(unit, planner, state, paragraph=paragraph, topics=[topic], due_on=AFTER)
    assert (made.state, made.made_on, made.document, made.audience) == ("open", DAY, paragraph.document, 2)
    assert list(made.topic_links.values_list("topic__slug", flat=True)) == ["maritime-security"]
    assert [(each.who, each.reason) for each in timeline(made)] == [(planner.name, "Recorded")]


def test_a_paragraph_of_another_document_is_refused(unit: Unit, planner: Viewer) -> None:
    paragraph = Paragraph.objects.filter(document__symbol="AG/RES. 2619 (XLI-O/11)")[0]
    other = Document.objects.get(symbol="CICTE/doc.5/16")
    with pytest.raises(ValidationError, match="another document"):
        make(unit, planner, paragraph=paragraph, document=other)


def test_it_is_addressed_to_a_state_or_a_unit(unit: Unit, planner: Viewer) -> None:
    with pytest.raises(Refused, match="a State or a unit"):
        make(unit, planner, Party.objects.get(slug="caricom"))


def test_it_is_not_due_before_it_was_made(unit: Unit, planner: Viewer) -> None:
    with pytest.raises(ValidationError, match="due before it was made"):
        make(unit, planner, due_on=DAY - WEEK)


@pytest.mark.parametrize("who", ["anyone", "delegate", "finance_officer", "expert"])
def test_only_who_follows_up_recommends(unit: Unit, viewers: dict[str, Viewer], who: str) -> None:
    with pytest.raises(NotPermitted):
        make(unit, viewers[who])
    assert Recommendation.objects.count() == 0


def test_change_sets_topics_anew_and_gives_it_to_who_works_for_both(
    unit: Unit, planner: Viewer, viewers: dict[str, Viewer]
) -> None:
    first, second = Topic.objects.order_by("slug")[:2]
    made = make(unit, planner, topics=[first])
    change_recommendation(made, topics=[second], due_on=AFTER, by=planner, reason="Another subject")
    assert list(RecommendationTopic.objects.values_list("topic", flat=True)) == [second.pk]
    other = Unit.objects.exclude(party__in=viewers["chief"].party_ids).order_by("party__slug")[0]
    with pytest.raises(NotPermitted):
        change_recommendation(made, unit=other, by=viewers["chief"], reason="x")


# Answering --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("verb", "answered"),
    [("accept", "accepted"), ("accept_partly", "partly_accepted"), ("refuse", "not_accepted")],
)
def test_its_owner_answers(
    unit: Unit, planner: Viewer, viewers: dict[str, Viewer], state: Party, verb: str, answered: str
) -> None:
    made = make(unit, planner, state)
    done = respond(made, verb, response=words("We say so"), by=viewers["delegate"], on=AFTER)
    assert (done.responded_on, done.responded_by, str(done.response)) == (
        AFTER,
        viewers["delegate"].person,
        "We say so",
    )
    assert done.state == answered


@pytest.mark.parametrize("verb", ["accept_partly", "refuse"])
def test_who_does_not_accept_in_full_says_why(
    unit: Unit, planner: Viewer, viewers: dict[str, Viewer], state: Party, verb: str
) -> None:
    made = make(unit, planner, state)
    with pytest.raises(ValidationError, match="Say why"):
        respond(made, verb, by=viewers["delegate"], on=AFTER)
    made.refresh_from_db()
    assert (made.state, made.responded_on) == ("open", None)


def test_staff_enters_the_answer_of_a_state_with_its_note(unit: Unit, planner: Viewer, state: Party) -> None:
    made = make(unit, planner, state)
    with pytest.raises(ValidationError, match="Name the note"):
        respond(made, "accept", by=planner, on=AFTER)
    assert respond(made, "accept", authority="Note 12/16", by=planner, on=AFTER).authority == "Note 12/16"


@pytest.mark.parametrize("who", ["second_delegate", "expert", "analyst", "anyone", "finance_officer"])
def test_nobody_else_answers_for_it(
    unit: Unit, planner: Viewer, viewers: dict[str, Viewer], state: Party, who: str
) -> None:
    made = make(unit, planner, state)
    with pytest.raises(NotPermitted):
        respond(made, "accept", authority="x", by=viewers[who], on=AFTER)
    with pytest.raises(NotPermitted):
        follow_up(made, day=AFTER, text=words("x"), by=viewers[who], on=AFTER)


def test_once_answered_its_text_stays(unit: Unit, planner: Viewer, viewers: dict[str, Viewer]) -> None:
    made = respond(make(unit, planner), "accept", by=viewers["chief"], on=AFTER)
    with pytest.raises(Refused, match="answered to this text"):
        change_recommendation(made, text=words("Another"), by=planner, reason="x")
    assert change_recommendation(made, text=made.text, due_on=AFTER, by=planner, reason="x").due_on == AFTER


# What became of it ------------------------------------------------------------------------------------------------


def test_the_life_of_a_recommendation(unit: Unit, planner: Viewer, viewers: dict[str, Viewer]) -> None:
    made = respond(make(unit, planner), "accept", by=viewers["chief"], on=AFTER)
    verbs = ("begin", "finish", "take_up_again", "finish", "close")
    seen = [move_recommendation(made, verb, by=planner, on=AFTER, reason="So it went").state for verb in verbs]
    assert seen == ["in_progress", "done", "in_progress", "done", "closed"]
    for change in (
        lambda: move_recommendation(made, "begin", by=planner, on=AFTER, reason="x"),
        lambda: change_recommendation(made, due_on=AFTER, by=planner, reason="x"),
        lambda: follow_up(made, day=AFTER, text=words("x"), by=planner, on=AFTER),
    ):
        with pytest.raises(Refused):
            change()


def test_no_verb_leads_out_of_what_is_closed() -> None:
    assert [row.verb for row in RECOMMENDATION_CHANGES.rows.values() if "closed" in row.sources] == []


def test_nothing_is_begun_before_it_was_answered(unit: Unit, planner: Viewer) -> None:
    made = make(unit, planner)
    for verb in ("begin", "finish"):
        with pytest.raises(Refused):
            move_recommendation(made, verb, by=planner, on=AFTER, reason="x")


def test_its_owner_works_on_it_and_does_not_close_it(
    unit: Unit, planner: Viewer, viewers: dict[str, Viewer], state: Party
) -> None:
    delegate = viewers["delegate"]
    made = respond(make(unit, planner, state), "accept", by=delegate, on=AFTER)
    made = move_recommendation(made, "finish", by=delegate, on=AFTER, reason="The law is in force")
    with pytest.raises(NotPermitted):
        move_recommendation(made, "close", by=delegate, on=AFTER, reason="x")


@pytest.mark.parametrize("day", [DAY - WEEK, AFTER + WEEK])
def test_a_follow_up_is_of_a_day_between(unit: Unit, planner: Viewer, day: datetime.date) -> None:
    with pytest.raises(Refused, match="Choose a day"):
        follow_up(make(unit, planner), day=day, text=words("x"), by=planner, on=AFTER)
    assert FollowUp.objects.count() == 0


def test_followed_counts_what_became_of_them(
    unit: Unit, planner: Viewer, viewers: dict[str, Viewer], state: Party
) -> None:
    make(unit, planner, due_on=DAY + WEEK)
    respond(make(unit, planner, state, audience=Audience.PUBLIC), "accept", by=viewers["delegate"], on=AFTER)
    done = respond(make(unit, planner), "accept", by=viewers["chief"], on=AFTER)
    move_recommendation(done, "finish", by=planner, on=AFTER, reason="Done")
    assert followed(planner, on=AFTER) == Followed(made=3, answered=2, waiting=2, late=1, done=1, invented=3)
    assert followed(planner, on=DAY) == Followed(made=3, answered=0, waiting=2, late=0, done=1, invented=3)
    assert followed(viewers["anyone"], on=AFTER) == Followed(made=1, answered=1, waiting=1, invented=1)
    assert followed(planner, on=AFTER, owners=[state.pk]).made == 1
    assert followed(planner, on=AFTER, among=[done.pk]).done == 1
    assert [each.owner for each in owed_by(viewers["delegate"])] == [state]


# Who sees it ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("who", "seen"),
    [
        ("anyone", ["public"]),
        ("delegate", ["named", "own", "public", "states"]),
        ("second_delegate", ["public", "states"]),
        ("finance_officer", ["inside", "own", "public", "states"]),
        ("chief", ["inside", "named", "own", "public", "states"]),
    ],
)
def test_who_sees_which(
    unit: Unit, planner: Viewer, viewers: dict[str, Viewer], state: Party, who: str, seen: list[str]
) -> None:
    make(unit, planner, text="public", audience=Audience.PUBLIC)
    make(unit, planner, text="states", audience=Audience.STATES)
    make(unit, planner, text="inside")
    made = [make(unit, planner, state, text="own"), make(unit, planner, state, text="named", audience=Audience.NAMED)]
    for each in made:
        follow_up(each, day=DAY, text=words("It began"), by=planner, on=AFTER)
    rows = Recommendation.objects.visible_to(viewers[who])
    assert sorted(str(each) for each in rows) == seen
    told: RecommendationFollowUpQuerySet = FollowUp.objects.visible_to(viewers[who])
    assert {each.recommendation_id for each in told} == {each.pk for each in rows if str(each) in {"own", "named"}}


def test_what_was_said_to_fewer_readers_stays_theirs(
    unit: Unit, planner: Viewer, viewers: dict[str, Viewer], state: Party
) -> None:
    made = make(unit, planner, state, text="Zqx", reason="Zqx")
    change_recommendation(made, text=words("Open"), audience=Audience.PUBLIC, by=planner, reason="Opened")
    made.refresh_from_db()
    told = {who: [each.reason for each in timeline(made, viewer=viewers[who])] for who in ("anyone", "delegate")}
    assert told == {"anyone": ["Opened"], "delegate": ["Opened", "Zqx"]}


def test_the_chief_of_another_unit_neither_answers_nor_changes(
    unit: Unit, planner: Viewer, viewers: dict[str, Viewer]
) -> None:
    other = (
        Unit.objects.exclude(party__in=viewers["chief"].party_ids).select_related("party").order_by("party__slug")[0]
    )
    made = recommend(text=words("x"), owner=other.party, unit=other, by=planner, on=DAY)
    with pytest.raises(NotPermitted):
        respond(made, "accept", authority="x", by=viewers["chief"], on=AFTER)
    with pytest.raises(NotPermitted):
        change_recommendation(made, due_on=AFTER, by=viewers["chief"], reason="x")
