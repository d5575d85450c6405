"""Why a queued activity waits, and at which place, in words."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from atelier import clock
from atelier.db.tables import Activity, Attempt, Slot
from atelier.jobs.claim import LIVE, fair_order, written_by


def place_in_line(session: Session, activity: Activity) -> str:
    """Return `after retrain`, `next` or `3rd in line`."""
    open_needs = _open_needs(session, activity)
    if open_needs:
        return f"after {open_needs[0].name}"
    place = place_of(session, activity)
    return "next" if place == 1 else f"{ordinal(place)} in line"


def place_of(session: Session, activity: Activity) -> int:
    """Return the place among all queued activities, counted from 1, by the order in which they are claimed."""
    live = session.scalars(select(Activity).where(Activity.state.in_(LIVE))).all()
    waiting = session.scalars(
        select(Activity).where(Activity.state == "QUEUED", Activity.slot_class == activity.slot_class)
    ).all()
    ready = [one for one in fair_order(waiting, live) if not _open_needs(session, one)]
    ids = [one.id for one in ready]
    return ids.index(activity.id) + 1 if activity.id in ids else len(ids) + 1


def why(session: Session, activity: Activity) -> str:
    """Return the reason for waiting, with who holds what: `2 of 2 places busy: ada 3 min, bruno 1 min`."""
    open_needs = _open_needs(session, activity)
    if open_needs:
        return f"waits for {open_needs[0].name}"
    writing = _who_writes(session, activity)
    if writing is not None:
        return f"waits until job {writing.job_id:,} ({writing.name}) has written the same item"
    slots = session.scalar(select(func.count(Slot.id)).where(Slot.slot_class == activity.slot_class)) or session.scalar(
        select(func.count(Slot.id)).where(Slot.slot_class == "cpu")
    )
    holders = session.execute(
        select(Activity.initiator, Attempt.started_at)
        .join(Attempt, Attempt.activity_id == Activity.id)
        .where(Attempt.state.in_(LIVE))
        .order_by(Attempt.started_at)
        .limit(8)
    ).all()
    if not holders:
        return "starts in a moment"
    now = clock.now()
    told = ", ".join(f"{who} {max(0, int((now - since).total_seconds() // 60))} min" for who, since in holders)
    return f"{len(holders)} of {slots or len(holders)} places busy: {told}"


def _who_writes(session: Session, activity: Activity) -> Activity | None:
    """Return the running activity that is writing what this one would write."""
    own = written_by(activity)
    live = session.scalars(
        select(Activity).where(Activity.project_key == activity.project_key, Activity.state.in_(LIVE))
    )
    return next((other for other in live if not own.isdisjoint(written_by(other))), None)


def ordinal(number: int) -> str:
    """Return 1st, 2nd, 3rd, 4th, 11th, ..."""
    ending = "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def _open_needs(session: Session, activity: Activity) -> list[Activity]:
    if not activity.needs:
        return []
    return list(
        session.scalars(
            select(Activity)
            .where(Activity.id.in_(activity.needs), Activity.state != "DONE")
            .order_by(Activity.position)
        )
    )
