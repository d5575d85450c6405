"""What the API says and takes of the Lab."""

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import Field

from atelier.api.schemas.base import FieldProblemOut, In, Out
from atelier.charts.definition import Chart
from atelier.ml.tabular.design import Design, FeatureType, PredictionType

StyleName = Literal["prototype", "interpretable", "performance", "algorithms", "deep", "custom"]
ModelState = Literal["QUEUED", "RUNNING", "DONE", "FAILED", "ABORTED"]


class SpaceOut(Out):
    """A hyper-parameter: a number that is tried at values or over a range, or a choice."""

    kind: Literal["number", "choice"]
    name: str
    label: str
    help: str
    is_whole: bool
    minimum: float | None
    maximum: float | None
    options: dict[str, str]
    shown_if: dict[str, Any] | None
    default: dict[str, Any]


class AlgorithmOut(Out):
    """An algorithm; `key` names its block in a design's `modeling`."""

    type: str
    key: str
    label: str
    description: str
    tasks: list[PredictionType]
    styles: list[str]
    is_available: bool
    module: str
    spaces: list[SpaceOut]
    default: dict[str, Any]


class FeatureTypeOut(Out):
    """A type of feature with the settings of its handling."""

    type: FeatureType
    label: str
    description: str
    handling_schema: dict[str, Any]
    default: dict[str, Any]


class ModelMetricOut(Out):
    """A metric that models are judged by."""

    type: str
    name: str
    label: str
    description: str
    tasks: list[PredictionType]
    greater_is_better: bool
    low: float | None
    high: float | None


class LabTypesOut(Out):
    """All that tasks can be designed with; `design_labels` are those of a design's settings by their dotted names."""

    algorithms: list[AlgorithmOut]
    features: list[FeatureTypeOut]
    metrics: list[ModelMetricOut]
    design_labels: dict[str, str]


class TaskBrief(Out):
    id: str
    name: str
    style: StyleName
    prediction_type: PredictionType
    target: str
    session_count: int
    best: float | None
    metric: str
    running_job: int | None
    created_at: datetime


class AnalysisOut(Out):
    id: str
    name: str
    dataset_id: str
    dataset_name: str
    script: list[dict[str, Any]]
    charts: list[Chart]
    revision: int
    created_at: datetime
    created_by: str
    tasks: list[TaskBrief]


class AnalysisIn(In):
    dataset_id: str = Field(max_length=40)
    name: str | None = Field(None, max_length=200)


class AnalysisPatch(In):
    revision: int | None = None
    name: str | None = Field(None, max_length=200)
    script: list[dict[str, Any]] | None = Field(None, max_length=1000)
    charts: list[Chart] | None = None


class TaskIn(In):
    """A new task. `style`: an automatic one, or the way of an expert."""

    target: str = Field(max_length=1000)
    prediction_type: PredictionType | None = None
    style: StyleName = "prototype"
    name: str | None = Field(None, max_length=200)


class TaskOut(Out):
    id: str
    analysis_id: str
    analysis_name: str
    dataset_id: str
    dataset_name: str
    name: str
    style: StyleName
    design: Design
    revision: int
    created_at: datetime
    created_by: str
    problems: list[FieldProblemOut]


class TaskPatch(In):
    name: str = Field(max_length=200)


class DesignIn(In):
    """A whole design, as the settings of a task have it."""

    revision: int | None = None
    design: dict[str, Any]


class GuessIn(In):
    """What is worked out anew: the type of the task, or its target; all else of the design is guessed again."""

    target: str | None = Field(None, max_length=1000)
    prediction_type: PredictionType | None = None


class FeatureTypeIn(In):
    """Another type for a feature: the answer holds the defaults of its handling."""

    column: str = Field(max_length=1000)
    type: FeatureType


class TrainIn(In):
    name: str = Field("", max_length=200)
    description: str = Field("", max_length=10_000)


class TrainedOut(Out):
    """A model of a session. `score` is its value of the session's metric; `trials` are those of its search."""

    id: int
    full_id: str
    number: int
    session_number: int
    algorithm: str
    label: str
    state: ModelState
    text: str
    fraction: float | None
    score: float | None
    spread: float | None
    values: dict[str, Any]
    values_text: str
    metrics: dict[str, float | None]
    seconds: float | None
    trials: list[dict[str, Any]]
    name: str
    description: str
    starred: bool
    labels: list[str]
    started_at: datetime | None
    ended_at: datetime | None


