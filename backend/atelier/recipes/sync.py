"""Sync: a copy of a table."""

from atelier.recipes.base import param
from atelier.recipes.visual_fields import AroundParams


class SyncParams(AroundParams):
    columns: list[str] = param(
        [], label="Columns", help="Which columns are copied. None: all columns.", section="Sync", widget="columns"
    )
