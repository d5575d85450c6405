"""Zip arrays into one array of objects."""

from sqlglot import exp

from atelier.errors import InvalidInput
from atelier.tables.calls import as_json, call, each, elements_of, named, new_name, text, whole
from atelier.tables.probe import Probe
from atelier.tables.relation import New, Relation
from atelier.tables.steps.base import Step, StepParams, setting

_MOST_COLUMNS = 50


class ZipArraysParams(StepParams):
    columns: list[str] = setting([], label="Columns", widget="columns")
    output: str = setting("zipped", label="Output column", widget="new_column")


class ZipArrays(Step[ZipArraysParams]):
    """Make one array of objects from several arrays: its first object holds the first element of each, and so on.

    The objects' keys are the columns' names; where an array is shorter, the value is null.
    """

    type = "ZipArrays"
    dss_types = ("ArraysZip", "ZipArraysProcessor")
    label = "Zip arrays"
    category = "objects"
    keywords = ("combine", "merge", "pairs", "objects")
    Params = ZipArraysParams

    def sentence(self, params: ZipArraysParams) -> str:
        return f"Zip the arrays of {named(params.columns)} into “{params.output}”"

    def apply(self, table: Relation, params: ZipArraysParams, probe: Probe) -> Relation:
        columns = list(dict.fromkeys(params.columns))
        if len(columns) < 2:
            raise InvalidInput.at("columns", "Choose two columns or more.")
        if len(columns) > _MOST_COLUMNS:
            raise InvalidInput.at("columns", f"At most {_MOST_COLUMNS} columns can be zipped.")
        arrays = []
        for name in columns:
            table, array = table.holding(elements_of(table, name))
            arrays.append(array)
        longest = call("greatest", *(call("len", array) for array in arrays))
        places = call("range", whole(1), exp.Add(this=longest, expression=whole(1)))

        def together(place: exp.Expr) -> exp.Expr:
            pairs = [
                part
                for name, array in zip(columns, arrays, strict=True)
                for part in (text(name), call("list_extract", array, place))
            ]
            return call("json_object", *pairs)

        made = as_json(each(places, together))
        return table.with_columns([New(new_name(params.output, "output"), made, "array", "array")])
