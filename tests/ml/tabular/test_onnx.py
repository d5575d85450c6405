"""ONNX: what is written says what the model says, and what cannot be converted is refused."""

from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from sklearn.base import BaseEstimator, ClassifierMixin
from tests.ml.handles import Run, folder_of
from tests.ml.tabular.test_scoring import frame_of, source_of, trained

from atelier import jsontext
from atelier.errors import InvalidInput
from atelier.ml.tabular import onnx, retraining, scoring
from atelier.ml.tabular.design import ClassMapping, Design, Feature, Preprocessing
from atelier.ml.tabular.table import Table
from atelier.storage.dataset import StagedDataset
from atelier.storage.schema import Column

VECTOR = Column(name="features", type="array", meaning="vector")
TARGET = Column(name="target", type="string")


def vectors(tmp_path: Path, rows: int = 200) -> Any:
    from atelier.recipes.table import TableSource

    rng = np.random.default_rng(4)
    places = rng.integers(3, size=rows)
    matrix = rng.normal(size=(rows, 6)) + 2 * places[:, None]
    table = pa.table(
        {
            "features": pa.array([[float(x) for x in row] for row in matrix], pa.list_(pa.float32())),
            "target": [("a", "b", "c")[place] for place in places],
        }
    )
    staged = StagedDataset("vectors", tmp_path / "vectors")
    staged.write_tables([VECTOR, TARGET], [table])
    return TableSource("vectors", [VECTOR, TARGET], sorted((tmp_path / "vectors").glob("*.parquet")), rows)


@pytest.mark.parametrize(
    ("algorithm", "values"),
    [
        ("LOGISTIC_REGRESSION", {"C": 1.0, "penalty": "l2"}),
        ("RANDOM_FOREST_CLASSIFICATION", {"n_estimators": 20, "max_tree_depth": 0, "min_samples_leaf": 1}),
    ],
)
def test_a_model_of_vectors_takes_them_as_they_are(tmp_path: Path, algorithm: str, values: dict[str, Any]) -> None:
    import onnxruntime

    source = vectors(tmp_path)
    run = Run(tmp_path / "run")
    design = Design(
        predictionType="MULTICLASS",
        targetVariable="target",
        preprocessing=Preprocessing(
            per_feature={"features": Feature(type="VECTOR"), "target": Feature(role="TARGET")},
            target_remapping=[ClassMapping(sourceValue=one, mappedValue=one) for one in "abc"],
        ),
    )
    retraining.retrain(
        run,  # type: ignore[arg-type]
        source=source,
        test=None,
        design=design,
        script=[],
        algorithm=algorithm,
        values=values,
        folder=tmp_path / "model",
    )
    scorer = scoring.Scorer(folder_of(tmp_path / "model"), run.scratch)
    table = Table.read(source.columns, source.parts, ["features", "target"])
    answers = scorer.answers(table)
    (tmp_path / "out").mkdir()
    compared = onnx.export(scorer.model, table, tmp_path / "out")
    assert compared.rows == 200
    said = jsontext.loads((tmp_path / "out" / onnx.FEATURES).read_bytes())
    assert (said["takes"], said["classes"], said["input"]["columns"]) == ("vectors as they are", ["a", "b", "c"], 6)
    session = onnxruntime.InferenceSession(str(tmp_path / "out" / onnx.FILE), providers=["CPUExecutionProvider"])
    places = session.run(None, {"features": table.vectors("features").matrix})[0]
    assert [said["classes"][place] for place in places] == answers.values.tolist()


class Own(ClassifierMixin, BaseEstimator):  # type: ignore[misc]
    """An estimator that no converter knows."""


def test_an_estimator_that_no_converter_knows_is_refused_by_name(tmp_path: Path) -> None:
    run = Run(tmp_path / "run")
    scorer = scoring.Scorer(folder_of(trained(tmp_path)), run.scratch)
    source = source_of(frame_of(30), tmp_path / "rows")
    table = Table.read(source.columns, source.parts, ["age", "size", "y"])
    (tmp_path / "out").mkdir()
    assert onnx.export(scorer.model, table, tmp_path / "out").rows == 30
    scorer.model.estimator = Own()
    with pytest.raises(InvalidInput, match=r"^Own cannot be turned into ONNX: "):
        onnx.export(scorer.model, table, tmp_path / "out")
