"""A whole class logs in at the same moment."""

import statistics
import threading
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx
import psutil
from tests.served import Served

from benchmarks.result import Result

QUESTION = "How long does a class of fifty wait that logs in at once, and how much memory does it take?"
PEOPLE = 50


def measure() -> list[Result]:
    """Log fifty browsers in at once against a real server."""
    with TemporaryDirectory() as folder:
        server = Served(Path(folder) / "home")
        server.start()
        try:
            return _storm(server)
        finally:
            server.kill()


def _storm(server: Served) -> list[Result]:
    process = psutil.Process(server.pid)
    waits: list[float] = []
    peak = before = process.memory_info().rss
    begin = threading.Barrier(PEOPLE + 1)

    def log_in() -> None:
        with httpx.Client(base_url=f"http://127.0.0.1:{server.port}", timeout=60) as browser:
            begin.wait()
            started = time.perf_counter()
            answer = browser.post("/api/auth/login", json={"login": "admin", "password": "correct horse battery"})
            answer.raise_for_status()
            waits.append(time.perf_counter() - started)

    threads = [threading.Thread(target=log_in) for _ in range(PEOPLE)]
    for thread in threads:
        thread.start()
    begin.wait()
    started = time.perf_counter()
    while any(thread.is_alive() for thread in threads):
        peak = max(peak, process.memory_info().rss)
        time.sleep(0.01)
    return [
        Result(
            f"{PEOPLE} log-ins at once, all done", time.perf_counter() - started, "s", goal="at most 5 s on 2 cores"
        ),
        Result("wait of the 95th of 100", statistics.quantiles(waits, n=20)[-1], "s"),
        Result("memory on top while it lasts", (peak - before) / 2**20, "MiB", goal="at most 200 MiB"),
    ]
