"""Replace values by codes that cannot be turned back."""

from typing import Literal

from sqlglot import exp

from atelier.tables.calls import call, joined, only_if, text
from atelier.tables.probe import Probe
from atelier.tables.relation import New, Relation
from atelier.tables.steps.base import Step, setting
from atelier.tables.steps.column_choice import ColumnChoice


class HashValuesParams(ColumnChoice):
    algorithm: Literal["SHA-256", "SHA-1", "MD5"] = setting(
        "SHA-256", label="Method", options={"SHA-256": "SHA-256", "SHA-1": "SHA-1", "MD5": "MD5"}
    )
    salt: str = setting(
        "",
        label="Secret",
        help="Mixed into each value, so that nobody finds short values by trying them all.",
        max_length=500,
    )


class HashValues(Step[HashValuesParams]):
    """Replace values by codes (pseudonyms): equal values get equal codes, and codes cannot be turned back."""

    type = "ColumnPseudonymization"
    dss_types = ("Pseudonymizer", "PseudonymizeText", "HashProcessor")
    label = "Pseudonymise (hash)"
    category = "values"
    keywords = ("hash", "anonymise", "sha256", "md5", "privacy")
    Params = HashValuesParams

    def sentence(self, params: HashValuesParams) -> str:
        return f"Replace {params.words()} by {params.algorithm} codes"

    def apply(self, table: Relation, params: HashValuesParams, probe: Probe) -> Relation:
        function = params.algorithm.lower().replace("-", "")
        return table.with_columns(
            [
                New(name, self._code(table, name, function, params.salt), "string", "text")
                for name in params.chosen(table, probe)
            ]
        )

    def _code(self, table: Relation, name: str, function: str, salt: str) -> exp.Expr:
        mixed = joined(text(salt), table.text(name)) if salt else table.text(name)
        return only_if(exp.not_(table.is_empty(name)), call(function, mixed))
