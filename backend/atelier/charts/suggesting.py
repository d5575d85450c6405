"""Charts worth a look, from what the columns mean and how many values they have."""

from collections.abc import Sequence

from atelier.charts.definition import Chart, Dimension, Measure
from atelier.charts.ground import Ground, is_number, is_vector
from atelier.storage.schema import Column
from atelier.tables.relation import Relation

MOST = 6
_MOST_COLUMNS = 60
_MOST_CLASSES = 30
_UNIQUE_SHARE = 0.9


def suggest(table: Relation) -> list[Chart]:
    """Return up to six charts: classes first, then how they go together with numbers, dates and one another."""
    columns = [column for column in table.columns if not is_vector(column)][:_MOST_COLUMNS]
    distinct, rows = _distinct(table, columns)
    groups = [column for column in columns if _is_group(column, distinct[column.name])]
    groups.sort(key=lambda column: column.meaning != "class")
    numbers = [
        column
        for column in columns
        if is_number(column)
        and column not in groups
        and distinct[column.name] > 1
        and not _is_key(column, distinct[column.name], rows)
    ]
    dates = [column for column in columns if column.type == "date" and distinct[column.name] > 1]
    return _named(groups, numbers, dates)[:MOST]


def _named(groups: Sequence[Column], numbers: Sequence[Column], dates: Sequence[Column]) -> list[Chart]:
    first = Dimension(column=groups[0].name) if groups else None
    group = groups[0].name if groups else ""
    found: list[Chart] = []

    def add(name: str, type: str, **parts: object) -> None:
        found.append(Chart.model_validate({"id": f"suggested-{len(found) + 1}", "name": name, "type": type, **parts}))

    if first is not None:
        add(f"Rows by {group}", "bars", x=first)
    if first is not None and numbers:
        add(f"{numbers[0].name} by {group}", "boxes", x=first, y=Dimension(column=numbers[0].name))
    if dates:
        colour = {"colour": first.model_copy(update={"most": 10})} if first is not None else {}
        add(f"Rows over {dates[0].name}", "lines", x=Dimension(column=dates[0].name, empty=False), **colour)
    if len(numbers) > 1:
        colour = {"colour": first.model_copy(update={"most": 10})} if first is not None else {}
        x, y = Dimension(column=numbers[0].name), Dimension(column=numbers[1].name)
        add(f"{y.column} and {x.column}", "scatter", x=x, y=y, **colour)
    if numbers:
        add(f"Spread of {numbers[0].name}", "histogram", x=Dimension(column=numbers[0].name))
    if len(groups) > 1:
        add(f"{groups[1].name} by {group}", "heat", x=first, y=Dimension(column=groups[1].name))
    for column in groups[1:3]:
        add(f"Rows by {column.name}", "bars", x=Dimension(column=column.name))
    if first is not None and numbers:
        add(
            f"Average {numbers[0].name} by {group}",
            "bars",
            x=first,
            measures=[Measure(function="avg", column=numbers[0].name)],
        )
    return found


def _distinct(table: Relation, columns: Sequence[Column]) -> tuple[dict[str, int], int]:
    if not columns:
        return {}, 0
    ground = Ground(table)
    values = {f"v{place}": ground.text(column, ()) for place, column in enumerate(columns)}
    counted = ", ".join(f"approx_count_distinct({name})" for name in values)
    found = ground.ask(f"WITH taken AS ({ground.taken(**values)}) SELECT {counted}, count(*) FROM taken")[0]  # noqa: S608  # our names
    return {column.name: int(found[place]) for place, column in enumerate(columns)}, int(found[-1])


def _is_group(column: Column, distinct: int) -> bool:
    if column.meaning in ("class", "flag", "boolean") or column.type == "boolean":
        return distinct > 0
    is_text = column.type == "string" and column.meaning in (None, "text")
    return is_text and 1 < distinct <= _MOST_CLASSES


def _is_key(column: Column, distinct: int, rows: int) -> bool:
    """Say whether whole numbers count the rows rather than measure something."""
    is_whole = column.meaning == "integer"
    named = any(column.name.lower().endswith(end) for end in ("id", "index", "number", "no"))
    return is_whole and named and distinct >= _UNIQUE_SHARE * rows
