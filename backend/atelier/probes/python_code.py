"""Python: a function that is given the item and returns metrics by name."""

import math
from typing import Any

from atelier.errors import FieldProblem, InvalidInput
from atelier.probes.base import Metric, Probe, Subject
from atelier.recipes.base import Params, param

_MOST_METRICS = 100
_STARTS = {
    "dataset": (
        "def process(dataset, partition_id):\n"
        '    """Return metrics by name: numbers or texts."""\n'
        "    frame = dataset.get_dataframe()\n"
        '    return {"row_count": len(frame)}\n'
    ),
    "folder": (
        "def process(folder, partition_id):\n"
        '    """Return metrics by name: numbers or texts."""\n'
        '    return {"file_count": len(folder.list_paths_in_partition())}\n'
    ),
}


class PythonCodeParams(Params):
    code: str = param(
        "",
        label="Code",
        widget="code",
        max_length=200_000,
        help="A function “process” that is given the item and returns a dictionary of numbers and texts by name.",
        section="Code",
    )


class PythonCode(Probe[PythonCodeParams]):
    """Work metrics out by Python: a function called process is given the item and returns numbers and texts by name."""

    type = "python"
    label = "Python"
    icon = "python"
    kinds = ("dataset", "folder")
    sections = ("Code",)
    needs_code = True
    Params = PythonCodeParams

    def sentence(self, params: PythonCodeParams) -> str:
        count = len(params.code.splitlines())
        return f"{count:,} {'line' if count == 1 else 'lines'} of Python"

    def check(self, subject: Subject, params: PythonCodeParams) -> list[FieldProblem]:
        from atelier.probes.pythonprocess import code_problem

        problem = code_problem(params.code)
        return [FieldProblem(("params", "code"), problem)] if problem else []

    def initial_params(self, subject: Subject) -> dict[str, Any]:
        return {"code": _STARTS["dataset" if subject.kind == "dataset" else "folder"]}

    def from_dss(self, configuration: dict[str, Any]) -> dict[str, Any]:
        return {"code": str(configuration.get("code") or "")}

    def measure(self, subject: Subject, params: PythonCodeParams) -> list[Metric]:
        from atelier.probes.pythonprocess import call_process

        found = call_process(
            params.code, subject.describe, project_key=subject.project_key, should_stop=subject.should_stop
        )
        if not isinstance(found, dict):
            found = {"value": found}
        if len(found) > _MOST_METRICS:
            raise InvalidInput(f"The code returns {len(found):,} metrics; at most {_MOST_METRICS} are kept.")
        return [_metric(str(name), value) for name, value in found.items()]


def _metric(name: str, value: Any) -> Metric:
    if isinstance(value, list) and len(value) == 2:  # a value with its type, as DSS's probes may return
        value = value[0]
    if isinstance(value, bool):
        value = int(value)
    if isinstance(value, float) and not math.isfinite(value):
        return Metric(f"python:{name}", name, None, problem="The code gives no finite number here.")
    return Metric(f"python:{name}", name, value, problem="The code gives no value here." if value is None else None)
