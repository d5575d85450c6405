"""Split web addresses into their parts."""

from sqlglot import exp

from atelier.tables.calls import blank_is_null, call, text
from atelier.tables.probe import Probe
from atelier.tables.relation import New, Relation
from atelier.tables.steps.base import Effect, Step, StepParams, setting

# the parts of RFC 3986, appendix B, with the authority taken apart
_PATTERN = (
    r"^\s*(?:([A-Za-z][A-Za-z0-9+.-]*):)?//(?:[^/?#@\s]*@)?(\[[^\]\s]*\]|[^/?#:\s]*)(?::(\d*))?"
    r"([^?#\s]*)(?:\?([^#\s]*))?(?:#(\S*))?\s*$"
)
_SCHEME, _HOST, _PORT, _PATH, _QUERY, _ANCHOR = range(1, 7)


class SplitUrlParams(StepParams):
    column: str = setting("", label="Column", widget="column")
    extractPath: bool = setting(True, label="Path")
    extractQueryString: bool = setting(True, label="Query")
    extractAnchor: bool = setting(True, label="Anchor")


class SplitUrl(Step[SplitUrlParams]):
    """Split web addresses into scheme, host and port, and if wished path, query and anchor."""

    type = "URLSplitter"
    label = "Split URL"
    category = "text"
    keywords = ("address", "host", "domain", "path", "query", "link")
    Params = SplitUrlParams

    def sentence(self, params: SplitUrlParams) -> str:
        return f"Split the addresses in “{params.column}”"

    def apply(self, table: Relation, params: SplitUrlParams, probe: Probe) -> Relation:
        parts = {"scheme": _SCHEME, "host": _HOST, "port": _PORT}
        parts |= {"path": _PATH} if params.extractPath else {}
        parts |= {"querystring": _QUERY} if params.extractQueryString else {}
        parts |= {"anchor": _ANCHOR} if params.extractAnchor else {}
        value = table.text(params.column)
        made = [self._part(f"{params.column}_{word}", value, number) for word, number in parts.items()]
        return table.with_columns(made, after=params.column)

    def effect(self, table: Relation, params: SplitUrlParams) -> Effect | None:
        is_address = call("regexp_matches", table.text(params.column), text(_PATTERN))
        return Effect(is_address, "{hits} of {rows} rows hold an address")

    def _part(self, name: str, value: exp.Expr, number: int) -> New:
        found = blank_is_null(call("regexp_extract", value, text(_PATTERN), exp.Literal.number(number)))
        if number == _PORT:
            return New(name, exp.TryCast(this=found, to=exp.DataType.build("INT")), "int")
        return New(name, call("lower", found) if number in (_SCHEME, _HOST) else found, "string")
