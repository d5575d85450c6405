"""Bounds that a process sets on itself before it runs what a person wrote; they cannot be raised again."""

import contextlib
import os
import resource
from dataclasses import asdict, dataclass
from typing import Any

import psutil


@dataclass(frozen=True, slots=True)
class Limits:
    """What code may use: `seconds` by the clock, `cpu_seconds` of one process, `file_bytes` for each file it writes."""

    memory_bytes: int
    seconds: float
    cpu_seconds: int
    processes: int
    file_bytes: int

    def as_json(self) -> dict[str, Any]:
        """Return the limits as plain values."""
        return asdict(self)


def apply(limits: Limits) -> None:
    """Bound this process and all that it starts.

    The count of processes is the user's, so what runs already is added; the kernel does not hold root to it.
    """
    _bound(resource.RLIMIT_CORE, 0)
    _bound(resource.RLIMIT_AS, limits.memory_bytes)
    _bound(resource.RLIMIT_CPU, limits.cpu_seconds, more=5)
    _bound(resource.RLIMIT_FSIZE, limits.file_bytes)
    _bound(resource.RLIMIT_NPROC, _tasks_of_user() + limits.processes)


def _bound(kind: int, value: int, *, more: int = 0) -> None:
    _, hard = resource.getrlimit(kind)
    if hard != resource.RLIM_INFINITY:
        value = min(value, hard)
        more = min(more, hard - value)
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(kind, (value, value + more))


def _tasks_of_user() -> int:
    mine = os.getuid()
    count = 0
    for process in psutil.process_iter():
        with contextlib.suppress(psutil.Error):
            if process.uids().real == mine:
                count += process.num_threads()
    return count
