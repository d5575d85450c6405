"""When a value counts as empty, and when as invalid for its column's meaning."""

from sqlglot import exp

from atelier.storage.schema import Column

_PICTURE = r"\.(jpe?g|png|gif|bmp|webp|tiff?)$"
_ADDRESS = r"^(https?|ftp)://[^\s/?#]+\S*$"


def is_text(column: Column) -> bool:
    """Say whether a column is stored as text, where '' is empty too."""
    return column.type in ("string", "object") or (column.type == "array" and column.meaning != "vector")


def moment(sql: exp.Expr) -> exp.Expr:
    """Return a stored moment as a naive one in UTC, infinite ones as NULL; a cast would ask the table of time zones."""
    microseconds = exp.Anonymous(this="epoch_us", expressions=[sql])
    return exp.Anonymous(this="make_timestamp", expressions=[microseconds])


def as_text(column: Column, sql: exp.Expr) -> exp.Expr:
    """Return a value as the text that people see; moments in ISO 8601."""
    if is_text(column):
        return sql
    if column.type == "date":
        return exp.Anonymous(this="strftime", expressions=[moment(sql), exp.Literal.string("%Y-%m-%dT%H:%M:%S.%gZ")])
    return exp.cast(sql, "VARCHAR")


def is_empty(column: Column, sql: exp.Expr) -> exp.Expr:
    """Return the test for an empty cell; never NULL."""
    missing = exp.Is(this=sql.copy(), expression=exp.null())
    if is_text(column):
        return exp.paren(exp.or_(missing, exp.EQ(this=sql.copy(), expression=exp.Literal.string(""))))
    return exp.paren(missing)


def is_invalid(column: Column, sql: exp.Expr) -> exp.Expr:
    """Return the test for a filled cell that does not fit its column's meaning; never NULL."""
    unfit = _unfit(column, sql)
    if unfit is None:
        return exp.false()
    unfit = exp.Coalesce(this=unfit, expressions=[exp.false()])
    return exp.paren(exp.and_(exp.not_(is_empty(column, sql)), unfit))


def _unfit(column: Column, sql: exp.Expr) -> exp.Expr | None:
    text = as_text(column, sql.copy())
    match column.meaning:
        case "flag":
            known = [exp.Literal.string(word) for word in ("0", "1", "true", "false")]
            return exp.not_(exp.In(this=text, expressions=known))
        case "integer" if column.type == "string":
            return exp.Is(this=exp.TryCast(this=sql.copy(), to=exp.DataType.build("BIGINT")), expression=exp.null())
        case "decimal" if column.type == "string":
            return exp.Is(this=exp.TryCast(this=sql.copy(), to=exp.DataType.build("DOUBLE")), expression=exp.null())
        case "picture_path":
            lowered = exp.Lower(this=text)
            return exp.not_(exp.Anonymous(this="regexp_matches", expressions=[lowered, exp.Literal.string(_PICTURE)]))
        case "url":
            lowered = exp.Lower(this=text)
            return exp.not_(exp.Anonymous(this="regexp_matches", expressions=[lowered, exp.Literal.string(_ADDRESS)]))
        case "prediction" | "object" if column.type in ("object", "string"):
            return exp.not_(exp.Anonymous(this="json_valid", expressions=[sql.copy()]))
        case _:
            return None


def count_of(test: exp.Expr) -> exp.Expr:
    """Return the number of rows for which a test holds; 0, not NULL, where there are no rows."""
    counted = exp.Anonymous(this="count_if", expressions=[test])
    return exp.Coalesce(this=counted, expressions=[exp.Literal.number(0)])
