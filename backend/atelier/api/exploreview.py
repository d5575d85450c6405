"""Questions of Explore between the API's shapes and the tables'."""

from atelier.api.schemas.explore import AnalyzeOut, FilterIn, SampleIn, SortIn
from atelier.storage.schema import Column
from atelier.tables.analysis import Analysis
from atelier.tables.question import Filter, Question, Sort
from atelier.tables.samples import Sample


def analyze_out(column: Column, found: Analysis) -> AnalyzeOut:
    """Return what is told of a column."""
    return AnalyzeOut.model_validate({"column": column, **{name: getattr(found, name) for name in found.__slots__}})


def sample_of(body: SampleIn) -> Sample:
    """Return a sample as it is asked for."""
    return Sample(body.method, body.rows, body.column, body.seed)


def question_of(filters: list[FilterIn], search: str, sort: list[SortIn]) -> Question:
    """Return what is asked of the rows."""
    return Question(
        tuple(
            Filter(
                one.column,
                one.kind,
                tuple(one.values),
                one.min,
                one.max,
                one.mode,
                one.text,
                one.case_sensitive,
                tuple(one.validity),
                one.exclude,
            )
            for one in filters
        ),
        search,
        tuple(Sort(one.column, one.descending) for one in sort),
    )
