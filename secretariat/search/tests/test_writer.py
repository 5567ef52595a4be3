"""The index follows what is written: all of it, whatever happens to whoever writes it."""

from __future__ import annotations

import datetime
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

import pytest
from django.conf import LazySettings
from django.db import connection, transaction
from django.utils import timezone

from secretariat.core.choices import Audience
from secretariat.core.history import change_all, keep, keep_all, take_out
from secretariat.core.identifiers import new_identifier
from secretariat.core.languages import Labels
from secretariat.core.ledgers import append
from secretariat.core.viewer import ANYONE, Viewer
from secretariat.documents.choices import DocumentKind, DocumentState
from secretariat.documents.models import Document, Paragraph
from secretariat.documents.services import attach_file, enter_document, import_text, read_text_of
from secretariat.mandates.models import MandateTopic
from secretariat.parties.queries import loader, operator
from secretariat.search import outbox
from secretariat.search.asking import Question, ask
from secretariat.search.index import Busy, NoIndex, current_folder, open_index, writing
from secretariat.search.models import Change, CurrentTransaction
from secretariat.search.writer import Indexer, position_in
from secretariat.topics.choices import TopicKind
from secretariat.topics.models import Topic

pytestmark = pytest.mark.django_db
T = TypeVar("T")
WORD = "quokkaspotting"  # stands nowhere else
PARAGRAPH = {"document__symbol": "AG/RES. 2619 (XLI-O/11)", "number": "4.b"}


def count(*words: str, **filters: str) -> int:
    return ask(Question(words, filters), ANYONE).count


def labels(words: str) -> Labels:
    return Labels(dict.fromkeys(("en", "es", "pt", "fr"), words))


def a_topic(words: str = WORD, key: str = "quokkas") -> Topic:
    return Topic(slug=key, label=labels(words), kind=TopicKind.values[0])


def test_one_record_made_changed_and_taken_out(indexer: Indexer) -> None:
    assert count(WORD) == 0
    topic = keep(a_topic(), by=loader())
    assert count(WORD) == 0, "nothing is found before the outbox is read"
    indexer.catch_up()
    assert count(WORD) == 1
    topic.label = labels("wombats at night")
    keep(topic, by=loader())
    indexer.catch_up()
    assert (count(WORD), count("wombats")) == (0, 1)
    take_out(topic, by=loader(), reason="never held")
    indexer.catch_up()
    assert count("wombats") == 0


def test_many_records_made_and_changed_at_once(indexer: Indexer) -> None:
    topics = keep_all([a_topic(key=f"quokkas-{number}") for number in range(30)], by=loader(), reason="many")
    indexer.catch_up()
    assert count(WORD) == 30
    for topic in topics:
        topic.label = labels("numbats")
    change_all(topics, ["label"], by=loader(), reason="others")
    indexer.catch_up()
    assert (count(WORD), count("numbats")) == (0, 30)


def test_a_document_that_closes_takes_its_paragraphs_along(indexer: Indexer) -> None:
    paragraph = Paragraph.objects.select_related("document").get(**PARAGRAPH)
    import_text(paragraph, language="es", text=f"El {WORD} sigue.", source="a page", by=loader())
    indexer.catch_up()
    assert count(WORD) == 1
    document = paragraph.document
    for value, found in ((Audience.SECRETARIAT, 0), (Audience.PUBLIC, 1)):
        document.audience = value
        keep(document, by=loader())
        indexer.catch_up()
        assert count(WORD) == found
    document.state = DocumentState.WITHDRAWN
    keep(document, by=loader())
    indexer.catch_up()
    assert count(WORD) == count("2619") == 0


def test_the_words_of_a_file_are_found_with_its_document_by_those_who_may_read_it(indexer: Indexer) -> None:
    by, secret, state = operator(), Audience.SECRETARIAT, DocumentState.DRAFT
    draft = enter_document("", labels("A draft"), DocumentKind.REPORT, None, by=by, audience=secret, state=state)
    file = attach_file(draft, language="es", content=f"El {WORD} duerme".encode(), name="a.txt", by=by)
    indexer.catch_up()
    assert count(WORD) == 0
    read_text_of(file, by=by)
    indexer.catch_up()
    inside = Viewer(clearance=Audience.SECRETARIAT)
    assert (count(WORD), _count_for(inside, WORD)) == (0, 1)
    attach_file(draft, language="es", content=b"Otro animal duerme", name="b.txt", by=by)
    indexer.catch_up()
    assert _count_for(inside, WORD) == 0


def _count_for(viewer: Viewer, *typed: str) -> int:
    return ask(Question(typed, {}), viewer).count


def test_what_upper_apps_add_follows_too(indexer: Indexer) -> None:
    topic = keep(a_topic(), by=loader())
    paragraph = Paragraph.objects.select_related("mandate").get(**PARAGRAPH)
    link = keep(MandateTopic(mandate=paragraph.mandate, topic=topic), by=loader())
    indexer.catch_up()
    of_topic = {"topic": str(topic.pk)}
    assert count("2619", "4b", **of_topic) == 1
    take_out(link, by=loader(), reason="not about that")
    indexer.catch_up()
    assert count("2619", "4b", **of_topic) == 0


def test_nothing_is_noted_of_what_is_rolled_back(indexer: Indexer) -> None:
    before = Change.objects.count()
    with transaction.atomic():
        keep(a_topic(), by=loader())
        transaction.set_rollback(True)
    assert Change.objects.count() == before
    indexer.catch_up()
    assert count(WORD) == 0


