"""Alembic's scripts: how each schema grew out of the one before."""
