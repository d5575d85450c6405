"""Adopt a model: make a model folder of any Keras image network that lies in a managed folder."""

from collections.abc import Sequence
from typing import Literal

from pydantic import field_validator

from atelier.errors import AtelierError, FieldProblem
from atelier.macros.base import Macro
from atelier.macros.download_pretrained_model import DownloadParams
from atelier.ml.images import preprocessing
from atelier.recipes import device_fields
from atelier.recipes.base import Choice, FormContext, Params, RunContext, folder, param

FILES = "model_files"


class AdoptParams(Params):
    source_folder: str = param(
        ..., label="Folder with the network", help="The managed folder that holds the network's file.",
        widget="folder", max_length=100,
    )  # fmt: skip
    file: str = param(
        "", label="File", help="A .keras or .h5 file, or a .weights.h5 file beside its architecture as .json. "
        "Empty takes the only one there is.", choices=FILES, max_length=1000,
    )  # fmt: skip
    output_name: str = param(
        ..., label="Output folder name", help="Use a different folder for each model.", dss="outputName", max_length=120
    )
    model_label: str = param(
        "", label="Name of the network", help="Shown on pages; empty takes its own.", max_length=120
    )
    class_names: str = param(
        "", label="Classes", widget="textarea", max_length=2_000_000,
        help="One name a line, in the order of the network's outputs. "
        "Empty for a network without a classifier: it can be retrained and gives features.",
    )  # fmt: skip
    pixels: Literal["tf", "unit", "none", "caffe", "torch"] = param(
        "tf", label="Preprocessing", help="How the network was given its pictures when it was trained.",
        options=preprocessing.LABELS,
    )  # fmt: skip
    licence: str = param(
        "", label="Licence", help="Under which the network is used; shown on its page.", max_length=200
    )

    @field_validator("output_name")
    @classmethod
    def _a_name(cls, value: str) -> str:
        return DownloadParams._a_name(value)

    def classes(self) -> list[str]:
        """Return the names of the classes, blank lines left out."""
        return [line.strip() for line in self.class_names.splitlines() if line.strip()]


class AdoptModel(Macro[AdoptParams]):
    """Use this macro to make a model folder of any Keras image network you have.

    Upload its file to a managed folder, say which classes it knows and how its pictures were prepared. The file is
    checked before Keras sees it: layers that run foreign code are refused.
    """

    type = "adopt-model"
    label = "Adopt a model"
    icon = "network"
    inputs = (folder("source_folder", "Folder with the network", help="Holds the network's file."),)
    outputs = (folder("model_folder", "Model folder", help="The network.", holds="model"),)
    Params = AdoptParams

    def output_names(self, params: AdoptParams) -> dict[str, str]:
        return {"model_folder": params.output_name}

    def choices(self, source: str, form: FormContext) -> Sequence[Choice]:
        if source != FILES:
            return super().choices(source, form)
        from atelier.ml.images.adoption import model_files

        if form.input("source_folder") is None:
            return []
        return [
            Choice(entry.path, entry.path, f"{entry.size / 1e6:.1f} MB")
            for entry in model_files(form.folder("source_folder"))
        ]

    def check(self, form: FormContext, params: AdoptParams) -> Sequence[FieldProblem]:
        problems = []
        classes = params.classes()
        if len(set(classes)) < len(classes):
            twice = next(name for name in classes if classes.count(name) > 1)
            problems.append(FieldProblem(("params", "class_names"), f"The class “{twice}” stands there twice."))
        if form.input("source_folder") is not None:
            from atelier.ml.images.adoption import choose_file

            try:
                choose_file(form.folder("source_folder"), params.file)
            except AtelierError as error:
                problems.append(FieldProblem(("params", "file" if params.file else "source_folder"), error.message))
        return problems

    def run(self, ctx: RunContext, params: AdoptParams) -> None:
        device_fields.prepare(ctx)
        from atelier.ml.images import adoption

        adoption.adopt(
            ctx,
            source=ctx.input_folder("source_folder"),
            output=ctx.output_folder("model_folder"),
            file=params.file,
            label=params.model_label,
            classes=params.classes(),
            prepared=preprocessing.BY_NAME[params.pixels],
            licence=params.licence,
        )
