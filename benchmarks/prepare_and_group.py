"""What the builder costs beside a query written by hand: six steps over a large table, then a group."""

import importlib
import json
import os
import statistics
import subprocess
import sys
import threading
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.result import Result

QUESTION = "Is a preparation of 10,000,000 rows, then a group, as fast as SQL by hand and far faster than pandas?"
ROWS = int(os.environ.get("ATELIER_BENCH_ROWS", "10000000"))
_ROUNDS = 3
_THREADS = 2
_NUMBERS = 16

_STEPS: list[dict[str, Any]] = [
    {"type": "ColumnSplitter", "params": {"inCol": "images", "separator": "_pic_", "outColPrefix": "images_"}},
    {"type": "ColumnRenamer", "params": {"renamings": [{"from": "images_0", "to": "target"}]}},
    {
        "type": "ColumnsSelector",
        "params": {"keep": False, "appliesTo": "COLUMNS", "columns": ["images", "images_1", "error", "n15"]},
    },
    {"type": "CreateColumnWithGREL", "params": {"column": "score", "expression": "n0 * 2 + n1 / 10"}},
    {
        "type": "FilterOnNumericalRange",
        "params": {"appliesTo": "SINGLE_COLUMN", "columns": ["n2"], "min": 0, "max": 900, "action": "KEEP_ROW"},
    },
    {"type": "FillEmptyWithValue", "params": {"appliesTo": "SINGLE_COLUMN", "columns": ["word"], "value": "none"}},
]
_GROUP: dict[str, Any] = {
    "keys": ["target", "word"],
    "aggregations": [{"column": "score", "functions": ["avg", "max"]}, {"column": "n3", "functions": ["sum"]}],
}
_PROGRAMS = {
    "atelier": (
        "atelier.recipes.registry",
        "atelier.tables.steps.registry",
        "atelier.runner.context",
        "atelier.tables.writing",
    ),
    "duckdb": ("duckdb",),
    "pandas": ("pandas", "pyarrow.parquet"),
}
_WAYS = ("atelier", "duckdb", "pandas")


def measure() -> list[Result]:
    """Run each way in processes of its own, three times in turn; medians of the seconds, the largest memory."""
    with TemporaryDirectory(prefix="atelier-bench-") as place:
        folder = Path(place)
        _make(folder / "input.parquet")
        runs: dict[str, list[dict[str, Any]]] = {way: [] for way in _WAYS}
        for _ in range(_ROUNDS):
            for way in _WAYS:
                runs[way].append(_run(way, folder))
        for way in _WAYS:
            assert runs[way][0]["groups"] == runs["duckdb"][0]["groups"], f"{way} gives another result"
    seconds = {way: statistics.median(run["seconds"] for run in runs[way]) for way in _WAYS}
    memory = {way: max(run["bytes"] for run in runs[way]) / 1e9 for way in _WAYS}
    prepared = {way: statistics.median(run["prepared"] for run in runs[way]) for way in _WAYS}
    worked = {way: statistics.median(run["worked"] for run in runs[way]) for way in _WAYS}
    size = f"{ROWS:,} rows"
    return [
        Result(f"{size}: prepare and group", seconds["atelier"], "s", seconds["duckdb"], "SQL by hand", "up to 1.2 x"),
        Result(f"{size}: work of all processors", worked["atelier"], "s", worked["duckdb"], "SQL by hand"),
        Result(f"{size}: prepare alone", prepared["atelier"], "s", prepared["duckdb"], "SQL by hand"),
        Result(f"{size}: pandas / Atelier", seconds["pandas"], "s", seconds["atelier"], "Atelier", "at least 4.5 x"),
        Result(f"{size}: most memory", memory["atelier"], "GB", memory["pandas"], "pandas", "under 2 GB"),
        Result(f"{size}: most memory of SQL by hand", memory["duckdb"], "GB"),
    ]


def _make(part: Path) -> None:
    import duckdb

    numbers = ", ".join(f"((i * {n * 2 + 7}) % 1000) / {1 if n % 2 else 4} AS n{n}" for n in range(_NUMBERS))
    text = "CASE WHEN i % 10 = 0 THEN NULL ELSE 'word ' || (i % 37) END AS word"
    duckdb.sql(
        f"COPY (SELECT 'kind_' || (i % 12) || '_pic_' || i || '.jpg' AS images, {text}, i % 2 AS error, {numbers}, "
        f"TIMESTAMPTZ '2024-01-01' + to_seconds(i) AS taken "
        f"FROM range({ROWS}) t(i)) TO '{part}' (FORMAT parquet, COMPRESSION zstd)"
    )


def _run(way: str, folder: Path) -> dict[str, Any]:
    with TemporaryDirectory(dir=folder) as work:
        command = [sys.executable, "-m", "benchmarks.prepare_and_group", way, str(folder / "input.parquet"), work]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
    return dict(json.loads(done.stdout.splitlines()[-1]))


