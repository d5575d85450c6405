"""The Python step: what code gives back, and what becomes of code that fails, hangs, takes too much or looks around."""

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from tests.tables.steps.trial import LISTED, MOMENT, NUMBER, TEXT, VECTOR, WHOLE, column_after, columns_after, texts
from tests.tables.tabular import stored

from atelier.errors import InvalidInput, Stopped
from atelier.runner import landlock, network
from atelier.tables import engine, rowmap
from atelier.tables.probe import Probe
from atelier.tables.relation import Scope
from atelier.tables.script import ScriptStep, apply_script

COLUMNS = [TEXT, NUMBER, WHOLE, MOMENT, LISTED, VECTOR]
ROWS: list[list[Any]] = [
    ["é'\n", 1.5, 2**60, datetime(1960, 2, 29, tzinfo=UTC), '[1, "a"]', [1.0, 2.0]],
    [None, float("inf"), None, None, None, None],
]


def cell(code: str, rows: list[list[Any]] = ROWS, **params: Any) -> list[Any]:
    return columns_after(COLUMNS, rows, "PythonUDF", ["x"], pythonSourceCode=code, column="x", **params)["x"]


@settings(max_examples=3)
@given(texts)
def test_a_cell_for_each_row_as_python_says(values: list[str | None]) -> None:
    code = "def process(row):\n    return row['text'] and row['text'].upper()"
    found = column_after(TEXT, values, "PythonUDF", "x", pythonSourceCode=code, column="x")
    assert found == [v and v.upper() for v in values]


def test_all_kinds_of_values_go_in_and_come_back() -> None:
    code = """
def process(row):
    return {name: type(value).__name__ for name, value in row.items()}
"""
    assert cell(code)[0] == (
        '{"text":"str","number":"float","whole":"int","moment":"datetime","listed":"list","vector":"list"}'
    )
    for name, wanted in zip(("text", "number", "whole"), zip(*ROWS, strict=True), strict=False):
        assert cell(f"def process(row):\n    return row[{name!r}]") == list(wanted)
    assert cell("def process(row):\n    return row['moment']") == [datetime(1960, 2, 29), None]
    assert cell("def process(row):\n    return row['listed']") == ['[1,"a"]', None]


def test_the_type_of_the_output_may_be_said() -> None:
    code = "def process(row):\n    return 7"
    assert cell(code, outputType="string") == ["7", "7"]
    assert cell(code, outputType="float") == [7.0, 7.0]
    assert cell("def process(row):\n    return 'x'", outputType="int") == [None, None]


def test_a_row_comes_back_with_its_changes_only() -> None:
    code = """
def process(row):
    row['new/~"'] = len(row['vector'] or [])
    row['number'] = 1
    del row['text']
    return row
"""
    names = ["text", "number", "whole", "listed", "vector", 'new/~"']
    found = columns_after(COLUMNS, ROWS, "PythonUDF", names, pythonSourceCode=code, mode="ROW")
    assert found["text"] == [None, None]
    assert found["number"] == [1.0, 1.0]
    assert found["whole"] == [2**60, None]
    assert found["listed"] == ['[1, "a"]', None]
    assert found["vector"] == [[1.0, 2.0], None]
    assert found['new/~"'] == [2, 0]


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("def process(row)\n    return 1", "Line 1 of the code cannot be read"),
        ("x = 1", r"The code needs a function process\(row\)"),
        ("import nothing_of_the_kind", "Line 1 of the code failed: ModuleNotFoundError"),
        (
            "def process(row):\n    if row['text'] is None:\n        return 1 / 0",
            "Line 3 of the code failed at row 2: ZeroDivisionError: division by zero",
        ),
        ("def process(row):\n    return row['nope']", "Line 2 of the code failed at row 1: KeyError: 'nope'"),
        ("def process(row):\n    return 'x' * 10**10", "needs more memory than it may use"),
        ("def process(row):\n    return [0] * 10**9", "needs more memory than it may use"),
        ("import os\ndef process(row):\n    os._exit(0)", "ended by itself"),
        ("def process(row):\n    raise SystemExit", "it ended the program"),
        ("def process(row):\n    return process(row)", "RecursionError"),
        ("import os\ndef process(row):\n    os.write(4, b'[1]\\n')", "The code spoilt the answer"),
        ("", r"Write the function process\(row\)"),
    ],
)
def test_code_that_fails_gets_a_sentence_with_its_line(code: str, sentence: str) -> None:
    with pytest.raises(InvalidInput, match=sentence) as refused:
        cell(code)
    assert refused.value.fields[0].loc[-1] == "pythonSourceCode"


@pytest.mark.parametrize("code", ["while True: pass", "def process(row):\n    while True: pass"])
def test_code_that_never_ends_is_stopped(code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rowmap, "PREVIEW_SECONDS", 1.0)
    with pytest.raises(InvalidInput, match="The code was stopped: it took longer than 1 s"):
        cell(code)


