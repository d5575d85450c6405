"""Whether a cell is what a meaning asks for."""

from typing import Literal

from sqlglot import exp

from atelier.tables import validity
from atelier.tables.relation import Relation
from atelier.tables.steps.matching import certain
from atelier.tables.types import NUMERIC, WHOLE

Kind = Literal[
    "own", "text", "integer", "decimal", "boolean", "date", "url", "email", "ip", "picture_path", "array", "object"
]

KINDS: dict[str, str] = {
    "own": "The column's own meaning",
    "text": "Text",
    "integer": "Whole number",
    "decimal": "Decimal number",
    "boolean": "True or false",
    "date": "Date",
    "url": "Address (URL)",
    "email": "E-mail address",
    "ip": "IP address",
    "picture_path": "Picture's path",
    "array": "Array (JSON)",
    "object": "Object (JSON)",
}

# names of meanings in DSS
_DSS: dict[str, Kind] = {
    "LongMeaning": "integer",
    "DoubleMeaning": "decimal",
    "Boolean": "boolean",
    "Date": "date",
    "DateSource": "date",
    "URL": "url",
    "Email": "email",
    "IPAddress": "ip",
    "JSONArrayMeaning": "array",
    "JSONObjectMeaning": "object",
    "Text": "text",
    "FreeText": "text",
}

_PATTERNS: dict[str, str] = {
    "url": r"(?i)^(https?|ftp|file)://[^\s/?#]+\S*$",
    "email": r"^[^@\s,;<>()]+@[^@\s,;<>().]+(\.[^@\s,;<>().]+)+$",
    "ip": r"^((25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(25[0-5]|2[0-4]\d|1?\d?\d)$|^[0-9A-Fa-f:]*:[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*$",
    "picture_path": r"(?i)\.(jpe?g|png|gif|bmp|webp|tiff?)$",
}


def kind_of(name: object) -> object:
    """Return the kind that a DSS name of a meaning stands for; other names as they are."""
    return _DSS.get(name, name) if isinstance(name, str) else name


def is_invalid(table: Relation, name: str, kind: Kind) -> exp.Expr:
    """Return the test for a filled cell that is not valid; never unknown. By its own meaning, as Explore counts."""
    if kind == "own":
        return validity.is_invalid(table.field(name).column, table.sql(name))
    is_valid = certain(exp.paren(_is_valid(table, name, kind)))
    return exp.paren(exp.and_(exp.not_(exp.paren(table.is_empty(name))), exp.not_(is_valid)))


def _is_valid(table: Relation, name: str, kind: Kind) -> exp.Expr:
    """Return the test whether a filled cell is valid."""
    column = table.field(name).column
    if kind == "text" or column.type == kind:
        return exp.true()
    if kind in ("integer", "decimal"):
        return _is_number(table, name, kind)
    if kind == "boolean":
        return _is_boolean(table, name)
    if kind == "date":
        return exp.true() if column.type == "date" else _casts(table.text(name), "TIMESTAMP")
    if kind in ("array", "object"):
        shape = exp.Anonymous(this="try", expressions=[exp.Anonymous(this="json_type", expressions=[table.text(name)])])
        return exp.Coalesce(
            this=exp.EQ(this=shape, expression=exp.Literal.string(kind.upper())), expressions=[exp.false()]
        )
    pattern = exp.Literal.string(_PATTERNS[kind])
    return exp.Anonymous(this="regexp_matches", expressions=[table.text(name), pattern])


def _is_number(table: Relation, name: str, kind: Kind) -> exp.Expr:
    column = table.field(name).column
    if column.type in WHOLE or (column.type in NUMERIC and kind == "decimal"):
        return exp.true()
    if column.type in NUMERIC:
        return exp.EQ(this=exp.Anonymous(this="trunc", expressions=[table.sql(name)]), expression=table.sql(name))
    if column.type == "date":
        return exp.false()
    if kind == "decimal":
        return _casts(table.text(name), "DOUBLE")
    # a cast would round 1.5
    whole = exp.Anonymous(
        this="regexp_matches", expressions=[table.text(name), exp.Literal.string(r"^\s*[+-]?\d+\s*$")]
    )
    return exp.and_(whole, _casts(table.text(name), "BIGINT"))


def _is_boolean(table: Relation, name: str) -> exp.Expr:
    column = table.field(name).column
    if column.type == "boolean":
        return exp.true()
    if column.type in NUMERIC:
        return exp.In(this=table.sql(name), expressions=[exp.Literal.number(0), exp.Literal.number(1)])
    words = [exp.Literal.string(word) for word in ("true", "false", "yes", "no", "1", "0")]
    return exp.In(this=exp.Lower(this=exp.Trim(this=table.text(name))), expressions=words)


def _casts(text: exp.Expr, type: str) -> exp.Expr:
    found = exp.TryCast(this=text, to=exp.DataType.build(type))
    return exp.paren(exp.not_(exp.Is(this=found, expression=exp.null())))
