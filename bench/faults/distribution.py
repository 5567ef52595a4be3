"""Kill web processes and workers while documents go out to every Member State, and look what became of each part.

Each round has one distribution sent by its form. A web process is killed while the form is on its way, and a worker
once the first letter of the round has gone out. At the end every part is held against the mail that went out: what is
said to be sent went out once, and what is unconfirmed once at most.
"""

from __future__ import annotations

import json
import os
import random
import re
import signal
import threading
import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.faults.clients import Writer

PATIENCE = 900  # seconds: what a worker left is unconfirmed after five minutes, and a job is taken up after one
# Gives every Member State an address, and drafts a distribution to all of them for each round.
PREPARE = """
import json
from django.utils import timezone
from secretariat.core.languages import Labels
from secretariat.correspondence.services import add_recipients, compose_distribution
from secretariat.correspondence.queries import members_of
from secretariat.directory.services import designate
from secretariat.documents.models import Document
from secretariat.organization.models import Unit
from secretariat.parties.queries import operator, served_organization
by, on, served = operator(), timezone.localdate(), served_organization()
for state in members_of(served, on=on):
    designate(party=state, role="permanent_mission", name="Mission", mail=f"{{state.slug}}@example.org", note="Note 1",
              by=by, on=on)
documents = list(Document.objects.filter(state="issued").order_by("symbol")[:2])
made = []
for number in range({rounds}):
    draft = compose_distribution(unit=Unit.objects.get(party__slug="s-cicte"), purpose="other",
                                 subject=Labels({{"en": f"Round {{number}}"}}), documents=documents, by=by, on=on)
    add_recipients(draft, [served], chosen_as="member", by=by, on=on)
    made.append(str(draft.pk))
print(json.dumps(made))
"""
# Counts receipts by way and state, and what must not be: a part without documents, a document twice at a part.
COUNT = """
import json
from django.db.models import Count
from secretariat.correspondence.models import Distribution, Enclosure, Receipt
rounds = Distribution.objects.filter(pk__in={drafts})
receipts = Receipt.objects.filter(recipient__distribution__in=rounds)
mail = dict((str(pk), state) for pk, state in receipts.filter(channel="mail").values_list("pk", "state"))
inbox = list(receipts.filter(channel="inbox").values_list("state", flat=True))
empty = receipts.annotate(number=Count("enclosures")).exclude(number=2).count()
enclosed = Enclosure.objects.filter(receipt__in=receipts).values("receipt", "document")
twice = enclosed.annotate(number=Count("pk")).filter(number__gt=1).count()
states = dict((str(pk), state) for pk, state in rounds.values_list("pk", "state"))
wanted = sum(each.recipients.count() for each in rounds)
print(json.dumps([mail, inbox, empty, twice, states, wanted]))
"""


@dataclass(frozen=True)
class Installation:
    """A running installation: where it keeps its things, how to ask it, and how to find a process to kill."""

    environment: Mapping[str, str]
    port: int
    command: Callable[..., str]
    victim: Callable[[str], int]

    @property
    def letters(self) -> list[str]:
        """The identifiers of the messages that went out, one a message."""
        files = (Path(self.environment["SECRETARIAT_VAR"]) / "mail").glob("*")
        texts = (path.read_text(errors="replace") for path in files)
        return [found for text in texts for found in re.findall(r"^Message-ID: <([0-9a-f-]+)@", text, re.MULTILINE)]

    def asked(self, program: str) -> Any:
        return json.loads(self.command("shell", "-v", "0", "-c", program))


class Sender(Writer):
    """One person who has drafts sent, one after the other; what got no answer is sent again."""

    def send(self, draft: str) -> None:
        place = f"/distributions/{draft}/send/?language=en"
        ask = lambda: self._ask(place, reason="Ready")  # noqa: E731 - what is asked until it is answered
        status, text = self._until_answered(ask)
        # Refused the second time: the first answer got lost, and what it said is on record.
        if status == 302 or (status == 409 and "being sent" in text) or (status == 409 and "gone out" in text):
            self.journal.note(draft)
        else:
            self.journal.refused.append(f"{draft}: {status}")


def measure(installation: Installation, drafts: list[str]) -> dict[str, Any]:
    """Have each draft sent with kills on the way; return what became of all parts."""
    sender = Sender(installation.port, "conference_officer", "/", lambda _number: ("", {}))
    sender._until_answered(lambda: sender._ask("/demonstration/", person=sender.person))  # noqa: SLF001 - signs in
    for draft in drafts:
        before = len(installation.letters)
        kill = threading.Timer(random.random() / 4, lambda: os.kill(installation.victim("web"), signal.SIGKILL))  # noqa: S311 - when is no secret
        kill.start()
        sender.send(draft)
        kill.join()
        _wait(lambda before=before: len(installation.letters) > before, "the first letter of a round")  # type: ignore[misc]
        os.kill(installation.victim("worker"), signal.SIGKILL)
    return _figures(installation, sender, drafts)


def _figures(installation: Installation, sender: Sender, drafts: list[str]) -> dict[str, Any]:
    count = COUNT.format(drafts=drafts)
    _wait(lambda: {*installation.asked(count)[4].values()} == {"done"}, "all to have gone out")
    mail, inbox, empty, twice, states, wanted = installation.asked(count)
    letters = Counter(key for key in installation.letters if key in mail)
    by_state = Counter(mail.values())
    return {
        "case": "distribution",
        "rounds": len(drafts),
        "acknowledged": len(sender.journal.acknowledged),
        "recipients": wanted,
        "letters": len(mail),
        "sent": by_state["sent"],
        "unconfirmed": by_state["unconfirmed"],
        "lost": sum(not letters[key] for key, state in mail.items() if state == "sent")
        + (wanted - len(inbox))
        + sum(state != "in_inbox" for state in inbox)
        + sum(states[key] != "done" for key in sender.journal.acknowledged)
        + sum(count for state, count in by_state.items() if state not in {"sent", "unconfirmed"}),
        "doubled": sum(count - 1 for count in letters.values()) + twice,
        "torn": empty,
        "unconfirmed that went out": sum(letters[key] for key, state in mail.items() if state == "unconfirmed"),
        "without answer": sender.journal.in_doubt,
        "refused": sender.journal.refused[:5],
        "load": round(os.getloadavg()[0], 1),
    }


def _wait(until: Callable[[], bool], what: str) -> None:
    limit = time.monotonic() + PATIENCE
    while not until():
        if time.monotonic() > limit:
            raise TimeoutError(f"waited in vain for {what}")
        time.sleep(0.02)
