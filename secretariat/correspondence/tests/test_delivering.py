from __future__ import annotations

import datetime
from email.message import EmailMessage
from typing import Any

import pytest
from django.conf import LazySettings
from django.db import IntegrityError, transaction

from secretariat.accounts.models import Person
from secretariat.core.choices import Audience
from secretariat.core.errors import NotPermitted, Refused
from secretariat.core.history import keep, timeline
from secretariat.core.mail_door import PATIENCE, PAUSES
from secretariat.core.viewer import Viewer
from secretariat.correspondence.choices import Channel, DistributionState, ReceiptState, Withheld
from secretariat.correspondence.models import Distribution, Enclosure, Receipt
from secretariat.correspondence.services import record_as_sent, resend_receipt, send_distribution
from secretariat.correspondence.services.delivering import give
from secretariat.correspondence.tests.conftest import NOW, document, send, work
from secretariat.correspondence.tests.mail_server import MailServer
from secretariat.correspondence.tokens import digest_of, opening_token
from secretariat.documents.models import Document
from secretariat.notices.models import Notice
from secretariat.organization.models import Unit
from secretariat.parties.models import Party, Role
from secretariat.parties.queries import operator
from secretariat.parties.services import withdraw_role

LATER = NOW + datetime.timedelta(days=9)


def states_of(distribution: Distribution, channel: Channel = Channel.MAIL) -> dict[str, str]:
    rows = Receipt.objects.filter(recipient__distribution=distribution, channel=channel)
    return dict(rows.values_list("recipient__party__slug", "state"))


def mailed(server: MailServer, address: str) -> EmailMessage:
    return next(message for _sender, recipient, message in server.taken if recipient == address)


def hide(document: Document) -> None:
    document.audience = Audience.SECRETARIAT
    keep(document, by=operator(), reason="for the test")


def plain(message: EmailMessage) -> str:
    part: Any = message.get_body(("plain",))
    return str(part.get_content()).replace("\r\n", "\n")


def test_each_recipient_gets_it_once_by_mail_and_in_the_inbox(
    server: MailServer, draft: Distribution, officer: Viewer, cast: dict[str, Person]
) -> None:
    assert send(draft, officer) == {"in_inbox": 2, "sent": 2}
    assert (work(), work(LATER)) == ({}, {})
    assert server.addresses == sorted([cast["delegate"].email, cast["second_delegate"].email])
    draft.refresh_from_db()
    assert (draft.state, draft.sent_at, draft.done_at) == (DistributionState.DONE, NOW, NOW)
    assert states_of(draft, Channel.INBOX) == {"chile": "in_inbox", "grenada": "in_inbox"}
    assert Enclosure.objects.filter(withheld="").count() == 8  # two documents, two States, two ways
    assert Notice.objects.filter(kind="documents-received").count() == 2


def test_mail_is_plain_first_in_the_recipients_language_and_carries_no_more_than_it_may(
    server: MailServer, draft: Distribution, officer: Viewer, cast: dict[str, Person]
) -> None:
    cast["delegate"].language = "es"
    cast["delegate"].save()
    draft.recipients.update(language="es")
    send(draft, officer)
    message = mailed(server, cast["delegate"].email)
    receipt = Receipt.objects.get(address=cast["delegate"].email)
    assert [part.get_content_type() for part in message.iter_parts()] == ["text/plain", "text/html"]
    assert (message["Subject"], message["From"]) == ("Documents for the workshop", "secretariat@example.org")
    assert (message["Content-Language"], message["Message-ID"]) == ("es", f"<{receipt.pk}@testserver>")
    text = plain(message)
    assert "- Port guide (Español)\n" in text
    assert f"https://testserver/received/by-link/{opening_token(receipt)}/" in text
    assert ("Zqx" in message.as_string(), receipt.digest) == (False, digest_of(opening_token(receipt)))


def test_the_installation_may_let_mail_name_what_is_for_states(
    server: MailServer, draft: Distribution, officer: Viewer, cast: dict[str, Person], settings: LazySettings
) -> None:
    settings.MAIL_CARRIES = int(Audience.STATES)
    send(draft, officer)
    assert "- Zqx for States (English)\n" in plain(mailed(server, cast["delegate"].email))


