"""Enrich with record context."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.tables.steps.drawn import NAMES, Rows, made, refused, sentence, step

from atelier import clock

ROWS: Rows = [[text, None, None, None, None, None] for text in ("c", "a", "b", "a")]


def test_name_number_and_moment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 5, 31, 12, 30, 15, tzinfo=UTC))
    found = made(tmp_path, ROWS, step("EnrichWithRecordContext", buildDateOutputColumn="built"))
    assert list(found) == [*NAMES, "dataset", "record", "built"]
    assert found["dataset"] == ["table"] * 4
    assert found["record"] == [1, 2, 3, 4]
    assert found["built"] == [datetime(2026, 5, 31, 12, 30, 15)] * 4


def test_as_the_first_step_it_keeps_the_place_in_the_dataset(tmp_path: Path) -> None:
    keep = step("FilterOnValue", columns=["text"], values=["a"])
    assert made(tmp_path / "1", ROWS, step("EnrichWithRecordContext"), keep)["record"] == [2, 4]
    assert made(tmp_path / "2", ROWS, keep, step("EnrichWithRecordContext"))["record"] == [1, 2]


def test_what_it_says_and_refuses(tmp_path: Path) -> None:
    one = step("EnrichWithRecordContextProcessor", datasetOutputColumn="", fileRecordOutputColumn="n")
    assert sentence(one) == "Add the number of the row in “n”"
    none = step("EnrichWithRecordContext", datasetOutputColumn="", fileRecordOutputColumn="")
    refused(tmp_path, none, at="datasetOutputColumn", match="Name a column for at least one")
    same = step("EnrichWithRecordContext", datasetOutputColumn="a", fileRecordOutputColumn="a")
    refused(tmp_path, same, at="fileRecordOutputColumn", match="a column of its own")
    files = step("EnrichWithRecordContextProcessor", filepathOutputColumn="p")
    refused(tmp_path, files, at="", match="“filepathOutputColumn” asks for the file or partition of each row")