def test_reading_the_outbox_twice_changes_nothing(indexer: Indexer) -> None:
    keep(a_topic(), by=loader())
    indexer.catch_up()
    before = count()
    again = Indexer()
    again.catch_up()
    assert (count(WORD), count(), again.catch_up()) == (1, before, 0)


def test_the_index_remembers_how_far_it_read(indexer: Indexer) -> None:
    keep(a_topic(), by=loader())
    indexer.catch_up()
    newest = Change.objects.order_by("transaction", "id").last()
    assert newest is not None
    kept = position_in(open_index(current_folder()))
    horizon = outbox.horizon()
    if horizon is None or newest.transaction < horizon:
        assert kept == outbox.position_of(newest)
    else:  # this test's own transaction goes on, so that the position may not pass it
        assert kept < outbox.position_of(newest)


def test_another_database_is_noticed_and_read_anew(indexer: Indexer) -> None:
    keep(a_topic(), by=loader())
    indexer.catch_up()
    with writing():
        index = open_index(current_folder())
        position = outbox.Position(0, 10**9, "of another database")
        from_elsewhere(index, position)
    folder = current_folder()
    Indexer().catch_up()
    assert current_folder() != folder
    assert count(WORD) == 1


def from_elsewhere(index: object, position: outbox.Position) -> None:
    from secretariat.search import writer as module  # noqa: PLC0415 - only this test forges a position

    with module._writer(index, module.HEAP) as writer:  # type: ignore[arg-type]
        module._write_position(writer, position)


def test_an_index_of_another_version_is_not_read(
    indexer: Indexer, settings: LazySettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("secretariat.search.index.MADE_BY", "another")
    with pytest.raises(NoIndex):
        count(WORD)
    Indexer().catch_up()
    assert count("2619") > 0
    assert len([each for each in Path(settings.SEARCH_INDEX).iterdir() if each.is_dir()]) == 1


def test_a_second_writer_is_told_to_wait(indexer: Indexer) -> None:
    keep(a_topic(), by=loader())
    with writing():
        for attempt in (Indexer().catch_up, Indexer().rebuild):
            with pytest.raises(Busy):
                attempt()
    Indexer().catch_up()
    assert count(WORD) == 1


def test_searching_goes_on_while_the_index_is_made_anew(indexer: Indexer) -> None:
    before, answers, ended = count("2619"), set[int](), threading.Event()

    def search() -> None:
        while not ended.is_set():
            answers.add(count("2619"))

    reader = threading.Thread(target=search)
    reader.start()
    for _turn in range(3):
        indexer.rebuild()
    ended.set()
    reader.join()
    assert answers == {before}


def test_a_rebuild_that_fails_leaves_the_old_index(indexer: Indexer) -> None:
    folder, before = current_folder(), count("2619")

    def stop(_searchable: object, _done: int) -> None:
        raise OSError("the disk is full")

    with pytest.raises(OSError, match="full"):
        indexer.rebuild(progress=stop)
    assert (current_folder(), count("2619")) == (folder, before)
    keep(a_topic(), by=loader())
    indexer.catch_up()
    assert count(WORD) == 1
    indexer.rebuild()
    assert len([each for each in folder.parent.iterdir() if each.is_dir()]) == 1


def test_old_notes_are_cleared_away_but_the_newest(indexer: Indexer) -> None:
    keep(a_topic(), by=loader())
    old = timezone.now() - outbox.KEPT - datetime.timedelta(hours=1)
    Change.objects.update(at=old)
    assert outbox.clear_old() > 0
    assert Change.objects.count() == 1
    indexer.catch_up()
    assert count(WORD) == 1


def test_a_document_is_noted_once_for_each_write(indexer: Indexer) -> None:
    position = outbox.safe_end()
    known = {each.pk for each in outbox.after(position, without=set(), most=10_000)}
    document = Document(slug="quokka", kind=DocumentKind.REPORT, title=labels(WORD))
    keep(document, by=loader())
    noted = outbox.after(position, without=known, most=10)
    assert [(each.label, each.record) for each in noted] == [("documents.document", document.pk)]


def committed(work: Callable[[], T]) -> Future[T]:
    """Do work over a connection of its own, beside this test's transaction; what it writes is committed."""

    def alone() -> T:
        try:
            return work()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(alone)


def note_topic() -> None:
    append([Change(label="topics.topic", record=new_identifier(), transaction=CurrentTransaction())])


@pytest.mark.postgres
@pytest.mark.skipif(connection.vendor != "postgresql", reason="one writes at a time elsewhere")
def test_a_slow_transaction_loses_nothing() -> None:
    """A smaller number that shows later is still read: the position waits for every transaction begun before."""
    begun, may_end = threading.Event(), threading.Event()
    known = committed(lambda: set(Change.objects.values_list("pk", flat=True))).result()

    def slow() -> None:
        try:
            with transaction.atomic():
                note_topic()
                begun.set()
                may_end.wait(20)
        finally:
            connection.close()

    thread = threading.Thread(target=slow)
    thread.start()
    assert begun.wait(20)
    committed(note_topic).result()
    start = committed(outbox.safe_end).result()
    first = committed(lambda: outbox.after(start, without=known, most=10)).result()
    may_end.set()
    thread.join()
    read = known | {each.pk for each in first}
    rest = committed(lambda: outbox.after(start, without=read, most=10)).result()
    committed(lambda: Change.objects.filter(pk__in=[each.pk for each in (*first, *rest)]).delete()).result()
    assert (len(first), len(rest)) == (1, 1)
    assert rest[0].pk < first[0].pk
    assert start != outbox.position_of(first[0])  # it waited; others on this server may hold it back further
