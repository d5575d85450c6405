"""Extract a part of JSON by a path."""

from sqlglot import exp

from atelier.errors import InvalidInput
from atelier.tables.calls import as_json, call, is_null, json_of, new_name, text, text_of_json, whole
from atelier.tables.probe import Probe
from atelier.tables.relation import New, Relation
from atelier.tables.steps.base import Effect, Step, StepParams, setting


class ExtractJsonPathParams(StepParams):
    inCol: str = setting("", label="Column", widget="column")
    outCol: str = setting("", label="Output column", help="Empty: the column's name and _value.", widget="new_column")
    expression: str = setting(
        "$", label="Path", help="Such as $.boxes[0].label, $.boxes[*].label or $..label.", max_length=1000
    )
    singleValue: bool = setting(True, label="The first value only", help="Off: an array of all values.")


class ExtractJsonPath(Step[ExtractJsonPathParams]):
    """Take what stands at a path of JSON objects or arrays, the first value or all that match."""

    type = "JSONPathExtractor"
    label = "Extract with JSONPath"
    category = "objects"
    keywords = ("json", "path", "nested", "key")
    Params = ExtractJsonPathParams

    def sentence(self, params: ExtractJsonPathParams) -> str:
        return f"Extract {params.expression} from “{params.inCol}”"

    def apply(self, table: Relation, params: ExtractJsonPathParams, probe: Probe) -> Relation:
        if not params.expression.startswith("$"):
            raise InvalidInput.at("expression", "A path starts with $, as in $.boxes[0].label.")
        value = json_of(table.text(params.inCol))
        found = call("json_extract", value, text(params.expression))
        try:
            is_many = probe.types(table, found)[0][0] == "array"
        except InvalidInput as error:
            raise InvalidInput.at("expression", f"The path cannot be read: {error.message}") from None
        name = new_name(params.outCol or f"{params.inCol}_value", "outCol")
        if params.singleValue:
            first = call("list_extract", found, whole(1)) if is_many else found
            new = New(name, text_of_json(first), "string")
        else:
            listed = found if is_many else exp.case().when(is_null(found), exp.null()).else_(call("list_value", found))
            new = New(name, as_json(listed), "array", "array")
        return table.with_columns([new], after=params.inCol)

    def effect(self, table: Relation, params: ExtractJsonPathParams) -> Effect | None:
        found = call("json_exists", json_of(table.text(params.inCol)), text(params.expression))
        if any(sign in params.expression for sign in ("*", "..")):
            return None
        return Effect(found, f"{params.expression} is there in {{hits}} of {{rows}} rows")
