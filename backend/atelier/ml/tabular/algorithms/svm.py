"""Support vector machines."""

from collections.abc import Mapping
from typing import Any

from atelier.ml.tabular.algorithms.base import CLASSIFICATION, REGRESSION, Algorithm, Setting
from atelier.ml.tabular.spaces import Choice, Number

_FOLDS = 5  # of the fits that turn distances into probabilities, as libsvm makes them
_KERNELS = {"rbf": "Radial basis", "linear": "Linear", "poly": "Polynomial", "sigmoid": "Sigmoid"}
_BRIEFS = {key: f"{label.lower()} kernel" for key, label in _KERNELS.items()}
_SPACES = (
    Number(
        "C",
        "Penalty",
        brief="C {}",
        values=(1, 10),
        low=0.1,
        high=100,
        scaling="LOGARITHMIC",
        minimum=1e-10,
        maximum=1e10,
    ),
    Choice("kernel", "Kernel", options=_KERNELS, on=("rbf",), brief=_BRIEFS),
    Choice(
        "gamma",
        "Gamma",
        options={"scale": "By number and variance of the features", "auto": "By number of the features"},
        on=("scale",),
        brief={"scale": "", "auto": "gamma by number"},
    ),
)


class SvmClassification(Algorithm):
    """Finds the widest gap between classes. Strong on a few thousand rows; its time grows with their square.

    Probabilities are fitted to distances on five folds, so each fit is six.
    """

    type = "SVC_CLASSIFICATION"
    key = "svc_classifier"
    label = "Support vector machine"
    tasks = CLASSIFICATION
    needs_scaling = True
    spaces = _SPACES

    def estimator(self, values: Mapping[str, Any], setting: Setting) -> Any:
        from sklearn.calibration import CalibratedClassifierCV
        from sklearn.svm import SVC

        machine = SVC(C=values["C"], kernel=values["kernel"], gamma=values["gamma"], random_state=setting.seed)
        folds = min(_FOLDS, setting.smallest_class)
        return CalibratedClassifierCV(machine, ensemble=False, cv=folds) if folds >= 2 else machine

    def facts(self, fitted: Any) -> dict[str, Any]:
        inner = fitted.calibrated_classifiers_[0].estimator if hasattr(fitted, "calibrated_classifiers_") else fitted
        return {"support_vectors": int(inner.n_support_.sum())}


class SvmRegression(Algorithm):
    """Fits a function that most rows are near to. Strong on a few thousand rows; its time grows with their square."""

    type = "SVM_REGRESSION"
    key = "svm_regression"
    label = "Support vector machine"
    tasks = REGRESSION
    needs_scaling = True
    spaces = (
        *_SPACES,
        Number(
            "epsilon",
            "Error that is free",
            brief="epsilon {}",
            values=(0.1,),
            low=0.01,
            high=1,
            scaling="LOGARITHMIC",
            minimum=0,
            maximum=1e10,
        ),
    )

    def estimator(self, values: Mapping[str, Any], setting: Setting) -> Any:
        from sklearn.svm import SVR

        return SVR(C=values["C"], kernel=values["kernel"], gamma=values["gamma"], epsilon=values["epsilon"])

    def facts(self, fitted: Any) -> dict[str, Any]:
        return {"support_vectors": len(fitted.support_)}
