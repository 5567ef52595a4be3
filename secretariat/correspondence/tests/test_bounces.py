from __future__ import annotations

import io
import sys
from email.message import EmailMessage
from pathlib import Path

import pytest
from django.core.management import call_command

from secretariat.core.errors import NotPermitted, Refused
from secretariat.core.viewer import Viewer
from secretariat.correspondence.bounces import messages_in, read_bounce
from secretariat.correspondence.choices import Channel, ReceiptState
from secretariat.correspondence.models import Distribution, Receipt
from secretariat.correspondence.services import note_bounce, open_receipt, record_bounce
from secretariat.correspondence.tests.conftest import NOW, send
from secretariat.correspondence.tests.mail_server import MailServer
from secretariat.parties.queries import operator

STATUS = """Reporting-MTA: dns; mx.example.org
Arrival-Date: Sun, 22 Nov 2026 09:00:00 +0000

Final-Recipient: rfc822; {address}
Action: {action}
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 no such mailbox
"""


@pytest.fixture
def sent(server: MailServer, draft: Distribution, officer: Viewer) -> tuple[str, EmailMessage]:
    """Return the envelope address and the message of one letter."""
    send(draft, officer)
    sender, _recipient, message = server.taken[0]
    return sender, message


def report(to: str, returned: EmailMessage | None, action: str = "failed") -> bytes:
    """Return what a mail server sends back (RFC 3464)."""
    made = EmailMessage()
    made["To"], made["From"], made["Subject"] = to, "MAILER-DAEMON@example.org", "Undelivered Mail"
    made.set_content("It could not be delivered.")
    made.add_attachment(b"x", maintype="application", subtype="octet-stream")
    text = made.as_bytes().replace(b"multipart/mixed", b"multipart/report; report-type=delivery-status")
    head, _sep, _rest = text.partition(b"Content-Type: application/octet-stream")
    boundary = text.split(b'boundary="')[1].split(b'"')[0]
    status = STATUS.format(address="delegate@example.org", action=action).encode()
    parts = [b"Content-Type: message/delivery-status\n\n" + status]
    if returned is not None:
        parts.append(
            b"Content-Type: text/rfc822-headers\n\nMessage-ID: " + str(returned["Message-ID"]).encode() + b"\n"
        )
    body = b"".join(b"--" + boundary + b"\n" + part + b"\n" for part in parts)
    return head.rsplit(b"--" + boundary, 1)[0] + body + b"--" + boundary + b"--\n"


def found(message: EmailMessage) -> Receipt:
    return Receipt.objects.get(pk=str(message["Message-ID"]).strip("<>").split("@")[0])


@pytest.mark.parametrize("way", ["address", "identifier"])
def test_a_returned_message_is_known_by_its_address_or_its_identifier(sent: tuple[str, EmailMessage], way: str) -> None:
    sender, message = sent
    to, returned = (sender, None) if way == "address" else ("bounces@example.org", message)
    bounce = read_bounce(report(to, returned))
    assert bounce is not None
    receipt = note_bounce(bounce, by=operator(), at=NOW)
    assert receipt == found(message)
    assert (found(message).state, found(message).said) == (
        ReceiptState.BOUNCED,
        "5.1.1 smtp; 550 5.1.1 no such mailbox",
    )
    assert note_bounce(bounce, by=operator(), at=NOW) is None  # brought twice


@pytest.mark.parametrize("action", ["delayed", "delivered", "relayed"])
def test_what_is_late_or_delivered_has_not_bounced(sent: tuple[str, EmailMessage], action: str) -> None:
    bounce = read_bounce(report(sent[0], sent[1], action))
    assert bounce is not None
    assert (note_bounce(bounce, by=operator(), at=NOW), found(sent[1]).state) == (None, ReceiptState.SENT)


def test_an_address_with_a_mark_that_is_not_ours_is_nobodys(sent: tuple[str, EmailMessage]) -> None:
    forged = sent[0].replace("-", "-0", 1).replace("@", "@", 1)
    forged = forged[: forged.index("-") + 1] + "0" * 12 + forged[forged.index("@") :]
    bounce = read_bounce(report(forged, None))
    assert bounce is not None
    assert (bounce.receipt, note_bounce(bounce, by=operator(), at=NOW)) == (None, None)


def test_what_was_opened_has_not_bounced(sent: tuple[str, EmailMessage]) -> None:
    open_receipt(found(sent[1]), by=operator(), at=NOW)
    bounce = read_bounce(report(sent[0], sent[1]))
    assert bounce is not None
    assert (note_bounce(bounce, by=operator(), at=NOW), found(sent[1]).state) == (None, ReceiptState.OPENED)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00\xff" * 400,
        b"Subject: hello\n\nno report",
        b"Content-Type: multipart/report; boundary=x\n\n--x\n\n--x--",
    ],
)
def test_what_is_no_report_says_nothing(content: bytes) -> None:
    assert read_bounce(content) is None


def test_a_mailbox_holds_several_messages() -> None:
    box = b"From a@b Sun Nov 22\nSubject: 1\n\nx\n\nFrom c@d Sun Nov 22\nSubject: 2\n\ny\n"
    assert [each.split(b"\n")[0] for each in messages_in(box)] == [b"Subject: 1", b"Subject: 2"]


def test_the_command_reads_files_and_standard_input(
    sent: tuple[str, EmailMessage], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "bounce.eml"
    file.write_bytes(report(sent[0], sent[1]))
    said = io.StringIO()
    call_command("bounces", str(file), stdout=said)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"Subject: hello\n\nno report")))
    call_command("bounces", stdout=said)
    assert said.getvalue() == "1 read, 1 noted\n1 read, 0 noted\n"


def test_officers_record_a_bounce_by_hand(
    sent: tuple[str, EmailMessage], viewers: dict[str, Viewer], officer: Viewer
) -> None:
    receipt = found(sent[1])
    for who in ("delegate", "finance_officer", "anyone"):
        with pytest.raises(NotPermitted):
            record_bounce(receipt, said="550", by=viewers[who])
    assert record_bounce(receipt, said="550 full\r\nmailbox", by=officer).said == "550 full mailbox"
    with pytest.raises(Refused, match="bounced"):
        record_bounce(receipt, said="550", by=officer)
    with pytest.raises(Refused):
        record_bounce(Receipt.objects.filter(channel=Channel.INBOX)[0], said="550", by=officer)
