"""The state of every item and recipe on a flow, in one word for its shape and a few for its second line."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from atelier.db.tables import Activity, Item, Project
from atelier.flow.plan import stale_because
from atelier.items.flow import LoadedFlow
from atelier.jobs.claim import LIVE
from atelier.jobs.waiting import place_in_line

State = Literal["not_built", "up_to_date", "out_of_date", "queued", "running", "failed", "blocked", "stopped"]


@dataclass(frozen=True, slots=True)
class ItemStanding:
    """An item's state and its words."""

    state: State
    text: str


@dataclass(frozen=True, slots=True)
class RecipeStanding:
    """A recipe's state with what is known of its last activity."""

    state: State
    text: str
    job_id: int | None = None
    activity_id: int | None = None
    fraction: float | None = None
    summary: dict[str, Any] = field(default_factory=dict)
    last_run_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class FlowStandings:
    """All of a flow's states."""

    items: dict[str, ItemStanding]
    recipes: dict[str, RecipeStanding]

    def counts(self) -> dict[str, int]:
        """Return how many items and recipes are in each state."""
        found: dict[str, int] = {}
        states = [one.state for one in self.items.values()] + [one.state for one in self.recipes.values()]
        for state in states:
            found[state] = found.get(state, 0) + 1
        return found


def flow_states(session: Session, *, project: Project, flow: LoadedFlow) -> FlowStandings:
    """Return the state of everything on the flow."""
    last = _last_activities(session, project)
    stale = _stale(flow)
    recipes: dict[str, RecipeStanding] = {}
    for recipe_id in flow.graph.order(flow.graph.recipes):
        standing = _recipe(session, flow, recipe_id, last.get(recipe_id), stale)
        if standing.state == "not_built":
            stopped = [need for need in flow.graph.needs(recipe_id) if recipes[need].state in ("failed", "blocked")]
            if stopped:
                standing = replace(standing, state="blocked", text=f"blocked by {flow.recipes[stopped[0]].name}")
        recipes[recipe_id] = standing
    items = {item.id: _item(flow, item, recipes, stale) for item in flow.items.values()}
    return FlowStandings(items, recipes)


def fact_words(item: Item) -> str:
    """Return the one fact shown under an item that is up to date."""
    facts = item.facts
    if item.kind == "dataset":
        rows = f"{facts.get('rows', 0):,}"
        if facts.get("holds") == "vectors" and facts.get("vector_length"):
            return f"{rows} × {facts['vector_length']:,}"
        return f"{rows} row{'' if facts.get('rows') == 1 else 's'}"
    if item.kind == "model":
        return f"{facts.get('label') or 'model'}, version {item.version}"
    if facts.get("evaluation_store"):
        count = facts.get("files", 0)
        return f"{count:,} evaluation{'' if count == 1 else 's'}"
    if facts.get("model"):
        return f"{size_words(facts.get('bytes', 0))} network"
    if facts.get("pictures"):
        count = facts["pictures"]
        return f"{count:,} picture{'' if count == 1 else 's'}"
    count = facts.get("files", 0)
    return "empty" if count == 0 else f"{count:,} file{'' if count == 1 else 's'}"


def size_words(size: float) -> str:
    """Return bytes in the unit a person would use."""
    for unit in ("bytes", "kB", "MB", "GB"):
        if size < 1000 or unit == "GB":
            return f"{size:.0f} {unit}" if unit == "bytes" or size >= 10 else f"{size:.1f} {unit}"
        size /= 1000
    return ""


def running_words(activity: Activity) -> str:
    """Return what a running activity is at: epoch and time left, else its own words."""
    summary = activity.summary
    if activity.progress_text:
        words = activity.progress_text
    elif summary.get("epoch"):
        words = f"epoch {summary['epoch']}/{summary['of']}"
    else:
        words = "running"
    left = summary.get("seconds_left")
    return f"{words}, {duration_words(left)} left" if left is not None else words


def duration_words(seconds: float) -> str:
    """Return a duration as people say it: `24 s`, `2 min`, `1 h 5 min`."""
    if seconds < 60:
        return f"{max(1, round(seconds))} s"
    if seconds < 3600:
        return f"{round(seconds / 60)} min"
    return f"{int(seconds // 3600)} h {int(seconds % 3600 // 60)} min"


