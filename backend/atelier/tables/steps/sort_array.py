"""Sort the elements of arrays."""

from sqlglot import exp

from atelier.tables.calls import as_json, call, each, elements_of, is_null, is_vector, text_of_json, whole
from atelier.tables.probe import Probe
from atelier.tables.relation import New, Relation
from atelier.tables.steps.base import Step, StepParams, setting


class SortArrayParams(StepParams):
    input: str = setting("", label="Column", widget="column")
    output: str = setting("", label="Output column", help="Empty: the column itself.", widget="new_column")
    descending: bool = setting(False, label="Largest first")


class SortArray(Step[SortArrayParams]):
    """Sort the elements of each array: numbers by size, then texts by the alphabet, then empty elements."""

    type = "ArraySort"
    dss_types = ("ArraySortProcessor",)
    label = "Sort array"
    category = "objects"
    keywords = ("order", "elements", "vector")
    Params = SortArrayParams

    def sentence(self, params: SortArrayParams) -> str:
        return f"Sort the arrays in “{params.input}”" + (", largest first" if params.descending else "")

    def apply(self, table: Relation, params: SortArrayParams, probe: Probe) -> Relation:
        elements = elements_of(table, params.input)
        function = "list_reverse_sort" if params.descending else "list_sort"
        name = params.output or params.input
        if is_vector(table, params.input):
            return table.with_columns([New(name, call(function, elements), "array", "vector")], after=params.input)

        def ranked(one: exp.Expr) -> exp.Expr:
            value = text_of_json(one)
            number = exp.TryCast(this=value, to=exp.DataType.build("DOUBLE"))
            return call("row", is_null(value), is_null(number), number, value, one)

        sorted_ = call(function, each(elements, ranked))
        made = as_json(each(sorted_, lambda one: call("struct_extract", one, whole(5))))
        return table.with_columns([New(name, made, "array", "array")], after=params.input)
