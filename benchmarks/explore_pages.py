"""How fast Explore answers on ten million rows, beside the query that a person would write."""

import random
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb
import psutil

from atelier.storage.schema import Column, StorageType
from atelier.tables import analysis
from atelier.tables.cache import TableCache
from atelier.tables.explore import Found, explore, sampled_table
from atelier.tables.question import Filter, Question, Sort
from atelier.tables.samples import Sample
from benchmarks.result import Result

QUESTION = "Are pages, orders and figures of 10,000,000 rows x 20 columns there at once?"
ROWS = 10_000_000
_ROUNDS = 3
_PAGES = 40
_LIMIT = 200
_ROW_GROUP_ROWS = 122_880

_TYPES: dict[str, StorageType] = {
    "n": "bigint", "x": "double", "k": "string", "s": "string", "d": "date", "b": "boolean", "m": "bigint",
}  # fmt: skip


def measure() -> list[Result]:
    """Time pages before and after a sort with a filter, the figures of each kind of column, and the memory."""
    with TemporaryDirectory(prefix="atelier-bench-") as place:
        path = Path(place) / "table.parquet"
        columns = _write(path)
        cache = TableCache(Path(place) / "cache", 20 * 2**30)
        try:
            return _measure(path, columns, cache)
        finally:
            cache.close()


def _measure(path: Path, columns: list[Column], cache: TableCache) -> list[Result]:
    chance = random.Random(1)
    most = [0.0]

    def ask(question: Question, offset: int = 0) -> Found:
        found = explore(
            [path], columns, sample=Sample("whole"), question=question, chosen=columns, offset=offset, limit=_LIMIT,
            cache=cache,
        )  # fmt: skip
        most[0] = max(most[0], psutil.Process().memory_info().rss / 2**30)
        return found

    results = [
        _page("any page as the rows lie", lambda: ask(Question(), chance.randrange(ROWS - _LIMIT))),
        _page("the last page", lambda: ask(Question(), ROWS - _LIMIT)),
    ]
    firsts, naive = [], []
    question = Question()
    for round_ in range(_ROUNDS):
        # another bound each time, or the second round would find the first one's order
        question = Question((Filter("x0", "range", min=500.0 + round_),), "", (Sort("n0"),))
        firsts.append(_seconds(lambda q=question: ask(q)))  # type: ignore[misc]
        naive.append(_seconds(lambda n=round_: _naive(path, 500.0 + n, 0)))  # type: ignore[misc]
        cache.wait()
    results.append(
        Result("first page of a filter and a sort", statistics.median(firsts) * 1000, "ms",
               theirs=statistics.median(naive) * 1000, against="naive query", goal="under 1,000 ms")
    )  # fmt: skip
    total = ask(question).total
    after = _page("any page of that order", lambda: ask(question, chance.randrange(total - _LIMIT)))
    deep = statistics.median(_seconds(lambda: _naive(path, 502.0, total - _LIMIT)) for _ in range(_ROUNDS))
    results.append(Result(after.what, after.ours, "ms", theirs=deep * 1000, against="naive query", goal=after.goal))
    results.append(_page("the last page of that order", lambda: ask(question, total - _LIMIT)))
    table = sampled_table([path], columns, Sample("whole"), cache)
    for name, words in (("n0", "whole numbers"), ("x0", "decimals"), ("k1", "classes"), ("s0", "texts, all different"),
                        ("d0", "moments")):  # fmt: skip
        column = next(one for one in columns if one.name == name)
        taken = [
            _seconds(lambda c=column: analysis.analyze(table, columns, c, question=Question(), bins=20))  # type: ignore[misc]
            for _ in range(_ROUNDS)
        ]
        most[0] = max(most[0], psutil.Process().memory_info().rss / 2**30)
        results.append(
            Result(f"figures of a column: {words}", statistics.median(taken) * 1000, "ms", goal="under 1,000 ms")
        )
    results.append(Result("memory of the process, the most that was seen", most[0], "GiB", goal="under 2 GiB"))
    return results


def _page(what: str, ask: Callable[[], object]) -> Result:
    taken = sorted(_seconds(ask) for _ in range(_PAGES))
    return Result(f"{what}, 95th percentile", taken[int(_PAGES * 0.95)] * 1000, "ms", goal="under 100 ms")


def _seconds(work: Callable[[], Any]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def _naive(path: Path, bound: float, offset: int) -> None:
    spill = str(path.parent / "spill")
    with duckdb.connect(config={"memory_limit": "1GB", "threads": 2, "temp_directory": spill}) as connection:
        connection.execute(
            f"SELECT * FROM read_parquet('{path}') WHERE x0 >= {bound} ORDER BY n0 LIMIT {_LIMIT} OFFSET {offset}"
        ).fetchall()


def _write(path: Path) -> list[Column]:
    made = [f"(hash(i * 31 + {n}) % 1000000)::BIGINT AS n{n}" for n in range(6)]
    made += [f"(hash(i * 37 + {n}) % 1000003) / 997.0 AS x{n}" for n in range(6)]
    made += [f"'class_' || (hash(i * 41 + {n}) % {10 ** (n + 1)}) AS k{n}" for n in range(3)]
    made += [f"'person_' || (hash(i * 43 + {n}) % 5000000) || '_pic_' || i || '.jpg' AS s{n}" for n in range(2)]
    made += [
        "TIMESTAMPTZ '2020-01-01 00:00:00+00' + INTERVAL 1 SECOND * (hash(i * 47) % 100000000)::BIGINT AS d0",
        "hash(i * 53) % 2 = 0 AS b0",
        "CASE WHEN hash(i * 59) % 10 = 0 THEN NULL ELSE (hash(i * 59) % 100)::BIGINT END AS m0",
    ]
    spill = str(path.parent / "spill")
    with duckdb.connect(config={"memory_limit": "1GB", "threads": 2, "temp_directory": spill}) as connection:
        connection.execute(
            f"COPY (SELECT {', '.join(made)} FROM range({ROWS}) t(i)) TO '{path}' "
            f"(FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {_ROW_GROUP_ROWS})"
        )
    names = [one.rsplit(" AS ", 1)[1] for one in made]
    return [Column(name=name, type=_TYPES[name[0]]) for name in names]
