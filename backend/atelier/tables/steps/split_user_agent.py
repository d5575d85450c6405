"""Split user agents of browsers into their parts."""

from sqlglot import exp

from atelier.tables.calls import call, is_null, json_of, only_if, text
from atelier.tables.probe import Probe
from atelier.tables.pyfunctions import USER_AGENT, USER_AGENT_PARTS
from atelier.tables.relation import New, Relation
from atelier.tables.steps.base import Effect, Step, StepParams, setting
from atelier.tables.steps.choice import one_column


class SplitUserAgentParams(StepParams):
    column: str = setting("", label="Column", widget="column")


class SplitUserAgent(Step[SplitUserAgentParams]):
    """Split the user agents of web logs into browser, operating system and device, with their versions.

    The kind is `desktop`, `phone`, `tablet`, `bot` or `other`. Parts that a user agent does not tell are empty.
    """

    type = "UserAgentClassifier"
    label = "Split user agent"
    category = "text"
    keywords = ("browser", "device", "operating system", "bot", "mobile", "web log", "http")
    Params = SplitUserAgentParams

    def sentence(self, params: SplitUserAgentParams) -> str:
        return f"Split the user agents in “{params.column}”"

    def apply(self, table: Relation, params: SplitUserAgentParams, probe: Probe) -> Relation:
        one_column(table, params.column, "column")
        table, parts = table.holding(json_of(call(USER_AGENT, table.text(params.column), text(""))))
        made = [
            New(f"{params.column}_{part}", call("json_extract_string", parts, text(f"$.{part}")), "string")
            for part in USER_AGENT_PARTS
        ]
        return table.with_columns(made, after=params.column)

    def effect(self, table: Relation, params: SplitUserAgentParams) -> Effect | None:
        parts = json_of(call(USER_AGENT, table.text(params.column), text("")))
        known = exp.NEQ(this=call("json_extract_string", parts, text("$.kind")), expression=text("other"))
        return Effect(
            exp.not_(is_null(only_if(known, exp.true()))), "{hits} of {rows} rows hold a user agent that is known"
        )
