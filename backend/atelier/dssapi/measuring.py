"""Measurements that scripts asked for: waited for without holding a thread, and told in DSS's shapes."""

import asyncio
import time
from dataclasses import dataclass
from typing import Any

from starlette.concurrency import run_in_threadpool

from atelier import clock, jsontext
from atelier.db.engine import Database
from atelier.db.tables import MetricRun, MetricValue
from atelier.errors import ActivityFailed, NotFound
from atelier.metrics import runs, values

PREFIX = "metrics_"
_FIRST_LOOK_SECONDS, _LAST_LOOK_SECONDS = 0.02, 0.5


@dataclass(frozen=True, slots=True)
class Told:
    """A measurement as it stands, with what it measured."""

    run: MetricRun
    values: list[MetricValue]


def look(database: Database, run_id: int) -> Told:
    """Return a measurement as it stands; raises `NotFound`."""
    with database.read() as session:
        run = session.get(MetricRun, run_id)
        if run is None:
            raise NotFound("What was to be measured was deleted.")
        return Told(run, runs.values_of(session, run))


async def ended(database: Database, run_id: int, *, seconds: float | None) -> Told:
    """Return a measurement once it has ended, or as it stands after so many seconds."""
    until = None if seconds is None else time.monotonic() + seconds
    pause = _FIRST_LOOK_SECONDS
    while True:
        told = await run_in_threadpool(look, database, run_id)
        if told.run.state not in runs.OPEN or (until is not None and time.monotonic() >= until):
            return told
        await asyncio.sleep(pause)
        pause = min(pause * 1.5, _LAST_LOOK_SECONDS)


def report(told: Told) -> dict[str, Any]:
    """Return what was measured; raises `ActivityFailed` for a measurement that failed or was stopped."""
    run = told.run
    if run.state != "done":
        raise ActivityFailed(run.problem or "The measuring was stopped.")
    wanted = run.wish["metrics"]
    computed = [row for row in told.values if wanted is None or row.metric in wanted]
    return {
        "startTime": clock.milliseconds(run.started_at or run.asked_at),
        "endTime": clock.milliseconds(run.ended_at or run.asked_at),
        "computed": [{"partition": "NP", **_value(row)} for row in computed if row.kind != "missing"],
        "skipped": [{"metricId": row.metric, "reason": row.problem} for row in computed if row.kind == "missing"],
        "runs": [],
    }


def task(told: Told, *, peek: bool = False) -> dict[str, Any]:
    """Return a measurement as a long task, with its report once it has ended."""
    is_open = told.run.state in runs.OPEN
    shown = {
        "jobId": f"{PREFIX}{told.run.id}",
        "hasResult": not is_open,
        "alive": is_open,
        "aborted": False,
        "startTime": clock.milliseconds(told.run.started_at or told.run.asked_at),
    }
    return shown if is_open or peek else {**shown, "result": report(told)}


def text(row: MetricValue) -> dict[str, Any]:
    """Return a value as text, with its type."""
    value = values.value_of(row)
    said = value if isinstance(value, str) else jsontext.dumps(value) if isinstance(value, list | dict) else repr(value)
    return {"value": said, "dataType": data_type(row)}


def data_type(row: MetricValue) -> str:
    """Return DSS's name of a value's type."""
    value = values.value_of(row)
    return "BIGINT" if isinstance(value, int) else "DOUBLE" if isinstance(value, float) else "STRING"


def _value(row: MetricValue) -> dict[str, Any]:
    return {"metricId": row.metric, "metric": {"id": row.metric, "type": row.metric.split(":", 1)[0]}, **text(row)}
