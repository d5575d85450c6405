"""Bounding a process before it runs what a person wrote: the files it sees, the memory and time it may use."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from atelier.runner import landlock, network
from atelier.runner.limits import Limits, apply
from atelier.runner.system import DEVICES, SYSTEM, drop_powers, program

NO_LANDLOCK = "This machine cannot shut the code off from other files: its kernel lacks Landlock."
NO_SECCOMP = "This machine cannot shut the code off from the network: its kernel lacks seccomp filters."
_MANY_FILES = 5_000


def bound(*, readable: Iterable[str], openable: Iterable[str], writable: Iterable[str], limits: Limits) -> list[str]:
    """Leave this process these places beside the program's own, no network, and limits; return what this machine lacks.

    Threads that run already keep what they could reach, so this comes before any is started.
    """
    drop_powers()
    is_confined = landlock.confine(
        readable=[*map(Path, (*SYSTEM, *readable)), *program()],
        openable=map(Path, openable),
        writable=map(Path, (*writable, *DEVICES)),
    )
    is_cut_off = network.shut_off()
    apply(limits)
    network.say_refusals(network.OF_OTHERS)
    return [*(() if is_confined else (NO_LANDLOCK,)), *(() if is_cut_off else (NO_SECCOMP,))]


def limits_for(seconds: float, threads: int) -> Limits:
    """Return the bounds that the instance's settings give."""
    from atelier.settings import get_settings  # costs a code recipe's start, which needs none, a tenth of a second

    settings = get_settings()
    return Limits(
        memory_bytes=settings.code_memory_bytes,
        seconds=seconds,
        cpu_seconds=int(seconds * max(1, threads)) + 1,
        processes=settings.code_processes,
        file_bytes=settings.code_file_bytes,
    )


def places_of(inputs: dict[str, dict[str, Any]]) -> tuple[list[str], list[str]]:
    """Return the files to be read, and for large folders the places whose files may be opened by name."""
    readable: set[str] = set()
    openable: set[str] = set()
    for one in inputs.values():
        if one["kind"] == "dataset":
            readable.update(one["parts"])
            continue
        readable.add(one["manifest"])
        with Path(one["manifest"]).open("rb") as lines:
            files = [json.loads(line)["at"] for line in lines]
        if len(files) <= _MANY_FILES:
            readable.update(files)
        else:
            # one rule a file would take seconds; the names of blobs are hashes that nobody guesses
            openable.update(str(Path(file).parent.parent) for file in files)
    return sorted(readable), sorted(openable)
