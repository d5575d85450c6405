"""Columns as expected: names and types of a dataset's columns."""

from collections.abc import Sequence
from typing import Any, Literal

from atelier.checks.base import Check, Checked, View
from atelier.errors import FieldProblem
from atelier.recipes.base import Choice, Params, param

_SHOWN = 5


class ColumnsParams(Params):
    expected: str = param(
        "",
        label="Expected columns",
        widget="textarea",
        help="One on each line: the name, then if wished a colon and the storage type, as in “price: double”.",
        section="Check",
        max_length=200_000,
    )
    more: Literal["OK", "WARNING", "ERROR"] = param(
        "WARNING",
        label="Further columns",
        options={"OK": "Allowed", "WARNING": "Warning", "ERROR": "Error"},
        help="What the check says when there are columns that are not listed.",
        section="Check",
    )


class Columns(Check[ColumnsParams]):
    """The dataset must have the listed columns, with the listed types."""

    type = "columns"
    label = "Columns as expected"
    kinds = ("dataset",)
    sections = ("Check",)
    Params = ColumnsParams

    def sentence(self, params: ColumnsParams) -> str:
        return f"{len(_expected(params.expected)):,} columns are there, with their types"

    def check(self, view: View, params: ColumnsParams) -> list[FieldProblem]:
        if not _expected(params.expected):
            return [FieldProblem(("params", "expected"), "List at least one column.")]
        return []

    def initial_params(self, view: View) -> dict[str, Any]:
        return {"expected": "\n".join(f"{one.name}: {one.type}" for one in view.columns if _is_plain(one.name))}

    def choices(self, source: str, view: View, values: dict[str, Any]) -> Sequence[Choice]:
        return super().choices(source, view, values)

    def run(self, view: View, params: ColumnsParams) -> Checked:
        types = {column.name: column.type for column in view.columns}
        expected = _expected(params.expected, set(types))
        missing = [name for name in expected if name not in types]
        retyped = [
            f"{name} is {types[name]}, not {wanted}"
            for name, wanted in expected.items()
            if name in types and wanted is not None and types[name] != wanted
        ]
        more = [name for name in types if name not in expected]
        shown = f"{len(types):,} columns"
        said = []
        if missing:
            said.append(f"Missing: {_listed(missing)}.")
        if retyped:
            said.append(f"Of another type: {_listed(retyped)}.")
        if more and params.more != "OK":
            said.append(f"Not expected: {_listed(more)}.")
        if missing or retyped:
            return Checked("ERROR", " ".join(said), shown)
        if said:
            return Checked(params.more, " ".join(said), shown)
        return Checked("OK", f"All {len(expected):,} expected columns are there.", shown)


def _expected(text: str, known: set[str] | None = None) -> dict[str, str | None]:
    """Return type by name; a name may hold colons itself: what is a column as a whole is read as one."""
    found: dict[str, str | None] = {}
    for line in text.splitlines():
        whole = line.strip()
        if not whole:
            continue
        name, colon, wanted = whole.rpartition(":")
        if colon and name.strip() and not (known and whole in known):
            found[name.strip()] = wanted.strip().lower() or None
        else:
            found[whole] = None
    return found


def _is_plain(name: str) -> bool:
    return name == name.strip() and name.splitlines() == [name]


def _listed(names: list[str]) -> str:
    rest = len(names) - _SHOWN
    return ", ".join(names[:_SHOWN]) + (f" and {rest:,} more" if rest > 0 else "")
