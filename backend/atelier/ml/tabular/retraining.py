"""Training a deployed model anew: its frozen design and hyper-parameters, on the data of today."""

from pathlib import Path
from typing import Any

from atelier.errors import InvalidInput
from atelier.ml.tabular import embedding, reading, training
from atelier.ml.tabular.algorithms import registry
from atelier.ml.tabular.algorithms.base import Algorithm
from atelier.ml.tabular.algorithms.custom_python import OwnEstimator
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


def _own_block(design: Design, values: dict[str, Any]) -> dict[str, Any]:
    """Return the block of a person's own estimator: its code is that of the design, which the right to code guards."""
    for one in design.modeling.custom_python:
        if one.name == values.get("name"):
            return {"name": one.name, "code": one.code}
    raise InvalidInput(f"The design has no estimator of one's own called “{values.get('name', '')}” any more.")


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
    folder_of: embedding.FolderOf | None = None,
) -> training.Trained:
    """Train one model and write it and its report into an empty folder; `folder_of` gives the folders of its pictures.

    The same rows and seed give the same model. Raises `InvalidInput` for data that cannot be trained on.
    """
    found = registry.get(algorithm)
    fixed = design.model_copy(deep=True)
    fixed.modeling.gridSearchParams.strategy = "GRID"  # one candidate: nothing is drawn
    ctx.progress(0.0, "Reading the data")
    names = reading.columns_needed(fixed)
    first, second = reading.filters_of(fixed)
    table = reading.read(ctx, source, script, names, first)
    other = None if test is None else reading.read(ctx, test, script, names, second)
    if folder_of is not None:
        embedder = embedding.Embedder(ctx, fixed, folder_of)
        for one in (table, other):
            if one is not None:
                embedder.embed(one, progress=(0.0, 0.3))
        embedder.warn()
    prepared = training.prepare(ctx, fixed, table, other)
    prepared.script = script
    ctx.progress(0.3, f"Training {found.label}")
    block = _own_block(fixed, values) if isinstance(found, OwnEstimator) else pinned(found, values)
    trained = training.train(ctx, prepared, found, block, on_trial=lambda *_: None)
    training.write(folder, prepared, trained)
    return trained
