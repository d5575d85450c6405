"""A training session: one process reads the data once and trains all models of a task, one after the other.

A model is whole on disk and told of as soon as it is trained: whatever ends the session later takes nothing away.
"""

import shutil
import traceback
from functools import partial
from pathlib import Path
from typing import Any, Protocol

from pydantic import BaseModel, ConfigDict

from atelier.errors import ActivityFailed, AtelierError, Stopped
from atelier.ml.run import Run
from atelier.ml.tabular import embedding, memory, reading, training
from atelier.ml.tabular.algorithms import registry
from atelier.ml.tabular.design import Design
from atelier.ml.tabular.searching import Trial
from atelier.runner.events import ModelChanged
from atelier.runner.spec import slot_of
from atelier.storage.handles import FolderHandle
from atelier.storage.staging import described_files

INPUT, TEST = "input", "test"
MODELS = "models"


class Planned(BaseModel):
    """A model to be trained: its number in the session, its algorithm and the block of its hyper-parameters."""

    number: int
    algorithm: str
    label: str = ""  # of an own estimator, its name
    block: dict[str, Any] = {}


class SessionParams(BaseModel):
    """What a session trains. `done` are the numbers of models that an earlier attempt has finished."""

    model_config = ConfigDict(extra="forbid")

    design: Design
    script: list[dict[str, Any]] = []
    models: list[Planned]
    done: list[int] = []


class SessionRun(Run, Protocol):
    """What a session needs of its run."""

    @property
    def work(self) -> Path: ...

    def input_tables(self, role: str) -> Any: ...

    def input_folder(self, role: str) -> FolderHandle: ...


class TrainingSession:
    """The one type of activity of kind `session`."""

    Params = SessionParams

    def run(self, ctx: SessionRun, params: SessionParams) -> None:
        """Train all models; raises `ActivityFailed` when none could be trained."""
        memory.return_large_blocks()
        left = [one for one in params.models if one.number not in params.done]
        try:
            prepared = _prepared(ctx, params)
        except Exception as error:
            sentence = _sentence(error) if isinstance(error, AtelierError) else f"{type(error).__name__}: {error}"
            for one in left:
                ctx.emit(ModelChanged(number=one.number, state="FAILED", text=sentence[:1000]))
            raise
        problems = []
        for place, one in enumerate(left):
            if ctx.stop_requested():
                raise Stopped("Stopped; the models that were finished are kept.")
            problem = _train(ctx, prepared, one, share=(place, len(left)))
            memory.return_what_is_free()
            if problem is not None:
                problems.append(problem)
        if left and len(problems) == len(left):
            raise ActivityFailed(f"No model could be trained. {problems[0]}")


def _prepared(ctx: SessionRun, params: SessionParams) -> training.Prepared:
    ctx.progress(0.0, "Reading the data")
    design = params.design
    names = reading.columns_needed(design)
    first, second = reading.filters_of(design)
    table = reading.read(ctx, ctx.input_tables(INPUT)[0], params.script, names, first)
    tests = ctx.input_tables(TEST)
    test = reading.read(ctx, tests[0], params.script, names, second) if tests else None
    embedder = embedding.Embedder(ctx, design, partial(_folder_of, ctx, design))
    for one in (table, test):
        if one is not None:
            embedder.embed(one)
    embedder.warn()
    ctx.progress(0.0, "Turning the columns into numbers")
    prepared = training.prepare(ctx, design, table, test)
    prepared.script = params.script
    return prepared


def _folder_of(ctx: SessionRun, design: Design, kind: embedding.Kind, item_id: str) -> FolderHandle:
    position = embedding.folders_of(design)[kind].index(item_id)
    return ctx.input_folder(slot_of(kind, position))


def _train(ctx: SessionRun, prepared: training.Prepared, planned: Planned, share: tuple[int, int]) -> str | None:
    """Train one model and tell of it; returns why it could not be trained, or None."""
    algorithm = registry.get(planned.algorithm)
    label = planned.label or algorithm.label
    number = planned.number
    count = 0

    def on_trial(trial: Trial, total: int | None) -> None:
        nonlocal count
        count += 1
        fraction = count / (total + 1) if total else None
        told = {"values": trial.values, "score": trial.score, "seconds": trial.seconds, "problem": trial.problem}
        text = f"candidate {count} of {total}" if total else f"candidate {count}"
        ctx.emit(ModelChanged(number=number, state="RUNNING", text=text, fraction=fraction, trial=told))
        ctx.progress((share[0] + (fraction or 0)) / share[1], f"{label}: {text}")

    ctx.emit(ModelChanged(number=number, state="RUNNING"))
    ctx.log(f"{label} begins.", source="train")
    try:
        trained = training.train(ctx, prepared, algorithm, planned.block, on_trial=on_trial)
        folder = ctx.work / MODELS / str(number)
        shutil.rmtree(folder, ignore_errors=True)
        training.write(folder, prepared, trained)
    except Stopped:
        ctx.emit(ModelChanged(number=number, state="ABORTED", text="Stopped before it was finished."))
        raise
    except AtelierError as error:
        return _failed(ctx, number, label, _sentence(error))
    except MemoryError:
        sentence = "There was not enough memory. Fewer trees or features need less."
        return _failed(ctx, number, label, sentence)
    except Exception as error:  # one failing model does not stop the others
        for line in traceback.format_exc().rstrip().splitlines():
            ctx.log(line, source="python", level="ERROR")
        return _failed(ctx, number, label, f"{type(error).__name__}: {str(error).splitlines()[0][:300]}")
    facts = {
        "values": trained.model.values,
        "metrics": trained.metrics,
        "spread": trained.spread,
        "seconds": trained.seconds,
        "facts": trained.model.facts,
    }
    ctx.emit(ModelChanged(number=number, state="DONE", fraction=1.0, facts=facts, files=described_files(folder)))
    ctx.log(f"{label} is trained in {trained.seconds:.1f} s: {_words(trained.metrics)}", source="train")
    ctx.progress((share[0] + 1) / share[1], f"{label} is trained")
    return None


def _failed(ctx: SessionRun, number: int, label: str, sentence: str) -> str:
    ctx.emit(ModelChanged(number=number, state="FAILED", text=sentence))
    ctx.log(f"{label} failed: {sentence}", source="train", level="ERROR")
    return f"{label}: {sentence}"


def _sentence(error: AtelierError) -> str:
    return f"{error.message} {error.hint}" if error.hint else error.message


def _words(metrics: dict[str, float | None]) -> str:
    return ", ".join(f"{name} {value:.4f}" for name, value in metrics.items() if value is not None)
