"""A query that a person wrote: looked at by DuckDB's own parser, then run in a locked engine that holds its tables.

Two walls: the parsed query may name the given tables and harmless table functions only, and the engine in which it runs
can reach no other file, no network, no extension and no setting.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
from sqlglot import exp

from atelier.errors import FieldProblem, InvalidInput
from atelier.storage.names import shown
from atelier.storage.schema import Column
from atelier.tables.probe import reason_of
from atelier.tables.relation import Scope
from atelier.tables.types import meaning_of, sql_type_of, storage_type

# what gives rows without reading anything
_TABLE_FUNCTIONS = frozenset({"unnest", "range", "generate_series", "json_each", "json_tree", "repeat", "repeat_row"})
# what tells of the engine or its machine, or acts on it
_FORBIDDEN = re.compile(
    r"^(getenv|current_setting|set_config|pg_.*|duckdb_.*|read_.*|parquet_.*|sniff_csv|glob|query|query_table"
    r"|current_database|current_schemas?|nextval|currval|setseed|checkpoint|force_checkpoint|copy_.*|write_.*"
    r"|getvariable|error|sleep|sleep_ms|version|txid_current|in_search_path|current_user|session_user|user)$"
)
_CATALOG_NAMES = re.compile(r"^(sqlite_|duckdb_|pg_|pragma_|information_schema)")
_DESCRIBE = "DESCRIBE "
_LINE = re.compile(r"LINE (\d+): ")
MAX_CHARACTERS = 200_000


@dataclass(frozen=True, slots=True)
class SqlTable:
    """A table that a query may read, under its name."""

    name: str
    columns: Sequence[Column]
    parts: Sequence[Path]


@dataclass(frozen=True, slots=True)
class SqlProblem:
    """What is wrong with a query, and where; both are counted from 1."""

    line: int
    column: int | None
    message: str
    hint: str | None = None

    def as_error(self) -> InvalidInput:
        """Return the problem as the error of the setting `code`."""
        message = f"Line {self.line}: {self.message}"
        return InvalidInput(
            message,
            hint=self.hint,
            fields=[FieldProblem(("params", "code"), message)],
            details={"line": self.line, "column": self.column, "message": self.message},
        )


def problem_in(connection: duckdb.DuckDBPyConnection, code: str, names: Sequence[str]) -> SqlProblem | None:
    """Return why a text is not one harmless query over tables of these names, or None. Nothing is run."""
    if not code.strip():
        return SqlProblem(1, 1, "There is no query yet.")
    if len(code) > MAX_CHARACTERS:
        return SqlProblem(1, 1, f"The query has more than {MAX_CHARACTERS:,} characters.")
    if "\0" in code:
        return SqlProblem(1, 1, "The query holds a character of the value zero.")
    try:
        statements = connection.extract_statements(code)
    except (duckdb.Error, UnicodeError) as error:
        return _located(code, error)
    if len(statements) != 1:
        what = "holds no statement" if not statements else f"holds {len(statements)} statements"
        return SqlProblem(1, 1, f"The text {what}; a SQL recipe is one SELECT.")
    if statements[0].type != duckdb.StatementType.SELECT:
        return _only_select()
    tree = json.loads(connection.execute("SELECT json_serialize_sql(?)", [code]).fetchall()[0][0])
    if tree.get("error"):
        # what DuckDB cannot write down as a tree is no plain query: SHOW, DESCRIBE, PIVOT by unknown values
        return _only_select()
    return _walk(tree["statements"], code, {name.lower() for name in names}, names)


@contextmanager
def holding(
    connection: duckdb.DuckDBPyConnection, tables: Sequence[SqlTable], *, rows: int | None = None
) -> Iterator[None]:
    """Make the tables visible under their names while a query is looked at and run; `rows` takes the first of each."""
    scope = Scope()
    made = []
    try:
        for table in tables:
            relation = scope.table(table.name, table.columns, table.parts)
            chosen = [field.sql.as_(field.name, quoted=True) for field in relation.fields]
            select = relation.statement(*chosen)
            name = exp.to_identifier(table.name, quoted=True).sql(dialect="duckdb")
            query = scope.runnable(select.limit(rows) if rows is not None else select)
            try:
                connection.execute(f"CREATE VIEW {name} AS {query}")
            except duckdb.Error as error:
                raise InvalidInput(
                    f"The dataset {shown(table.name)} cannot be read by SQL: {reason_of(error)}"
                ) from error
            made.append(name)
        yield
    finally:
        for name in made:
            connection.execute(f"DROP VIEW IF EXISTS {name}")


def columns_of(connection: duckdb.DuckDBPyConnection, code: str) -> list[Column]:
    """Return the columns a query gives, typed; nothing is read. Raises `InvalidInput` at the place."""
    try:
        found = connection.execute(_DESCRIBE + _inner(code)).fetchall()
    except duckdb.Error as error:
        raise _located(code, error, before=len(_DESCRIBE)).as_error() from error
    names = [str(row[0]) for row in found]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        problem = SqlProblem(
            1, 1, f"Two columns are called “{shown(twice[0])}”.", "Give one of them another name with AS."
        )
        raise problem.as_error()
    columns = []
    for name, row in zip(names, found, strict=True):
        stored, meaning = storage_type(str(row[1]))
        columns.append(Column(name=name, type=stored, meaning=meaning or meaning_of(stored)))
    return columns


def stored_query(code: str, columns: Sequence[Column], types: Sequence[str]) -> str:
    """Return the query with each value as it is stored, under neutral names `c0`, `c1`, ..."""
    refs = [f"c{place}" for place in range(len(columns))]
    chosen = ", ".join(_as_stored(ref, column, kind) for ref, column, kind in zip(refs, columns, types, strict=True))
    # the text parses as one SELECT by itself, so nothing in it ends the brackets
    return f"SELECT {chosen} FROM ({_inner(code)}\n) AS result({', '.join(refs)})"  # noqa: S608


def types_of(connection: duckdb.DuckDBPyConnection, code: str) -> list[str]:
    """Return DuckDB's own types of a query's columns."""
    return [str(row[1]) for row in connection.execute(_DESCRIBE + _inner(code)).fetchall()]


def _as_stored(ref: str, column: Column, type: str) -> str:
    match column.type:
        case "date":
            # moments are stored in UTC; a zone is part of the value where there is one
            inner = ref if "WITH TIME ZONE" in type else f"CAST({ref} AS TIMESTAMP)"
            return f"CAST({inner} AS TIMESTAMPTZ) AS {ref}"
        case "array" if column.meaning == "vector":
            return f"CAST({ref} AS FLOAT[]) AS {ref}"
        case "array" | "object":
            return f"CAST(to_json({ref}) AS VARCHAR) AS {ref}" if type != "JSON" else f"CAST({ref} AS VARCHAR) AS {ref}"
        case "double" if type not in ("DOUBLE", "FLOAT"):
            return f"CAST({ref} AS DOUBLE) AS {ref}"
        case "string" if type != "VARCHAR":
            return f"CAST({ref} AS VARCHAR) AS {ref}"
        case "smallint" | "int" | "bigint" if type.startswith("U"):
            return f"CAST({ref} AS {sql_type_of(column)}) AS {ref}"
        case _:
            return ref


def _inner(code: str) -> str:
    """Return the query without semicolons around it, each character where it was; a line break ends comments."""
    data = code.encode()
    tokens = duckdb.tokenize(code)
    own = [place for place, kind in tokens if kind != duckdb.token_type.comment and data[place : place + 1] != b";"]
    start = own[0] if own else 0
    ends = [
        place
        for place, kind in tokens
        if place > start and kind == duckdb.token_type.operator and data[place : place + 1] == b";"
    ]
    before = re.sub(rb"[^\n]", b" ", data[:start])
    return (before + data[start : ends[0] if ends else len(data)]).decode() + "\n"


def _only_select() -> SqlProblem:
    return SqlProblem(
        1, 1, "Only a SELECT is possible here: it becomes the output's rows.",
        "What else SQL can do (creating, changing, settings) has no place in a recipe.",
    )  # fmt: skip


def _walk(
    node: Any, code: str, known: set[str], names: Sequence[str], ctes: frozenset[str] = frozenset()
) -> SqlProblem | None:
    if isinstance(node, list):
        for one in node:
            if problem := _walk(one, code, known, names, ctes):
                return problem
        return None
    if not isinstance(node, dict):
        return None
    defined = node.get("cte_map")
    if isinstance(defined, dict):
        named = {str(entry.get("key", "")).lower() for entry in defined.get("map", [])}
        taken = sorted(name for name in named if _CATALOG_NAMES.match(name))
        if taken:  # inside of its own definition such a name would still mean the engine's catalogue
            return SqlProblem(1, None, f"WITH cannot give the name {shown(taken[0])}.", "Choose another name.")
        ctes = ctes | named
    if node.get("type") == "RECURSIVE_CTE_NODE":
        ctes = ctes | {str(node.get("cte_name", "")).lower()}
    if problem := _problem_at(node, code, known | ctes, names):
        return problem
    for value in node.values():
        if problem := _walk(value, code, known, names, ctes):
            return problem
    return None


def _problem_at(node: Mapping[str, Any], code: str, known: set[str], names: Sequence[str]) -> SqlProblem | None:
    if node.get("type") == "BASE_TABLE":
        path = node.get("qualified_name", {}).get("path") or [node.get("table_name", "")]
        name = str(path[-1])
        if len(path) > 1 or node.get("schema_name") or node.get("catalog_name") or name.lower() not in known:
            listed = f"There are: {', '.join(shown(one) for one in names[:20])}." if names else "It has none."
            return _at(code, node, f"There is no input “{shown('.'.join(map(str, path)))}” in this recipe.", listed)
    if node.get("type") == "TABLE_FUNCTION":
        name = str(node.get("function", {}).get("function_name", "")).lower()
        if name not in _TABLE_FUNCTIONS:
            return _at(code, node, f"The function {shown(name)} is not allowed: a query reads its inputs only.")
    if node.get("class") == "FUNCTION":
        name = str(node.get("function_name", "")).lower()
        if _FORBIDDEN.match(name):
            return _at(code, node, f"The function {shown(name)} is not allowed: a query reads its inputs only.")
    if node.get("type") in ("SHOW_REF", "COLUMN_DATA", "DELIM_GET") or node.get("class") == "PARAMETER":
        return _at(code, node, "This form of query is not possible in a recipe.")
    return None


def _at(code: str, node: Mapping[str, Any], message: str, hint: str | None = None) -> SqlProblem:
    at = node.get("query_location")
    if not isinstance(at, int) or at > len(code.encode()):
        return SqlProblem(1, None, message, hint)
    before = code.encode()[:at].decode(errors="replace")
    return SqlProblem(before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1, message, hint)


def _located(code: str, error: Exception, *, before: int = 0) -> SqlProblem:
    """Return an error of DuckDB with its place: it shows the line of the text with a caret below.

    `before` characters stand in front of the person's text in its first line.
    """
    lines = str(error).split("\n")
    message = reason_of(error) if isinstance(error, duckdb.Error) else "The text is not Unicode."
    for place, line in enumerate(lines[:-1]):
        found = _LINE.match(line)
        if found and "^" in lines[place + 1]:
            number = int(found.group(1))
            excerpt = line[found.end() :]
            column = lines[place + 1].index("^") - found.end() + 1
            if number == 1 and not excerpt.startswith("..."):
                column -= before
            return SqlProblem(number, _real_column(code, number, excerpt, column), _ended(message))
    return SqlProblem(1, None, _ended(message))


def _real_column(code: str, number: int, excerpt: str, column: int) -> int | None:
    """Return the column in the line: long lines are shown cut, with dots at their ends."""
    lines = code.split("\n")
    if not 1 <= number <= len(lines):
        return None
    if not excerpt.startswith("..."):
        return max(1, column)
    start = lines[number - 1].find(excerpt.removeprefix("...").removesuffix("..."))
    return start + column - 3 if start >= 0 else None


def _ended(message: str) -> str:
    plain = message.rstrip("!. ")
    return f"{plain[:1].upper()}{plain[1:]}."
