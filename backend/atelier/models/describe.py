"""What a model folder of a project says of its network, with the pictures it was validated on."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from atelier.db.tables import Item, Project
from atelier.errors import NotFound
from atelier.items import flow, folders, types
from atelier.items.forms import DatabaseForm
from atelier.items.store import Store
from atelier.ml.images import model_folder
from atelier.ml.images.model_description import ModelDescription

_ROLE = "model"


@dataclass(frozen=True, slots=True)
class DescribedModel:
    """A model folder and its network; `image_folder_id` is where the pictures of its confusion lie, if known."""

    item: Item
    network: ModelDescription
    image_folder_id: str | None


def describe(session: Session, *, project: Project, store: Store, folder_id: str) -> DescribedModel:
    """Return a model folder's description; raises NotFound for a folder without a network."""
    item = folders.require(session, project=project, folder_id=folder_id)
    folder = DatabaseForm(session, project=project, store=store, inputs={_ROLE: [item.id]}).folder(_ROLE)
    if not model_folder.is_model_folder(folder):
        empty = "is empty: it was not built yet" if not folder.entries() else "holds no network"
        raise NotFound(
            f"The folder “{item.name}” {empty}.",
            hint="Run the recipe or macro that writes it, or choose a model folder.",
        )
    return DescribedModel(item, model_folder.describe(folder), _image_folder(session, project, item))


def _image_folder(session: Session, project: Project, item: Item) -> str | None:
    """Return the folder of pictures that the recipe writing this model reads."""
    loaded = flow.load(session, project=project)
    writer = loaded.graph.writer_of.get(item.id)
    if writer is None:
        return None
    recipe = loaded.recipes[writer]
    roles = types.picture_roles(recipe.type)
    return next((io.item_id for io in recipe.io if io.direction == "input" and io.role in roles), None)
