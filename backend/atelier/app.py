"""The ASGI application: one FastAPI with both faces, the pages, and the outer walls."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import anyio.to_thread
from fastapi import FastAPI
from fastapi.routing import APIRoute
from starlette.concurrency import run_in_threadpool

from atelier import __version__, dssapi
from atelier.api import pages
from atelier.api.compress import Compress
from atelier.api.errors import add_handlers
from atelier.api.routes import all_routers
from atelier.api.schemas.base import Problem
from atelier.api.security import Wall
from atelier.dssapi.paths import PlainPaths
from atelier.instance import Atelier
from atelier.settings import Settings

_LOOPBACK = {"127.0.0.1", "::1", "localhost"}
_THREADS = 80


def create_app(settings: Settings, *, instance: Atelier | None = None) -> FastAPI:
    """Return the application; it starts the instance (or finds it started) and stops it at the end."""
    atelier = instance or Atelier(settings)

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        anyio.to_thread.current_default_thread_limiter().total_tokens = _THREADS
        app.state.write_turn = asyncio.Lock()
        await run_in_threadpool(atelier.start)
        try:
            yield
        finally:
            await run_in_threadpool(atelier.stop)

    app = FastAPI(
        title="Atelier",
        version=__version__,
        lifespan=lifespan,
        generate_unique_id_function=_operation_id,
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/openapi.json",
    )
    app.state.atelier = atelier
    add_handlers(app)
    for router in all_routers():
        app.include_router(router, responses={"default": {"model": Problem}})
    for router in dssapi.all_routers():
        app.include_router(router, include_in_schema=False)
    pages.add_pages(app, pages.find_built())
    app.add_middleware(Compress)
    app.add_middleware(Wall, hosts=trusted_hosts(settings), largest_upload_bytes=settings.max_upload_bytes)
    app.add_middleware(PlainPaths)
    return app


def trusted_hosts(settings: Settings) -> tuple[str, ...]:
    """Return the names the server answers to; a server on the loopback address that says nothing: local names only.

    Otherwise a page whose name is pointed at 127.0.0.1 could talk to it as if it were its own.
    """
    if "trusted_hosts" not in settings.model_fields_set and settings.host in _LOOPBACK:
        return tuple(sorted(_LOOPBACK))
    return settings.trusted_hosts


def _operation_id(route: APIRoute) -> str:
    return f"{route.tags[0] if route.tags else 'page'}-{route.name}"
