"""Prepare: a script of steps over one table."""

from typing import TYPE_CHECKING, Any

from atelier.recipes.base import Params, dataset, param
from atelier.recipes.table import Inputs, TableRecipe

if TYPE_CHECKING:
    from atelier.tables.probe import Probe
    from atelier.tables.relation import Relation


class PrepareParams(Params):
    steps: list[dict[str, Any]] = param([], label="Steps", widget="script", help="Applied in order, from the top.")


class Prepare(TableRecipe[PrepareParams]):
    """Clean and reshape a table by a script of steps, each seen at once on a sample of the rows."""

    type = "prepare"
    label = "Prepare"
    icon = "prepare"
    verb = "prepare"
    dss_types = ("shaker",)
    inputs = (dataset("input", "Input dataset", help="The table to prepare."),)
    outputs = (dataset("output", "Output dataset", help="The table after the last step."),)
    Params = PrepareParams

    def build(self, inputs: Inputs, params: PrepareParams, probe: "Probe") -> "dict[str, Relation]":
        from atelier.tables.script import ScriptStep, apply_script

        table = inputs["input"][0]
        applied = apply_script(table, [ScriptStep.model_validate(step) for step in params.steps], probe)
        return {"output": applied[-1].after if applied else table}
