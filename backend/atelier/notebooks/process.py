"""The processes of one JupyterLab session: started by exec in a group of their own, ended to the last kernel."""

import contextlib
import importlib.util
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil

from atelier.errors import Unavailable
from atelier.jobs.process import SUPERVISOR
from atelier.runner.limits import Limits
from atelier.settings import Settings

INSTALL = "pip install atelier[notebook]"
MARK = "ATELIER_NOTEBOOK_SESSION"
_PASSED_ON = ("PATH", "LANG", "LC_ALL", "TZ", "VIRTUAL_ENV", "SSL_CERT_FILE", "SSL_CERT_DIR", "HTTP_PROXY",
              "HTTPS_PROXY", "NO_PROXY", "http_proxy", "https_proxy", "no_proxy", "LD_LIBRARY_PATH")  # fmt: skip
_PROCESSES_A_RECIPE = 4  # a session holds several kernels
_END_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class Order:
    """What a session is started with; `url` is where its kernels reach Atelier."""

    session_id: str
    project_key: str
    folder: Path
    scratch: Path
    port: int
    token: str
    api_key: str
    url: str


class LabProcess:
    """JupyterLab below its host process, which holds a pipe to this one and ends all when it closes."""

    def __init__(self, settings: Settings, order: Order) -> None:
        self._mark = order.session_id
        self._scratch = order.scratch
        self._log = order.scratch / "log.txt"
        order.scratch.mkdir(parents=True, exist_ok=True, mode=0o700)
        order.folder.mkdir(parents=True, exist_ok=True)
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "atelier.runner.notebook_host"],
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=subprocess.STDOUT,
                env=_environment(settings, order),
                cwd=order.scratch,
                start_new_session=True,
                umask=0o077,
            )
        assert self._process.stdin is not None
        with contextlib.suppress(BrokenPipeError):
            self._process.stdin.write(json.dumps(_spec(settings, order)).encode() + b"\n")
            self._process.stdin.flush()

    @property
    def pid(self) -> int:
        """Return the host process's number."""
        return self._process.pid

    def has_ended(self, *, within_seconds: float = 0.0) -> bool:
        """Wait at most so long for the end, and say whether it came."""
        try:
            self._process.wait(within_seconds)
        except subprocess.TimeoutExpired:
            return False
        return True

    def ask_to_end(self) -> None:
        """Close the pipe: the host ends JupyterLab and its kernels, then itself."""
        assert self._process.stdin is not None
        with contextlib.suppress(BrokenPipeError, ValueError):
            self._process.stdin.close()

    def end(self) -> None:
        """End all that belongs to the session and remove its temporary folder."""
        self.ask_to_end()
        if not self.has_ended(within_seconds=_END_SECONDS):
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
        self._end_strays()
        shutil.rmtree(self._scratch, ignore_errors=True)

    def last_words(self) -> str:
        """Return the last line that JupyterLab printed, for who wants to know why it did not start."""
        with contextlib.suppress(OSError):
            lines = self._log.read_text(encoding="utf-8", errors="replace").splitlines()
            said = [line for line in lines if line.strip() and not line.startswith('{"ended"')]
            return said[-1][:300] if said else ""
        return ""

    def _end_strays(self) -> None:
        """Kill what is left where the host itself was killed: its children carry the session's mark."""
        left = []
        for process in psutil.process_iter():
            with contextlib.suppress(psutil.Error):
                if process.environ().get(MARK) == self._mark:
                    process.kill()
                    left.append(process)
        psutil.wait_procs(left, timeout=_END_SECONDS)


def demand_installed() -> None:
    """Raise `Unavailable` with the command to install it when JupyterLab is not there."""
    if not is_installed():
        raise Unavailable(
            "JupyterLab is not installed in this Atelier.",
            hint=f"An administrator installs it with `{INSTALL}` in Atelier's environment; the server need not stop.",
        )


def is_installed() -> bool:
    """Say whether JupyterLab can be started here, also when it came while this server ran."""
    importlib.invalidate_caches()
    return importlib.util.find_spec("jupyterlab") is not None


def is_free(host: str, port: int) -> bool:
    """Say whether a server could listen on the port."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def _spec(settings: Settings, order: Order) -> dict[str, Any]:
    seconds = settings.notebook_hours * 3600.0
    limits = Limits(
        memory_bytes=settings.code_memory_bytes,
        seconds=seconds,
        cpu_seconds=int(seconds) * (os.cpu_count() or 1),
        processes=settings.code_processes * _PROCESSES_A_RECIPE,
        file_bytes=settings.code_file_bytes,
    )
    return {
        "folder": str(order.folder),
        "scratch": str(order.scratch),
        "listen": settings.host,
        "port": order.port,
        "is_remote": settings.notebook_address is not None or settings.host not in ("127.0.0.1", "::1", "localhost"),
        "token": order.token,
        "api_key": order.api_key,
        "idle_seconds": settings.notebook_idle_minutes * 60,
        "limits": limits.as_json(),
    }


def _environment(settings: Settings, order: Order) -> dict[str, str]:
    package = Path(__file__).resolve().parents[1]
    given = [str(Path(part).resolve()) for part in os.environ.get("PYTHONPATH", "").split(os.pathsep) if part]
    paths = dict.fromkeys([str(package / "dataiku_module"), str(package.parent), *given])
    scratch = order.scratch
    return {name: os.environ[name] for name in _PASSED_ON if name in os.environ} | {
        "PYTHONPATH": os.pathsep.join(paths),
        "PYTHONUNBUFFERED": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
        "HOME": str(scratch),
        "TMPDIR": str(scratch),
        "JUPYTER_CONFIG_DIR": str(scratch / "config"),
        "JUPYTER_DATA_DIR": str(scratch / "data"),
        "JUPYTER_RUNTIME_DIR": str(scratch / "runtime"),
        "JUPYTERLAB_SETTINGS_DIR": str(scratch / "settings"),
        "JUPYTERLAB_WORKSPACES_DIR": str(scratch / "workspaces"),
        "IPYTHONDIR": str(scratch / "ipython"),
        "ATELIER_URL": order.url,
        "DKU_CURRENT_PROJECT_KEY": order.project_key,
        "ATELIER_HOME": str(settings.home.resolve()),
        SUPERVISOR: str(os.getpid()),
        MARK: order.session_id,
        "OMP_NUM_THREADS": "2",
        "OPENBLAS_NUM_THREADS": "2",
        "TF_CPP_MIN_LOG_LEVEL": "3",
    }
