"""Python: a function that is given the last values and the item, and says how the check went."""

from typing import Any

from atelier.checks.base import Check, Checked, View
from atelier.errors import FieldProblem
from atelier.recipes.base import Params, param

_START = (
    "def process(last_values, {item}, partition_id):\n"
    '    """Return OK, WARNING, ERROR or EMPTY, and if wished a message."""\n'
    '    count = last_values.get("{metric}")\n'
    "    if count is None:\n"
    '        return "EMPTY", "It was not measured yet."\n'
    '    return "OK" if count > 0 else "ERROR", f"{{count}} were found."\n'
)


class PythonCodeParams(Params):
    code: str = param(
        "",
        label="Code",
        widget="code",
        max_length=200_000,
        help="A function “process” that is given the last values by metric, and the item, and returns the outcome.",
        section="Code",
    )


class PythonCode(Check[PythonCodeParams]):
    """Check by Python: a function called process returns OK, WARNING, ERROR or EMPTY, and if wished a message."""

    type = "python"
    label = "Python"
    kinds = ("dataset", "folder")
    sections = ("Code",)
    needs_code = True
    Params = PythonCodeParams

    def sentence(self, params: PythonCodeParams) -> str:
        count = len(params.code.splitlines())
        return f"{count:,} {'line' if count == 1 else 'lines'} of Python"

    def check(self, view: View, params: PythonCodeParams) -> list[FieldProblem]:
        from atelier.probes.pythonprocess import code_problem

        problem = code_problem(params.code)
        return [FieldProblem(("params", "code"), problem)] if problem else []

    def initial_params(self, view: View) -> dict[str, Any]:
        if view.kind == "dataset":
            return {"code": _START.format(item="dataset", metric="records:COUNT_RECORDS")}
        return {"code": _START.format(item="folder", metric="basic:COUNT_FILES")}

    def run(self, view: View, params: PythonCodeParams) -> Checked:
        from atelier.probes.pythonprocess import call_process

        values = {one.id: one.value for one in view.all_measured()}
        found = call_process(
            params.code,
            view.describe,
            project_key=view.project_key,
            last_values=values,
            should_stop=view.should_stop,
        )
        outcome, message = found if isinstance(found, list) and len(found) == 2 else (found, "")
        if outcome not in ("OK", "WARNING", "ERROR", "EMPTY"):
            return Checked("ERROR", f"The code returned {str(found)[:200]}, which is no outcome of a check.")
        return Checked(outcome, str(message)[:900] if message else f"The code says {outcome}.")
