"""Accuracy: how often a column of predictions agrees with a column of labels."""

from collections.abc import Sequence
from typing import Any

from atelier.errors import FieldProblem, InvalidInput
from atelier.probes.agreement import Agreement, measure_agreement
from atelier.probes.base import Metric, Probe, Subject, column_choices, unknown_columns
from atelier.recipes.base import Choice, Params, param
from atelier.storage.schema import Column

_JOINED = {"field": "labels_dataset", "op": "ne", "value": ""}
_LABEL_NAMES = ("target", "label", "class", "truth")


class AccuracyParams(Params):
    prediction: str = param(
        "",
        label="Predictions",
        choices="columns",
        help="A column of classes, or the JSON column of a scored dataset: then its most probable class counts.",
        section="Columns",
        max_length=1000,
    )
    labels_dataset: str = param(
        "",
        label="Labels from another dataset",
        widget="dataset",
        help="Empty: the labels are a column of this dataset.",
        section="Columns",
        max_length=40,
    )
    label: str = param(
        "",
        label="Labels",
        choices="label_columns",
        help="The column of true classes.",
        section="Columns",
        max_length=1000,
    )
    path: str = param(
        "",
        label="Joined on this dataset's column",
        choices="columns",
        help="The column of paths here; empty: the column whose meaning is picture path.",
        shown_if=_JOINED,
        section="Columns",
        max_length=1000,
    )
    labels_path: str = param(
        "",
        label="and the labels' column",
        choices="label_columns",
        help="The column of paths there; empty: the column whose meaning is picture path, or else “path”.",
        shown_if=_JOINED,
        section="Columns",
        max_length=1000,
    )


class Accuracy(Probe[AccuracyParams]):
    """How often predictions agree with labels, in one dataset or joined on the path.

    Gives the accuracy, precision, recall and F1 of each class, and the confusion matrix. Rows without a prediction or
    without a label, on either side of a join, are left out and counted.
    """

    type = "accuracy"
    label = "Accuracy of predictions"
    icon = "target"
    kinds = ("dataset",)
    sections = ("Columns",)
    Params = AccuracyParams

    def sentence(self, params: AccuracyParams) -> str:
        return f"How often {params.prediction or '…'} agrees with {params.label or '…'}"

    def check(self, subject: Subject, params: AccuracyParams) -> list[FieldProblem]:
        problems = []
        if not params.prediction:
            problems.append(FieldProblem(("params", "prediction"), "Choose the column of predictions."))
        if not params.label:
            problems.append(FieldProblem(("params", "label"), "Choose the column of labels."))
        problems += unknown_columns(subject, [params.prediction] if params.prediction else [], "prediction")
        try:
            there = self._label_columns(subject, params.labels_dataset)
        except InvalidInput as error:
            return [*problems, FieldProblem(("params", "labels_dataset"), error.message)]
        problems += unknown_columns(subject, [params.label] if params.label else [], "label", of=there)
        if not params.labels_dataset:
            if params.label and params.label == params.prediction:
                problems.append(
                    FieldProblem(("params", "label"), "A column always agrees with itself: choose another.")
                )
            return problems
        if not (params.path or path_column(subject.columns)):
            problems.append(FieldProblem(("params", "path"), "Choose the column of paths here."))
        if not (params.labels_path or path_column(there)):
            problems.append(FieldProblem(("params", "labels_path"), "Choose the column of paths of the labels."))
        problems += unknown_columns(subject, [params.path] if params.path else [], "path")
        problems += unknown_columns(
            subject, [params.labels_path] if params.labels_path else [], "labels_path", of=there
        )
        return problems

    def initial_params(self, subject: Subject) -> dict[str, Any]:
        names = [column.name for column in subject.columns]
        classes = [name for name in ("top_class", "prediction_class") if name in names]
        objects = [column.name for column in subject.columns if column.meaning == "prediction"]
        predicted = next(iter([*classes, *objects]), "")
        label = next((name for name in _LABEL_NAMES if name in names and name != predicted), "")
        return {"prediction": predicted, "label": label}

    def choices(self, source: str, subject: Subject, values: dict[str, Any]) -> Sequence[Choice]:
        if source == "label_columns":
            try:
                return column_choices(self._label_columns(subject, str(values.get("labels_dataset") or "")))
            except InvalidInput:
                return []
        return super().choices(source, subject, values)

    def measure(self, subject: Subject, params: AccuracyParams) -> list[Metric]:
        problems = self.check(subject, params)
        if problems:
            raise InvalidInput(problems[0].message, fields=problems)
        labels = subject.other_table(params.labels_dataset) if params.labels_dataset else None
        with subject.querying() as query:
            found = measure_agreement(
                subject.table(),
                labels,
                query,
                prediction=params.prediction,
                label=params.label,
                path=params.path or path_column(subject.columns),
                labels_path=params.labels_path or (path_column(labels.columns) if labels else None),
            )
        return _metrics(found, f"{params.prediction}:{params.label}", joined=labels is not None)

    def _label_columns(self, subject: Subject, dataset_id: str) -> Sequence[Column]:
        return subject.other_table(dataset_id).columns if dataset_id else subject.columns


def path_column(columns: Sequence[Column]) -> str | None:
    """Return the column that names pictures: by its meaning, else by a usual name."""
    by_meaning = next((column.name for column in columns if column.meaning == "picture_path"), None)
    return by_meaning or next((c.name for c in columns if c.name in ("path", "images", "image")), None)


def _metrics(found: Agreement, name: str, *, joined: bool) -> list[Metric]:
    missing = None if found.compared else found.why_nothing
    metrics = [
        Metric(f"accuracy:ACCURACY:{name}", "Accuracy", found.accuracy, "share", found.as_json(), missing),
        Metric(f"accuracy:MACRO_F1:{name}", "F1, mean of the classes", found.macro_f1, "share", None, missing),
        Metric(f"accuracy:COMPARED:{name}", "Rows compared", found.compared, "count"),
        Metric(f"accuracy:NOT_PREDICTED:{name}", "Rows without a prediction", found.not_predicted, "count"),
        Metric(f"accuracy:NOT_LABELLED:{name}", "Rows without a label", found.not_labelled, "count"),
    ]
    if joined:
        metrics += [
            Metric(
                f"accuracy:UNMATCHED_PREDICTIONS:{name}",
                "Predictions that no label was found for",
                found.unmatched_predictions,
                "count",
            ),
            Metric(
                f"accuracy:UNMATCHED_LABELS:{name}",
                "Labels that no prediction was found for",
                found.unmatched_labels,
                "count",
            ),
        ]
    return metrics
