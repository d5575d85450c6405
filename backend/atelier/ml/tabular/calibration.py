"""Probabilities straightened afterwards: what scikit-learn's calibration learns on rows kept aside, as plain data."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from atelier.errors import InvalidInput

HELD_SHARE = 0.2
_METHODS = {"SIGMOID": "sigmoid", "ISOTONIC": "isotonic"}


@dataclass(frozen=True, slots=True)
class Calibrator:
    """One curve a class (one in all for two classes): `(a, b)` of a sigmoid, or the corners `(x, y)` of a staircase."""

    method: str
    response: str  # the method of the estimator whose answers are straightened
    curves: list[tuple[list[float], list[float]]]

    def probabilities(self, estimator: Any, matrix: Any) -> NDArray[np.float64]:
        """Return straightened probabilities of shape (rows, classes that the estimator knows)."""
        said = np.asarray(getattr(estimator, self.response)(matrix), dtype=np.float64)
        if len(self.curves) == 1:
            said = said[:, 1:] if said.ndim == 2 else said[:, None]
        found = np.column_stack([self._on(curve, said[:, place]) for place, curve in enumerate(self.curves)])
        if len(self.curves) == 1:
            return np.column_stack([1.0 - found[:, 0], found[:, 0]])
        total = found.sum(axis=1, keepdims=True)
        evenly = np.full_like(found, 1.0 / found.shape[1])
        return np.asarray(np.divide(found, total, out=evenly, where=total > 0))

    def _on(self, curve: tuple[list[float], list[float]], said: NDArray[np.float64]) -> NDArray[np.float64]:
        from scipy.special import expit

        first, second = curve
        if self.method == "SIGMOID":
            return np.asarray(expit(-(first[0] * said + second[0])))
        return np.asarray(np.interp(said, first, second), dtype=np.float64)

    def to_plain(self) -> dict[str, Any]:
        """Return what is stored."""
        return {"method": self.method, "response": self.response, "curves": self.curves}

    @classmethod
    def from_plain(cls, plain: dict[str, Any] | None) -> "Calibrator | None":
        """Make it again from what was stored."""
        if plain is None:
            return None
        curves = [(list(first), list(second)) for first, second in plain["curves"]]
        return cls(plain["method"], plain["response"], curves)


def fit(estimator: Any, matrix: Any, target: NDArray[Any], weights: Any, method: str) -> Calibrator:
    """Learn the curves of a fitted classifier on rows it has not seen."""
    from sklearn.base import BaseEstimator, ClassifierMixin
    from sklearn.calibration import CalibratedClassifierCV
    from sklearn.frozen import FrozenEstimator

    response = "decision_function" if hasattr(estimator, "decision_function") else "predict_proba"
    if not hasattr(estimator, response):
        raise InvalidInput("This estimator gives neither probabilities nor scores, so there is nothing to calibrate.")

    class Given(ClassifierMixin, BaseEstimator):  # type: ignore[misc]  # estimators of other libraries in sklearn's shape
        classes_ = estimator.classes_

        def __sklearn_is_fitted__(self) -> bool:
            return True

        def fit(self, rows: Any, target: Any) -> Any:
            return self  # it is fitted

        def predict(self, rows: Any) -> Any:
            return estimator.predict(rows)

    def answers(_: Any, rows: Any) -> Any:
        return getattr(estimator, response)(rows)

    answers.__name__ = response  # by which scikit-learn knows it
    setattr(Given, response, answers)
    rows = np.arange(len(target))
    # one split over all rows: the estimator is fitted already, whatever rows a split would name
    fitted = CalibratedClassifierCV(FrozenEstimator(Given()), method=_METHODS[method], cv=[(rows, rows)])
    fitted.fit(matrix, target, sample_weight=weights)
    curves = []
    for one in fitted.calibrated_classifiers_[0].calibrators:
        if method == "SIGMOID":
            curves.append(([float(one.a_)], [float(one.b_)]))
        else:
            curves.append(([float(x) for x in one.X_thresholds_], [float(y) for y in one.y_thresholds_]))
    return Calibrator(method, response, curves)


def kept_aside(target: NDArray[Any], classes: tuple[str, ...], seed: int) -> tuple[NDArray[Any], NDArray[Any]]:
    """Return places to fit on and places to calibrate on, with rows of each class in both.

    Raises `InvalidInput` naming a class of one row.
    """
    rng = np.random.default_rng(seed)
    fit_on, held = [], []
    for place in np.unique(target):
        mixed = rng.permutation(np.flatnonzero(target == place))
        if len(mixed) < 2:
            raise InvalidInput(
                f"Calibration keeps rows of each class aside, but “{classes[int(place)]}” has one row to train on.",
                hint="Switch calibration off, or leave this class out under Target.",
            )
        count = max(1, round(len(mixed) * HELD_SHARE))
        held.append(mixed[:count])
        fit_on.append(mixed[count:])
    return np.sort(np.concatenate(fit_on)), np.sort(np.concatenate(held))
