"""Logging in and out, one's own account, log-ins and keys."""

from fastapi import APIRouter, Request, Response
from sqlalchemy.orm import Session

from atelier.api.deps import AtelierDep, CallerDep, ReadSession, WriteSession
from atelier.api.errors import request_id_of
from atelier.api.identity import address_of, cookie_name
from atelier.api.schemas.auth import ApiKeyIn, ApiKeyMade, ApiKeyOut, LoginIn, LoginLinkIn, Me, MeIn, SessionOut
from atelier.api.schemas.base import Done, WholeNumber
from atelier.auth import keys, links, passwords, sessions, users
from atelier.auth import login as log_in
from atelier.auth.caller import Caller
from atelier.db.tables import User
from atelier.errors import Forbidden, InvalidInput, NotSignedIn
from atelier.instance import Atelier
from atelier.projects import audit

router = APIRouter(prefix="/api/auth", tags=["auth"])


@router.post("/login")
def login(body: LoginIn, request: Request, response: Response, atelier: AtelierDep) -> Me:
    """Log in with a password; the answer sets the cookie."""
    try:
        user = log_in.with_password(
            atelier.database, login=body.login, password=body.password, address=address_of(request)
        )
    except NotSignedIn:
        _note_refusal(atelier, request, body.login)
        raise
    return _begin(atelier, request, response, user.login, "auth-login")


@router.post("/link")
def link(body: LoginLinkIn, request: Request, response: Response, atelier: AtelierDep) -> Me:
    """Log in with a one-time link."""
    with atelier.database.write() as session:
        name = links.use(session, body.token).login
    return _begin(atelier, request, response, name, "auth-link")


@router.post("/logout")
def logout(request: Request, response: Response, session: WriteSession, caller: CallerDep) -> Done:
    """End this log-in."""
    if caller.session_id is not None and caller.user_id is not None:
        sessions.end(session, session_id=caller.session_id, user_id=caller.user_id)
    response.delete_cookie(cookie_name(request), path="/", secure=request.url.scheme == "https", httponly=True)
    return Done(message="You are logged out.")


@router.get("/me")
def me(session: ReadSession, caller: CallerDep) -> Me:
    """Say who is logged in."""
    return _me(session, caller)


@router.patch("/me")
def change_me(body: MeIn, session: WriteSession, caller: CallerDep) -> Me:
    """Change one's own name, address or password; a new password ends all other log-ins."""
    user = _user(session, caller)
    if body.display_name is not None:
        user.display_name = body.display_name
    if body.email is not None:
        user.email = body.email or None
    if body.new_password is not None:
        if user.password_hash is not None and not passwords.verify_password(
            user.password_hash, body.current_password or ""
        ):
            raise InvalidInput.at("current_password", "This is not your present password.")
        users.set_password(session, user=user, password=body.new_password, loc="new_password", keep=caller.session_id)
    return _me_of(user)


@router.get("/sessions", name="sessions")
def list_sessions(session: ReadSession, caller: CallerDep) -> list[SessionOut]:
    """List one's log-ins."""
    return [
        SessionOut(
            id=row.id,
            user_agent=row.user_agent,
            created_at=row.created_at,
            last_seen_at=row.last_seen_at,
            current=row.id == caller.session_id,
        )
        for row in sessions.list_of(session, user_id=_user(session, caller).id)
    ]


@router.delete("/sessions/{session_id}")
def end_session(session_id: WholeNumber, session: WriteSession, caller: CallerDep) -> Done:
    """End one of one's log-ins."""
    sessions.end(session, session_id=session_id, user_id=_user(session, caller).id)
    return Done(message="The log-in has ended.")


@router.get("/api-keys", name="keys")
def list_keys(session: ReadSession, caller: CallerDep) -> list[ApiKeyOut]:
    """List one's API keys."""
    return [ApiKeyOut.model_validate(row) for row in keys.list_of(session, user_id=_user(session, caller).id)]


@router.post("/api-keys", status_code=201)
def make_key(body: ApiKeyIn, session: WriteSession, caller: CallerDep) -> ApiKeyMade:
    """Make an API key that acts as oneself; the answer shows it this once."""
    row, secret = keys.make_personal(
        session, user=_user(session, caller), label=body.label, expires_in_days=body.expires_in_days
    )
    audit.note(session, caller=caller, action="auth-make_key", object_ref=row.id)
    return ApiKeyMade(**ApiKeyOut.model_validate(row).model_dump(), key=secret)


@router.delete("/api-keys/{key_id}")
def revoke_key(key_id: str, session: WriteSession, caller: CallerDep) -> Done:
    """Revoke one of one's API keys at once."""
    row = keys.revoke(session, key_id=key_id, user_id=_user(session, caller).id)
    return Done(message=f"The key {row.prefix}... ({row.label}) is revoked.")


def _note_refusal(atelier: Atelier, request: Request, login: str) -> None:
    nobody = Caller(
        login, None, False, False, "browser", address=address_of(request), request_id=request_id_of(request)
    )
    with atelier.database.write() as session:
        audit.note(session, caller=nobody, action="auth-refused", object_ref=login)


def _begin(atelier: Atelier, request: Request, response: Response, name: str, action: str) -> Me:
    with atelier.database.write() as session:
        user = users.get(session, name)
        secret = sessions.begin(
            session,
            user=user,
            user_agent=request.headers.get("user-agent", ""),
            idle_hours=atelier.settings.session_hours,
        )
        caller = Caller(
            user.login,
            user.id,
            user.is_admin,
            user.may_write_code,
            "browser",
            address=address_of(request),
            request_id=request_id_of(request),
        )
        audit.note(session, caller=caller, action=action, object_ref=user.login)
        answer = _me_of(user)
    response.set_cookie(
        cookie_name(request),
        secret,
        max_age=int(sessions.LONGEST.total_seconds()),
        path="/",
        secure=request.url.scheme == "https",
        httponly=True,
        samesite="lax",
    )
    return answer


def _user(session: Session, caller: Caller) -> User:
    if caller.user_id is None:
        raise Forbidden("This API key belongs to nobody, so it has no account.")
    if caller.is_of_one_project:
        raise Forbidden("A notebook's key reaches its project only, not your account.", hint="Do this in the browser.")
    return session.get_one(User, caller.user_id)


def _me(session: Session, caller: Caller) -> Me:
    if caller.user_id is not None:
        return _me_of(session.get_one(User, caller.user_id))
    return Me(
        login=caller.login,
        display_name=caller.login,
        email=None,
        is_admin=caller.is_admin,
        may_write_code=caller.may_write_code,
        groups=[],
        has_password=False,
    )


def _me_of(user: User) -> Me:
    return Me(
        login=user.login,
        display_name=user.display_name,
        email=user.email,
        is_admin=user.is_admin,
        may_write_code=user.may_write_code,
        groups=sorted(group.name for group in user.groups),
        has_password=user.password_hash is not None,
    )
