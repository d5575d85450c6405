"""Explore over datasets: pages of samples, and what a column holds, at the dataset's current version."""

from typing import Any

from sqlalchemy.orm import Session

from atelier.db.tables import Item
from atelier.errors import FieldProblem, InvalidInput, NotFound
from atelier.items import datasets
from atelier.items.store import Store
from atelier.storage.names import shown
from atelier.storage.schema import Column
from atelier.tables import analysis, explore, pages
from atelier.tables.analysis import Analysis
from atelier.tables.explore import Found
from atelier.tables.question import Question
from atelier.tables.samples import Sample


def page(
    session: Session,
    *,
    dataset: Item,
    store: Store,
    sample: Sample,
    question: Question,
    names: list[str],
    offset: int,
    limit: int,
) -> tuple[list[Column], Found]:
    """Return a page of a dataset, and its columns in the order of `names` (none: all).

    Raises `InvalidInput` naming the field of the question that cannot be.
    """
    known = datasets.columns_of(dataset)
    by_name = {column.name: column for column in known}
    missing = next((name for name in names if name not in by_name), None)
    if missing is not None:
        raise NotFound(f"There is no column “{shown(missing)}”.")
    chosen = [by_name[name] for name in names] if names else known
    found = explore.explore(
        datasets.parts_of(session, dataset, store),
        known,
        sample=sample,
        question=question,
        chosen=chosen,
        offset=offset,
        limit=limit,
        cache=store.tables,
    )
    return chosen, found


def analyze(
    session: Session, *, dataset: Item, store: Store, column: str, sample: Sample, question: Question, bins: int
) -> tuple[Column, Analysis]:
    """Return what a column of a dataset holds."""
    known = datasets.columns_of(dataset)
    found = find_column(known, column)
    parts = datasets.parts_of(session, dataset, store)
    table = explore.sampled_table(parts, known, sample, store.tables)
    return found, analysis.analyze(table, known, found, question=question, bins=bins)


def cell(session: Session, *, dataset: Item, store: Store, column: str, sample: Sample, row: int) -> Any:
    """Return one cell of a sample in full; None beyond its last row."""
    known = datasets.columns_of(dataset)
    found = find_column(known, column)
    table = explore.sampled_table(datasets.parts_of(session, dataset, store), known, sample, store.tables)
    return None if table is None else pages.whole_cell_of(table, found, row)


def find_column(known: list[Column], name: str) -> Column:
    """Return a column by its name; raises `InvalidInput` at the field `column`."""
    for column in known:
        if column.name == name:
            return column
    message = f"There is no column “{shown(name)}”."
    raise InvalidInput(message, fields=[FieldProblem(("column",), message)])
