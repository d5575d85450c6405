"""Evaluation: how well a saved model does on rows whose truth is known, and how far they are from its training."""

from collections.abc import Sequence
from functools import partial
from typing import Any

import pandas as pd

from atelier import clock, ids
from atelier.errors import FieldProblem
from atelier.recipes import picture_inputs, scoring_fields
from atelier.recipes.base import Choice, FormContext, Recipe, RunContext, dataset, folder, model, param
from atelier.recipes.scoring_fields import ANSWERS, COLUMNS_KEPT, ScoringParams
from atelier.storage.schema import Column

_RUNS = "Runs"


class EvaluationParams(ScoringParams):
    append: bool = param(
        True,
        label="Keep earlier runs",
        help="Each run adds a row to the metrics and a report to the store. Off: they hold the last run alone.",
        section=_RUNS,
    )


class Evaluation(Recipe[EvaluationParams]):
    """Judge the active version of a saved model on a dataset that has the truth.

    Each row gets its prediction and whether it is right; all metrics become a row of a table; and a store keeps a
    report of each run, with the drift of features and predictions against the training.
    """

    type = "evaluation"
    label = "Evaluate"
    icon = "score"
    family = "ml"
    inputs = (
        dataset("dataset", "Dataset", help="Rows that have the target: the truth to compare with."),
        model("model", "Saved model", help="Its active version is judged."),
        *picture_inputs.ROLES,
    )
    outputs = (
        dataset("output", "Scored dataset", help="The rows with prediction and verdict."),
        dataset("metrics", "Metrics", help="A row for each run.", required=False),
        folder("store", "Evaluation store", help="A report for each run, with drift.", required=False),
    )
    Params = EvaluationParams
    verb = "evaluate"
    sections = (ANSWERS, COLUMNS_KEPT, _RUNS)
    dss_types = ("evaluation",)
    judges = "model"

    def choices(self, source: str, form: FormContext) -> Sequence[Choice]:
        found = scoring_fields.choices(source, form)
        return super().choices(source, form) if found is None else found

    def check(self, form: FormContext, params: EvaluationParams) -> Sequence[FieldProblem]:
        found = scoring_fields.problems(form, params) or scoring_fields.picture_problems(form)
        return found or _truth_problems(form)

    def implied_inputs(self, form: FormContext) -> dict[str, list[str]]:
        return scoring_fields.implied_inputs(form)

    def output_columns(self, form: FormContext, params: EvaluationParams) -> dict[str, list[Column]]:
        from atelier.ml.tabular import evaluating

        described = scoring_fields.described_model(form)
        if described is None:
            return {}
        verdict = evaluating.verdict_column(is_classification=described[0].is_classification)
        columns = scoring_fields.output_columns(form, params)
        place = len(columns) - len(scoring_fields.answers_of(described[0], params)) + 1
        return {"output": [*columns[:place], verdict, *columns[place:]]}

    def run(self, ctx: RunContext, params: EvaluationParams) -> None:
        import pyarrow.parquet as pq

        from atelier.ml.tabular import evaluating, scoring

        files = ctx.input_model("model")
        scorer = scoring.Scorer(files, ctx.scratch, partial(picture_inputs.folder_of, ctx))
        source = ctx.input_tables("dataset")[0]
        output = ctx.output_dataset("output")
        found = evaluating.evaluate(
            ctx,
            scorer,
            source,
            output,
            known=evaluating.known_figures(files),
            keep=params.columns_kept,
            with_probabilities=params.with_probabilities,
            threshold=params.threshold_asked,
        )
        names = list(scorer.model.classes)[:1000]
        truth = found.agreement.facts(scorer.model.design.targetVariable)
        output.set_facts(holds="predictions", class_names=names, **truth)
        report = _report(ctx, scorer, found)
        slots = ctx.output_slots()
        if "metrics" in slots:
            _write_metrics(ctx, report, append=params.append)
        if "store" in slots:
            store = ctx.output_folder("store")
            stamp = f"{clock.now().strftime('%Y%m%dT%H%M%SZ')}-{ids.token(4)}"
            rows = f"rows-{stamp}.parquet"
            pq.write_table(found.kept, store.path / rows, compression="zstd")
            store.write_json(f"evaluation-{stamp}.json", {**report, "rows_file": rows})
            store.set_facts(evaluation_store=True)
            if params.append:
                store.keep_earlier()
        known = {name: value for name, value in found.metrics.items() if value is not None}
        ctx.log(", ".join(f"{name} {value:.4f}" for name, value in known.items()), source="score")
        ctx.summarise(rows=found.rows, **known)


