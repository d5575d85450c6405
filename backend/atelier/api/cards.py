"""Projects as cards for the home page: what is in them, in which state, and what is running."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from atelier.api.flowview import thumbs_of
from atelier.api.jobview import running_jobs
from atelier.api.schemas.projects import MiniNode, ProjectCard, Thumb
from atelier.auth.permissions import Permission
from atelier.db.tables import Project, User
from atelier.items import flow, types
from atelier.items.flow import LoadedFlow
from atelier.jobs.states import FlowStandings, flow_states

_STRIP = 6


def cards(session: Session, projects: list[tuple[Project, Permission]]) -> list[ProjectCard]:
    """Return a card for each project, in the order given."""
    owners = {
        user.id: user.login
        for user in session.scalars(select(User).where(User.id.in_({project.owner_id for project, _ in projects})))
    }
    running = running_jobs(session, [project for project, _ in projects])
    found = []
    for project, permission in projects:
        loaded = flow.load(session, project=project)
        standings = flow_states(session, project=project, flow=loaded)
        found.append(
            ProjectCard(
                key=project.key,
                name=project.name,
                description=project.description,
                tags=project.tags,
                owner=owners[project.owner_id],
                is_tutorial=project.is_tutorial,
                updated_at=project.updated_at,
                state_counts=standings.counts(),
                running=[job for job in running if job.project_key == project.key],
                thumbs=_strip(session, project, loaded),
                nodes=_nodes(loaded, standings),
                permission=permission.value,
            )
        )
    return found


def _strip(session: Session, project: Project, loaded: LoadedFlow) -> list[Thumb]:
    """Return pictures of the folder that holds most of them."""
    folders = [item for item in loaded.items.values() if item.kind == "folder" and item.facts.get("pictures")]
    if not folders:
        return []
    largest = max(folders, key=lambda folder: (folder.facts["pictures"], folder.id))
    return thumbs_of(session, project, largest, count=_STRIP)


def _nodes(loaded: LoadedFlow, standings: FlowStandings) -> list[MiniNode]:
    nodes = []
    for recipe in loaded.recipes.values():
        found = types.find(recipe.type)
        nodes.append(
            MiniNode(
                id=recipe.id,
                kind="recipe",
                family=str(found.family) if found else "code",
                state=standings.recipes[recipe.id].state,
                needs=[ref.item_id for ref in loaded.graph.recipes[recipe.id].inputs if ref.item_id in loaded.items],
            )
        )
    for item in loaded.items.values():
        writer = loaded.graph.writer_of.get(item.id)
        nodes.append(
            MiniNode.model_validate(
                {
                    "id": item.id,
                    "kind": item.kind,
                    "family": item.kind,
                    "state": standings.items[item.id].state,
                    "needs": [writer] if writer is not None else [],
                }
            )
        )
    return nodes
