"""Training one model of a task: search, fit on all training rows, judge on the test rows."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from atelier.errors import InvalidInput, Stopped
from atelier.ml.run import Run
from atelier.ml.tabular import (
    calibration,
    reference,
    report,
    searching,
    splitting,
    stored,
    thresholds,
    weighting,
)
from atelier.ml.tabular.algorithms.base import Algorithm, Setting
from atelier.ml.tabular.calibration import Calibrator
from atelier.ml.tabular.design import Design
from atelier.ml.tabular.evaluation import metrics_of
from atelier.ml.tabular.features.base import Target
from atelier.ml.tabular.fitting import Data, fitted, judged
from atelier.ml.tabular.metrics import registry as metrics
from atelier.ml.tabular.metrics.base import Judged, Metric
from atelier.ml.tabular.model import TabularModel
from atelier.ml.tabular.preprocessing import Preprocessor, complete_rows
from atelier.ml.tabular.sample import Sample, sampled
from atelier.ml.tabular.searching import Question, Trial
from atelier.ml.tabular.splitting import Split
from atelier.ml.tabular.table import Rows, Table
from atelier.ml.tabular.target import Coded, coded, demand_trainable
from atelier.storage.schema import Column


@dataclass(slots=True)
class Prepared:
    """What all models of a session share: read, split and turned into numbers once."""

    design: Design
    preprocessor: Preprocessor
    train: Data
    test: Data
    split: Split
    groups: NDArray[np.int64] | None
    pictures: NDArray[np.object_] | None
    sample: Sample
    columns: tuple[Column, ...] = ()  # of the table after the script
    script: list[dict[str, Any]] = field(default_factory=list)
    reference: dict[str, Any] = field(default_factory=dict)  # how the features were distributed

    @property
    def classes(self) -> tuple[str, ...]:
        return self.train.classes


@dataclass(slots=True)
class Trained:
    """A model, how it did, and the search that led to it."""

    model: TabularModel
    judged: Judged
    metrics: dict[str, float | None]
    spread: dict[str, float]  # standard deviation over the folds, where there are several
    trials: list[Trial]
    rows: Rows
    seconds: float


def prepare(ctx: Run, design: Design, table: Table, test: Table | None = None) -> Prepared:
    """Split the rows and turn them into numbers; raises `InvalidInput` for what cannot be trained on."""
    target = coded(design, table)
    dropped = table.row_count - len(target.rows)
    if dropped:
        ctx.log(f"{dropped:,} rows without a target are left out.", source="data")
    test_table, test_target = (table, target) if test is None else (test, coded(design, test, unseen=True))
    split = splitting.split(design, table, target) if test is None else splitting.both(table, target, test, test_target)
    train_rows = complete_rows(design, table, split.train)
    test_rows = complete_rows(design, test_table, split.test)
    if len(train_rows) < len(split.train):
        ctx.log(f"{len(split.train) - len(train_rows):,} training rows with gaps are left out.", source="data")
    demand_trainable(design, target, train_rows)
    if len(test_rows) == 0:
        raise InvalidInput("No row is left to test on.", hint="Look at the split, and at rows dropped for gaps.")
    weights = weighting.weights_of(design, table, train_rows, target.values[train_rows])
    learnt = Target(target.values[train_rows], len(target.classes), design.seed, weights)
    preprocessor, matrix = Preprocessor.fit(design, table, train_rows, learnt)
    ctx.log(
        f"{len(train_rows):,} rows to train on, {len(test_rows):,} to test on, {len(preprocessor.names):,} features.",
        source="data",
    )
    groups = splitting.groups_of(design, table)
    pictures = test_table.texts(design.pictureColumn) if design.pictureColumn else None
    train = Data(matrix, learnt.values, weights, target.classes)
    return Prepared(
        design=design,
        preprocessor=preprocessor,
        train=train,
        test=train if split.folds else _data(design, test_table, test_rows, test_target, preprocessor),
        split=Split(train_rows, train_rows if split.folds else test_rows, split.folds),
        groups=None if groups is None else groups[train_rows],
        pictures=pictures,
        sample=sampled(design, test_table, test_rows),
        columns=tuple(table.columns.values()),
        reference=reference.of_features(design, table, train_rows),
    )


def _data(design: Design, table: Table, rows: Rows, target: Coded, preprocessor: Preprocessor) -> Data:
    values = target.values[rows]
    weights = weighting.weights_of(design, table, rows, values)
    return Data(preprocessor.transform(table, rows), values, weights, target.classes)


def train(
    ctx: Run,
    prepared: Prepared,
    algorithm: Algorithm,
    block: dict[str, Any],
    *,
    on_trial: Callable[[Trial, int | None], None],
) -> Trained:
    """Search, fit and judge one algorithm; raises `InvalidInput` when no candidate works, `Stopped` when asked to."""
    began = time.monotonic()
    design = prepared.design
    algorithm = algorithm.of_block(block)
    prepared = replace(prepared, train=prepared.train.fit_for(algorithm), test=prepared.test.fit_for(algorithm))
    setting = Setting(
        prediction_type=design.predictionType,
        class_count=len(prepared.classes),
        feature_count=prepared.train.matrix.shape[1],
        row_count=len(prepared.train.target),
        seed=design.seed,
        threads=ctx.device.threads,
    )
    metric = metrics.chosen(design.modeling.metrics)
    asked = _question(prepared, algorithm, setting, metric)
    trials = searching.search(asked, block, on_trial=on_trial, should_stop=ctx.stop_requested)
    if ctx.stop_requested():
        raise Stopped("Stopped during the search.")
    best = searching.best_of(trials, metric)
    if best is None:
        raise InvalidInput(f"No candidate could be trained. The first said: {trials[0].problem}")
    estimator, calibrator, threshold = _whole(prepared.train, algorithm, best, setting, design)
    model = TabularModel(
        design=design,
        algorithm=algorithm.type,
        values=best.values | algorithm.constants(),
        classes=prepared.classes,
        preprocessor=prepared.preprocessor,
        estimator=estimator,
        threshold=threshold,
        calibrator=calibrator,
        facts=algorithm.facts(estimator),
    )
    answers, spread = _answers(ctx, prepared, model, algorithm, best, setting)
    return Trained(
        model=model,
        judged=answers,
        metrics=metrics_of(design, answers),
        spread=spread,
        trials=[replace(one, answers=()) for one in trials],
        rows=prepared.split.test,
        seconds=time.monotonic() - began,
    )


def _question(prepared: Prepared, algorithm: Algorithm, setting: Setting, metric: Metric) -> Question:
    design = prepared.design
    search = design.modeling.gridSearchParams
    classes = prepared.train.target if design.is_classification else None
    folds = splitting.search_folds(search, prepared.train.target, classes, prepared.groups)
    return Question(
        algorithm=algorithm,
        data=prepared.train,
        folds=folds,
        setting=setting,
        settings=search,
        metric=metric,
        params=design.modeling.metrics,
        keeps_answers=_has_threshold(design) and not _is_calibrated(design),
    )


def _has_threshold(design: Design) -> bool:
    return design.predictionType == "BINARY_CLASSIFICATION" and design.modeling.metrics.optimizeThreshold


def _is_calibrated(design: Design) -> bool:
    return design.is_classification and design.calibration.calibrationMethod != "NO_CALIBRATION"


def _whole(
    data: Data, algorithm: Algorithm, best: Trial, setting: Setting, design: Design
) -> tuple[Any, Calibrator | None, float]:
    """Return an estimator for all rows, its calibration, and the threshold, found on rows that no fit has seen."""
    metric, params = metrics.chosen(design.modeling.metrics), design.modeling.metrics
    if not _is_calibrated(design):
        estimator = fitted(algorithm, best.values, data, setting)
        threshold = thresholds.EVEN
        if _has_threshold(design) and best.answers and best.answers[0].probabilities is not None:
            truth = np.concatenate([one.truth for one in best.answers])
            probabilities = np.concatenate([one.probabilities for one in best.answers if one.probabilities is not None])
            threshold = thresholds.best_threshold(truth, probabilities, metric, params, data.classes)
        return estimator, None, threshold
    fit_on, kept = calibration.kept_aside(data.target, data.classes, setting.seed)
    estimator = fitted(algorithm, best.values, data.at(fit_on), setting)
    held = data.at(kept)
    calibrator = calibration.fit(
        estimator, held.matrix, held.target, held.weights, design.calibration.calibrationMethod
    )
    threshold = thresholds.EVEN
    if _has_threshold(design):
        answers = judged(estimator, held, is_classification=True, calibrator=calibrator)
        if answers.probabilities is not None:
            threshold = thresholds.best_threshold(held.target, answers.probabilities, metric, params, data.classes)
    return estimator, calibrator, threshold


def _answers(
    ctx: Run, prepared: Prepared, model: TabularModel, algorithm: Algorithm, best: Trial, setting: Setting
) -> tuple[Judged, dict[str, float]]:
    """Return the answers on the test rows; with folds each row's are those of a model that has not seen it."""
    is_classification = prepared.design.is_classification

    def asked(estimator: Any, data: Data, calibrator: Calibrator | None) -> Judged:
        return judged(
            estimator, data, is_classification=is_classification, threshold=model.threshold, calibrator=calibrator
        )

    if not prepared.split.folds:
        return asked(model.estimator, prepared.test, model.calibrator), {}
    place = {int(row): index for index, row in enumerate(prepared.split.train)}
    parts: list[Judged] = []
    order: list[Rows] = []
    for train_rows, test_rows in prepared.split.folds:
        if ctx.stop_requested():
            raise Stopped("Stopped between two folds.")
        left = np.array([place[int(row)] for row in train_rows if int(row) in place])
        right = np.array([place[int(row)] for row in test_rows if int(row) in place])
        estimator, calibrator, _ = _whole(prepared.train.at(left), algorithm, best, setting, prepared.design)
        parts.append(asked(estimator, prepared.train.at(right), calibrator))
        order.append(right)
    back = np.argsort(np.concatenate(order))
    has_probabilities = parts[0].probabilities is not None
    whole = Judged(
        np.concatenate([one.truth for one in parts])[back],
        np.concatenate([one.predicted for one in parts])[back],
        np.concatenate([one.probabilities for one in parts])[back] if has_probabilities else None,
        prepared.classes,
    )
    each = [metrics_of(prepared.design, one) for one in parts]
    spread = {}
    for name in each[0]:
        values = [value for value in (one[name] for one in each) if value is not None]
        if len(values) == len(each):
            spread[name] = float(np.std(values))
    return whole, spread


def write(folder: Path, prepared: Prepared, trained: Trained) -> None:
    """Write a trained model and its report into an empty folder."""
    trained.model.save(folder)
    stored.write_inputs(folder, prepared.columns, prepared.script)
    report.write(folder, reference.SECTION, prepared.reference | reference.of_answers(trained.judged))
    report.write_all(folder, prepared, trained)


def block_of(design: Design, algorithm: Algorithm) -> dict[str, Any]:
    """Return an algorithm's block of a design, completed by its defaults."""
    return {**algorithm.default(), **design.modeling.algorithms.get(algorithm.key, {})}