def _truth_problems(form: FormContext) -> list[FieldProblem]:
    described = scoring_fields.described_model(form)
    tables = form.tables("dataset")
    if described is None or not tables or not tables[0].columns:
        return []
    design, inputs = described
    if design.targetVariable in {one.name for one in scoring_fields.columns_after(form, inputs)}:
        return []
    sentence = f"{tables[0].name} has no column “{design.targetVariable}”, which is the truth to compare with."
    return [FieldProblem(("inputs", "dataset"), sentence)]


def _report(ctx: RunContext, scorer: Any, found: Any) -> dict[str, Any]:
    """Return a run's report: what was judged on what, figures, and drift."""
    given = ctx.described()["inputs"]
    model_, data = given["model"], given["dataset"]
    design = scorer.model.design
    return {
        "format": 1,
        "at": clock.now().isoformat(),
        "model": {
            "id": model_["id"],
            "name": model_["name"],
            "version": model_["version"],
            "label": model_.get("facts", {}).get("label", ""),
        },
        "dataset": {"id": data["id"], "name": data["name"], "version": data["version"]},
        "target": design.targetVariable,
        "prediction_type": design.predictionType,
        "rows": found.rows,
        "with_truth": found.with_truth,
        "judged": found.judged,
        "correct": found.correct,
        "unknown_classes": found.unknown,
        "metrics": found.metrics,
        "training_metrics": model_.get("facts", {}).get("metrics", {}),
        "confusion": found.confusion,
        "classes": found.classes,
        "drift": found.drift,
        "pictures": _pictures(given, design, found),
    }


def _pictures(given: dict[str, Any], design: Any, found: Any) -> dict[str, str] | None:
    """Return in which folders the pictures of the rows may be; None where the rows have none."""
    if "picture" not in found.kept.column_names:
        return None
    return {"looked_at": given.get("pictures", {}).get("id", ""), "at_training": design.pictureFolder}


def _write_metrics(ctx: RunContext, report: dict[str, Any], *, append: bool) -> None:
    columns = [
        Column(name="date", type="date", meaning="date"),
        Column(name="model", type="string", meaning="text"),
        Column(name="model_version", type="bigint", meaning="integer"),
        Column(name="dataset", type="string", meaning="text"),
        Column(name="dataset_version", type="bigint", meaning="integer"),
        Column(name="rows", type="bigint", meaning="integer"),
        Column(name="judged", type="bigint", meaning="integer", comment="Rows with a truth that the model knows"),
        Column(name="correct", type="bigint", meaning="integer"),
        *(Column(name=name, type="double", meaning="decimal") for name in report["metrics"]),
    ]
    row = {
        "date": pd.Timestamp(report["at"]).floor("ms"),
        "model": report["model"]["name"],
        "model_version": report["model"]["version"],
        "dataset": report["dataset"]["name"],
        "dataset_version": report["dataset"]["version"],
        "rows": report["rows"],
        "judged": report["judged"],
        "correct": report["correct"],
        **report["metrics"],
    }
    output = ctx.output_dataset("metrics")
    frame = pd.DataFrame({name: [value] for name, value in row.items()})
    frame["correct"] = frame["correct"].astype("Int64")
    output.write(columns, [frame])
    if append:
        output.keep_earlier()
