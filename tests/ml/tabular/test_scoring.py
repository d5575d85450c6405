"""A stored model applied to tables: script first, gaps left open, in stretches, and nothing foreign is loaded."""

import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from tests.ml.handles import Run, dataset_of, folder_of

from atelier.errors import InvalidInput
from atelier.ml.tabular import estimators, reading, retraining, scoring
from atelier.ml.tabular.design import ClassMapping, Design, Feature, Preprocessing
from atelier.recipes.table import TableSource
from atelier.runner.events import WarningRaised
from atelier.storage.dataset import ParquetDataset, StagedDataset
from atelier.storage.schema import Column

KEEP_ABOVE_ZERO = {
    "type": "FilterOnNumericalRange",
    "params": {"appliesTo": "SINGLE_COLUMN", "columns": ["age"], "min": 0, "action": "KEEP_ROW"},
}


def frame_of(rows: int, seed: int = 5) -> pd.DataFrame:
    rng = np.random.default_rng(seed)
    age = rng.normal(size=rows)
    return pd.DataFrame(
        {"age": age, "size": rng.normal(size=rows), "y": np.where(age + 0.3 * rng.normal(size=rows) > 0, "yes", "no")}
    )


def design_of(missing: str = "IMPUTE") -> Design:
    return Design(
        predictionType="BINARY_CLASSIFICATION",
        targetVariable="y",
        preprocessing=Preprocessing(
            per_feature={
                "age": Feature.model_validate({"type": "NUMERIC", "missing_handling": missing}),
                "size": Feature(type="NUMERIC"),
                "y": Feature(role="TARGET", type="CATEGORY"),
            },
            target_remapping=[ClassMapping(sourceValue=one, mappedValue=one) for one in ("no", "yes")],
        ),
    )


def source_of(frame: pd.DataFrame, path: Path, name: str = "table") -> TableSource:
    made: ParquetDataset = dataset_of(frame, path, name)
    return TableSource(name, made.columns, sorted(path.glob("*.parquet")), len(frame))


def trained(tmp_path: Path, *, script: list[Any] | None = None, missing: str = "IMPUTE", name: str = "model") -> Path:
    """Train a logistic regression and return its folder."""
    run = Run(tmp_path / f"{name}-run")
    run.scratch.mkdir(parents=True, exist_ok=True)
    folder = tmp_path / name
    source = source_of(frame_of(300), tmp_path / f"{name}-rows")
    values = {"C": 1.0, "penalty": "l2"}
    retraining.retrain(
        run,  # type: ignore[arg-type]
        source=source,
        test=None,
        design=design_of(missing),
        script=script or [],
        algorithm="LOGISTIC_REGRESSION",
        values=values,
        folder=folder,
    )
    return folder


def scored(tmp_path: Path, folder: Path, frame: pd.DataFrame, name: str = "out", **options: Any) -> tuple[Any, Run]:
    run = Run(tmp_path / f"{name}-run")
    run.scratch.mkdir(parents=True, exist_ok=True)
    scorer = scoring.Scorer(folder_of(folder), run.scratch)
    output = StagedDataset(name, tmp_path / name)
    asked = {"keep": None, "with_probabilities": True, "threshold": None, **options}
    scoring.score(run, scorer, source_of(frame, tmp_path / f"{name}-in"), output, **asked)
    parts = sorted((tmp_path / name).glob("*.parquet"))
    return pd.concat([pd.read_parquet(part) for part in parts], ignore_index=True), run


def test_the_script_goes_first_and_what_it_drops_is_said(tmp_path: Path) -> None:
    folder = trained(tmp_path, script=[KEEP_ABOVE_ZERO])
    rows = frame_of(200, seed=8)
    found, run = scored(tmp_path, folder, rows)
    above = rows[rows["age"] >= 0]
    assert found["age"].tolist() == pytest.approx(above["age"].tolist())
    assert found["prediction"].notna().all()
    warned = [one for one in run.events if isinstance(one, WarningRaised)]
    assert [one.text for one in warned] == [
        f"The model's script leaves out {200 - len(above)} of 200 rows: they are not scored."
    ]


def test_a_row_with_a_gap_that_is_not_filled_has_no_prediction(tmp_path: Path) -> None:
    folder = trained(tmp_path, missing="DROP_ROW")
    rows = frame_of(30, seed=8)
    rows.loc[[0, 7], "age"] = np.nan
    found, _ = scored(tmp_path, folder, rows)
    assert found.index[found["prediction"].isna()].tolist() == [0, 7]
    assert found.index[found["proba_yes"].isna()].tolist() == [0, 7]
    assert (found["proba_yes"] + found["proba_no"]).dropna().tolist() == pytest.approx([1.0] * 28)


