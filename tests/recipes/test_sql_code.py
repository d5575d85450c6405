"""SQL recipes: typed results, and that a query reaches nothing but its inputs."""

import datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.recipes.code_runs import CodeRun

from atelier.errors import ActivityFailed, AtelierError, InvalidInput
from atelier.recipes.sql_code import SqlRecipe
from atelier.storage.schema import Column
from atelier.tables import engine, sql, sqlprocess
from atelier.tables.sql import SqlTable

COLUMNS = [
    Column(name="name", type="string", meaning="text"),
    Column(name='Größe "x"', type="bigint", meaning="integer"),
    Column(name="features", type="array", meaning="vector"),
    Column(name="when", type="date", meaning="date"),
]
NOON = datetime.datetime(2024, 5, 1, 12, tzinfo=datetime.UTC)
ROWS = [["ada", 3, [1.0, 2.0], NOON], ["bo", None, None, None], ["ada", 4, [0.5], NOON]]


@pytest.fixture
def made(tmp_path: Path) -> CodeRun:
    run = CodeRun(tmp_path)
    run.dataset("input", "people", COLUMNS, ROWS)
    run.dataset("input.1", "my table", [Column(name="name", type="string"), Column(name="n", type="int")], [["ada", 7]])
    run.writes("output", "result")
    return run


def refused(made: CodeRun, code: str) -> str:
    with pytest.raises(AtelierError) as caught:
        made.run(SqlRecipe(), code=code)
    return caught.value.message


def test_a_query_over_datasets_by_name(made: CodeRun) -> None:
    made.run(SqlRecipe(), code='''
        SELECT name, count(*) AS times, sum("Größe ""x""") AS total, avg(n) AS n
        FROM people LEFT JOIN "my table" USING (name) GROUP BY name ORDER BY name; -- done
    ''')  # fmt: skip
    assert made.columns("output") == {
        "name": ("string", "text"), "times": ("bigint", "integer"), "total": ("double", "decimal"),
        "n": ("double", "decimal"),
    }  # fmt: skip
    assert made.frame("output")["total"].fillna(-1).tolist() == [7.0, -1.0]
    assert "result: 2 rows, 4 columns written" in made.lines


def test_values_are_stored_as_their_types(made: CodeRun) -> None:
    made.run(SqlRecipe(), code="""
        SELECT *, {'a': 1} AS object, ['x', 'y'] AS words, 1.5::decimal(5, 2) AS money, date '2024-01-02' AS day,
            interval 1 hour AS span, 200::utinyint AS small, timestamptz '2024-05-01 12:00:00+00' AS zoned,
            name AS "NAME"
        FROM people
    """)  # fmt: skip
    found = made.columns("output")
    assert found["features"] == ("array", "vector")
    assert found["when"] == ("date", "date")
    assert {name: found[name][0] for name in ("object", "words", "money", "day", "span", "small", "zoned")} == {
        "object": "object", "words": "array", "money": "double", "day": "date", "span": "string", "small": "smallint",
        "zoned": "date",
    }  # fmt: skip
    frame = made.frame("output")
    assert list(frame["features"][0]) == [1.0, 2.0]
    assert (frame["when"][0], frame["zoned"][0]) == (NOON, NOON)
    assert (frame["object"][0], frame["words"][0]) == ('{"a":1}', '["x","y"]')
    assert list(frame.columns)[-1] == "NAME"


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("", "Line 1: There is no query yet."),
        ("SELECT 1; SELECT 2", "Line 1: The text holds 2 statements; a SQL recipe is one SELECT."),
        ("DROP VIEW people", "Line 1: Only a SELECT is possible here: it becomes the output's rows."),
        ("SET memory_limit = '1TB'", "Line 1: Only a SELECT is possible here: it becomes the output's rows."),
        ("COPY people TO '/tmp/x'", "Line 1: Only a SELECT is possible here: it becomes the output's rows."),
        ("SELECT *\nFROM nope", "Line 2: There is no input “nope” in this recipe."),
        ("SELECT * FROM '/etc/passwd'", "Line 1: There is no input “/etc/passwd” in this recipe."),
        ("SELECT * FROM read_text('/etc/passwd')", "Line 1: The function read_text is not allowed"),
        ("SELECT getenv('HOME')", "Line 1: The function getenv is not allowed"),
        ("SELECT (SELECT max(a) FROM duckdb_settings() t(a))", "Line 1: The function duckdb_settings is not allowed"),
        ("SELECT * FROM information_schema.tables", "There is no input “information_schema.tables” in this recipe."),
        ("WITH sqlite_master AS (FROM sqlite_master) FROM sqlite_master", "WITH cannot give the name sqlite_master."),
        ("SELECT nmae FROM people", 'Line 1: Referenced column "nmae" not found in FROM clause.'),
        ("SELECT name\nFROM people\nWHERE foo(name)", "Line 3: Scalar Function with name foo does not exist."),
        ("SELECT name, n AS name FROM \"my table\"", "Line 1: Two columns are called “name”."),
        ("SELEC 1", "Line 1: Syntax error at or near \"SELEC\"."),
        ("SELECT name::int FROM people", "The rows cannot be worked out: Could not convert string 'ada' to INT32"),
        ("SELECT 1 -- \0", "Line 1: The query holds a character of the value zero."),
    ],
)  # fmt: skip
def test_everything_else_gets_a_sentence(made: CodeRun, code: str, message: str) -> None:
    assert message in refused(made, code)


def test_a_query_is_stopped_at_its_limit(made: CodeRun) -> None:
    with pytest.raises(ActivityFailed, match="did not end within 0.02 minutes"):
        made.run(SqlRecipe(), code="SELECT count(*) FROM range(10000000000) a, people", time_limit_minutes=0.02)


def test_the_process_for_previews_answers_and_is_bounded(tmp_path: Path) -> None:
    made = CodeRun(tmp_path)
    made.dataset("input", "people", COLUMNS, ROWS)
    parts = [Path(part) for part in made.inputs["input"]["parts"]]
    table = SqlTable("people", COLUMNS, parts)
    found = sqlprocess.ask('SELECT name, "when", features FROM people', [table], limit=10, sample_rows=2)
    assert (found.total, found.rows[0][:2]) == (2, ["ada", "2024-05-01T12:00:00Z"])
    assert sqlprocess.ask("SELECT\n x", [table]).problem is not None
    with pytest.raises(InvalidInput, match="too long|more memory"):
        sqlprocess.ask("SELECT list_sum(range(3000000000))", [table], seconds=2, limit=1)


PIECES = [
    "select", "from", "t", "*", "(", ")", "'", '"', ";", "--", "/*", "with", "as", "read_csv", "{", "[",
    "'/etc/passwd'", "$1", "?", "::", "lambda", "copy", "pragma", "1", "\0", "é", "\n", "values", "pivot", "unnest",
    "getenv", ".", ",",
]  # fmt: skip


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.one_of(st.text(max_size=60), st.lists(st.sampled_from(PIECES), max_size=14).map(" ".join)))
def test_any_text_is_answered(tmp_path_factory: pytest.TempPathFactory, code: str) -> None:
    with engine.locked(readable=[], writable=tmp_path_factory.getbasetemp() / "sql", threads=1) as connection:
        problem = sql.problem_in(connection, code, ["t"])
        if problem is not None:
            assert problem.line >= 1
            assert problem.message.endswith((".", "?"))
        else:
            message = "."
            try:
                sql.columns_of(connection, code)
            except InvalidInput as error:
                message = error.message
            assert message.endswith(".")
