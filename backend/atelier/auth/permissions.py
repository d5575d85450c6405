"""All permission decisions: who may do what in a project."""

from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import Session

from atelier.db.tables import GroupMember, Project, ProjectRight

if TYPE_CHECKING:
    from atelier.auth.caller import Caller


class Permission(StrEnum):
    """What a group may do in a project, under DSS's names; each includes those before it."""

    READ_CONF = "READ_CONF"
    WRITE_CONF = "WRITE_CONF"
    ADMIN = "ADMIN"

    def includes(self, other: "Permission") -> bool:
        """Say whether having this permission gives `other` too."""
        return _ORDER.index(self) >= _ORDER.index(other)


_ORDER = (Permission.READ_CONF, Permission.WRITE_CONF, Permission.ADMIN)


def highest(permissions: list[str]) -> Permission | None:
    """Return the strongest of stored permission names; unknown names give nothing."""
    known = [Permission(name) for name in permissions if name in Permission.__members__]
    return max(known, key=_ORDER.index, default=None)


def permission_in(session: Session, caller: "Caller", project: Project) -> Permission | None:
    """Return what `caller` may do in `project`, None when it is invisible to them."""
    if caller.key is not None and caller.is_of_one_project:
        if caller.key.project_key != project.key:
            return None
        if caller.key.permission is not None or caller.user_id is None:
            return caller.key.permission
    if caller.is_admin or (caller.user_id is not None and project.owner_id == caller.user_id):
        return Permission.ADMIN
    if caller.user_id is None:
        return None
    names = session.scalars(
        select(ProjectRight.permission)
        .join(GroupMember, GroupMember.group_id == ProjectRight.group_id)
        .where(ProjectRight.project_key == project.key, GroupMember.user_id == caller.user_id)
    )
    return highest(list(names))


def permissions_of(session: Session, caller: "Caller") -> dict[str, Permission] | None:
    """Return what `caller` may do by project key, in one query; None means everything everywhere."""
    if caller.key is not None and caller.is_of_one_project:
        project = session.get(Project, caller.key.project_key)
        permission = permission_in(session, caller, project) if project is not None else None
        return {project.key: permission} if project is not None and permission is not None else {}
    if caller.is_admin:
        return None
    if caller.user_id is None:
        return {}
    found: dict[str, Permission] = {}
    rows = session.execute(
        select(ProjectRight.project_key, ProjectRight.permission)
        .join(GroupMember, GroupMember.group_id == ProjectRight.group_id)
        .where(GroupMember.user_id == caller.user_id)
    )
    for key, name in rows:
        best = highest([name, *([found[key]] if key in found else [])])
        if best is not None:
            found[key] = best
    for key in session.scalars(select(Project.key).where(Project.owner_id == caller.user_id)):
        found[key] = Permission.ADMIN
    return found
