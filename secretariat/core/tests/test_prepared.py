from __future__ import annotations

import uuid
from dataclasses import replace

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.db.models import QuerySet
from django.db.models.functions import Lower
from django.test.utils import CaptureQueriesContext

from secretariat.core.choices import Audience
from secretariat.core.prepared import by_key, prepared, prepared_for_person
from secretariat.core.viewer import ANYONE, Viewer
from secretariat.documents.models import Document, Paragraph
from secretariat.parties.models import Role
from secretariat.topics.models import Topic


@prepared
def paragraphs_of(viewer: Viewer, documents: list[uuid.UUID]) -> QuerySet[Paragraph]:
    rows = Paragraph.objects.visible_to(viewer).filter(document__in=documents).select_related("document__issuer")
    return rows.order_by("document", "position")


@prepared
def numbers_at(viewer: Viewer, slug: str, number: str) -> QuerySet[Paragraph, tuple[uuid.UUID, str]]:
    visible = Paragraph.objects.visible_to(viewer)
    return visible.filter(document__slug=slug, number=number).values_list("pk", "number")


def plainly(viewer: Viewer, documents: list[uuid.UUID]) -> list[Paragraph]:
    rows = Paragraph.objects.visible_to(viewer).filter(document__in=documents)
    return list(rows.order_by("document", "position"))


@pytest.mark.django_db
@pytest.mark.parametrize("number", [0, 1, 2, 11, 12, 20])
def test_rows_are_those_of_the_same_question_asked_plainly(number: int) -> None:
    own = list(Document.objects.order_by("slug").values_list("pk", flat=True)[:number])
    for keys in (own, own[::-1], own[1:]):
        assert paragraphs_of(ANYONE, keys) == plainly(ANYONE, keys)


@pytest.mark.django_db
def test_the_second_time_asks_the_database_alone() -> None:
    first, second = Document.objects.filter(paragraphs__isnull=False).distinct().order_by("slug")[:2]
    paragraphs_of(ANYONE, [first.pk])
    with CaptureQueriesContext(connection) as asked:
        rows = paragraphs_of(ANYONE, [second.pk])
        assert {str(row.document.issuer) for row in rows} == {str(second.issuer)}
    assert len(asked) == (1 if second.issuer_id is None else 2)  # the second is for second.issuer itself


@pytest.mark.django_db
def test_strings_are_keys_whatever_they_hold() -> None:
    held = Paragraph.objects.select_related("document").order_by("id")[0]
    assert numbers_at(ANYONE, held.document.slug, held.number) == [(held.pk, held.number)]
    assert [numbers_at(ANYONE, held.document.slug, words) for words in ("%s", "' OR 1=1 --", "")] == [[], [], []]


@pytest.mark.django_db
def test_each_scope_has_its_own_statement(viewers: dict[str, Viewer]) -> None:
    hidden = Paragraph.objects.select_related("document").order_by("id")[0].document
    Document.objects.filter(pk=hidden.pk).update(audience=Audience.SECRETARIAT)
    seen = {name: bool(paragraphs_of(viewers[name], [hidden.pk])) for name in ("chief", "anyone", "delegate", "chief")}
    assert seen == {"chief": True, "anyone": False, "delegate": False}


@pytest.mark.django_db
def test_what_depends_on_a_person_is_not_shared(viewers: dict[str, Viewer]) -> None:
    @prepared
    def roles(viewer: Viewer) -> QuerySet[Role]:
        return Role.objects.visible_to(viewer).order_by("id")

    nobody = Viewer(clearance=viewers["expert"].clearance)
    assert roles(viewers["expert"]) == list(Role.objects.visible_to(nobody).order_by("id"))


@pytest.mark.django_db
def test_question_that_asks_for_the_person_is_each_persons_own(viewers: dict[str, Viewer]) -> None:
    @prepared_for_person
    def roles(viewer: Viewer) -> QuerySet[Role]:
        return Role.objects.visible_to(viewer).order_by("id")

    others = {name: replace(viewers["expert"], person=viewers[name].person) for name in ("expert", "chief", "delegate")}
    nobody = replace(viewers["expert"], person=None)
    for viewer in (*others.values(), nobody, *others.values()):
        assert roles(viewer) == list(Role.objects.visible_to(viewer).order_by("id"))
    assert len({tuple(roles(viewer)) for viewer in others.values()}) == 3


@pytest.mark.django_db
def test_question_that_does_not_ask_for_the_person_is_shared(viewers: dict[str, Viewer]) -> None:
    built = []

    @prepared_for_person
    def documents(viewer: Viewer) -> QuerySet[Document]:
        built.append(viewer)
        return Document.objects.visible_to(viewer).order_by("id")

    same = replace(viewers["chief"], person=viewers["expert"].person)
    assert documents(viewers["chief"]) == documents(same)
    assert len(built) == 1


@pytest.mark.django_db
def test_key_that_is_changed_on_its_way_is_refused() -> None:
    @prepared
    def folded(_viewer: Viewer, slug: str) -> QuerySet[Topic]:
        return Topic.objects.annotate(folded=Lower("slug")).filter(folded__startswith=slug)

    with pytest.raises(ImproperlyConfigured, match="does not reach the statement"):
        folded(ANYONE, "a")


@pytest.mark.django_db
def test_question_without_an_answer_is_not_asked() -> None:
    @prepared
    def nothing(_viewer: Viewer, topic: uuid.UUID) -> QuerySet[Topic]:
        return Topic.objects.none().filter(pk=topic)

    with CaptureQueriesContext(connection) as asked:
        assert nothing(ANYONE, uuid.uuid4()) == []
    assert len(asked) == 0


def test_rows_by_key_keep_their_order() -> None:
    rows = [Topic(slug=f"t{number}", kind=kind) for number, kind in enumerate("abab")]
    assert {kind: [row.slug for row in found] for kind, found in by_key(rows, "kind").items()} == {
        "a": ["t0", "t2"],
        "b": ["t1", "t3"],
    }
