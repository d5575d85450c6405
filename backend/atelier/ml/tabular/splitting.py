"""Which rows train and which test, and the folds of a search."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from atelier.errors import InvalidInput
from atelier.ml.tabular import owncode
from atelier.ml.tabular.design import Design, GridSearchParams
from atelier.ml.tabular.table import TEST_ROWS, TRAIN_ROWS, Rows, Table
from atelier.ml.tabular.target import Coded

OWN_FOLDS = "Own folds"


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
    if settings.ttPolicy == "EXPLICIT_FILTERING_SINGLE_DATASET":
        return _by_filters(table, rows)
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


def _by_filters(table: Table, rows: Rows) -> Split:
    train, test = (rows[table.mask(name)[rows]] for name in (TRAIN_ROWS, TEST_ROWS))
    for found, field, what in ((train, "efsdTrain", "train"), (test, "efsdTest", "test")):
        if len(found) == 0:
            raise InvalidInput.at(
                f"splitParams.{field}.filter", f"No row with a target passes the filter to {what} on."
            )
    shared = np.intersect1d(train, test)
    if len(shared):
        raise InvalidInput.at(
            "splitParams.efsdTest.filter",
            f"{len(shared):,} rows pass both filters, so the model would be tested on rows it was trained on.",
            hint="Let each row pass one of the two filters.",
        )
    return Split(train, test)


def both(table: Table, target: Coded, test: Table, test_target: Coded) -> Split:
    """Return the rows of two datasets: all of each that have a target and pass its filter."""
    train = target.rows[table.mask(TRAIN_ROWS)[target.rows]]
    tests = test_target.rows[test.mask(TEST_ROWS)[test_target.rows]]
    for found, field, what in ((train, "eftdTrain", "train"), (tests, "eftdTest", "test")):
        if len(found) == 0:
            raise InvalidInput.at(f"splitParams.{field}.filter", f"No row with a target is there to {what} on.")
    return Split(train, tests)


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
    settings: GridSearchParams, target: NDArray[Any], classes: NDArray[Any] | None, groups: NDArray[Any] | None
) -> list[tuple[Rows, Rows]]:
    """Return the rows that candidates are fitted and judged on, as places within the training rows."""
    places = np.arange(len(target))
    if settings.mode == "CUSTOM":
        return _own_folds(settings.code, target, groups)
    y = classes if settings.stratified else None
    if settings.mode == "KFOLD":
        return list(folds_of(places, y, groups, count=settings.nFolds, seed=settings.cvSeed))
    if groups is not None:
        found = _grouped(places, groups, settings.splitRatio, settings.cvSeed)
        return [(found.train, found.test)]
    return [_drawn(places, y, settings.splitRatio, settings.cvSeed)]


def _own_folds(code: str, target: NDArray[Any], groups: NDArray[Any] | None) -> list[tuple[Rows, Rows]]:
    """Return the folds that a person's code makes; raises `InvalidInput` for what are none."""
    made = owncode.function(code, "splits", OWN_FOLDS)
    try:
        given = list(made(target.copy(), None if groups is None else groups.copy()))
        found = [(np.asarray(train, dtype=np.int64), np.asarray(held, dtype=np.int64)) for train, held in given]
    except Exception as error:
        raise owncode.failed(error, OWN_FOLDS) from error
    if not found:
        raise InvalidInput(f"{OWN_FOLDS}: the code gives no fold.")
    for number, (train, held) in enumerate(found, start=1):
        for rows in (train, held):
            if rows.ndim != 1 or len(rows) == 0:
                raise InvalidInput(f"{OWN_FOLDS}: fold {number} has no rows on one side.")
            if rows.min() < 0 or rows.max() >= len(target):
                raise InvalidInput(f"{OWN_FOLDS}: fold {number} names rows beyond the {len(target):,} to train on.")
        if len(np.intersect1d(train, held)):
            raise InvalidInput(f"{OWN_FOLDS}: fold {number} judges candidates on rows they were fitted on.")
    return found


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
