"""Hostile values, and bodies made of them after a JSON schema or a valid body."""

import copy
import json
import random
from collections.abc import Callable, Mapping, Sequence
from typing import Any

PIECES = (
    "'", '"', "`", ";", "--", "/*", "*/", "\\", "\0", "\n", "\r", "\t", "%", "_", "$1", "?", ":name", "{{", "}}",
    "${x}", "${project_key}", "') OR 1=1 --", '"; DROP TABLE input_1; --', "; DELETE FROM item; --",
    "' UNION SELECT * FROM read_text('{file}') --", "read_csv('{file}')", "SELECT * FROM read_csv('{file}')",
    "SELECT * FROM '{file}'", "SELECT * FROM read_text('{folder}/*')", "SELECT * FROM read_csv('{url}')",
    "(SELECT content FROM read_text('{file}'))", "getenv('HOME')", "glob('/*')", "COPY (SELECT 1) TO '{file}.out'",
    "COPY t TO '{folder}/out.csv'", "ATTACH '{file}.db' AS x", "INSTALL httpfs", "LOAD httpfs", "PRAGMA database_list",
    "SET threads = 99", "query('SELECT 1')", "SELECT 1", "SELECT * FROM t", "SELECT * FROM sqlite_master",
    "list_transform([1], x -> read_text('{file}'))", "CAST('{file}' AS BLOB)", "x::json", "a.b.c", "*", "1e999", "-1",
    "9" * 400, "(" * 300, "NOT " * 300, "((((1))))", "1/0", "NULL", "TRUE", "name", '"na""me"', "🐈", "é", "\ud800",
    "\udfff", "\u202e", "\u200f", "\ufeff", "[a-z]+", "(a+)+$", "(", "[", "(?P<x>", "a{9999}", "\\d", "$", "^", ".*",
    "%Y-%m-%d", "yyyy", "$.a[0]", "$..*", "{}", "[]", "{file}", "{folder}", "{folder}/*", "file://{file}", "{url}",
    "../../../..{file}", "..", ".", "/", "/etc/passwd", "CON", "con.txt", " ", "a/b", "a\\b", "<script>", "name + 1",
    "value * 2", "lower(name)", "__import__('os').system('touch {folder}/x')", "{0.__class__}", "\x1b[31m", "\x7f",
)  # fmt: skip
LONG = ("x" * 100_000, "é" * 30_000, "(" * 20_000, '"' * 10_000, "a b " * 20_000, "\0" * 5_000)
NUMBERS = (0, -0.0, 1, -1, 2, 3, 10, 2**31, 2**53, 2**63, -(2**63), 2**64, 10**30, 10**400, 1e308, -1e308, 5e-324,
           float("nan"), float("inf"), float("-inf"), 0.5)  # fmt: skip
NAMES = ("name", 'na"me', "a.b", "select", "input_1", "new\nline", "🐈", "a", "value", "when")


class Hostile:
    """Draws values; `known` are identifiers and names that are really there, by which a request gets further."""

    def __init__(self, rng: random.Random, *, places: Mapping[str, str], known: Sequence[str]) -> None:
        self.rng = rng
        self.known = known
        self._places = places

    def text(self) -> str:
        """Return a text: of something that is there, hostile, or very long."""
        roll = self.rng.random()
        if roll < 0.3:
            return self.rng.choice(NAMES)
        if roll < 0.4 and self.known:
            return self.rng.choice(self.known)
        if roll < 0.41:
            return self.rng.choice(LONG)
        found = "".join(self.rng.choice(PIECES) for _ in range(self.rng.randint(0, 3)))
        for word, value in self._places.items():
            found = found.replace(f"{{{word}}}", value)
        return found

    def number(self) -> float:
        return self.rng.choice(NUMBERS) if self.rng.random() < 0.7 else self.rng.randint(-5, 500)

    def anything(self, depth: int = 0) -> Any:
        """Return any JSON value, sometimes a very deep one."""
        roll = self.rng.random()
        if roll < 0.5 or depth > 3:
            return self.text()
        if roll < 0.65:
            return self.number()
        if roll < 0.75:
            return self.rng.choice([None, True, False])
        if roll < 0.87:
            return [self.anything(depth + 1) for _ in range(self.rng.randint(0, 3))]
        if roll < 0.88 and depth == 0:
            return _deep(self.rng.choice([50, 900, 5_000]))
        return {self.text(): self.anything(depth + 1) for _ in range(self.rng.randint(0, 3))}

    def of(self, schema: Mapping[str, Any], defs: Mapping[str, Any], special: "Special", depth: int = 0) -> Any:
        """Return a value of about the shape that a JSON schema asks for; about one in twenty is of any shape."""
        if self.rng.random() < 0.05 or depth > 8:
            return self.anything(depth)
        if "$ref" in schema:
            name = str(schema["$ref"]).rsplit("/", 1)[-1]
            return special(name, self) if special(name, None) else self.of(defs[name], defs, special, depth + 1)
        for word in ("anyOf", "oneOf", "allOf"):
            if schema.get(word):
                return self.of(self.rng.choice(schema[word]), defs, special, depth + 1)
        if "const" in schema or "enum" in schema:
            return self.rng.choice(schema.get("enum") or [schema["const"]])
        match schema.get("type"):
            case "object" if "properties" in schema:
                needed = schema.get("required", ())
                return {
                    name: self.of(inner, defs, special, depth + 1)
                    for name, inner in schema["properties"].items()
                    if name in needed or self.rng.random() < 0.7
                }
            case "object":
                return {self.text(): self.anything(depth + 1) for _ in range(self.rng.randint(0, 3))}
            case "array":
                items = schema.get("items", {})
                return [self.of(items, defs, special, depth + 1) for _ in range(self.rng.choice([0, 1, 1, 2, 3]))]
            case "integer" | "number":
                return self.rng.randint(0, 20) if self.rng.random() < 0.5 else self.number()
            case "boolean":
                return self.rng.random() < 0.5
            case "null":
                return None
            case "string":
                return self.text()
        return self.anything(depth)

    def spoilt(self, valid: Any) -> Any:
        """Return a valid body with one to three of its values, or names of values, made hostile."""
        body = copy.deepcopy(valid)
        for _ in range(self.rng.choice([1, 1, 2, 3])):
            places = list(_leaves(body))
            if not places:
                return self.anything()
            holder, key = self.rng.choice(places)
            old = holder[key]
            if isinstance(holder, dict) and self.rng.random() < 0.1:
                holder[self.text()] = holder.pop(key)
            elif isinstance(old, bool) or self.rng.random() < 0.15:
                holder[key] = self.anything(1)
            else:
                holder[key] = self.number() if isinstance(old, int | float) else self.text()
        return body


Special = Callable[[str, Hostile | None], Any]
"""Given the name of a schema: whether it is drawn in its own way (without a `Hostile`), or the value drawn."""


def as_json(value: Any) -> bytes:
    """Return JSON as careless clients write it: NaN and Infinity as words, halves of surrogates as escapes."""
    try:
        return json.dumps(value, allow_nan=True, ensure_ascii=True).encode()
    except RecursionError:
        return b"[" * 100_000


def _deep(levels: int) -> Any:
    found: Any = 1
    for level in range(levels):
        found = [found] if level % 2 else {"a": found}
    return found


def _leaves(value: Any) -> Any:
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in list(pairs):
        yield value, key
        yield from _leaves(inner)
