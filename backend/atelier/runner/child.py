"""A process of its own for what a person wrote: lines passed on, limits watched, all that it started ended."""

import contextlib
import ctypes
import os
import selectors
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import psutil

from atelier.runner.limits import Limits

LINES_A_SECOND = 400
LINE_CHARACTERS = 4_000
LOOK_SECONDS = 0.1
_END_SECONDS = 3.0
_SET_CHILD_SUBREAPER = 36

Ending = Literal["ended", "too_long", "too_many_processes", "too_much_memory", "stopped"]


@dataclass(frozen=True, slots=True)
class Ended:
    """How the process ended; `code` is negative for the signal that killed it."""

    how: Ending
    code: int


def run_child(
    arguments: Sequence[str],
    *,
    given: bytes,
    environment: Mapping[str, str],
    folder: Path,
    limits: Limits,
    on_line: Callable[[str], None],
    should_stop: Callable[[], bool] = lambda: False,
    look_seconds: float = LOOK_SECONDS,
) -> Ended:
    """Run the program with `given` on its standard input, and return once it and all that it started are gone.

    Lines of its output go to `on_line`, at most `LINES_A_SECOND`; how many were left out is said. Limits and
    `should_stop` are looked at every `look_seconds`.
    """
    _adopt_orphans()
    family = _Family()
    process = subprocess.Popen(  # noqa: S603  # our own interpreter; the environment is made by us
        list(arguments),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env=dict(environment),
        cwd=folder,
    )
    family.first = process.pid
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        with contextlib.suppress(BrokenPipeError):
            process.stdin.write(given)
            process.stdin.close()
        return _followed(process, family, limits, _Lines(on_line), should_stop, look_seconds)
    finally:
        family.end()
        process.stdout.close()
        process.wait()


def _followed(
    process: "subprocess.Popen[bytes]",
    family: "_Family",
    limits: Limits,
    lines: "_Lines",
    should_stop: Callable[[], bool],
    look_seconds: float,
) -> Ended:
    assert process.stdout is not None
    os.set_blocking(process.stdout.fileno(), False)
    until = time.monotonic() + limits.seconds
    how: Ending = "ended"
    with selectors.DefaultSelector() as selector:
        selector.register(process.stdout, selectors.EVENT_READ)
        looked_at = 0.0
        while process.poll() is None:
            if not selector.get_map():
                time.sleep(look_seconds / 10)
            elif selector.select(look_seconds):
                chunk = os.read(process.stdout.fileno(), 1 << 16)
                lines.take(chunk)
                if not chunk:
                    selector.unregister(process.stdout)
            if time.monotonic() - looked_at > look_seconds:
                looked_at = time.monotonic()
                how = _excess(family, limits, until, should_stop)
                if how != "ended":
                    break
        family.end()
        process.wait()
        _read_rest(process, lines)
    return Ended(how, process.returncode)


def _excess(family: "_Family", limits: Limits, until: float, should_stop: Callable[[], bool]) -> Ending:
    if time.monotonic() > until:
        return "too_long"
    if should_stop():
        return "stopped"
    started = family.alive()
    if len(started) > limits.processes:
        return "too_many_processes"
    if sum(_resident(one) for one in started) > limits.memory_bytes:
        return "too_much_memory"
    return "ended"


def _read_rest(process: "subprocess.Popen[bytes]", lines: "_Lines") -> None:
    assert process.stdout is not None
    with contextlib.suppress(BlockingIOError):
        while chunk := os.read(process.stdout.fileno(), 1 << 16):
            lines.take(chunk)
    lines.end()


class _Lines:
    """Output cut into lines, and thinned when it comes faster than anybody reads."""

    def __init__(self, on_line: Callable[[str], None]) -> None:
        self._on_line = on_line
        self._rest = b""
        self._second = 0
        self._count = 0
        self._left_out = 0

    def take(self, chunk: bytes) -> None:
        *whole, rest = (self._rest + chunk).split(b"\n")
        self._rest = rest[-LINE_CHARACTERS * 4 :]
        for line in whole:
            self._pass_on(line)

    def end(self) -> None:
        if self._rest:
            self._pass_on(self._rest)
            self._rest = b""
        self._say_left_out()

    def _pass_on(self, line: bytes) -> None:
        second = int(time.monotonic())
        if second != self._second:
            self._say_left_out()
            self._second, self._count = second, 0
        self._count += 1
        if self._count > LINES_A_SECOND:
            self._left_out += 1
            return
        text = line.decode(errors="replace").rstrip("\r")
        if text.strip():
            self._on_line(text[:LINE_CHARACTERS])

    def _say_left_out(self) -> None:
        if self._left_out:
            self._on_line(f"{self._left_out:,} lines were left out: more than {LINES_A_SECOND} came in a second.")
            self._left_out = 0


class _Family:
    """All that this process started since, whatever group it moved to: orphans become children of this process."""

    def __init__(self) -> None:
        self._before = {one.pid for one in _children()}
        self.first = 0

    def alive(self) -> list[psutil.Process]:
        """Return those that run; ended orphans are collected, the first is left to who waits for it."""
        found = []
        for one in _children():
            if one.pid in self._before:
                continue
            if not _is_zombie(one):
                found.append(one)
            elif one.pid != self.first:
                with contextlib.suppress(ChildProcessError):
                    os.waitpid(one.pid, os.WNOHANG)
        return found

    def end(self) -> None:
        """Kill them all; stopped first, so that nothing breeds."""
        until = time.monotonic() + _END_SECONDS
        while time.monotonic() < until and (left := self.alive()):
            for number in (signal.SIGSTOP, signal.SIGKILL):
                for one in left:
                    with contextlib.suppress(psutil.Error):
                        one.send_signal(number)
            time.sleep(0.01)


def _children() -> list[psutil.Process]:
    try:
        return psutil.Process().children(recursive=True)
    except psutil.Error:
        return []


def _is_zombie(process: psutil.Process) -> bool:
    try:
        return bool(process.status() == psutil.STATUS_ZOMBIE)
    except psutil.Error:
        return True


def _resident(process: psutil.Process) -> int:
    try:
        return int(process.memory_info().rss)
    except psutil.Error:
        return 0


def _adopt_orphans() -> None:
    """See to it that what loses its parent becomes a child of this process, and is found here."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
