"""Individual explanations: what each feature adds to the answer for a row (Shapley values).

Exact for linear models (coefficient times distance from the mean, of rescaled features) and for trees (Lundberg et al.,
From local explanations to global understanding with explainable AI for trees, Nature Machine Intelligence 2 (2020), by
the package shap); drawn at random over whole columns for all others (Štrumbelj and Kononenko, Explaining prediction
models and individual predictions with feature contributions, KAIS 41 (2014)).
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from atelier.ml.tabular.importance import inner_of
from atelier.ml.tabular.model import TabularModel
from atelier.ml.tabular.sample import Sample
from atelier.ml.tabular.table import Rows, Table

DRAWS = 40
BACKGROUND = 60
_TOP = 15
_NUMBERS_AT_ONCE = 4_000_000  # of what is predicted or explained in one call: 32 MB
_TREES = ("Forest", "Trees", "DecisionTree", "GradientBoosting", "Booster", "LGBM", "XGB")

Places = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Shares:
    """What adds up to answers: `base`, of shape (rows,), is that of no row in particular.

    `values` has shape (rows, names), one for each feature or column; `origins` are the dataset's columns of them.
    """

    method: str
    unit: str
    base: Floats
    names: list[str]
    origins: list[str]
    values: Floats


def explain(model: TabularModel, sample: Sample, table: Table, row: int, place: int | None) -> dict[str, Any]:
    """Return the largest contributions to the answer for a row of `table`: for the class at `place` (None: predicted).

    `columns` sums them up by the dataset's columns.
    """
    rows = np.array([row])
    if model.design.is_classification and place is None:
        place = int(model.predict(table, rows).values[0])
    shares = Explainer(model, sample).shares(table, rows, None if place is None else np.array([place]))
    values = shares.values[0]
    order = np.argsort(-np.abs(values), kind="stable")[:_TOP]
    columns = by_column(shares, 0)
    return {
        "method": shares.method,
        "unit": shares.unit,
        "class": model.classes[place] if place is not None and model.classes else None,
        "base": float(shares.base[0]),
        "features": [{"name": shares.names[k], "value": float(values[k])} for k in order],
        "columns": [
            {"name": name, "value": value} for name, value in sorted(columns.items(), key=lambda x: -abs(x[1]))
        ],
    }


def by_column(shares: Shares, row: int) -> dict[str, float]:
    """Return the contributions to one answer, summed up by the dataset's columns.

    A feature made of several columns stands for itself.
    """
    columns: dict[str, float] = {}
    for name, origin, value in zip(shares.names, shares.origins, shares.values[row], strict=True):
        columns[origin or name] = columns.get(origin or name, 0.0) + float(value)
    return columns


class Explainer:
    """Explains answers of a model; what does not hang on the rows is worked out once."""

    def __init__(
        self, model: TabularModel, sample: Sample, *, draws: int = DRAWS, background: int = BACKGROUND
    ) -> None:
        """`draws` and `background` (rows of the sample) bound what a row costs that is explained by draws."""
        self._model = model
        self._known = sample.table
        self._draws = draws
        self._background = background
        self._begin: list[Any] | None = None
        self._linear = _Linear.of(model, self._known)
        self._trees = None if self._linear is not None else _Trees.of(model, self._known)

    @property
    def method(self) -> str:
        """Return `linear`, `trees` or `drawn`."""
        return "linear" if self._linear is not None else "trees" if self._trees is not None else "drawn"

    def shares(self, table: Table, rows: Rows, places: Places | None) -> Shares:
        """Return the contributions to the answers for rows: for the classes at `places`, or for the target (None)."""
        exact = self._linear or self._trees
        if exact is None:
            return self._drawn(table, rows, places)
        matrix = self._model.preprocessor.transform(table, rows, dense=True)
        base, values = exact.shares(matrix, places)
        names, origins = self._model.preprocessor.names, self._model.preprocessor.origins()
        return Shares(self.method, exact.unit if self._model.classes else "target", base, names, origins, values)

    def _drawn(self, table: Table, rows: Rows, places: Places | None) -> Shares:
        """Put a row's columns in one after the other, in random orders, into rows of the sample."""
        model = self._model
        rng = np.random.default_rng(model.design.seed)
        if self._begin is None:
            some = rng.choice(self._known.row_count, min(self._background, self._known.row_count), replace=False)
            self._begin = model.preprocessor.blocks(self._known, some)
        begin = self._begin
        count, size = len(begin), begin[0].shape[0]
        draws = max(4, min(self._draws, 400 // max(1, count)))
        width = sum(block.shape[1] for block in begin)
        steps = max(1, _NUMBERS_AT_ONCE // max(1, size * width))
        own = model.preprocessor.blocks(table, rows)
        bases, values = np.zeros(len(rows)), np.zeros((len(rows), count))
        for k in range(len(rows)):
            place = None if places is None else int(places[k])
            bases[k] = self._means(begin, size, place)[0]
            mine = [_repeated(block[k : k + 1], size) for block in own]
            orders = np.array([rng.permutation(count) for _ in range(draws)])
            ranks = np.argsort(orders, axis=1)  # when a column is put in
            states = [ranks[draw] <= step for draw in range(draws) for step in range(count)]
            means: list[Floats] = []
            for first in range(0, len(states), steps):  # many in one call: each has its own cost
                some_states = states[first : first + steps]
                blocks = [_stacked([mine[j] if put[j] else begin[j] for put in some_states]) for j in range(count)]
                means.append(self._means(blocks, size, place))
            after = np.concatenate(means).reshape(draws, count)
            np.add.at(values[k], orders, np.diff(after, axis=1, prepend=bases[k]))
        names = [part.column for part in model.preprocessor.parts]
        return Shares("drawn", "probability" if model.classes else "target", bases, names, names, values / draws)

    def _means(self, blocks: list[Any], size: int, place: int | None) -> Floats:
        """Return the mean answer of each `size` rows."""
        found = self._model.predict_blocks(blocks)
        if place is None or not self._model.classes:
            answers = found.values
        elif found.probabilities is not None:
            answers = found.probabilities[:, place]
        else:
            answers = found.values == place
        means: Floats = np.asarray(answers, dtype=np.float64).reshape(-1, size).mean(axis=1)
        return means


class _Linear:
    """Coefficients, and the means of the rescaled features."""

    unit = "log-odds"

    def __init__(self, coefficients: Floats, intercepts: Floats, means: Floats) -> None:
        self._coefficients = coefficients
        self._bases = coefficients @ means + intercepts
        self._means = means

    @classmethod
    def of(cls, model: TabularModel, known: Table) -> "_Linear | None":
        estimator = inner_of(model.estimator)
        found = getattr(estimator, "coef_", None)
        if found is None:
            return None
        table = np.atleast_2d(np.asarray(found, dtype=np.float64))
        if table.shape[1] != len(model.preprocessor.names) or not _fits(model, estimator, len(table)):
            return None
        intercepts = np.broadcast_to(np.atleast_1d(getattr(estimator, "intercept_", 0.0)), (len(table),))
        matrix = model.preprocessor.transform(known, np.arange(known.row_count), dense=True)
        return cls(table, np.asarray(intercepts, dtype=np.float64), matrix.mean(axis=0, dtype=np.float64))

    def shares(self, matrix: NDArray[np.float32], places: Places | None) -> tuple[Floats, Floats]:
        index, sign = _side(len(matrix), places, len(self._coefficients))
        away = matrix.astype(np.float64) - self._means
        return sign * self._bases[index], sign[:, None] * self._coefficients[index] * away


class _Trees:
    """The package shap's explainer of an estimator made of trees."""

    def __init__(self, explainer: Any, unit: str) -> None:
        self._explainer = explainer
        self._base = np.zeros(1)
        self.unit = unit

    def _expected(self) -> Floats:
        return np.atleast_1d(np.asarray(self._explainer.expected_value, dtype=np.float64))

    @classmethod
    def of(cls, model: TabularModel, known: Table) -> "_Trees | None":
        estimator = inner_of(model.estimator)
        trees = getattr(estimator, "trees", getattr(estimator, "booster_", estimator))  # of boosting as it is stored
        if not any(word in type(trees).__name__ for word in _TREES) or estimator is not model.estimator:
            return None
        import shap

        try:
            made = cls(shap.TreeExplainer(trees), "log-odds")
            found = made._values(model.preprocessor.transform(known, np.arange(1), dense=True))
            made._base = made._expected()  # of some boosters it is known only now
        except Exception:  # a model that shap does not know is explained by draws
            return None
        outputs = 1 if found.ndim == 2 else found.shape[2]
        if not _fits(model, estimator, outputs) or len(made._base) != outputs:
            return None
        if found.ndim == 3 and hasattr(estimator, "estimators_"):
            made.unit = "probability"
        return made

    def _values(self, matrix: NDArray[np.float32]) -> Floats:
        """Return shares of shape (rows, features), or (rows, features, classes)."""
        return np.asarray(self._explainer.shap_values(matrix, check_additivity=False), dtype=np.float64)

    def shares(self, matrix: NDArray[np.float32], places: Places | None) -> tuple[Floats, Floats]:
        size = max(1, _NUMBERS_AT_ONCE // (matrix.shape[1] * len(self._base)))
        parts = [self._values(matrix[first : first + size]) for first in range(0, len(matrix), size)]
        found = np.concatenate(parts)
        index, sign = _side(len(matrix), places, 1 if found.ndim == 2 else found.shape[2])
        values = found if found.ndim == 2 else found[np.arange(len(matrix)), :, index]
        return sign * self._base[index], sign[:, None] * values


def _fits(model: TabularModel, estimator: Any, outputs: int) -> bool:
    """Say whether an estimator has one output for each class, or one that stands for the second of two."""
    if not model.classes:
        return outputs == 1
    if len(getattr(estimator, "classes_", ())) != len(model.classes):
        return False  # it never saw one of them
    return outputs == len(model.classes) or (outputs == 1 and len(model.classes) == 2)


def _side(rows: int, places: Places | None, outputs: int) -> tuple[Places, Floats]:
    """Return, for each row, which output speaks of its class, and with which sign."""
    if outputs > 1 and places is not None:
        return places, np.ones(rows)
    sign = np.ones(rows) if places is None else np.where(places == 0, -1.0, 1.0)
    return np.zeros(rows, dtype=np.int64), sign


def _repeated(block: Any, count: int) -> Any:
    return _stacked([block] * count) if _is_sparse(block) else np.repeat(block, count, axis=0)


def _stacked(blocks: list[Any]) -> Any:
    from scipy import sparse

    return sparse.vstack(blocks, format="csr") if _is_sparse(blocks[0]) else np.concatenate(blocks)


def _is_sparse(block: Any) -> bool:
    from scipy import sparse

    return bool(sparse.issparse(block))
