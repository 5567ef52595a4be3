from __future__ import annotations

import datetime
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pypdfium2 import PdfDocument

from secretariat.accounts.models import Person
from secretariat.core.choices import Audience
from secretariat.core.history import keep
from secretariat.core.languages import LANGUAGES
from secretariat.core.panel_registry import panel_url, panels_for
from secretariat.core.viewer import Viewer
from secretariat.correspondence.choices import Channel, Purpose, ReceiptState
from secretariat.correspondence.models import Distribution, Enclosure, Receipt
from secretariat.correspondence.queries import unread_receipts
from secretariat.correspondence.services import compose_distribution
from secretariat.correspondence.tests.conftest import NOW, AsPerson, document, send, words
from secretariat.correspondence.tests.mail_server import MailServer
from secretariat.correspondence.tokens import opening_token
from secretariat.documents.models import Document
from secretariat.documents.services import attach_file
from secretariat.organization.models import Unit
from secretariat.parties.models import Party
from secretariat.parties.queries import operator


@pytest.fixture
def guide(public: Document) -> Document:
    """Return the public document with a file, which a State takes."""
    attach_file(public, language="pt", content=b"Guia dos portos", name="guia.txt", by=operator())
    return public


@pytest.fixture
def sent(server: MailServer, guide: Document, draft: Distribution, officer: Viewer) -> Distribution:
    """Return a distribution to Chile and Grenada; Grenada reads Portuguese, and so gets a file."""
    recipient = draft.recipients.get(party__slug="grenada")
    recipient.language = "pt"
    keep(recipient, by=officer, reason="for the test")
    send(draft, officer)
    draft.refresh_from_db()
    return draft


def inbox_of(distribution: Distribution, slug: str) -> Receipt:
    found: Receipt = Receipt.objects.get(
        recipient__distribution=distribution, recipient__party__slug=slug, channel=Channel.INBOX
    )
    return found


