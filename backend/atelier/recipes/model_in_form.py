"""What the forms of picture recipes say of the network in a role; heavy imports stay away."""

from collections.abc import Sequence

from atelier.errors import AtelierError, FieldProblem
from atelier.ml.images import model_folder
from atelier.ml.images.model_description import LayerFacts, ModelDescription
from atelier.recipes.base import Choice, FormContext

MODEL_ROLE = "model_folder"
PICTURES_ROLE = "image_folder"


def described(form: FormContext, role: str = MODEL_ROLE) -> ModelDescription | None:
    """Return the description of the network in `role`, or None while there is none that can be read."""
    if form.input(role) is None:
        return None
    try:
        return model_folder.describe(form.folder(role))
    except AtelierError:
        return None


def model_problems(form: FormContext, role: str = MODEL_ROLE) -> list[FieldProblem]:
    """Return why the folder in `role` is no network. A folder still to be built has no problem yet."""
    found = form.input(role)
    if found is None or found.facts.get("built") is False:
        return []
    try:
        folder = form.folder(role)
        if not folder.entries():
            return []
        model_folder.describe(folder)
    except AtelierError as error:
        return [FieldProblem(("inputs", role), error.message)]
    return []


def layer_label(layer: LayerFacts, count: int) -> str:
    """Return a layer as the course names it, `GlobalAveragePooling2D (-2)`."""
    return f"{layer.class_name} ({layer.index - count})"


def layer_choices(layers: Sequence[LayerFacts]) -> list[Choice]:
    """Return the layers from the last backwards, by negative index, each with its name and output shape."""
    count = len(layers)
    return [
        Choice(
            layer.index - count,
            layer_label(layer, count),
            f"{layer.name}, {shape_text(layer)}, {layer.parameters:,} parameters",
        )
        for layer in reversed(layers)
    ]


def shape_text(layer: LayerFacts) -> str:
    """Return the shape of a layer's output without the batch, `7 × 7 × 2048`."""
    return " × ".join("?" if size is None else str(size) for size in layer.output_shape) or "scalar"
