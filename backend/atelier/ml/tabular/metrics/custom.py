"""A metric in a person's own code."""

import copy

import numpy as np

from atelier.errors import InvalidInput
from atelier.ml.tabular import owncode
from atelier.ml.tabular.algorithms.base import CLASSIFICATION, REGRESSION
from atelier.ml.tabular.design import MetricParams
from atelier.ml.tabular.metrics.base import Judged, Metric

WHAT = "Own metric"


class OwnMetric(Metric):
    """What the code of the task says: `def score(y_true, y_pred)` returns a number.

    For classes `y_true` holds their names and `y_pred` names as well, or probabilities of shape (rows, classes).
    It is worked out where a model is trained; a process that may not run code leaves it without a value.
    """

    type = "CUSTOM"
    name = "custom"
    label = WHAT
    tasks = CLASSIFICATION | REGRESSION
    low = None
    high = None

    def for_task(self, params: MetricParams) -> Metric:
        made = copy.copy(self)
        made.greater_is_better = params.custom.greaterIsBetter  # type: ignore[misc]  # of this one object
        made.needs_probabilities = params.custom.needsProbability  # type: ignore[misc]
        return made

    def value(self, judged: Judged, params: MetricParams) -> float | None:
        if not params.custom.code.strip() or params.evaluationMetric != self.type or not owncode.is_allowed():
            return None
        score = owncode.function(params.custom.code, "score", WHAT)
        truth, predicted = judged.truth, judged.predicted
        if judged.classes:
            names = np.array(judged.classes, dtype=object)
            truth, predicted = names[truth], names[predicted]
            if params.custom.needsProbability:
                if judged.probabilities is None:
                    return None
                predicted = judged.probabilities
        try:
            found = score(truth, predicted)
        except Exception as error:
            raise owncode.failed(error, WHAT) from error
        if isinstance(found, bool) or not isinstance(found, int | float | np.number):
            raise InvalidInput(f"{WHAT}: “score” returned {str(found)[:60]!r}, which is no number.")
        return float(found)
