"""Prediction training: what was deployed from the Lab, trained anew on the data of today."""

from collections.abc import Mapping, Sequence
from typing import Any, Literal

from atelier.errors import FieldProblem
from atelier.recipes import picture_inputs
from atelier.recipes.base import FormContext, Params, Recipe, RunContext, dataset, model, param

_ACTIVATION = {
    "always": "Always",
    "if_not_worse": "Only if its metric is not worse than the active version's",
    "never": "Never: somebody makes it active by hand",
}


class PredictionTrainingParams(Params):
    activation: Literal["always", "if_not_worse", "never"] = param(
        "always",
        label="The new version becomes the active one",
        help="Each is judged on its own test rows. What reads the model uses the active version.",
        section="New version",
        options=_ACTIVATION,
    )
    origin: str = param(
        "",
        label="Deployed from",
        help="The trained model of the Lab that was deployed.",
        section="Frozen design",
        widget="frozen",
        max_length=300,
    )
    algorithm: str = param(
        "", label="Algorithm", help="What is trained.", section="Frozen design", widget="frozen", max_length=100
    )
    values: dict[str, Any] = param(
        {},
        label="Hyper-parameters",
        help="As the search in the Lab found them; nothing is searched again.",
        section="Frozen design",
        widget="frozen",
    )
    design: dict[str, Any] = param(
        {}, label="Design", help="The settings of the task, as they were.", section="Frozen design", widget="frozen"
    )
    script: list[dict[str, Any]] = param(
        [],
        label="Script",
        help="The analysis's steps, applied before training.",
        section="Frozen design",
        widget="frozen",
    )


class PredictionTraining(Recipe[PredictionTrainingParams]):
    """Train a deployed model anew: the design of the Lab, frozen, on the rows that the dataset has now.

    Each run makes a new version of the saved model; nothing is searched again. It comes into being when a model of the
    Lab is deployed. To change its design, train in the Lab and deploy to the same saved model.
    """

    type = "prediction-training"
    label = "Prediction training"
    icon = "train"
    family = "ml"
    inputs = (
        dataset("dataset", "Training dataset", help="The rows to train on."),
        dataset(
            "test", "Test dataset", help="Rows to judge on, where the design names a second dataset.", required=False
        ),
        *picture_inputs.ROLES,
    )
    outputs = (model("model", "Saved model", help="It gets a new version."),)
    Params = PredictionTrainingParams
    verb = "train"
    is_offered = False
    verbatim = ("design", "script", "values")
    sections = ("New version", "Frozen design")
    dss_types = ("prediction_training",)

    def code_in(self, params: Mapping[str, Any]) -> str:
        from atelier.recipes.prepare import Prepare

        script = params.get("script")
        found = Prepare().code_in({"steps": script if isinstance(script, list) else []})
        return f"The script: {found.lower()}" if found else _design_code(params.get("design"))

    def check(self, form: FormContext, params: PredictionTrainingParams) -> Sequence[FieldProblem]:
        from atelier.ml.tabular.algorithms import registry

        if not params.design:
            return [FieldProblem(("params", "design"), "There is no design. Train in the Lab and deploy a model.")]
        if params.algorithm not in registry.all_types():
            return [FieldProblem(("params", "algorithm"), f"There is no algorithm “{params.algorithm}” here.")]
        design = _read(params.design)
        if isinstance(design, FieldProblem):
            return [design]
        if design.splitParams.ttPolicy == "EXPLICIT_FILTERING_TWO_DATASETS" and form.input("test") is None:
            return [
                FieldProblem(("inputs", "test"), "The design judges on a second dataset. Choose it as Test dataset.")
            ]
        return picture_inputs.problems(form, design)

    def run(self, ctx: RunContext, params: PredictionTrainingParams) -> None:
        from atelier.ml.tabular import retraining
        from atelier.ml.tabular.design import Design
        from atelier.ml.tabular.versionfacts import facts_of

        tests = ctx.input_tables("test")
        output = ctx.output_model("model")
        source = ctx.input_tables("dataset")[0]
        design = Design.model_validate(params.design)
        trained = retraining.retrain(
            ctx,
            source=source,
            test=tests[0] if tests else None,
            design=design,
            script=params.script,
            algorithm=params.algorithm,
            values=params.values,
            folder=output.path,
            folder_of=picture_inputs.folder_of(ctx, design),
        )
        facts = facts_of(
            design,
            algorithm=params.algorithm,
            values=trained.model.values,
            figures=trained.metrics,
            spread=trained.spread,
            seconds=trained.seconds,
        )
        facts |= {"activation": params.activation, "origin": params.origin, "is_retrained": True}
        output.set_facts(**facts, dataset={"name": source.name, "rows": source.row_count})
        known = {name: value for name, value in trained.metrics.items() if value is not None}
        ctx.log(", ".join(f"{name} {value:.4f}" for name, value in known.items()), source="train")
        ctx.summarise(**known)


def _read(design: dict[str, Any]) -> Any:
    from pydantic import ValidationError

    from atelier.ml.tabular.design import Design

    try:
        return Design.model_validate(design)
    except ValidationError as error:
        where = ".".join(str(part) for part in error.errors()[0]["loc"])
        return FieldProblem(("params", "design"), f"The design does not hold at {where}: {error.errors()[0]['msg']}.")


def _design_code(design: Any) -> str:
    """Return which part of a design is a person's code, "" where none is."""
    modeling = design.get("modeling") if isinstance(design, dict) else None
    if not isinstance(modeling, dict):
        return ""
    own = modeling.get("custom_python")
    if isinstance(own, list) and any(isinstance(one, dict) and one.get("code") for one in own):
        return "The design's own estimator"
    for block, path in (("metrics", ("custom", "code")), ("gridSearchParams", ("code",))):
        found: Any = modeling.get(block)
        for name in path:
            found = found.get(name) if isinstance(found, dict) else None
        if found:
            return "The design's own metric" if block == "metrics" else "The design's own folds"
    return ""
