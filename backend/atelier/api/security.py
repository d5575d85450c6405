"""The outer walls, as plain ASGI layers: request numbers, headers, host names, cross-site requests, size of bodies.

They decide nothing about rights; that is done in the signature of each route.
"""

import re
import secrets
from collections.abc import Iterable
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from atelier.api.errors import fault, render
from atelier.errors import AtelierError, Forbidden, InvalidInput, TooLarge

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
JSON_LIMIT_BYTES = 4 * 2**20
_LARGE_BODIES = re.compile(
    r"^/api/projects/[^/]+/uploads/[^/]+/files/"
    r"|^(/dip/publicapi|/public/api)/projects/[^/]+/(managedfolders/[^/]+/contents/|datasets/[^/]+/uploaded/files)"
)
_FORM_ROOM_BYTES = 2**20  # boundaries and part headers around a file of the largest size

CONTENT_SECURITY_POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
    "font-src 'self'; connect-src 'self'; worker-src 'self' blob:; object-src 'none'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'"
)
"""Inline styles (not scripts) are allowed: the canvas places its nodes with style attributes."""

HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}


class Wall:
    """Gives each request a number, keeps foreign hosts and cross-site writes out, and answers faults."""

    def __init__(self, app: ASGIApp, *, hosts: Iterable[str], largest_upload_bytes: int) -> None:
        self.app = app
        self.hosts = tuple(host.lower() for host in hosts)
        self.largest_upload_bytes = largest_upload_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request_id = secrets.token_hex(8)
        scope["atelier.request_id"] = request_id
        headers = Headers(scope=scope)
        has_begun = False

        async def answer(message: Message) -> None:
            nonlocal has_begun
            if message["type"] == "http.response.start":
                has_begun = True
                _add_headers(MutableHeaders(scope=message), request_id, secure=scope.get("scheme") == "https")
            await send(message)

        error = self._refusal(scope, headers)
        if error is None:
            try:
                await _LimitedBody(self.app, self._body_limit(scope["path"]))(scope, receive, answer)
            except Exception as raised:
                error = raised if isinstance(raised, AtelierError) else fault(raised)
        if error is not None and not has_begun:
            await render(scope["path"], error, request_id)(scope, receive, answer)

    def _refusal(self, scope: Scope, headers: Headers) -> AtelierError | None:
        host = headers.get("host", "")
        if not is_known_host(host, self.hosts):
            return InvalidInput(
                f"This server does not answer to the name “{host}”.",
                hint="An administrator can add it to ATELIER_TRUSTED_HOSTS.",
            )
        if scope["method"] not in SAFE_METHODS and "authorization" not in headers and is_cross_site(headers):
            return Forbidden(
                "The request came from another site and was refused.", hint="Use Atelier's own pages, or an API key."
            )
        return None

    def _body_limit(self, path: str) -> int:
        large = _LARGE_BODIES.match(path.replace("//", "/")) is not None
        return self.largest_upload_bytes + _FORM_ROOM_BYTES if large else JSON_LIMIT_BYTES


def is_known_host(host: str, hosts: Iterable[str]) -> bool:
    """Say whether a `Host` header names one of `hosts` (`*`: any; `*.example.org`: any below it)."""
    name = (urlsplit(f"//{host}").hostname or "").lower() if _is_host(host) else ""
    return any(
        known == "*" or name == known.strip("[]") or (known.startswith("*.") and name.endswith(known[1:]))
        for known in hosts
    )


def _is_host(host: str) -> bool:
    return re.fullmatch(r"(\[[0-9a-fA-F:.]+\]|[\w.-]+)(:\d{1,5})?", host) is not None


def is_cross_site(headers: Headers) -> bool:
    """Say whether a writing request was sent by a page of another origin.

    Browsers say so in `Sec-Fetch-Site`; where that is missing `Origin` is compared with `Host`. A request with neither
    comes from no browser page, so no page can have forged it. (The scheme of Go 1.25's CrossOriginProtection.)
    """
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site not in ("same-origin", "none")
    origin = headers.get("origin")
    if origin is None:
        return False
    try:
        return urlsplit(origin).netloc.lower() != headers.get("host", "").lower()
    except ValueError:
        return True


def _add_headers(headers: MutableHeaders, request_id: str, *, secure: bool) -> None:
    for name, value in HEADERS.items():
        headers.setdefault(name, value)
    headers["X-Request-Id"] = request_id
    if secure:
        headers["Strict-Transport-Security"] = "max-age=31536000"


class _LimitedBody:
    """Stops a body at its limit, whether its length was declared or not, and answers 413."""

    def __init__(self, app: ASGIApp, limit_bytes: int) -> None:
        self.app = app
        self.limit_bytes = limit_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        declared = Headers(scope=scope).get("content-length", "0")
        if not declared.isdigit() or int(declared) > self.limit_bytes:
            raise self._error()
        seen = 0
        too_large = False

        async def limited() -> Message:
            nonlocal seen, too_large
            message = await receive()
            if message["type"] == "http.request":
                seen += len(message.get("body", b""))
                if seen > self.limit_bytes:
                    too_large = True
                    raise self._error()
            return message

        async def checked(message: Message) -> None:
            if not too_large:  # otherwise it is what the framework made of our error; ours is the answer
                await send(message)

        try:
            await self.app(scope, limited, checked)
        except Exception:
            if not too_large:
                raise
        if too_large:
            raise self._error()

    def _error(self) -> TooLarge:
        return TooLarge(
            f"What was sent is larger than the {_size(self.limit_bytes)} allowed here.",
            details={"limit_bytes": self.limit_bytes},
        )


def _size(count: int) -> str:
    return f"{count / 2**30:.1f} GB" if count >= 2**30 else f"{count / 2**20:.0f} MB"
