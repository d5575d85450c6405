"""Extract sequences of words (n-grams)."""

from typing import Literal

from sqlglot import exp

from atelier.tables.calls import call, each, is_null, only_if, text, whole
from atelier.tables.probe import Probe
from atelier.tables.relation import Relation
from atelier.tables.steps import listed
from atelier.tables.steps.base import Step, setting
from atelier.tables.steps.word_choice import WordChoice


class ExtractNgramsParams(WordChoice):
    inCol: str = setting("", label="Column", widget="column")
    ngramSize: int = setting(2, label="Words in each", ge=1, le=20)
    sortInside: bool = setting(False, label="Words of each in order of the alphabet")
    operation: Literal["TO_JSON", "FOLD", "SPLIT"] = setting("TO_JSON", label="Output as", options=listed.OUTPUTS)
    outCol: str = setting(
        "",
        label="Output column or prefix",
        help="Columns are called prefix0, prefix1, ... Empty: the column's name and _ngrams.",
        widget="new_column",
    )


class ExtractNgrams(Step[ExtractNgramsParams]):
    """Extract all sequences of a number of neighbouring words, such as pairs, from texts."""

    type = "NGramExtract"
    dss_types = ("NGramExtractor", "TextNGramExtractor")
    label = "Extract n-grams"
    category = "text"
    keywords = ("bigram", "trigram", "words", "sequence", "nlp")
    Params = ExtractNgramsParams

    def sentence(self, params: ExtractNgramsParams) -> str:
        how = {"TO_JSON": "an array", "FOLD": "rows", "SPLIT": "columns"}[params.operation]
        return f"Extract sequences of {params.ngramSize} words from “{params.inCol}” as {how}"

    def apply(self, table: Relation, params: ExtractNgramsParams, probe: Probe) -> Relation:
        table, words = table.holding(params.of(table.text(params.inCol)))
        grams = self._grams(words, params)
        name = params.outCol or f"{params.inCol}_ngrams"
        if params.operation == "TO_JSON":
            return listed.as_array(table, grams, name, after=params.inCol)
        if params.operation == "FOLD":
            return listed.as_rows(table, [grams], [name], [("string", "text")], after=params.inCol)
        prefix = params.outCol or f"{params.inCol}_ngram_"
        return listed.as_columns(table, grams, prefix, "string", probe, after=params.inCol, loc="operation")

    def _grams(self, words: exp.Expr, params: ExtractNgramsParams) -> exp.Expr:
        last = exp.Sub(this=call("len", words), expression=whole(params.ngramSize - 2))
        starts = call("range", whole(1), exp.cast(last, "BIGINT"))

        def gram(start: exp.Expr) -> exp.Expr:
            end = exp.Add(this=start.copy(), expression=whole(params.ngramSize - 1))
            found = call("list_slice", words, start, end)
            return call("array_to_string", call("list_sort", found) if params.sortInside else found, text(" "))

        return only_if(exp.not_(is_null(words)), each(starts, gram))
