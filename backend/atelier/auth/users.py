"""People with a login, and their groups."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from atelier import clock
from atelier.auth import passwords, sessions
from atelier.db.tables import Group, User
from atelier.errors import Conflict, InvalidInput, NotFound


def find(session: Session, login: str) -> User | None:
    """Return the user of that login, or None."""
    return session.scalar(select(User).where(User.login == login))


def get(session: Session, login: str) -> User:
    """Return the user of that login; raises `NotFound`."""
    user = find(session, login)
    if user is None:
        raise NotFound(f"There is no user with the login “{login}”.")
    return user


def list_all(session: Session) -> list[User]:
    """Return all users by login."""
    return list(session.scalars(select(User).order_by(User.login)))


def create(
    session: Session,
    *,
    login: str,
    display_name: str = "",
    email: str | None = None,
    password: str | None = None,
    is_admin: bool = False,
    may_write_code: bool = False,
    groups: list[str] | None = None,
) -> User:
    """Add a user; without a password they enter by one-time links. Raises `Conflict` when the login is taken."""
    taken = session.scalar(select(User.login).where(func.lower(User.login) == login.lower()))
    if taken is not None:
        raise Conflict(f"The login “{taken}” is taken.")
    if password is not None:
        passwords.check_strength(password, login=login, loc="password")
    user = User(
        login=login,
        display_name=display_name or login,
        email=email or None,
        password_hash=passwords.hash_password(password) if password is not None else None,
        is_admin=is_admin,
        may_write_code=may_write_code,
        disabled=False,
        profile={},
        created_at=clock.now(),
    )
    session.add(user)
    user.groups = groups_named(session, groups or [])
    session.flush()
    return user


def set_password(
    session: Session, *, user: User, password: str, loc: str = "password", keep: int | None = None
) -> None:
    """Set a password and end all the user's browser sessions but `keep`."""
    passwords.check_strength(password, login=user.login, loc=loc)
    user.password_hash = passwords.hash_password(password)
    sessions.end_all(session, user=user, keep=keep)


def set_disabled(session: Session, *, user: User, disabled: bool) -> None:
    """Shut a user out at once, or let them in again. The last administrator cannot be shut out."""
    if disabled:
        _keep_an_administrator(session, user)
        sessions.end_all(session, user=user)
    user.disabled = disabled


def set_admin(session: Session, *, user: User, is_admin: bool) -> None:
    """Make a user an administrator, or an ordinary user; one administrator must remain."""
    if not is_admin:
        _keep_an_administrator(session, user)
    user.is_admin = is_admin


def _keep_an_administrator(session: Session, user: User) -> None:
    others = session.scalar(
        select(func.count()).select_from(User).where(User.is_admin, ~User.disabled, User.id != user.id)
    )
    if user.is_admin and not others:
        raise Conflict(f"“{user.login}” is the last administrator; make somebody else one first.")


def groups_named(session: Session, names: list[str]) -> list[Group]:
    """Return the groups of these names; raises `InvalidInput` naming those that do not exist."""
    found = {group.name: group for group in session.scalars(select(Group).where(Group.name.in_(names)))}
    missing = [name for name in dict.fromkeys(names) if name not in found]
    if missing:
        raise InvalidInput.at("groups", f"No such group: {', '.join(missing)}.")
    return [found[name] for name in dict.fromkeys(names)]
