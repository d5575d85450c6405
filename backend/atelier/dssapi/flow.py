"""The flow as a graph, in DSS's shape; `recipe.run()` of the open client reads it to know what to build."""

from typing import Any

from fastapi import APIRouter
from sqlalchemy.orm import Session

from atelier.api.deps import ReadableProject, ReadSession
from atelier.db.tables import Project
from atelier.dssapi import names
from atelier.dssapi.paths import PREFIX
from atelier.errors import NotFound

router = APIRouter(prefix=f"{PREFIX}/projects/{{key}}/flow", tags=["dss"])

_COMPUTABLES = {"dataset": "COMPUTABLE_DATASET", "folder": "COMPUTABLE_FOLDER", "model": "COMPUTABLE_SAVED_MODEL"}
_OBJECTS = {"dataset": "DATASET", "folder": "MANAGED_FOLDER", "model": "SAVED_MODEL"}
_ZONE = "default"


@router.get("/graph")
def graph(project: ReadableProject, session: ReadSession) -> dict[str, Any]:
    """Give every item and recipe with what stands before and behind it."""
    return {"nodes": _nodes(session, project)}


@router.get("/zones")
def zones(project: ReadableProject, session: ReadSession) -> list[dict[str, Any]]:
    """Give the flow's zones: there is one, which holds everything."""
    return [_zone(session, project)]


@router.get("/zones/{zone}")
def zone(zone: str, project: ReadableProject, session: ReadSession) -> dict[str, Any]:
    """Give one zone."""
    if zone != _ZONE:
        raise NotFound(f"There is no zone “{zone}”; the whole flow is in “{_ZONE}”.")
    return _zone(session, project)


@router.get("/zones/{zone}/graph")
def zone_graph(zone: str, project: ReadableProject, session: ReadSession) -> dict[str, Any]:
    """Give the graph of one zone."""
    if zone != _ZONE:
        raise NotFound(f"There is no zone “{zone}”; the whole flow is in “{_ZONE}”.")
    return {"nodes": _nodes(session, project)}


def _nodes(session: Session, project: Project) -> dict[str, Any]:
    items = {item.id: item for item in names.items(session, project, *_COMPUTABLES)}
    nodes: dict[str, dict[str, Any]] = {
        names.ref_of(item): {
            "ref": names.ref_of(item),
            "type": _COMPUTABLES[item.kind],
            "name": item.name,
            "predecessors": [],
            "successors": [],
        }
        for item in items.values()
    }
    for recipe in names.recipes(session, project):
        sides: dict[str, list[str]] = {"input": [], "output": []}
        for io in recipe.io:
            if io.item_id in items:
                ref = names.ref_of(items[io.item_id])
                if ref not in sides[io.direction]:
                    sides[io.direction].append(ref)
                    nodes[ref]["successors" if io.direction == "input" else "predecessors"].append(recipe.name)
        nodes[recipe.name] = {
            "ref": recipe.name,
            "type": "RUNNABLE_RECIPE",
            "name": recipe.name,
            "subType": recipe.type,
            "predecessors": sides["input"],
            "successors": sides["output"],
        }
    return nodes


def _zone(session: Session, project: Project) -> dict[str, Any]:
    held = [
        {"objectId": names.ref_of(item), "objectType": _OBJECTS[item.kind], "projectKey": project.key}
        for item in names.items(session, project, *_OBJECTS)
    ]
    held += [
        {"objectId": recipe.name, "objectType": "RECIPE", "projectKey": project.key}
        for recipe in names.recipes(session, project)
    ]
    return {"id": _ZONE, "name": "Default", "color": "#2ab1ac", "items": held, "shared": [], "tags": []}
