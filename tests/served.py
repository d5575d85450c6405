"""A real server in a process of its own, for tests and benchmarks that kill it or talk to it over the wire."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import psutil

ADMIN_KEY = "served-admin-key-0123456789abcdef"
_BACKEND = Path(__file__).parents[1] / "backend"
_START_SECONDS = 60.0


class Served:
    """An Atelier below `home`; it may be killed and started again as often as a test likes."""

    def __init__(self, home: Path, **environment: str) -> None:
        self.home = home
        self.port = free_port()
        self.log = home.parent / f"{home.name}-server.log"
        self._environment = {name: value for name, value in os.environ.items() if not name.startswith("ATELIER_")} | {
            "PYTHONPATH": str(_BACKEND),
            "ATELIER_HOME": str(home),
            "ATELIER_PORT": str(self.port),
            "ATELIER_ADMIN_PASSWORD": "correct horse battery",
            "ATELIER_ADMIN_API_KEY": ADMIN_KEY,
            "OMP_NUM_THREADS": "1",
            **environment,
        }
        self._process: subprocess.Popen[bytes] | None = None
        # one client: each new one would read all certificates of the machine, which costs more than the requests
        self._client = httpx.Client(
            base_url=f"http://127.0.0.1:{self.port}", headers={"Authorization": f"Bearer {ADMIN_KEY}"}, timeout=60
        )

    def start(self, *, crash_point: str | None = None, wait: bool = True) -> None:
        """Start the server; with `wait`, return when it says that it is ready."""
        environment = {**self._environment, **({"ATELIER_CRASH_POINT": crash_point} if crash_point else {})}
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "atelier", "serve"], env=environment, stdout=log, stderr=log
            )
        if wait:
            self.wait_until_ready()

    def wait_until_ready(self) -> None:
        """Wait for the health page; raises `AssertionError` with the server's own words when it ended instead."""
        limit = time.monotonic() + _START_SECONDS
        while time.monotonic() < limit:
            if not self.is_alive:
                raise AssertionError(f"The server ended while starting:\n{self.log.read_text()[-3000:]}")
            try:
                if self.get("/api/health").status_code == 200:
                    return
            except httpx.TransportError:
                time.sleep(0.05)
        raise AssertionError(f"The server was not ready in time:\n{self.log.read_text()[-3000:]}")

    @property
    def is_alive(self) -> bool:
        """Say whether the server's process runs."""
        return self._process is not None and self._process.poll() is None

    @property
    def pid(self) -> int:
        """Return the server's process number."""
        assert self._process is not None
        return self._process.pid

    def runners(self) -> list[psutil.Process]:
        """Return the processes of this data folder that are not its server."""
        return [process for process in processes_of(self.home) if process.pid != self.pid]

    def kill(self) -> None:
        """Kill the server at once, as a power cut would."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()

    def wait_until_dead(self, timeout_seconds: float = 60.0) -> int:
        """Wait until the server ended by itself; return its exit code, negative for a signal."""
        assert self._process is not None
        return self._process.wait(timeout_seconds)

    def stop(self) -> None:
        """Ask the server to end and wait until it has."""
        if self._process is not None and self._process.poll() is None:
            self._process.send_signal(signal.SIGTERM)
            try:
                self._process.wait(30)
            except subprocess.TimeoutExpired:
                self.kill()
                raise

    def request(self, method: str, path: str, **options: Any) -> httpx.Response:
        """Send a request as the administrator."""
        return self._client.request(method, path, **options)

    def get(self, path: str, **options: Any) -> httpx.Response:
        """GET as the administrator."""
        return self.request("GET", path, **options)

    def post(self, path: str, body: Any = None, **options: Any) -> httpx.Response:
        """POST JSON as the administrator."""
        return self.request("POST", path, json=body, **options)

    def watch(self, project_key: str, *, job: int, after: int = 0) -> Iterator[tuple[float, dict[str, Any]]]:
        """Yield what the live stream sends, each event with the moment it arrived; ends when the stream does."""
        address = f"/api/projects/{project_key}/events?job={job}"
        with self._client.stream("GET", address, headers={"Last-Event-ID": str(after)}) as answer:
            assert answer.status_code == 200, answer.read()
            for line in answer.iter_lines():
                if line.startswith("data: "):
                    yield time.time(), json.loads(line.removeprefix("data: "))


def processes_of(home: Path) -> list[psutil.Process]:
    """Return the living processes that work for a data folder."""
    found = []
    for process in psutil.process_iter():
        try:
            if process.environ().get("ATELIER_HOME") == str(home) and process.status() != psutil.STATUS_ZOMBIE:
                found.append(process)
        except psutil.Error:
            continue
    return found


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
