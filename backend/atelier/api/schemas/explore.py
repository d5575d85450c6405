"""Shapes of Explore: which rows of a table are asked for, and what is told of a column."""

from typing import Any, Literal

from pydantic import ConfigDict, Field

from atelier.api.schemas.base import In, Out
from atelier.storage.schema import Column

_AS_TYPED = ConfigDict(extra="forbid", str_strip_whitespace=False)  # a blank may be what is looked for


class SampleIn(In):
    """Which rows stand for the table. `column` is for `stratified` and `rebalance`."""

    model_config = _AS_TYPED

    method: Literal["head", "last", "random", "stratified", "rebalance", "whole"] = "head"
    rows: int = Field(10_000, ge=1, le=1_000_000)
    column: str | None = None
    seed: int = Field(1337, ge=0, le=2**31 - 1)


class FilterIn(In):
    """A condition on one column; `exclude` keeps the other rows. Bounds of dates are ISO 8601 texts."""

    model_config = _AS_TYPED

    column: str
    kind: Literal["values", "range", "text", "validity"]
    values: list[str | None] = Field([], max_length=1000)
    min: float | str | None = None
    max: float | str | None = None
    mode: Literal["contains", "equals", "starts", "regex"] = "contains"
    text: str = Field("", max_length=1000)
    case_sensitive: bool = False
    validity: list[Literal["valid", "invalid", "empty"]] = Field([], max_length=3)
    exclude: bool = False


class SortIn(In):
    model_config = _AS_TYPED

    column: str
    descending: bool = False


class ExploreIn(In):
    """A page of the rows that match, in order; `search` looks into every column, `columns` (none: all) come back."""

    model_config = _AS_TYPED

    sample: SampleIn = Field(default_factory=SampleIn)
    filters: list[FilterIn] = Field([], max_length=100)
    sort: list[SortIn] = Field([], max_length=20)
    search: str = Field("", max_length=200)
    columns: list[str] = Field([], max_length=10_000)
    offset: int = Field(0, ge=0, le=2**53)
    limit: int = Field(200, ge=1, le=1000)


class ExploreOut(Out):
    """Rows `offset` and on of `total` that match. `numbers` are the rows' places in the sample, counted from 0.

    `sampled` is the number of rows in the sample, `whole` that in the dataset.
    """

    columns: list[Column]
    rows: list[list[Any]]
    numbers: list[int]
    offset: int
    total: int
    sampled: int
    whole: int
    version: int


class CellIn(In):
    """One cell of a sample; `row` is one of the `numbers` of a page."""

    model_config = _AS_TYPED

    sample: SampleIn = Field(default_factory=SampleIn)
    row: int = Field(ge=0, le=2**53)
    column: str


class CellOut(Out):
    value: Any


class AnalyzeIn(In):
    """What is to be told of a column, on the rows of the sample that match."""

    model_config = _AS_TYPED

    column: str
    sample: SampleIn = Field(default_factory=SampleIn)
    filters: list[FilterIn] = Field([], max_length=100)
    search: str = Field("", max_length=200)
    bins: int = Field(20, ge=1, le=60)


class ValueCount(Out):
    """A value as a filter takes it, its rows, and its share of all rows, alone and with those before it."""

    value: str | None
    count: int
    share: float
    cumulated: float


class Bin(Out):
    start: float
    end: float
    count: int


class DateBin(Out):
    start: str
    end: str
    count: int


class NumbersOut(Out):
    """Figures of a numeric column; `outliers` lie beyond 1.5 times the interquartile range."""

    min: float | None
    max: float | None
    mean: float | None
    median: float | None
    std: float | None
    p5: float | None
    p25: float | None
    p75: float | None
    p95: float | None
    zeros: int
    negatives: int
    outliers: int
    histogram: list[Bin]


class DatesOut(Out):
    min: str | None
    max: str | None
    by: Literal["day", "month", "year"]
    histogram: list[DateBin]


class TextsOut(Out):
    """Lengths in characters; `blank` values hold nothing but white space."""

    shortest: int | None
    longest: int | None
    mean_length: float | None
    blank: int
    histogram: list[Bin]


class AnalyzeOut(Out):
    """What a column holds. `is_exact` says that `distinct`, `top` and the percentiles are not estimates."""

    column: Column
    rows: int
    empty: int
    invalid: int
    distinct: int | None
    is_exact: bool
    top: list[ValueCount]
    numbers: NumbersOut | None
    dates: DatesOut | None
    texts: TextsOut | None
