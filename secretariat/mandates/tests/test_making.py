"""Make mandates of paragraphs, and say of what they speak."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from secretariat.core.choices import Audience, Precision
from secretariat.core.errors import NotPermitted, Refused
from secretariat.core.languages import Labels
from secretariat.core.many import WrongRows
from secretariat.core.viewer import ANYONE, Viewer
from secretariat.documents.choices import DocumentState
from secretariat.documents.models import Paragraph
from secretariat.documents.tests.factories import a_document, a_paragraph
from secretariat.mandates.choices import Nature
from secretariat.mandates.models import Mandate, MandateTopic
from secretariat.mandates.services import make_mandate, make_mandates, set_first_day, set_topics
from secretariat.parties.models import Party
from secretariat.topics.models import Topic

pytestmark = pytest.mark.django_db
DAY = datetime.date(2011, 6, 7)


def facts(paragraph: Paragraph, **values: Any) -> dict[str, Any]:
    given = {
        "paragraph": paragraph,
        "nature": Nature.INSTRUCTION_SECRETARIAT,
        "verb": Labels({"en": "Support"}),
        "addressee": Party.objects.get(slug="s-cicte"),
    }
    return {**given, **values}


def topics(*slugs: str) -> list[Topic]:
    return [Topic.objects.get(slug=slug) for slug in slugs]


def named(mandate: Mandate) -> list[str]:
    return sorted(MandateTopic.objects.filter(mandate=mandate).values_list("topic__slug", flat=True))


def test_mandate_is_made_with_its_topics_and_first_day(viewers: dict[str, Viewer]) -> None:
    said = facts(a_paragraph(a_document()), topics=topics("drugs", "terrorism"), valid_from=DAY)
    mandate = make_mandate(**said, by=viewers["planning_officer"], reason="The Assembly asked")
    assert named(mandate) == ["drugs", "terrorism"]
    assert (mandate.valid_from, mandate.history.get().history_change_reason) == (DAY, "The Assembly asked")
    assert Mandate.objects.visible_to(ANYONE).filter(pk=mandate.pk).exists()


def test_mandate_of_a_hidden_document_is_hidden(viewers: dict[str, Viewer]) -> None:
    paragraph = a_paragraph(a_document(audience=Audience.SECRETARIAT))
    mandate = make_mandate(**facts(paragraph), by=viewers["planning_officer"])
    seen = [name for name in viewers if Mandate.objects.visible_to(viewers[name]).filter(pk=mandate.pk).exists()]
    assert "planning_officer" in seen
    assert set(seen) & {"anyone", "delegate", "second_delegate", "expert", "partner"} == set()


def test_draft_asks_nothing(viewers: dict[str, Viewer]) -> None:
    paragraph = a_paragraph(a_document(state=DocumentState.DRAFT))
    with pytest.raises(Refused, match="is not issued"):
        make_mandate(**facts(paragraph), by=viewers["planning_officer"])


def test_paragraph_has_one_mandate(viewers: dict[str, Viewer]) -> None:
    paragraph = a_paragraph(a_document())
    make_mandate(**facts(paragraph), by=viewers["planning_officer"])
    with pytest.raises(ValidationError):
        make_mandate(**facts(paragraph), by=viewers["planning_officer"])


def test_others_do_not_make_mandates(viewers: dict[str, Viewer]) -> None:
    paragraph = a_paragraph(a_document())
    for name in set(viewers) - {"planning_officer"}:
        with pytest.raises(NotPermitted):
            make_mandate(**facts(paragraph), by=viewers[name])
    assert not Mandate.objects.filter(paragraph=paragraph).exists()


def test_many_are_made_all_or_none(viewers: dict[str, Viewer]) -> None:
    document, by = a_document(), viewers["planning_officer"]
    paragraphs = [a_paragraph(document, str(number)) for number in range(1, 4)]
    rows = [facts(each, topics=topics("drugs")) for each in paragraphs]
    draft = facts(a_paragraph(a_document(state=DocumentState.DRAFT)))
    with pytest.raises(WrongRows) as caught:
        make_mandates([*rows, draft], by=by)
    assert list(caught.value.rows) == [3]
    assert not Mandate.objects.filter(paragraph__in=paragraphs).exists()
    assert [named(each) for each in make_mandates(rows, by=by)] == [["drugs"]] * 3


def test_topics_are_those_given_and_what_fell_stays_in_history(viewers: dict[str, Viewer]) -> None:
    by = viewers["planning_officer"]
    mandate = make_mandate(**facts(a_paragraph(a_document()), topics=topics("drugs", "terrorism")), by=by)
    set_topics(mandate, topics=topics("terrorism", "cyber-security"), by=by, reason="It says so")
    assert named(mandate) == ["cyber-security", "terrorism"]
    fallen = MandateTopic.history.filter(mandate_id=mandate.pk, history_type="-")
    assert [(each.topic.slug, each.history_change_reason) for each in fallen] == [("drugs", "It says so")]


def test_first_day_is_as_exact_as_it_is_known(viewers: dict[str, Viewer]) -> None:
    by = viewers["planning_officer"]
    mandate = make_mandate(**facts(a_paragraph(a_document()), valid_until=DAY), by=by)
    set_first_day(mandate, valid_from=DAY, from_precision=Precision.MONTH, by=by, reason="Its preamble")
    assert Mandate.objects.get(pk=mandate.pk).from_precision == Precision.MONTH
    later = DAY + datetime.timedelta(days=1)
    with pytest.raises(ValidationError):
        set_first_day(mandate, valid_from=later, from_precision=Precision.DAY, by=by, reason="Its preamble")
