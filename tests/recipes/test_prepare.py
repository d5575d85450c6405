"""Prepare, run as the runner does: code on each row, and another dataset to look keys up in."""

from pathlib import Path
from typing import Any

import pytest
from tests.recipes.tabular import Table, col, plain, ran

from atelier.errors import InvalidInput

PICTURES: Table = ([col("path"), col("score", "double")], [["a.jpg", 0.5], ["b.jpg", None], ["c.jpg", 2.0]])
LABELS: Table = ([col("path"), col("target")], [["a.jpg", "ada"], ["c.jpg", "bo"], ["c.jpg", "cy"]])
JOIN = {
    "type": "MemoryEquiJoiner",
    "params": {"leftCol": "path", "rightInput": "lookups_0", "copyRightColumns": ["target"]},
}


def code(text: str) -> dict[str, Any]:
    return {"type": "PythonUDF", "params": {"mode": "CELL", "column": "made", "pythonSourceCode": text}}


def test_steps_go_on_from_code_and_from_another_dataset(tmp_path: Path) -> None:
    steps = [
        JOIN,
        code("def process(row):\n    return len(row['target'] or '')"),
        {"type": "RemoveRowsOnEmpty", "params": {"columns": ["score"]}},
        code("def process(row):\n    return row['made'] * 10"),
    ]
    run = ran("prepare", tmp_path, {"input": [PICTURES], "lookups": [LABELS]}, {"steps": steps})
    assert sorted(plain(run.frame("output"))) == [("a.jpg", 0.5, "ada", 30), ("c.jpg", 2.0, "bo", 20)]


def test_code_that_fails_ends_the_run_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(
        InvalidInput, match=r"Step 1 \(Python function into “made”\): Line 2 of the code failed at row 2"
    ):
        ran(
            "prepare",
            tmp_path,
            {"input": [PICTURES]},
            {"steps": [code("def process(row):\n    return row['score'] + 1")]},
        )


def test_a_dataset_that_is_no_input_cannot_be_looked_into(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="“lookups_0” is not among the recipe's further datasets"):
        ran("prepare", tmp_path, {"input": [PICTURES]}, {"steps": [JOIN]})
