"""Searching hyper-parameters: candidates are judged on folds, several fits at once in the threads of this process."""

import math
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from atelier.errors import AtelierError
from atelier.ml.tabular.algorithms.base import Algorithm, Setting
from atelier.ml.tabular.candidates import Values, source_of
from atelier.ml.tabular.design import GridSearchParams, MetricParams
from atelier.ml.tabular.fitting import Data, fitted, judged
from atelier.ml.tabular.metrics.base import Judged, Metric
from atelier.ml.tabular.table import Rows

Folds = list[tuple[Rows, Rows]]


@dataclass(frozen=True, slots=True)
class Trial:
    """One candidate and how it did: `scores` has one value a fold; `problem` says why there are none.

    `answers` are those on the rows that each fold leaves out, kept of the best trial where they are asked for.
    """

    values: Values
    scores: tuple[float, ...]
    seconds: float
    problem: str = ""
    answers: tuple[Judged, ...] = field(default=(), compare=False, repr=False)

    @property
    def score(self) -> float | None:
        return float(np.mean(self.scores)) if self.scores else None


@dataclass(frozen=True, slots=True)
class Question:
    """What all candidates of a search have in common."""

    algorithm: Algorithm
    data: Data
    folds: Folds
    setting: Setting
    settings: GridSearchParams
    metric: Metric
    params: MetricParams
    keeps_answers: bool = False


@dataclass(frozen=True, slots=True)
class _Fold:
    """How a candidate did on one fold."""

    score: float | None
    seconds: float
    problem: str = ""
    answers: Judged | None = None


def search(
    asked: Question,
    block: Mapping[str, Any],
    *,
    on_trial: Callable[[Trial, int | None], None],
    should_stop: Callable[[], bool],
) -> list[Trial]:
    """Judge candidates until all are, the time is up, or a stop is asked for; returns the trials in their order.

    Between two fits it is looked whether to go on; a candidate that lacks folds then is no trial. The first candidate
    is judged however long it takes. `on_trial` gets each trial, and how many there will be at most.
    """
    source = source_of(asked.algorithm, block, asked.settings, greater_is_better=asked.metric.greater_is_better)
    if source.total == 1 and not asked.keeps_answers:
        return [Trial(values, (), 0.0) for values in source.batch()]  # nothing to choose between
    began = time.monotonic()
    trials: list[Trial] = []
    best = _BestAnswers(asked.metric)

    def is_over() -> bool:
        late = asked.settings.timeout and (time.monotonic() - began) > asked.settings.timeout * 60
        return should_stop() or bool(late and best.is_there)

    with _Pool(asked) as pool:
        while not is_over() and (batch := source.batch()):
            found: dict[int, Trial] = {}
            for place, trial in pool.judge(batch, is_over):
                found[place] = best.without(trial)
                on_trial(trial, source.total)
            trials += [found[place] for place in sorted(found)]
            source.told(
                [(values, found[place].score if place in found else None) for place, values in enumerate(batch)]
            )
    return [best.with_answers(trial) for trial in trials]


class _BestAnswers:
    """Keeps the answers of the best trial alone: those of all would fill the memory."""

    def __init__(self, metric: Metric) -> None:
        self._sign = 1 if metric.greater_is_better else -1
        self._trial: Trial | None = None
        self.is_there = False

    def without(self, trial: Trial) -> Trial:
        """Return a trial without its answers; they are kept if it is the best so far."""
        self.is_there = True
        score, known = trial.score, None if self._trial is None else self._trial.score
        if score is not None and (known is None or self._sign * score > self._sign * known):
            self._trial = trial
        return replace(trial, answers=())

    def with_answers(self, trial: Trial) -> Trial:
        return self._trial if self._trial is not None and self._trial == trial else trial


