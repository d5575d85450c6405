"""Looking at a design as a whole: what cannot be trained is said at its field, before anything runs."""

from collections.abc import Collection, Sequence
from typing import Any

from pydantic import ValidationError

from atelier.errors import FieldProblem, Forbidden, InvalidInput, NotFound
from atelier.ml.tabular.algorithms import registry as algorithms
from atelier.ml.tabular.design import Design, PredictionType
from atelier.ml.tabular.features import registry as features
from atelier.ml.tabular.figures import MOST_CLASSES, ColumnFigures
from atelier.ml.tabular.metrics import registry as metrics


def design_from(raw: dict[str, Any]) -> Design:
    """Return a design that was sent; raises `InvalidInput` with a sentence at each field that cannot be read."""
    try:
        return Design.model_validate(raw)
    except ValidationError as error:
        fields = [
            FieldProblem(("design", *one["loc"]), f"{'.'.join(map(str, one['loc']))}: {one['msg']}.")
            for one in error.errors(include_url=False)
        ]
        raise InvalidInput(fields[0].message, fields=fields) from None


def demand_target(figures: ColumnFigures, counts: Sequence[tuple[str, int]], kind: PredictionType) -> None:
    """Raise `InvalidInput` where a column cannot be the target of such a task."""
    name = figures.name
    if len(counts) == 1:
        raise InvalidInput.at("target", f"“{name}” is “{counts[0][0]}” in all rows: there is nothing to predict.")
    if kind == "REGRESSION":
        if (figures.type == "string" and figures.numbers == 0) or figures.type in ("object", "array"):
            raise InvalidInput.at("target", f"“{name}” holds no numbers, so it cannot be the target of a regression.")
        return
    if len(counts) > MOST_CLASSES:
        raise InvalidInput.at(
            "target",
            f"“{name}” has more than {MOST_CLASSES:,} different values, too many for classes.",
            hint="Choose a regression, or another column.",
        )
    if kind == "BINARY_CLASSIFICATION" and len(counts) != 2:
        raise InvalidInput.at(
            "target", f"“{name}” has {len(counts)} classes, so it cannot be predicted as one of two. Choose multiclass."
        )


def problems(design: Design, columns: Collection[str]) -> list[FieldProblem]:
    """Return what makes a design impossible; `columns` are those of the dataset after the script."""
    found = [*_columns(design, columns), *_features(design), *_algorithms(design)]
    if design.is_classification and len(design.classes) < 2:
        found.append(_at("preprocessing.target_remapping", "The target needs at least two classes."))
    if design.predictionType == "BINARY_CLASSIFICATION" and len(design.classes) > 2:
        text = f"A two-class task has two classes, not {len(design.classes)}. Map the others to one of them."
        found.append(_at("preprocessing.target_remapping", text))
    try:
        metric = metrics.get(design.modeling.metrics.evaluationMetric)
        if design.predictionType not in metric.tasks:
            found.append(_at("modeling.metrics.evaluationMetric", f"{metric.label} does not fit this type of task."))
    except NotFound as error:
        found.append(_at("modeling.metrics.evaluationMetric", error.message))
    return found


def _columns(design: Design, columns: Collection[str]) -> list[FieldProblem]:
    found = []
    if design.targetVariable not in columns:
        found.append(
            _at("targetVariable", f"The target “{design.targetVariable}” is no column of the dataset any more.")
        )
    for name in design.inputs():
        if name not in columns:
            text = f"The feature “{name}” is no column of the dataset any more. Reject it, or restore the column."
            found.append(FieldProblem(("preprocessing", "per_feature", name), text))
    for field, name in (
        ("splitParams.ssdGroupColumn", design.splitParams.ssdGroupColumn),
        ("splitParams.ssdTimeColumn", design.splitParams.ssdTimeColumn),
        ("pictureColumn", design.pictureColumn),
    ):
        if name and name not in columns:
            found.append(_at(field, f"There is no column “{name}”."))
    if "SAMPLE" in design.weight.weightMethod:
        name = design.weight.sampleWeightVariable
        if not name:
            found.append(_at("weight.sampleWeightVariable", "Choose the column that holds the weight of each row."))
        elif name not in columns:
            found.append(_at("weight.sampleWeightVariable", f"There is no column “{name}”."))
    return found


def _features(design: Design) -> list[FieldProblem]:
    inputs = design.inputs()
    if not inputs:
        text = "No column has the role Input, so there is nothing to learn from. Give at least one that role."
        return [_at("preprocessing.per_feature", text)]
    found: list[FieldProblem] = []
    for name, feature in inputs.items():
        try:
            handler = features.get(feature.type)
        except NotFound as error:
            found.append(FieldProblem(("preprocessing", "per_feature", name, "type"), error.message))
            continue
        found += handler.problems(feature.handling, ("preprocessing", "per_feature", name))
    return found


def _algorithms(design: Design) -> list[FieldProblem]:
    found: list[FieldProblem] = []
    enabled = 0
    for key, block in design.modeling.algorithms.items():
        if not block.get("enabled"):
            continue
        enabled += 1
        try:
            algorithm = algorithms.by_key(key)
        except NotFound as error:
            found.append(FieldProblem(("modeling", key), error.message))
            continue
        if not algorithm.is_available:
            found.append(
                FieldProblem(("modeling", key), f"{algorithm.label} needs {algorithm.module}, which is not installed.")
            )
        if design.predictionType not in algorithm.tasks:
            found.append(FieldProblem(("modeling", key), f"{algorithm.label} does not fit this type of task."))
        for space in algorithm.spaces:
            found += space.problems(block.get(space.name, space.default()), ("modeling", key, space.name))
    if not enabled and not any(one.enabled for one in design.modeling.custom_python):
        found.append(_at("modeling", "No algorithm is switched on. Switch on at least one under Algorithms."))
    return found


def has_code(design: Design) -> bool:
    """Say whether a design holds code that a person wrote."""
    modeling = design.modeling
    return bool(modeling.custom_python or modeling.metrics.custom.code or modeling.gridSearchParams.code)


def demand_code_right(design: Design, before: Design, *, may_write_code: bool) -> None:
    """Raise `Forbidden` where a design holds other code than before and the person may not write code."""
    if may_write_code or not has_code(design) or _code(design) == _code(before):
        return
    raise Forbidden(
        "This design holds code, and you may not write code in this Atelier.",
        hint="Ask an administrator for the right to write code, or take the code out.",
    )


def _code(design: Design) -> list[str]:
    modeling = design.modeling
    own = [one.code for one in modeling.custom_python]
    return [*own, modeling.metrics.custom.code, modeling.gridSearchParams.code]


def _at(loc: str, text: str) -> FieldProblem:
    return FieldProblem(tuple(loc.split(".")), text)
