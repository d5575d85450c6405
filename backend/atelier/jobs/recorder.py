"""Storing what a runner says: events as rows in batches, progress and figures on the activity, within limits."""

import re
import time
from pathlib import Path
from typing import Any, Protocol

from pydantic import BaseModel, ValidationError
from sqlalchemy.orm import Session

from atelier.db.tables import Activity, Job
from atelier.jobs.claim import Claim
from atelier.projects.events import record
from atelier.runner.events import (
    EpochEnd,
    EpochStart,
    EventBody,
    Failure,
    LogLine,
    ModelChanged,
    Progress,
    WarningRaised,
)

MAX_LINES = 100_000
MAX_LINE_CHARACTERS = 8_000
BATCH_SECONDS = 0.2
# what TensorFlow's C++ side says before its own log level counts; nobody can act on it
_CHATTER = re.compile(r"I\d{4} |WARNING: All log messages before absl::InitializeLog")


class ActivityFollower(Protocol):
    """What a sort of activity does with its events beside storing them."""

    def params_of(self, session: Session, activity: Activity) -> dict[str, Any]:
        """Return what the runner is told."""
        ...

    def adopt(self, staging: Path, event: BaseModel) -> None:
        """Move the bytes that an event brings along into the store. Opens no transaction; may be called twice."""
        ...

    def take(self, session: Session, claim: Claim, event: BaseModel) -> BaseModel:
        """Write an event where it belongs, in the transaction that stores it; returns it as it is to be stored."""
        ...


class Recorder:
    """The events of one attempt on their way into the database."""

    def __init__(self, claim: Claim, follower: ActivityFollower | None = None, staging: Path | None = None) -> None:
        self._claim = claim
        self._follower = follower
        self._staging = staging
        self._waiting: list[BaseModel] = []
        self._since = 0.0
        self._is_urgent = False
        self._lines = 0
        self._figures: dict[str, Any] = {}
        self._progress: Progress | None = None
        self._warnings = 0
        self.error: dict[str, Any] | None = None
        self.stopped = False

    def take(self, kind: str, value: Any) -> None:
        """Take one line of the runner."""
        if kind == "noise":
            if not _CHATTER.match(value):
                self._line(LogLine(text=value[:MAX_LINE_CHARACTERS], source="python"))
            return
        match value:
            case {"kind": "failed", "error": error}:
                self._fail(error)
            case {"kind": "stopped"}:
                self.stopped = True
            case {"kind": "summary", "figures": dict(figures)}:
                self._start_batch()
                self._figures.update(figures)
            case _:
                self._event(value)

    def is_due(self) -> bool:
        """Say whether it is time to write: at once for what is urgent, else after a fifth of a second."""
        something = bool(self._waiting or self._figures or self._progress)
        return something and (self._is_urgent or time.monotonic() - self._since >= BATCH_SECONDS)

    def adopt(self) -> None:
        """Move what the waiting events bring along into the store: before the transaction that names it."""
        if self._follower is not None and self._staging is not None:
            for event in self._waiting:
                self._follower.adopt(self._staging, event)

    def write(self, session: Session) -> None:
        """Write what has come, in the caller's transaction; call `written` once that is committed."""
        for event in self._waiting:
            self._record(session, event)
        activity = session.get_one(Activity, self._claim.activity_id)
        if self._figures:
            activity.summary = {**activity.summary, **self._figures}
        if self._progress is not None:
            activity.fraction = self._progress.fraction
            activity.progress_text = self._progress.text[:300]
            activity.summary = {**activity.summary, "seconds_left": self._progress.seconds_left, "at": time.time()}
            self._record(session, self._progress)
        if self._warnings:
            session.get_one(Job, self._claim.job_id).warnings += self._warnings

    def written(self) -> None:
        """Forget what has been written: the transaction is committed."""
        self._waiting, self._figures, self._progress = [], {}, None
        self._is_urgent, self._warnings = False, 0

    def _record(self, session: Session, event: BaseModel) -> None:
        if self._follower is not None:
            event = self._follower.take(session, self._claim, event)
        record(
            session,
            project_key=self._claim.project_key,
            job_id=self._claim.job_id,
            activity_id=self._claim.activity_id,
            body=event,
        )

    def _fail(self, error: Any) -> None:
        try:
            self.error = Failure.model_validate(error).model_dump()
        except ValidationError:
            self._left_out("failed")

    def _left_out(self, kind: Any) -> None:
        self._line(LogLine(level="WARN", text=f"An event of an unknown shape was left out: {str(kind)[:80]}."))

    def _event(self, value: Any) -> None:
        try:
            event = EventBody.model_validate(value).root
        except ValidationError:
            self._left_out(value.get("kind") if isinstance(value, dict) else type(value).__name__)
            return
        match event:
            case LogLine():
                self._line(event.model_copy(update={"text": event.text[:MAX_LINE_CHARACTERS]}))
            case Progress():
                self._start_batch()
                self._progress = event
            case EpochStart():
                self._append(event)
            case EpochEnd():
                self._append(event, urgent=True)
                self._figures |= {"epoch": event.epoch, "of": event.of, **event.logs}
                if event.best:
                    self._figures |= {
                        "best_epoch": event.epoch,
                        **{f"best_{name}": value for name, value in event.logs.items() if name.startswith("val_")},
                    }
            case WarningRaised():
                self._warnings += 1
                self._append(event)
            case ModelChanged():
                self._append(event, urgent=bool(event.files) or event.trial is None)
            case _:
                self._append(event)

    def _line(self, line: LogLine) -> None:
        self._lines += 1
        if self._lines <= MAX_LINES:
            self._append(line)
        elif self._lines == MAX_LINES + 1:
            self._append(LogLine(level="WARN", text=f"The log ends here: more than {MAX_LINES:,} lines were written."))

    def _append(self, event: BaseModel, *, urgent: bool = False) -> None:
        self._start_batch()
        self._waiting.append(event)
        self._is_urgent = self._is_urgent or urgent

    def _start_batch(self) -> None:
        if not self._waiting and self._progress is None and not self._figures:
            self._since = time.monotonic()
