"""Start the demonstration as a newcomer does, wait for its first page, stop it, and say how long it took.

Usage: `python newcomer.py SECONDS`, the most that it may take. What `make run` prints is shown when it fails.
"""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request

PORT = 8790
MOVED = re.compile(r"^Port \d+ is taken; taking (\d+)\.$", re.MULTILINE)


def main(limit: float) -> int:
    """Return 0 when the first page answered 200 in time."""
    started = time.monotonic()
    process = subprocess.Popen(
        ["make", "run", f"PORT={PORT}"],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    said: list[str] = []
    reader = threading.Thread(target=lambda: said.extend(process.stdout or ()), daemon=True)
    reader.start()
    try:
        answer = first_answer(process, said, started + limit)
    finally:
        stop(process)
        reader.join(5)
    print(f"{answer} after {time.monotonic() - started:.1f} s", flush=True)
    if answer != "the first page answers 200":
        print("".join(said))
        return 1
    return 0


def first_answer(process: subprocess.Popen[str], said: list[str], until: float) -> str:
    """Ask for the first page until it answers, the server ends, or the time is over."""
    while time.monotonic() < until:
        moved = MOVED.search("".join(said))
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{moved[1] if moved else PORT}/", timeout=10) as page:
                return f"the first page answers {page.status}"
        except urllib.error.HTTPError as error:
            return f"the first page answers {error.code}"
        except OSError:
            if process.poll() is not None:
                return f"make run ended by itself with {process.returncode}"
        time.sleep(0.1)
    return "the first page did not answer"


def stop(process: subprocess.Popen[str]) -> None:
    """End the server and all that it started."""
    for sign in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.killpg(process.pid, sign)
            process.wait(15)
        except ProcessLookupError:
            return
        except subprocess.TimeoutExpired:
            continue


if __name__ == "__main__":
    sys.exit(main(float(sys.argv[1])))
