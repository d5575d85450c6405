"""A trained model of a table: preprocessing, estimator, classes; what it predicts, and how it is stored.

Stored as a folder: `model.json` (readable by hand), `preprocessing.npz`, and the estimator in the form its algorithm
chooses (skops by default). Nothing is a pickle.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from atelier import jsontext
from atelier.errors import InvalidInput
from atelier.ml.tabular.algorithms import registry
from atelier.ml.tabular.calibration import Calibrator
from atelier.ml.tabular.design import Design
from atelier.ml.tabular.features.base import Block
from atelier.ml.tabular.preprocessing import Preprocessor
from atelier.ml.tabular.table import Rows, Table

FORMAT = 1
DESCRIPTION = "model.json"
ARRAYS = "preprocessing.npz"


@dataclass(slots=True)
class Prediction:
    """Answers for rows: class places or numbers of shape (rows,), and probabilities of shape (rows, classes)."""

    values: NDArray[Any]
    probabilities: NDArray[np.float64] | None = None


@dataclass(slots=True)
class TabularModel:
    """A model with everything that is needed to apply it. `threshold` counts for two classes."""

    design: Design
    algorithm: str
    values: dict[str, Any]
    classes: tuple[str, ...]
    preprocessor: Preprocessor
    estimator: Any
    threshold: float = 0.5
    calibrator: Calibrator | None = None
    facts: dict[str, Any] = field(default_factory=dict)

    def predict(self, table: Table, rows: Rows) -> Prediction:
        """Apply the model to rows of a table."""
        return self.predict_matrix(self.preprocessor.transform(table, rows))

    def predict_blocks(self, blocks: Sequence[Block]) -> Prediction:
        """Apply the model to what the columns gave, one block each."""
        return self.predict_matrix(self.preprocessor.matrix_of(blocks))

    def predict_matrix(self, matrix: Block) -> Prediction:
        """Apply the estimator to a matrix that the preprocessor made."""
        if not self.design.is_classification:
            return Prediction(np.asarray(self.estimator.predict(matrix), dtype=np.float64).ravel())
        probabilities = probabilities_of(self.estimator, matrix, len(self.classes), self.calibrator)
        if probabilities is None:
            return Prediction(np.asarray(self.estimator.predict(matrix), dtype=np.int64))
        return Prediction(decided(probabilities, self.threshold), probabilities)

    def save(self, folder: Path) -> None:
        """Write the model into an empty folder."""
        folder.mkdir(parents=True, exist_ok=True)
        plain, arrays = self.preprocessor.to_plain()
        described = {
            "format": FORMAT,
            "algorithm": self.algorithm,
            "values": self.values,
            "classes": list(self.classes),
            "threshold": self.threshold,
            "calibration": None if self.calibrator is None else self.calibrator.to_plain(),
            "facts": self.facts,
            "versions": _versions(),
            "design": self.design.model_dump(mode="json"),
            "preprocessing": plain,
        }
        (folder / DESCRIPTION).write_text(jsontext.dumps(described), encoding="utf-8")
        with (folder / ARRAYS).open("wb") as file:
            np.savez(file, **arrays)
        registry.get(self.algorithm).save(self.estimator, folder)

    @classmethod
    def load(cls, folder: Path) -> "TabularModel":
        """Read a stored model; raises `InvalidInput` where it is none, or one of a newer Atelier."""
        described = describe(folder)
        with np.load(folder / ARRAYS, allow_pickle=False) as stored:
            arrays = {name: stored[name] for name in stored.files}
        return cls(
            design=Design.model_validate(described["design"]),
            algorithm=described["algorithm"],
            values=described["values"],
            classes=tuple(described["classes"]),
            preprocessor=Preprocessor.from_plain(described["preprocessing"], arrays),
            estimator=registry.get(described["algorithm"]).load(folder),
            threshold=described["threshold"],
            calibrator=Calibrator.from_plain(described.get("calibration")),
            facts=described["facts"],
        )


def describe(folder: Path) -> dict[str, Any]:
    """Return what a stored model says of itself; raises `InvalidInput`."""
    try:
        data = (folder / DESCRIPTION).read_bytes()
    except OSError:
        data = b""
    return described_from(data)


def described_from(data: bytes) -> dict[str, Any]:
    """Return what the bytes of a model's description say; raises `InvalidInput`."""
    try:
        described = jsontext.loads(data)
    except ValueError:
        raise InvalidInput("This is no model of the Lab: it has no readable model.json.") from None
    found = described.get("format") if isinstance(described, dict) else None
    if found != FORMAT:
        raise InvalidInput(
            f"This model is of format {found}; this Atelier reads format {FORMAT}.",
            hint="Train it again, or bring Atelier up to date.",
        )
    return dict(described)


def probabilities_of(
    estimator: Any, matrix: Block, class_count: int, calibrator: Calibrator | None = None
) -> NDArray[np.float64] | None:
    """Return probabilities of shape (rows, classes) in the order of the classes, or None where there are none.

    A class that the estimator never saw has probability 0.
    """
    if calibrator is not None:
        found = calibrator.probabilities(estimator, matrix)
    elif hasattr(estimator, "predict_proba"):
        said = estimator.predict_proba(matrix)
        found = np.asarray(said, dtype=np.float64)
        if said.dtype == np.float32:
            found /= found.sum(axis=1, keepdims=True)  # in single precision they do not quite add up
    else:
        return None
    known = np.asarray(estimator.classes_, dtype=np.int64)
    if len(known) == class_count:
        return found
    whole = np.zeros((len(found), class_count))
    whole[:, known] = found
    return whole


def decided(probabilities: NDArray[np.float64], threshold: float) -> NDArray[np.int64]:
    """Return the classes that probabilities stand for; with two, the second from `threshold` on."""
    if probabilities.shape[1] == 2:
        return (probabilities[:, 1] >= threshold).astype(np.int64)
    return np.asarray(probabilities.argmax(axis=1), dtype=np.int64)


def _versions() -> Mapping[str, str]:
    import sklearn

    import atelier

    return {
        "atelier": getattr(atelier, "__version__", ""),
        "scikit-learn": sklearn.__version__,
        "numpy": np.__version__,
    }
