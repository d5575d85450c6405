"""What a build would do: the recipes to run, in order, each with the reason in words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from atelier.flow.fingerprint import built_from, is_fresh
from atelier.flow.graph import Graph, Item, Recipe

BuildType = Literal[
    "NON_RECURSIVE_FORCED_BUILD", "RECURSIVE_BUILD", "RECURSIVE_FORCED_BUILD", "RECURSIVE_MISSING_ONLY_BUILD"
]

_TOLD_APART = 2  # inputs: when more than that have changed, what changed cannot be told from the fingerprint


@dataclass(frozen=True, slots=True)
class Step:
    """A recipe in a plan. `needs` are ids of recipes of the same plan that run before it."""

    recipe_id: str
    reason: str
    needs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """Steps in an order that respects `needs`; `skipped` were looked at and stay as they are."""

    steps: tuple[Step, ...] = ()
    skipped: tuple[Step, ...] = ()
    problems: tuple[str, ...] = field(default=())


def plan(graph: Graph, targets: Iterable[str], build_type: BuildType) -> Plan:
    """Return the plan for building the given recipes.

    "Only this" runs the targets. "Modified upstream" runs what is not fresh on the way to them, and everything after
    a step that runs. "All upstream" runs everything on the way. "Missing only" runs what was never built.
    """
    asked = list(dict.fromkeys(targets))
    wanted = set(asked) if build_type == "NON_RECURSIVE_FORCED_BUILD" else graph.upstream(asked)
    order = graph.order(wanted)
    steps: dict[str, Step] = {}
    skipped: list[Step] = []
    for recipe_id in order:
        recipe = graph.recipes[recipe_id]
        needs = tuple(need for need in graph.needs(recipe_id) if need in steps)
        reason = _reason(graph, recipe, build_type, asked, needs)
        if reason is None:
            skipped.append(Step(recipe_id, "up to date"))
        else:
            steps[recipe_id] = Step(recipe_id, reason, needs)
    return Plan(tuple(steps.values()), tuple(skipped), tuple(_problems(graph, steps)))


def stale_because(graph: Graph, recipe: Recipe) -> str | None:
    """Return why a recipe's outputs are not what it would write now, or None when they are."""
    for ref in recipe.outputs:
        item = graph.items.get(ref.item_id)
        if item is None:
            continue
        if item.version == 0:
            return f"{item.name} is not built yet"
        if not is_fresh(graph, recipe, item):
            if item.fingerprint is None:
                return f"{item.name} was changed by hand"
            return _what_changed(graph, recipe, item)
    return None


def _what_changed(graph: Graph, recipe: Recipe, item: Item) -> str:
    missing = [ref for ref in recipe.inputs if ref.item_id not in graph.items or graph.items[ref.item_id].version == 0]
    if missing:
        gone = graph.items.get(missing[0].item_id)
        return f"{gone.name} is empty" if gone else f"the item in “{missing[0].role}” was deleted"
    used = built_from(graph, recipe, item)
    if used is None:
        return "its settings or inputs changed" if len(recipe.inputs) > _TOLD_APART else "its settings changed"
    newer = [
        f"{graph.items[item_id].name} has a newer version ({graph.items[item_id].version}, built from {version})"
        for item_id, version in used.items()
        if version != graph.items[item_id].version
    ]
    return " and ".join(newer)


def ready(steps: Mapping[str, Iterable[str]], done: Iterable[str], taken: Iterable[str]) -> list[str]:
    """Return the steps whose needs are all done and that nobody has taken."""
    finished = set(done)
    begun = set(taken) | finished
    return [step for step, needs in steps.items() if step not in begun and finished.issuperset(needs)]


def _reason(
    graph: Graph, recipe: Recipe, build_type: BuildType, asked: list[str], needs: tuple[str, ...]
) -> str | None:
    if build_type == "NON_RECURSIVE_FORCED_BUILD":
        return "asked for"
    if build_type == "RECURSIVE_FORCED_BUILD":
        return "asked for" if recipe.id in asked else "all upstream is built anew"
    stale = stale_because(graph, recipe)
    if build_type == "RECURSIVE_MISSING_ONLY_BUILD":
        missing = [ref for ref in recipe.outputs if graph.items[ref.item_id].version == 0]
        return stale if missing else None
    if needs:
        names = ", ".join(graph.recipes[need].name for need in needs)
        return f"{names} runs before it"
    return stale


def _problems(graph: Graph, steps: Mapping[str, Step]) -> list[str]:
    """Return what would keep steps from running: inputs that nothing in the plan builds."""
    found = []
    for recipe_id, step in steps.items():
        recipe = graph.recipes[recipe_id]
        for ref in recipe.inputs:
            item = graph.items.get(ref.item_id)
            if item is None:
                found.append(f"{recipe.name} has no item in its role “{ref.role}”: it was deleted.")
            elif item.version == 0 and graph.writer_of.get(item.id) not in step.needs:
                if item.id in graph.writer_of:
                    found.append(f"{recipe.name} reads {item.name}, which is not built yet. Build upstream too.")
                else:
                    found.append(f"{recipe.name} reads {item.name}, which is empty. Fill it first.")
    return found
