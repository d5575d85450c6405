"""Scored rows with what moved each prediction: the same that a single row is told, in stretches, up to a bound."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tests.ml.handles import Run, folder_of
from tests.ml.tabular.test_scoring import design_of, frame_of, source_of

from atelier.ml.tabular import retraining, sample, scoring
from atelier.ml.tabular.explanation import contributions
from atelier.ml.tabular.explanation.contributions import Explainer
from atelier.ml.tabular.model import TabularModel
from atelier.recipes import registry
from atelier.storage.dataset import StagedDataset

ALGORITHMS = {
    "LOGISTIC_REGRESSION": ("linear", "log-odds"),
    "RANDOM_FOREST_CLASSIFICATION": ("trees", "probability"),
    "LIGHTGBM_CLASSIFICATION": ("trees", "log-odds"),
    "KNN": ("drawn", "probability"),
}


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A trained model of each way to explain."""
    root = tmp_path_factory.mktemp("models")
    found = {}
    for name in ALGORITHMS:
        run = Run(root / f"{name}-run")
        run.scratch.mkdir(parents=True, exist_ok=True)
        values: dict[str, Any] = {"n_estimators": 8} if "trees" in ALGORITHMS[name] else {}
        source = source_of(frame_of(200), root / f"{name}-rows")
        retraining.retrain(
            run,  # type: ignore[arg-type]
            source=source,
            test=None,
            design=design_of(),
            script=[],
            algorithm=name,
            values=values,
            folder=root / name,
        )
        found[name] = root / name
    return found


def _scored(folder: Path, tmp_path: Path, rows: int, **limits: int) -> tuple[StagedDataset, Any]:
    run = Run(tmp_path / "run")
    run.scratch.mkdir(parents=True, exist_ok=True)
    scorer = scoring.Scorer(folder_of(folder), run.scratch)
    output = StagedDataset("out", tmp_path / "out")
    explained = scorer.explained(**{"count": 2, "most_rows": 1_000, **limits})
    scoring.score(
        run,
        scorer,
        source_of(frame_of(rows, seed=9), tmp_path / "in"),
        output,
        keep=[],
        with_probabilities=True,
        threshold=None,
        explained=explained,
    )
    return output, explained


def _column(output: StagedDataset, name: str) -> list[Any]:
    import pyarrow.parquet as pq

    names = [column.name for column in output.columns]
    tables = [pq.read_table(output.path / part).rename_columns(names) for part in output.part_rows]
    return [value for table in tables for value in table.column(name).to_pylist()]


@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_shares_add_up_to_the_answers(models: dict[str, Path], algorithm: str) -> None:
    model = TabularModel.load(models[algorithm])
    kept = sample.read(models[algorithm] / "report")
    explainer = Explainer(model, kept, draws=5, background=12)
    table = kept.table
    rows = np.arange(table.row_count)
    found = model.predict(table, rows)
    shares = explainer.shares(table, rows, found.values)
    assert (explainer.method, shares.unit) == ALGORITHMS[algorithm]
    assert found.probabilities is not None
    chances = found.probabilities[rows, found.values]
    answers = np.log(chances / (1 - chances)) if shares.unit == "log-odds" else chances
    assert np.allclose(shares.base + shares.values.sum(axis=1), answers, atol=1e-4)
    alone = contributions.explain(model, kept, table, 3, None)
    if shares.method != "drawn":
        columns = {one["name"]: one["value"] for one in alone["columns"]}
        assert columns == pytest.approx(contributions.by_column(shares, 3), abs=1e-9)


@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_cells_name_the_strongest_columns_first(models: dict[str, Path], algorithm: str, tmp_path: Path) -> None:
    output, explained = _scored(models[algorithm], tmp_path, 30)
    assert [column.name for column in output.columns] == ["prediction", "proba_no", "proba_yes", "explanations"]
    cells = [json.loads(cell) for cell in _column(output, "explanations")]
    assert len(cells) == explained.explained == 30
    assert all(set(cell) == {"age", "size"} for cell in cells)
    strengths = [[abs(value) for value in cell.values()] for cell in cells]
    assert all(one == sorted(one, reverse=True) for one in strengths)
    assert sum(next(iter(cell)) == "age" for cell in cells) > 20  # what the answer follows from


def test_stretches_and_the_bound(models: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole, _ = _scored(models["LOGISTIC_REGRESSION"], tmp_path / "whole", 50, count=1)
    monkeypatch.setattr(scoring, "STRETCH_ROWS", 7)
    some, explained = _scored(models["LOGISTIC_REGRESSION"], tmp_path / "some", 50, count=1, most_rows=33)
    cells = _column(some, "explanations")
    assert cells[:33] == _column(whole, "explanations")[:33]
    assert all(len(json.loads(cell)) == 1 for cell in cells[:33])
    assert cells[33:] == [None] * 17
    assert explained.is_used_up


def test_scripts_know_the_option_by_its_names_there() -> None:
    recipe = registry.get("prediction-scoring")
    params = recipe.from_dss({"outputExplanations": True, "individualExplanationParams": {"nbExplanations": 5}})
    assert (params["explanations"], params["explanation_count"]) == (True, 5)
