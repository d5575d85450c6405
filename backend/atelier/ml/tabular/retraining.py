"""Training a deployed model anew: its frozen design and hyper-parameters, on the data of today."""

from pathlib import Path
from typing import Any

from atelier.ml.tabular import reading, training
from atelier.ml.tabular.algorithms import registry
from atelier.ml.tabular.algorithms.base import Algorithm
from atelier.ml.tabular.design import Design
from atelier.ml.tabular.session import SessionRun
from atelier.ml.tabular.spaces import Number


def pinned(algorithm: Algorithm, values: dict[str, Any]) -> dict[str, Any]:
    """Return the block of an algorithm in which each hyper-parameter has one value; those not named keep theirs."""
    block = algorithm.default()
    for space in algorithm.spaces:
        if space.name not in values:
            continue
        value = values[space.name]
        if isinstance(space, Number):
            block[space.name] = {**space.default(), "gridMode": "EXPLICIT", "values": [value]}
        else:
            block[space.name] = {"values": {one: {"enabled": one == value} for one in space.options}}
    return block


def retrain(
    ctx: SessionRun,
    *,
    source: reading.Source,
    test: reading.Source | None,
    design: Design,
    script: list[dict[str, Any]],
    algorithm: str,
    values: dict[str, Any],
    folder: Path,
) -> training.Trained:
    """Train one model and write it and its report into an empty folder.

    The same rows and seed give the same model. Raises `InvalidInput` for data that cannot be trained on.
    """
    found = registry.get(algorithm)
    fixed = design.model_copy(deep=True)
    fixed.modeling.gridSearchParams.strategy = "GRID"  # one candidate: nothing is drawn
    ctx.progress(0.0, "Reading the data")
    names = reading.columns_needed(fixed)
    table = reading.read(ctx, source, script, names)
    other = None if test is None else reading.read(ctx, test, script, names)
    prepared = training.prepare(ctx, fixed, table, other)
    prepared.script = script
    ctx.progress(0.3, f"Training {found.label}")
    trained = training.train(ctx, prepared, found, pinned(found, values), on_trial=lambda *_: None)
    training.write(folder, prepared, trained)
    return trained
