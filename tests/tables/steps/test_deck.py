"""The preparation of the course: split on a delimiter, rename, delete."""

from pathlib import Path
from typing import Any

import pytest
from tests.tables.tabular import after, relation

from atelier.errors import InvalidInput
from atelier.storage.schema import Column

COLUMNS = [
    Column(name="images"),
    Column(name="prediction", type="array", meaning="vector"),
    Column(name="error", type="bigint"),
]
TRAIN = [["ada_marsh_pic_0001.jpg", [1.0, 2.0], 0], ["bo_cobble_pic_0002.jpg", [3.0, 4.0], 0]]
TEST = [["ada_marsh_1.jpg", [1.0, 2.0], 0]]
SPLIT = {
    "type": "ColumnSplitter",
    "params": {"inCol": "images", "separator": "_pic_", "outColPrefix": "images_", "target": "COLUMNS"},
}
DECK: list[dict[str, Any]] = [
    SPLIT,
    {"type": "ColumnsSelector", "params": {"keep": False, "appliesTo": "COLUMNS", "columns": ["images_1"]}},
    {"type": "ColumnRenamer", "params": {"renamings": [{"from": "images_0", "to": "target"}]}},
    {"type": "ColumnRenamer", "params": {"renamings": [{"from": "prediction", "to": "features"}]}},
    {"type": "ColumnsSelector", "params": {"keep": False, "appliesTo": "COLUMNS", "columns": ["error"]}},
]


def test_training_features_are_prepared_as_the_course_does(tmp_path: Path) -> None:
    frame = after(tmp_path, COLUMNS, TRAIN, *DECK)
    assert list(frame.columns) == ["images", "target", "features"]
    assert list(frame["target"]) == ["ada_marsh", "bo_cobble"]
    assert list(frame["features"]) == [[1.0, 2.0], [3.0, 4.0]]


def test_the_delimiter_that_occurs_in_no_test_row_is_counted(tmp_path: Path) -> None:
    from atelier.tables.preview import step_counts
    from atelier.tables.script import ScriptStep, apply_script

    with relation(tmp_path, COLUMNS, TEST) as (table, probe):
        counts = step_counts(apply_script(table, [ScriptStep.model_validate(SPLIT)], probe), probe)
    assert (counts[0].hits, counts[0].words) == (0, "“_pic_” occurs in 0 of 1 rows")


def test_a_column_that_is_not_there_is_named_with_those_that_are(tmp_path: Path) -> None:
    with pytest.raises(
        InvalidInput, match=r"Step 1 .*There is no column “nope” here\. There are: images, prediction, error"
    ):
        after(
            tmp_path, COLUMNS, TRAIN, {"type": "ColumnRenamer", "params": {"renamings": [{"from": "nope", "to": "x"}]}}
        )