def test_code_sees_no_file_and_no_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ATELIER_ADMIN_PASSWORD", "secret of the house")
    assert "secret" not in cell("import os\ndef process(row):\n    return str(dict(os.environ))")[0]
    if landlock.abi() == 0:
        pytest.skip("the kernel has no Landlock")
    file = tmp_path / "secret.txt"
    file.write_text("secret")
    with pytest.raises(InvalidInput, match="Line 2 of the code failed at row 1: PermissionError"):
        cell(f"def process(row):\n    return open({str(file)!r}).read()")
    with pytest.raises(InvalidInput, match="PermissionError"):
        cell(f"def process(row):\n    open({str(tmp_path / 'made')!r}, 'w')")
    assert not (tmp_path / "made").exists()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the kernel's filters are Linux's")
def test_code_reaches_no_network() -> None:
    for call in ("socket.socket()", "socket.getaddrinfo('atelier.example', 80)"):
        with pytest.raises(InvalidInput) as refused:
            cell(f"import socket\ndef process(row):\n    return {call}")
        words = f"Line 3 of the code failed at row 1: PermissionError: {network.OF_OTHERS}"
        assert refused.value.message.endswith(words)
    opened = "[ctypes.CDLL(None).socket(family, 2, 0) for family in (1, 2, 10, 16)]"
    assert cell(f"import ctypes\ndef process(row):\n    return str({opened})")[0] == "[-1, -1, -1, -1]"


def test_a_run_works_in_its_folder_on_a_locked_engine_and_can_be_stopped(tmp_path: Path) -> None:
    rows = [[f"text {n}"] for n in range(5_000)]
    parts = stored(tmp_path / "parts", [TEXT], rows)
    work = tmp_path / "work"
    step = ScriptStep(
        type="PythonUDF", params={"pythonSourceCode": "def process(row):\n    return len(row['text'])", "column": "n"}
    )
    with engine.locked(readable=parts, writable=work, threads=1) as connection:
        probe = Probe(connection, folder=work / "scratch")
        done = apply_script(Scope().table("t", [TEXT], parts), [step], probe)[-1].after
        assert probe.rows(done) == [(text, len(text)) for (text,) in rows]
        assert [path.name for path in (work / "scratch").iterdir()] == ["1-rows.parquet"]
    endless = ScriptStep(type="PythonUDF", params={"pythonSourceCode": "while True: pass", "column": "n"})
    with engine.locked(readable=parts, writable=work, threads=1) as connection:
        probe = Probe(connection, folder=work / "scratch", stop=lambda: True)
        with pytest.raises(Stopped):
            apply_script(Scope().table("t", [TEXT], parts), [endless], probe)


def test_what_a_preview_kept_is_gone_with_it(tmp_path: Path) -> None:
    with engine.shared() as connection:
        probe = Probe(connection)
        kept = probe.new_file("rows.parquet")
        assert kept.parent.is_dir()
        del probe
        assert not kept.parent.exists()


FOLDED = """
def process(row):
    for part in (row['text'] or '').split():
        row['part'] = part
        yield row
"""


@settings(max_examples=4)
@given(texts)
def test_several_rows_for_each_row_as_pandas_explodes_them(values: list[str | None]) -> None:
    found = columns_after(
        [TEXT, WHOLE],
        [[value, place] for place, value in enumerate(values)],
        "PythonUDF",
        ["text", "whole", *(["part"] if any((value or "").split() for value in values) else [])],
        pythonSourceCode=FOLDED,
        mode="MULTI_ROWS",
    )
    frame = pd.DataFrame({"text": pd.Series(values, dtype="object"), "whole": range(len(values))})
    frame["part"] = [(value or "").split() or None for value in values]
    wanted = frame.explode("part").dropna(subset=["part"])
    for name, cells in found.items():
        assert cells == wanted[name].tolist()


def test_several_rows_may_leave_columns_out_make_new_ones_and_be_none() -> None:
    code = """
def process(row):
    if row['text'] is None:
        return []
    return [row, {'number': 2.5}, dict(row, whole=7, new=[1])]
"""
    names = ["text", "number", "whole", "vector", "new"]
    found = columns_after(COLUMNS, ROWS, "PythonUDF", names, pythonSourceCode=code, mode="MULTI_ROWS")
    assert found["text"] == ["é'\n", None, "é'\n"]
    assert found["number"] == [1.5, 2.5, 1.5]
    assert found["whole"] == [2**60, None, 7]
    assert found["vector"] == [[1.0, 2.0], None, [1.0, 2.0]]
    assert found["new"] == [None, None, "[1]"]


@pytest.mark.parametrize(
    ("mode", "result", "sentence"),
    [
        ("ROW", "7", r"gave back int at row 1: it must give back the row, or another dict\."),
        ("MULTI_ROWS", "None", "gave back nothing at row 1: it must give back a list of dicts"),
        ("MULTI_ROWS", "row", "gave back dict at row 1: it must give back a list of dicts"),
        ("MULTI_ROWS", "7", "gave back int at row 1"),
        ("MULTI_ROWS", "[row, 'x']", "gave back str at row 1"),
    ],
)
def test_what_a_mode_cannot_use_is_said(mode: str, result: str, sentence: str) -> None:
    with pytest.raises(InvalidInput, match=sentence):
        cell(f"def process(row):\n    return {result}", mode=mode)
