"""Thousands of damaged XLSX and CSV files, read as a server reads them: none may hang, or go unanswered.

    python -m bench.damaged_files [--count 2000] [--seed 1] [--kind xlsx]

Each file goes through the limited child process. One line of JSON on standard output.
"""

from __future__ import annotations

import argparse
import json
import os
import time
from collections import Counter
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "secretariat.settings.test")
django.setup()

from django.core.exceptions import ValidationError

from secretariat.exchange.reading import read_file
from secretariat.exchange.tests.files import workbook
from secretariat.exchange.tests.mutations import damaged

ROWS: list[list[Any]] = [
    ["Key", "Label", "Kind"],
    *[[f"key-{number}", "Ñandú, “1;2”", number / 3] for number in range(40)],
]
FILES = {
    "xlsx": workbook(ROWS),
    "csv": "\r\n".join(";".join(f'"{cell}"' for cell in row) for row in ROWS).encode(),
}


def main() -> None:
    """Read damaged files and count what became of them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kind", choices=sorted(FILES), default="xlsx")
    asked = parser.parse_args()
    outcomes: Counter[str] = Counter()
    slowest = 0.0
    for each in damaged(FILES[asked.kind], count=asked.count, seed=asked.seed):
        began = time.monotonic()
        try:
            outcomes[f"read as {read_file(each).kind}"] += 1
        except ValidationError as error:
            outcomes[error.messages[0]] += 1
        slowest = max(slowest, time.monotonic() - began)
    print(json.dumps({"kind": asked.kind, "files": asked.count, "slowest_s": round(slowest, 2), **outcomes}))


if __name__ == "__main__":
    main()
