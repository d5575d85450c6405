"""The folders that a model with features of pictures needs beside its rows: the pictures, and the networks."""

from typing import TYPE_CHECKING

from atelier.errors import FieldProblem
from atelier.recipes import model_in_form
from atelier.recipes.base import FormContext, RunContext, folder
from atelier.runner.spec import slot_of
from atelier.storage.handles import FolderHandle

if TYPE_CHECKING:
    from atelier.ml.tabular.design import Design
    from atelier.ml.tabular.embedding import FolderOf, Kind

PICTURES, NETWORK = "pictures", "network"
_WORDS = {PICTURES: ("folder of pictures", "folders of pictures"), NETWORK: ("network", "networks")}

ROLES = (
    folder(
        PICTURES,
        "Pictures",
        help="Where the model looks at pictures: the folder that the dataset's paths are in.",
        holds="pictures",
        required=False,
        many=True,
    ),
    folder(
        NETWORK,
        "Network",
        help="Where the model looks at pictures: the network that turns them into numbers, the same as at training.",
        holds="model",
        required=False,
        many=True,
    ),
)


def problems(form: FormContext, design: "Design") -> list[FieldProblem]:
    """Return which folders are missing: one for all features of pictures, or one for each that the design names."""
    from atelier.ml.tabular import embedding

    handlings = embedding.handlings_of(design)
    columns = ", ".join(f"“{name}”" for name in handlings)
    found = []
    for kind, ids in embedding.folders_of(design).items():
        given = _given(form, kind)
        one, several = _WORDS[kind]
        if ids and not given:
            text = f"The model looks at the pictures that {columns} names. Choose their {one} under Inputs and outputs."
            found.append(FieldProblem(("inputs", kind), text))
        elif ids and given not in (1, len(ids)):
            text = f"The model was trained with {len(ids)} {several}, and {given} are chosen. Choose as many, or one."
            found.append(FieldProblem(("inputs", kind), text))
    if handlings:
        for place in range(_given(form, NETWORK)):
            found += model_in_form.model_problems(form, slot_of(NETWORK, place))
    return found


def folder_of(ctx: RunContext, design: "Design") -> "FolderOf":
    """Return how a run finds the folders: they stand in the order in which the design names them, or one for all."""
    from atelier.ml.tabular import embedding

    wanted = embedding.folders_of(design)
    slots = ctx.described()["inputs"]

    def found(kind: "Kind", item_id: str) -> FolderHandle:
        slot = slot_of(kind, wanted[kind].index(item_id))
        return ctx.input_folder(slot if slot in slots else kind)

    return found


def implied(form: FormContext, design: "Design", dataset: str) -> dict[str, list[str]]:
    """Return the folders that a design asks for: its networks, and the pictures that the dataset speaks of."""
    from atelier.ml.tabular import embedding

    wanted = embedding.folders_of(design)
    here = form.pictures_of(dataset) if wanted["pictures"] else None
    return {PICTURES: wanted["pictures"] if here is None else [here], NETWORK: wanted["network"]}


def _given(form: FormContext, role: str) -> int:
    count = 0
    while form.input(slot_of(role, count)) is not None:
        count += 1
    return count