class SessionOut(Out):
    """A session with its models, best first; what is not finished follows in the order of the plan."""

    id: int
    number: int
    name: str
    description: str
    created_at: datetime
    created_by: str
    dataset_version: int
    job_id: int | None
    job_state: str
    metric: str
    metric_name: str
    greater_is_better: bool
    models: list[TrainedOut]


class SessionDetail(SessionOut):
    """A session with the design it trained."""

    design: Design
    script: list[dict[str, Any]]


class TrainedDetail(TrainedOut):
    """A model with what it hangs on, and the sections of its report."""

    task_id: str
    task_name: str
    analysis_id: str
    session_id: int
    dataset_id: str
    design: Design
    metric: str
    facts: dict[str, Any]
    sections: list[str]
    bytes: int
    created_by: str


class TrainedPatch(In):
    name: str | None = Field(None, max_length=200)
    description: str | None = Field(None, max_length=10_000)
    starred: bool | None = None
    labels: list[str] | None = Field(None, max_length=50)


class TrainedRowOut(Out):
    """A row of the test set as a model answered it."""

    row: int
    truth: Any
    prediction: Any
    confidence: float | None
    probabilities: dict[str, float]
    picture: str | None


class TrainedRowsOut(Out):
    total: int
    rows: list[TrainedRowOut]
    picture_folder: str


class SendRowsIn(In):
    """Which rows of a report become a dataset of which name: those of a cell (None: any), all or the wrong ones."""

    name: str = Field(max_length=200)
    truth: str | None = Field(None, max_length=1000)
    prediction: str | None = Field(None, max_length=1000)
    only: Literal["all", "right", "wrong"] = "all"


class SentRowsOut(Out):
    dataset_id: str
    name: str
    rows: int


class CorrectionsIn(In):
    """The right class of each picture, by its path; null leaves its row out of the training."""

    labels: dict[str, Annotated[str, Field(max_length=1000)] | None] = Field(max_length=10_000)


class CorrectedOut(Out):
    """What became of the labels; `before` is the script as it was, to be saved again at `revision` to go back."""

    message: str
    analysis_id: str
    revision: int
    before: list[dict[str, Any]]


class ModelRowsIn(In):
    """Rows for a model to answer: values by column."""

    rows: list[dict[str, Any]] = Field(min_length=1, max_length=100)


class ExplainIn(In):
    """One row to be explained, for its predicted class or for another."""

    row: dict[str, Any]
    class_name: str | None = Field(None, max_length=1000)


class AnswerOut(Out):
    """What a model answered a row."""

    prediction: Any
    probabilities: dict[str, float]


class ContributionOut(Out):
    name: str
    value: float


class ExplanationOut(Out):
    """What features add to an answer, largest first; `base` is the answer of no row in particular.

    `unit`: probability, log-odds or target. `columns` sums the features up by the dataset's columns.
    """

    method: Literal["linear", "trees", "drawn"]
    unit: Literal["probability", "log-odds", "target"]
    class_name: str | None
    base: float
    features: list[ContributionOut]
    columns: list[ContributionOut]


class KeptRowOut(Out):
    row: int
    values: dict[str, Any]


class KeptRowsOut(Out):
    """Rows of the test set that are kept with a model; `row` is their place in the dataset."""

    total: int
    columns: list[dict[str, Any]]
    rows: list[KeptRowOut]


class ColumnLossOut(Out):
    name: str
    loss: float
    spread: float


class PermutationOut(Out):
    """How much worse the metric is when a column is shuffled among `rows` rows; largest loss first."""

    metric: str
    label: str
    score: float
    rows: int
    columns: list[ColumnLossOut]


class DependencePointOut(Out):
    value: Any
    share: float
    means: list[float]


class DependenceOut(Out):
    """The mean answer (of each of `names`) when a column has one value in all rows."""

    column: str
    kind: Literal["NUMERIC", "CATEGORY"]
    names: list[str]
    points: list[DependencePointOut]


class GroupFiguresOut(Out):
    name: str
    rows: int
    metrics: dict[str, float | None]


class SubpopulationOut(Out):
    """The metrics on the rows of each value of a column, and on all; `problem`: why one's own metric lacks a value."""

    column: str
    rows: int
    all: dict[str, float | None]
    groups: list[GroupFiguresOut]
    problem: str
