"""Sample / filter: some of the rows."""

from typing import Literal

from atelier.recipes.base import param
from atelier.recipes.visual_fields import AroundParams

_WITH_ROWS = ["head", "last", "random", "stratified", "rebalance"]


class SampleParams(AroundParams):
    method: Literal["whole", "head", "last", "random", "share", "stratified", "rebalance"] = param(
        "head",
        label="Sample",
        help="Which of the rows that pass the filter are kept.",
        section="Sample",
        options={
            "whole": "All rows",
            "head": "First rows",
            "last": "Last rows",
            "random": "Random, so many rows",
            "share": "Random, a share of the rows",
            "stratified": "Random, classes as frequent as they are",
            "rebalance": "Random, classes equally frequent",
        },
    )
    rows: int = param(
        10_000,
        label="Rows",
        help="How many rows are kept, at most.",
        section="Sample",
        shown_if={"field": "method", "op": "in", "value": _WITH_ROWS},
        ge=1,
        le=10_000_000_000,
    )
    percent: float = param(
        10.0,
        label="Share",
        help="How many rows of a hundred are kept.",
        section="Sample",
        unit="%",
        shown_if={"field": "method", "op": "eq", "value": "share"},
        ge=0,
        le=100,
    )
    column: str = param(
        "",
        label="Class column",
        help="The column whose values are the classes.",
        section="Sample",
        widget="column",
        shown_if={"field": "method", "op": "in", "value": ["stratified", "rebalance"]},
    )
    seed: int = param(
        1337,
        label="Seed",
        help="The same seed takes the same rows.",
        section="Sample",
        shown_if={"field": "method", "op": "in", "value": ["random", "share", "stratified", "rebalance"]},
        ge=0,
        le=2**31 - 1,
    )
    columns: list[str] = param(
        [], label="Columns", help="Which columns are kept. None: all columns.", section="Sample", widget="columns"
    )
