"""What the API says and takes of saved models."""

from datetime import datetime
from typing import Any

from pydantic import Field

from atelier.api.schemas.base import In, Out
from atelier.api.schemas.items import UsageOut
from atelier.api.schemas.projects import FlowItem
from atelier.ml.tabular.design import Design


class DeployIn(In):
    """Where a trained model goes: to a new saved model of a name, or to one that is there, as its next version."""

    name: str = Field("", max_length=200)
    saved_model_id: str | None = Field(None, max_length=40)
    activate: bool = True


class DeployedOut(Out):
    item_id: str
    recipe_id: str
    version: int


class DeploymentOut(Out):
    """A saved model that a trained model was deployed to, and the version it became there."""

    item_id: str
    name: str
    version: int
    is_active: bool


class RankedBy(Out):
    type: str
    name: str
    label: str
    greater_is_better: bool


class TrainedOnOut(Out):
    """The dataset that a version was trained on; `version` and `rows` where they are known."""

    id: str | None
    name: str
    version: int | None
    rows: int | None


class ModelVersionOut(Out):
    """A version of a saved model. `trained_id` is the Lab's model that it was deployed from, while that is there."""

    version: int
    is_active: bool
    is_retrained: bool
    created_at: datetime
    created_by: str
    reason: str
    algorithm: str
    label: str
    values: dict[str, Any]
    values_text: str
    metrics: dict[str, float | None]
    ranked_by: RankedBy | None
    prediction_type: str
    target: str
    class_names: list[str]
    seconds: float | None
    bytes: int
    origin: str
    trained_id: int | None
    dataset: TrainedOnOut | None


class ActivationOut(Out):
    version: int
    at: datetime
    by: str


class SavedModelOut(FlowItem):
    """A saved model's page. `written_by` is the recipe that trains it anew; `analysis_id` leads back to the Lab."""

    description: str
    tags: list[str]
    written_by: str | None
    usages: list[UsageOut]
    created_by: str
    created_at: datetime
    versions: list[ModelVersionOut]
    deleted_versions: list[ModelVersionOut]
    activations: list[ActivationOut]
    analysis_id: str | None
    task_id: str | None
    picture_folder: str


class SavedModelBrief(Out):
    """A saved model as dialogs offer it."""

    id: str
    name: str
    version: int
    target: str
    prediction_type: str
    label: str


class VersionIn(In):
    version: int = Field(ge=1)


class ModelVersionDetail(ModelVersionOut):
    """A version with what it does to a table: design, script (`steps`: in words), the columns it needs, and its
    report's sections.
    """

    design: Design
    script: list[dict[str, Any]]
    steps: list[str]
    columns: list[dict[str, Any]]
    sections: list[str]
    picture_folder: str


class DifferenceOut(Out):
    """One thing in which two versions differ; values as they are shown."""

    name: str
    left: Any
    right: Any


class MetricDifferenceOut(Out):
    """A metric of two versions; `greater_is_better` is None for one that is not known any more."""

    name: str
    label: str
    left: float | None
    right: float | None
    greater_is_better: bool | None


class ComparisonOut(Out):
    """Two versions side by side: all metrics, and the settings that differ."""

    left: ModelVersionOut
    right: ModelVersionOut
    metrics: list[MetricDifferenceOut]
    settings: list[DifferenceOut]
