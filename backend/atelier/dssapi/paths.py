"""One spelling for the addresses that scripts use.

The open `dataikuapi` client sends doubled slashes (`contents//a.png`, `//dip/publicapi` after a host with a slash),
mixes addresses with and without a last slash, and `curl` users know the same API under `/public/api`.
"""

import re

from starlette.types import ASGIApp, Receive, Scope, Send

PREFIX = "/dip/publicapi"
_FACES = re.compile(r"^/+(dip/+publicapi|public/+api)(?=/|$)")
_FILES = re.compile(r"^/dip/publicapi/projects/[^/]+/managedfolders/[^/]+/contents/")


class PlainPaths:
    """Rewrites the address of a request to the scripts' API before anything reads it."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            scope = {**scope, "path": plain(scope["path"])}
        await self.app(scope, receive, send)


def plain(path: str) -> str:
    """Return the one spelling of a path of the scripts' API; other paths stay as they are."""
    if not _FACES.match(path):
        return path
    path = re.sub("/{2,}", "/", _FACES.sub(PREFIX, path))
    return path.rstrip("/") if not _FILES.fullmatch(path) else path
