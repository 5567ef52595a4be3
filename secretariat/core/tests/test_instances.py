from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from secretariat.core.viewer import ANYONE
from secretariat.documents.models import Document, Paragraph
from secretariat.organization.models import Unit

pytestmark = pytest.mark.django_db


def test_rows_that_lead_to_one_record_share_it() -> None:
    rows = list(Paragraph.objects.select_related("document__issuer").order_by("document", "position")[:100])
    documents = {row.document_id: row.document for row in rows}
    assert all(row.document is documents[row.document_id] for row in rows)
    assert len(documents) < len(rows)


def test_a_record_holds_what_its_columns_hold() -> None:
    names = [field.attname for field in Document._meta.concrete_fields]
    for row in Document.objects.order_by("pk").select_related("issuer"):
        values = Document.objects.filter(pk=row.pk).values_list(*names)[0]
        assert tuple(getattr(row, name) for name in names) == values
        assert row.issuer is None or row.issuer.pk == row.issuer_id
    with CaptureQueriesContext(connection) as asked:
        assert [row.issuer for row in Document.objects.filter(issuer=None).select_related("issuer")[:1]] == [None]
    assert len(asked) == 1


def test_a_column_left_out_is_read_when_somebody_asks() -> None:
    row = Document.objects.defer("note", "title").order_by("pk")[0]
    assert row.get_deferred_fields() == {"note", "title"}
    with CaptureQueriesContext(connection) as asked:
        assert row.title == Document.objects.get(pk=row.pk).title
    assert len(asked) == 2


def test_a_link_that_is_told_both_ways_leads_back() -> None:
    unit = Unit.objects.select_related("party").order_by("pk")[0]
    with CaptureQueriesContext(connection) as asked:
        assert unit.party.unit is unit
    assert len(asked) == 0


def test_rows_asked_through_a_record_lead_to_that_one() -> None:
    document = Document.objects.visible_to(ANYONE).filter(paragraphs__isnull=False).order_by("pk")[0]
    assert all(paragraph.document is document for paragraph in document.paragraphs.all())


def test_rows_in_chunks_are_the_same() -> None:
    rows = Paragraph.objects.select_related("document").order_by("pk")
    assert [(each, each.document) for each in rows.iterator(7)] == [(each, each.document) for each in rows]
