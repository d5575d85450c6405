"""The flow of a project: everything in it, each with its state."""

from fastapi import APIRouter
from sqlalchemy import func, select

from atelier.api.deps import ReadableProject, ReadSession
from atelier.api.flowview import flow_item, flow_recipe
from atelier.api.schemas.projects import FlowOut
from atelier.db.tables import Event
from atelier.items import flow as flows
from atelier.jobs.states import flow_states

router = APIRouter(prefix="/api/projects", tags=["projects"])


@router.get("/{key}/flow")
def flow(session: ReadSession, project: ReadableProject) -> FlowOut:
    """Return the items and recipes of the project; edges follow from the recipes' roles."""
    # the id is read first: what happens while the flow is read arrives again on the stream, which is harmless
    last = session.scalar(select(func.max(Event.id)).where(Event.project_key == project.key)) or 0
    loaded = flows.load(session, project=project)
    standings = flow_states(session, project=project, flow=loaded)
    return FlowOut(
        items=[flow_item(session, project, item, standings) for item in loaded.items.values()],
        recipes=[flow_recipe(recipe, standings.recipes[recipe.id]) for recipe in loaded.recipes.values()],
        last_event_id=last,
    )
