"""The settings of a prediction task: what is predicted, from which columns, by which algorithms, and how it is judged.

Keys are those that scripts know from DSS (`settings` of an ML task), so the REST face needs no translation; that is why
they are not written as the rest of the code is. What a block of one algorithm or one feature may hold is declared by
`algorithms/` and `features/`; `checking` looks at the whole.
"""

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

PredictionType = Literal["BINARY_CLASSIFICATION", "MULTICLASS", "REGRESSION"]
Role = Literal["INPUT", "REJECT", "TARGET", "WEIGHT"]
FeatureType = Literal["NUMERIC", "CATEGORY", "TEXT", "VECTOR", "IMAGE"]
SplitPolicy = Literal["SPLIT_SINGLE_DATASET", "EXPLICIT_FILTERING_SINGLE_DATASET", "EXPLICIT_FILTERING_TWO_DATASETS"]
WeightMethod = Literal["NO_WEIGHTING", "CLASS_WEIGHT", "SAMPLE_WEIGHT", "CLASS_AND_SAMPLE_WEIGHT"]

SEED = 1337


class _Block(BaseModel):
    model_config = ConfigDict(extra="forbid", validate_default=True)


class Feature(BaseModel):
    """What happens to one column. The rest of the keys belong to the handling of its `type` (`features/`)."""

    model_config = ConfigDict(extra="allow")

    role: Role = "INPUT"
    type: FeatureType = "CATEGORY"
    autoReason: str | None = None  # a code: LOOKS_LIKE_ID, CONSTANT, ALL_MISSING, TOO_MANY_VALUES, ...
    reason: str = ""  # the same as a sentence, empty when a person decided

    @property
    def handling(self) -> dict[str, Any]:
        """Return the settings of the handling alone."""
        return dict(self.model_extra or {})


class ClassMapping(_Block):
    """A value of the target: the class it counts as, and its share of all rows."""

    sourceValue: str
    mappedValue: str
    sampleFreq: float = 0.0
    count: int = 0


class Interaction(_Block):
    """Two columns whose product (or combination) becomes a feature."""

    column_1: str
    column_2: str


class FeatureGeneration(_Block):
    """Features made of features."""

    pairwise_linear: bool = False
    polynomial: bool = False
    interactions: list[Interaction] = []


class FeatureReduction(_Block):
    """Fewer features: how many are kept, and by what they are judged."""

    method: Literal["NONE", "CORRELATION", "TREE_BASED", "LASSO", "PCA"] = "NONE"
    kept: int = Field(25, ge=1, le=100_000, title="Features kept")


class Preprocessing(_Block):
    """Columns on their way into numbers."""

    per_feature: dict[str, Feature] = {}
    target_remapping: list[ClassMapping] = []
    feature_generation: FeatureGeneration = FeatureGeneration()
    feature_reduction: FeatureReduction = FeatureReduction()


class Extract(_Block):
    """Rows of a dataset: of which one (None: the analysis's), and which formula holds for them (empty: all)."""

    dataset: str | None = None
    filter: str = Field("", max_length=10_000)


class SplitParams(_Block):
    """Which rows train and which test. The test rows are never seen by the search."""

    ttPolicy: SplitPolicy = "SPLIT_SINGLE_DATASET"
    ssdTrainingRatio: float = Field(0.8, gt=0, lt=1, title="Train ratio")
    ssdSeed: int = Field(SEED, ge=0, le=2**31 - 1, title="Seed")
    ssdStratified: bool = True
    ssdGroupColumn: str = ""  # rows of one value stay together
    ssdTimeColumn: str = ""  # the last rows by this column test
    ssdSampleRows: int = Field(0, ge=0, title="Rows taken (0: all)")
    kfold: bool = False
    nFolds: int = Field(5, ge=2, le=50, title="Folds")
    efsdTrain: Extract = Extract()
    efsdTest: Extract = Extract()
    eftdTrain: Extract = Extract()
    eftdTest: Extract = Extract()


class Weighting(_Block):
    """How much each row counts."""

    weightMethod: WeightMethod = "CLASS_WEIGHT"
    sampleWeightVariable: str = ""


class CustomMetric(_Block):
    """A metric in a person's own code: `def score(y_true, y_pred): ...`, returning a number."""

    code: str = Field("", max_length=100_000)
    greaterIsBetter: bool = True
    needsProbability: bool = False


