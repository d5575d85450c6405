"""Everything that is measured of an item, gathered for one page; and how the checks of a project's items stand."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from atelier.db.tables import CheckOutcome, Item, MetricRun, MetricSettings, MetricValue, Project
from atelier.errors import NotFound
from atelier.metrics import runs, settings, values
from atelier.metrics.settings import Measuring

_WORST_FIRST = ("ERROR", "WARNING", "EMPTY", "OK")


@dataclass(frozen=True, slots=True)
class Overview:
    """An item's settings, last values, their trends and outcomes. `is_pending`: measuring after a build is due."""

    item: Item
    measuring: Measuring
    values: Sequence[MetricValue]
    trends: dict[str, list[tuple[datetime, float | None]]]
    outcomes: dict[str, list[CheckOutcome]]
    is_pending: bool
    run: MetricRun | None


def require(session: Session, *, project: Project, item_id: str) -> Item:
    """Return a project's item by its id; raises `NotFound`."""
    item = session.get(Item, item_id)
    if item is None or item.project_key != project.key or item.deleted_at is not None:
        raise NotFound(f"There is no item “{item_id}” in this project. It may have been deleted: look in the trash.")
    return item


def of(session: Session, item: Item) -> Overview:
    """Gather what is measured of an item."""
    measuring = settings.of(session, item)
    last = values.last(session, item, [probe.id for probe in measuring.probes if probe.enabled])
    row = session.get(MetricSettings, item.id)
    return Overview(
        item=item,
        measuring=measuring,
        values=last,
        trends=values.trends(session, item, [one.metric for one in last if one.kind in ("number", "missing")]),
        outcomes=values.outcomes(session, item, [check.id for check in measuring.checks]),
        is_pending=bool(row is not None and row.after_build and row.followed < item.version),
        run=runs.current(session, item),
    )


def checks_of_project(session: Session, *, project: Project) -> dict[str, dict[str, int]]:
    """Return, for each item whose checks have run, how many went which way the last time."""
    rows = session.execute(
        select(Item.id, MetricSettings.checks)
        .join(MetricSettings, MetricSettings.item_id == Item.id)
        .where(Item.project_key == project.key, Item.deleted_at.is_(None))
    ).all()
    present = {(item_id, one["id"]) for item_id, checks in rows for one in checks if one.get("enabled", True)}
    newest = (
        select(func.max(CheckOutcome.id).label("id"))
        .join(Item, Item.id == CheckOutcome.item_id)
        .where(Item.project_key == project.key, Item.deleted_at.is_(None))
        .group_by(CheckOutcome.item_id, CheckOutcome.check_id)
        .subquery()
    )
    found: dict[str, dict[str, int]] = {}
    for item_id, check_id, outcome in session.execute(
        select(CheckOutcome.item_id, CheckOutcome.check_id, CheckOutcome.outcome).join(
            newest, newest.c.id == CheckOutcome.id
        )
    ):
        if (item_id, check_id) in present:
            counts = found.setdefault(item_id, {})
            counts[outcome] = counts.get(outcome, 0) + 1
    return found


def worst(counts: dict[str, int]) -> str:
    """Return the worst outcome among those counted."""
    return next((outcome for outcome in _WORST_FIRST if counts.get(outcome)), "EMPTY")
