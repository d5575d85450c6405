"""What an editor shows of a query while it is being built: rows of the sample, counts by step, the SQL."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlglot import exp

from atelier.storage.schema import Column
from atelier.tables.pages import cell
from atelier.tables.probe import Probe
from atelier.tables.relation import Relation
from atelier.tables.script import Applied

SAMPLE_ROWS = 10_000


@dataclass(frozen=True, slots=True)
class Page:
    """Rows `offset` and on of a relation as JSON values, of `total`."""

    columns: Sequence[Column]
    rows: Sequence[Sequence[Any]]
    total: int


@dataclass(frozen=True, slots=True)
class StepCount:
    """How many rows a step got and gave, and in how many of them it found something to do (None: not counted)."""

    rows_in: int
    rows_out: int
    hits: int | None
    words: str


def sampled(table: Relation, rows: int = SAMPLE_ROWS) -> Relation:
    """Return the first rows of a table."""
    return table.query(lambda select: select.limit(rows))


def page(relation: Relation, probe: Probe, *, offset: int, limit: int, only: Sequence[str] = ()) -> Page:
    """Return a page of a relation; `only` names the columns wanted, those that are not there are left out."""
    if only:
        relation = relation.select([name for name in only if relation.has(name)])
    shown = [_as_fetched(relation, name) for name in relation.names]
    if not shown:
        return Page([], [], 0)
    found = probe.run(relation, relation.statement(*shown).limit(limit).offset(offset))
    rows = [[cell(value, column) for value, column in zip(row, relation.columns, strict=True)] for row in found]
    return Page(relation.columns, rows, probe.count(relation))


def step_counts(applied: Sequence[Applied], probe: Probe) -> list[StepCount]:
    """Count rows before and after each step, and what it found, each table once."""
    rows: dict[str, int] = {}

    def rows_of(table: Relation) -> int:
        if table.source not in rows:
            rows[table.source] = probe.count(table)
        return rows[table.source]

    counts = []
    for one in applied:
        before, after = rows_of(one.before), rows_of(one.after)
        hits = None
        words = ""
        if one.effect is not None:
            hits = int(probe.row(one.before, exp.Anonymous(this="count_if", expressions=[one.effect.hit]))[0])
            words = one.effect.words.replace("{hits}", f"{hits:,}").replace("{rows}", f"{before:,}")
        counts.append(StepCount(before, after, hits, words))
    return counts


def _as_fetched(relation: Relation, name: str) -> exp.Expr:
    """Return a column as it is fetched: moments as milliseconds."""
    field = relation.field(name)
    if field.column.type == "date":
        return exp.Anonymous(this="epoch_ms", expressions=[field.sql])
    return field.sql
