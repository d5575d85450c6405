"""Projects: making, finding, changing, deleting and bringing back."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from atelier import clock
from atelier.auth.caller import Caller
from atelier.auth.permissions import Permission, permission_in, permissions_of
from atelier.db.tables import Project, User
from atelier.errors import Conflict, Forbidden, InvalidInput, NotFound
from atelier.projects import keys
from atelier.projects.events import item_changed

_INVISIBLE = "There is no project “{key}” that you may see."


def find(session: Session, key: str, *, deleted: bool = False) -> Project | None:
    """Return the project of that key, or None; a deleted one only when asked for."""
    project = session.get(Project, key)
    if project is None or (project.deleted_at is not None) != deleted:
        return None
    return project


def require(session: Session, caller: Caller, key: str, permission: Permission, *, deleted: bool = False) -> Project:
    """Return the project if `caller` has `permission` there.

    Raises `NotFound` when it does not exist or is invisible to them (so that keys cannot be guessed), `Forbidden` when
    they may see it but not do this.
    """
    project = find(session, key, deleted=deleted)
    held = permission_in(session, caller, project) if project is not None else None
    if project is None or held is None:
        raise NotFound(_INVISIBLE.format(key=key))
    if not held.includes(permission):
        raise Forbidden(f"{_LACKS[permission]} in the project {project.name}.", hint=_WHO_HELPS)
    return project


_LACKS = {
    Permission.READ_CONF: "You may not read",
    Permission.WRITE_CONF: "You may look, but not change anything,",
    Permission.ADMIN: "Only those who administer the project may do this",
}
_WHO_HELPS = "The project's owner or an administrator can give your group more rights."


def visible(session: Session, caller: Caller) -> list[tuple[Project, Permission]]:
    """Return the projects that `caller` may see with what they may do there, the last changed first."""
    allowed = permissions_of(session, caller)
    query = select(Project).where(Project.deleted_at.is_(None)).order_by(Project.updated_at.desc(), Project.key)
    if allowed is None:
        return [(project, Permission.ADMIN) for project in session.scalars(query)]
    found = session.scalars(query.where(Project.key.in_(allowed)))
    return [(project, allowed[project.key]) for project in found]


def create(
    session: Session,
    *,
    caller: Caller,
    key: str,
    name: str,
    description: str = "",
    owner: str | None = None,
    is_tutorial: bool = False,
) -> Project:
    """Make an empty project. Raises `InvalidInput` at `key` when the key is malformed or taken."""
    if caller.is_of_one_project:
        raise Forbidden("A project's key cannot make other projects.")
    if not keys.PATTERN.fullmatch(key):
        raise InvalidInput.at(
            "key", f"“{key}” cannot be a key: capitals, digits and “_” only, a letter first, at most 64 characters."
        )
    if not keys.is_free(session, key):
        taken = session.get_one(Project, key)
        where = " (it is in the trash)" if taken.deleted_at is not None else ""
        error = InvalidInput.at("key", f"The key {key} is taken{where}. {keys.propose(session, key)} is free.")
        raise Conflict(error.message, fields=error.fields)
    now = clock.now()
    project = Project(
        key=key,
        name=name,
        description=description,
        owner_id=_owner_id(session, caller, owner),
        tags=[],
        variables={},
        class_colours={},
        extra={},
        is_tutorial=is_tutorial,
        revision=1,
        created_at=now,
        updated_at=now,
    )
    session.add(project)
    session.flush()
    item_changed(session, project_key=key, object="project", id=key, change="created")
    return project


def change(
    session: Session,
    *,
    project: Project,
    name: str | None = None,
    description: str | None = None,
    tags: list[str] | None = None,
) -> Project:
    """Change what a project says of itself; its key stays."""
    if name is not None:
        project.name = name
    if description is not None:
        project.description = description
    if tags is not None:
        project.tags = list(dict.fromkeys(tag.strip() for tag in tags if tag.strip()))
    touch(session, project=project, change="changed")
    return project


def set_owner(session: Session, *, project: Project, login: str) -> None:
    """Give a project to somebody else."""
    user = session.scalar(select(User).where(User.login == login))
    if user is None:
        raise InvalidInput.at("owner", f"There is no user with the login “{login}”.")
    project.owner_id = user.id
    touch(session, project=project, change="changed")


def set_variables(session: Session, *, project: Project, variables: dict[str, Any]) -> None:
    """Replace a project's variables."""
    project.variables = variables
    touch(session, project=project, change="changed")


def delete(session: Session, *, project: Project) -> None:
    """Put a project into the trash; nothing of it is destroyed."""
    project.deleted_at = clock.now()
    item_changed(session, project_key=project.key, object="project", id=project.key, change="deleted")


def restore(session: Session, *, project: Project) -> Project:
    """Bring a project back from the trash as it was."""
    project.deleted_at = None
    touch(session, project=project, change="restored")
    return project


def touch(session: Session, *, project: Project, change: str) -> None:
    """Mark a project as changed now, with a new revision and an event."""
    project.updated_at = clock.now()
    project.revision += 1
    item_changed(session, project_key=project.key, object="project", id=project.key, change=change)


def owner_login(session: Session, project: Project) -> str:
    """Return the login of a project's owner."""
    return session.get_one(User, project.owner_id).login


def _owner_id(session: Session, caller: Caller, owner: str | None) -> int:
    if owner is not None and (caller.is_admin or owner == caller.login):
        user = session.scalar(select(User).where(User.login == owner))
        if user is not None:
            return user.id
    if caller.user_id is not None:
        return caller.user_id
    first = session.scalar(select(User.id).where(User.is_admin).order_by(User.id).limit(1))
    if first is None:
        raise Conflict("Nobody could own the project: there is no administrator.")
    return first