def _atelier(part: Path, work: Path) -> tuple[float, list[Any]]:
    import pyarrow.parquet as pq

    described = {
        "kind": "dataset",
        "name": "features",
        "columns": _columns(),
        "parts": [str(part)],
        "rows": ROWS,
    }
    started = time.perf_counter()
    prepared = _recipe("prepare", {"steps": _STEPS}, described, work / "1")
    seconds = time.perf_counter() - started
    rows = sum(prepared.part_rows.values())
    parts = [str(prepared.path / name) for name in prepared.part_rows]
    columns = [column.model_dump() for column in prepared.columns]
    again = {"kind": "dataset", "name": "prepared", "columns": columns, "parts": parts, "rows": rows}
    grouped = _recipe("group", _GROUP, again, work / "2")
    (name,) = grouped.part_rows
    return seconds, [list(row.values()) for row in pq.read_table(grouped.path / name).to_pylist()]


def _recipe(name: str, params: dict[str, Any], described: dict[str, Any], work: Path) -> Any:
    from atelier.recipes import registry
    from atelier.runner.context import ProcessContext
    from atelier.runner.spec import DeviceSpec, OutputSpec, RunSpec

    spec = RunSpec(
        activity_id=1,
        kind="recipe",
        type=name,
        params=params,
        project_key="BENCH",
        variables={},
        inputs={"input": described},
        outputs={"output": OutputSpec(kind="dataset", name="output")},
        staging=work,
        cache=work / "cache",
        device=DeviceSpec(threads=_THREADS),
    )
    found = registry.get(name)
    context = ProcessContext(spec, _Silence(), threading.Event())
    found.run(context, found.Params.model_validate(params))
    return context.outputs["output"]


class _Silence:
    def send(self, value: dict[str, Any]) -> None:
        """Forget what a run tells."""


def _columns() -> list[dict[str, Any]]:
    texts = [{"name": name, "type": "string"} for name in ("images", "word")]
    numbers = [{"name": f"n{n}", "type": "double", "meaning": "decimal"} for n in range(_NUMBERS)]
    return [*texts, {"name": "error", "type": "bigint"}, *numbers, {"name": "taken", "type": "date"}]


def _duckdb(part: Path, work: Path) -> tuple[float, list[Any]]:
    import duckdb

    connection = duckdb.connect(config={"threads": _THREADS})
    numbers = ", ".join(f"n{n}" for n in range(_NUMBERS - 1))
    prepared = work / "prepared.parquet"
    started = time.perf_counter()
    connection.execute(
        f"COPY (SELECT split_part(images, '_pic_', 1) AS target, coalesce(nullif(word, ''), 'none') AS word, "
        f"{numbers}, taken, n0 * 2 + n1 / 10 AS score FROM '{part}' WHERE n2 BETWEEN 0 AND 900) "
        f"TO '{prepared}' (FORMAT parquet, COMPRESSION zstd)"
    )
    seconds = time.perf_counter() - started
    grouped = work / "grouped.parquet"
    connection.execute(
        "COPY (SELECT target, word, count(*), avg(score), max(score), sum(n3) "
        f"FROM '{prepared}' GROUP BY ALL ORDER BY ALL) TO '{grouped}' (FORMAT parquet, COMPRESSION zstd)"
    )
    return seconds, [list(row) for row in connection.execute(f"SELECT * FROM '{grouped}'").fetchall()]


def _pandas(part: Path, work: Path) -> tuple[float, list[Any]]:
    import pandas as pd

    started = time.perf_counter()
    frame = pd.read_parquet(part)
    chunks = frame["images"].str.split("_pic_", expand=True).add_prefix("images_")
    frame = pd.concat([frame, chunks], axis=1).rename(columns={"images_0": "target"})
    frame = frame.drop(columns=["images", "images_1", "error", "n15"])
    frame["score"] = frame["n0"] * 2 + frame["n1"] / 10
    frame = frame[frame["n2"].between(0, 900)].copy()
    frame["word"] = frame["word"].fillna("none")
    frame.to_parquet(work / "prepared.parquet", compression="zstd", index=False)
    seconds = time.perf_counter() - started
    frame = pd.read_parquet(work / "prepared.parquet")
    groups = frame.groupby(["target", "word"])
    found = groups.agg(
        count=("n3", "size"), score_avg=("score", "mean"), score_max=("score", "max"), n3_sum=("n3", "sum")
    ).reset_index()
    found.to_parquet(work / "grouped.parquet", compression="zstd", index=False)
    return seconds, found.to_numpy().tolist()


def main() -> None:
    """Do the work one way and print its seconds (programs loaded before), the most memory, and the result."""
    import resource

    way, part, work = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
    for name in _PROGRAMS[way]:
        module = importlib.import_module(name)
        if hasattr(module, "all_types"):
            module.all_types()
    started, worked = time.perf_counter(), time.process_time()
    prepared, rows = {"atelier": _atelier, "duckdb": _duckdb, "pandas": _pandas}[way](part, work)
    seconds = time.perf_counter() - started
    worked = time.process_time() - worked
    groups = sorted([[v if isinstance(v, str | int) else round(v, 4) for v in row] for row in rows])
    told = {
        "seconds": seconds,
        "prepared": prepared,
        "worked": worked,
        "bytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024,
        "groups": groups,
    }
    print(json.dumps(told))


if __name__ == "__main__":
    main()
