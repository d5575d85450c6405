"""Predefined notebooks, built as plain JSON in the format of nbformat 4.5.

Format: https://nbformat.readthedocs.io/en/latest/format_description.html
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from textwrap import dedent
from typing import Any

from atelier.errors import InvalidInput

Cells = list[tuple[str, str]]  # ("markdown" or "code", text)


@dataclass(frozen=True, slots=True)
class Template:
    """A predefined notebook; `options` are columns that it needs, by name with their labels."""

    name: str
    label: str
    help: str
    cells: Callable[[str, Mapping[str, str]], Cells]
    options: Mapping[str, str]


def build(
    template: str, *, project_key: str, dataset: str, columns: Sequence[Mapping[str, Any]], options: Mapping[str, str]
) -> dict[str, Any]:
    """Return the notebook; raises `InvalidInput` for an unknown template or a column that is not there."""
    found = TEMPLATES.get(template)
    if found is None:
        listed = ", ".join(TEMPLATES)
        raise InvalidInput.at("template", f"There is no notebook template “{template}”; there are: {listed}.")
    names = [str(column["name"]) for column in columns]
    for option, label in found.options.items():
        chosen = options.get(option, "")
        if not chosen:
            raise InvalidInput.at(("options", option), f"{label} is needed: choose a column.")
        if chosen not in names:
            raise InvalidInput.at(("options", option), f"{dataset} has no column “{chosen}”.")
    cells = [("markdown", f"# {found.label}: {dataset}\n\n{found.help}"), ("code", _setup(project_key))]
    cells += found.cells(dataset, options)
    return {
        "cells": [_cell(place, kind, text) for place, (kind, text) in enumerate(cells)],
        "metadata": {
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
            "atelier": {"template": found.name, "dataset": dataset},
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }


def as_script(notebook: Mapping[str, Any]) -> str:
    """Return the code of a notebook's cells as one program."""
    return "\n\n".join("".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "code") + "\n"


def _cell(place: int, kind: str, text: str) -> dict[str, Any]:
    lines = dedent(text).strip("\n").splitlines(keepends=True)
    cell: dict[str, Any] = {"id": f"cell-{place}", "cell_type": kind, "metadata": {}, "source": lines}
    return cell | ({"execution_count": None, "outputs": []} if kind == "code" else {})


def _setup(project_key: str) -> str:
    return f"""
        # Opened from Atelier, server and key are known. Elsewhere, set ATELIER_URL and ATELIER_API_KEY first, or
        # call dataiku.set_remote_dss("http://localhost:8000", "your API key")
        import dataiku
        import pandas as pd

        dataiku.set_default_project_key({project_key!r})
    """


def _audit(dataset: str, options: Mapping[str, str]) -> Cells:
    return [
        ("code", f"df = dataiku.Dataset({dataset!r}).get_dataframe(limit=100_000)\nprint(f'{{len(df):,}} rows, {{len(df.columns)}} columns')\ndf.head()"),
        ("markdown", "## Each column: type, distinct values, gaps, the commonest values"),
        ("code", "audit = dataiku.pandasutils.audit(df)\nprint(audit.to_string())\naudit"),
        ("markdown", "## Figures of the numeric columns"),
        ("code", "numbers = df.select_dtypes('number')\nsummary = numbers.describe().T if len(numbers.columns) else pd.DataFrame()\nprint(summary.to_string())\nsummary"),
        ("markdown", "## Columns with gaps"),
        ("code", "gaps = df.isna().mean().sort_values(ascending=False)\ngaps = gaps[gaps > 0]\nprint(gaps.to_string() if len(gaps) else 'No column has gaps')"),
    ]  # fmt: skip


