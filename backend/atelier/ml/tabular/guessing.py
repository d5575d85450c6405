"""A first design for a new task: its type, its classes, and a role and type for each column, each with its reason."""

from collections.abc import Sequence
from typing import Any, Literal

from atelier.ml.tabular.algorithms import registry as algorithms
from atelier.ml.tabular.design import (
    ClassMapping,
    Design,
    Feature,
    FeatureType,
    MetricParams,
    Modeling,
    PredictionType,
    Preprocessing,
    Weighting,
)
from atelier.ml.tabular.features import registry as features
from atelier.ml.tabular.figures import MOST_CLASSES, ColumnFigures

Style = Literal["prototype", "interpretable", "performance"]

_FEW_CLASSES = 20  # whole numbers with no more values than this are classes
_ID_SHARE = 0.95  # of filled rows that differ: the column tells rows apart, not kinds of rows
_FEWEST_FOR_ID = 10
_MANY_VALUES = 1_000
_MISSING_SHARE = 0.95
_TEXT_WORDS = 4.0

REASONS = {
    "LOOKS_LIKE_ID": "This feature was rejected because it looks like a unique identifier.",
    "CONSTANT": "This feature was rejected because it has one value only.",
    "ALL_MISSING": "This feature was rejected because it is empty in all rows.",
    "MOSTLY_MISSING": "This feature was rejected because nearly all of its cells are empty.",
    "TOO_MANY_VALUES": "This feature was rejected because it has too many different values.",
    "NOT_UNDERSTOOD": "This feature was rejected because objects cannot be used as they are: unnest it first.",
    "PICTURE_PATH": "This feature was rejected because it names pictures; choose the type Image to look into them.",
}


def prediction_type_of(figures: ColumnFigures, classes: int) -> PredictionType:
    """Return the type of a task with this target: numbers with many values are a regression."""
    is_number = figures.type not in ("string", "boolean", "object", "array", "date") or (
        figures.filled > 0 and figures.numbers == figures.filled
    )
    if classes == 2:
        return "BINARY_CLASSIFICATION"
    if not is_number:
        return "MULTICLASS"
    is_whole = figures.whole_numbers == figures.filled or figures.type in ("tinyint", "smallint", "int", "bigint")
    return "MULTICLASS" if is_whole and classes <= _FEW_CLASSES else "REGRESSION"


def feature_of(figures: ColumnFigures) -> Feature:
    """Return what happens to a column at first."""
    found = _type_of(figures)
    reason = _rejected(figures, found)
    handling = features.get(found).default()
    if reason is None:
        return Feature(role="INPUT", type=found, **handling)
    return Feature(role="REJECT", type=found, autoReason=reason, reason=REASONS[reason], **handling)


def with_type(feature: Feature, wanted: FeatureType) -> Feature:
    """Return a feature of another type, with the defaults of its handling."""
    return Feature(
        role=feature.role,
        type=wanted,
        autoReason=feature.autoReason,
        reason=feature.reason,
        **features.get(wanted).default(),
    )


def design_of(
    figures: Sequence[ColumnFigures],
    *,
    target: str,
    counts: Sequence[tuple[str, int]],
    prediction_type: PredictionType | None = None,
    style: Style | None = "prototype",
) -> Design:
    """Return the design of a new task. `counts` are the values of the target on all rows, commonest first.

    `style` chooses the algorithms that are on; None: none, as an expert begins.
    """
    by_name = {one.name: one for one in figures}
    kind = prediction_type or prediction_type_of(by_name[target], len(counts))
    per_feature = {
        one.name: Feature(role="TARGET", type="NUMERIC" if kind == "REGRESSION" else "CATEGORY")
        if one.name == target
        else feature_of(one)
        for one in figures
    }
    blocks: dict[str, Any] = {one.key: one.default(style) for one in algorithms.for_task(kind)}
    picture = next((one.name for one in figures if names_pictures(one)), "")
    return Design(
        predictionType=kind,
        targetVariable=target,
        preprocessing=Preprocessing(per_feature=per_feature, target_remapping=classes_of(kind, counts)),
        modeling=Modeling(metrics=MetricParams(evaluationMetric=_metric_of(kind)), **blocks),
        weight=Weighting(weightMethod="NO_WEIGHTING" if kind == "REGRESSION" else "CLASS_WEIGHT"),
        pictureColumn=picture,
    )


def classes_of(kind: PredictionType, counts: Sequence[tuple[str, int]]) -> list[ClassMapping]:
    """Return the classes of a target, in the order of their names, with their share of all rows."""
    if kind == "REGRESSION":
        return []
    total = sum(count for _, count in counts) or 1
    return [
        ClassMapping(sourceValue=value, mappedValue=value, sampleFreq=count / total, count=count)
        for value, count in sorted(counts[:MOST_CLASSES])
    ]


def names_pictures(figures: ColumnFigures) -> bool:
    """Say whether a column holds paths of pictures, by its meaning or by what all its cells end in."""
    return figures.meaning == "picture_path" or (figures.filled > 0 and figures.pictures == figures.filled)


def _metric_of(kind: PredictionType) -> str:
    return {"BINARY_CLASSIFICATION": "ROC_AUC", "MULTICLASS": "ACCURACY", "REGRESSION": "R2"}[kind]


def _type_of(figures: ColumnFigures) -> FeatureType:
    if figures.type == "array":
        # an array of unknown content is taken for what it is as text; a person says that it is a vector
        return "CATEGORY"
    if figures.type in ("string", "object", "boolean"):
        if figures.filled and figures.numbers == figures.filled:
            return "NUMERIC"
        return "TEXT" if figures.mean_words > _TEXT_WORDS and "TEXT" in features.all_types() else "CATEGORY"
    return "NUMERIC"


def _rejected(figures: ColumnFigures, found: FeatureType) -> str | None:
    if figures.filled == 0:
        return "ALL_MISSING"
    if figures.filled < figures.rows * (1 - _MISSING_SHARE):
        return "MOSTLY_MISSING"
    if figures.distinct <= 1:
        return "CONSTANT"
    if names_pictures(figures):
        return "PICTURE_PATH"
    is_number = found == "NUMERIC" and figures.type in ("float", "double")
    looks_unique = figures.filled >= _FEWEST_FOR_ID and figures.distinct >= _ID_SHARE * figures.filled
    if looks_unique and not is_number and found != "TEXT":
        return "LOOKS_LIKE_ID"
    if figures.type == "object":
        return "NOT_UNDERSTOOD"
    if found == "CATEGORY" and figures.distinct > _MANY_VALUES:
        return "TOO_MANY_VALUES"
    return None
