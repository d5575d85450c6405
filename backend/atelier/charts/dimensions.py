"""How a column becomes places: what is read of each row, and the parts of the query that group it.

Every name in these parts is ours; the columns of people are only inside the rows' own query (see `Ground.taken`).
"""

from dataclasses import dataclass
from typing import Literal

from sqlglot import exp

from atelier.charts.base import AxisKind
from atelier.charts.definition import By, Dimension
from atelier.charts.ground import Ground, is_number
from atelier.errors import InvalidInput
from atelier.storage.names import shown
from atelier.storage.schema import Column
from atelier.tables.types import WHOLE

_CYCLES: dict[By, str] = {"month_of_year": "month", "weekday": "isodow", "hour_of_day": "hour"}
_SPANS: tuple[By, ...] = ("year", "quarter", "month", "week", "day", "hour", "minute")
# The largest spread in days for which each span is taken by itself.
_AUTO: tuple[tuple[float, By], ...] = ((0.12, "minute"), (4, "hour"), (120, "day"), (366 * 8, "month"))


@dataclass(frozen=True, slots=True)
class Grouped:
    """A dimension as it is compiled. `slot` (`x`, `y`, `colour`) begins all names of its parts."""

    slot: str
    dimension: Dimension
    column: Column
    kind: AxisKind
    raw: exp.Expr

    @property
    def by(self) -> By | None:
        """Return the span of dates; `auto` where the rows decide."""
        return self.dimension.by if self.kind in ("date", "cycle") else None

    def before(self) -> list[tuple[str, str]]:
        """Return the sub-queries over `taken` that the key needs."""
        s = self.slot
        ends = (f"{s}_ends", f"SELECT min({s}) AS low, max({s}) AS high FROM taken")  # noqa: S608
        if self.kind == "bins":
            return [ends, (f"{s}_step", _step(s, self.dimension.bins, is_whole=self.column.type in WHOLE))]
        if self.kind == "date" and self.by == "auto":
            days = "epoch(high) / 86400 - epoch(low) / 86400"
            cases = " ".join(f"WHEN {days} <= {most} THEN '{by}'" for most, by in _AUTO)
            return [ends, (f"{s}_step", f"SELECT CASE {cases} ELSE 'year' END AS step FROM {s}_ends")]  # noqa: S608  # our names
        return []

    def key(self) -> str:
        """Return the expression of a row's key, over `taken` and what comes before."""
        s = self.slot
        if self.kind == "bins":
            # `least` would take the last bin for what is empty
            return f"CASE WHEN {s} IS NOT NULL THEN least(floor({s} / {s}_step.step + 1e-9), {s}_step.last) END"
        if self.kind == "cycle":
            return f"CAST(date_part('{_CYCLES[self.dimension.by]}', {s}) AS DOUBLE)"
        if self.kind == "date":
            if self.by != "auto":
                return f"CAST(epoch_ms(date_trunc('{self.by}', {s})) AS DOUBLE)"
            cases = " ".join(f"WHEN '{by}' THEN date_trunc('{by}', {s})" for by in dict.fromkeys((*_OF_AUTO, "year")))
            return f"CAST(epoch_ms(CASE {s}_step.step {cases} END) AS DOUBLE)"
        return s

    @property
    def step(self) -> str:
        """Return the expression of what the rows decided: the width of bins, or the span of dates."""
        has_step = any(name == f"{self.slot}_step" for name, _ in self.before())
        return f"(SELECT CAST(step AS VARCHAR) FROM {self.slot}_step)" if has_step else "NULL"  # noqa: S608


_OF_AUTO = tuple(by for _, by in _AUTO)


def grouped(slot: str, dimension: Dimension, ground: Ground) -> Grouped:
    """Compile a dimension; raises `InvalidInput` at its field."""
    column = ground.column(dimension.column, (slot, "column"))
    kind = _kind(slot, dimension, column)
    if kind == "bins":
        raw = ground.number(column, (slot, "group"))
    elif kind == "values":
        raw = ground.text(column, (slot, "column"))
    else:
        raw = ground.moment(column)
    return Grouped(slot, dimension, column, kind, raw)


def _kind(slot: str, dimension: Dimension, column: Column) -> AxisKind:
    group: Literal["auto", "values", "bins", "date"] = dimension.group
    if group == "auto":
        is_category = column.meaning in ("flag", "class", "boolean") or column.type == "boolean"
        group = "date" if column.type == "date" else "bins" if is_number(column) and not is_category else "values"
    if group == "date":
        if column.type != "date":
            raise InvalidInput.at(
                (slot, "group"),
                f"“{shown(column.name)}” holds no dates to group by.",
                hint="Group it by its values, or parse it as a date in the script first.",
            )
        return "cycle" if dimension.by in _CYCLES else "date"
    if group == "bins" and not is_number(column):
        raise InvalidInput.at(
            (slot, "group"),
            f"“{shown(column.name)}” holds no numbers to make bins of.",
            hint="Choose a column of numbers, or draw bars of its values.",
        )
    return group


def _step(slot: str, bins: int, *, is_whole: bool) -> str:
    """Return the query of the bins' width, 1, 2 or 5 times a power of ten, and of the last bin."""
    width = f"(high / {bins} - low / {bins})"  # the difference itself may be no number any more
    ten = f"pow(10, floor(log10({width})))"
    steps = " ".join(f"WHEN {width} <= {times}.0000001 * {ten} THEN {times} * {ten}" for times in (1, 2, 5))
    size = "greatest(abs(low), abs(high))"
    least = f"greatest({size} * 1e-12, 1e-300{', 1' if is_whole else ''})"
    alone = f"CASE WHEN {size} = 0 OR {size} >= 1 THEN 1 ELSE pow(10, floor(log10({size}))) END"
    chosen = (
        f"CASE WHEN {width} > {size} * 1e-12 THEN greatest(CASE {steps} ELSE 10 * {ten} END, {least}) "
        f"ELSE greatest({least}, {alone}) END"
    )
    step = f"SELECT low, high, CASE WHEN isfinite({chosen}) THEN {chosen} ELSE {size} END AS step FROM {slot}_ends"  # noqa: S608  # our names
    last = "floor(high / step + 1e-9)"
    if not is_whole:  # what lies on the last edge belongs to the last bin
        last = "greatest(ceil(high / step - 1e-9) - 1, floor(low / step + 1e-9))"
    return f"SELECT step, {last} AS last FROM ({step})"  # noqa: S608
