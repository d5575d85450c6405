"""Ordinary least squares."""

from collections.abc import Mapping
from typing import Any

from atelier.ml.tabular.algorithms.base import REGRESSION, Algorithm, Setting


class LeastSquares(Algorithm):
    """A linear model without any regularisation. With more features than rows it learns the rows by heart."""

    type = "LEASTSQUARE_REGRESSION"
    key = "leastsquare_regression"
    label = "Ordinary least squares"
    tasks = REGRESSION

    def estimator(self, values: Mapping[str, Any], setting: Setting) -> Any:
        from sklearn.linear_model import LinearRegression

        return LinearRegression(n_jobs=setting.threads)
