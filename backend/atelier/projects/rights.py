"""Which groups may do what in a project."""

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from atelier.auth.permissions import Permission
from atelier.db.tables import Group, Project, ProjectRight
from atelier.errors import FieldProblem, InvalidInput


def list_of(session: Session, *, project: Project) -> list[tuple[str, Permission]]:
    """Return the groups with rights in a project, by name, and the strongest right of each."""
    rows = session.execute(
        select(Group.name, ProjectRight.permission)
        .join(ProjectRight, ProjectRight.group_id == Group.id)
        .where(ProjectRight.project_key == project.key)
    )
    found: dict[str, Permission] = {}
    for name, stored in rows:
        permission = Permission(stored)
        if name not in found or permission.includes(found[name]):
            found[name] = permission
    return sorted(found.items())


def replace(session: Session, *, project: Project, rights: dict[str, Permission]) -> None:
    """Set the rights of all groups; groups left out have none. Raises `InvalidInput` for unknown groups."""
    known = {group.name: group.id for group in session.scalars(select(Group).where(Group.name.in_(list(rights)))).all()}
    missing = [name for name in rights if name not in known]
    if missing:
        problems = tuple(FieldProblem(("rights", name), f"There is no group “{name}”.") for name in missing)
        raise InvalidInput(f"No such group: {', '.join(missing)}.", fields=problems)
    session.execute(delete(ProjectRight).where(ProjectRight.project_key == project.key))
    for name, permission in rights.items():
        session.add(ProjectRight(project_key=project.key, group_id=known[name], permission=permission.value))
    session.flush()
