"""Retraining image classification model: adapt a network to a project's own labelled pictures."""

from collections.abc import Sequence
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, field_validator

from atelier.errors import FieldProblem
from atelier.ml.images import named_values
from atelier.recipes import device_fields, model_in_form, retrain_form
from atelier.recipes.base import (
    Choice,
    Device,
    FixedParam,
    FormContext,
    Hint,
    Recipe,
    RunContext,
    dataset,
    folder,
    param,
)

LABELS, MODEL, OPTIMIZATION, TRAINING = "Dataset with labels", "Model", "Optimization", "Training"
MAX_STEPS, MAX_SIDE = 10_000_000, 4096


def _auto_or_whole(most: int) -> BeforeValidator:
    """Read `auto` or a whole number of at least 1; one sentence for whatever else was typed."""

    def read(value: object) -> object:
        if isinstance(value, str) and value.strip().lower() == "auto":
            return "auto"
        whole = value if isinstance(value, int) else int(value) if isinstance(value, float) and value % 1 == 0 else None
        if isinstance(value, str) and value.strip().isdecimal():
            whole = int(value)
        if whole is None or isinstance(value, bool) or not 1 <= whole <= most:
            raise ValueError(f"Write auto, or a whole number from 1 to {most:,}.")
        return whole

    return BeforeValidator(read)


AutoSteps = Annotated[Literal["auto"] | Annotated[int, Field(ge=1, le=MAX_STEPS)], _auto_or_whole(MAX_STEPS)]
AutoSize = Annotated[Literal["auto"] | Annotated[int, Field(ge=1, le=MAX_SIDE)], _auto_or_whole(MAX_SIDE)]
_AUGMENTED: dict[str, Any] = {"field": "augment", "op": "eq", "value": True}