def test_stretches_do_not_matter_and_a_threshold_does(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = trained(tmp_path)
    rows = frame_of(500, seed=8)
    whole, _ = scored(tmp_path, folder, rows, "whole")
    monkeypatch.setattr(scoring, "STRETCH_ROWS", 7)
    parts, _ = scored(tmp_path, folder, rows, "parts")
    assert whole["prediction"].tolist() == parts["prediction"].tolist()
    assert whole["proba_yes"].tolist() == pytest.approx(parts["proba_yes"].tolist(), abs=1e-6)
    strict, _ = scored(tmp_path, folder, rows, "strict", threshold=0.9, keep=[])
    assert strict.columns.tolist() == ["prediction", "proba_no", "proba_yes"]
    assert (strict["prediction"] == "yes").tolist() == (strict["proba_yes"] >= 0.9).tolist()


def test_answers_are_compared_with_a_truth_beside_them(tmp_path: Path) -> None:
    folder = trained(tmp_path)
    run = Run(tmp_path / "truth-run")
    run.scratch.mkdir(parents=True, exist_ok=True)
    scorer = scoring.Scorer(folder_of(folder), run.scratch)
    rows = frame_of(60, seed=8)
    rows.loc[:4, "y"] = None
    rows.loc[5, "y"] = "perhaps"  # a class that training never saw is answered wrongly
    output = StagedDataset("truth", tmp_path / "truth")
    source = source_of(rows, tmp_path / "truth-in")
    found = scoring.score(run, scorer, source, output, keep=None, with_probabilities=False, threshold=None)  # type: ignore[arg-type]
    table = pd.read_parquet(tmp_path / "truth").iloc[5:]
    right = int((table["y"] == table["prediction"]).sum())
    assert 40 < right < 55
    assert found.agreement.facts("y") == {"truth": {"column": "y", "right": right, "wrong": 55 - right}}
    assert {one.name: one.meaning for one in output.columns}["y"] == "class"


def test_nothing_is_compared_without_a_truth(tmp_path: Path) -> None:
    folder = trained(tmp_path)
    run = Run(tmp_path / "bare-run")
    run.scratch.mkdir(parents=True, exist_ok=True)
    scorer = scoring.Scorer(folder_of(folder), run.scratch)
    source = source_of(frame_of(20).drop(columns="y"), tmp_path / "bare-in")
    output = StagedDataset("bare", tmp_path / "bare")
    found = scoring.score(run, scorer, source, output, keep=None, with_probabilities=False, threshold=None)  # type: ignore[arg-type]
    assert found.agreement.facts("y") == {}


def test_training_again_gives_the_same_model(tmp_path: Path) -> None:
    first, second = trained(tmp_path, name="first"), trained(tmp_path, name="second")
    rows = frame_of(50, seed=8)
    one, _ = scored(tmp_path, first, rows, "one")
    other, _ = scored(tmp_path, second, rows, "other")
    assert one.equals(other)


def test_names_that_are_taken_are_said(tmp_path: Path) -> None:
    folder = trained(tmp_path)
    rows = frame_of(20).assign(prediction="x")
    with pytest.raises(InvalidInput, match="The input has a column “prediction” already"):
        scored(tmp_path, folder, rows)
    found, _ = scored(tmp_path, folder, rows, "chosen", keep=["y"])
    assert found.columns.tolist()[:2] == ["y", "prediction"]


class Foreign:
    """A class that is no part of scikit-learn."""

    def __init__(self) -> None:
        self.n = 1


def test_a_folder_that_names_other_classes_is_not_loaded(tmp_path: Path) -> None:
    folder = trained(tmp_path)
    estimators.save(Foreign(), folder)
    with pytest.raises(InvalidInput, match=r"which is not a part of scikit-learn. It is not loaded.$"):
        scored(tmp_path, folder, frame_of(20))
    (folder / estimators.FILE).write_bytes(b"not a skops file")
    with pytest.raises(InvalidInput, match=r"^The model's file estimator.skops cannot be read"):
        scored(tmp_path, folder, frame_of(20), "unreadable")
    (folder / "model.json").write_text("[]")
    with pytest.raises(InvalidInput, match="This model is of format None"):
        scored(tmp_path, folder, frame_of(20), "formless")
    shutil.rmtree(folder)
    folder.mkdir()
    with pytest.raises(InvalidInput, match=r"^This is no model of the Lab: it has no readable model.json.$"):
        scored(tmp_path, folder, frame_of(20), "empty")


def test_reading_in_stretches_keeps_rows_and_types(tmp_path: Path) -> None:
    source = source_of(frame_of(25), tmp_path / "rows")
    run = Run(tmp_path / "run")
    columns, count, tables = reading.stretches(run, source, [], rows=10)  # type: ignore[arg-type]
    sizes = [table.num_rows for table in tables]
    assert (count, sizes) == (25, [10, 10, 5])
    assert columns == list(source.columns)
    assert Column(name="age", type="double") in columns
