"""Items and recipes of a flow as the API shows them."""

from typing import Any
from urllib.parse import urlencode

from sqlalchemy.orm import Session

from atelier.api.schemas.projects import FlowItem, FlowRecipe, FlowRoleRef, Thumb
from atelier.db.tables import FolderEntry, Item, Project, Recipe
from atelier.items import entries, recipes, types
from atelier.jobs.states import FlowStandings, ItemStanding, RecipeStanding

THUMBS = 4


def thumb(project_key: str, folder: Item, entry: FolderEntry) -> Thumb:
    """Return a picture's address; `size` is added by whoever shows it."""
    query = urlencode({"path": entry.path, "v": entry.content})
    return Thumb(url=f"/api/projects/{project_key}/folders/{folder.id}/thumb?{query}", name=entry.path)


def thumbs_of(session: Session, project: Project, item: Item, *, count: int = THUMBS) -> list[Thumb]:
    """Return some pictures of a folder; none for other items."""
    if item.kind != "folder" or not item.facts.get("pictures"):
        return []
    return [thumb(project.key, item, entry) for entry in entries.first_pictures(session, folder=item, count=count)]


def holds(item: Item) -> str:
    """Return what an item is about."""
    if item.kind == "dataset":
        return str(item.facts.get("holds", "table"))
    if item.kind == "model":
        return "saved_model"
    if item.facts.get("evaluation_store"):
        return "evaluations"
    if item.facts.get("model"):
        return "model"
    return "pictures" if item.facts.get("pictures") else "files"


def item_fields(session: Session, project: Project, item: Item, standing: ItemStanding) -> dict[str, Any]:
    """Return the fields of `FlowItem`."""
    return {
        "id": item.id,
        "kind": item.kind,
        "name": item.name,
        "origin": item.origin,
        "holds": holds(item),
        "state": standing.state,
        "state_text": standing.text,
        "facts": item.facts,
        "thumbs": thumbs_of(session, project, item),
        "version": item.version,
        "built_at": item.built_at,
        "revision": item.revision,
    }


def flow_item(session: Session, project: Project, item: Item, standings: FlowStandings) -> FlowItem:
    """Return an item as it stands on the flow."""
    return FlowItem.model_validate(item_fields(session, project, item, standings.items[item.id]))


def flow_recipe(recipe: Recipe, standing: RecipeStanding) -> FlowRecipe:
    """Return a recipe as it stands on the flow; one whose plugin is gone says so."""
    found = types.find(recipe.type)
    return FlowRecipe(
        id=recipe.id,
        name=recipe.name,
        type=recipe.type,
        type_label=found.label if found else f"{recipe.type} (its plugin is gone)",
        icon=found.icon if found else "macro",
        family=found.family if found else "code",
        inputs=_refs(recipe, "input"),
        outputs=_refs(recipe, "output"),
        state=standing.state,
        state_text=standing.text,
        job_id=standing.job_id,
        activity_id=standing.activity_id,
        fraction=standing.fraction,
        summary=standing.summary,
        last_run_at=standing.last_run_at,
        revision=recipe.revision,
    )


def _refs(recipe: Recipe, direction: str) -> list[FlowRoleRef]:
    return [
        FlowRoleRef(role=role, item_id=item_id)
        for role, item_ids in recipes.io_of(recipe, direction).items()
        for item_id in item_ids
    ]
