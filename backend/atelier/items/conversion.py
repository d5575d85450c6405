"""Files with tables become the typed parts of a dataset: one file, or several of like columns."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pyarrow as pa

from atelier.errors import InvalidInput
from atelier.items.store import Store
from atelier.storage.dataset import StagedDataset, arrow_schema, arrow_type
from atelier.storage.formats import inference, reading, rowwise
from atelier.storage.formats.reading import TableFile
from atelier.storage.names import shown
from atelier.storage.schema import Column
from atelier.storage.staging import seal
from atelier.tables.types import NUMERIC

_TOLD_PROBLEMS = 100
_EXAMPLES = 5


@dataclass(slots=True)
class _Source:
    """A file, how it is written, its own columns, and where each goes (None: nowhere)."""

    file: TableFile
    layout: dict[str, Any]
    columns: list[Column]
    targets: list[int | None]


def convert(
    files: Sequence[TableFile],
    *,
    store: Store,
    given: dict[str, Any] | None,
    columns: list[Column] | None,
    staging: Path,
    origin_column: str = "",
    names: list[str] | None = None,
    each_by_itself: bool = False,
) -> dict[str, Any]:
    """Turn tables into typed parts, stored as blobs; returns parts, columns, format, problems, and the file's names.

    `names` are the first file's column names that `columns` stand for; other files' columns are found by name.
    With `each_by_itself` every file is in a format of its own. Opens no transaction: large tables take long.
    """
    sources, chosen, found_names = _plan(files, given, columns, names, each_by_itself)
    if origin_column:
        if any(column.name == origin_column for column in chosen):
            raise InvalidInput.at("source.origin_column", f"There is a column “{shown(origin_column)}” already.")
        chosen = [*chosen, Column(name=origin_column, type="string", meaning="text")]
    problems: list[str] = []
    staging.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=staging, prefix="table-") as folder:
        work = Path(folder)
        staged = StagedDataset("table", work / "outputs" / "table")
        staged.write_tables(chosen, _arranged(sources, chosen, bool(origin_column), problems))
        sealed = seal(work, {"table": staged})["outputs"]["table"]
        for part in sealed["parts"]:
            store.blobs.adopt(staged.path / part["path"], part["sha256"])
    if len(problems) > _TOLD_PROBLEMS:
        problems = [*problems[:_TOLD_PROBLEMS], f"There are {len(problems) - _TOLD_PROBLEMS:,} more such sentences."]
    return {
        "parts": [{"blob": p["sha256"], "rows": p["rows"], "bytes": p["size"]} for p in sealed["parts"]],
        "columns": [column.model_dump(exclude_none=True) for column in chosen],
        "format": sources[0].layout,
        "problems": problems,
        "names": found_names,
    }


def union_columns(tables: Sequence[Sequence[Column]]) -> list[Column]:
    """Return the columns of several tables, each name once; where types differ, the one that holds both."""
    found: dict[str, Column] = {}
    for columns in tables:
        for column in columns:
            known = found.get(column.name)
            if known is None or known.type == column.type:
                found.setdefault(column.name, column)
            elif known.type in NUMERIC and column.type in NUMERIC:
                found[column.name] = Column(name=column.name, type="double", meaning="decimal")
            else:
                found[column.name] = Column(name=column.name, type="string", meaning="text")
    return list(found.values())


def _plan(
    files: Sequence[TableFile],
    given: dict[str, Any] | None,
    columns: list[Column] | None,
    names: list[str] | None,
    each_by_itself: bool,
) -> tuple[list[_Source], list[Column], list[str]]:
    if not files:
        raise InvalidInput("There is no file to read.")
    previews: list[rowwise.Preview] = []
    layout = given
    for file in files:
        with _Named(file, len(files) > 1):
            is_other = bool(previews and layout and reading.format_type(file) != layout.get("type"))
            shown_first = reading.preview(file, None if is_other else layout)
        previews.append(shown_first)
        if not each_by_itself and layout is given:
            layout = shown_first.format.as_json()
    natural = [list(one.columns) for one in previews]
    own = [column.name for column in natural[0]]
    if columns is None:
        chosen = union_columns(natural) if each_by_itself else natural[0]
        known = [column.name for column in chosen]
    else:
        chosen = list(columns)
        known = names if names is not None and len(names) == len(chosen) else own
        if len(known) != len(chosen):
            raise InvalidInput.at("columns", f"The table has {len(own):,} columns, but {len(chosen):,} are described.")
    places = {name: place for place, name in enumerate(known)}
    for place, column in enumerate(chosen):
        places.setdefault(column.name, place)
    sources = []
    for file, shown_first, found in zip(files, previews, natural, strict=True):
        targets = [places.get(column.name) for column in found]
        read_as = [
            Column(name=column.name) if at is None else chosen[at].model_copy(update={"name": column.name})
            for column, at in zip(found, targets, strict=True)
        ]
        sources.append(_Source(file, shown_first.format.as_json(), read_as, targets))
    return sources, chosen, known


def _arranged(
    sources: Sequence[_Source], chosen: Sequence[Column], has_origin: bool, problems: list[str]
) -> Iterator[pa.Table]:
    schema = arrow_schema(chosen)
    count = len(chosen) - has_origin
    for source in sources:
        places = {at: place for place, at in enumerate(source.targets) if at is not None}
        lost: list[str] = []
        missing = [chosen[at].name for at in range(count) if at not in places]
        extra = [column.name for column, at in zip(source.columns, source.targets, strict=True) if at is None]
        if missing:
            lost.append(f"There is no column {_listed(missing)}: left empty.")
        if extra:
            lost.append(f"Column {_listed(extra)} is not in the dataset: left out.")
        with _Named(source.file, len(sources) > 1):
            for table in reading.tables(source.file, source.layout, source.columns, lost):
                arrays = [
                    table.column(places[at]) if at in places else pa.nulls(table.num_rows, arrow_type(chosen[at]))
                    for at in range(count)
                ]
                if has_origin:
                    arrays.append(pa.array([source.file.name] * table.num_rows, type=pa.string()))
                yield pa.Table.from_arrays(arrays, schema=schema)
        for sentence in lost:
            sentence = _as_called_now(sentence, source, chosen)
            problems.append(f"{shown(source.file.name)}: {sentence}" if len(sources) > 1 else sentence)


def _as_called_now(sentence: str, source: _Source, chosen: Sequence[Column]) -> str:
    """Return a sentence on a column of a file with the name that the column has in the dataset."""
    for column, at in zip(source.columns, source.targets, strict=True):
        before = f"Column “{shown(column.name)}”:"
        if at is not None and chosen[at].name != column.name and sentence.startswith(before):
            return f"Column “{shown(chosen[at].name)}”:{sentence.removeprefix(before)}"
    return sentence


class _Named:
    """Name the file in what is said of it, where there are several."""

    def __init__(self, file: TableFile, is_one_of_many: bool) -> None:
        self._file, self._is_named = file, is_one_of_many

    def __enter__(self) -> None:
        return None

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        if self._is_named and isinstance(error, InvalidInput) and not error.fields:
            name = shown(self._file.name)
            if not error.message.startswith(f"{name}: "):
                raise InvalidInput(f"{name}: {error.message}", hint=error.hint, details=error.details) from error


def _listed(names: Sequence[str]) -> str:
    some = ", ".join(f"“{shown(name)}”" for name in names[:5])
    return f"{some} and {len(names) - 5:,} more" if len(names) > 5 else some


@dataclass(slots=True)
class Check:
    """How many values of a column would not fit, and the first few with their rows, counted from 1."""

    column: Column
    misfits: int = 0
    examples: list[tuple[int, str]] = field(default_factory=list)


def check(
    files: Sequence[TableFile],
    *,
    given: dict[str, Any] | None,
    columns: list[Column],
    names: list[str] | None = None,
    each_by_itself: bool = False,
) -> tuple[int, list[Check]]:
    """Return the number of rows, and for each column which values would be left empty by its type."""
    sources, chosen, _ = _plan(files, given, columns, names, each_by_itself)
    checks = [Check(column) for column in chosen]
    row = 0
    for source in sources:
        texts = [Column(name=column.name) for column in source.columns]
        with _Named(source.file, len(sources) > 1):
            for table in reading.tables(source.file, source.layout, texts, []):
                for place, at in enumerate(source.targets):
                    if at is not None and chosen[at].type != "string":
                        _look(checks[at], table.column(place).to_pylist(), row)
                row += table.num_rows
    return row, checks


def _look(found: Check, values: Sequence[str | None], before: int) -> None:
    for place, text in enumerate(values, 1):
        if text and inference.convert(text, found.column) is None:
            found.misfits += 1
            if len(found.examples) < _EXAMPLES:
                found.examples.append((before + place, text[:200]))
