"""Formulas: SQL expressions of users, parsed to a tree and let through node by node against an allow-list."""

from sqlglot import exp, parse_one
from sqlglot.errors import SqlglotError

from atelier.errors import InvalidInput
from atelier.storage.names import shown
from atelier.tables.relation import Relation

MAX_LENGTH = 20_000
MAX_NODES = 2_000

_NODES: tuple[type[exp.Expr], ...] = (
    exp.Literal, exp.Null, exp.Boolean, exp.Column, exp.Identifier, exp.Paren, exp.Neg, exp.Not,
    exp.Add, exp.Sub, exp.Mul, exp.Div, exp.IntDiv, exp.Mod, exp.Pow, exp.DPipe, exp.And, exp.Or, exp.Xor,
    exp.EQ, exp.NEQ, exp.GT, exp.GTE, exp.LT, exp.LTE, exp.NullSafeEQ, exp.NullSafeNEQ, exp.Is, exp.In, exp.Between,
    exp.Like, exp.ILike, exp.Case, exp.If, exp.Cast, exp.TryCast, exp.DataType, exp.Interval, exp.Var, exp.Tuple,
    exp.Bracket, exp.Array,
)  # fmt: skip

_FUNCTIONS = frozenset(
    [
        "abs",
        "ceil",
        "ceiling",
        "floor",
        "round",
        "sign",
        "sqrt",
        "cbrt",
        "exp",
        "ln",
        "log",
        "log10",
        "log2",
        "pow",
        "power",
        "mod",
        "pi",
        "sin",
        "cos",
        "tan",
        "asin",
        "acos",
        "atan",
        "atan2",
        "degrees",
        "radians",
        "greatest",
        "least",
        "isnan",
        "isinf",
        "lower",
        "upper",
        "trim",
        "ltrim",
        "rtrim",
        "length",
        "substring",
        "substr",
        "left",
        "right",
        "replace",
        "concat",
        "concat_ws",
        "reverse",
        "contains",
        "starts_with",
        "ends_with",
        "prefix",
        "suffix",
        "strpos",
        "instr",
        "position",
        "split_part",
        "string_split",
        "lpad",
        "rpad",
        "regexp_matches",
        "regexp_replace",
        "regexp_extract",
        "translate",
        "ascii",
        "chr",
        "initcap",
        "strip_accents",
        "levenshtein",
        "jaro_winkler_similarity",
        "md5",
        "sha256",
        "url_encode",
        "url_decode",
        "coalesce",
        "nullif",
        "ifnull",
        "if",
        "case",
        "year",
        "month",
        "day",
        "hour",
        "minute",
        "second",
        "millisecond",
        "quarter",
        "week",
        "weekday",
        "dayofweek",
        "dayofyear",
        "isodow",
        "date_trunc",
        "date_part",
        "date_diff",
        "datediff",
        "date_add",
        "date_sub",
        "strftime",
        "strptime",
        "try_strptime",
        "epoch",
        "epoch_ms",
        "make_date",
        "make_timestamp",
        "last_day",
        "len",
        "list_extract",
        "array_extract",
        "element_at",
        "list_contains",
        "array_contains",
        "list_sum",
        "list_avg",
        "list_min",
        "list_max",
        "json_extract",
        "json_extract_string",
        "json_array_length",
        "json_keys",
        "json_valid",
    ]
)

FUNCTION_NAMES: tuple[str, ...] = tuple(sorted(_FUNCTIONS))


def formula(text: str, table: Relation) -> exp.Expr:
    """Return the expression that a formula means over a table.

    Columns stand as bare words or in double quotes, texts in single quotes. Raises `InvalidInput` with what is wrong.
    """
    if not text.strip():
        raise InvalidInput("The formula is empty.", hint='Write one, such as lower("name") or price * 1.2.')
    if len(text) > MAX_LENGTH:
        raise InvalidInput(f"The formula is longer than {MAX_LENGTH:,} characters.")
    try:
        tree = parse_one(text, dialect="duckdb", into=exp.Condition)
    except (SqlglotError, RecursionError, ValueError, TypeError, AttributeError, IndexError) as error:
        raise InvalidInput(f"The formula cannot be read: {_first_line(error)}") from None
    nodes = list(tree.walk())
    if len(nodes) > MAX_NODES:
        raise InvalidInput("The formula is too long to be worked out. Split it into several steps.")
    for node in nodes:
        _demand_allowed(node)

    def to_ref(node: exp.Expr) -> exp.Expr:
        return table.field(_column_name(node, table)).sql if isinstance(node, exp.Column) else node

    return exp.paren(tree.transform(to_ref))


def _demand_allowed(node: exp.Expr) -> None:
    if isinstance(node, exp.Anonymous):
        name = str(node.this).lower()
    elif isinstance(node, exp.Func) and not isinstance(node, _NODES):
        name = node.sql_name().lower()
        if not isinstance(node, exp.AggFunc) and (name in _FUNCTIONS or _generated_name(node) in _FUNCTIONS):
            return
    elif isinstance(node, _NODES):
        return
    else:
        raise InvalidInput(
            f"A formula cannot hold {_words(node)}.", hint="It is one expression over the row's columns."
        )
    if name not in _FUNCTIONS:
        raise InvalidInput(f"The function “{shown(name)}” is not among those a formula may use.")


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


def _words(node: exp.Expr) -> str:
    return {
        "Subquery": "a query",
        "Select": "a query",
        "Star": "*",
        "Window": "a window",
        "Placeholder": "a parameter",
    }.get(type(node).__name__, f"“{type(node).__name__}”")


def _first_line(error: BaseException) -> str:
    return (str(error).split("\n", 1)[0].split(". Line", 1)[0] or type(error).__name__)[:300]
