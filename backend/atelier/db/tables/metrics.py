"""What is measured of items: which probes and checks each has, the values found, and how the checks went."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from atelier.db.base import Base


class MetricSettings(Base):
    """What is measured of one item, and how far the measuring after builds has come.

    `probes` and `checks` are lists of `{"id", "type", "name", "enabled", "params"}`; `shown` lists metrics in the order
    of their tiles (None: all). With `after_build`, versions above `followed` are still to be measured; `tries` counts
    how often that was begun for the next one.
    """

    __tablename__ = "metric_settings"
    item_id: Mapped[str] = mapped_column(ForeignKey("item.id", ondelete="CASCADE"), primary_key=True)
    probes: Mapped[list[Any]] = mapped_column(default=list)
    checks: Mapped[list[Any]] = mapped_column(default=list)
    shown: Mapped[list[str] | None] = mapped_column(JSON(none_as_null=True))
    after_build: Mapped[bool] = mapped_column(default=False)
    followed: Mapped[int] = mapped_column(default=0)
    tries: Mapped[int] = mapped_column(default=0)
    revision: Mapped[int] = mapped_column(default=1)
    updated_at: Mapped[datetime]
    updated_by: Mapped[str] = mapped_column(String(80))


class MetricRun(Base):
    """One measurement that somebody asked for: `waiting`, `running`, `done`, `failed` or `stopped`.

    `wish` is what was asked for (see `metrics.runs.Wish`); its values are those of the item at `measured_at`.
    `tries` counts how often it was begun.
    """

    __tablename__ = "metric_run"
    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[str] = mapped_column(ForeignKey("item.id", ondelete="CASCADE"))
    state: Mapped[str] = mapped_column(String(8))
    wish: Mapped[dict[str, Any]]
    by: Mapped[str] = mapped_column(String(80))
    asked_at: Mapped[datetime]
    started_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    measured_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=0)
    tries: Mapped[int] = mapped_column(default=0)
    stop_asked: Mapped[bool] = mapped_column(default=False)
    problem: Mapped[str | None] = mapped_column(String(1000))
    __table_args__ = (Index(None, "item_id", "id"), Index(None, "state"))


class MetricValue(Base):
    """One value of one metric at one moment. Without a value, `problem` says why there is none.

    `kind` is `number`, `text`, `json` or `missing`; a whole number that a float does not hold exactly is in `text` too.
    `detail` holds what belongs to the value and is no metric of its own (a confusion matrix).
    """

    __tablename__ = "metric_value"
    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[str] = mapped_column(ForeignKey("item.id", ondelete="CASCADE"))
    version: Mapped[int]
    at: Mapped[datetime]
    probe_id: Mapped[str] = mapped_column(String(40))
    metric: Mapped[str] = mapped_column(String(400))
    label: Mapped[str] = mapped_column(String(400))
    unit: Mapped[str] = mapped_column(String(16), default="")
    kind: Mapped[str] = mapped_column(String(8))
    number: Mapped[float | None]
    text: Mapped[str | None]
    json: Mapped[Any | None] = mapped_column(JSON(none_as_null=True))
    detail: Mapped[Any | None] = mapped_column(JSON(none_as_null=True))
    problem: Mapped[str | None] = mapped_column(String(1000))
    by: Mapped[str] = mapped_column(String(80))
    __table_args__ = (Index(None, "item_id", "metric", "id"), Index(None, "item_id", "probe_id", "at"))


class CheckOutcome(Base):
    """How one check went at one moment: `OK`, `WARNING`, `ERROR` or `EMPTY`, with a sentence."""

    __tablename__ = "check_outcome"
    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[str] = mapped_column(ForeignKey("item.id", ondelete="CASCADE"))
    version: Mapped[int]
    at: Mapped[datetime]
    check_id: Mapped[str] = mapped_column(String(40))
    outcome: Mapped[str] = mapped_column(String(8))
    message: Mapped[str] = mapped_column(String(1000))
    value: Mapped[str | None] = mapped_column(String(400))
    by: Mapped[str] = mapped_column(String(80))
    __table_args__ = (Index(None, "item_id", "check_id", "id"),)