def text_of(client: Any, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return str(answer.content.decode())


def test_an_officer_composes_looks_and_sends(
    as_person: AsPerson, public: Document, unit: Unit, server: MailServer
) -> None:
    chief = as_person("chief")
    new = {"unit": str(unit.pk), "purpose": "in_advance", "subject_en": "Papers", "audience": "2"}
    address = chief.post(f"{reverse('distribution-new')}?document={public.slug}", new)["Location"]
    made = Distribution.objects.get()
    assert (address, [each.document for each in made.documents.all()]) == (made.get_absolute_url(), [public])
    add = reverse("distribution-add-recipients", args=(made.pk,))
    assert chief.post(add, {}).status_code == 422
    assert chief.post(add, {"members": ["caricom"], "parties": ["chile"]}).status_code == 302
    assert set(made.recipients.values_list("chosen_as", flat=True)) == {"group", "chosen"}
    panel = next(each for each in panels_for(Distribution) if each.key == "goes-out")
    assert "Port guide (English)" in text_of(chief, panel_url(made, panel))
    place = reverse("distribution-send", args=(made.pk,))
    assert "recipients get it." in text_of(chief, place)
    assert chief.post(place, {"reason": "Ready"}).status_code == 302
    made.refresh_from_db()
    assert (made.state, chief.post(place, {"reason": "Again"}).status_code) == ("sent", 409)


def test_documents_are_added_by_their_symbols(as_person: AsPerson, draft: Distribution, public: Document) -> None:
    officer = as_person("conference_officer")
    place = reverse("distribution-add-documents", args=(draft.pk,))
    assert officer.post(place, {"documents": "2619\nno such thing"}).status_code == 422
    assert officer.post(place, {"documents": "AG/RES. 2619 (XLI-O/11)"}).status_code == 302
    assert draft.documents.count() == 3


def test_a_delegate_sees_what_their_own_state_received_and_no_more(
    as_person: AsPerson, sent: Distribution, cast: dict[str, Person]
) -> None:
    delegate = as_person("delegate")
    panel = next(each for each in panels_for(Distribution) if each.key == "receipts")
    page = text_of(delegate, panel_url(sent, panel))
    assert ("Grenada" in page, "Chile" in page, "@" in page) == (True, False, False)
    assert delegate.get(inbox_of(sent, "chile").get_absolute_url()).status_code == 404
    assert "Documents for the workshop" in text_of(delegate, reverse("received"))
    stranger = as_person("anyone")
    assert stranger.get(sent.get_absolute_url()).status_code == 302
    assert as_person("expert").get(sent.get_absolute_url()).status_code == 404


def test_a_draft_is_for_the_secretariat_alone(as_person: AsPerson, draft: Distribution) -> None:
    opened = {
        who: as_person(who).get(draft.get_absolute_url()).status_code
        for who in ("delegate", "expert", "finance_officer")
    }
    assert opened == {"delegate": 404, "expert": 404, "finance_officer": 200}


def test_opening_and_downloading_leave_their_mark(
    as_person: AsPerson, sent: Distribution, guide: Document, viewers: dict[str, Viewer]
) -> None:
    receipt = inbox_of(sent, "grenada")
    assert unread_receipts(viewers["delegate"]) == 1
    as_person("chief").get(receipt.get_absolute_url())
    receipt.refresh_from_db()
    assert receipt.state == ReceiptState.IN_INBOX  # who sent it does not open it
    delegate = as_person("delegate")
    delegate.get(receipt.get_absolute_url())
    receipt.refresh_from_db()
    assert (receipt.state, receipt.opened_at is not None, unread_receipts(viewers["delegate"])) == ("opened", True, 0)
    enclosed = receipt.enclosures.get(document=guide)
    answer: Any = delegate.get(reverse("enclosure-file", args=(enclosed.pk,)))
    assert (b"".join(answer.streaming_content), answer["Content-Disposition"]) == (
        b"Guia dos portos",
        'attachment; filename="guia.txt"',
    )
    receipt.refresh_from_db()
    enclosed.refresh_from_db()
    assert (receipt.state, enclosed.downloaded_at is not None) == ("downloaded", True)
    assert as_person("second_delegate").get(reverse("enclosure-file", args=(enclosed.pk,))).status_code == 404
    assert as_person("chief").get(reverse("enclosure-file", args=(enclosed.pk,))).status_code == 404


def test_what_may_be_read_no_more_is_not_given_any_more(
    as_person: AsPerson, sent: Distribution, guide: Document
) -> None:
    enclosed = inbox_of(sent, "grenada").enclosures.get(document=guide)
    guide.audience = Audience.SECRETARIAT
    keep(guide, by=operator(), reason="for the test")
    assert as_person("delegate").get(reverse("enclosure-file", args=(enclosed.pk,))).status_code == 404


def link_of(sent: Distribution, slug: str = "grenada") -> tuple[Receipt, str]:
    receipts = Receipt.objects.filter(recipient__distribution=sent, channel=Channel.MAIL)
    receipt = receipts.get(recipient__party__slug=slug)
    return receipt, reverse("distribution-open", args=(opening_token(receipt),))


@time_machine.travel(NOW, tick=False)
def test_the_link_in_mail_opens_by_its_button_alone(as_person: AsPerson, sent: Distribution, guide: Document) -> None:
    receipt, link = link_of(sent)
    stranger = as_person("anyone")
    assert "Port guide" not in text_of(stranger, link)  # a program that guards a mailbox looks, and opens nothing
    receipt.refresh_from_db()
    assert receipt.state == ReceiptState.SENT
    page = stranger.post(link).content.decode()
    assert ("Port guide" in page, "Zqx for States" in page) == (True, True)
    receipt.refresh_from_db()
    assert receipt.state == ReceiptState.OPENED
    enclosed = receipt.enclosures.get(document=guide)
    taken = stranger.post(link, {"file": str(enclosed.pk)})
    assert b"".join(taken.streaming_content) == b"Guia dos portos"  # type: ignore[attr-defined]
    receipt.refresh_from_db()
    assert receipt.state == ReceiptState.DOWNLOADED


@time_machine.travel(NOW, tick=False)
def test_the_link_reveals_what_the_recipient_may_see_and_no_more(
    as_person: AsPerson, sent: Distribution, for_states: Document, guide: Document
) -> None:
    receipt, link = link_of(sent)
    other, _link = link_of(sent, "chile")
    foreign = other.enclosures.get(document=guide)
    stranger = as_person("anyone")
    assert stranger.post(link, {"file": str(foreign.pk)}).status_code == 404
    for_states.audience = Audience.SECRETARIAT
    keep(for_states, by=operator(), reason="for the test")
    assert "Zqx" not in stranger.post(link).content.decode()
    assert receipt.enclosures.count() == 2


@time_machine.travel(NOW, tick=False)
def test_a_document_of_one_state_asks_to_sign_in(
    as_person: AsPerson, server: MailServer, unit: Unit, officer: Viewer
) -> None:
    grenada = Party.objects.get(slug="grenada")
    own = document("Zqx of Grenada", Audience.NAMED, issuer=grenada)
    made = compose_distribution(
        unit=unit, purpose=Purpose.OTHER, subject=words("Yours"), documents=[own], recipients=[grenada], by=operator(),
        on=NOW.date(),
    )  # fmt: skip
    send(made, operator())
    page = as_person("anyone").post(link_of(made)[1]).content.decode()
    assert ("Zqx" in page, "sign in to read them" in page) == (False, True)
    assert "Zqx of Grenada" in text_of(as_person("delegate"), reverse("panel", args=(
        "correspondence.receipt", inbox_of(made, "grenada").pk, "documents",
    )))  # fmt: skip


def test_a_link_ends(as_person: AsPerson, sent: Distribution) -> None:
    _receipt, link = link_of(sent)
    stranger = as_person("anyone")
    opened = {}
    for days in (90, 91):
        with time_machine.travel(NOW + datetime.timedelta(days=days), tick=False):
            opened[days] = stranger.get(link).status_code
    assert opened == {90: 200, 91: 404}
    assert stranger.get(reverse("distribution-open", args=("no-such-token",))).status_code == 404


def words_of(pdf: bytes) -> str:
    return " ".join(page.get_textpage().get_text_bounded() for page in PdfDocument(pdf))


def test_the_proof_names_documents_recipients_and_states(
    as_person: AsPerson, sent: Distribution, cast: dict[str, Person]
) -> None:
    place = reverse("distribution-proof", args=(sent.pk,))
    full = words_of(as_person("chief").get(place).content)
    own = words_of(as_person("delegate").get(place).content)
    digest = Enclosure.objects.exclude(sha256="").values_list("sha256", flat=True)[0]
    told = [
        ("Proof of distribution" in text, "Grenada" in text, "Chile" in text, cast["delegate"].email in text)
        for text in (full, own)
    ]
    assert told == [(True, True, True, True), (True, True, False, False)]
    assert digest[:20] in full.replace("\n", "").replace("\r", "").replace(" ", "")
    assert as_person("expert").get(place).status_code == 404


def test_a_draft_has_no_proof(as_person: AsPerson, draft: Distribution) -> None:
    assert as_person("chief").get(reverse("distribution-proof", args=(draft.pk,))).status_code == 404


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_open_in_every_language(as_person: AsPerson, sent: Distribution, language: str) -> None:
    places = [reverse("distributions"), sent.get_absolute_url(), inbox_of(sent, "chile").get_absolute_url()]
    for place in places:
        page = as_person("chief").get(place, {"language": language})
        assert (page.status_code, page["Content-Language"]) == (200, language)


def test_resending_and_bouncing_by_page(as_person: AsPerson, sent: Distribution) -> None:
    receipt, _link = link_of(sent)
    chief = as_person("chief")
    assert chief.post(reverse("receipt-bounce", args=(receipt.pk,)), {"said": "550 full"}).status_code == 302
    again = reverse("receipt-resend", args=(receipt.pk,))
    assert chief.post(again, {"reason": ""}).status_code == 422
    assert chief.post(again, {"reason": "The mailbox is open again"}).status_code == 302
    receipt.refresh_from_db()
    assert receipt.state == ReceiptState.QUEUED
    assert as_person("delegate").get(again).status_code in {403, 404}


@pytest.mark.parametrize("count", [1, 20])
def test_the_list_asks_alike_for_one_and_many(
    as_person: AsPerson, draft: Distribution, unit: Unit, officer: Viewer, count: int
) -> None:
    for number in range(count):
        compose_distribution(
            unit=unit,
            purpose=Purpose.OTHER,
            subject=words(f"No {number}"),
            by=officer,
            on=NOW.date(),
        )
    client = as_person("chief")
    client.get(reverse("distributions"))
    with CaptureQueriesContext(connection) as asked:
        client.get(reverse("distributions"))
    assert len(asked) == 9


def test_a_preferred_language_is_recorded_from_the_page_of_the_state(as_person: AsPerson, sent: Distribution) -> None:
    officer, chile = as_person("conference_officer"), Party.objects.get(slug="chile")
    place = reverse("preferred-language", args=("chile",))
    assert officer.post(place, {"language": "es", "source": "Note 7"}).status_code == 302
    panel = next(each for each in panels_for(Party) if each.key == "received")
    page = text_of(officer, panel_url(chile, panel))
    assert ("Español" in page, place in page, "Documents for the workshop" in page) == (True, True, True)
    assert as_person("chief").post(place, {"language": "fr"}).status_code == 403
    assert as_person("delegate").get(panel_url(chile, panel)).status_code == 404
