"""Python recipes: what the `dataiku` module reads and writes, how failures name their line, what limits hold."""

import os
import time
from pathlib import Path
from textwrap import dedent
from typing import Any

import psutil
import pytest
from tests.recipes.code_runs import CodeRun

from atelier.errors import ActivityFailed, OutOfMemory, Stopped
from atelier.recipes.python_code import PythonRecipe
from atelier.runner import landlock
from atelier.settings import get_settings
from atelier.storage.schema import Column

ROWS = [["ada", 3, 0.5, [1.0, 2.0], {"a": 1}], ["bo", None, None, None, None]]
COLUMNS = [
    Column(name="name", type="string", meaning="text"),
    Column(name="count", type="bigint", meaning="integer"),
    Column(name="share", type="double", meaning="decimal"),
    Column(name="features", type="array", meaning="vector"),
    Column(name="facts", type="object", meaning="object"),
]


@pytest.fixture
def made(tmp_path: Path) -> CodeRun:
    run = CodeRun(tmp_path)
    run.dataset("input_datasets", "people", COLUMNS, ROWS)
    run.writes("output_datasets", "result")
    return run


def go(made: CodeRun, code: str, **params: Any) -> None:
    made.run(PythonRecipe(), code=dedent(code), **params)


def failed(made: CodeRun, code: str, **params: Any) -> ActivityFailed:
    with pytest.raises(ActivityFailed) as caught:
        go(made, code, **params)
    return caught.value


def test_a_frame_goes_through_with_vectors_and_objects_kept(made: CodeRun) -> None:
    go(made, """
        import dataiku
        frame = dataiku.Dataset("people").get_dataframe()
        assert frame["count"].dtype == "float64", frame.dtypes
        assert frame["facts"][0] == {"a": 1}
        print("rows:", len(frame))
        dataiku.Dataset("result").write_with_schema(frame)
    """)  # fmt: skip
    assert made.columns("output_datasets") == {
        "name": ("string", "text"), "count": ("double", "decimal"), "share": ("double", "decimal"),
        "features": ("array", "vector"), "facts": ("object", "object"),
    }  # fmt: skip
    frame = made.frame("output_datasets")
    assert list(frame["features"][0]) == [1.0, 2.0]
    assert frame["features"][1] is None
    assert frame["facts"][0] == '{"a":1}'
    assert "rows: 2" in made.lines
    assert "result: 2 rows, 5 columns written" in made.lines


def test_types_follow_pandas(made: CodeRun) -> None:
    go(made, """
        import dataiku, pandas as pd, numpy as np, datetime, decimal
        frame = pd.DataFrame({
            "i8": np.array([1, 2], dtype="int8"), "i32": np.array([1, 2], dtype="int32"), "i64": [1, 2],
            "f32": np.array([1, 2], dtype="float32"), "f64": [0.5, None], "b": [True, False], "gap": [True, None],
            "whole": pd.array([1, None], dtype="Int64"), "text": ["a", None], "mixed": ["a", 1],
            "when": pd.to_datetime(["2024-01-01T10:00:00.123456Z", None]), "day": [datetime.date(2024, 1, 1), None],
            "money": [decimal.Decimal("1.5"), None], "words": [["a"], ["b", "c"]], "kind": pd.Categorical(["x", "y"]),
            "big": [2**70, 1], "none": [None, None],
        })
        dataiku.Dataset("result").write_with_schema(frame)
    """)  # fmt: skip
    assert {name: kind for name, (kind, _) in made.columns("output_datasets").items()} == {
        "i8": "tinyint", "i32": "int", "i64": "bigint", "f32": "float", "f64": "double", "b": "boolean",
        "gap": "boolean", "whole": "bigint", "text": "string", "mixed": "string", "when": "date", "day": "date",
        "money": "double", "words": "array", "kind": "string", "big": "double", "none": "string",
    }  # fmt: skip
    frame = made.frame("output_datasets")
    assert list(frame["mixed"]) == ["a", "1"]
    assert frame["whole"].tolist()[0] == 1
    assert str(frame["when"][0]) == "2024-01-01 10:00:00.123000+00:00"


def test_rows_stream_through_a_writer(made: CodeRun) -> None:
    go(made, """
        import dataiku
        source, target = dataiku.Dataset("people"), dataiku.Dataset("CARTOON.result")
        target.write_schema([{"name": "name", "type": "string"}, {"name": "twice", "type": "int"}])
        with target.get_writer() as writer:
            for row in source.iter_rows():
                writer.write_row_dict({"name": row["name"], "twice": row["count"] and row["count"] * 2})
            writer.write_tuple(("end", 7))
            for name, *_ in source.iter_tuples(columns=["name"]):
                writer.write_row_array([name, 1])
    """)  # fmt: skip
    assert made.columns("output_datasets")["twice"][0] == "int"
    assert made.frame("output_datasets")["twice"].astype(object).where(lambda v: v.notna(), None).tolist() == [
        6, None, 7, 1, 1,
    ]  # fmt: skip


