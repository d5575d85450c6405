"""Formulas: SQL expressions of users, parsed to a tree and let through node by node against an allow-list.

What is let through is built anew: columns become the query's own names, comments go, a division by zero and a value
that does not fit its type give an empty cell instead of ending the query.
"""

import re

from sqlglot import exp, parse_one

from atelier.errors import InvalidInput
from atelier.storage.names import shown
from atelier.tables.functions import FUNCTION_NAMES, FUNCTIONS
from atelier.tables.relation import Relation

__all__ = ["FUNCTION_NAMES", "MAX_DEPTH", "MAX_LENGTH", "MAX_NODES", "failing", "formula"]

MAX_LENGTH = 20_000
MAX_NODES = 2_000
MAX_DEPTH = 30
_MAX_DIGITS = 60
_MAX_PADDING = 10_000

_NODES: tuple[type[exp.Expr], ...] = (
    exp.Literal, exp.RawString, exp.Null, exp.Boolean, exp.Column, exp.Identifier, exp.Paren, exp.Neg, exp.Not,
    exp.Add, exp.Sub, exp.Mul, exp.Div, exp.IntDiv, exp.Mod, exp.Pow, exp.DPipe, exp.And, exp.Or, exp.Xor,
    exp.EQ, exp.NEQ, exp.GT, exp.GTE, exp.LT, exp.LTE, exp.NullSafeEQ, exp.NullSafeNEQ, exp.Is, exp.In, exp.Between,
    exp.Like, exp.ILike, exp.Escape, exp.RegexpLike, exp.Case, exp.If, exp.Cast, exp.TryCast, exp.DataType,
    exp.DataTypeParam, exp.Interval, exp.Var, exp.Tuple, exp.Bracket, exp.Slice, exp.Array,
    exp.Split, exp.JSONExtract, exp.JSONExtractScalar, exp.JSONPath, exp.JSONPathRoot,
    exp.JSONPathKey, exp.JSONPathSubscript, exp.JSONPathWildcard,
)  # fmt: skip

_TYPES = frozenset(
    getattr(exp.DType, name)
    for name in (
        "TEXT", "VARCHAR", "CHAR", "BOOLEAN", "TINYINT", "SMALLINT", "INT", "BIGINT", "INT128", "FLOAT", "DOUBLE",
        "DECIMAL", "DATE", "TIME", "TIMESTAMP", "TIMESTAMPNTZ", "INTERVAL", "JSON",
    )
)  # fmt: skip

_WORDS = {
    "Subquery": "a query",
    "Select": "a query",
    "Star": "*",
    "Window": "a window: use the Window recipe",
    "Placeholder": "a parameter",
    "Parameter": "a parameter",
    "Lambda": "a function of its own (->)",
    "Distinct": "DISTINCT",
    "Filter": "FILTER",
    "Block": "several statements",
    "Alias": "a name for its result (AS)",
    "PositionalColumn": "a column's number (#)",
    "Struct": "an object in braces",
    "Collate": "COLLATE",
    "Dot": "a dot between names: names with dots stand in double quotes",
}


def formula(text: str, table: Relation) -> exp.Expr:
    """Return the expression that a formula means over a table.

    Columns stand as bare words or in double quotes, texts in single quotes. It works on one row and never fails on
    one: what cannot be worked out is empty. Raises `InvalidInput` with what is wrong.
    """
    return exp.paren(exp.Anonymous(this="try", expressions=[_built(text, table, exp.null())]))


def failing(text: str, table: Relation) -> exp.Expr:
    """Return the test whether a formula cannot be worked out on a row. Being empty by its values is no failure."""
    impossible = exp.cast(exp.Literal.string("division by zero"), "TINYINT")
    strict = _built(text, table, impossible)
    packed = exp.Anonymous(this="row", expressions=[strict])  # a row is never NULL itself
    return exp.Is(this=exp.Anonymous(this="try", expressions=[packed]), expression=exp.null())


def _built(text: str, table: Relation, by_zero: exp.Expr) -> exp.Expr:
    tree = _parsed(text)
    nodes = list(tree.walk())
    if len(nodes) > MAX_NODES:
        raise InvalidInput("The formula is too long to be worked out. Split it into several steps.")
    if _depth(tree) > MAX_DEPTH:
        raise InvalidInput("The formula is nested too deeply. Split it into several steps.")
    for node in nodes:
        _demand_allowed(node)
        node.comments = None
    for node in nodes:
        _mend(node, by_zero)

    def rebuilt(node: exp.Expr) -> exp.Expr:
        if isinstance(node, exp.Column):
            return table.field(_column_name(node, table)).sql
        if isinstance(node, exp.JSONExtract | exp.JSONExtractScalar) and isinstance(node.expression, exp.JSONPath):
            name = "json_extract" if isinstance(node, exp.JSONExtract) else "json_extract_string"
            path = exp.Literal.string(_json_path(node.expression))
            return exp.Anonymous(this=name, expressions=[node.this.transform(rebuilt), path])
        return node

    return exp.paren(tree.transform(rebuilt))


def _parsed(text: str) -> exp.Expr:
    if not text.strip():
        raise InvalidInput("The formula is empty.", hint='Write one, such as lower("name") or price * 1.2.')
    if len(text) > MAX_LENGTH:
        raise InvalidInput(f"The formula is longer than {MAX_LENGTH:,} characters.")
    if "\0" in text or any("\ud800" <= sign <= "\udfff" for sign in text):
        raise InvalidInput("The formula holds a character that is not text.")
    try:
        return parse_one(text, dialect="duckdb", into=exp.Condition)
    except RecursionError:
        raise InvalidInput("The formula is nested too deeply. Split it into several steps.") from None
    except Exception as error:  # the parser fails in many ways on texts that are no SQL; each is the text's fault
        raise InvalidInput(f"The formula cannot be read: {_first_line(error)}") from None


