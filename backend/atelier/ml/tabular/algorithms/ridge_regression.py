"""Ridge regression."""

from collections.abc import Mapping
from typing import Any

from atelier.ml.tabular.algorithms.base import REGRESSION, Algorithm, Setting
from atelier.ml.tabular.spaces import Number


class RidgeRegression(Algorithm):
    """A linear model whose coefficients are held down, so that features that say the same do not upset it."""

    type = "RIDGE_REGRESSION"
    key = "ridge_regression"
    label = "Ridge regression"
    tasks = REGRESSION
    styles = frozenset({"prototype", "interpretable"})
    needs_scaling = True
    spaces = (
        Number(
            "alpha",
            "Regularisation",
            brief="alpha {}",
            values=(0.01, 0.1, 1, 10, 100),
            low=0.001,
            high=1000,
            scaling="LOGARITHMIC",
            minimum=0,
            maximum=1e10,
        ),
    )

    def estimator(self, values: Mapping[str, Any], setting: Setting) -> Any:
        from sklearn.linear_model import Ridge

        return Ridge(alpha=values["alpha"], random_state=setting.seed)
