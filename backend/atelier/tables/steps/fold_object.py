"""Turn the keys of objects into rows."""

from sqlglot import exp

from atelier.errors import InvalidInput
from atelier.tables.calls import call, each, joined, new_name, object_of, text
from atelier.tables.probe import Probe
from atelier.tables.relation import Relation
from atelier.tables.steps import listed
from atelier.tables.steps.base import Step, StepParams, setting


class FoldObjectParams(StepParams):
    column: str = setting("", label="Column", widget="column")
    keyColumn: str = setting("key", label="Keys into", widget="new_column")
    valueColumn: str = setting("value", label="Values into", widget="new_column")
    keep: bool = setting(False, label="Keep the column")


class FoldObject(Step[FoldObjectParams]):
    """Make a row for each key of an object, such as for each class of a prediction, with the key and its value.

    A row without an object stays once, with empty cells.
    """

    type = "ObjectFoldProcessor"
    dss_types = ("FoldObject", "ObjectFold")
    label = "Fold object keys into rows"
    category = "objects"
    keywords = ("json", "melt", "unpivot", "prediction")
    Params = FoldObjectParams

    def sentence(self, params: FoldObjectParams) -> str:
        return f"Fold the objects in “{params.column}” into rows of “{params.keyColumn}” and “{params.valueColumn}”"

    def apply(self, table: Relation, params: FoldObjectParams, probe: Probe) -> Relation:
        names = [new_name(params.keyColumn, "keyColumn"), new_name(params.valueColumn, "valueColumn")]
        if names[0] == names[1]:
            raise InvalidInput.at("valueColumn", "Keys and values need a column each.")
        table, value = table.holding(object_of(table, params.column))
        keys = call("json_keys", value)
        values = each(keys, lambda key: call("json_extract_string", value, _pointer(key)))
        types = [("string", "text"), ("string", "text")]
        folded = listed.as_rows(table, [keys, values], names, types, after=params.column)  # type: ignore[arg-type]
        return folded if params.keep or params.column in names else folded.drop([params.column])


def _pointer(key: exp.Expr) -> exp.Expr:
    escaped = call("replace", call("replace", key, text("~"), text("~0")), text("/"), text("~1"))
    return joined(text("/"), escaped)
