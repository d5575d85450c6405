"""Prediction scoring: what a saved model says of each row of a dataset."""

from collections.abc import Sequence
from functools import partial

from atelier.errors import FieldProblem
from atelier.recipes import picture_inputs, scoring_fields
from atelier.recipes.base import Choice, FormContext, Recipe, RunContext, dataset
from atelier.recipes.scoring_fields import ANSWERS, COLUMNS_KEPT, ScoringParams
from atelier.storage.schema import Column


class PredictionScoring(Recipe[ScoringParams]):
    """Score the rows of a dataset with the active version of a saved model.

    The script of the analysis travels inside the model and is applied first. Each row gets its prediction and, for
    classes, a probability of each; a row that the model cannot score, for a gap, keeps an empty prediction.
    """

    type = "prediction-scoring"
    label = "Score"
    icon = "score"
    family = "ml"
    inputs = scoring_fields.INPUTS
    outputs = (dataset("output", "Scored dataset", help="The rows with their predictions."),)
    Params = ScoringParams
    verb = "score"
    sections = (ANSWERS, COLUMNS_KEPT)
    dss_types = ("prediction_scoring",)

    def choices(self, source: str, form: FormContext) -> Sequence[Choice]:
        found = scoring_fields.choices(source, form)
        return super().choices(source, form) if found is None else found

    def check(self, form: FormContext, params: ScoringParams) -> Sequence[FieldProblem]:
        return scoring_fields.problems(form, params) or scoring_fields.picture_problems(form)

    def implied_inputs(self, form: FormContext) -> dict[str, list[str]]:
        return scoring_fields.implied_inputs(form)

    def output_columns(self, form: FormContext, params: ScoringParams) -> dict[str, list[Column]]:
        return {"output": scoring_fields.output_columns(form, params)}

    def run(self, ctx: RunContext, params: ScoringParams) -> None:
        from atelier.ml.tabular import scoring

        scorer = scoring.Scorer(ctx.input_model("model"), ctx.scratch, partial(picture_inputs.folder_of, ctx))
        source = ctx.input_tables("dataset")[0]
        output = ctx.output_dataset("output")
        silent = scoring.score(
            ctx,
            scorer,
            source,
            output,
            keep=params.columns_kept,
            with_probabilities=params.with_probabilities,
            threshold=params.threshold_asked,
        )
        if silent:
            ctx.log(
                f"{silent:,} rows have gaps that the model does not fill: their prediction is empty.", source="score"
            )
        output.set_facts(holds="predictions", class_names=list(scorer.model.classes)[:1000])
        ctx.summarise(rows=source.row_count)
