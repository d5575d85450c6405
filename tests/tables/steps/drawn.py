"""Tables drawn at random for tests of steps, and what a step makes of them as plain Python values."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from tests.tables.tabular import after, relation

from atelier.errors import InvalidInput
from atelier.storage.schema import Column
from atelier.tables.preview import step_counts
from atelier.tables.script import ScriptStep, apply_script, sentence_of

COLUMNS = [
    Column(name="text", meaning="text"),
    Column(name="Text", meaning="text"),
    Column(name="number", type="double", meaning="decimal"),
    Column(name="whole", type="bigint", meaning="integer"),
    Column(name="flag", type="boolean", meaning="boolean"),
    Column(name="moment", type="date", meaning="date"),
]
NAMES = [column.name for column in COLUMNS]

TEXTS = [
    "", "a", "A", "b", "ab", "aab", "a b", "é", "É", "e", "🐈", "ada_marsh_1.jpg", "bo_pic_0002.jpg", "1", "1.0", "007",
    "-3", "2.5", "true", "2026-05-31", "{}", "[1]", "a.b", "a'b", 'a"b', "a\nb", "NULL", "a\\b", "$1", "%", "_",
]  # fmt: skip
MOMENTS = [
    datetime(*parts) for parts in ((1899, 12, 31), (1969, 7, 20, 20, 17), (2024, 2, 29, 23, 59, 59), (2026, 5, 31))
]

texts = st.one_of(st.none(), st.sampled_from(TEXTS))
numbers = st.one_of(st.none(), st.sampled_from([0.0, 1.0, -1.5, 2.5, 3.0, 1e10]))
wholes = st.one_of(st.none(), st.sampled_from([0, 1, -3, 7, 2**53 + 1]))
flags = st.sampled_from([None, True, False])
moments = st.one_of(st.none(), st.sampled_from(MOMENTS))
tables = st.lists(st.tuples(texts, texts, numbers, wholes, flags, moments), min_size=1, max_size=8)

few = settings(derandomize=True, max_examples=12)

Rows = Sequence[Sequence[Any]]


def column(rows: Rows, name: str) -> list[Any]:
    """Return a column of drawn rows."""
    return [row[NAMES.index(name)] for row in rows]


def made(folder: Path, rows: Rows, *steps: dict[str, Any], columns: Sequence[Column] = COLUMNS) -> dict[str, list[Any]]:
    """Return the table after the steps, column by column in order."""
    aware = [[cell.replace(tzinfo=UTC) if isinstance(cell, datetime) else cell for cell in row] for row in rows]
    frame = after(folder, columns, aware, *steps)
    return {str(name): [_plain(value) for value in frame[name]] for name in frame.columns}


def step(type: str, /, **params: Any) -> dict[str, Any]:
    """Return a step as a script holds it."""
    return {"type": type, "params": params}


@dataclass(frozen=True, slots=True)
class Finding:
    """A step that finds cells: a filter, or a flag with its column."""

    type: str
    flag: str = ""

    def step(self, **params: Any) -> dict[str, Any]:
        return step(self.type, **({"flagColumn": self.flag} if self.flag else {}), **params)

    def cells(
        self, folder: Path, rows: Rows, name: str, *, columns: Sequence[Column] = COLUMNS, **params: Any
    ) -> list[Any]:
        """Return the cells of a column that are found: those that a filter keeps, or a flag is true for."""
        found = made(folder, rows, self.step(columns=[name], **params), columns=columns)
        if not self.flag:
            return found[name]
        assert len(found[name]) == len(rows), "a flag keeps all rows"
        return [cell for cell, is_found in zip(found[name], found[self.flag], strict=True) if is_found]


def both(filter: str, flag: str) -> pytest.MarkDecorator:
    """Try a test with a filter and with the flag that finds the same."""
    return pytest.mark.parametrize("finding", [Finding(filter), Finding(flag, "in")], ids=["filter", "flag"])


def refused(folder: Path, one: dict[str, Any], *, at: str, match: str) -> None:
    """Demand that a step is refused at a field with a sentence."""
    rows = [["a", "A", 1.0, 1, True, None]]
    with relation(folder, COLUMNS, rows) as (table, probe):
        applied = apply_script(table, [ScriptStep.model_validate(one)], probe, strict=False)
    problems = [(problem.loc[3:], problem.message) for problem in applied[0].problems]
    assert [loc[0] if loc else "" for loc, _ in problems][:1] == [at], problems
    with pytest.raises(InvalidInput, match=match):
        raise InvalidInput(problems[0][1])


def counted(folder: Path, rows: Rows, one: dict[str, Any]) -> tuple[int, int, int | None, str]:
    """Return rows before, rows after, hits and the words of a step's effect."""
    with relation(folder, COLUMNS, rows) as (table, probe):
        found = step_counts(apply_script(table, [ScriptStep.model_validate(one)], probe), probe)[0]
    return found.rows_in, found.rows_out, found.hits, found.words


def sentence(one: dict[str, Any]) -> str:
    """Return a step in words."""
    return sentence_of(ScriptStep.model_validate(one))


def is_empty(cell: Any) -> bool:
    return cell is None or cell == ""


def same(found: Sequence[Any], wanted: Sequence[Any]) -> bool:
    """Say whether columns are equal; numbers within what sums may differ by."""
    return len(found) == len(wanted) and all(map(partial(_equal), found, wanted))


def _equal(one: Any, other: Any) -> bool:
    if isinstance(one, float) and isinstance(other, float):
        return math.isclose(one, other, rel_tol=1e-12)
    return type(one) is type(other) and bool(one == other)


def _plain(value: Any) -> Any:
    return None if isinstance(value, float) and math.isnan(value) else value
