"""A runner process and its group: starting it by exec, reading its lines, asking it to stop, making sure it is gone."""

import contextlib
import os
import selectors
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Literal

import psutil

from atelier import jsontext
from atelier.settings import Settings

MAX_LINE_BYTES = 1 << 20
SUPERVISOR = "ATELIER_SUPERVISOR_PID"
_READ_BYTES = 1 << 16
_PASSED_ON = (
    "PATH", "HOME", "LANG", "LC_ALL", "TZ", "VIRTUAL_ENV", "KERAS_BACKEND", "SSL_CERT_FILE",
    "SSL_CERT_DIR", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "http_proxy", "https_proxy", "no_proxy",
    "LD_LIBRARY_PATH", "XLA_FLAGS", "OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE", "ATELIER_WEIGHTS_MIRROR",
    "ATELIER_KERAS_SOURCE",
)  # fmt: skip

Line = tuple[Literal["event", "noise"], Any]


class RunnerProcess:
    """One exec'd runner in a session of its own. Must be used and ended by the thread that started it.

    The death signal is tied to the starting thread, so that thread has to outlive the runner.
    """

    def __init__(self, settings: Settings, *, scratch: Path, threads: int, gpus: list[int]) -> None:
        environment = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
        environment |= {
            "ATELIER_HOME": str(settings.home.resolve()),
            SUPERVISOR: str(os.getpid()),
            "ATELIER_MAX_PICTURE_PIXELS": str(settings.max_picture_pixels),
            "ATELIER_CODE_MEMORY_BYTES": str(settings.code_memory_bytes),
            "ATELIER_CODE_NETWORK": str(settings.code_network),
            "ATELIER_CODE_PROCESSES": str(settings.code_processes),
            "ATELIER_CODE_FILE_BYTES": str(settings.code_file_bytes),
            "CUDA_VISIBLE_DEVICES": ",".join(map(str, gpus)) if gpus else "-1",
            "OMP_NUM_THREADS": str(threads),
            "TF_NUM_INTRAOP_THREADS": str(threads),
            "TF_NUM_INTEROP_THREADS": "1",
            "TF_CPP_MIN_LOG_LEVEL": "3",
            "ARROW_DEFAULT_MEMORY_POOL": "system",  # what is read gives its memory back to the machine
            "PYTHONUNBUFFERED": "1",
            "PYTHONPATH": _python_path(),
            "TMPDIR": str(scratch),
        }
        scratch.mkdir(parents=True, exist_ok=True)
        self._process = subprocess.Popen(  # our own interpreter and module
            [sys.executable, "-m", "atelier.runner"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=environment,
            cwd=scratch,
            start_new_session=True,
            umask=0o077,
        )
        self.pid = self._process.pid
        self.started_at = psutil.Process(self.pid).create_time()
        self._buffers = {"event": b"", "noise": b""}
        self._selector = selectors.DefaultSelector()
        for stream, name in ((self._process.stdout, "event"), (self._process.stderr, "noise")):
            assert stream is not None
            os.set_blocking(stream.fileno(), False)
            self._selector.register(stream, selectors.EVENT_READ, name)

    def tell(self, value: Mapping[str, Any]) -> None:
        """Send a line to the runner; one that is gone hears nothing."""
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(jsontext.dumps(value).encode() + b"\n")
            self._process.stdin.flush()
        except (BrokenPipeError, ValueError):
            return

    def read(self, timeout_seconds: float) -> Iterator[Line]:
        """Yield the lines that have come, waiting at most `timeout_seconds` for the first."""
        for key, _mask in self._selector.select(timeout_seconds):
            chunk = os.read(key.fd, _READ_BYTES)
            name: Literal["event", "noise"] = key.data
            if not chunk:
                self._selector.unregister(key.fileobj)
                if self._buffers[name]:
                    yield from self._lines(name, b"\n")
                continue
            yield from self._lines(name, chunk)

    @property
    def is_silent(self) -> bool:
        """Say whether both pipes have been closed by all who held them."""
        return not self._selector.get_map()

    def poll(self) -> int | None:
        """Return the exit code once the runner has ended; a negative number is the signal that ended it."""
        return self._process.poll()

    def signal_group(self, number: signal.Signals) -> None:
        """Send a signal to the runner and all it started."""
        try:
            os.killpg(self.pid, number)
        except (ProcessLookupError, PermissionError):
            return

    def end_group(self, *, timeout_seconds: float = 10.0) -> bool:
        """Kill what is left of the group and wait until it is gone; say whether it is."""
        self.signal_group(signal.SIGKILL)
        limit = time.monotonic() + timeout_seconds
        while time.monotonic() < limit:
            self._process.poll()
            if group_is_gone(self.pid):
                self._close()
                return True
            time.sleep(0.01)
        self._close()
        return False

    def _close(self) -> None:
        self._process.wait()
        self._selector.close()
        for stream in (self._process.stdin, self._process.stdout, self._process.stderr):
            if stream is not None:
                try:
                    stream.close()
                except BrokenPipeError:
                    continue

    def _lines(self, name: Literal["event", "noise"], chunk: bytes) -> Iterator[Line]:
        data = self._buffers[name] + chunk
        *whole, rest = data.split(b"\n")
        self._buffers[name] = rest[:MAX_LINE_BYTES]
        for line in whole:
            if not line.strip():
                continue
            if name == "noise":
                yield "noise", line.decode(errors="replace")
                continue
            try:
                yield "event", jsontext.loads(line)
            except ValueError:
                yield "noise", line[:4000].decode(errors="replace")


def _python_path() -> str:
    """Return where the runner finds this program and its plugins' libraries, whatever folder it starts in."""
    given = os.environ.get("PYTHONPATH", "").split(os.pathsep)
    places = [str(Path(__file__).resolve().parents[2]), *(str(Path(place).resolve()) for place in given if place)]
    return os.pathsep.join(dict.fromkeys(places))


def group_is_gone(group: int) -> bool:
    """Say whether no living process is left in a group; ended ones that wait for their parent do not count."""
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    for process in psutil.process_iter(["pid", "status"]):
        try:
            if os.getpgid(process.pid) == group and process.info["status"] != psutil.STATUS_ZOMBIE:
                return False
        except (ProcessLookupError, psutil.NoSuchProcess):
            continue
    return True


def end_leftovers(home: Path, *, timeout_seconds: float = 10.0) -> int:
    """Kill what former supervisors of this data folder started and left; return how many processes that were.

    For the data folder's only owner. They are known by the environment that every runner hands to what it starts, not
    by process numbers, which are used again, nor by group: a runner may die before the loaders it started.
    """
    left = []
    for process in psutil.process_iter():
        try:
            environment = process.environ()
        except psutil.Error:
            continue
        if SUPERVISOR in environment and environment.get("ATELIER_HOME") == str(home) and process.pid != os.getpid():
            left.append(process)
    for process in left:
        with contextlib.suppress(psutil.Error):
            process.kill()
    psutil.wait_procs(left, timeout=timeout_seconds)
    return len(left)
