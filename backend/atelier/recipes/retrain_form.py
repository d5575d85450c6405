"""What the retraining form works out from its inputs: columns, locked fields, problems and sums."""

from collections.abc import Mapping, Sequence
from typing import Any, Literal

from atelier.errors import AtelierError, FieldProblem
from atelier.ml.images import arithmetic
from atelier.recipes import model_in_form
from atelier.recipes.base import FixedParam, FormContext, Hint

LABEL_ROLE = "label_dataset"
_PATH_NAMES = ("path", "filename", "file_name", "file", "image", "images", "image_path", "full_path")
_LABEL_NAMES = ("target", "label", "class", "labels", "category", "character", "classname")


def guess_columns(form: FormContext) -> dict[str, Any]:
    """Return the columns that by name or meaning hold paths and labels."""
    found = form.input(LABEL_ROLE)
    if found is None:
        return {}
    by_name = {column.name.lower(): column.name for column in found.columns}
    by_meaning = {column.meaning: column.name for column in reversed(found.columns)}
    path = next((by_name[name] for name in _PATH_NAMES if name in by_name), by_meaning.get("picture_path"))
    label = next((by_name[name] for name in _LABEL_NAMES if name in by_name), by_meaning.get("class"))
    if len(found.columns) == 2:
        rest = [column.name for column in found.columns]
        path = path or next(name for name in rest if name != label)
        label = label or next(name for name in rest if name != path)
    return {name: value for name, value in (("path_column", path), ("label_column", label)) if value}


def fixed_by_network(form: FormContext) -> dict[str, FixedParam]:
    """Return the fields that the network in the model folder has decided."""
    model = model_in_form.described(form)
    if model is None:
        return {}
    height, width = model.input_size
    if model.retrained:
        reason = "Fixed when this network was retrained the first time."
        return {
            "pooling": FixedParam(model.pooling or "avg", reason),
            "width": FixedParam(width, reason),
            "height": FixedParam(height, reason),
        }
    fixed = {}
    if model.flat:
        fixed["pooling"] = FixedParam("avg", f"{model.label} pools its features itself.")
    if model.fixed_size:
        reason = f"{model.label} takes pictures of {width} × {height} px."
        fixed |= {"width": FixedParam(width, reason), "height": FixedParam(height, reason)}
    return fixed


def column_problems(form: FormContext, path_column: str, label_column: str) -> list[FieldProblem]:
    """Return what is wrong with the choice of columns."""
    found = form.input(LABEL_ROLE)
    if found is None:
        return []
    names = {column.name for column in found.columns}
    problems = []
    for field, value, what in (
        ("path_column", path_column, "the pictures' file names"),
        ("label_column", label_column, "the labels"),
    ):
        if not value:
            problems.append(FieldProblem(("params", field), f"Choose the column that holds {what}."))
        elif names and value not in names:
            problems.append(FieldProblem(("params", field), f"The dataset “{found.name}” has no column “{value}”."))
    if path_column and path_column == label_column:
        problems.append(
            FieldProblem(("params", "label_column"), "The label cannot be the column of file names itself.")
        )
    if not problems:
        counts = class_counts(form, label_column)
        if len(counts) == 1:
            only = next(iter(counts))
            text = f"Every row has the label “{only}”. A classifier needs at least two classes."
            problems.append(FieldProblem(("params", "label_column"), text))
    return problems


def class_counts(form: FormContext, label_column: str) -> dict[str, int]:
    """Return the number of rows of each label; empty while it cannot be counted."""
    found = form.input(LABEL_ROLE)
    if found is None or label_column not in {column.name for column in found.columns}:
        return {}
    try:
        counts = form.value_counts(LABEL_ROLE, label_column, 10_000)
    except (AtelierError, KeyError):
        return {}
    return {name: count for name, count in counts.items() if name and name.strip()}


def size_problems(form: FormContext, sizes: Mapping[str, int | Literal["auto"]]) -> list[FieldProblem]:
    """Return a problem for each side below the smallest that the network can take."""
    model = model_in_form.described(form)
    if model is None:
        return []
    fixed = fixed_by_network(form)
    text = f"{model.label} needs pictures of at least {model.minimum_size} px."
    return [
        FieldProblem(("params", name), text)
        for name, size in sizes.items()
        if size != "auto" and name not in fixed and size < model.minimum_size
    ]


def split_hints(
    form: FormContext,
    label_column: str,
    train_ratio: float,
    batch_size: int,
    copies: int,
    steps: int | Literal["auto"],
    validation_steps: int | Literal["auto"],
) -> list[Hint]:
    """Return the sums of the split and of the steps."""
    counts = class_counts(form, label_column)
    if not counts:
        return []
    train, validation = arithmetic.split_sizes(counts, train_ratio)
    hints = [
        Hint("train_ratio", f"{train:,} pictures to train, {validation:,} to validate.", f"In {len(counts)} classes.")
    ]
    distinct = arithmetic.distinct_in_batch(batch_size, copies)
    passes = arithmetic.steps_in_pass(train, batch_size, copies)
    text = "Every training picture is seen once per epoch."
    if copies > 1:
        text = f"A batch of {batch_size:,} holds {distinct:,} pictures, {copies} copies of each. {text}"
    if steps != "auto":
        text = f"With {steps:,} it sees {min(steps * distinct / train, 999):.0%} of them per epoch."
        hints.append(Hint("steps_per_epoch", f"One full pass is {passes:,} steps.", text, passes))
    else:
        hints.append(Hint("steps_per_epoch", arithmetic.division_text(train, distinct), text, passes))
    if validation:
        all_steps = arithmetic.steps_in_pass(validation, batch_size)
        share = "All validation pictures are used."
        if validation_steps != "auto":
            share = f"With {validation_steps:,}, {min(validation_steps * batch_size, validation):,} of them are used."
        hints.append(Hint("validation_steps", arithmetic.division_text(validation, batch_size), share, all_steps))
    if batch_size > train:
        hints.append(
            Hint("batch_size", f"A batch is larger than the {train:,} training pictures.", "Each update uses all.")
        )
    return hints


def network_hints(
    form: FormContext,
    layers: arithmetic.LayersToRetrain,
    layer_count: int,
    width: int | Literal["auto"],
    height: int | Literal["auto"],
) -> Sequence[Hint]:
    """Return which layers and how many weights change, and the size that `auto` stands for."""
    model = model_in_form.described(form)
    if model is None:
        return []
    hints = []
    own_height, own_width = model.input_size
    for name, value, own in (("width", width, own_width), ("height", height, own_height)):
        if value == "auto":
            hints.append(Hint(name, f"{own} px, the network's own.", "", own))
    trunk = [layer for layer in model.layers if layer.part == "trunk"]
    if not trunk:
        return hints
    changed = arithmetic.retrained_layers(trunk, layers, layer_count)
    total = sum(layer.parameters for layer in trunk)
    weights = sum(layer.parameters for layer in changed)
    text = f"{weights:,} of the network's {total:,} weights change, and the new last layer."
    if not changed:
        hints.append(Hint("layers", "Only the new last layer is trained.", f"{total:,} weights stay as they are."))
    elif layers == "all":
        hints.append(Hint("layers", f"All {len(changed) + 1} layers with weights are trained.", text))
    else:
        hints.append(Hint("layer_count", f"Trained from {changed[0].name} on.", text))
    return hints
