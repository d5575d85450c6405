"""A server asked over the network, through the API that scripts use: for notebooks."""

import csv
import io
from collections.abc import Iterator, Sequence
from typing import Any, BinaryIO, cast, get_args
from urllib.parse import quote

import httpx
import numpy as np
import pandas as pd

from atelier.storage.schema import Column, StorageType, columns_from

from ._frames import parsed

_PREFIX = "/dip/publicapi"
_INTEGERS = frozenset({"tinyint", "smallint", "int", "bigint"})


class RemotePlace:
    """Items of a server's projects, read as the person whose key is shown."""

    def __init__(self, host: str, key: str) -> None:
        self.host = host.rstrip("/")
        self.key = key
        self._client = httpx.Client(
            base_url=self.host, headers={"Authorization": f"Bearer {key}"}, timeout=httpx.Timeout(60.0, read=600.0)
        )

    # -- asking

    def json(self, path: str) -> Any:
        return self._checked(self._asked("GET", path)).json()

    def _asked(self, method: str, path: str, **given: Any) -> httpx.Response:
        try:
            return self._client.request(method, _PREFIX + path, **given)
        except httpx.TransportError as error:
            raise ConnectionError(f"Atelier at {self.host} cannot be reached: {error}.") from None

    def _checked(self, answer: httpx.Response) -> httpx.Response:
        if answer.status_code >= 400:
            raise RuntimeError(_message(answer))
        return answer

    def _item(self, ref: str, project_key: str, kind: str) -> str:
        project, name = split_name(ref, project_key)
        return f"/projects/{quote(project)}/{kind}/{quote(name, safe='')}"

    # -- datasets

    def schema_at(self, ref: str, project_key: str) -> list[Column]:
        found = self.json(f"{self._item(ref, project_key, 'datasets')}/schema")
        known = frozenset(get_args(StorageType))
        return columns_from(
            [
                {"name": c["name"], "type": c["type"] if c["type"] in known else "string", "meaning": _meaning(c)}
                for c in found["columns"]
            ]
        )

    def frames_at(
        self,
        ref: str,
        project_key: str,
        *,
        columns: Sequence[str] | None,
        chunk_rows: int,
        as_schema: bool,
        bool_as_str: bool,
    ) -> Iterator[pd.DataFrame]:
        """Yield frames of rows, typed as the schema says."""
        schema = {column.name: column for column in self.schema_at(ref, project_key)}
        wanted = [schema[name] for name in columns if name in schema] if columns else list(schema.values())
        given: dict[str, Any] = {"format": "tsv-excel-noheader"}
        if columns:
            given["columns"] = list(columns)
        path = f"{_PREFIX}{self._item(ref, project_key, 'datasets')}/data/"
        with self._client.stream("GET", path, params=given) as answer:
            if answer.status_code >= 400:
                answer.read()
                raise RuntimeError(_message(answer))
            rows: list[list[str]] = []
            for row in csv.reader(_lines(answer), delimiter="\t", strict=True):
                rows.append(row)
                if len(rows) >= chunk_rows:
                    yield _frame(rows, wanted, as_schema, bool_as_str)
                    rows = []
            if rows:
                yield _frame(rows, wanted, as_schema, bool_as_str)

    # -- folders

    def folder_at(self, ref: str, project_key: str) -> "RemoteFolder":
        return RemoteFolder(self, self._item(ref, project_key, "managedfolders"))


class RemoteFolder:
    """A managed folder of a server."""

    def __init__(self, place: RemotePlace, address: str) -> None:
        self._place = place
        self._address = address
        found = place.json(address)
        self.id: str = found["id"]
        self.name: str = found["name"]

    def _files(self) -> list[dict[str, Any]]:
        return cast("list[dict[str, Any]]", self._place.json(f"{self._address}/contents")["items"])

    def paths(self) -> list[str]:
        return [file["path"].lstrip("/") for file in self._files()]

    def size(self, path: str) -> int | None:
        return next((file["size"] for file in self._files() if file["path"].strip("/") == path.strip("/")), None)

    def modified(self, path: str) -> float:
        found = (file["lastModified"] for file in self._files() if file["path"].strip("/") == path.strip("/"))
        return float(next(found, 0)) / 1000

    def open(self, path: str) -> BinaryIO:
        return io.BytesIO(self._place._checked(self._place._asked("GET", self._content(path))).content)

    def local_path(self) -> str:
        raise RuntimeError("A folder of a server has no path here. Read its files with get_download_stream.")

    def write(self, path: str, data: BinaryIO) -> None:
        self._place._checked(self._place._asked("POST", self._content(path), files={"file": ("file", data)}))

    def delete(self, path: str) -> None:
        self._place._checked(self._place._asked("DELETE", self._content(path)))

    def _content(self, path: str) -> str:
        return f"{self._address}/contents/{quote(path.lstrip('/'))}"


def split_name(ref: str, project_key: str) -> tuple[str, str]:
    """Return project and short name of `PROJECT.name`, or of a name in `project_key`."""
    project, dot, name = ref.partition(".")
    return (project, name) if dot and project.isupper() else (project_key, ref)


def _message(answer: httpx.Response) -> str:
    try:
        found = answer.json()
        return str(found.get("detailedMessage") or found.get("message") or answer.text[:500])
    except ValueError:
        return f"Atelier answered {answer.status_code}: {answer.text[:300]}"


def _lines(answer: httpx.Response) -> Iterator[str]:
    csv.field_size_limit(1 << 30)
    rest = ""
    for text in answer.iter_text():
        *whole, rest = (rest + text).split("\n")
        yield from (line + "\n" for line in whole)
    if rest:
        yield rest


def _meaning(column: dict[str, Any]) -> str | None:
    content = column.get("arrayContent")
    numeric = isinstance(content, dict) and content.get("type") in ("float", "double")
    if column.get("meaning") == "vector" or (column["type"] == "array" and numeric):
        return "vector"
    return None


def _frame(rows: list[list[str]], columns: Sequence[Column], as_schema: bool, bool_as_str: bool) -> pd.DataFrame:
    cells = list(zip(*(row + [""] * (len(columns) - len(row)) for row in rows), strict=False))
    return pd.DataFrame({c.name: _series(cells[place], c, as_schema, bool_as_str) for place, c in enumerate(columns)})


def _series(cells: Sequence[str], column: Column, as_schema: bool, bool_as_str: bool) -> "pd.Series[Any]":
    known: list[str | None] = [cell if cell != "" else None for cell in cells]
    if column.type in _INTEGERS:
        whole = pd.Series([None if cell is None else int(cell) for cell in known], dtype="Int64")
        return whole if as_schema else whole.astype("float64" if whole.hasnans else "int64")
    if column.type in ("float", "double"):
        return pd.Series([np.nan if cell is None else float(cell) for cell in known], dtype="float64")
    if column.type == "boolean":
        values = [None if cell is None else cell.lower() == "true" for cell in known]
        if bool_as_str:
            return pd.Series([None if value is None else str(value).lower() for value in values], dtype="object")
        return pd.Series(values, dtype="boolean" if as_schema else None)
    if column.type == "date":
        return pd.to_datetime(pd.Series(known, dtype="object"), utc=True, format="ISO8601")
    if column.type in ("array", "object"):
        values_of = [parsed(cell) for cell in known]
        if values_of and all(
            isinstance(v, list) and all(isinstance(x, int | float) for x in v) for v in values_of if v
        ):
            values_of = [None if value is None else np.asarray(value, dtype="float32") for value in values_of]
        return pd.Series(values_of, dtype="object")
    return pd.Series(known, dtype="str")
