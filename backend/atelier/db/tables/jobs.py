"""The queue: jobs, activities, attempts, slots, and the one append-only table of events."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from atelier.db.base import Base

BigId = BigInteger().with_variant(Integer, "sqlite")


class Job(Base):
    """What somebody asked for. `state`: NOT_STARTED, RUNNING, DONE, FAILED, ABORTED."""

    __tablename__ = "job"
    id: Mapped[int] = mapped_column(primary_key=True)
    project_key: Mapped[str] = mapped_column(ForeignKey("project.key", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(16))
    name: Mapped[str] = mapped_column(String(300))
    build_type: Mapped[str | None] = mapped_column(String(40))
    targets: Mapped[list[Any]] = mapped_column(default=list)
    initiator: Mapped[str] = mapped_column(String(80))
    via: Mapped[str] = mapped_column(String(16))
    state: Mapped[str] = mapped_column(String(16), index=True)
    created_at: Mapped[datetime]
    started_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    abort_requested_at: Mapped[datetime | None]
    abort_keep: Mapped[bool] = mapped_column(default=True)
    error: Mapped[dict[str, Any] | None]
    warnings: Mapped[int] = mapped_column(default=0)
    idempotency_key: Mapped[str | None] = mapped_column(String(120), unique=True)
    extra: Mapped[dict[str, Any]] = mapped_column(default=dict)
    __table_args__ = (Index(None, "project_key", "id"),)


class Activity(Base):
    """One recipe's run, or one macro's, inside a job; the unit that is claimed.

    `state`: QUEUED, CLAIMED, RUNNING, DONE, FAILED, ABORTED, SKIPPED. `needs` are ids of activities of the same job.
    `wish` holds the GPUs asked for by index and the share of each.
    """

    __tablename__ = "activity"
    id: Mapped[int] = mapped_column(primary_key=True)
    job_id: Mapped[int] = mapped_column(ForeignKey("job.id", ondelete="CASCADE"), index=True)
    project_key: Mapped[str] = mapped_column(String(64))
    position: Mapped[int]
    kind: Mapped[str] = mapped_column(String(16))
    type: Mapped[str] = mapped_column(String(80))
    name: Mapped[str] = mapped_column(String(200))
    recipe_id: Mapped[str | None] = mapped_column(String(16))
    params: Mapped[dict[str, Any]] = mapped_column(default=dict)
    inputs: Mapped[dict[str, Any]] = mapped_column(default=dict)
    outputs: Mapped[dict[str, Any]] = mapped_column(default=dict)
    needs: Mapped[list[Any]] = mapped_column(default=list)
    reason: Mapped[str] = mapped_column(String(500), default="")
    slot_class: Mapped[str] = mapped_column(String(8))
    wish: Mapped[dict[str, Any]] = mapped_column(default=dict)
    initiator: Mapped[str] = mapped_column(String(80))
    state: Mapped[str] = mapped_column(String(16), index=True)
    waiting_for: Mapped[str] = mapped_column(String(300), default="")
    fraction: Mapped[float | None]
    progress_text: Mapped[str] = mapped_column(String(300), default="")
    summary: Mapped[dict[str, Any]] = mapped_column(default=dict)
    lost_tries: Mapped[int] = mapped_column(default=0)
    not_before: Mapped[datetime | None]
    created_at: Mapped[datetime]
    started_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    error: Mapped[dict[str, Any] | None]


class Attempt(Base):
    """One try at an activity. Whoever holds `token` may write; zero rows changed means it was replaced.

    It holds `share` of each of `slot_ids`, the first of which is `slot_id`, until it is closed.
    """

    __tablename__ = "attempt"
    id: Mapped[int] = mapped_column(primary_key=True)
    activity_id: Mapped[int] = mapped_column(ForeignKey("activity.id", ondelete="CASCADE"), index=True)
    number: Mapped[int]
    token: Mapped[str] = mapped_column(String(64), unique=True)
    state: Mapped[str] = mapped_column(String(16), index=True)
    executor: Mapped[str] = mapped_column(String(120))
    slot_id: Mapped[str | None] = mapped_column(String(32))
    slot_ids: Mapped[list[Any]] = mapped_column(default=list)
    share: Mapped[float] = mapped_column(default=1.0)
    pid: Mapped[int | None]
    process_started_at: Mapped[float | None]
    lease_until: Mapped[datetime]
    started_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    exit_code: Mapped[int | None]
    reason: Mapped[str] = mapped_column(String(1000), default="")
    __table_args__ = (UniqueConstraint("activity_id", "number"),)


class Slot(Base):
    """A place to run: a GPU or a share of the processors."""

    __tablename__ = "slot"
    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    slot_class: Mapped[str] = mapped_column(String(8))
    executor: Mapped[str] = mapped_column(String(120))
    capacity: Mapped[float] = mapped_column(default=1.0)
    paused: Mapped[bool] = mapped_column(default=False)
    facts: Mapped[dict[str, Any]] = mapped_column(default=dict)


class Event(Base):
    """What happened, in order; the SSE id is the row id. `job_id` is empty for changes of items and recipes."""

    __tablename__ = "event"
    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    project_key: Mapped[str] = mapped_column(String(64))
    job_id: Mapped[int | None]
    activity_id: Mapped[int | None]
    at: Mapped[datetime]
    kind: Mapped[str] = mapped_column(String(16))
    body: Mapped[dict[str, Any]] = mapped_column(default=dict)
    __table_args__ = (Index(None, "job_id", "id"), Index(None, "project_key", "id"))
