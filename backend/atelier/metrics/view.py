"""An item as a check sees it: its columns and the last values of its metrics."""

import logging
from collections.abc import Sequence
from pathlib import Path
from typing import Any, cast

from sqlalchemy.orm import Session

from atelier.checks.base import Checked, Kind, Measured
from atelier.db.tables import Item, MetricValue
from atelier.errors import AtelierError, Stopped
from atelier.items import datasets
from atelier.metrics import settings, values
from atelier.metrics.settings import Entry, Measuring
from atelier.metrics.subject import ItemSubject
from atelier.storage.schema import Column

_LOG = logging.getLogger("atelier.metrics")


class ItemView:
    """One item with what was measured of it."""

    def __init__(self, session: Session, item: Item, measuring: Measuring, subject: ItemSubject) -> None:
        self._session = session
        self._subject = subject
        self._item = item
        rows = values.last(session, item, [probe.id for probe in measuring.probes])
        self._rows = {row.metric: row for row in rows}

    @property
    def kind(self) -> Kind:
        return cast("Kind", self._item.kind)  # the column holds only these words

    @property
    def name(self) -> str:
        return self._item.name

    @property
    def columns(self) -> Sequence[Column]:
        return datasets.columns_of(self._item)

    def measured(self, metric: str) -> Measured | None:
        row = self._rows.get(metric)
        return None if row is None else self._measured(row)

    def all_measured(self) -> Sequence[Measured]:
        return [self._measured(row, before=False) for row in self._rows.values()]

    @property
    def project_key(self) -> str:
        return self._item.project_key

    def describe(self, into: Path) -> dict[str, Any]:
        return self._subject.describe(into)

    def should_stop(self) -> bool:
        return self._subject.should_stop()

    def outcome_of(self, entry: Entry) -> Checked:
        """Run a check; one that cannot be run is an error that says why."""
        try:
            found, params = settings.check_of(entry)
            return found.run(self, params)
        except Stopped:
            raise
        except AtelierError as error:
            return Checked("ERROR", error.message)
        except Exception:
            _LOG.exception("Check %s failed on %s.", entry.type, self.name)
            return Checked("ERROR", "This check could not be run: the server's log says why.")

    def _measured(self, row: MetricValue, *, before: bool = True) -> Measured:
        return Measured(
            id=row.metric,
            label=row.label,
            value=values.value_of(row),
            unit=row.unit,
            problem=row.problem,
            before=values.number_before(self._session, self._item, row.metric, row.id) if before else None,
        )
