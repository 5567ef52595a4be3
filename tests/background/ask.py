"""Ask for work in an installation of its own: `python -m tests.background.ask quick 40`."""

from __future__ import annotations

import json
import sys
from collections import Counter

import django

django.setup()

from django.utils import timezone  # noqa: E402 - only now are there settings

from secretariat.accounts.models import Person  # noqa: E402
from secretariat.jobs.models import Run  # noqa: E402
from secretariat.jobs.services import ask_for  # noqa: E402
from secretariat.notices.models import Letter  # noqa: E402
from secretariat.notices.notice_kinds import ROLE_ENDED  # noqa: E402
from secretariat.notices.services import notify  # noqa: E402
from secretariat.parties.queries import operator  # noqa: E402


def main(what: str, number: int) -> None:
    """Ask for ``number`` runs of a job or that many letters, or print how all stand."""
    if what == "mail":
        person = Person.objects.filter(is_demonstration=True).order_by("pk")[0]
        data = dict.fromkeys(("person", "role", "party", "day"), "")
        for each in range(number):
            notify(ROLE_ENDED, to=[person], occasion=f"{each}", data=data, by=operator())
        ask_for("notices-mail", argument="", by=operator(), at=timezone.now())
    elif what == "nothing":
        Run.objects.all().delete()
    elif what == "state":
        runs = Counter(Run.objects.filter(job__startswith="test-").values_list("state", flat=True))
        letters = Counter(Letter.objects.values_list("state", flat=True))
        attempts = list(Run.objects.filter(job="test-long").values_list("attempts", flat=True))
        sys.stdout.write(json.dumps({"runs": runs, "letters": letters, "attempts": attempts}))
    else:
        for each in range(number):
            ask_for(f"test-{what}", argument=f"{what}-{each}", by=operator(), at=timezone.now())


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