def _depth(tree: exp.Expr) -> int:
    """Return how deep an expression is nested; a chain of operators counts as one level."""
    deepest, waiting = 0, [(tree, 1)]
    while waiting:
        node, depth = waiting.pop()
        deepest = max(deepest, depth)
        for child in node.iter_expressions():
            is_chained = isinstance(node, exp.Binary) and child is node.this and isinstance(child, exp.Binary)
            waiting.append((child, depth if is_chained else depth + 1))
    return deepest


def _demand_allowed(node: exp.Expr) -> None:
    if isinstance(node, exp.AggFunc):
        raise InvalidInput(
            f"The function “{node.sql_name().lower()}” works over many rows, and a formula sees one.",
            hint="Use a Group or Window recipe for it.",
        )
    if isinstance(node, exp.Window):
        raise InvalidInput("A formula cannot hold a window (OVER): it sees one row.", hint="Use a Window recipe.")
    if isinstance(node, _NODES):
        _demand_plain(node)
    elif isinstance(node, exp.Anonymous):
        name = str(node.this).lower()
        if name not in FUNCTIONS:
            raise InvalidInput(f"The function “{shown(name)}” is not among those a formula may use.")
    elif isinstance(node, exp.Func) and type(node).__name__ not in _WORDS:
        name = node.sql_name().lower()
        if name not in FUNCTIONS and _generated_name(node) not in FUNCTIONS:
            raise InvalidInput(f"The function “{shown(name)}” is not among those a formula may use.")
    else:
        words = _WORDS.get(type(node).__name__, f"“{type(node).__name__}”")
        raise InvalidInput(f"A formula cannot hold {words}.", hint="It is one expression over the row's columns.")


def _demand_plain(node: exp.Expr) -> None:
    """Refuse what would be written out as it stands, where it is more than a plain word, number or type."""
    if isinstance(node, exp.Literal) and not node.is_string:
        if len(node.name) > _MAX_DIGITS or not re.fullmatch(r"[0-9]*\.?[0-9]*(?:[eE][+-]?[0-9]{1,3})?", node.name):
            raise InvalidInput(f"“{shown(node.name, 30)}” is not a number that a formula can hold.")
    elif isinstance(node, exp.Var):
        if not re.fullmatch(r"[A-Za-z_]{1,30}", node.name):
            raise InvalidInput(f"A formula cannot hold “{shown(node.name, 30)}” here.")
    elif isinstance(node, exp.DataType):
        if node.this not in _TYPES:
            raise InvalidInput(
                f"“{shown(node.sql(dialect='duckdb'), 60)}” is not a type that a formula may use.",
                hint="Use varchar, boolean, integer, bigint, double, decimal, date, time or timestamp.",
            )
    elif isinstance(node, exp.Identifier) and not isinstance(node.parent, exp.Column):
        raise InvalidInput(f"“{shown(node.name)}” cannot stand there in a formula.")


def _mend(node: exp.Expr, by_zero: exp.Expr) -> None:
    """Let a division by zero be `by_zero`, and bound how long a text can be made."""
    if isinstance(node, exp.Div | exp.IntDiv | exp.Mod):
        divisor = node.expression
        if not (isinstance(divisor, exp.Literal) and re.search("[1-9]", divisor.name)):
            # a comparison, not NULLIF: that one would take the type of an untyped divisor for its result
            zero = exp.EQ(this=exp.paren(divisor.copy()), expression=exp.Literal.number(0))
            node.set("expression", exp.Case(ifs=[exp.If(this=zero, true=by_zero.copy())], default=exp.paren(divisor)))
    elif isinstance(node, exp.Pad):
        width = node.expression
        node.set("expression", exp.Least(this=width, expressions=[exp.Literal.number(_MAX_PADDING)]))


def _json_path(path: exp.JSONPath) -> str:
    parts = ["$"]
    for node in path.expressions:
        if isinstance(node, exp.JSONPathKey | exp.JSONPathSubscript):
            key = node.this
            is_key = isinstance(node, exp.JSONPathKey)
            if isinstance(key, exp.JSONPathWildcard):
                parts.append(".*" if is_key else "[*]")
                continue
            if isinstance(key, int):
                parts.append(f"[{key}]")
                continue
            if isinstance(key, str) and '"' not in key and "\\" not in key:
                parts.append(f'."{key}"')
                continue
        elif isinstance(node, exp.JSONPathRoot):
            continue
        raise InvalidInput("A formula's JSON path is made of names and places, such as '$.a[0].b'.")
    return "".join(parts)


def _generated_name(node: exp.Func) -> str:
    return str(node.sql(dialect="duckdb")).split("(", 1)[0].strip().lower()


def _column_name(node: exp.Column, table: Relation) -> str:
    if node.table:
        raise InvalidInput(
            f"“{shown(node.sql(dialect='duckdb'))}” is not a column. Put names with dots in double quotes."
        )
    if table.has(node.name):
        return node.name
    close = [name for name in table.names if name.lower() == node.name.lower()]
    return close[0] if len(close) == 1 else node.name


def _first_line(error: BaseException) -> str:
    # the parser marks the place with terminal colours
    plain = re.sub(r"\x1b\[[0-9;]*m", "", str(error).split("\n", 1)[0].split(". Line", 1)[0])
    return shown(plain or type(error).__name__, 200)
