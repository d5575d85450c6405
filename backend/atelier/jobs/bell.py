"""The bell that wakes whoever waits for new rows; a missed ring does no harm, since all waiters also look."""

import threading
from collections import defaultdict


class Bell:
    """A bell inside one process, by topic: `queue` for work, `events` for viewers."""

    def __init__(self) -> None:
        self._condition = threading.Condition()
        self._rings: dict[str, int] = defaultdict(int)

    def ring(self, topic: str) -> None:
        """Wake those who wait for the topic."""
        with self._condition:
            self._rings[topic] += 1
            self._condition.notify_all()

    def count(self, topic: str) -> int:
        """Return how often the topic was rung; give it to `wait` so that no ring is missed in between."""
        with self._condition:
            return self._rings[topic]

    def wait(self, topic: str, *, seen: int, timeout_seconds: float) -> int:
        """Wait until the topic was rung more often than `seen`, or the time is over; return the count."""
        with self._condition:
            self._condition.wait_for(lambda: self._rings[topic] != seen, timeout_seconds)
            return self._rings[topic]
