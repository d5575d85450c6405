"""Shapes of what is measured of items, and of their checks."""

from datetime import datetime
from typing import Any, Literal

from pydantic import Field

from atelier.api.schemas.base import MOST, In, Out
from atelier.api.schemas.recipes import FormIn

Outcome = Literal["OK", "WARNING", "ERROR", "EMPTY"]
ID = r"^[A-Za-z0-9_-]{1,40}$"


class MetricEntryIn(In):
    """A probe or a check as it is to be set up. The identifier is the client's choice and stays."""

    id: str = Field(pattern=ID)
    type: str = Field(max_length=80)
    name: str = Field("", max_length=120)
    enabled: bool = True
    params: dict[str, Any] = {}


class MetricSettingsIn(In):
    """The whole of what is measured; `revision` is the one it was made from."""

    revision: int = Field(ge=0, le=MOST)
    probes: list[MetricEntryIn] = Field(max_length=1000)
    checks: list[MetricEntryIn] = Field(max_length=1000)
    shown: list[str] | None = Field(None, max_length=5000)
    after_build: bool = False


class ComputeIn(In):
    """Which probes to run; None: all. What is done within `patience_seconds` is in the answer already."""

    probes: list[str] | None = Field(None, max_length=1000)
    patience_seconds: float = Field(1.0, ge=0, le=5)


class TryIn(In):
    """A probe that is not saved yet."""

    type: str = Field(max_length=80)
    params: dict[str, Any] = {}


class MetricFormIn(In):
    params: dict[str, Any]


class MetricChoicesIn(FormIn):
    source: str = Field(max_length=80)


class MetricTypeOut(Out):
    """A type of probe or check, as a menu and a form need it."""

    type: str
    label: str
    description: str
    icon: str
    kinds: list[Literal["dataset", "folder", "model"]]
    needs_code: bool
    params_schema: dict[str, Any]
    sections: list[str]
    defaults: dict[str, Any]


class MetricTypesOut(Out):
    probes: list[MetricTypeOut]
    checks: list[MetricTypeOut]


class TrendPoint(Out):
    at: datetime
    number: float | None


class MetricValueOut(Out):
    """A value as it was last measured. `kind` `missing`: there is none, and `problem` says why."""

    metric: str
    label: str
    unit: Literal["", "count", "bytes", "share"]
    kind: Literal["number", "text", "json", "missing"]
    value: Any
    detail: Any
    problem: str | None
    probe_id: str
    version: int
    at: datetime
    by: str
    trend: list[TrendPoint]


class MetricEntryOut(Out):
    """A probe or a check that is set up, in words."""

    id: str
    type: str
    label: str
    name: str
    enabled: bool
    params: dict[str, Any]
    sentence: str
    needs_code: bool
    problem: str | None


class OutcomeOut(Out):
    outcome: Outcome
    message: str
    value: str | None
    version: int
    at: datetime
    by: str


class CheckOut(MetricEntryOut):
    """A check with how it went the last times, newest first."""

    outcomes: list[OutcomeOut]


class MetricRunOut(Out):
    """A measurement that was asked for. `done` of `total` probes are through, `probe` is the one at work.

    Without `measures` only the checks are run. `problem` says why it failed.
    """

    id: int
    state: Literal["waiting", "running", "done", "failed", "stopped"]
    measures: bool
    by: str
    asked_at: datetime
    started_at: datetime | None
    ended_at: datetime | None
    done: int
    total: int
    probe: str
    is_stopping: bool
    problem: str | None


class MetricsOut(Out):
    """What is measured of an item. `is_behind`: a newer version than the measured one is there."""

    item_id: str
    kind: Literal["dataset", "folder", "model"]
    is_model: bool
    version: int
    revision: int
    probes: list[MetricEntryOut]
    checks: list[CheckOut]
    shown: list[str] | None
    after_build: bool
    values: list[MetricValueOut]
    is_behind: bool
    is_pending: bool
    run: MetricRunOut | None
    picture_folder_id: str | None


class TriedOut(Out):
    """What a probe gives that is not saved yet."""

    values: list[MetricValueOut]


class ItemChecksOut(Out):
    """How the checks of an item went last: how many of each outcome, and the worst."""

    item_id: str
    worst: Outcome
    counts: dict[str, int]
