"""Projects as cards for the home page: what is in them, in which state, and what is running."""

from collections import Counter, defaultdict

from sqlalchemy import select
from sqlalchemy.orm import Session

from atelier.api.schemas.projects import MiniNode, ProjectCard
from atelier.auth.permissions import Permission
from atelier.db.tables import Item, Project, Recipe, User


def cards(session: Session, projects: list[tuple[Project, Permission]]) -> list[ProjectCard]:
    """Return a card for each project, in the order given."""
    owners = {
        user.id: user.login
        for user in session.scalars(select(User).where(User.id.in_({project.owner_id for project, _ in projects})))
    }
    nodes = _nodes(session, [project.key for project, _ in projects])
    return [
        ProjectCard(
            key=project.key,
            name=project.name,
            description=project.description,
            tags=project.tags,
            owner=owners[project.owner_id],
            is_tutorial=project.is_tutorial,
            updated_at=project.updated_at,
            state_counts=dict(Counter(node.state for node in nodes[project.key])),
            running=[],
            thumbs=[],
            nodes=nodes[project.key],
            permission=permission.value,
        )
        for project, permission in projects
    ]


def _nodes(session: Session, keys: list[str]) -> dict[str, list[MiniNode]]:
    found: dict[str, list[MiniNode]] = defaultdict(list)
    writers: dict[str, str] = {}
    recipes = list(session.scalars(select(Recipe).where(Recipe.project_key.in_(keys), Recipe.deleted_at.is_(None))))
    for recipe in recipes:
        writers.update({io.item_id: recipe.id for io in recipe.io if io.direction == "output"})
        found[recipe.project_key].append(
            MiniNode(
                id=recipe.id,
                kind="recipe",
                family="deep",
                state="up_to_date",
                needs=[io.item_id for io in recipe.io if io.direction == "input"],
            )
        )
    for item in session.scalars(select(Item).where(Item.project_key.in_(keys), Item.deleted_at.is_(None))):
        found[item.project_key].append(
            MiniNode.model_validate(
                {
                    "id": item.id,
                    "kind": item.kind,
                    "family": item.kind,
                    "state": "up_to_date" if item.version else "not_built",
                    "needs": [writers[item.id]] if item.id in writers else [],
                }
            )
        )
    return found
