"""Which rows train and which test, and the folds of a search."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from atelier.errors import InvalidInput
from atelier.ml.tabular.design import Design, GridSearchParams
from atelier.ml.tabular.table import Rows, Table
from atelier.ml.tabular.target import Coded


@dataclass(frozen=True, slots=True)
class Split:
    """Rows to train on and rows to test on; `folds` is set where each row is tested once by a model of the others."""

    train: Rows
    test: Rows
    folds: tuple[tuple[Rows, Rows], ...] = ()


def split(design: Design, table: Table, target: Coded) -> Split:
    """Return the split of one dataset's rows that have a target; the same seed gives the same rows."""
    settings = design.splitParams
    rows = target.rows
    if settings.ssdSampleRows and settings.ssdSampleRows < len(rows):
        rng = np.random.default_rng(settings.ssdSeed)
        rows = np.sort(rng.choice(rows, settings.ssdSampleRows, replace=False))
    groups = _groups(table, settings.ssdGroupColumn)
    classes = target.values if design.is_classification and settings.ssdStratified else None
    if settings.kfold:
        folds = tuple(folds_of(rows, classes, groups, count=settings.nFolds, seed=settings.ssdSeed))
        return Split(rows, rows, folds)
    if settings.ssdTimeColumn:
        moments = table.numbers(settings.ssdTimeColumn)[rows]
        if np.isnan(moments).all():
            raise InvalidInput.at(
                "splitParams.ssdTimeColumn", f"“{settings.ssdTimeColumn}” holds no moments to order the rows by."
            )
        rows = rows[np.argsort(moments, kind="stable")]  # rows without a moment come last
        edge = _edge(len(rows), settings.ssdTrainingRatio)
        return Split(np.sort(rows[:edge]), np.sort(rows[edge:]))
    if groups is not None:
        return _grouped(rows, groups, settings.ssdTrainingRatio, settings.ssdSeed)
    train, test = _drawn(rows, classes, settings.ssdTrainingRatio, settings.ssdSeed)
    return Split(train, test)


def folds_of(
    rows: Rows, classes: NDArray[Any] | None, groups: NDArray[Any] | None, *, count: int, seed: int
) -> Iterator[tuple[Rows, Rows]]:
    """Return the folds of rows: stratified by class, whole groups together; raises `InvalidInput` for too few."""
    from sklearn.model_selection import GroupKFold, KFold, StratifiedGroupKFold, StratifiedKFold

    known = len(rows) if groups is None else len(np.unique(groups[rows]))
    if known < count:
        raise InvalidInput(
            f"{count} folds need at least {count} {'rows' if groups is None else 'groups'}, not {known}."
        )
    if classes is not None and int(np.bincount(classes[rows]).max()) < count:
        classes = None  # no class has a row for each fold
    if groups is not None and classes is not None:
        maker: Any = StratifiedGroupKFold(count, shuffle=True, random_state=seed)
    elif groups is not None:
        maker = GroupKFold(count, shuffle=True, random_state=seed)
    elif classes is not None:
        maker = StratifiedKFold(count, shuffle=True, random_state=seed)
    else:
        maker = KFold(count, shuffle=True, random_state=seed)
    y = None if classes is None else classes[rows]
    g = None if groups is None else groups[rows]
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # a class smaller than the folds: said by the diagnostics
        for train, test in maker.split(np.zeros(len(rows)), y, g):
            yield rows[train], rows[test]


def search_folds(
    settings: GridSearchParams, rows: Rows, classes: NDArray[Any] | None, groups: NDArray[Any] | None
) -> list[tuple[Rows, Rows]]:
    """Return the rows that candidates are fitted and judged on, as places within `rows`."""
    places = np.arange(len(rows))
    y = None if classes is None or not settings.stratified else classes[rows]
    g = None if groups is None else groups[rows]
    if settings.mode == "KFOLD":
        return list(folds_of(places, y, g, count=settings.nFolds, seed=settings.cvSeed))
    if g is not None:
        found = _grouped(places, g, settings.splitRatio, settings.cvSeed)
        return [(found.train, found.test)]
    return [_drawn(places, y, settings.splitRatio, settings.cvSeed)]


def _drawn(rows: Rows, classes: NDArray[Any] | None, ratio: float, seed: int) -> tuple[Rows, Rows]:
    """Draw rows to train on: of each class its share, and at least one row of each on the training side."""
    rng = np.random.default_rng(seed)
    if classes is None:
        mixed = rng.permutation(rows)
        edge = _edge(len(rows), ratio)
        return np.sort(mixed[:edge]), np.sort(mixed[edge:])
    train, test = [], []
    for value in np.unique(classes[rows]):
        mixed = rng.permutation(rows[classes[rows] == value])
        edge = max(1, round(len(mixed) * ratio))
        train.append(mixed[:edge])
        test.append(mixed[edge:])
    left, right = np.sort(np.concatenate(train)), np.sort(np.concatenate(test))
    if len(right) == 0:
        raise InvalidInput.at("splitParams.ssdTrainingRatio", "No row is left to test on. Lower the train ratio.")
    return left, right


def _edge(count: int, ratio: float) -> int:
    return min(count - 1, max(1, round(count * ratio)))


def _groups(table: Table, name: str) -> NDArray[np.int64] | None:
    if not name:
        return None
    texts = table.texts(name)
    known: dict[Any, int] = {}
    return np.array([known.setdefault(text, len(known)) for text in texts], dtype=np.int64)


def groups_of(design: Design, table: Table) -> NDArray[np.int64] | None:
    """Return the group of each row, or None where rows are not grouped."""
    return _groups(table, design.splitParams.ssdGroupColumn)


def _grouped(rows: Rows, groups: NDArray[Any], ratio: float, seed: int) -> Split:
    rng = np.random.default_rng(seed)
    names = rng.permutation(np.unique(groups[rows]))
    if len(names) < 2:
        raise InvalidInput.at("splitParams.ssdGroupColumn", "All rows are of one group, so they cannot be split.")
    sizes = np.array([np.count_nonzero(groups[rows] == name) for name in names])
    edge = int(np.searchsorted(np.cumsum(sizes), ratio * len(rows))) + 1
    chosen = np.isin(groups[rows], names[: min(edge, len(names) - 1)])
    return Split(rows[chosen], rows[~chosen])
