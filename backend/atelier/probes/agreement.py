"""Comparing a column of predictions with a column of labels: one query for the counts, a few for what did not match."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from atelier.errors import InvalidInput
from atelier.recipes.table import TableSource

if TYPE_CHECKING:
    from sqlglot import exp

    from atelier.tables.probe import Probe as Query
    from atelier.tables.relation import Relation

_MOST_PAIRS = 40_000
_MATRIX_CLASSES = 200
_EXAMPLES = 12
_EXAMPLE_ROWS = 6_000


@dataclass(slots=True)
class Agreement:
    """How often predictions and labels agree. Rows are those that have both."""

    counts: dict[tuple[str, str], int]  # (label, prediction) -> rows
    rows: int = 0
    not_predicted: int = 0
    not_labelled: int = 0
    unmatched_predictions: int = 0
    unmatched_labels: int = 0
    repeated_paths: int = 0
    joined: bool = False
    examples: dict[str, list[dict[str, Any]]] = field(default_factory=dict)

    @property
    def compared(self) -> int:
        return sum(self.counts.values())

    @property
    def right(self) -> int:
        return sum(count for (label, prediction), count in self.counts.items() if label == prediction)

    @property
    def accuracy(self) -> float | None:
        return self.right / self.compared if self.compared else None

    @property
    def classes(self) -> list[str]:
        return sorted({name for pair in self.counts for name in pair})

    @property
    def per_class(self) -> list[dict[str, Any]]:
        """Return precision, recall, F1 and support; of what never occurred they are 0, as in scikit-learn."""
        taken: dict[str, int] = {}
        support: dict[str, int] = {}
        for (label, prediction), count in self.counts.items():
            support[label] = support.get(label, 0) + count
            taken[prediction] = taken.get(prediction, 0) + count
        found = []
        for name in self.classes:
            right = self.counts.get((name, name), 0)
            precision = right / taken[name] if taken.get(name) else 0.0
            recall = right / support[name] if support.get(name) else 0.0
            f1 = 2 * precision * recall / (precision + recall) if right else 0.0
            found.append(
                {"class": name, "precision": precision, "recall": recall, "f1": f1, "support": support.get(name, 0)}
            )
        return found

    @property
    def macro_f1(self) -> float | None:
        """Return the mean F1 of the classes that have labels."""
        seen = [one["f1"] for one in self.per_class if one["support"]]
        return sum(seen) / len(seen) if seen else None

    @property
    def why_nothing(self) -> str:
        if self.joined and self.rows == 0:
            return "No path occurs on both sides. Are they written alike, and are the right columns joined?"
        return "No row has both a prediction and a label."

    def as_json(self) -> dict[str, Any]:
        """Return everything for the accuracy card; the matrix only where it can be read."""
        classes = self.classes
        place = {name: index for index, name in enumerate(classes)}
        confusion = None
        if 0 < len(classes) <= _MATRIX_CLASSES:
            matrix = [[0] * len(classes) for _ in classes]
            for (label, prediction), count in self.counts.items():
                matrix[place[label]][place[prediction]] = count
            confusion = {"labels": classes, "counts": matrix, "examples": self.examples}
        wrong = sorted(((n, pair) for pair, n in self.counts.items() if pair[0] != pair[1]), key=lambda one: -one[0])
        return {
            "compared": self.compared,
            "right": self.right,
            "not_predicted": self.not_predicted,
            "not_labelled": self.not_labelled,
            "unmatched_predictions": self.unmatched_predictions,
            "unmatched_labels": self.unmatched_labels,
            "repeated_paths": self.repeated_paths,
            "joined": self.joined,
            "per_class": self.per_class[: 5 * _MATRIX_CLASSES],
            "confusion": confusion,
            "mistaken_pairs": [{"label": a, "prediction": b, "count": count} for count, (a, b) in wrong[:20]],
        }


def measure_agreement(
    predictions: TableSource,
    labels: TableSource | None,
    query: "Query",
    *,
    prediction: str,
    label: str,
    path: str | None,
    labels_path: str | None,
) -> Agreement:
    """Compare; with `labels`, the two tables are joined as the Join recipe does: a path that repeats counts again."""
    from sqlglot import exp

    from atelier.storage.schema import Column
    from atelier.tables.relation import Scope

    scope = Scope()
    left = scope.table(predictions.name, predictions.columns, predictions.parts)
    right = scope.table(labels.name, labels.columns, labels.parts) if labels else left
    alike = _alike(left, prediction, right, label)
    predicted, probability = _predicted(left, prediction, alike)
    wanted = {
        "prediction": exp.func("nullif", predicted, exp.Literal.string("")),
        "label": exp.func("nullif", _as_text(right, label, alike), exp.Literal.string("")),
        "probability": probability,
        "path": exp.cast(left.text(path), "VARCHAR") if path and left.has(path) else exp.cast(exp.null(), "VARCHAR"),
    }
    fields = [left.new_field(Column(name=name)) for name in wanted]
    select = exp.select(
        *(value.as_(one.ref, quoted=True) for one, value in zip(fields, wanted.values(), strict=True))
    ).from_(left.origin)
    found = Agreement({}, joined=labels is not None)
    if labels is not None:
        on = exp.EQ(this=left.text(path or ""), expression=right.text(labels_path or ""))
        select = select.join(right.origin, on=on, join_type="inner")
        found.unmatched_predictions = _without(left, right, path or "", labels_path or "", query)
        found.unmatched_labels = _without(right, left, labels_path or "", path or "", query)
        found.repeated_paths = _repeated(right, labels_path or "", query)
    joined = left.over(select, fields, also=[right])
    _count(found, joined, query)
    if path and found.counts and len(found.classes) <= _MATRIX_CLASSES:
        found.examples = _examples(joined, query)
    return found


def _count(found: Agreement, joined: "Relation", query: "Query") -> None:
    from sqlglot import exp

    label, predicted = joined.sql("label"), joined.sql("prediction")
    counted = joined.statement(label, predicted, exp.Count(this=exp.Star()))
    pairs = query.run(joined, counted.group_by(exp.Literal.number(1), exp.Literal.number(2)).limit(_MOST_PAIRS + 1))
    if len(pairs) > _MOST_PAIRS:
        raise InvalidInput(
            f"There are more than {_MOST_PAIRS:,} different pairs of label and prediction: these are no classes.",
            hint="Choose a column that holds the name of a class in each row.",
        )
    for true, taken, count in pairs:
        found.rows += count
        found.not_labelled += count if true is None else 0
        found.not_predicted += count if taken is None else 0
        if true is not None and taken is not None:
            found.counts[str(true), str(taken)] = int(count)


def _alike(left: "Relation", prediction: str, right: "Relation", label: str) -> str:
    """Return the type in which both columns are written as text, so that 1 and 1.0 agree."""
    from atelier.tables.types import NUMERIC, WHOLE

    types = {left.field(prediction).column.type, right.field(label).column.type}
    return "DOUBLE" if types <= NUMERIC and not types <= WHOLE else ""


def _as_text(table: "Relation", name: str, alike: str) -> "exp.Expr":
    from sqlglot import exp

    return exp.cast(exp.cast(table.sql(name), alike), "VARCHAR") if alike else table.text(name)


def _predicted(table: "Relation", name: str, alike: str) -> tuple["exp.Expr", "exp.Expr"]:
    """Return the predicted class and its probability; of a JSON object that is the most probable one, first of equals.

    A cell that is no such object is the class itself.
    """
    from sqlglot import exp

    column = table.field(name).column
    nothing = exp.cast(exp.null(), "DOUBLE")
    if column.meaning != "prediction" and column.type != "object":
        sure = "top_probability" if name == "top_class" and table.has("top_probability") else None
        return _as_text(table, name, alike), exp.cast(table.sql(sure), "DOUBLE") if sure else nothing
    classes = exp.TryCast(
        this=exp.TryCast(this=table.text(name), to=exp.DataType.build("JSON", dialect="duckdb")),
        to=exp.DataType.build("MAP(VARCHAR, DOUBLE)", dialect="duckdb"),
    )
    values = exp.Anonymous(this="map_values", expressions=[classes])
    best = exp.Anonymous(this="list_max", expressions=[values])
    place = exp.Anonymous(this="list_position", expressions=[values.copy(), best])
    keys = exp.Anonymous(this="map_keys", expressions=[classes.copy()])
    top = exp.Anonymous(this="list_extract", expressions=[keys, place])
    is_object = exp.Not(this=exp.Is(this=classes.copy(), expression=exp.null()))
    starts = exp.Anonymous(
        this="starts_with", expressions=[exp.func("ltrim", table.text(name)), exp.Literal.string("{")]
    )
    return exp.Case().when(exp.or_(is_object, starts), top).else_(table.text(name)), best.copy()


def _without(here: "Relation", there: "Relation", path: str, other: str, query: "Query") -> int:
    """Count the rows here whose path does not occur there."""
    from sqlglot import exp

    on = exp.EQ(this=here.text(path), expression=there.text(other))
    select = exp.select(here.sql(path).as_(here.field(path).ref, quoted=True)).from_(here.origin)
    missing = here.over(select.join(there.origin, on=on, join_type="anti"), [here.field(path)], also=[there])
    return query.count(missing)


def _repeated(table: "Relation", path: str, query: "Query") -> int:
    """Count the paths that occur in several rows."""
    from sqlglot import exp

    counted = table.query(
        lambda _: (
            exp.select(table.sql(path).as_(table.field(path).ref, quoted=True))
            .from_(table.origin)
            .group_by(exp.Literal.number(1))
            .having(exp.GT(this=exp.Count(this=exp.Star()), expression=exp.Literal.number(1)))
        ),
        [table.field(path)],
    )
    return query.count(counted)


def _examples(joined: "Relation", query: "Query") -> dict[str, list[dict[str, Any]]]:
    """Return, by `label|prediction`, rows of that cell, the surest first."""
    from sqlglot import exp

    label, predicted, path = joined.sql("label"), joined.sql("prediction"), joined.sql("path")
    sure = exp.Ordered(this=joined.sql("probability"), desc=True, nulls_first=False)
    place = exp.Window(
        this=exp.RowNumber(),
        partition_by=[label, predicted],
        order=exp.Order(expressions=[sure, exp.Ordered(this=path)]),
    )
    ranked = joined.where(
        exp.and_(*(exp.Not(this=exp.Is(this=one.copy(), expression=exp.null())) for one in (label, predicted, path)))
    ).query(lambda select: select.qualify(exp.LTE(this=place, expression=exp.Literal.number(_EXAMPLES))))
    rows = query.rows(ranked, limit=_EXAMPLE_ROWS)
    examples: dict[str, list[dict[str, Any]]] = {}
    for taken, true, probability, at in sorted(rows, key=lambda one: (-(one[2] or 0.0), one[3])):
        examples.setdefault(f"{true}|{taken}", []).append({"path": at, "probability": probability})
    return examples
