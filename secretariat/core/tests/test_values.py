"""Values from outside: what is read, what is refused, in words that name what was wrong."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from secretariat.core.languages import Labels
from secretariat.core.resources import Fact, asked_of
from secretariat.core.values import read_value, read_values
from secretariat.core.viewer import ANYONE, Viewer
from secretariat.documents.models import Document
from secretariat.mandates.choices import Priority
from secretariat.mandates.models import Mandate
from secretariat.parties.models import Party
from secretariat.plans.models import Activity

NOT_OF_ITS_KIND = "This is not a value of this kind."


def fact(model: Any, name: str) -> Fact:
    return asked_of(model, name)[0]


@pytest.mark.parametrize(
    ("asked", "given", "read"),
    [
        (fact(Document, "date"), "2011-06-07", datetime.date(2011, 6, 7)),
        (fact(Document, "date"), "", None),
        (fact(Document, "series"), "  OEA ", "OEA"),
        (fact(Document, "audience"), "2", 2),
        (fact(Document, "is_uncertain"), "true", True),
        (fact(Document, "is_uncertain"), False, False),
        (fact(Document, "title"), {"en": " A title ", "fr": None}, Labels({"en": "A title"})),
        (fact(Activity, "quantity"), 3.0, 3),
        (fact(Party, "variants"), ["C.C.", " CC "], ["C.C.", "CC"]),
        (fact(Party, "variants"), None, []),
        (fact(Mandate, "priority"), "", Priority.NORMAL),
    ],
)
def test_value_is_read(asked: Fact, given: Any, read: Any) -> None:
    value = read_value(asked, given, ANYONE)
    assert (value, type(value)) == (read, type(read))


@pytest.mark.parametrize(
    ("asked", "given", "said"),
    [
        (fact(Document, "date"), 20110607, NOT_OF_ITS_KIND),
        (
            fact(Document, "date"),
            "2011-13-01",
            "“2011-13-01” value has the correct format (YYYY-MM-DD) but it is an invalid date.",
        ),
        (fact(Document, "series"), ["a"], NOT_OF_ITS_KIND),
        (fact(Document, "series"), "a\0b", NOT_OF_ITS_KIND),
        (fact(Document, "series"), True, NOT_OF_ITS_KIND),
        (fact(Document, "is_uncertain"), 1, NOT_OF_ITS_KIND),
        (fact(Document, "title"), "A title", "Give the words by language: en, es, pt, fr."),
        (fact(Document, "title"), {"de": "Titel"}, "Unknown language: de."),
        (fact(Document, "title"), {"en": " "}, "This field is required."),
        (fact(Activity, "quantity"), 1.5, NOT_OF_ITS_KIND),
        (fact(Activity, "quantity"), True, NOT_OF_ITS_KIND),
        (fact(Party, "variants"), "CC", "Give a list of at most 200 values."),
        (fact(Party, "variants"), [""], NOT_OF_ITS_KIND),
        (fact(Mandate, "priority"), "urgent", "“urgent” is not one of: high, normal, low."),
    ],
)
def test_value_is_refused(asked: Fact, given: Any, said: str) -> None:
    with pytest.raises(ValidationError) as caught:
        read_value(asked, given, ANYONE)
    assert caught.value.messages == [said]


@pytest.mark.django_db
def test_every_objection_is_said_at_once(viewers: dict[str, Viewer]) -> None:
    facts = asked_of(Document, "title", "kind", "issuer")
    with pytest.raises(ValidationError) as caught:
        read_values(facts, {"kind": "novel", "issuer": "nobody", "password": "x"}, ANYONE, partial=False)
    assert set(caught.value.message_dict) == {"title", "kind", "issuer", "password"}
