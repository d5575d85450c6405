"""Finding out who asks: an API key, or else the cookie of a browser; never both."""

import base64
import binascii
from dataclasses import replace

from fastapi import Request

from atelier.api.errors import request_id_of
from atelier.auth import keys, sessions
from atelier.auth.caller import Caller
from atelier.errors import NotSignedIn
from atelier.instance import Atelier

_NOBODY = "You are not signed in."


def cookie_name(request: Request) -> str:
    """Return the name of the log-in cookie; the `__Host-` prefix binds it to this host where there is TLS."""
    return "__Host-atelier" if request.url.scheme == "https" else "atelier"


def address_of(request: Request) -> str:
    """Return the network address that asks."""
    return request.client.host if request.client is not None else ""


def secret_from(authorization: str) -> list[str]:
    """Return the secrets that an `Authorization` header may hold a key in: Bearer, or Basic's user name or password."""
    scheme, _, value = authorization.partition(" ")
    if scheme.lower() == "bearer":
        return [value.strip()] if value.strip() else []
    if scheme.lower() != "basic":
        return []
    try:
        name, _, password = base64.b64decode(value.strip(), validate=True).decode("utf-8").partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return []
    return [part for part in (name, password) if part]


def caller_from(request: Request, atelier: Atelier) -> Caller:
    """Return the caller of a request; raises `NotSignedIn`. Whoever shows a key is not helped by a cookie."""
    authorization = request.headers.get("authorization")
    if authorization is not None:
        caller = _caller_by_key(atelier, secret_from(authorization))
    else:
        caller = _caller_by_cookie(atelier, request.cookies.get(cookie_name(request), ""))
    return replace(caller, address=address_of(request), request_id=request_id_of(request))


def _caller_by_key(atelier: Atelier, secrets: list[str]) -> Caller:
    with atelier.database.read() as session:
        found = next((hit for hit in (keys.find(session, secret) for secret in secrets) if hit is not None), None)
        if found is None:
            raise NotSignedIn("This API key is not known, has expired or was revoked.")
        row, user = found
        caller = keys.caller_of(row, user)
        needs_touch = keys.needs_touch(row)
    if needs_touch:
        with atelier.database.write() as session:
            keys.touch(session, key_id=row.id)
    return caller


def _caller_by_cookie(atelier: Atelier, secret: str) -> Caller:
    if not secret:
        raise NotSignedIn(_NOBODY)
    with atelier.database.read() as session:
        found = sessions.find(session, secret)
        if found is None:
            raise NotSignedIn("Your log-in has ended.", hint="Log in again; nothing that was saved is lost.")
        log_in, user = found
        needs_touch = sessions.needs_touch(log_in)
        caller = Caller(user.login, user.id, user.is_admin, user.may_write_code, "browser", session_id=log_in.id)
    if needs_touch:
        with atelier.database.write() as session:
            sessions.touch(session, session_id=log_in.id, idle_hours=atelier.settings.session_hours)
    return caller
