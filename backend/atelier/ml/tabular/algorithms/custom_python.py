"""A person's own estimator."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from atelier.errors import InvalidInput
from atelier.ml.tabular import estimators, owncode
from atelier.ml.tabular.algorithms.base import CLASSIFICATION, REGRESSION, Algorithm, Setting


class OwnEstimator(Algorithm):
    """Code that puts an estimator of scikit-learn, or a pipeline of them, into `clf`.

    Rows are weighted where its `fit` takes weights; that of a pipeline does not.
    """

    type = "CUSTOM_PYTHON"
    key = "custom_python"
    label = "Own estimator"
    tasks = CLASSIFICATION | REGRESSION
    is_listed = False
    code = ""
    name = label

    def of_block(self, block: Mapping[str, Any]) -> "OwnEstimator":
        made = OwnEstimator()
        made.code, made.name = block.get("code", ""), block.get("name") or self.label
        return made

    def constants(self) -> dict[str, Any]:
        return {"name": self.name}

    def estimator(self, values: Mapping[str, Any], setting: Setting) -> Any:
        found = owncode.names_after(self.code, self.name).get("clf")
        if found is None:
            raise InvalidInput(f"{self.name}: the code puts no estimator into “clf”.")
        if not callable(getattr(found, "fit", None)) or not callable(getattr(found, "predict", None)):
            raise InvalidInput(f"{self.name}: what is in “clf” has no methods “fit” and “predict”.")
        if not type(found).__module__.startswith("sklearn."):
            kind = f"{type(found).__module__}.{type(found).__name__}"
            raise InvalidInput(f"{self.name}: “clf” is a {kind}. {estimators.ONLY_SKLEARN}")
        return found

    def save(self, fitted: Any, folder: Path) -> None:
        estimators.save(fitted, folder)
        estimators.demand_known(folder)
