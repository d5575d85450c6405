"""Least angle regression."""

from collections.abc import Mapping
from typing import Any

from atelier.ml.tabular.algorithms.base import REGRESSION, Algorithm, Setting
from atelier.ml.tabular.spaces import Number


class Lars(Algorithm):
    """A linear model that takes up one feature after the other, the most telling first, until it has enough.

    Rows cannot be weighted.
    """

    type = "LARS"
    key = "lars_params"
    label = "LARS"
    tasks = REGRESSION
    needs_scaling = True
    takes_sparse = False
    takes_weights = False
    spaces = (
        Number(
            "max_features",
            "Most features used",
            brief="{} features",
            values=(10, 50),
            low=1,
            high=200,
            is_whole=True,
            minimum=0,
            maximum=100_000,
            help="0: all of them.",
        ),
    )

    def estimator(self, values: Mapping[str, Any], setting: Setting) -> Any:
        from sklearn.linear_model import Lars as Estimator

        most = values["max_features"] or setting.feature_count
        return Estimator(n_nonzero_coefs=most, fit_path=False, random_state=setting.seed)

    def facts(self, fitted: Any) -> dict[str, Any]:
        return {"features_used": int((fitted.coef_ != 0).sum())}
