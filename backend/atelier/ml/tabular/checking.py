"""Looking at a design as a whole: what cannot be trained is said at its field, before anything runs."""

import ast
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from atelier.errors import FieldProblem, Forbidden, InvalidInput, NotFound
from atelier.ml.tabular import owncode
from atelier.ml.tabular.algorithms import registry as algorithms
from atelier.ml.tabular.design import Design, PredictionType
from atelier.ml.tabular.features import registry as features
from atelier.ml.tabular.figures import MOST_CLASSES, ColumnFigures
from atelier.ml.tabular.metrics import registry as metrics

if TYPE_CHECKING:
    from atelier.tables.probe import Probe
    from atelier.tables.relation import Relation


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
    found = [*_columns(design, columns), *_features(design), *_algorithms(design), *_own_code(design)]
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
        wrong = handler.problems(feature.handling, ("preprocessing", "per_feature", name))
        found += wrong
        if feature.type == "IMAGE" and not wrong:
            found += [
                FieldProblem(("preprocessing", "per_feature", name, key), text)
                for key, text in (
                    ("pictureFolder", f"Choose the folder that the pictures named in “{name}” are in."),
                    ("networkFolder", f"Choose the network that turns the pictures of “{name}” into numbers."),
                )
                if not feature.handling.get(key)
            ]
    return found


def _algorithms(design: Design) -> list[FieldProblem]:
    found: list[FieldProblem] = []
    enabled = 0
    for key, block in design.modeling.algorithms.items():
        if not block.get("enabled"):
            continue
        enabled += 1
        try:
            algorithm = algorithms.by_key(key, design.predictionType)
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


def _own_code(design: Design) -> list[FieldProblem]:
    """Return where code is asked for and missing, or is no Python."""
    modeling = design.modeling
    asked: list[tuple[tuple[str | int, ...], str, str]] = [
        (("modeling", "custom_python", place, "code"), one.code, one.name or "Own estimator")
        for place, one in enumerate(modeling.custom_python)
        if one.enabled
    ]
    if modeling.metrics.evaluationMetric == "CUSTOM":
        asked.append((("modeling", "metrics", "custom", "code"), modeling.metrics.custom.code, "Own metric"))
    if modeling.gridSearchParams.mode == "CUSTOM":
        asked.append((("modeling", "gridSearchParams", "code"), modeling.gridSearchParams.code, "Own folds"))
    found = []
    for loc, code, what in asked:
        if not code.strip():
            found.append(FieldProblem(loc, f"{what}: there is no code yet."))
            continue
        try:
            ast.parse(code)
        except (SyntaxError, ValueError) as error:
            where = f", line {error.lineno}" if isinstance(error, SyntaxError) else ""
            found.append(FieldProblem(loc, f"{what}{where}: {getattr(error, 'msg', error)}."))
    return found


def filter_problems(design: Design, table: "Relation", probe: "Probe") -> list[FieldProblem]:
    """Return what is wrong with the formulas that choose rows of the analysis's dataset."""
    from atelier.ml.tabular import reading
    from atelier.tables.steps.rows import condition

    found = []
    for name, text in reading.filters_of(design)[0].items():
        if not text.strip():
            continue
        loc = reading.FIELDS[design.splitParams.ttPolicy][name]
        try:
            condition(table, text, probe, loc)
        except InvalidInput as error:
            found.append(_at(loc, error.message))
    return found


def has_code(design: Design) -> bool:
    """Say whether a design holds code that a person wrote."""
    return owncode.holds_code(design.model_dump(include={"modeling"}))


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
