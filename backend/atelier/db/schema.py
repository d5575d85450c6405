"""Bringing the database to the schema of this program: the only caller of Alembic."""

from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine

from atelier.db import tables  # noqa: F401  (fills the metadata)
from atelier.db.base import Base
from atelier.errors import Unavailable

_SCRIPTS = Path(__file__).parent / "migrations"


def _config(connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(_SCRIPTS))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


def current_revision(engine: Engine) -> str | None:
    """Return the revision that the database is at, None for an empty one."""
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def head_revision() -> str:
    """Return the newest revision that this program knows."""
    head = ScriptDirectory.from_config(_config()).get_current_head()
    if head is None:
        raise Unavailable("This installation of Atelier has no database revisions: it is not whole.")
    return head


def upgrade(engine: Engine) -> None:
    """Bring the database to this program's schema, in one transaction.

    Raises `Unavailable` when the database was written by a newer program: it would not be understood.
    """
    current = current_revision(engine)
    if current is not None and current not in {
        r.revision for r in ScriptDirectory.from_config(_config()).walk_revisions()
    }:
        raise Unavailable(
            f"The database was written by a newer version of Atelier (its schema is {current}, "
            f"this program knows up to {head_revision()}).",
            hint="Start the newer version, or give this one a data folder of its own with ATELIER_HOME.",
        )
    if current == head_revision():
        return
    with engine.begin() as connection:
        command.upgrade(_config(connection), "head")


def drift(engine: Engine) -> list[object]:
    """Return the differences between the database and the tables declared in code (none: they agree)."""
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return list(compare_metadata(context, Base.metadata))


def write_revision(engine: Engine, *, message: str, revision: str) -> None:
    """Write a new revision file holding the difference between the database and the declared tables."""
    with engine.begin() as connection:
        command.revision(_config(connection), message=message, rev_id=revision, autogenerate=True)
