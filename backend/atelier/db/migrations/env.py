"""Alembic's entry: runs the revisions on the connection that `atelier.db.schema` hands over."""

from alembic import context

from atelier.db import tables  # noqa: F401  (fills the metadata)
from atelier.db.base import Base

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=Base.metadata,
    render_as_batch=connection.dialect.name == "sqlite",
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