def test_it_comes_back_to_an_address_of_its_own(server: MailServer, draft: Distribution, officer: Viewer) -> None:
    send(draft, officer)
    senders = sorted(sender for sender, _recipient, _message in server.taken)
    mailed_as = Receipt.objects.filter(channel=Channel.MAIL)
    assert [each[: len("bounces+") + 32] for each in senders] == sorted(f"bounces+{each.pk.hex}" for each in mailed_as)
    assert max(len(each.split("@")[0]) for each in senders) <= 64


def test_nobody_receives_what_they_may_not_see_by_then(
    server: MailServer, draft: Distribution, officer: Viewer, cast: dict[str, Person], for_states: Document
) -> None:
    send_distribution(draft, by=officer, at=NOW)
    hide(for_states)
    work()
    found = Enclosure.objects.filter(document=for_states).values_list("withheld", flat=True)
    assert set(found) == {Withheld.NOT_READABLE}
    assert plain(mailed(server, cast["delegate"].email)).count("\n- ") == 1


def test_a_document_of_one_state_reaches_that_state_alone(
    server: MailServer, draft: Distribution, officer: Viewer, public: Document, states: list[Party]
) -> None:
    chile, grenada = states
    own = document("Zqx of Chile", Audience.NAMED, issuer=chile)
    draft.documents.get(document=public)
    from_the_house = Document.objects.get(pk=own.pk)
    row = draft.documents.model(distribution=draft, document=from_the_house, position=9)
    keep(row, by=operator(), reason="for the test")
    send(draft, officer)
    found = Enclosure.objects.filter(document=own).values_list("receipt__recipient__party__slug", "withheld").distinct()
    assert dict(found) == {chile.slug: "", grenada.slug: Withheld.NOT_READABLE}


def test_who_may_read_nothing_of_it_gets_nothing(
    server: MailServer, draft: Distribution, officer: Viewer, public: Document, for_states: Document
) -> None:
    send_distribution(draft, by=officer, at=NOW)
    hide(public)
    hide(for_states)
    assert (work(), server.taken) == ({"withheld": 4}, [])
    assert Notice.objects.filter(kind="documents-received").count() == 0


def test_an_address_that_is_no_contact_any_more_gets_nothing(
    server: MailServer, draft: Distribution, officer: Viewer, cast: dict[str, Person]
) -> None:
    send_distribution(draft, by=officer, at=NOW)
    role = Role.objects.get(person=cast["delegate"])
    withdraw_role(role, by=operator(), on=NOW.date(), reason="for the test")
    assert work() == {"in_inbox": 2, "sent": 1, "withheld": 1}
    assert server.addresses == [cast["second_delegate"].email]
    lost = Enclosure.objects.filter(receipt__address=cast["delegate"].email).values_list("withheld", flat=True)
    assert set(lost) == {Withheld.NO_CONTACT}


def test_what_is_refused_for_now_is_tried_again_and_sent_once(
    server: MailServer, draft: Distribution, officer: Viewer
) -> None:
    server.recipients = ["451 later"]
    assert send(draft, officer) == {"in_inbox": 2, "queued": 1, "sent": 1}
    assert work(NOW + PAUSES[0] - datetime.timedelta(seconds=1)) == {}
    draft.refresh_from_db()
    assert draft.state == DistributionState.SENT
    assert (work(NOW + PAUSES[0]), work(LATER), len(server.taken)) == ({"sent": 1}, {}, 2)
    assert len(set(server.addresses)) == 2
    assert sorted(Receipt.objects.filter(channel=Channel.MAIL).values_list("attempts", flat=True)) == [1, 2]


def test_what_is_refused_for_good_says_what_the_server_said(
    server: MailServer, draft: Distribution, officer: Viewer, cast: dict[str, Person]
) -> None:
    server.recipients = ["550 no such mailbox"]
    assert send(draft, officer) == {"in_inbox": 2, "refused": 1, "sent": 1}
    assert Receipt.objects.get(state=ReceiptState.REFUSED).said == "550 no such mailbox"
    told = Notice.objects.filter(kind="distribution-unconfirmed").values_list("person", flat=True)
    assert cast["chief"].pk in told