def test_samples_and_chunks(tmp_path: Path) -> None:
    made = CodeRun(tmp_path)
    made.dataset("input_datasets", "many", [Column(name="n", type="bigint")], [[n] for n in range(1000)])
    made.writes("output_datasets", "result")
    go(made, """
        import dataiku, pandas as pd
        many = dataiku.Dataset("many")
        assert list(many.get_dataframe(limit=3)["n"]) == [0, 1, 2]
        drawn = many.get_dataframe(sampling="random", limit=100)
        assert len(drawn) == 100 and len(set(drawn["n"])) == 100 and drawn["n"].max() > 500
        assert 350 < len(many.get_dataframe(sampling="random", ratio=0.5)) < 650
        chunks = [len(frame) for frame in many.iter_dataframes(chunksize=300)]
        assert chunks == [300, 300, 300, 100], chunks
        with dataiku.Dataset("result").get_writer() as writer:
            for frame in many.iter_dataframes(chunksize=300):
                writer.write_dataframe(frame)
    """)  # fmt: skip
    assert made.frame("output_datasets")["n"].sum() == 499_500


def test_folders_are_read_and_written(tmp_path: Path) -> None:
    made = CodeRun(tmp_path)
    made.folder("input_folders", "raw", {"a.txt": b"one", "sub/b.json": b'{"x": 1}'})
    made.writes("output_folders", "out", "folder")
    go(made, """
        import dataiku, os
        raw, out = dataiku.Folder("raw"), dataiku.Folder("id-out")
        assert raw.list_paths_in_partition() == ["/a.txt", "/sub/b.json"]
        assert raw.read_json("sub/b.json") == {"x": 1}
        assert open(os.path.join(raw.get_path(), "a.txt")).read() == "one"
        assert raw.get_path_details("/")["children"][1]["name"] == "sub"
        with raw.get_download_stream("/a.txt") as file:
            out.upload_stream("copy/a.txt", file)
        out.write_json("facts.json", {"n": 2})
        with out.get_writer("log.txt") as writer:
            writer.write(b"line")
        open(os.path.join(out.get_path(), "direct.bin"), "wb").write(b"x")
        out.upload_data("gone.txt", b"")
        out.delete_path("gone.txt")
        try:
            raw.upload_data("x", b"")
        except ValueError as error:
            print(error)
    """)  # fmt: skip
    assert made.files("output_folders") == {
        "copy/a.txt": b"one", "facts.json": b'{"n": 2}', "log.txt": b"line", "direct.bin": b"x",
    }  # fmt: skip
    assert "“raw” is an input of this recipe; a recipe does not change its inputs." in made.lines


def test_the_recipe_knows_itself(made: CodeRun) -> None:
    made.variables = {"limit": "5", "name": "x"}
    go(made, """
        import dataiku
        from dataiku import recipe, customrecipe
        assert dataiku.default_project_key() == "CARTOON"
        assert dataiku.get_custom_variables() == {"limit": "5", "name": "x"}
        assert dataiku.get_custom_variables(typed=True)["limit"] == 5
        assert dataiku.get_flow_variables()["projectKey"] == "CARTOON"
        assert customrecipe.get_input_names_for_role("input_datasets") == ["CARTOON.people"]
        logging.info("a template of scripts uses logging without importing it")
        recipe.get_outputs_as_datasets()[0].write_with_schema(recipe.get_inputs_as_datasets()[0].get_dataframe())
    """)  # fmt: skip
    assert len(made.frame("output_datasets")) == 2


def test_an_exception_names_the_line_of_the_code(made: CodeRun) -> None:
    error = failed(made, """\
        def inner():
            return 1 / 0

        inner()
    """)  # fmt: skip
    assert error.message == "Line 2: ZeroDivisionError: division by zero"
    assert error.details["line"] == 2
    assert error.details["traceback"][0] == "Traceback (most recent call last):"
    assert any("return 1 / 0" in line for line in error.details["traceback"])
    assert not any("script.py" in line for line in error.details["traceback"])
    assert 'File "recipe.py", line 2, in inner' in "\n".join(made.lines)


FRAME = "__import__('pandas').DataFrame()"


@pytest.mark.parametrize(
    ("code", "message"),
    [
        (
            "import dataiku\ndataiku.Dataset('nope').get_dataframe()",
            "“nope” is not an input of this recipe. There are: people.",
        ),
        (
            "import dataiku\ndataiku.Dataset('OTHER.people')",
            "“OTHER.people” is of another project",
        ),
        (
            "import dataiku\ndataiku.Dataset('result').get_dataframe(columns=['x'])",
            "result has no column “x”",
        ),
        (
            f"import dataiku\ndataiku.Dataset('people').write_with_schema({FRAME})",
            "a recipe does not change its inputs",
        ),
        (
            "import dataiku\ndataiku.Dataset('people').get_dataframe(columns=['x'])",
            "people has no column “x”; it has: name, count",
        ),
        ("x = 1", "The code did not write result."),
        ("def", "Line 1: SyntaxError: invalid syntax"),
        ("raise SystemExit('bad')", "The code ended itself with 'bad'."),
        ("import os; os._exit(0)", "The code ended its own process with code 0; nothing of it is kept."),
        ("import os, signal; os.kill(os.getpid(), signal.SIGSEGV)", "The code ended on signal SIGSEGV."),
    ],
)  # fmt: skip
def test_mistakes_get_a_sentence(made: CodeRun, code: str, message: str) -> None:
    assert message in failed(made, code).message


