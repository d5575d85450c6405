"""Hostile values, names and expressions against every step: an answer each time, nothing injected, no file reached.

`ATELIER_HOSTILE_TRIES` asks for more tries than the hundreds of an ordinary run.
"""

import os
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.tables.tabular import stored

from atelier.errors import AtelierError
from atelier.storage.schema import Column
from atelier.tables import engine
from atelier.tables.expression import formula
from atelier.tables.probe import Probe
from atelier.tables.relation import Relation, Scope
from atelier.tables.script import ScriptStep, apply_script
from atelier.tables.steps import registry

TRIES = int(os.environ.get("ATELIER_HOSTILE_TRIES", "800"))
SECRET = "the-secret-of-another-project"

PIECES = [
    "'", '"', "`", ";", "--", "/*", "*/", "\\", "\0", "\n", "\r", "\t", "%", "_", "$1", "?", ":name", "{{", "}}",
    "${x}", "') OR 1=1 --", '"; DROP TABLE input_1; --', "' UNION SELECT * FROM read_text('{file}') --",
    "read_csv('{file}')",
    "(SELECT content FROM read_text('{file}'))", "getenv('HOME')", "glob('/*')", "COPY (SELECT 1) TO '{file}.out'",
    "ATTACH '{file}.db'", "INSTALL httpfs", "PRAGMA database_list", "SET threads = 99", "query('SELECT 1')",
    "list_transform([1], x -> read_text('{file}'))", "CAST('{file}' AS BLOB)", "x::json", "a.b.c", "*", "1e999", "-1",
    "9" * 400, "(" * 300, "NOT " * 300, "((((1))))", "1/0", "NULL", "TRUE", "name", '"na""me"', "🐈", "é",
    "\u202e", "\ufeff", "[a-z]+", "(a+)+$", "(", "[", "(?P<x>", "a{9999}", "\\d", "$", "^", ".*", "%Y-%m-%d", "yyyy",
    "$.a[0]", "$..*", "{}", "[]",
]  # fmt: skip
NAMES = ["name", 'na"me', "a.b", "select", "input_1", "new\nline", "🐈", "A", "a", "'; --", "value"]


def hostile(rng: random.Random, file: Path) -> str:
    return "".join(rng.choice(PIECES) for _ in range(rng.randint(0, 3))).replace("{file}", str(file))


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    file = tmp_path / "outside" / "secret.txt"
    file.parent.mkdir()
    file.write_text(SECRET)
    return file


@pytest.fixture
def against(tmp_path: Path, secret: Path) -> Callable[[Callable[[random.Random, Relation, Probe], Relation]], int]:
    """Give a function that tries one thing many times over a hostile table; returns how many tries gave rows."""
    rng = random.Random(5)
    columns = [Column(name=name) for name in NAMES[:-1]] + [Column(name="value", type="double", meaning="decimal")]
    rows = [
        [hostile(rng, secret) or None for _ in NAMES[:-1]] + [rng.choice([None, 0.0, -1.5, 1e300])] for _ in range(9)
    ]
    parts = stored(tmp_path / "parts", columns, rows)
    before = sorted(path.name for path in secret.parent.iterdir())

    def run(attempt: Callable[[random.Random, Relation, Probe], Relation]) -> int:
        answered, faults, leaks = 0, [], []
        with engine.locked(readable=parts, writable=tmp_path / "work", threads=1) as connection:
            probe = Probe(connection, seconds=5)
            for _ in range(TRIES):
                try:
                    result = attempt(rng, Scope().table("table", columns, parts), probe)
                    found: Any = probe.rows(result) if result.fields else []
                    answered += 1
                except AtelierError as error:
                    found = error.message
                    faults += [] if 400 <= error.status < 500 else [error.message]
                leaks += [found] if SECRET in str(found) else []
        assert (faults, leaks) == ([], [])
        assert sorted(path.name for path in secret.parent.iterdir()) == before
        return answered

    return run


def test_formulas(against: Callable[..., int], secret: Path) -> None:
    from atelier.tables.relation import New

    def attempt(rng: random.Random, table: Relation, probe: Probe) -> Relation:
        text = rng.choice(["{}", "lower({})", "value + {}", "CASE WHEN {} THEN 1 END", "concat({}, name)", "{} = {}"])
        expression = formula(text.replace("{}", hostile(rng, secret)), table)
        return table.with_columns([New("made", expression, "string")])

    assert against(attempt) > TRIES // 50


def test_every_step_with_hostile_settings(against: Callable[..., int], secret: Path) -> None:
    types = sorted(set(registry.all_types()) - {"PythonUDF"})

    def value(rng: random.Random, schema: dict[str, Any]) -> Any:
        if "enum" in schema or "const" in schema:
            return rng.choice(schema.get("enum") or [schema["const"]])
        widget = schema.get("ui", {}).get("widget")
        text = lambda: rng.choice(NAMES) if rng.random() < 0.5 else hostile(rng, secret)  # noqa: E731
        match schema.get("type"):
            case "boolean":
                return rng.random() < 0.5
            case "integer":
                return rng.choice([0, 1, 2, -1, 10**9])
            case "number":
                return rng.choice([0, 0.5, -1e308, 1e308, 3])
            case "array" if widget == "pairs":
                return [{"from": text(), "to": text()} for _ in range(rng.randint(0, 3))]
            case "array":
                items = schema.get("items", {})
                return [value(rng, items) if items.get("type") else text() for _ in range(rng.randint(0, 3))]
            case "object":
                return {text(): text() for _ in range(rng.randint(0, 2))}
            case _:
                return text()

    def attempt(rng: random.Random, table: Relation, probe: Probe) -> Relation:
        found = registry.get(rng.choice(types))
        properties = found.Params.model_json_schema().get("properties", {})
        params = {name: value(rng, schema) for name, schema in properties.items() if rng.random() < 0.9}
        applied = apply_script(table, [ScriptStep(type=found.type, params=params)], probe)
        return applied[-1].after

    assert against(attempt) > TRIES // 50
