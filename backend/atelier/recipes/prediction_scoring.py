"""Prediction scoring: what a saved model says of each row of a dataset."""

from collections.abc import Sequence
from functools import partial

from atelier.errors import FieldProblem
from atelier.recipes import picture_inputs, scoring_fields
from atelier.recipes.base import Choice, FormContext, Recipe, RunContext, dataset, param
from atelier.recipes.scoring_fields import ANSWERS, COLUMNS_KEPT, ScoringParams
from atelier.runner.events import WarningRaised
from atelier.storage.schema import Column

EXPLANATIONS = "Explanations"


_METHODS = {
    "linear": "coefficients, exactly",
    "trees": "its trees, exactly",
    "drawn": "random draws over whole columns",
}
_EXPLAINED = {"field": "explanations", "op": "eq", "value": True}


class PredictionScoringParams(ScoringParams):
    explanations: bool = param(
        False,
        label="Explanations",
        help="A column “explanations” with what moved each prediction most: a JSON object of columns and what each "
        "adds, in log-odds, probability or the target's unit. Linear models are explained exactly at little cost, "
        "trees exactly in about 10 ms a row; others by random draws, of 300 predictions for each column and row.",
        section=EXPLANATIONS,
        dss="outputExplanations",
    )
    explanation_count: int = param(
        3,
        label="Columns in each explanation",
        help="The strongest come first. Of a model that reads one column, a vector, these are numbers of the vector.",
        section=EXPLANATIONS,
        ge=1,
        le=50,
        shown_if=_EXPLAINED,
        dss="individualExplanationParams.nbExplanations",
    )
    explained_rows: int = param(
        10_000,
        label="Rows explained at most",
        help="This bounds the time: the first so many rows are explained, the others have an empty cell.",
        section=EXPLANATIONS,
        ge=1,
        le=10_000_000,
        shown_if=_EXPLAINED,
    )

    @property
    def explains(self) -> bool:
        return self.explanations


class PredictionScoring(Recipe[PredictionScoringParams]):
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
    Params = PredictionScoringParams
    verb = "score"
    sections = (ANSWERS, EXPLANATIONS, COLUMNS_KEPT)
    dss_types = ("prediction_scoring",)

    def choices(self, source: str, form: FormContext) -> Sequence[Choice]:
        found = scoring_fields.choices(source, form)
        return super().choices(source, form) if found is None else found

    def check(self, form: FormContext, params: PredictionScoringParams) -> Sequence[FieldProblem]:
        return scoring_fields.problems(form, params) or scoring_fields.picture_problems(form)

    def implied_inputs(self, form: FormContext) -> dict[str, list[str]]:
        return scoring_fields.implied_inputs(form)

    def output_columns(self, form: FormContext, params: PredictionScoringParams) -> dict[str, list[Column]]:
        return {"output": scoring_fields.output_columns(form, params)}

    def run(self, ctx: RunContext, params: PredictionScoringParams) -> None:
        from atelier.ml.tabular import scoring

        scorer = scoring.Scorer(ctx.input_model("model"), ctx.scratch, partial(picture_inputs.folder_of, ctx))
        source = ctx.input_tables("dataset")[0]
        output = ctx.output_dataset("output")
        explained = None
        if params.explanations:
            explained = scorer.explained(count=params.explanation_count, most_rows=params.explained_rows)
            ctx.log(f"Explained by: {_METHODS[explained.method]}", source="score")
        found = scoring.score(
            ctx,
            scorer,
            source,
            output,
            keep=params.columns_kept,
            with_probabilities=params.with_probabilities,
            threshold=params.threshold_asked,
            explained=explained,
        )
        if found.silent:
            text = f"{found.silent:,} rows have gaps that the model does not fill: their prediction is empty."
            ctx.log(text, source="score")
        if explained is not None and explained.is_used_up:
            text = f"The first {explained.explained:,} rows are explained, as the settings say; the others are not."
            ctx.emit(WarningRaised(code="rows_not_explained", text=text, source="score"))
        target = scorer.model.design.targetVariable
        right, judged = found.agreement.right, found.agreement.right + found.agreement.wrong
        if judged:
            ctx.log(f"{right:,} of {judged:,} predictions are as “{target}” says: {right / judged:.4f}", source="score")
        names = list(scorer.model.classes)[:1000]
        output.set_facts(holds="predictions", class_names=names, **found.agreement.facts(target))
        ctx.summarise(rows=source.row_count)
