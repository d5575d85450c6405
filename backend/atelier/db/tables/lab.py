"""The Lab: analyses of datasets, prediction tasks, training sessions and the models they gave."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from atelier.db.base import Base


class Analysis(Base):
    """A visual analysis of a dataset: a script of Prepare steps that is not in the flow, charts, and tasks."""

    __tablename__ = "analysis"
    id: Mapped[str] = mapped_column(String(16), primary_key=True)
    project_key: Mapped[str] = mapped_column(ForeignKey("project.key", ondelete="CASCADE"), index=True)
    dataset_id: Mapped[str] = mapped_column(ForeignKey("item.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    script: Mapped[list[Any]] = mapped_column(default=list)
    charts: Mapped[list[Any]] = mapped_column(default=list)
    revision: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime]
    created_by: Mapped[str] = mapped_column(String(80))
    updated_at: Mapped[datetime]
    deleted_at: Mapped[datetime | None]


class MlTask(Base):
    """A prediction task of an analysis with its design; `style` is how it was begun."""

    __tablename__ = "ml_task"
    id: Mapped[str] = mapped_column(String(16), primary_key=True)
    analysis_id: Mapped[str] = mapped_column(ForeignKey("analysis.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    style: Mapped[str] = mapped_column(String(32))
    design: Mapped[dict[str, Any]] = mapped_column(default=dict)
    revision: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime]
    created_by: Mapped[str] = mapped_column(String(80))
    updated_at: Mapped[datetime]
    deleted_at: Mapped[datetime | None]


class LabSession(Base):
    """One press of Train: the design and script as they were, and the job that carries it out."""

    __tablename__ = "lab_session"
    id: Mapped[int] = mapped_column(primary_key=True)
    task_id: Mapped[str] = mapped_column(ForeignKey("ml_task.id", ondelete="CASCADE"))
    number: Mapped[int]
    name: Mapped[str] = mapped_column(String(200), default="")
    description: Mapped[str] = mapped_column(String(10000), default="")
    design: Mapped[dict[str, Any]] = mapped_column(default=dict)
    script: Mapped[list[Any]] = mapped_column(default=list)
    dataset_version: Mapped[int] = mapped_column(default=0)
    job_id: Mapped[int | None] = mapped_column(ForeignKey("job.id", ondelete="SET NULL"), index=True)
    created_at: Mapped[datetime]
    created_by: Mapped[str] = mapped_column(String(80))
    __table_args__ = (UniqueConstraint("task_id", "number"),)


class TrainedModel(Base):
    """A model of a session. `state`: QUEUED, RUNNING, DONE, FAILED, ABORTED; once DONE, `files` name its blobs.

    `number` counts within the session. `trials` are the candidates of its search so far.
    """

    __tablename__ = "trained_model"
    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("lab_session.id", ondelete="CASCADE"))
    number: Mapped[int]
    algorithm: Mapped[str] = mapped_column(String(80))
    label: Mapped[str] = mapped_column(String(200))
    state: Mapped[str] = mapped_column(String(16))
    text: Mapped[str] = mapped_column(String(1000), default="")
    fraction: Mapped[float | None]
    trials: Mapped[list[Any]] = mapped_column(default=list)
    facts: Mapped[dict[str, Any]] = mapped_column(default=dict)
    files: Mapped[list[Any]] = mapped_column(default=list)
    name: Mapped[str] = mapped_column(String(200), default="")
    description: Mapped[str] = mapped_column(String(10000), default="")
    starred: Mapped[bool] = mapped_column(default=False)
    labels: Mapped[list[Any]] = mapped_column(default=list)
    started_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    deleted_at: Mapped[datetime | None]
    __table_args__ = (UniqueConstraint("session_id", "number"), Index(None, "session_id", "state"))
