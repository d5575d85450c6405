"""Validity: how many cells hold what their column's meaning says."""

from atelier.errors import FieldProblem, InvalidInput
from atelier.probes.base import Metric, Probe, Subject, unknown_columns
from atelier.recipes.base import Params, param

_MOST_COLUMNS = 200


class ValidityParams(Params):
    columns: list[str] = param(
        [], label="Columns", choices="columns", help="None: all columns.", section="What to measure"
    )


class Validity(Probe[ValidityParams]):
    """How many cells of a column hold what the column's meaning says, and how many do not."""

    type = "validity"
    label = "Validity by meaning"
    icon = "columns"
    kinds = ("dataset",)
    dss_types = ("meaning_validity", "cell_validity")
    sections = ("What to measure",)
    Params = ValidityParams

    def sentence(self, params: ValidityParams) -> str:
        return f"Valid and invalid cells of {', '.join(params.columns) if params.columns else 'all columns'}"

    def check(self, subject: Subject, params: ValidityParams) -> list[FieldProblem]:
        problems = unknown_columns(subject, params.columns, "columns")
        count = len(params.columns or subject.columns)
        if count > _MOST_COLUMNS:
            problems.append(
                FieldProblem(
                    ("params", "columns"), f"Choose at most {_MOST_COLUMNS} columns; the dataset has {count:,}."
                )
            )
        return problems

    def measure(self, subject: Subject, params: ValidityParams) -> list[Metric]:
        problems = self.check(subject, params)
        if problems:
            raise InvalidInput(problems[0].message, fields=problems)
        from atelier.tables import pages

        source = subject.table()
        chosen = [column for column in source.columns if not params.columns or column.name in params.columns]
        rows, found = pages.quality(source.parts, chosen)
        metrics = []
        for one in found:
            name, filled = one["name"], one["valid"] + one["invalid"]
            metrics += [
                Metric(f"validity:VALID:{name}", f"Valid cells of {name}", one["valid"], "count"),
                Metric(f"validity:INVALID:{name}", f"Invalid cells of {name}", one["invalid"], "count"),
                Metric(
                    f"validity:SHARE:{name}",
                    f"Valid among the filled cells of {name}",
                    one["valid"] / filled if filled else None,
                    "share",
                    problem=None if filled else ("No cell is filled." if rows else "The dataset has no rows."),
                ),
            ]
        return metrics