class MetricParams(_Block):
    """What models are ranked by."""

    evaluationMetric: str = "ACCURACY"
    custom: CustomMetric = CustomMetric()
    optimizeThreshold: bool = True  # two classes: the threshold with the best value of the metric
    costMatrixWeights: dict[str, float] = {"tpGain": 1.0, "fpGain": -0.3, "tnGain": 0.0, "fnGain": 0.0}
    liftPoint: float = Field(0.4, gt=0, le=1)


class GridSearchParams(_Block):
    """How hyper-parameters are searched: which candidates, judged on what, for how long."""

    strategy: Literal["GRID", "RANDOM", "BAYESIAN"] = "GRID"
    randomized: bool = False  # GRID: shuffled, so that a limit does not cut off one end of the grid
    nIter: int = Field(0, ge=0, le=10_000, title="Most candidates of a grid (0: no limit)")
    nIterRandom: int = Field(20, ge=1, le=10_000, title="Candidates of a random or Bayesian search")
    timeout: float = Field(0, ge=0, title="Most minutes an algorithm (0: no limit)")
    mode: Literal["KFOLD", "SHUFFLE", "CUSTOM"] = "KFOLD"
    nFolds: int = Field(3, ge=2, le=50, title="Folds")
    splitRatio: float = Field(0.8, gt=0, lt=1, title="Train ratio of the simple split")
    stratified: bool = True
    cvSeed: int = Field(SEED, ge=0, le=2**31 - 1, title="Seed of the folds")
    seed: int = Field(SEED, ge=0, le=2**31 - 1, title="Seed of the search")
    nJobs: int = Field(0, ge=0, le=256, title="Candidates at once (0: as many as there are processors)")
    code: str = Field("", max_length=100_000)  # CUSTOM: `def splits(y, groups): yield train_rows, validation_rows`


class CustomEstimator(_Block):
    """A person's own estimator: code that puts an object of scikit-learn's shape into `clf`."""

    name: str = Field("Own estimator", max_length=100)
    enabled: bool = True
    code: str = Field("", max_length=100_000)


class Modeling(BaseModel):
    """What is tried. All further keys are algorithms (`logistic_regression`, ...): `enabled` and their spaces."""

    model_config = ConfigDict(extra="allow")

    metrics: MetricParams = MetricParams()
    gridSearchParams: GridSearchParams = GridSearchParams()
    custom_python: list[CustomEstimator] = []

    @property
    def algorithms(self) -> dict[str, dict[str, Any]]:
        """Return the blocks of the algorithms by their keys."""
        return {key: value for key, value in (self.model_extra or {}).items() if isinstance(value, dict)}


class Calibration(_Block):
    """Whether probabilities are straightened afterwards."""

    calibrationMethod: Literal["NO_CALIBRATION", "SIGMOID", "ISOTONIC"] = "NO_CALIBRATION"


class Diagnostics(_Block):
    """Which warnings are looked for after training; a kind that is not named is looked for."""

    enabled: bool = True
    off: list[str] = []


class Design(_Block):
    """A whole prediction task."""

    taskType: Literal["PREDICTION"] = "PREDICTION"
    backendType: Literal["PY_MEMORY"] = "PY_MEMORY"
    predictionType: PredictionType
    targetVariable: str
    preprocessing: Preprocessing = Preprocessing()
    splitParams: SplitParams = SplitParams()
    weight: Weighting = Weighting()
    modeling: Modeling = Modeling()
    calibration: Calibration = Calibration()
    diagnosticsSettings: Diagnostics = Diagnostics()
    pictureColumn: str = ""  # paths of pictures, shown in reports
    pictureFolder: str = ""  # id of the folder they are in
    seed: int = Field(SEED, ge=0, le=2**31 - 1)

    @property
    def is_classification(self) -> bool:
        return self.predictionType != "REGRESSION"

    @property
    def classes(self) -> list[str]:
        """Return the classes in order, each once; for two classes the second is the positive one."""
        return list(dict.fromkeys(one.mappedValue for one in self.preprocessing.target_remapping if one.mappedValue))

    def inputs(self) -> dict[str, Feature]:
        """Return the columns that the model sees, in the order of the settings."""
        return {name: one for name, one in self.preprocessing.per_feature.items() if one.role == "INPUT"}

    def column_in_role(self, role: Role) -> str | None:
        """Return the column in a role that one column has."""
        return next((name for name, one in self.preprocessing.per_feature.items() if one.role == role), None)
