"""The skeleton of a chart's one query: rows taken once, keys, the places that are kept, each row at its places."""

from collections.abc import Sequence
from typing import Any

from sqlglot import exp

from atelier.charts.axis import axis_of
from atelier.charts.base import MOST_MARKS, Axis, Drawn, Figure, number
from atelier.charts.definition import Measure
from atelier.charts.dimensions import Grouped
from atelier.charts.ground import Ground
from atelier.charts.measures import aggregate

_LONGEST_LABEL = 300


def placed(
    dimensions: Sequence[Grouped], values: dict[str, exp.Expr], ground: Ground, *, rank: str = "count(*)"
) -> str:
    """Return the WITH clause of a chart's query, which ends in the table `placed`.

    That has for each row that is drawn the place of each dimension, `<slot>_at` (NULL: empty; of values the rank, 0
    for the others), its text `<slot>_text`, and the `values`.
    """
    taken = ground.taken(**{one.slot: one.raw for one in dimensions}, **values)
    parts = [("taken", taken)]
    for one in dimensions:
        parts += one.before()
    steps = [name for name, _ in parts if name.endswith("_step")]
    keys = ", ".join([f"{one.key()} AS {one.slot}_key" for one in dimensions] + list(values)) or "1 AS nothing"
    parts.append(("keyed", f"SELECT {keys} FROM {', '.join(['taken', *steps])}"))  # noqa: S608
    chosen, joins, tests = list(values), "", []
    for one in dimensions:
        s = one.slot
        if one.kind == "values":
            order = rank if one.dimension.order == "measure" else "count(*)"
            listed = (
                f"SELECT {s}_key AS key, row_number() OVER (ORDER BY {order} DESC NULLS LAST, {s}_key) AS rank, "  # noqa: S608  # our names
                f"count(*) OVER () AS all_of_them FROM keyed WHERE {s}_key IS NOT NULL GROUP BY {s}_key"
            )
            parts.append((f"{s}_ranks", f"SELECT * FROM ({listed}) WHERE rank <= {one.dimension.most}"))  # noqa: S608
            joins += f" LEFT JOIN {s}_ranks ON {s}_ranks.key = {s}_key"
            chosen += [
                f"CASE WHEN {s}_key IS NULL THEN NULL ELSE coalesce({s}_ranks.rank, 0) END AS {s}_at",
                f"left({s}_ranks.key, {_LONGEST_LABEL}) AS {s}_text",
            ]
            if not one.dimension.others:
                tests.append(f"({s}_key IS NULL OR {s}_ranks.rank IS NOT NULL)")
        else:
            chosen += [f"{s}_key AS {s}_at", f"NULL AS {s}_text"]
        if not one.dimension.empty:
            tests.append(f"{s}_key IS NOT NULL")
    where = f" WHERE {' AND '.join(tests)}" if tests else ""
    parts.append(("placed", f"SELECT {', '.join(chosen) or '1 AS nothing'} FROM keyed{joins}{where}"))  # noqa: S608
    return "WITH " + ", ".join(
        f"{name} AS {'MATERIALIZED ' if name == 'taken' else ''}({query})" for name, query in parts
    )


def facts(dimensions: Sequence[Grouped]) -> str:
    """Return what each row of the answer begins with: rows in all, then of each dimension its step and its values."""
    told = ["(SELECT count(*) FROM taken)"]
    for one in dimensions:
        left = f"(SELECT max(all_of_them) FROM {one.slot}_ranks)" if one.kind == "values" else "NULL"  # noqa: S608
        told += [one.step, left]
    return ", ".join(told)


def axes_of(dimensions: Sequence[Grouped], found: Sequence[tuple[Any, ...]]) -> tuple[int, dict[str, Axis], int]:
    """Return the rows in all, the axes, and where the marks begin, from an answer.

    After `facts` an answer has of each dimension its place and its text.
    """
    begin = 1 + 2 * len(dimensions)
    rows = int(found[0][0]) if found else 0
    axes = {}
    for place, one in enumerate(dimensions):
        step, values = found[0][1 + 2 * place : 3 + 2 * place] if found else (None, None)
        seen = {row[begin + 2 * place]: row[begin + 2 * place + 1] for row in found}
        axes[one.slot] = axis_of(one, seen, step, int(values or 0))
    return rows, axes, begin


def grouped_chart(
    dimensions: Sequence[Grouped],
    measures: Sequence[Measure],
    figures: list[Figure],
    values: dict[str, exp.Expr],
    ground: Ground,
    *,
    rank: str,
) -> Drawn:
    """Ask for the measures at each combination of places."""
    head = placed(dimensions, values, ground, rank=rank)
    at = [f"{one.slot}_at" for one in dimensions]
    places = "".join(f", {one.slot}_at, any_value({one.slot}_text)" for one in dimensions)
    worked = ", ".join(aggregate(measure, place) for place, measure in enumerate(measures))
    group = f" GROUP BY {', '.join(at)}" if at else " HAVING count(*) > 0"
    order = f" ORDER BY {', '.join(f'{one} NULLS LAST' for one in at)}" if at else ""
    found = ground.ask(
        f"{head} SELECT {facts(dimensions)}{places}, {worked}, count(*), count(*) OVER (), sum(count(*)) OVER () "  # noqa: S608  # our names
        f"FROM placed{group}{order} LIMIT {MOST_MARKS}"
    )
    rows, axes, begin = axes_of(dimensions, found)
    after = begin + 2 * len(dimensions)
    marks = [
        [*(number(row[begin + 2 * place]) for place in range(len(dimensions))), *map(number, row[after:-2])]
        for row in found
    ]
    fields = [*(one.slot for one in dimensions), *(f"figure{place}" for place in range(len(measures))), "rows"]
    return Drawn(
        axes,
        figures,
        fields,
        marks,
        rows=rows,
        used=int(found[0][-1]) if found else 0,
        found=int(found[0][-2]) if found else 0,
    )
