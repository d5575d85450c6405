"""The page for scripts says what is true."""

import re
from pathlib import Path

from atelier.dssapi import names
from atelier.dssapi.formats import TYPES
from atelier.recipes import registry
from atelier.recipes.table import TableRecipe

PAGE = (Path(__file__).parents[2] / "docs" / "scripts.md").read_text(encoding="utf-8")


def test_the_page_names_every_visual_recipe_that_scripts_set_up() -> None:
    rows = re.findall(r"^\| [^|]+ \| ((?:`\w+`(?:, )?)+) \|", PAGE.split("## Visual recipes")[1], re.MULTILINE)
    listed = {names.recipe_type(name).type for row in rows for name in re.findall(r"`(\w+)`", row)}
    shaped = {
        found.type for found in registry.all_types().values() if isinstance(found, TableRecipe) and found.dss_shape
    }
    assert listed == shaped | {"sync"}


def test_the_page_names_every_format() -> None:
    words = {"csv": "CSV", "jsonl": "JSON lines", "excel": "Excel", "parquet": "Parquet"}
    assert set(words) == set(TYPES)
    assert all(word in PAGE for word in words.values())
