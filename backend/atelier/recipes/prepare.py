"""Prepare: a script of steps over one table."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from atelier.recipes.base import FormContext, Params, dataset, param
from atelier.recipes.dss import prepare as shape
from atelier.recipes.table import Inputs, TableRecipe, relations
from atelier.storage.schema import Column

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
    inputs = (
        dataset("input", "Input dataset", help="The table to prepare."),
        dataset(
            "lookups",
            "Further datasets",
            help="What steps join with the table, such as labels or prices.",
            required=False,
            many=True,
        ),
    )
    outputs = (dataset("output", "Output dataset", help="The table after the last step."),)
    Params = PrepareParams
    verbatim = ("code", "pythonSourceCode")
    dss_shape = shape

    def code_in(self, params: Mapping[str, Any]) -> str:
        from atelier.errors import NotFound
        from atelier.tables.steps import registry

        steps = params.get("steps")
        for place, step in enumerate(steps if isinstance(steps, list) else []):
            asked = str(step.get("type")) if isinstance(step, dict) else ""
            if "${" in asked:  # a variable could say that it is code
                return f"Step {place + 1}, whose type a variable gives,"
            try:
                found = registry.get(asked)
            except NotFound:
                continue
            if found.runs_code:
                return f"Step {place + 1} ({found.label})"
        return ""

    def output_columns(self, form: FormContext, params: PrepareParams) -> dict[str, list[Column]]:
        from atelier.tables import engine, preview
        from atelier.tables.probe import Probe

        if not self.code_in(params.model_dump()):
            return super().output_columns(form, params)
        taken = relations(self, form.tables)
        self.demand_inputs(taken)
        with engine.shared() as connection:  # code sees a sample only: outside of a run it has seconds
            first = {**taken, "input": [preview.sampled(table) for table in taken["input"]]}
            built = self.build(first, params, Probe(connection, seconds=10))
            return {slot: relation.columns for slot, relation in built.items()}

    def build(self, inputs: Inputs, params: PrepareParams, probe: "Probe") -> "dict[str, Relation]":
        from atelier.tables.script import apply_script, script_of

        table = inputs["input"][0]
        probe.tables = {lookup.name: lookup for lookup in inputs.get("lookups", ())}
        applied = apply_script(table, script_of(params.steps), probe)
        return {"output": applied[-1].after if applied else table}
