"""One step against plain Python: values in, values out."""

from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import strategies as st
from tests.tables.tabular import after

from atelier.storage.schema import Column

TEXT = Column(name="text")
NUMBER = Column(name="number", type="double", meaning="decimal")
WHOLE = Column(name="whole", type="bigint", meaning="integer")
MOMENT = Column(name="moment", type="date", meaning="date")
LISTED = Column(name="listed", type="array", meaning="array")
VECTOR = Column(name="vector", type="array", meaning="vector")
OBJECT = Column(name="object", type="object", meaning="object")

ODD_TEXTS = [
    "",
    " ",
    "a b",
    "É",
    "é",
    "ß",
    "İ",
    "日本",
    "🐈 x",
    "a\u00a0b",
    "'",
    '"',
    "\\",
    "%",
    "{}",
    "NaN",
    "12",
    "-3.5",
]

texts = st.lists(st.one_of(st.none(), st.sampled_from(ODD_TEXTS), st.text("abAB é1.,-", max_size=8)), max_size=6)
numbers = st.lists(
    st.one_of(
        st.none(),
        st.sampled_from([0.0, -0.0, float("inf"), float("-inf"), 1e300, -1e-300]),
        st.floats(-1e6, 1e6),
    ),
    max_size=6,
)
moments = st.lists(
    st.one_of(st.none(), st.datetimes(min_value=datetime(1900, 1, 1), max_value=datetime(2100, 1, 1))),
    max_size=6,
)


def column_after(column: Column, values: list[Any], type: str, out: str, /, **params: Any) -> list[Any]:
    """Return the column `out` after the step on a table of one column."""
    return columns_after([column], [[value] for value in values], type, [out], **params)[out]


def columns_after(
    columns: list[Column], rows: list[list[Any]], type: str, out: list[str], /, **params: Any
) -> dict[str, list[Any]]:
    """Return columns after the step."""
    with TemporaryDirectory() as folder:
        frame = after(Path(folder) / "table", columns, rows, {"type": type, "params": params})
    return {name: list(frame[name]) for name in out}
