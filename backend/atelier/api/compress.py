"""Compressing what gains by it: texts of `/api` and the page itself, never events, bytes or the scripts' API.

Scripts that use the open `dataikuapi` client ask for gzip and then read the raw stream, so nothing is compressed there.
"""

from starlette.datastructures import Headers
from starlette.middleware.gzip import DEFAULT_EXCLUDED_CONTENT_TYPES, GZipMiddleware
from starlette.types import ASGIApp, Receive, Scope, Send

from atelier.api.errors import is_dss_path

_EXCLUDED = (
    *DEFAULT_EXCLUDED_CONTENT_TYPES,
    "application/octet-stream",
    "application/vnd.apache.parquet",
)


class Compress:
    """Starlette's gzip where it is safe, nothing elsewhere."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.gzip = GZipMiddleware(app, minimum_size=1024, compresslevel=5, exclude_content_types=_EXCLUDED)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        plain = scope["type"] != "http" or is_dss_path(scope["path"]) or "range" in Headers(scope=scope)
        await (self.app if plain else self.gzip)(scope, receive, send)
