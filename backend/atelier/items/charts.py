"""Charts of datasets: kept as one whole, and the sample of a dataset that charts are drawn on."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from atelier import clock
from atelier.charts.definition import Chart, stored
from atelier.db.tables import Item, ItemCharts
from atelier.errors import Conflict
from atelier.items import datasets
from atelier.items.store import Store
from atelier.tables.relation import Relation, Scope
from atelier.tables.samples import Sample, sample_of
from atelier.tables.stored import open_table


@dataclass(frozen=True, slots=True)
class Sampled:
    """A table that was not read yet: `rows` of the `whole` of a dataset."""

    table: Relation
    rows: int
    whole: int


def of(session: Session, *, dataset: Item) -> tuple[list[Chart], int]:
    """Return a dataset's charts and their revision, 0 where none were saved yet."""
    row = session.get(ItemCharts, dataset.id)
    return ([], 0) if row is None else ([Chart.model_validate(one) for one in row.charts], row.revision)


def save(
    session: Session, *, dataset: Item, charts: list[Chart], revision: int, author: str
) -> tuple[list[Chart], int]:
    """Save all charts of a dataset; raises `Conflict` when somebody saved since `revision` was read."""
    kept = stored(charts)
    row = session.get(ItemCharts, dataset.id)
    if revision != (0 if row is None else row.revision):
        raise Conflict("Somebody else saved these charts in the meantime. Read them again to see their changes.")
    if row is None:
        row = ItemCharts(item_id=dataset.id, revision=0)
        session.add(row)
    row.charts, row.revision = kept, revision + 1
    row.updated_at, row.updated_by = clock.now(), author
    session.flush()
    return charts, row.revision


def sampled(session: Session, *, dataset: Item, store: Store, sample: Sample) -> Sampled:
    """Return the rows of a sample; raises `Conflict` for a dataset that has none yet."""
    parts = datasets.parts_of(session, dataset, store)
    if not parts:
        raise Conflict(f"{dataset.name} has no rows yet. Build it first, then draw its charts.")
    columns = datasets.columns_of(dataset)
    whole = open_table(parts)
    found = sample_of(whole, columns, sample, store.tables)
    table = Scope().table(dataset.name, columns, found.parts)
    if found.rows < found.file_rows:  # a stretch of the files
        table = table.query(lambda select: select.limit(found.rows).offset(found.file_first))
    return Sampled(table, found.rows, whole.rows)
