"""Lasso regression."""

from collections.abc import Mapping
from typing import Any

from atelier.ml.tabular.algorithms.base import REGRESSION, Algorithm, Setting
from atelier.ml.tabular.spaces import Number


class LassoRegression(Algorithm):
    """A linear model that sets the coefficients of useless features to zero, so that few remain to be explained."""

    type = "LASSO_REGRESSION"
    key = "lasso_regression"
    label = "Lasso regression"
    tasks = REGRESSION
    styles = frozenset({"interpretable"})
    needs_scaling = True
    spaces = (
        Number(
            "alpha",
            "Regularisation",
            brief="alpha {}",
            values=(0.001, 0.01, 0.1, 1),
            low=0.0001,
            high=10,
            scaling="LOGARITHMIC",
            minimum=1e-10,
            maximum=1e10,
            help="Large: fewer features are used.",
        ),
    )

    def estimator(self, values: Mapping[str, Any], setting: Setting) -> Any:
        from sklearn.linear_model import Lasso

        return Lasso(alpha=values["alpha"], max_iter=5000, random_state=setting.seed)

    def facts(self, fitted: Any) -> dict[str, Any]:
        return {"iterations": int(fitted.n_iter_), "features_used": int((fitted.coef_ != 0).sum())}
