"""What the API says of stores of evaluations."""

from datetime import datetime
from typing import Any, Literal

from atelier.api.schemas.base import Out

DriftLevel = Literal["stable", "slight", "strong"]


class EvaluatedItem(Out):
    id: str
    name: str
    version: int


class DriftBin(Out):
    """A share of the rows then and now: of a category by `name`, of numbers from `low` to `high` (None: no end)."""

    name: str | None
    low: float | None
    high: float | None
    then: float
    now: float


class DriftOut(Out):
    """Drift of one feature, or of the answers."""

    name: str
    kind: Literal["number", "category", "vector"]
    level: DriftLevel
    psi: float | None
    ks: float | None
    missing_then: float
    missing_now: float
    bins: list[DriftBin]


class EvaluationBrief(Out):
    """A run of an evaluation; `strong` features have drifted far, `slight` ones a little."""

    path: str
    at: datetime
    model: EvaluatedItem
    dataset: EvaluatedItem
    rows: int
    judged: int
    correct: int | None
    metrics: dict[str, float | None]
    training_metrics: dict[str, float | None]
    answers_level: DriftLevel | None
    strong: int
    slight: int


class EvaluationStoreOut(Out):
    folder_id: str
    name: str
    version: int
    written_by: str | None
    runs: list[EvaluationBrief]


class EvaluationOut(EvaluationBrief):
    """One run whole."""

    target: str
    prediction_type: str
    with_truth: int
    unknown_classes: dict[str, int]
    confusion: dict[str, Any] | None
    classes: list[dict[str, Any]]
    picture_folder: str
    has_rows: bool
    features: list[DriftOut]
    answers: DriftOut | None
