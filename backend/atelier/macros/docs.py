"""All documentation pages of recipe types and macros, and the list of them."""

from pathlib import Path

from atelier.macros import registry as macros
from atelier.recipes import registry as recipes
from atelier.recipes.docs import NOTE, link, page


def write_pages(folder: Path) -> list[Path]:
    """Write a page for each type below `folder` and return their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, text in pages().items():
        (folder / name).write_text(text, encoding="utf-8")
        written.append(folder / name)
    return written


def pages() -> dict[str, str]:
    """Return every page by its file name."""
    from atelier.tables.steps import docs as steps  # steps know DuckDB; declarations load without it

    recipe_types, macro_types = recipes.all_types(), macros.all_types()
    made = {f"{name}.md": page(found, "recipe") for name, found in recipe_types.items()}
    made |= {f"{name}.md": page(found, "macro") for name, found in macro_types.items()}
    lists = [
        f"# Recipes and macros\n\n{NOTE}\n",
        "## Recipes\n",
        *(link(found) for _, found in sorted(recipe_types.items())),
        "\nThe steps of Prepare recipes: [prepare-steps.md](prepare-steps.md).",
        "\n## Macros\n",
        *(link(found) for _, found in sorted(macro_types.items())),
    ]
    made["prepare-steps.md"] = steps.page()
    made["README.md"] = "\n".join(lists) + "\n"
    return made
