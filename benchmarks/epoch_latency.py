"""How long after its end an epoch's point is with whoever watches, while another job floods its log."""

import statistics
import tempfile
import threading
import time
from pathlib import Path

from tests.faults.flow import SmallFlow, install_plugin
from tests.served import Served

from benchmarks.result import Result

QUESTION = "How long from an epoch's end in the runner to its arrival in the browser's stream?"
EPOCHS = 240
_SECONDS_AN_EPOCH = 0.1
_LINES_OF_THE_FLOOD = 20
_GOAL = "p95 under 250 ms; every epoch once in each tab"


class Tab(threading.Thread):
    """Somebody who watches a job; one that `reconnects` drops its line in mid-run and resumes after its last id."""

    def __init__(self, served: Served, key: str, job: int, *, reconnects: bool = False) -> None:
        super().__init__(daemon=True)
        self._served, self._key, self._job = served, key, job
        self._drop_at = EPOCHS // 2 if reconnects else None
        self.epochs: list[int] = []
        self.seconds: list[float] = []

    def run(self) -> None:
        last = 0
        while last >= 0:
            last = self._watch(last)

    def _watch(self, after: int) -> int:
        last = after
        for arrived, event in self._served.watch(self._key, job=self._job, after=after):
            last = event["id"]
            if event["job_id"] != self._job:
                continue
            body = event["body"]
            if body["kind"] == "epoch":
                self.epochs.append(body["epoch"])
                self.seconds.append(arrived - body["ended_at"])
                if body["epoch"] == self._drop_at:
                    self._drop_at = None
                    return last
            if body["kind"] == "job" and body["state"] in ("DONE", "FAILED", "ABORTED"):
                return -1
        return last


def measure() -> list[Result]:
    """Return the latencies of all tabs together, and whether each saw every epoch once."""
    with tempfile.TemporaryDirectory(prefix="atelier-bench-") as folder:
        home = Path(folder) / "home"
        install_plugin(home)
        served = Served(home)
        served.start()
        try:
            return _measure(served)
        finally:
            served.stop()


def _measure(served: Served) -> list[Result]:
    flow = SmallFlow(served, steps=EPOCHS, seconds=_SECONDS_AN_EPOCH, lines=2)
    flood = flow.recipe(
        "copy-slowly",
        {"source": [flow.photos]},
        {"copy": [{"new_name": "flood"}]},
        {"steps": 10_000, "seconds": 0.05, "lines": _LINES_OF_THE_FLOOD},
    )
    flooding = flow.build(flood)
    flow.wait_for_epoch(flooding)
    job = flow.build(flow.first_copy)
    tabs = [Tab(served, flow.key, job), Tab(served, flow.key, job, reconnects=True)]
    began = time.monotonic()
    for tab in tabs:
        tab.start()
    for tab in tabs:
        tab.join(300)
    took = time.monotonic() - began
    lines = flow.job(flooding)["activities"][0]["summary"]["epoch"] * _LINES_OF_THE_FLOOD
    served.post(f"{flow.base}/jobs/{flooding}/abort", {"keep": False})
    flow.wait(flooding)
    wrong = sum(tab.epochs != list(range(1, EPOCHS + 1)) for tab in tabs)
    milliseconds = sorted(second * 1000 for tab in tabs for second in tab.seconds)
    p95 = milliseconds[int(len(milliseconds) * 0.95) - 1]
    return [
        Result(f"p50 of {len(milliseconds)} arrivals in two tabs", statistics.median(milliseconds), "ms"),
        Result("p95", p95, "ms", goal=_GOAL),
        Result("longest", milliseconds[-1], "ms"),
        Result("tabs that missed or doubled an epoch", wrong, "tabs", goal="0, with one reconnect"),
        Result("log lines beside, of another job", lines / took, "lines/s"),
    ]
