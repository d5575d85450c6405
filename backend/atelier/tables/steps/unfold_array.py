"""Spread the elements of arrays over columns."""

from atelier.tables.calls import each, elements_of, is_vector, text_of_json
from atelier.tables.probe import Probe
from atelier.tables.relation import Relation
from atelier.tables.steps import listed
from atelier.tables.steps.base import Step, StepParams, setting


class UnfoldArrayParams(StepParams):
    column: str = setting("", label="Column", widget="column")
    prefix: str = setting(
        "",
        label="Prefix of the new columns",
        help="They are called prefix0, prefix1, ... Empty: the column's name and _.",
    )
    limit: int = setting(100, label="At most so many elements", ge=1, le=listed.MOST_COLUMNS)


class UnfoldArray(Step[UnfoldArrayParams]):
    """Spread the elements of arrays over numbered columns, such as the values of a vector of features."""

    type = "ArrayUnfold"
    dss_types = ("ArrayUnfoldProcessor",)
    label = "Unfold array into columns"
    category = "objects"
    keywords = ("expand", "vector", "columns", "elements")
    Params = UnfoldArrayParams

    def sentence(self, params: UnfoldArrayParams) -> str:
        return f"Spread the arrays in “{params.column}” over columns"

    def apply(self, table: Relation, params: UnfoldArrayParams, probe: Probe) -> Relation:
        elements, is_numbers = elements_of(table, params.column), is_vector(table, params.column)
        return listed.as_columns(
            table,
            elements if is_numbers else each(elements, text_of_json),
            params.prefix or f"{params.column}_",
            "float" if is_numbers else "string",
            probe,
            after=params.column,
            loc="limit",
            most=params.limit,
        )
