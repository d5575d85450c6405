"""Python: code that reads and writes items of the flow through the `dataiku` module."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from atelier.errors import FieldProblem
from atelier.recipes.base import FormContext, Params, Recipe, RunContext, dataset, folder, param

_MAX_CODE = 500_000


class PythonParams(Params):
    code: str = param(
        "",
        label="Code",
        widget="python",
        max_length=_MAX_CODE,
        help="Reads inputs and writes outputs through the dataiku module, with pandas or row by row.",
    )
    time_limit_minutes: float = param(
        60,
        label="Time limit",
        unit="min",
        gt=0,
        le=24 * 60,
        help="The code is stopped after this long, and nothing of the run is kept.",
    )


def _many(role: Any) -> Any:
    return replace(role, many=True)


class PythonRecipe(Recipe[PythonParams]):
    """Run Python over datasets and folders, with pandas and the libraries installed beside Atelier."""

    type = "python"
    label = "Python"
    icon = "python"
    family = "code"
    verb = "compute"
    inputs = (
        dataset("input_datasets", "Input datasets", help="Tables that the code reads.", required=False, many=True),
        _many(folder("input_folders", "Input folders", help="Folders that the code reads.", required=False)),
    )
    outputs = (
        dataset("output_datasets", "Output datasets", help="Tables that the code writes.", required=False, many=True),
        _many(
            folder("output_folders", "Output folders", required=False, help="Folders that the code writes, each anew.")
        ),
    )
    Params = PythonParams
    verbatim = ("code",)

    def check(self, form: FormContext, params: PythonParams) -> Sequence[FieldProblem]:
        from atelier.recipes.code_check import syntax_problems

        if not params.code.strip():
            return [FieldProblem(("params", "code"), "There is no code yet.")]
        return [FieldProblem(("params", "code"), f"Line {p.line}: {p.message}.") for p in syntax_problems(params.code)]

    def to_payload(self, params: dict[str, Any]) -> str | None:
        return str(params.get("code", ""))

    def from_payload(self, payload: str, inputs: Sequence[str] = ()) -> dict[str, Any]:
        return {"code": payload}

    def run(self, ctx: RunContext, params: PythonParams) -> None:
        from atelier.recipes.code_run import run_python

        run_python(ctx, params.code, seconds=params.time_limit_minutes * 60)
