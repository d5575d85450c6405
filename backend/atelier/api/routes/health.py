"""Whether the server is ready."""

import sqlite3

from fastapi import APIRouter
from sqlalchemy import text

from atelier import __version__
from atelier.api.deps import AtelierDep
from atelier.api.schemas.auth import Health

router = APIRouter(prefix="/api", tags=["health"])


@router.get("/health")
def health(atelier: AtelierDep) -> Health:
    """Say that the server is ready and what it stands on."""
    with atelier.database.read() as session:
        session.execute(text("SELECT 1"))
    name = atelier.database.engine.dialect.name
    return Health(
        status="ready" if atelier.is_ready else "starting",
        version=__version__,
        database=f"SQLite {sqlite3.sqlite_version}" if name == "sqlite" else name,
        executor="embedded" if atelier.executor is not None else "none",
        warnings=atelier.warnings(),
    )
