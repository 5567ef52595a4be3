"""Follow the outbox beside the worker, so that a change can be found within seconds."""

from __future__ import annotations

import logging
import threading

from django.db import DatabaseError, close_old_connections, connection

from secretariat.search import outbox
from secretariat.search.index import Busy
from secretariat.search.writer import Indexer

logger = logging.getLogger(__name__)
EVERY = 1.0  # seconds between two looks
AFTER_A_FAULT = 10.0
CLEARING = 3600  # looks between two clearings of the outbox


class Follower(threading.Thread):
    """Reads the outbox as long as its process lives; where another process writes the index, it waits for its turn."""

    def __init__(self) -> None:
        super().__init__(name="search", daemon=True)
        self._indexer = Indexer()
        self._ended = threading.Event()
        self._looks = 0

    def run(self) -> None:
        try:
            while not self._ended.wait(self._look()):
                pass
        finally:
            connection.close()

    def end(self, patience: float = 5) -> None:
        """Let the round in hand end. Units: seconds."""
        self._ended.set()
        if self.is_alive():
            self.join(patience)

    def _look(self) -> float:
        """Do one round; return after how many seconds to look again."""
        close_old_connections()
        try:
            self._indexer.catch_up()
            if self._looks % CLEARING == 0:
                outbox.clear_old()
            self._looks += 1
        except Busy:
            return EVERY
        except (DatabaseError, OSError, ValueError):  # ValueError is how the index says that it cannot be read
            logger.exception("the index of search could not be brought up to date; it is tried again")
            self._indexer = Indexer()
            return AFTER_A_FAULT
        return EVERY