def test_a_line_that_breaks_leaves_it_unconfirmed_and_it_is_not_sent_again(
    server: MailServer, draft: Distribution, officer: Viewer
) -> None:
    server.ends = ["drop"]
    assert send(draft, officer) == {"in_inbox": 2, "sent": 1, "unconfirmed": 1}
    assert (work(LATER), len(server.taken)) == ({}, 2)
    draft.refresh_from_db()
    assert draft.state == DistributionState.DONE  # nothing waits; a person decides


def test_what_is_unconfirmed_is_sent_again_only_by_a_person_with_a_reason(
    server: MailServer, draft: Distribution, officer: Viewer, viewers: dict[str, Viewer]
) -> None:
    server.ends = ["drop"]
    send(draft, officer)
    receipt = Receipt.objects.get(state=ReceiptState.UNCONFIRMED)
    with pytest.raises(NotPermitted):
        resend_receipt(receipt, by=viewers["finance_officer"], at=NOW, reason="I want")
    resend_receipt(receipt, by=officer, at=NOW, reason="The mission called: nothing came")
    assert (work(), len(server.taken)) == ({"sent": 1}, 3)
    with pytest.raises(Refused, match="sent"):
        resend_receipt(receipt, by=officer, at=NOW, reason="Again")
    reasons = [each.reason for each in timeline(receipt)]
    assert "The mission called: nothing came" in reasons
    draft.refresh_from_db()
    assert draft.state == DistributionState.DONE


def test_a_worker_that_died_while_sending_leaves_it_unconfirmed(
    server: MailServer, draft: Distribution, officer: Viewer
) -> None:
    send_distribution(draft, by=officer, at=NOW)
    receipt = Receipt.objects.filter(channel=Channel.MAIL).order_by("pk")[0]
    give(receipt, by=operator(), on=NOW.date(), at=NOW, state=ReceiptState.SENDING, reason="Being sent")
    assert work() == {"in_inbox": 2, "sent": 1}
    assert work(NOW + PATIENCE) == {}
    assert (work(NOW + PATIENCE + datetime.timedelta(seconds=1)), len(server.taken)) == ({"unconfirmed": 1}, 1)


def test_a_second_worker_does_nothing_twice(server: MailServer, draft: Distribution, officer: Viewer) -> None:
    send_distribution(draft, by=officer, at=NOW)
    stale = list(Receipt.objects.filter(recipient__distribution=draft))
    work()
    for receipt in stale:
        again = give(receipt, by=operator(), on=NOW.date(), at=NOW, state=ReceiptState.SENDING, reason="Being sent")
        assert again.state in {ReceiptState.SENT, ReceiptState.IN_INBOX}
    assert (Enclosure.objects.count(), len(server.taken)) == (8, 2)


def test_a_server_that_cannot_be_reached_costs_no_attempt(
    draft: Distribution, officer: Viewer, settings: LazySettings
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9  # nobody listens there
    with pytest.raises(OSError, match="refused"):
        send(draft, officer)
    assert states_of(draft) == {"chile": "queued", "grenada": "queued"}
    assert states_of(draft, Channel.INBOX) == {"chile": "in_inbox", "grenada": "in_inbox"}
    assert set(Receipt.objects.values_list("attempts", flat=True)) == {0}


def test_the_database_refuses_a_document_twice_at_one_receipt(
    server: MailServer, draft: Distribution, officer: Viewer
) -> None:
    send(draft, officer)
    row = Enclosure.objects.order_by("pk")[0]
    receipt = row.receipt
    twice: list[Any] = [
        Enclosure(receipt=receipt, document=row.document),
        Receipt(recipient=receipt.recipient, channel=receipt.channel, address=receipt.address, not_before=NOW),
    ]
    for again in twice:
        again._history_user = officer.person
        with pytest.raises(IntegrityError), transaction.atomic():
            again.save()


def test_what_was_sent_by_other_means_goes_out_to_nobody(
    server: MailServer, draft: Distribution, officer: Viewer, unit: Unit
) -> None:
    done = record_as_sent(draft, by=officer, at=NOW, reason="Sent with note 12/26")
    assert (done.state, work(LATER), server.taken) == (DistributionState.DONE, {}, [])
    assert states_of(draft) == {"chile": "sent", "grenada": "sent"}