class _Pool:
    """Threads that fit. Each fit gets its share of the processors, so that there are never more threads than those."""

    def __init__(self, asked: Question) -> None:
        threads = max(1, asked.setting.threads)
        self._jobs = min(asked.settings.nJobs or threads, threads) if asked.algorithm.several_at_once else 1
        self._asked = replace(asked, setting=replace(asked.setting, threads=threads // self._jobs))

    def __enter__(self) -> "_Pool":
        from threadpoolctl import ThreadpoolController

        controller = ThreadpoolController()
        inner = self._asked.setting.threads
        self._limited = controller.limit(limits=inner)
        # OpenMP counts by thread: what is set in this one does not hold for those that are started
        self._executor = ThreadPoolExecutor(self._jobs, initializer=lambda: controller.limit(limits=inner))
        return self

    def __exit__(self, *_: object) -> None:
        self._executor.shutdown(wait=True, cancel_futures=True)
        self._limited.restore_original_limits()

    def judge(self, batch: list[Values], is_over: Callable[[], bool]) -> Iterator[tuple[int, Trial]]:
        """Judge candidates on all folds, each given with its place in `batch` as soon as it is whole."""
        done: list[dict[int, _Fold]] = [{} for _ in batch]
        units = self._units(done)
        running: dict[Future[_Fold], tuple[int, int]] = {}
        given: set[int] = set()
        while True:
            while len(running) < self._jobs and not is_over() and (unit := next(units, None)) is not None:
                place, fold = unit
                rows = self._asked.folds[fold]
                running[self._executor.submit(_judge_fold, self._asked, batch[place], rows)] = unit
            if not running:
                return
            ended, _ = wait(running, return_when=FIRST_COMPLETED)
            for future in ended:
                place, fold = running.pop(future)
                done[place][fold] = future.result()
                is_whole = len(done[place]) == len(self._asked.folds)
                if place not in given and (is_whole or done[place][fold].problem):
                    given.add(place)
                    yield place, _trial(batch[place], [done[place][one] for one in sorted(done[place])], self._asked)

    def _units(self, done: list[dict[int, _Fold]]) -> Iterator[tuple[int, int]]:
        for place, folds in enumerate(done):
            for fold in range(len(self._asked.folds)):
                if any(one.problem for one in folds.values()):
                    break  # it failed on one fold: the others would say nothing more
                yield place, fold


def _judge_fold(asked: Question, values: Values, fold: tuple[Rows, Rows]) -> _Fold:
    """Fit a candidate on one fold and judge it on what the fold leaves out."""
    began = time.monotonic()
    train, held = fold
    try:
        estimator = fitted(asked.algorithm, values, asked.data.at(train), asked.setting)
        answers = judged(estimator, asked.data.at(held), is_classification=asked.setting.is_classification)
        score = asked.metric.value(answers, asked.params)
    except (AtelierError, MemoryError):
        raise
    except Exception as error:  # a candidate that cannot be fitted is an answer: why it has no score
        lines = str(error).splitlines() or [type(error).__name__]
        return _Fold(None, time.monotonic() - began, lines[0][:300])
    if score is not None and not math.isfinite(score):
        score = None
    return _Fold(score, time.monotonic() - began, answers=answers if asked.keeps_answers else None)


def _trial(values: Values, folds: list[_Fold], asked: Question) -> Trial:
    seconds = sum(one.seconds for one in folds)
    problem = next((one.problem for one in folds if one.problem), "")
    scores = () if problem else tuple(one.score for one in folds if one.score is not None)
    if not scores and not problem:
        problem = f"{asked.metric.label} has no value on these rows."
    answers = tuple(one.answers for one in folds if one.answers is not None)
    return Trial(values, scores, seconds, problem, answers)


def best_of(trials: list[Trial], metric: Metric) -> Trial | None:
    """Return the best trial: the first of those with the best score, or None when all failed."""
    if len(trials) == 1 and not trials[0].problem:
        return trials[0]
    scored = [trial for trial in trials if trial.score is not None]
    if not scored:
        return None
    sign = 1 if metric.greater_is_better else -1
    return max(scored, key=lambda trial: sign * (trial.score or 0.0))
