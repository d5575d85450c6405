"""The processes that answer questions to models: one a model, started when asked, ended when nobody asks any more."""

import contextlib
import hashlib
import os
import selectors
import shutil
import subprocess
import sys
import threading
import time
from collections import OrderedDict
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from atelier import jsontext
from atelier.errors import AtelierError, InvalidInput, NotFound, Unavailable
from atelier.runner.limits import Limits
from atelier.settings import Settings
from atelier.storage.blobs import BlobStore
from atelier.storage.names import clean_path

MOST_AT_ONCE = 3
IDLE_SECONDS = 300.0
ANSWER_SECONDS = 120.0
_PASSED_ON = ("PATH", "LANG", "LC_ALL", "TZ", "VIRTUAL_ENV", "LD_LIBRARY_PATH", "KERAS_BACKEND")
_ERRORS: dict[str, type[AtelierError]] = {"invalid_input": InvalidInput, "not_found": NotFound}


class Predictors:
    """Answers for models by their files; safe to use from several threads."""

    def __init__(self, settings: Settings, blobs: BlobStore, place: Path) -> None:
        self._settings = settings
        self._blobs = blobs
        self._place = place
        self._running: OrderedDict[str, _Process] = OrderedDict()
        self._lock = threading.Lock()
        # the kernel ends a process with the thread that started it, so one thread starts all and stays
        self._starter = ThreadPoolExecutor(1, thread_name_prefix="atelier-predictors")
        self._timer: threading.Timer | None = None

    def ask(self, files: Sequence[dict[str, Any]], question: str, given: dict[str, Any]) -> Any:
        """Put a question to the model that `files` (path, sha256) make up; see `ml.tabular.answering`.

        Raises what the model raised, or `Unavailable` when it gave no answer in time.
        """
        key = hashlib.sha256(jsontext.dumps([[one["path"], one["sha256"]] for one in files]).encode()).hexdigest()[:32]
        for is_last in (False, True):
            process = self._process(key, files)
            try:
                return process.ask(question, given)
            except _Gone:
                self._forget(key, process)
                if is_last:
                    raise Unavailable(
                        "The model did not answer.", hint="Ask again; if it happens again, the server's log says more."
                    ) from None
            except TimeoutError:
                self._forget(key, process)
                raise Unavailable(
                    f"The model gave no answer in {ANSWER_SECONDS:.0f} s.", hint="Ask for fewer rows, or for less."
                ) from None
        raise AssertionError

    def stop(self) -> None:
        """End all processes."""
        with self._lock:
            gone, self._running = list(self._running.values()), OrderedDict()
            if self._timer is not None:
                self._timer.cancel()
                self._timer = None
        for process in gone:
            process.end()
        self._starter.shutdown()
        shutil.rmtree(self._place, ignore_errors=True)

    def _process(self, key: str, files: Sequence[dict[str, Any]]) -> "_Process":
        with self._lock:
            found = self._running.get(key)
            if found is None:
                folder = self._folder(key, files)
                found = self._starter.submit(_Process, self._settings, folder, self._place / f"{key}-scratch").result()
                self._running[key] = found
            self._running.move_to_end(key)
            too_many = [self._running.popitem(last=False)[1] for _ in range(len(self._running) - MOST_AT_ONCE)]
            if self._timer is None:
                self._timer = threading.Timer(IDLE_SECONDS / 2, self._end_idle)
                self._timer.daemon = True
                self._timer.start()
        for one in too_many:
            one.end()
        return found

    def _folder(self, key: str, files: Sequence[dict[str, Any]]) -> Path:
        """Return a folder with the model's files under their names."""
        folder = self._place / key
        for one in files:
            place = folder / clean_path(one["path"])
            place.parent.mkdir(parents=True, exist_ok=True)
            if not place.exists():
                try:
                    os.link(self._blobs.path(one["sha256"]), place)
                except OSError:  # another disk, or one without hard links
                    shutil.copyfile(self._blobs.path(one["sha256"]), place)
        return folder

    def _forget(self, key: str, process: "_Process") -> None:
        with self._lock:
            if self._running.get(key) is process:
                del self._running[key]
        process.end()

    def _end_idle(self) -> None:
        now = time.monotonic()
        with self._lock:
            idle = [key for key, one in self._running.items() if now - one.used_at > IDLE_SECONDS and not one.is_busy]
            gone = [self._running.pop(key) for key in idle]
            self._timer = None
            if self._running:
                self._timer = threading.Timer(IDLE_SECONDS / 2, self._end_idle)
                self._timer.daemon = True
                self._timer.start()
        for one in gone:
            one.end()


class _Gone(Exception):
    """The process ended without an answer."""


class _Process:
    def __init__(self, settings: Settings, folder: Path, scratch: Path) -> None:
        scratch.mkdir(parents=True, exist_ok=True)
        self.used_at = time.monotonic()
        self._turn = threading.Lock()
        environment = {name: os.environ[name] for name in _PASSED_ON if name in os.environ} | {
            "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
            "TMPDIR": str(scratch),
            "HOME": str(scratch),
            "OMP_NUM_THREADS": "1",
            "TF_CPP_MIN_LOG_LEVEL": "3",
            "CUDA_VISIBLE_DEVICES": "-1",
        }
        self._process = subprocess.Popen(  # our own interpreter and module
            [sys.executable, "-m", "atelier.runner.predictor"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
            cwd=scratch,
            start_new_session=True,
            umask=0o077,
        )
        limits = Limits(
            memory_bytes=settings.code_memory_bytes,
            seconds=ANSWER_SECONDS,
            cpu_seconds=24 * 3600,
            processes=settings.code_processes,
            file_bytes=settings.code_file_bytes,
        )
        self._write({"folder": str(folder), "scratch": str(scratch), "limits": limits.as_json()})

    @property
    def is_busy(self) -> bool:
        return self._turn.locked()

    def ask(self, question: str, given: dict[str, Any]) -> Any:
        """Ask and wait; raises the answer's error, `_Gone` or `TimeoutError`."""
        with self._turn:
            self.used_at = time.monotonic()
            self._write({"question": question, "given": given})
            found = jsontext.loads(self._line())
            self.used_at = time.monotonic()
        if "error" in found:
            error = found["error"]
            raise _ERRORS.get(error["code"], InvalidInput)(error["message"], hint=error["hint"])
        return found["answer"]

    def end(self) -> None:
        self._process.kill()
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                with contextlib.suppress(OSError):
                    stream.close()

    def _write(self, value: dict[str, Any]) -> None:
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(jsontext.dumps(value).encode() + b"\n")
            self._process.stdin.flush()
        except (BrokenPipeError, ValueError):
            raise _Gone from None

    def _line(self) -> bytes:
        stream = self._process.stdout
        assert stream is not None
        limit = time.monotonic() + ANSWER_SECONDS
        found = bytearray()
        with selectors.DefaultSelector() as selector:
            selector.register(stream, selectors.EVENT_READ)
            while not found.endswith(b"\n"):
                left = limit - time.monotonic()
                if left <= 0 or not selector.select(left):
                    raise TimeoutError
                chunk = os.read(stream.fileno(), 1 << 16)
                if not chunk:
                    raise _Gone
                found += chunk
        return bytes(found)
