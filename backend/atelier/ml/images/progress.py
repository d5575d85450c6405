"""Telling those who watch how training goes: epochs as events the moment they end, batches as progress."""

import time
from collections.abc import Sequence
from typing import Any

from atelier.ml.images.tensorboard import EventFile
from atelier.ml.run import Run
from atelier.runner.events import EpochEnd, EpochStart


class TrainingReport:
    """Reports one training. Its stretch of the activity's progress goes from `start` to 1."""

    def __init__(self, ctx: Run, epochs: int, start: float, boards: Sequence[tuple[str, EventFile]] = ()) -> None:
        self._ctx = ctx
        self._epochs = epochs
        self._start = start
        self._boards = boards
        self._epoch = 0
        self._epoch_began = 0.0
        self._fastest: float | None = None
        self.history: list[dict[str, Any]] = []

    def epoch_begins(self, epoch: int) -> None:
        """Say that an epoch begins, counted from 1."""
        self._epoch = epoch
        self._epoch_began = time.monotonic()
        self._ctx.emit(EpochStart(epoch=epoch, of=self._epochs))

    def batch_ends(self, step: int, steps: int) -> None:
        """Report the place in the epoch and the time left, by the time taken so far."""
        taken = time.monotonic() - self._epoch_began
        per_epoch = self._fastest if self._fastest is not None else taken * steps / step
        left = max(0.0, per_epoch - taken) + per_epoch * (self._epochs - self._epoch)
        fraction = self._start + (1 - self._start) * (self._epoch - 1 + step / steps) / self._epochs
        self._ctx.progress(fraction, f"Epoch {self._epoch}/{self._epochs}", seconds_left=left)

    def epoch_ends(self, logs: dict[str, float], *, best: bool) -> None:
        """Send the epoch's figures, stamped now."""
        seconds = time.monotonic() - self._epoch_began
        self._fastest = seconds if self._fastest is None else min(self._fastest, seconds)
        self._ctx.emit(
            EpochEnd(epoch=self._epoch, of=self._epochs, seconds=seconds, logs=logs, best=best, ended_at=time.time())
        )
        self.history.append({"epoch": self._epoch, **logs, "seconds": round(seconds, 3), "best": best})
        self._ctx.summarise(epoch=self._epoch, epochs=self._epochs, **logs)
        for prefix, board in self._boards:
            values = {
                f"epoch_{name.removeprefix('val_')}": value
                for name, value in logs.items()
                if name.startswith("val_") == (prefix == "validation")
            }
            if values:
                board.scalars(self._epoch - 1, values)
