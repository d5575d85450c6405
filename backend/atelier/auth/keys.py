"""API keys: shown once, stored as a prefix and a SHA-256, revoked at once."""

from datetime import timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from atelier import clock, ids
from atelier.auth.caller import Caller, KeyScope
from atelier.auth.permissions import Permission
from atelier.auth.secrets import digest
from atelier.db.tables import ApiKey, Project, User
from atelier.errors import Conflict, NotFound

TOUCH_EVERY = timedelta(minutes=5)
SETTINGS_LABEL = "ATELIER_ADMIN_API_KEY"


def make_personal(
    session: Session, *, user: User, label: str, expires_in_days: int | None = None
) -> tuple[ApiKey, str]:
    """Make a key that acts as `user`; return its row and the secret, which is not kept."""
    return _make(session, kind="personal", label=label, user_id=user.id, expires_in_days=expires_in_days)


def make_notebook(
    session: Session, *, user: User, project: Project, label: str, lifetime: timedelta
) -> tuple[ApiKey, str]:
    """Make a key that acts as `user` in one project only, with what they may do there at each moment."""
    row, secret = _make(session, kind="notebook", label=label, user_id=user.id, project_key=project.key)
    row.expires_at = clock.now() + lifetime
    return row, secret


def renew_notebook(session: Session, *, key_id: str, lifetime: timedelta) -> None:
    """Let a notebook's key live on; one that was revoked stays so."""
    row = session.get(ApiKey, key_id)
    if row is not None and row.kind == "notebook":
        row.expires_at = clock.now() + lifetime


def end_notebook(session: Session, *, key_id: str) -> None:
    """Revoke a notebook's key at once."""
    row = session.get(ApiKey, key_id)
    if row is not None and row.kind == "notebook" and row.revoked_at is None:
        row.revoked_at = clock.now()


def make_project(session: Session, *, project: Project, label: str, permission: Permission) -> tuple[ApiKey, str]:
    """Make a key of one project, with the rights of `permission` there and none elsewhere."""
    return _make(session, kind="project", label=label, project_key=project.key, rights={"permission": permission.value})


def make_global(session: Session, *, label: str) -> tuple[ApiKey, str]:
    """Make a key that may do everything."""
    return _make(session, kind="global", label=label, rights={"admin": True})


def ensure_global(session: Session, *, secret: str, label: str = SETTINGS_LABEL) -> None:
    """See to it that the global key of the settings exists with exactly this secret."""
    now = clock.now()
    for row in session.scalars(select(ApiKey).where(ApiKey.kind == "global", ApiKey.label == label)):
        if row.key_sha256 != digest(secret) and row.revoked_at is None:
            row.revoked_at = now
    known = session.scalar(select(ApiKey).where(ApiKey.key_sha256 == digest(secret)))
    if known is None:
        _make(session, kind="global", label=label, rights={"admin": True}, secret=secret)
        return
    if known.kind != "global":
        raise Conflict(f"The value of {label} is already somebody's {known.kind} key; choose another.")
    known.revoked_at = None


def list_of(session: Session, *, user_id: int) -> list[ApiKey]:
    """Return a user's live personal keys, newest first."""
    return list(
        session.scalars(
            select(ApiKey)
            .where(ApiKey.user_id == user_id, ApiKey.kind == "personal", ApiKey.revoked_at.is_(None))
            .where(or_(ApiKey.expires_at.is_(None), ApiKey.expires_at > clock.now()))
            .order_by(ApiKey.created_at.desc(), ApiKey.id)
        )
    )


def revoke(session: Session, *, key_id: str, user_id: int) -> ApiKey:
    """Revoke one of a user's keys at once; raises `NotFound` for another's."""
    row = session.get(ApiKey, key_id)
    if row is None or row.user_id != user_id or row.revoked_at is not None:
        raise NotFound("There is no such API key; it may have been revoked already.")
    row.revoked_at = clock.now()
    return row


def find(session: Session, secret: str) -> tuple[ApiKey, User | None] | None:
    """Return the live key of that secret and, for a personal one, its user."""
    row = session.scalar(select(ApiKey).where(ApiKey.key_sha256 == digest(secret)))
    if row is None or row.revoked_at is not None or (row.expires_at is not None and row.expires_at <= clock.now()):
        return None
    user = session.get(User, row.user_id) if row.user_id is not None else None
    if row.kind in ("personal", "notebook") and (user is None or user.disabled):
        return None
    return row, user


def needs_touch(row: ApiKey) -> bool:
    """Say whether the time of last use should be written again."""
    return row.last_used_at is None or clock.now() - row.last_used_at >= TOUCH_EVERY


def touch(session: Session, *, key_id: str) -> None:
    """Write down that a key was used now."""
    row = session.get(ApiKey, key_id)
    if row is not None:
        row.last_used_at = clock.now()


def caller_of(row: ApiKey, user: User | None) -> Caller:
    """Return the caller that a key stands for; a person's key can never do more than the person."""
    if user is not None and row.kind == "notebook":
        whole = Permission.ADMIN if user.is_admin else None
        scope = KeyScope(row.id, "notebook", row.project_key, whole)
        return Caller(user.login, user.id, is_admin=False, may_write_code=user.may_write_code, via="api", key=scope)
    if user is not None:
        return Caller(user.login, user.id, user.is_admin, user.may_write_code, "api", KeyScope(row.id, "personal"))
    if row.kind == "project":
        scope = KeyScope(row.id, "project", row.project_key, Permission(row.rights.get("permission", "READ_CONF")))
        return Caller(f"key:{row.label}"[:80], None, is_admin=False, may_write_code=False, via="api", key=scope)
    return Caller(
        f"key:{row.label}"[:80], None, is_admin=True, may_write_code=True, via="api", key=KeyScope(row.id, "global")
    )


def _make(
    session: Session,
    *,
    kind: str,
    label: str,
    user_id: int | None = None,
    project_key: str | None = None,
    rights: dict[str, object] | None = None,
    expires_in_days: int | None = None,
    secret: str | None = None,
) -> tuple[ApiKey, str]:
    secret = secret or ids.token()
    now = clock.now()
    row = ApiKey(
        id=ids.item_id(),
        kind=kind,
        label=label,
        prefix=secret[:6],
        key_sha256=digest(secret),
        user_id=user_id,
        project_key=project_key,
        rights=rights or {},
        created_at=now,
        expires_at=now + timedelta(days=expires_in_days) if expires_in_days else None,
    )
    session.add(row)
    session.flush()
    return row, secret
