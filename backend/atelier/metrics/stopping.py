"""Asking a measurement to end: it is heard between probes, within a query, and by the process that runs code."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from atelier.errors import Stopped


class Stopping:
    """One wish to stop, shared by who may ask and who measures."""

    def __init__(self) -> None:
        self._asked = threading.Event()
        self._lock = threading.Lock()
        self._interrupts: list[Callable[[], None]] = []

    @property
    def is_asked(self) -> bool:
        return self._asked.is_set()

    def ask(self) -> None:
        """Ask to stop; whatever query runs at this moment is interrupted."""
        with self._lock:
            self._asked.set()
            for interrupt in self._interrupts:
                interrupt()

    def demand_going_on(self) -> None:
        """Raise `Stopped` once it was asked for."""
        if self.is_asked:
            raise Stopped("The measuring was stopped.")

    @contextmanager
    def interrupting(self, interrupt: Callable[[], None]) -> Iterator[None]:
        """Call `interrupt` when it is asked for within the block; raises `Stopped` if it was before."""
        with self._lock:
            self.demand_going_on()
            self._interrupts.append(interrupt)
        try:
            yield
        finally:
            with self._lock:
                self._interrupts.remove(interrupt)