class NamedValue(BaseModel):
    """A free parameter: its name and its value as typed."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

    name: str = Field(title="Parameter", min_length=1, max_length=100)
    value: str = Field(title="Value", min_length=1, max_length=200)

    @field_validator("value", mode="before")
    @classmethod
    def _as_typed(cls, value: object) -> object:
        if isinstance(value, bool):
            return str(value).lower()
        return str(value) if isinstance(value, int | float | list | tuple) else value


class RetrainParams(device_fields.DeviceParams):
    path_column: str = param(
        "", label="Image filename column", help="Path of each picture, relative to the image folder.",
        section=LABELS, widget="column", choices="label_dataset.columns", dss="col_filename", max_length=500,
    )  # fmt: skip
    label_column: str = param(
        "", label="Label column", help="The class of each picture. Classes are its distinct values, in order.",
        section=LABELS, widget="column", choices="label_dataset.columns", dss="col_label", max_length=500,
    )  # fmt: skip
    train_ratio: float = param(
        0.8, label="Train ratio",
        help="Share of each class that is trained on; the rest validates after every epoch.",
        section=LABELS, gt=0, lt=1, step=0.1, dss="train_ratio",
    )  # fmt: skip
    seed: int = param(
        1337, label="Random Seed", help="The same seed gives the same split, first weights, order and augmentation.",
        section=LABELS, ge=0, le=2**31 - 1, dss="random_seed",
    )  # fmt: skip
    pooling: Literal["none", "avg", "max"] = param(
        "avg", label="Pooling", help="How the last feature map becomes a vector: flattened, its mean, or its maximum.",
        section=MODEL, options={"none": "No pooling", "avg": "Average", "max": "Maximum"}, dss="model_pooling",
    )  # fmt: skip
    width: AutoSize = param(
        "auto", label="Image width", help="Pictures are scaled to this width; auto takes the network's own.",
        section=MODEL, widget="auto_number", unit="px", dss="image_width",
    )  # fmt: skip
    height: AutoSize = param(
        "auto", label="Image height", help="Pictures are scaled to this height; auto takes the network's own.",
        section=MODEL, widget="auto_number", unit="px", dss="image_height",
    )  # fmt: skip
    layers: Literal["last", "n_last", "all"] = param(
        "last", label="Layer(s) to retrain",
        help="Start with the last layer only, then add more to retrain the last block too.",
        section=MODEL, dss="layer_to_retrain",
        options={"last": "Last layer", "n_last": "N last layers", "all": "All layers"},
    )  # fmt: skip
    layer_count: int = param(
        2, label="Number of layers",
        help="Counts layers that have weights, the new last layer among them.",
        section=MODEL, ge=1, le=100_000, dss="layer_to_retrain_n",
        shown_if={"field": "layers", "op": "eq", "value": "n_last"},
    )  # fmt: skip
    dropout: float = param(
        0.0, label="Dropout", help="Share of the features left out at random in each update, before the last layer.",
        section=MODEL, ge=0, lt=1, step=0.1, dss="model_dropout",
    )  # fmt: skip
    l1: float = param(
        0.0, label="L1 regularization", help="Penalty on the absolute size of the last layer's weights.",
        section=MODEL, ge=0, le=1000, step=0.001, dss="model_reg.l1",
    )  # fmt: skip
    l2: float = param(
        0.0, label="L2 regularization", help="Penalty on the squared size of the last layer's weights.",
        section=MODEL, ge=0, le=1000, step=0.001, dss="model_reg.l2",
    )  # fmt: skip
    optimizer: Literal["adam", "adagrad", "sgd"] = param(
        "adam", label="Optimizer", help="The method of the weight updates.",
        section=OPTIMIZATION, options={"adam": "Adam", "adagrad": "Adagrad", "sgd": "SGD"}, dss="model_optimizer",
    )  # fmt: skip
    learning_rate: float = param(
        0.001, label="Learning rate", help="How big the weight updates are. Start at 0.001.",
        section=OPTIMIZATION, gt=0, le=1e30, step=0.001, dss="model_learning_rate",
    )  # fmt: skip
    optimizer_params: list[NamedValue] = param(
        [], label="Custom Parameters", help="Further parameters of the optimizer, such as beta_1 or momentum.",
        section=OPTIMIZATION, widget="pairs", dss="model_custom_params_opti", max_length=50,
    )  # fmt: skip
    batch_size: int = param(
        32, label="Batch size",
        help="Number of images used for one weight update. Start at 32 and increase until you get a memory error.",
        section=TRAINING, ge=1, le=65_536, dss="batch_size",
    )  # fmt: skip
    epochs: int = param(
        10, label="Number of epochs", help="How often training goes over the pictures.",
        section=TRAINING, ge=1, le=100_000, dss="nb_epochs",
    )  # fmt: skip
    steps_per_epoch: AutoSteps = param(
        "auto", label="Steps per epoch", help="Weight updates between two validations; auto is one full pass.",
        section=TRAINING, widget="auto_number", dss="nb_steps_per_epoch",
    )  # fmt: skip
    validation_steps: AutoSteps = param(
        "auto", label="Number of validation steps", help="Batches of the validation; auto is all validation pictures.",
        section=TRAINING, widget="auto_number", dss="nb_validation_steps",
    )  # fmt: skip
    augment: bool = param(
        False, label="Data Augmentation", help="Train on changed copies of each picture: turned, shifted, mirrored.",
        section=TRAINING, dss="data_augmentation",
    )  # fmt: skip
    augmentations: int = param(
        2, label="# augmentation per image", help="Changed copies of a picture in a batch; at most the batch size.",
        section=TRAINING, ge=1, le=1024, shown_if=_AUGMENTED, dss="n_augmentation",
    )  # fmt: skip
    augmentation_params: list[NamedValue] = param(
        [], label="Data augment. custom params",
        help="What may change, such as rotation_range 15, width_shift_range 0.1 or horizontal_flip true.",
        section=TRAINING, widget="pairs", shown_if=_AUGMENTED, max_length=50,
        dss="model_custom_params_data_augmentation",
    )  # fmt: skip
    tensorboard: bool = param(
        False, label="Tensorboard", help="Also write the curves as TensorBoard logs into the model folder.",
        section=TRAINING, dss="tensorboard",
    )  # fmt: skip

    def optimizer_pairs(self) -> list[tuple[str, str]]:
        """Return the optimizer's free parameters as typed."""
        return [(pair.name, pair.value) for pair in self.optimizer_params]

    def augmentation_pairs(self) -> list[tuple[str, str]]:
        """Return the augmentation's free parameters as typed."""
        return [(pair.name, pair.value) for pair in self.augmentation_params]


