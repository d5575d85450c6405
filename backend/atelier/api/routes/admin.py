"""Users and groups, for administrators."""

from fastapi import APIRouter

from atelier.api.deps import AdminDep, ReadSession, WriteSession
from atelier.api.schemas.auth import GroupIn, GroupOut, LinkMade, UserIn, UserOut, UserPatch
from atelier.api.schemas.base import Done
from atelier.auth import groups, links, users
from atelier.db.tables import Group, User
from atelier.projects import audit

router = APIRouter(prefix="/api/admin", tags=["admin"])


@router.get("/users", name="users")
def list_users(session: ReadSession, _admin: AdminDep) -> list[UserOut]:
    """List all users."""
    return [_user_out(user) for user in users.list_all(session)]


@router.post("/users", status_code=201)
def make_user(body: UserIn, session: WriteSession, admin: AdminDep) -> UserOut:
    """Add a user."""
    user = users.create(session, **body.model_dump())
    audit.note(session, caller=admin, action="admin-make_user", object_ref=user.login)
    return _user_out(user)


@router.patch("/users/{login}")
def change_user(login: str, body: UserPatch, session: WriteSession, admin: AdminDep) -> UserOut:
    """Change a user's name, rights, groups or password, or shut them out."""
    user = users.get(session, login)
    if body.display_name is not None:
        user.display_name = body.display_name
    if body.email is not None:
        user.email = body.email or None
    if body.may_write_code is not None:
        user.may_write_code = body.may_write_code
    if body.is_admin is not None:
        users.set_admin(session, user=user, is_admin=body.is_admin)
    if body.disabled is not None:
        users.set_disabled(session, user=user, disabled=body.disabled)
    if body.password is not None:
        users.set_password(session, user=user, password=body.password)
    if body.groups is not None:
        user.groups = users.groups_named(session, body.groups)
    session.flush()
    changed = sorted(body.model_fields_set)
    audit.note(session, caller=admin, action="admin-change_user", object_ref=login, details={"changed": changed})
    return _user_out(user)


@router.post("/users/{login}/link", status_code=201)
def make_link(login: str, session: WriteSession, _admin: AdminDep) -> LinkMade:
    """Make a one-time log-in link for a user."""
    path, expires_at = links.make(session, user=users.get(session, login))
    return LinkMade(path=path, expires_at=expires_at)


@router.get("/groups", name="groups")
def list_groups(session: ReadSession, _admin: AdminDep) -> list[GroupOut]:
    """List all groups."""
    return [_group_out(group) for group in groups.list_all(session)]


@router.post("/groups", status_code=201)
def make_group(body: GroupIn, session: WriteSession, admin: AdminDep) -> GroupOut:
    """Add a group."""
    group = groups.create(session, name=body.name, description=body.description)
    audit.note(session, caller=admin, action="admin-make_group", object_ref=body.name)
    return _group_out(group)


@router.delete("/groups/{name}")
def delete_group(name: str, session: WriteSession, _admin: AdminDep) -> Done:
    """Remove a group."""
    groups.delete(session, name=name)
    return Done(message=f"The group {name} is removed.")


def _user_out(user: User) -> UserOut:
    return UserOut(
        login=user.login,
        display_name=user.display_name,
        email=user.email,
        is_admin=user.is_admin,
        may_write_code=user.may_write_code,
        disabled=user.disabled,
        groups=sorted(group.name for group in user.groups),
        created_at=user.created_at,
    )


def _group_out(group: Group) -> GroupOut:
    members = sorted(user.login for user in group.members)
    return GroupOut(name=group.name, description=group.description, members=members)
