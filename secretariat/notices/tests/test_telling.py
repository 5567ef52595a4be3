from __future__ import annotations

import datetime

import pytest
from django.utils import translation
from django.utils.translation import gettext_lazy

from secretariat.accounts.models import Person
from secretariat.core.choices import Audience, Way
from secretariat.core.errors import NotPermitted
from secretariat.core.history import keep
from secretariat.core.languages import Labels
from secretariat.core.notice_registry import Kind, add_kind, kinds
from secretariat.core.viewer import Viewer
from secretariat.documents.models import Document
from secretariat.notices.models import Notice, Preference
from secretariat.notices.queries import told, unread_count, ways_of
from secretariat.notices.services import choose_ways, mark_all_read, mark_read, notify, switch_off
from secretariat.parties.queries import operator

pytestmark = pytest.mark.django_db
NOW = datetime.datetime(2026, 11, 22, 9, tzinfo=datetime.UTC)
DATA = {"title": Labels({"en": "The plan", "es": "El plan"}), "day": datetime.date(2026, 11, 2)}


@pytest.fixture
def document() -> Document:
    found: Document = Document.objects.get(symbol="AG/RES. 2619 (XLI-O/11)")
    return found


def hide(document: Document) -> None:
    document.audience = Audience.SECRETARIAT
    keep(document, by=operator(), reason="for the test")


def test_notice_reaches_each_person_once_an_occasion(kind: Kind, cast: dict[str, Person], document: Document) -> None:
    people = [cast["chief"], cast["delegate"]]
    for _time in range(2):
        notify(kind, to=[*people, cast["chief"]], about=document, data=DATA, by=operator())
    found = Notice.objects.filter(kind="sample")
    assert sorted(str(each.person) for each in found) == sorted(map(str, people))
    notify(kind, to=people, about=document, data=DATA, occasion="another", by=operator())
    assert Notice.objects.filter(kind="sample").count() == 4


def test_who_does_it_and_ended_accounts_are_not_told(kind: Kind, viewers: dict[str, Viewer]) -> None:
    by, ended = viewers["planning_officer"], Person.objects.get(pk=viewers["expert"].person.pk)  # type: ignore[union-attr]
    ended.is_active = False
    ended.save()
    assert notify(kind, to=[Person.objects.get(pk=by.person.pk), ended], occasion="x", by=by) == []  # type: ignore[union-attr]


def test_words_stand_in_the_language_of_who_reads(kind: Kind, viewers: dict[str, Viewer], document: Document) -> None:
    data = {"title": gettext_lazy("Documents"), "day": DATA["day"]}
    notices = notify(kind, to=[_person(viewers["chief"])], about=document, data=data, by=operator())
    said = []
    for code in ("en", "es"):
        with translation.override(code):
            said.append(told(notices, viewers["chief"])[0].words)
    assert said == ["Documents is new since November 2, 2026.", "Documentos is new since 2 de noviembre de 2026."]


def test_notice_of_a_record_that_was_hidden_since_says_no_more_than_that(
    kind: Kind, viewers: dict[str, Viewer], document: Document
) -> None:
    people = [_person(viewers[name]) for name in ("chief", "delegate")]
    notices = notify(kind, to=people, about=document, data=DATA, by=operator())
    hide(document)
    by_person = {notice.person_id: notice for notice in notices}
    shown = {name: told([by_person[_person(viewers[name]).pk]], viewers[name])[0] for name in ("chief", "delegate")}
    assert (shown["chief"].words, shown["chief"].address) == (
        "The plan is new since November 2, 2026.",
        document.get_absolute_url(),
    )
    assert (shown["delegate"].words, shown["delegate"].address) == ("A record is new.", "")


def test_notices_are_seen_by_their_person_alone(kind: Kind, viewers: dict[str, Viewer]) -> None:
    notice = notify(kind, to=[_person(viewers["delegate"])], occasion="x", by=operator())[0]
    seen = [name for name, viewer in viewers.items() if notice in Notice.objects.visible_to(viewer)]
    assert (seen, list(Notice.objects.visible_to(operator()))) == (["delegate"], [])
    with pytest.raises(NotPermitted):
        mark_read(notice, by=viewers["administrator"], at=NOW)


def test_reading_counts_down(kind: Kind, viewers: dict[str, Viewer]) -> None:
    chief = viewers["chief"]
    notices = [notify(kind, to=[_person(chief)], occasion=str(number), by=operator())[0] for number in range(3)]
    assert unread_count(chief) == 3
    mark_read(notices[0], by=chief, at=NOW)
    mark_read(notices[0], by=chief, at=NOW + datetime.timedelta(days=1))
    assert (unread_count(chief), Notice.objects.get(pk=notices[0].pk).read_at) == (2, NOW)
    assert (mark_all_read(by=chief, at=NOW), unread_count(chief), unread_count(viewers["anyone"])) == (2, 0, 0)


def test_way_is_the_persons_own_from_the_next_notice_on(kind: Kind, viewers: dict[str, Viewer]) -> None:
    viewer, person = viewers["chief"], _person(viewers["chief"])
    before = notify(kind, to=[person], occasion="1", by=operator())[0]
    choose_ways(person, ways={"sample": Way.DIGEST}, by=viewer)
    after = notify(kind, to=[person], occasion="2", by=operator())[0]
    assert [each.way for each in (before, after)] == [Way.AT_ONCE, Way.DIGEST]
    assert [(row.kind, row.way) for row in Preference.objects.visible_to(viewer)] == [("sample", "digest")]
    assert list(Preference.objects.visible_to(viewers["administrator"])) == []


def test_only_the_person_chooses(kind: Kind, viewers: dict[str, Viewer]) -> None:
    with pytest.raises(NotPermitted):
        choose_ways(_person(viewers["chief"]), ways={"sample": Way.NONE}, by=viewers["administrator"])


def test_digest_is_switched_off_as_a_whole(kind: Kind, viewers: dict[str, Viewer]) -> None:
    person = _person(viewers["chief"])
    switch_off(person, by=viewers["chief"])
    left = {name for name, way in ways_of(person).items() if way != Way.NONE}
    assert left == {each.name for each in kinds() if each.default == Way.AT_ONCE}


@pytest.mark.parametrize("words", ["%(title)s", "two\nlines", "two\rlines"])
def test_kind_whose_subject_could_carry_more_is_refused(words: str) -> None:
    for label, brief in ((words, "x"), ("x", words)):
        with pytest.raises(ValueError, match="hold no data and no line break"):
            add_kind(Kind("wrong", label=label, help="x", words="x", brief=brief))


def _person(viewer: Viewer) -> Person:
    assert viewer.person is not None
    found: Person = Person.objects.get(pk=viewer.person.pk)
    return found
