"""Transform texts: case, spaces, escapes."""

from collections.abc import Callable
from typing import Literal

from sqlglot import exp

from atelier.tables.calls import call, each, joined, text, whole
from atelier.tables.probe import Probe
from atelier.tables.pyfunctions import UNESCAPE
from atelier.tables.relation import New, Relation
from atelier.tables.steps.base import Effect, Step, setting
from atelier.tables.steps.column_choice import ColumnChoice

_MODES = {
    "TO_LOWER": "lower case",
    "TO_UPPER": "upper case",
    "CAPITALIZE": "capitals at the start of each word",
    "CAPITALIZE_SENTENCE": "a capital at the start",
    "TRIM": "no spaces at the ends",
    "REMOVE_WHITESPACE": "no white space",
    "COLLAPSE_WHITESPACE": "single spaces",
    "NORMALIZE": "lower case without accents, single spaces",
    "TRUNCATE": "their first characters",
    "URL_ENCODE": "escaped for addresses",
    "URL_DECODE": "unescaped from addresses",
    "XML_ESCAPE": "escaped for XML",
    "XML_UNESCAPE": "unescaped from XML and HTML",
}
_ESCAPES = (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;"), ("'", "&apos;"))
_SPACES = r"[\s\p{Z}]+"


class TransformTextParams(ColumnChoice):
    mode: Literal[
        "TO_LOWER", "TO_UPPER", "CAPITALIZE", "CAPITALIZE_SENTENCE", "TRIM", "REMOVE_WHITESPACE",
        "COLLAPSE_WHITESPACE", "NORMALIZE", "TRUNCATE", "URL_ENCODE", "URL_DECODE", "XML_ESCAPE", "XML_UNESCAPE",
    ] = setting("TO_LOWER", label="To", options=_MODES)  # fmt: skip
    truncateLength: int = setting(
        10,
        label="Characters to keep",
        ge=0,
        le=1_000_000,
        shown_if={"field": "mode", "op": "eq", "value": "TRUNCATE"},
    )


class TransformText(Step[TransformTextParams]):
    """Change the case of texts, take away spaces or accents, cut them, or escape them for addresses or XML."""

    type = "StringTransformer"
    label = "Transform text"
    category = "text"
    keywords = ("lower", "upper", "case", "trim", "truncate", "escape", "accents", "encode", "capitalise")
    Params = TransformTextParams

    def sentence(self, params: TransformTextParams) -> str:
        to = f"their first {params.truncateLength} characters" if params.mode == "TRUNCATE" else _MODES[params.mode]
        return f"Transform {params.words()} to {to}"

    def apply(self, table: Relation, params: TransformTextParams, probe: Probe) -> Relation:
        shape = _shape(params)
        return table.with_columns(
            [New(name, shape(table.text(name)), "string") for name in params.chosen(table, probe)]
        )

    def effect(self, table: Relation, params: TransformTextParams) -> Effect | None:
        if params.appliesTo not in ("SINGLE_COLUMN", "COLUMNS") or not params.columns:
            return None
        shape = _shape(params)
        changed = [
            exp.NullSafeNEQ(this=exp.paren(shape(table.text(name))), expression=table.text(name))
            for name in params.columns
        ]
        return Effect(exp.paren(exp.or_(*changed)), "{hits} of {rows} rows change", is_expected=False)


def _shape(params: TransformTextParams) -> Callable[[exp.Expr], exp.Expr]:
    match params.mode:
        case "TO_LOWER":
            return lambda value: call("lower", value)
        case "TO_UPPER":
            return lambda value: call("upper", value)
        case "CAPITALIZE":
            return _capitals
        case "CAPITALIZE_SENTENCE":
            return _capital
        case "TRIM":
            return lambda value: _replaced(_replaced(value, f"^{_SPACES}", ""), f"{_SPACES}$", "")
        case "REMOVE_WHITESPACE":
            return lambda value: _replaced(value, _SPACES, "")
        case "COLLAPSE_WHITESPACE":
            return lambda value: call("trim", _replaced(value, _SPACES, " "))
        case "NORMALIZE":
            return lambda value: call("trim", _replaced(call("strip_accents", call("lower", value)), _SPACES, " "))
        case "TRUNCATE":
            return lambda value: call("left", value, whole(params.truncateLength))
        case "URL_ENCODE":
            return lambda value: call("url_encode", value)
        case "URL_DECODE":  # bytes that are no UTF-8 cannot be decoded: the text stays as it is
            return lambda value: call("coalesce", call("try", call("url_decode", value)), value)
        case "XML_ESCAPE":
            return _escaped
        case "XML_UNESCAPE":
            return lambda value: call(UNESCAPE, value, text(""))


def _replaced(value: exp.Expr, pattern: str, by: str) -> exp.Expr:
    return call("regexp_replace", value, text(pattern), text(by), text("g"))


def _capital(value: exp.Expr) -> exp.Expr:
    return joined(
        call("upper", call("left", value, whole(1))),
        call("lower", call("substring", value, whole(2))),
    )


def _capitals(value: exp.Expr) -> exp.Expr:
    parts = call("regexp_extract_all", value, text(r"[\s\p{Z}]+|[^\s\p{Z}]+"))
    return call("array_to_string", each(parts, _capital), text(""))


def _escaped(value: exp.Expr) -> exp.Expr:
    for sign, name in _ESCAPES:
        value = call("replace", value, text(sign), text(name))
    return value
