"""How many rows a join would make, estimated before it runs, so that none fills the disk."""

from collections.abc import Sequence

from sqlglot import exp

from atelier.errors import InvalidInput
from atelier.tables.joining import Condition, Side, Step, compared, nearest_of
from atelier.tables.probe import Probe
from atelier.tables.relation import Relation

MOST_ROWS = 10_000_000_000
MOST_PAIRS = 1_000_000_000_000


def demand_bounded(
    sides: Sequence[Side], steps: Sequence[Step], row_bytes: Sequence[float], probe: Probe, room: int
) -> None:
    """Raise `InvalidInput` at the join that would make too many rows, or more bytes than `room`.

    `row_bytes` is what a row of each side takes on disk. The number of pairs with equal keys is exact for one join;
    for a further one it is the average number of partners of its left table's rows times the rows so far.
    """
    counts = {side.place: probe.count(side.table) for side in sides}
    rows = float(counts[steps[0].left])
    width = row_bytes[steps[0].left]
    for place, step in enumerate(steps):
        left, right = sides[step.left], sides[step.right]
        pairs, is_exact = _pairs(left.table, right.table, step, counts[left.place], counts[right.place], probe)
        of_left = counts[left.place]
        compares = rows / of_left * pairs if of_left else 0.0
        if compares > MOST_PAIRS:
            raise InvalidInput.at(
                ("params", "joins", place),
                f"This join would compare {_about(compares)} pairs of rows, which would take days.",
                hint="Add a condition that two columns are equal, or filter the tables before.",
            )
        if not is_exact:
            return  # how many pairs pass the other conditions only the run shows; it watches the disk
        rows = _rows_after(step, rows, compares, counts[right.place])
        width += row_bytes[step.right]
        needed = rows * width
        if rows > MOST_ROWS or needed > room:
            raise InvalidInput.at(
                ("params", "joins", place),
                f"This join would make {_about(rows)} rows, about {_bytes(needed)}; the disk has room for "
                f"{_bytes(room)}.",
                hint="Many rows on both sides have the same key: add a condition, or make the keys unique before.",
            )


def _pairs(
    left: Relation, right: Relation, step: Step, of_left: int, of_right: int, probe: Probe
) -> tuple[float, bool]:
    """Return how many pairs of rows agree in the keys that must be equal, and whether that is all that must hold."""
    if step.type == "cross":
        return float(of_left) * of_right, True
    one = nearest_of(step)
    if one is not None:  # its plan never looks at more than these
        return float(of_left) * min(one.count, of_right), True
    equal = [] if step.any_condition else [one for one in step.conditions if one.operator == "eq"]
    if not equal:
        return float(of_left) * of_right, False
    sizes = [_sizes(table, other, equal, is_left) for table, other, is_left in _both(left, right)]
    on = exp.and_(
        *(
            exp.EQ(this=exp.column(f"k{n}", table="a"), expression=exp.column(f"k{n}", table="b"))
            for n in range(len(equal))
        )
    )
    product = exp.Mul(this=exp.cast(exp.column("n", table="a"), "DOUBLE"), expression=exp.column("n", table="b"))
    total = (
        exp.select(exp.Coalesce(this=exp.Sum(this=product), expressions=[exp.Literal.number(0)]))
        .from_(sizes[0].subquery("a"))
        .join(sizes[1].subquery("b"), on=on, join_type="inner")
    )
    found = probe.run(left, total)
    return float(found[0][0]), len(equal) == len(step.conditions)


def _both(left: Relation, right: Relation) -> list[tuple[Relation, Relation, bool]]:
    return [(left, right, True), (right, left, False)]


def _sizes(table: Relation, other: Relation, equal: Sequence[Condition], is_left: bool) -> exp.Select:
    """Return the query for how many rows each key has."""
    keys = []
    for place, one in enumerate(equal):
        mine, theirs = (one.left, one.right) if is_left else (one.right, one.left)
        key = compared(table.field(mine), other.field(theirs), one)
        keys.append(key.as_(f"k{place}"))
    statement = table.statement(*keys, exp.Count(this=exp.Star()).as_("n"))
    return statement.group_by(*(exp.Literal.number(n + 1) for n in range(len(equal))))


def _rows_after(step: Step, rows: float, pairs: float, of_right: int) -> float:
    match step.type:
        case "left":
            return max(rows, pairs)
        case "right":
            return max(pairs, float(of_right))
        case "outer":
            return max(pairs, rows, float(of_right))
        case "left_anti":
            return rows
        case _:
            return pairs


def _about(count: float) -> str:
    if count < 1e6:
        return f"{count:,.0f}"
    for size, word in ((1e18, "10^18"), (1e15, "10^15"), (1e12, "10^12"), (1e9, "10^9"), (1e6, "10^6")):
        if count >= size:
            return f"{count / size:,.1f} x {word}"
    raise AssertionError


def _bytes(count: float) -> str:
    for size, word in ((1e15, "PB"), (1e12, "TB"), (1e9, "GB"), (1e6, "MB")):
        if count >= size:
            return f"{count / size:,.1f} {word}"
    return f"{count / 1e3:,.0f} kB"