def _pca(dataset: str, options: Mapping[str, str]) -> Cells:
    return [
        ("code", f"df = dataiku.Dataset({dataset!r}).get_dataframe(limit=20_000)\ndf.head()"),
        ("markdown", "## The numbers: numeric columns, and each vector's values\n\nRows with gaps are left out; each column is centred and scaled."),
        ("code", """
            import numpy as np

            parts = []
            for name in df.columns:
                known = df[name].dropna()
                if pd.api.types.is_numeric_dtype(df[name]) and not pd.api.types.is_bool_dtype(df[name]):
                    parts.append(df[[name]].astype("float64"))
                elif len(known) and isinstance(known.iloc[0], (list, np.ndarray)):
                    width = len(known.iloc[0])
                    rows = [row if isinstance(row, (list, np.ndarray)) and len(row) == width else [np.nan] * width for row in df[name]]
                    parts.append(pd.DataFrame(rows, index=df.index, columns=[f"{name}_{i}" for i in range(width)], dtype="float64"))
            if not parts:
                raise ValueError("The dataset has neither numbers nor vectors: there is nothing to analyse.")
            numbers = pd.concat(parts, axis=1).dropna()
            numbers = numbers.loc[:, numbers.std() > 0]
            scaled = ((numbers - numbers.mean()) / numbers.std()).to_numpy()
            print(f"{scaled.shape[0]:,} rows, {scaled.shape[1]:,} numbers each")
        """),
        ("markdown", "## Principal components, by singular values"),
        ("code", """
            _, singular, axes = np.linalg.svd(scaled, full_matrices=False)
            explained = singular**2 / (singular**2).sum()
            components = pd.DataFrame({"explained": explained, "cumulated": explained.cumsum()}).head(20)
            print(components.to_string())
            projected = pd.DataFrame(scaled @ axes[:2].T, columns=["first", "second"][: len(axes[:2])], index=numbers.index)
            projected.head()
        """),
        ("code", """
            try:
                import matplotlib.pyplot as plt
            except ImportError:
                print("Install matplotlib to see the picture")
            else:
                if projected.shape[1] == 2:
                    plt.scatter(projected["first"], projected["second"], s=6)
                    plt.xlabel(f"first ({explained[0]:.0%})")
                    plt.ylabel(f"second ({explained[1]:.0%})")
                    plt.show()
        """),
    ]  # fmt: skip


def _accuracy(dataset: str, options: Mapping[str, str]) -> Cells:
    label, prediction = options["label"], options["prediction"]
    return [
        ("code", f"LABEL, PREDICTION = {label!r}, {prediction!r}\ndf = dataiku.Dataset({dataset!r}).get_dataframe(columns=list(dict.fromkeys([LABEL, PREDICTION])))\ndf.head()"),
        ("markdown", "## The predicted class\n\nA prediction with probabilities is read as its most probable class. Rows without a label or a prediction are not counted."),
        ("code", """
            import json

            def predicted_class(value):
                if isinstance(value, str) and value.lstrip().startswith(("{", "[")):
                    try:
                        value = json.loads(value)
                    except ValueError:
                        return value
                if isinstance(value, dict):
                    return max(value, key=value.get) if value else None
                if isinstance(value, list):
                    return value[0] if value else None
                return value

            labels = df[LABEL].map(lambda value: None if pd.isna(value) else str(value))
            predictions = df[PREDICTION].map(predicted_class).map(lambda value: None if value is None or value != value else str(value))
            known = labels.notna() & predictions.notna()
            labels, predictions = labels[known], predictions[known]
            right = int((labels == predictions).sum())
            accuracy = right / len(labels) if len(labels) else float("nan")
            print(f"accuracy: {accuracy!r}")
            print(f"{right:,} of {len(labels):,} rows are right")
        """),
        ("markdown", "## Confusion: labels by row, predictions by column"),
        ("code", "confusion = pd.crosstab(labels.rename('label'), predictions.rename('prediction'))\nprint(confusion.to_string())\nconfusion"),
        ("markdown", "## Each class"),
        ("code", """
            rows = []
            for name in sorted(set(labels) | set(predictions)):
                hits = ((labels == name) & (predictions == name)).sum()
                told, there = (predictions == name).sum(), (labels == name).sum()
                rows.append({"class": name, "rows": there, "precision": hits / told if told else None, "recall": hits / there if there else None})
            per_class = pd.DataFrame(rows)
            print(per_class.to_string(index=False))
            per_class
        """),
    ]  # fmt: skip


TEMPLATES: dict[str, Template] = {
    one.name: one
    for one in (
        Template("audit", "Audit", "What each column holds: types, distinct values, gaps, figures.", _audit, {}),
        Template("pca", "PCA", "The main directions in which the rows differ, from numbers and vectors.", _pca, {}),
        Template(
            "accuracy",
            "Accuracy of predictions",
            "How many predictions are right, which classes are taken for which, and precision and recall of each.",
            _accuracy,
            {"label": "Label column", "prediction": "Prediction column"},
        ),
    )
}
