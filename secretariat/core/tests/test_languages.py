from __future__ import annotations

import json

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from secretariat.core.languages import LANGUAGES, Labels, TranslatedFormField, label_in
from secretariat.topics.models import Topic

words = st.dictionaries(st.sampled_from(LANGUAGES), st.text(min_size=1).filter(str.strip), max_size=4)


def test_labels_speak_the_readers_language_and_fall_back() -> None:
    labels = Labels({"en": "port", "es": "puerto"})
    with translation.override("es"):
        assert str(labels) == "puerto"
    with translation.override("fr"):
        assert str(labels) == "port"
    assert str(Labels()) == ""


def test_labels_say_which_languages_are_missing() -> None:
    assert Labels({"en": "port", "fr": "port"}).missing() == ("es", "pt")
    assert Labels().missing() == ()


@given(words)
def test_labels_are_the_same_after_being_stored(given_words: dict[str, str]) -> None:
    labels = Labels(given_words, ("es",))
    stored = json.loads(json.dumps(labels.stored()))
    again = Labels(stored, tuple(stored.get("ours", ())))
    assert again == labels
    assert hash(again) == hash(labels)


@pytest.mark.django_db
def test_words_that_look_like_data_stay_words() -> None:
    topic = Topic.objects.first()
    assert topic is not None
    Topic.objects.filter(pk=topic.pk).update(label=Labels({"en": '{"es": "x"}', "es": "123"}))
    topic.refresh_from_db()
    assert dict(topic.label) == {"en": '{"es": "x"}', "es": "123"}


@pytest.mark.django_db
def test_search_in_one_language_finds_letters_with_accents() -> None:
    topic = Topic.objects.first()
    assert topic is not None
    Topic.objects.filter(pk=topic.pk).update(label=Labels({"en": "child", "es": "niño"}))
    assert [row.pk for row in Topic.objects.filter(label__es__icontains="niño")] == [topic.pk]
    assert Topic.objects.filter(label__en__icontains="niño").count() == 0


@pytest.mark.django_db
def test_sorting_by_a_language_follows_that_language() -> None:
    first, second = Topic.objects.all()[:2]
    Topic.objects.filter(pk=first.pk).update(label=Labels({"en": "a", "es": "zz"}))
    Topic.objects.filter(pk=second.pk).update(label=Labels({"en": "b"}))
    rows = Topic.objects.filter(pk__in=(first.pk, second.pk))
    assert [row.pk for row in rows.order_by(label_in("label", "en"))] == [first.pk, second.pk]
    assert [row.pk for row in rows.order_by(label_in("label", "es"))] == [second.pk, first.pk]


def test_form_asks_for_at_least_one_language() -> None:
    field = TranslatedFormField(required=True)
    assert field.clean(["", "puerto", "", ""]) == Labels({"es": "puerto"})
    with pytest.raises(ValidationError):
        field.clean(["", "", "", ""])
