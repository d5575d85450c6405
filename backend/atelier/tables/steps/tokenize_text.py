"""Split text into words."""

from typing import Literal

from atelier.tables.probe import Probe
from atelier.tables.relation import Relation
from atelier.tables.steps import listed
from atelier.tables.steps.base import Step, setting
from atelier.tables.steps.word_choice import WordChoice


class TokenizeTextParams(WordChoice):
    inCol: str = setting("", label="Column", widget="column")
    operation: Literal["TO_JSON", "FOLD", "SPLIT"] = setting("TO_JSON", label="Output as", options=listed.OUTPUTS)
    outCol: str = setting(
        "",
        label="Output column or prefix",
        help="Columns are called prefix0, prefix1, ... Empty: the column's name and _words.",
        widget="new_column",
    )


class TokenizeText(Step[TokenizeTextParams]):
    """Split texts into their words, as an array, as a row for each word or as a column for each word."""

    type = "Tokenizer"
    label = "Split text into words"
    category = "text"
    keywords = ("tokenize", "tokenise", "words", "nlp")
    Params = TokenizeTextParams

    def sentence(self, params: TokenizeTextParams) -> str:
        how = {"TO_JSON": "an array", "FOLD": "rows", "SPLIT": "columns"}[params.operation]
        return f"Split “{params.inCol}” into words, as {how}"

    def apply(self, table: Relation, params: TokenizeTextParams, probe: Probe) -> Relation:
        words = params.of(table.text(params.inCol))
        name = params.outCol or f"{params.inCol}_words"
        if params.operation == "TO_JSON":
            return listed.as_array(table, words, name, after=params.inCol)
        if params.operation == "FOLD":
            return listed.as_rows(table, [words], [name], [("string", "text")], after=params.inCol)
        prefix = params.outCol or f"{params.inCol}_"
        return listed.as_columns(table, words, prefix, "string", probe, after=params.inCol, loc="operation")
