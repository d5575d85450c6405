"""An item as a probe sees it: read once from the database, fixed at one version."""

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

import duckdb
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from atelier.db.engine import Database
from atelier.db.tables import FolderEntry, Item, Picture
from atelier.errors import InvalidInput, NotFound
from atelier.items import datasets, entries, inputs
from atelier.items.store import Store
from atelier.metrics.stopping import Stopping
from atelier.probes.base import FolderFigures, Kind
from atelier.recipes.table import TableSource
from atelier.storage.schema import Column, columns_from
from atelier.tables import engine
from atelier.tables.probe import Probe as Query
from atelier.tables.probe import reason_of

QUERY_SECONDS = 60.0
_MOST_CLASSES = 1_000


class ItemSubject:
    """One item at its current version. Other datasets are read when they are asked for."""

    def __init__(self, database: Database, store: Store, item_id: str, *, stopping: Stopping | None = None) -> None:
        self._database = database
        self._store = store
        self._stopping = stopping or Stopping()
        with database.read() as session:
            self._item = _present(session, item_id)
            self._parts: TableSource | None = None
            if self._item.kind == "dataset":
                self._parts = _source(session, self._item, store)

    @property
    def item(self) -> Item:
        return self._item

    @property
    def version(self) -> int:
        return self._item.version

    @property
    def kind(self) -> Kind:
        return cast("Kind", self._item.kind)  # the column holds only these words

    @property
    def name(self) -> str:
        return self._item.name

    @property
    def facts(self) -> dict[str, Any]:
        return dict(self._item.facts)

    @property
    def columns(self) -> Sequence[Column]:
        return self._parts.columns if self._parts is not None else ()

    def table(self) -> TableSource:
        if self._parts is None:
            raise InvalidInput(f"{self.name} is a folder: it has no rows to measure.")
        return self._parts

    def other_table(self, dataset_id: str) -> TableSource:
        with self._database.read() as session:
            item = session.get(Item, dataset_id)
            if (
                item is None
                or item.kind != "dataset"
                or item.deleted_at is not None
                or item.project_key != self._item.project_key
            ):
                raise InvalidInput("The dataset with the labels is not there any more. Choose another.")
            return _source(session, item, self._store)

    def folder(self) -> FolderFigures:
        if self.kind == "dataset":
            raise InvalidInput(f"{self.name} is a dataset: it holds no files of its own.")
        with self._database.read() as session:
            here = entries.at_version(self._item.id, self.version)
            files, size, pictures = session.execute(
                select(
                    func.count(),
                    func.coalesce(func.sum(FolderEntry.size), 0),
                    func.count().filter(FolderEntry.is_picture),
                ).where(here)
            ).one()
            looked = (
                select(Picture.content, Picture.problem)
                .join(FolderEntry, FolderEntry.content == Picture.content)
                .where(here, FolderEntry.is_picture)
                .subquery()
            )
            known, unreadable = session.execute(
                select(func.count(), func.count(looked.c.problem)).select_from(looked)
            ).one()
            groups = entries.groups(session, folder=self._item, limit=_MOST_CLASSES)
        classes = [(str(one["name"]), int(one["count"])) for one in groups]
        return FolderFigures(files, int(size), pictures, unreadable, max(0, pictures - known), classes)

    @property
    def project_key(self) -> str:
        return self._item.project_key

    def describe(self, into: Path) -> dict[str, Any]:
        with self._database.read() as session:
            item = _present(session, self._item.id)
            return inputs.describe_input(session, item=item, store=self._store, into=into, version=self.version)

    @contextmanager
    def querying(self) -> Iterator[Query]:
        with engine.shared() as connection:
            yield _BoundedQuery(connection, self._stopping)

    def should_stop(self) -> bool:
        return self._stopping.is_asked

    def demand_going_on(self) -> None:
        """Raise `Stopped` once the measuring was asked to end."""
        self._stopping.demand_going_on()


class _BoundedQuery(Query):
    """Queries of probes: what takes too long or too much memory is answered in the words of a measurement."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, stopping: Stopping) -> None:
        super().__init__(connection)
        self._stopping = stopping

    @contextmanager
    def answering(self) -> Iterator[None]:
        timer = threading.Timer(QUERY_SECONDS, self.connection.interrupt)
        timer.start()
        try:
            with self._stopping.interrupting(self.connection.interrupt):
                yield
        except duckdb.InterruptException:
            self._stopping.demand_going_on()
            raise InvalidInput(
                f"This takes longer than {QUERY_SECONDS:.0f} seconds to measure.", hint="Choose fewer columns."
            ) from None
        except duckdb.OutOfMemoryException:
            raise InvalidInput(
                "This needs more memory than a measurement may use.", hint="Choose fewer columns."
            ) from None
        except duckdb.Error as error:
            raise InvalidInput(reason_of(error)) from error
        finally:
            timer.cancel()


def _present(session: Session, item_id: str) -> Item:
    item = session.get(Item, item_id)
    if item is None or item.deleted_at is not None:
        raise NotFound("This item is not there any more. It may have been deleted: look in the trash.")
    return item


def _source(session: Session, item: Item, store: Store) -> TableSource:
    found = datasets.version_of(session, item)
    columns = columns_from((found.manifest.get("columns") if found else None) or item.columns)
    parts = datasets.parts_of(session, item, store)
    return TableSource(item.name, columns, parts, int(item.facts.get("rows", 0)))
