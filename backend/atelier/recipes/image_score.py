"""Image classification: name what is on each picture of a folder with a network."""

from collections.abc import Sequence
from typing import Literal

from atelier.errors import FieldProblem
from atelier.recipes import device_fields, model_in_form
from atelier.recipes.base import Choice, Device, FormContext, Hint, Recipe, RunContext, dataset, folder, param
from atelier.storage.schema import Column

IMAGES = Column(name="images", type="string", meaning="picture_path", comment="Path of the picture in its folder")
ERROR = Column(name="error", type="bigint", meaning="flag", comment="1 where the picture could not be read")
ERROR_REASON = Column(name="error_reason", type="string", meaning="text", comment="Why it could not be read")
PREDICTION_COLUMNS = [
    IMAGES,
    Column(name="prediction", type="object", meaning="prediction", comment="Probability by class, the highest first"),
    ERROR,
    ERROR_REASON,
    Column(name="top_class", type="string", meaning="class", comment="The class of highest probability"),
    Column(name="top_probability", type="double", meaning="decimal", comment="Its probability"),
]


class ScoreParams(device_fields.DeviceParams):
    max_labels: int = param(
        5,
        label="Max number of class labels",
        help="How many classes to keep for a picture, those of highest probability. 0 keeps all.",
        section="Classification",
        ge=0,
        le=100_000,
        dss="max_nb_labels",
    )
    min_probability: float = param(
        0.0,
        label="Min probability threshold",
        help="Classes below this probability are left out; with none left the prediction is an empty object.",
        section="Classification",
        ge=0,
        le=1,
        step=0.1,
        dss="min_threshold",
    )


class ImageScore(Recipe[ScoreParams]):
    """Use this recipe to score (classify) a set of images contained in a folder.

    It takes as input a folder of images and a folder containing a pre-trained model. It outputs the labels for each
    image, as scored by the model: a row per image, also for those that cannot be read, with the reason.
    """

    type = "image-classification"
    label = "Image classification"
    icon = "classify"
    family = "deep"
    inputs = (
        folder("image_folder", "Image folder", help="The pictures to classify.", holds="pictures"),
        folder("model_folder", "Model folder", help="A downloaded, adopted or retrained network.", holds="model"),
    )
    outputs = (dataset("scored_dataset", "Scored dataset", help="A row for each picture with its classes."),)
    Params = ScoreParams
    verb = "classify"
    sections = ("Classification", device_fields.SECTION)
    dss_types = (
        "CustomCode_deeplearning-image-score",
        "CustomCode_deeplearning-image-score-v2",
        "deeplearning-image-score",
        "deeplearning-image-score-v2",
    )

    def slot_class(self, params: ScoreParams) -> Literal["cpu", "gpu"]:
        return device_fields.slot_class(params)

    def device_wish(self, params: ScoreParams) -> Device:
        return device_fields.device_wish(params)

    def choices(self, source: str, form: FormContext) -> Sequence[Choice]:
        if source == device_fields.GPU_CHOICES:
            return device_fields.gpu_choices()
        return super().choices(source, form)

    def check(self, form: FormContext, params: ScoreParams) -> Sequence[FieldProblem]:
        problems = [*model_in_form.model_problems(form), *device_fields.gpu_problems(params)]
        model = model_in_form.described(form)
        if model is not None and not model.classes:
            problems.append(
                FieldProblem(
                    ("inputs", model_in_form.MODEL_ROLE),
                    f"The network {model.label} has no classes. Retrain it on labelled pictures first.",
                )
            )
        return problems

    def hints(self, form: FormContext, params: ScoreParams) -> Sequence[Hint]:
        hints = list(device_fields.gpu_hints(params))
        model = model_in_form.described(form)
        if model is not None and model.classes and (params.max_labels == 0 or params.max_labels > len(model.classes)):
            text = f"{model.label} knows {len(model.classes):,} classes."
            hints.append(Hint("max_labels", f"All {len(model.classes):,} classes are kept.", text))
        return hints

    def output_columns(self, form: FormContext, params: ScoreParams) -> dict[str, list[Column]]:
        return {"scored_dataset": list(PREDICTION_COLUMNS)}

    def run(self, ctx: RunContext, params: ScoreParams) -> None:
        device_fields.prepare(ctx)
        from atelier.ml.images import scoring

        scoring.score(
            ctx,
            pictures=ctx.input_folder("image_folder"),
            model=ctx.input_folder("model_folder"),
            output=ctx.output_dataset("scored_dataset"),
            columns=PREDICTION_COLUMNS,
            max_labels=params.max_labels,
            min_probability=params.min_probability,
        )
