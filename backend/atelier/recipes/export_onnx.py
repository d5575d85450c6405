"""Export to ONNX: a saved model for programs that know no scikit-learn."""

from collections.abc import Sequence

from atelier.errors import FieldProblem, InvalidInput
from atelier.recipes import scoring_fields
from atelier.recipes.base import FormContext, Params, Recipe, RunContext, dataset, folder, model


class ExportOnnxParams(Params):
    """Nothing to set."""


class ExportOnnx(Recipe[ExportOnnxParams]):
    """Write the active version of a saved model as ONNX, for programs outside of Atelier.

    The converted model is run beside the original on the first 1,000 rows of the dataset and kept only if both say the
    same. A model of vectors alone takes them as they are; any other takes features after preprocessing.
    """

    type = "export-to-onnx"
    label = "Export to ONNX"
    icon = "model"
    family = "ml"
    inputs = (
        dataset("dataset", "Dataset", help="Rows on which both models are compared."),
        model("model", "Saved model", help="Its active version is converted."),
    )
    outputs = (folder("output", "ONNX folder", help="Holds model.onnx, and features.json, which says what it takes."),)
    Params = ExportOnnxParams
    verb = "onnx"

    def check(self, form: FormContext, params: ExportOnnxParams) -> Sequence[FieldProblem]:
        found = scoring_fields.problems(form, scoring_fields.ScoringParams(keep="none"))
        if found or not scoring_fields.looks_at_pictures(form):
            return found
        sentence = "This model looks at pictures through a network, which its ONNX form would lack."
        return [
            FieldProblem(("inputs", "model"), f"{sentence} Train it on extracted features, deploy and export that.")
        ]

    def run(self, ctx: RunContext, params: ExportOnnxParams) -> None:
        from atelier.ml.tabular import onnx, scoring

        scorer = scoring.Scorer(ctx.input_model("model"), ctx.scratch)
        source = ctx.input_tables("dataset")[0]
        _, _, stretches = scorer.stretches(ctx, source)
        first = next(stretches, None)
        if first is None:
            raise InvalidInput(f"The model's script leaves no row of {source.name}, so nothing can be compared.")
        output = ctx.output_folder("output")
        found = onnx.export(scorer.model, first[2], output.path)
        output.set_facts(compared_rows=found.rows)
        ctx.log(
            f"Both say the same for {found.rows:,} rows; they differ by {found.distance:.1e} at most.", source="onnx"
        )
        ctx.summarise(rows=found.rows)
