"""Split e-mail addresses."""

from sqlglot import exp

from atelier.tables.calls import blank_is_null, call, text
from atelier.tables.probe import Probe
from atelier.tables.relation import New, Relation
from atelier.tables.steps.base import Effect, Step, StepParams, setting

_PATTERN = r"^\s*(?:[^<>]*<)?\s*([^\s@<>]+)@([^\s@<>]+)\s*>?\s*$"


class SplitEmailParams(StepParams):
    column: str = setting("", label="Column", widget="column")


class SplitEmail(Step[SplitEmailParams]):
    """Split e-mail addresses into the part before the @ and the domain. “Ada Marsh <ada@example.org>” is read too."""

    type = "EmailSplitter"
    label = "Split e-mail address"
    category = "text"
    keywords = ("mail", "domain", "address")
    Params = SplitEmailParams

    def sentence(self, params: SplitEmailParams) -> str:
        return f"Split the e-mail addresses in “{params.column}”"

    def apply(self, table: Relation, params: SplitEmailParams, probe: Probe) -> Relation:
        value = table.text(params.column)
        made = [
            New(f"{params.column}_localpart", _part(value, 1), "string"),
            New(f"{params.column}_domain", call("lower", _part(value, 2)), "string"),
        ]
        return table.with_columns(made, after=params.column)

    def effect(self, table: Relation, params: SplitEmailParams) -> Effect | None:
        is_address = call("regexp_matches", table.text(params.column), text(_PATTERN))
        return Effect(is_address, "{hits} of {rows} rows hold an e-mail address")


def _part(value: exp.Expr, number: int) -> exp.Expr:
    return blank_is_null(call("regexp_extract", value, text(_PATTERN), exp.Literal.number(number)))
