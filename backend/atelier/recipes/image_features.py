"""Images feature extraction: the output of one of a network's layers for each picture of a folder."""

from collections.abc import Sequence
from math import prod
from typing import Any, Literal

from atelier.errors import FieldProblem
from atelier.recipes import device_fields, model_in_form
from atelier.recipes.base import Choice, Device, FormContext, Hint, Recipe, RunContext, dataset, folder, param
from atelier.recipes.image_score import ERROR, ERROR_REASON, IMAGES
from atelier.storage.schema import Column

FEATURE_COLUMNS = [
    IMAGES,
    Column(name="prediction", type="array", meaning="vector", comment="Output of the extracted layer"),
    ERROR,
    ERROR_REASON,
]
LAYER_CHOICES = "layers"


class FeatureParams(device_fields.DeviceParams):
    layer: int = param(
        -2,
        label="Select extracted layer",
        help="The layer whose output is written, counted from the last backwards. "
        "Usually the one before the classification, which describes the picture as a whole.",
        section="Features",
        choices=LAYER_CHOICES,
        le=-1,
        ge=-100_000,
        dss="extract_layer_index",
    )


class ImageFeatures(Recipe[FeatureParams]):
    """Use this recipe to extract the values taken by one of the layers of the neural network.

    This process is called feature extraction. It is recommended to use the network's latest layers, usually the one
    before the classification layer (penultimate). The recipe takes as input a folder of images and a folder
    containing a pre-trained model. It outputs a dataset containing the image path and a vector column, which can
    then be used to train classical models in the Lab.
    """

    type = "image-features"
    label = "Images feature extraction"
    icon = "features"
    family = "deep"
    inputs = (
        folder("image_folder", "Image folder", help="The pictures to describe by numbers.", holds="pictures"),
        folder("model_folder", "Model folder", help="A downloaded, adopted or retrained network.", holds="model"),
    )
    outputs = (dataset("feature_dataset", "Feature dataset", help="A row for each picture with its vector."),)
    Params = FeatureParams
    verb = "features"
    sections = ("Features", device_fields.SECTION)
    dss_types = (
        "CustomCode_deeplearning-image-extract",
        "CustomCode_deeplearning-image-extract-v2",
        "deeplearning-image-extract",
        "deeplearning-image-extract-v2",
    )

    def slot_class(self, params: FeatureParams) -> Literal["cpu", "gpu"]:
        return device_fields.slot_class(params)

    def device_wish(self, params: FeatureParams) -> Device:
        return device_fields.device_wish(params)

    def initial_params(self, form: FormContext) -> dict[str, Any]:
        model = model_in_form.described(form)
        return {} if model is None else {"layer": model.default_layer}

    def choices(self, source: str, form: FormContext) -> Sequence[Choice]:
        if source == LAYER_CHOICES:
            model = model_in_form.described(form)
            return [] if model is None else model_in_form.layer_choices(model.layers)
        if source == device_fields.GPU_CHOICES:
            return device_fields.gpu_choices()
        return super().choices(source, form)

    def check(self, form: FormContext, params: FeatureParams) -> Sequence[FieldProblem]:
        problems = [*model_in_form.model_problems(form), *device_fields.gpu_problems(params)]
        model = model_in_form.described(form)
        if model is not None and model.layers and -params.layer > len(model.layers):
            text = f"{model.label} has {len(model.layers)} layers, so the first one is {-len(model.layers)}."
            problems.append(FieldProblem(("params", "layer"), text))
        return problems

    def hints(self, form: FormContext, params: FeatureParams) -> Sequence[Hint]:
        hints = list(device_fields.gpu_hints(params))
        model = model_in_form.described(form)
        if model is not None and 0 < -params.layer <= len(model.layers):
            layer = model.layers[params.layer]
            length = prod(size or 1 for size in layer.output_shape)
            text = f"Output of {layer.name}."
            if len(layer.output_shape) > 1:
                text = f"{model_in_form.shape_text(layer)}, written row by row as one vector. {text}"
            hints.append(Hint("layer", f"A vector of {length:,} numbers for each picture.", text))
        return hints

    def output_columns(self, form: FormContext, params: FeatureParams) -> dict[str, list[Column]]:
        return {"feature_dataset": list(FEATURE_COLUMNS)}

    def run(self, ctx: RunContext, params: FeatureParams) -> None:
        device_fields.prepare(ctx)
        from atelier.ml.images import features

        features.extract(
            ctx,
            pictures=ctx.input_folder("image_folder"),
            model=ctx.input_folder("model_folder"),
            output=ctx.output_dataset("feature_dataset"),
            columns=FEATURE_COLUMNS,
            layer=params.layer,
        )
