"""Download pre-trained model: fill a managed folder with a network and its weights."""

from collections.abc import Sequence
from typing import Any, Literal

from pydantic import field_validator

from atelier.errors import FieldProblem, NotFound
from atelier.macros.base import Macro
from atelier.ml.images import architectures
from atelier.recipes import device_fields
from atelier.recipes.base import Choice, FormContext, Hint, Params, RunContext, folder, param

NETWORKS = "networks"


class DownloadParams(Params):
    output_name: str = param(
        ...,
        label="Output folder name",
        help="Use a different folder for each downloaded model. A folder of this name gets a new version.",
        dss="outputName",
        max_length=120,
    )
    network: str = param(
        architectures.BUILTIN.choice,
        label="Pre-trained model to download",
        help="SketchNet comes with Atelier and needs no network connection.",
        widget="select",
        choices=NETWORKS,
        dss="model",
        max_length=100,
    )
    source: Literal["automatic", "folder"] = param(
        "automatic",
        label="Weights",
        help="Where the weight file comes from.",
        options={"automatic": "Mirror folder or network", "folder": "A file I uploaded"},
    )
    weights_folder: str = param(
        "",
        label="Folder with the weight file",
        help="A managed folder that holds the weight file under its original name, or as its only .h5 or .keras file.",
        widget="folder",
        shown_if={"field": "source", "op": "eq", "value": "folder"},
        max_length=100,
    )

    @field_validator("output_name")
    @classmethod
    def _a_name(cls, value: str) -> str:
        name = value.strip()
        if not name or "/" in name or "\\" in name or any(ord(letter) < 32 for letter in name):
            raise ValueError("A folder's name is one line of text without slashes.")
        return name

    @field_validator("network")
    @classmethod
    def _a_known_network(cls, value: str) -> str:
        try:
            return architectures.find_choice(value).choice
        except NotFound as error:
            raise ValueError(error.message) from error


class DownloadPretrainedModel(Macro[DownloadParams]):
    """Use this macro to download model files to your project.

    It creates a managed folder with the network you choose: its weights, the names of its classes, and its list of
    layers. The weights are verified; a download that breaks off goes on where it stopped.
    """

    type = "download-pretrained-model"
    label = "Download pre-trained model"
    icon = "network"
    inputs = (
        folder(
            "weights_folder", "Folder with the weight file", help="Only for weights that you uploaded.", required=False
        ),
    )
    outputs = (folder("model_folder", "Model folder", help="The network.", holds="model"),)
    Params = DownloadParams
    result_kind = "html"
    dss_types = (
        "pyrunnable_deeplearning-image-cpu_download-models",
        "pyrunnable_deeplearning-image-gpu_download-models",
        "pyrunnable_deeplearning-image_download-models-v2",
        "download-models",
        "download-models-v2",
    )

    def output_names(self, params: DownloadParams) -> dict[str, str]:
        return {"model_folder": params.output_name}

    def input_ids(self, params: DownloadParams) -> dict[str, str]:
        if params.source == "folder" and params.weights_folder:
            return {"weights_folder": params.weights_folder}
        return {}

    def from_dss(self, config: dict[str, Any]) -> dict[str, Any]:
        params = super().from_dss(config)
        if "model_choice" in config:
            params["network"] = config["model_choice"]
        chosen = config.get("output_managed_folder")
        if config.get("output_new_folder_name") and chosen in (None, "", "create_new_folder"):
            params["output_name"] = config["output_new_folder_name"]
        elif chosen:
            params["output_name"] = chosen
        return params

    def choices(self, source: str, form: FormContext) -> Sequence[Choice]:
        if source == NETWORKS:
            return [network_choice(architecture) for architecture in architectures.ARCHITECTURES.values()]
        return super().choices(source, form)

    def check(self, form: FormContext, params: DownloadParams) -> Sequence[FieldProblem]:
        if params.source == "folder" and not params.weights_folder:
            return [FieldProblem(("params", "weights_folder"), "Choose the folder that holds the weight file.")]
        return []

    def hints(self, form: FormContext, params: DownloadParams) -> Sequence[Hint]:
        architecture = architectures.find_choice(params.network)
        hints = [Hint("network", network_choice(architecture).help)]
        if architecture.top is not None and params.source == "folder":
            hints.append(Hint("weights_folder", architecture.top.name, f"Published at {architecture.top.url}"))
        return hints

    def run(self, ctx: RunContext, params: DownloadParams) -> None:
        device_fields.prepare(ctx)
        from atelier.ml.images import download

        download.fill_folder(
            ctx,
            architecture=architectures.find_choice(params.network),
            output=ctx.output_folder("model_folder"),
            weights=ctx.input_folder("weights_folder") if params.source == "folder" else None,
        )


def network_choice(architecture: architectures.Architecture) -> Choice:
    """Return a network as the list shows it: name, data, size at the input, parameters, licence and download size."""
    size = f"{architecture.input_size} × {architecture.input_size} px"
    millions = architecture.parameters / 1e6
    fetched = f"{architecture.top.bytes / 1e6:.0f} MB to download" if architecture.top else "comes with Atelier"
    trained_on = {"imagenet": "ImageNet", "drawn": "drawn objects"}[architecture.trained_on]
    return Choice(
        architecture.choice,
        f"{architecture.label} trained on {trained_on}",
        f"{size}, {millions:.1f} million parameters, {architecture.licence}, {fetched}",
    )