def _last_activities(session: Session, project: Project) -> dict[str, Activity]:
    newest = (
        select(func.max(Activity.id))
        .where(Activity.project_key == project.key, Activity.recipe_id.is_not(None), Activity.state != "SKIPPED")
        .group_by(Activity.recipe_id)
    )
    found = session.scalars(select(Activity).where(Activity.id.in_(newest)))
    return {activity.recipe_id: activity for activity in found if activity.recipe_id is not None}


def _stale(flow: LoadedFlow) -> dict[str, str]:
    """Return, for each recipe whose outputs are not what it would write now, why; what stands on one is stale too."""
    found: dict[str, str] = {}
    for recipe_id in flow.graph.order(flow.graph.recipes):
        recipe = flow.graph.recipes[recipe_id]
        upstream = next((need for need in flow.graph.needs(recipe_id) if need in found), None)
        reason = stale_because(flow.graph, recipe)
        if reason is not None:
            found[recipe_id] = reason
        elif upstream is not None:
            found[recipe_id] = f"{flow.graph.recipes[upstream].name} changed"
    return found


def _recipe(
    session: Session, flow: LoadedFlow, recipe_id: str, last: Activity | None, stale: dict[str, str]
) -> RecipeStanding:
    outputs = [flow.items[ref.item_id] for ref in flow.graph.recipes[recipe_id].outputs if ref.item_id in flow.items]
    is_built = bool(outputs) and all(item.version > 0 for item in outputs)
    if last is None:
        state: State = "not_built" if not is_built else "out_of_date" if recipe_id in stale else "up_to_date"
        return RecipeStanding(state, "not run" if state == "not_built" else _words(state, recipe_id, stale))
    common: dict[str, Any] = {
        "job_id": last.job_id,
        "activity_id": last.id,
        "summary": last.summary,
        "last_run_at": last.ended_at or last.started_at,
    }
    if last.state in LIVE:
        return RecipeStanding("running", running_words(last), fraction=last.fraction, **common)
    if last.state == "QUEUED":
        return RecipeStanding("queued", place_in_line(session, last), **common)
    if last.state == "FAILED":
        return RecipeStanding("failed", short_cause(last.error), **common)
    if last.state == "ABORTED":
        epoch = last.summary.get("epoch")
        kept = ", best kept" if last.summary.get("kept") else ""
        return RecipeStanding("stopped", f"stopped at epoch {epoch}{kept}" if epoch else "stopped", **common)
    if not is_built:
        return RecipeStanding("not_built", "not run", **common)
    state = "out_of_date" if recipe_id in stale else "up_to_date"
    return RecipeStanding(state, _words(state, recipe_id, stale), **common)


def _words(state: State, recipe_id: str, stale: dict[str, str]) -> str:
    return stale[recipe_id] if state == "out_of_date" else "up to date"


def _item(flow: LoadedFlow, item: Item, recipes: dict[str, RecipeStanding], stale: dict[str, str]) -> ItemStanding:
    writer = flow.graph.writer_of.get(item.id)
    if writer is None:
        if item.version == 0:
            return ItemStanding("not_built", "empty" if item.kind == "folder" else "not built")
        return ItemStanding("up_to_date", fact_words(item))
    running = recipes[writer]
    if running.state == "running":
        return ItemStanding("running", "being written")
    if item.version == 0:
        if running.state == "failed":
            return ItemStanding("failed", "failed")
        if running.state == "blocked":
            return ItemStanding("blocked", "blocked")
        return ItemStanding("not_built", "not built")
    if writer in stale:
        return ItemStanding("out_of_date", "out of date")
    return ItemStanding("up_to_date", fact_words(item))


def short_cause(error: dict[str, Any] | None) -> str:
    """Return a failure's cause in a few words, for under a node."""
    if not error:
        return "failed"
    known = {"out_of_memory": "out of memory", "killed": "killed", "lost": "lost", "no_result": "no result"}
    code = str(error.get("code", ""))
    if code in known:
        return known[code]
    words = str(error.get("message", "failed")).split(". ")[0].rstrip(".")
    return words if len(words) <= 40 else words[:38].rsplit(" ", 1)[0] + "…"
