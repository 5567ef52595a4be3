"""Documents, duties, participants, evaluations and recommendations in the report, against other questions."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.db.models import Q

from secretariat.core.choices import Audience
from secretariat.core.viewer import Viewer
from secretariat.delivery.choices import EventPart
from secretariat.delivery.services import add_event_document
from secretariat.documents.choices import DocumentKind
from secretariat.documents.models import Document
from secretariat.documents.services import enter_document
from secretariat.duties.models import Duty
from secretariat.evaluation.models import EventEvaluation
from secretariat.evaluation.services import ask_participants
from secretariat.evaluation.tests.conftest import THREE, fill_all
from secretariat.participation.choices import Dimension
from secretariat.participation.models import Nomination
from secretariat.participation.queries import participants_by
from secretariat.participation.services import move_nomination, nominate
from secretariat.parties.models import Party
from secretariat.recommendations.services import recommend
from secretariat.reports.building import build
from secretariat.reports.content import Content, as_json
from secretariat.reports.registry import kind_of
from secretariat.reports.tests.conftest import CANARY, FIRST, LAST, HalfYear, words
from secretariat.reports.work import Work

JULY = datetime.date(2016, 7, 20)
SEPTEMBER = datetime.date(2016, 9, 12)
PEOPLE = (("grenada", "female", "police"), ("grenada", "male", "customs"), ("chile", "female", "civil_society"))


@pytest.fixture
def content(work: Work, half_year: HalfYear, planner: Viewer) -> Content:
    """A report on a half-year with three participants, two documents, three answers and two recommendations."""
    drill = half_year["Harbor drill"]
    for number, (state, sex, kind) in enumerate(PEOPLE):
        facts: dict[str, Any] = {
            "given_names": f"{CANARY}{number}",
            "family_names": CANARY,
            "sex": sex,
            "institution_kind": kind,
        }
        party = Party.objects.get(slug=state)
        named = nominate(drill, party=party, note="Note 4", by=planner, on=JULY, **facts)
        move_nomination(named, "accept", by=planner, on=JULY, reason="Fits")
    public = Document.objects.get(symbol="CICTE/doc.5/16")
    hidden = enter_document(
        "", words(CANARY), DocumentKind.REPORT, None, by=planner, audience=Audience.SECRETARIAT, date=JULY
    )
    add_event_document(drill, public, part=EventPart.IN_ADVANCE, by=planner)
    add_event_document(drill, hidden, part=EventPart.AFTERWARDS, by=planner)
    asked = ask_participants(drill, opens_on=SEPTEMBER, closes_on=datetime.date(2016, 9, 30), by=planner)
    fill_all(asked, [(*each[:-1], CANARY) for each in THREE])
    for text, audience in (("Train more often", Audience.STATES), (CANARY, Audience.SECRETARIAT)):
        unit = drill.owner
        recommend(text=words(text), owner=unit.party, unit=unit, by=planner, on=SEPTEMBER, audience=audience)
    return build(kind_of("six-monthly"), work, "en")


def numbers(content: Content, prefix: str) -> dict[str, int]:
    found = {key.removeprefix(prefix): each.value for key, each in content.figures.items() if key.startswith(prefix)}
    return {key: value for key, value in found.items() if value}


def test_participants(content: Content, half_year: HalfYear) -> None:
    assert numbers(content, "people.") == {
        "all": 3,
        "women": 2,
        "sex.female": 2,
        "sex.male": 1,
        "institution.police": 1,
        "institution.customs": 1,
        "institution.civil_society": 1,
        "of.chile": 1,
        "of.grenada": 2,
        "women.chile": 1,
        "women.grenada": 1,
    }
    held = [half_year["Harbor drill"].pk, half_year["Container course"].pk]
    for by, prefix in ((Dimension.SEX, "sex."), (Dimension.INSTITUTION_KIND, "institution."), (Dimension.PARTY, "of.")):
        shares = {each.key: each.number for each in participants_by(held, by)}
        assert numbers(content, f"people.{prefix}") == shares
    assert set(content.figures["people.all"].rows) == {str(each.pk) for each in Nomination.objects.all()}


def test_rows_of_participants_name_nobody(content: Content) -> None:
    labels = {row.label for _key, row in content.behind("people.all")}
    assert labels == {"Harbor drill: Grenada", "Harbor drill: Chile"}
    assert CANARY not in as_json(content)


def test_documents_are_those_that_all_member_states_may_read(content: Content) -> None:
    assert numbers(content, "documents.") == {"in_advance": 1}
    assert content.figures["documents.in_advance"].rows == (str(Document.objects.get(symbol="CICTE/doc.5/16").pk),)


def test_duties(content: Content, work: Work) -> None:
    rows = Duty.objects.visible_to(Viewer(clearance=Audience.STATES)).filter(due_on__range=(FIRST, LAST))
    rows = rows.filter(debtor__in=work.units)
    asked = {
        "kept": Q(state="kept"),
        "kept_late": Q(state="kept_late"),
        "late": Q(state="owed", due_on__lt=work.period.told_on),
        "open": Q(state="owed", due_on__gte=work.period.told_on),
    }
    expected = {
        f"{kind}.{key}": number
        for kind in rows.values_list("kind", flat=True).distinct()
        for key, condition in asked.items()
        if (number := rows.filter(condition, kind=kind).count())
    }
    assert (numbers(content, "duty."), len(expected) > 0) == (expected, True)


def test_evaluations_tell_how_many_answered(content: Content) -> None:
    assert numbers(content, "evaluations.") == {"closed": 1, "answers": 3}
    assert content.figures["evaluations.closed"].rows == (str(EventEvaluation.objects.get().pk),)
    table = next(b for s in content.sections if s.key == "evaluations" for b in s.blocks if b.kind == "table")
    shown = {row[0].words: (row[1].words, row[2].words) for row in table.rows}
    assert shown["Usefulness"] == ("3", "4.3")  # 5, 4 and 4


def test_recommendations(content: Content) -> None:
    assert numbers(content, "recommendations.") == {"open": 1}
    table = next(b for s in content.sections if s.key == "advice" for b in s.blocks if b.kind == "table")
    assert [row[0].words for row in table.rows] == ["Train more often"]