class ImageRetrain(Recipe[RetrainParams]):
    """Retrain a keras model with a new set of images.

    You can finetune the optimization parameters. It is possible to retrain a model that was previously retrained. In
    that case some parameters will not be modifiable as they were fixed by the first retraining (size, pooling).
    The recipe takes a dataset with the labels of the images and the relative path of each, the folder of the images,
    and a folder with a model, for example downloaded with the "Download pre-trained model" macro.
    """

    type = "image-retrain"
    label = "Retraining image classification model"
    icon = "retrain"
    family = "deep"
    inputs = (
        dataset("label_dataset", "Label dataset", help="Path and class of each picture.", holds="labels"),
        folder("image_folder", "Image folder", help="The labelled pictures.", holds="pictures"),
        folder("model_folder", "Model folder", help="The network to start from.", holds="model"),
    )
    outputs = (folder("model_output", "Model folder", help="The retrained network.", holds="model"),)
    Params = RetrainParams
    verb = "retrain"
    sections = (LABELS, MODEL, OPTIMIZATION, TRAINING, device_fields.SECTION)
    dss_types = (
        "CustomCode_deeplearning-image-retrain",
        "CustomCode_deeplearning-image-retrain-v2",
        "deeplearning-image-retrain",
        "deeplearning-image-retrain-v2",
    )

    def slot_class(self, params: RetrainParams) -> Literal["cpu", "gpu"]:
        return device_fields.slot_class(params)

    def device_wish(self, params: RetrainParams) -> Device:
        return device_fields.device_wish(params)

    def from_dss(self, config: dict[str, Any]) -> dict[str, Any]:
        params = super().from_dss(config)
        if "model_pooling" in config:
            # The plugin's forms write "None", and some scripts null, for no pooling.
            params["pooling"] = str(config["model_pooling"] or "none").lower()
        for name in ("optimizer_params", "augmentation_params"):
            if isinstance(params.get(name), list):
                params[name] = [pair for pair in params[name] if isinstance(pair, dict) and pair.get("name")]
        return params

    def initial_params(self, form: FormContext) -> dict[str, Any]:
        return retrain_form.guess_columns(form)

    def fixed_params(self, form: FormContext) -> dict[str, FixedParam]:
        return retrain_form.fixed_by_network(form)

    def choices(self, source: str, form: FormContext) -> Sequence[Choice]:
        if source == "label_dataset.columns":
            found = form.input("label_dataset")
            return [Choice(column.name, column.name, column.type) for column in found.columns] if found else []
        if source == "layers":
            model = model_in_form.described(form)
            return [] if model is None else model_in_form.layer_choices(model.layers)
        if source == device_fields.GPU_CHOICES:
            return device_fields.gpu_choices()
        return super().choices(source, form)

    def check(self, form: FormContext, params: RetrainParams) -> Sequence[FieldProblem]:
        return [
            *model_in_form.model_problems(form),
            *retrain_form.column_problems(form, params.path_column, params.label_column),
            *retrain_form.size_problems(form, {"width": params.width, "height": params.height}),
            *named_values.read_optimizer(params.optimizer, params.optimizer_pairs(), "optimizer_params").problems,
            *(self._augmentation_problems(params) if params.augment else ()),
            *device_fields.gpu_problems(params),
        ]

    def _augmentation_problems(self, params: RetrainParams) -> Sequence[FieldProblem]:
        problems = list(named_values.read_augmentation(params.augmentation_pairs(), "augmentation_params").problems)
        if params.augmentations > params.batch_size:
            text = f"A batch of {params.batch_size:,} cannot hold {params.augmentations:,} copies of a picture."
            problems.append(FieldProblem(("params", "augmentations"), text))
        return problems

    def hints(self, form: FormContext, params: RetrainParams) -> Sequence[Hint]:
        copies = params.augmentations if params.augment else 1
        return [
            *retrain_form.split_hints(
                form, params.label_column, params.train_ratio, params.batch_size, copies,
                params.steps_per_epoch, params.validation_steps,
            ),
            *retrain_form.network_hints(form, params.layers, params.layer_count, params.width, params.height),
            *device_fields.gpu_hints(params),
        ]  # fmt: skip

    def run(self, ctx: RunContext, params: RetrainParams) -> None:
        device_fields.prepare(ctx)
        from atelier.ml.images import retrain_settings, retraining

        retraining.retrain(
            ctx,
            labels=ctx.input_dataset("label_dataset"),
            pictures=ctx.input_folder("image_folder"),
            model=ctx.input_folder("model_folder"),
            output=ctx.output_folder("model_output"),
            settings=retrain_settings.Settings.of(
                params.model_dump(exclude={"use_gpu", "gpus", "gpu_share", "optimizer_params", "augmentation_params"}),
                named_values.read_optimizer(params.optimizer, params.optimizer_pairs(), "optimizer_params"),
                named_values.read_augmentation(params.augmentation_pairs(), "augmentation_params"),
            ),
        )
