"""Warnings about a trained model: what a careful colleague would ask about before believing its figures."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from atelier.ml.tabular import fitting
from atelier.ml.tabular.metrics import registry as metrics

if TYPE_CHECKING:
    from atelier.ml.tabular.training import Prepared, Trained

_FEW_ROWS = 200
_FEW_OF_A_CLASS = 10
_UNEQUAL = 10.0
_OVERFIT = 0.1
_TOO_GOOD = 0.995
_JUDGED_ROWS = 2_000


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """A warning: its kind, a sentence, and what to do."""

    kind: str
    label: str
    text: str
    hint: str


def diagnostics_of(prepared: "Prepared", trained: "Trained") -> list[dict[str, Any]]:
    """Return the warnings about a model, of the kinds that its design looks for."""
    settings = prepared.design.diagnosticsSettings
    if not settings.enabled:
        return []
    found = []
    for kind, look in _KINDS.items():
        if kind not in settings.off:
            found += look(prepared, trained)
    return [asdict(one) for one in found]


def _few_rows(prepared: "Prepared", _trained: "Trained") -> list[Diagnostic]:
    count = len(prepared.train.target)
    if count >= _FEW_ROWS:
        return []
    text = f"Only {count:,} rows to train on: another split may give quite another figure."
    hint = "Use k-fold as the split, so that every row is tested once."
    return [Diagnostic("few_rows", "Few rows", text, hint)]


def _small_classes(prepared: "Prepared", _trained: "Trained") -> list[Diagnostic]:
    if not prepared.classes:
        return []
    counts = np.bincount(prepared.train.target, minlength=len(prepared.classes))
    small = [name for name, count in zip(prepared.classes, counts, strict=True) if count < _FEW_OF_A_CLASS]
    if not small:
        return []
    shown = ", ".join(small[:5]) + (f" and {len(small) - 5} more" if len(small) > 5 else "")
    text = f"Fewer than {_FEW_OF_A_CLASS} rows to train on for {shown}."
    hint = "Add pictures of these classes, map them to another class, or leave them out."
    return [Diagnostic("small_classes", "Small classes", text, hint)]


def _imbalance(prepared: "Prepared", _trained: "Trained") -> list[Diagnostic]:
    if not prepared.classes:
        return []
    counts = np.bincount(prepared.train.target, minlength=len(prepared.classes))
    counts = counts[counts > 0]
    ratio = float(counts.max() / counts.min())
    if ratio < _UNEQUAL:
        return []
    text = f"The largest class has {ratio:.0f} times the rows of the smallest: accuracy says little of the small ones."
    hint = "Look at the recall of each class, weigh the classes, or rank by F1 or balanced accuracy."
    return [Diagnostic("imbalance", "Unequal classes", text, hint)]


def _overfit(prepared: "Prepared", trained: "Trained") -> list[Diagnostic]:
    metric = metrics.chosen(prepared.design.modeling.metrics)
    test = trained.metrics.get(metric.name)
    if test is None or metric.low is None or metric.high is None or prepared.split.folds:
        return []
    some = np.linspace(0, len(prepared.train.target) - 1, min(len(prepared.train.target), _JUDGED_ROWS)).astype(int)
    judged = fitting.judged(
        trained.model.estimator, prepared.train.at(some), is_classification=prepared.design.is_classification
    )
    train = metric.value(judged, prepared.design.modeling.metrics)
    gap = 0.0 if train is None else (train - test if metric.greater_is_better else test - train)
    if train is None or gap < _OVERFIT * (metric.high - metric.low):
        return []
    text = (
        f"{metric.label} is {train:.4f} on rows it was trained on, and {test:.4f} on others: it learnt rows by heart."
    )
    hint = "Try stronger regularisation, shallower trees, fewer features or more rows."
    return [Diagnostic("overfit", "Overfit", text, hint)]


def _leak(prepared: "Prepared", trained: "Trained") -> list[Diagnostic]:
    metric = metrics.chosen(prepared.design.modeling.metrics)
    score = trained.metrics.get(metric.name)
    if score is None or metric.high != 1.0 or not metric.greater_is_better or score < _TOO_GOOD:
        return []
    text = f"{metric.label} is {score:.4f}, which is suspiciously good: a feature may give the answer away."
    hint = "Look at the importance of the features, and at rows that are both in the training and the test set."
    return [Diagnostic("leak", "Possible leak", text, hint)]


def _duplicates(prepared: "Prepared", _trained: "Trained") -> list[Diagnostic]:
    if prepared.split.folds:
        return []
    known = _hashes(prepared.train.matrix)
    twice = sum(one in known for one in _hash_list(prepared.test.matrix))
    if not twice:
        return []
    text = f"{twice:,} of {len(prepared.test.target):,} test rows have the same features as a training row."
    hint = "Remove duplicates (Distinct), or split by a column that keeps them together."
    return [Diagnostic("duplicates", "Same rows in training and test", text, hint)]


def _hashes(matrix: Any) -> set[int]:
    return set(_hash_list(matrix))


def _hash_list(matrix: Any) -> list[int]:
    from scipy import sparse

    if sparse.issparse(matrix):
        return [
            hash((matrix.indices[begin:end].tobytes(), matrix.data[begin:end].tobytes()))
            for begin, end in pairwise(matrix.indptr)
        ]
    return [hash(row.tobytes()) for row in np.ascontiguousarray(matrix)]


_KINDS: dict[str, Callable[["Prepared", "Trained"], list[Diagnostic]]] = {
    "few_rows": _few_rows,
    "small_classes": _small_classes,
    "imbalance": _imbalance,
    "overfit": _overfit,
    "leak": _leak,
    "duplicates": _duplicates,
}
