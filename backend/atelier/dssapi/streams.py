"""Reads of rows that broke after their headers were sent, so that `finish-streaming` can tell of it."""

import threading
from collections import OrderedDict

_KEPT = 1000


class BrokenReads:
    """The last reads that broke, by the identifier that the reading script chose."""

    def __init__(self) -> None:
        self._reasons: OrderedDict[str, str] = OrderedDict()
        self._lock = threading.Lock()

    def note(self, read_session: str, reason: str) -> None:
        """Remember that a read broke; reads without an identifier cannot be asked about."""
        if not read_session:
            return
        with self._lock:
            self._reasons[read_session] = reason
            while len(self._reasons) > _KEPT:
                self._reasons.popitem(last=False)

    def take(self, read_session: str) -> str | None:
        """Return why a read broke, once; None when it did not."""
        with self._lock:
            return self._reasons.pop(read_session, None)


BROKEN = BrokenReads()