def test_an_ending_that_says_all_is_well_is_well(made: CodeRun) -> None:
    go(made, """
        import sys, dataiku, pandas as pd
        dataiku.Dataset("result").write_with_schema(pd.DataFrame({"a": [1]}))
        sys.exit()
    """)  # fmt: skip
    assert len(made.frame("output_datasets")) == 1


def test_writing_twice_keeps_the_last(made: CodeRun) -> None:
    go(made, """
        import dataiku, pandas as pd
        dataiku.Dataset("result").write_with_schema(pd.DataFrame({"a": [1, 2, 3]}))
        dataiku.Dataset("result").write_with_schema(pd.DataFrame({"b": ["x"]}))
    """)  # fmt: skip
    assert made.frame("output_datasets").to_dict("list") == {"b": ["x"]}


# --- code that means harm --------------------------------------------------------------------------------------------


def test_a_loop_without_end_is_stopped_at_the_limit(made: CodeRun) -> None:
    begun = time.monotonic()
    error = failed(made, "while True: pass", time_limit_minutes=0.05)
    assert error.message == "The code did not end within 0.05 minutes and was stopped."
    assert time.monotonic() - begun < 30


def test_a_person_can_stop_it(made: CodeRun) -> None:
    made.stop.set()
    with pytest.raises(Stopped):
        go(made, "while True: pass")


def test_memory_is_bounded(made: CodeRun, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(get_settings(), "code_memory_bytes", 1 << 30)
    error = failed(made, "x = [bytearray(1 << 20) for _ in range(1 << 20)]")
    assert isinstance(error, OutOfMemory)
    assert "The code needed more than the 1.0 GB of memory that it may use." in error.message
    assert error.details["line"] == 1


def alive() -> set[int]:
    """Return what runs below this process; other tests may have servers of their own there."""
    children = psutil.Process().children(recursive=True)
    return {one.pid for one in children if one.status() != psutil.STATUS_ZOMBIE}


def test_a_fork_bomb_is_put_out(made: CodeRun, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(get_settings(), "code_processes", 20)
    before = alive()
    error = failed(made, """
        import os, time
        for _ in range(200):
            if os.fork() == 0:
                os.setsid()
                time.sleep(600)
        time.sleep(600)
    """)  # fmt: skip
    # the kernel refuses the user's further processes; as root, only the watch counts them
    assert "more than 20 processes" in error.message or "Resource temporarily unavailable" in error.message
    assert alive() - before == set()


def test_what_it_leaves_behind_is_ended(made: CodeRun) -> None:
    go(made, """
        import dataiku, subprocess, pandas as pd
        subprocess.Popen(["sleep", "600"], start_new_session=True)
        dataiku.Dataset("result").write_with_schema(pd.DataFrame({"a": [1]}))
    """)  # fmt: skip
    assert [one for one in psutil.Process().children(recursive=True) if "sleep" in one.name()] == []


@pytest.mark.skipif(landlock.abi() == 0, reason="this kernel has no Landlock")
def test_files_of_others_are_out_of_reach(made: CodeRun, tmp_path: Path) -> None:
    secret = tmp_path / "other-project.txt"
    secret.write_text("secret")
    for code in (f"open({str(secret)!r}).read()", f"import os\nos.listdir({str(tmp_path)!r})",
                 f"import subprocess\nsubprocess.run(['cat', {str(secret)!r}], check=True, stderr=-1)",
                 f"open({str(tmp_path / 'new')!r}, 'w')", "open('/etc/shadow').read()",
                 f"open('/proc/{os.getpid()}/environ').read()"):  # fmt: skip
        message = failed(made, code).message
        assert "PermissionError" in message or "CalledProcessError" in message, message


def test_a_flood_of_lines_is_thinned(made: CodeRun) -> None:
    go(made, """
        import dataiku, pandas as pd
        for n in range(200_000):
            print("line", n)
        dataiku.Dataset("result").write_with_schema(pd.DataFrame({"a": [1]}))
    """)  # fmt: skip
    assert len(made.lines) < 20_000
    assert any("lines were left out: more than 400 came in a second." in line for line in made.lines)


def test_a_result_that_is_not_what_it_says_is_refused(made: CodeRun) -> None:
    error = failed(made, """
        import dataiku, pandas as pd, json, os
        dataiku.Dataset("result").write_with_schema(pd.DataFrame({"a": [1]}))
        place = json.load(open(os.environ["ATELIER_RECIPE"]))["outputs"]["output_datasets"]["path"]
        pd.DataFrame({"other": ["x"]}).to_parquet(place + "/part-00000.parquet")
    """)  # fmt: skip
    assert error.message == "What was written to result does not have the columns that were named."
