"""Extract with a regular expression."""

from sqlglot import exp

from atelier.errors import InvalidInput
from atelier.storage.names import shown
from atelier.tables.probe import Probe
from atelier.tables.relation import New, Relation
from atelier.tables.steps import patterns
from atelier.tables.steps.base import Effect, Step, StepParams, setting
from atelier.tables.steps.choice import one_column
from atelier.tables.steps.matching import certain
from atelier.tables.steps.typed import new_name

_MOST_GROUPS = 100


class ExtractWithRegexParams(StepParams):
    column: str = setting("", label="Column", widget="column")
    pattern: str = setting(
        "",
        label="Pattern",
        widget="regex",
        help="Each group in brackets becomes a column; without groups, the whole match. Anywhere in the text: "
        "^ and $ mean its ends.",
        max_length=patterns.MAX_LENGTH,
    )
    prefix: str = setting(
        "", label="Output prefix", help="Columns are called by it and the group's name or number. Empty: the column's.",
        max_length=200,
    )  # fmt: skip
    found_col: bool = setting(False, label="Say whether it was found", help="Adds a column that is true or false.")
    extractAllOccurrences: bool = setting(
        False, label="All occurrences", help="Each group gives an array of all that it matches."
    )


class ExtractWithRegex(Step[ExtractWithRegexParams]):
    """Extract parts of a text with the groups of a regular expression. Rows that do not match get empty cells."""

    type = "RegexpExtractor"
    label = "Extract with regular expression"
    category = "text"
    keywords = ("regex", "regexp", "pattern", "capture", "groups")
    Params = ExtractWithRegexParams

    def sentence(self, params: ExtractWithRegexParams) -> str:
        return f"Extract from “{params.column}” with “{shown(params.pattern)}”"

    def apply(self, table: Relation, params: ExtractWithRegexParams, probe: Probe) -> Relation:
        name = one_column(table, params.column, "column")
        written = patterns.readable(params.pattern, "pattern", probe)
        prefix = params.prefix or f"{name}_"
        groups = patterns.groups(written)
        if len(groups) > _MOST_GROUPS:
            raise InvalidInput.at("pattern", f"The pattern has {len(groups)} groups. At most {_MOST_GROUPS} are read.")
        outputs = [(place, group or str(place)) for place, group in enumerate(groups, 1)] or [(0, "1")]
        made = [
            New(
                new_name(f"{prefix}{output}", "prefix"),
                self._part(table, params, written, place),
                *(("array", "array") if params.extractAllOccurrences else ("string", "text")),
            )
            for place, output in outputs
        ]
        if params.found_col:
            found = certain(self._is_match(table, params))
            made.append(New(new_name(f"{prefix}found", "prefix"), found, "boolean", "boolean"))
        names = [one.name for one in made]
        if len(set(names)) < len(names):
            raise InvalidInput.at("pattern", "Two of its groups would give columns of one name. Rename a group.")
        return table.with_columns(made, after=name)

    def effect(self, table: Relation, params: ExtractWithRegexParams) -> Effect | None:
        hit = self._is_match(table, params)
        return Effect(hit, f"“{shown(params.pattern)}” matches in {{hits}} of {{rows}} rows")

    def _is_match(self, table: Relation, params: ExtractWithRegexParams) -> exp.Expr:
        pattern = exp.Literal.string(patterns.as_engine(params.pattern))
        return exp.Anonymous(this="regexp_matches", expressions=[table.text(params.column), pattern])

    def _part(self, table: Relation, params: ExtractWithRegexParams, written: str, place: int) -> exp.Expr:
        taken = [table.text(params.column), exp.Literal.string(written), exp.Literal.number(place)]
        if not params.extractAllOccurrences:
            # '' stands for no match too; either way the cell is empty
            found = exp.Anonymous(this="regexp_extract", expressions=taken)
            return exp.Nullif(this=found, expression=exp.Literal.string(""))
        every = exp.Anonymous(this="regexp_extract_all", expressions=taken)
        return exp.cast(exp.Anonymous(this="to_json", expressions=[every]), "VARCHAR")
