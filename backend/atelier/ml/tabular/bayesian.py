"""Candidates that Optuna proposes, from how those before did; all in memory, the same for the same seed."""

from collections.abc import Mapping, Sequence
from typing import Any

from atelier.ml.tabular.algorithms.base import Algorithm
from atelier.ml.tabular.candidates import Values
from atelier.ml.tabular.design import GridSearchParams
from atelier.ml.tabular.spaces import Number, NumberSpace, Space

# Candidates proposed at once. Fixed, so that a machine of more processors finds the same ones.
BATCH = 4


class Proposed:
    """A study of Optuna's, asked and told."""

    def __init__(
        self, algorithm: Algorithm, block: Mapping[str, Any], settings: GridSearchParams, *, greater_is_better: bool
    ) -> None:
        import optuna

        optuna.logging.set_verbosity(optuna.logging.WARNING)
        self.total = settings.nIterRandom
        self._spaces = {space.name: space for space in algorithm.spaces}
        self._asked = {space.name: _distribution(space, block[space.name]) for space in algorithm.spaces}
        self._study = optuna.create_study(
            direction="maximize" if greater_is_better else "minimize",
            sampler=optuna.samplers.TPESampler(seed=settings.seed, n_startup_trials=min(10, max(2, self.total // 3))),
        )
        self._given = 0
        self._open: list[Any] = []

    def batch(self) -> list[Values]:
        """Propose candidates that were not tried before; none, when all that can be drawn were."""
        found: list[Values] = []
        misses = 0
        while len(found) < BATCH and self._given < self.total and misses < 20:
            trial = self._study.ask(self._asked)
            values = {name: self._cast(name, value) for name, value in trial.params.items()}
            if self._tell_again(trial, values) or values in found:
                misses += 1
                continue
            self._given += 1
            self._open.append(trial)
            found.append(values)
        return found

    def told(self, judged: Sequence[tuple[Values, float | None]]) -> None:
        from optuna.trial import TrialState

        for trial, (_, score) in zip(self._open, judged, strict=False):
            if score is None:
                self._study.tell(trial, state=TrialState.FAIL)
            else:
                self._study.tell(trial, score)
        self._open = []

    def _tell_again(self, trial: Any, values: Values) -> bool:
        """Answer for a candidate that was judged before; say whether it was."""
        from optuna.trial import TrialState

        for before in self._study.get_trials(deepcopy=False, states=(TrialState.COMPLETE,)):
            if {name: self._cast(name, value) for name, value in before.params.items()} == values:
                self._study.tell(trial, before.value)
                return True
        return False

    def _cast(self, name: str, value: Any) -> Any:
        space = self._spaces[name]
        return space.cast(value) if isinstance(space, Number) else value


def _distribution(space: Space, block: Any) -> Any:
    from optuna.distributions import CategoricalDistribution, FloatDistribution, IntDistribution

    if not isinstance(space, Number):
        return CategoricalDistribution(space.grid(block))
    found = NumberSpace.model_validate(block)
    if found.randomMode == "EXPLICIT" and found.values:
        return CategoricalDistribution(list(dict.fromkeys(space.cast(one) for one in found.values)))
    is_log = found.range.scaling == "LOGARITHMIC"
    if space.is_whole:
        return IntDistribution(round(found.range.min), round(found.range.max), log=is_log)
    return FloatDistribution(found.range.min, found.range.max, log=is_log)
