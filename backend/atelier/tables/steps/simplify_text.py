"""Simplify text to its words."""

from atelier.tables.calls import call, text
from atelier.tables.probe import Probe
from atelier.tables.relation import New, Relation
from atelier.tables.steps.base import Step, setting
from atelier.tables.steps.word_choice import WordChoice


class SimplifyTextParams(WordChoice):
    inCol: str = setting("", label="Column", widget="column")
    outCol: str = setting("", label="Output column", help="Empty: the column itself.", widget="new_column")
    sortAlphabetically: bool = setting(False, label="Words in order of the alphabet")


class SimplifyText(Step[SimplifyTextParams]):
    """Reduce texts to their words: lower case without accents and punctuation, without stop words, as stems, in order.

    Texts that say the same become equal, so that they can be counted and joined.
    """

    type = "TextSimplifierProcessor"
    label = "Simplify text"
    category = "text"
    keywords = ("stem", "stop words", "normalise", "nlp", "accents")
    Params = SimplifyTextParams

    def sentence(self, params: SimplifyTextParams) -> str:
        return f"Simplify “{params.inCol}”" + (f" into “{params.outCol}”" if params.outCol else "")

    def apply(self, table: Relation, params: SimplifyTextParams, probe: Probe) -> Relation:
        words = params.of(table.text(params.inCol))
        if params.sortAlphabetically:
            words = call("list_sort", words)
        made = call("array_to_string", words, text(" "))
        return table.with_columns([New(params.outCol or params.inCol, made, "string")], after=params.inCol)
