"""The way to a dataset, reproduced from other beginnings: the same extraction and preparation for further pictures.

From the dataset the recipes are followed upwards to what is replaced. Networks and saved models on the way are used as
they are: what was trained on the first pictures is not trained on the second.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from atelier.db.tables import Item, Project, Recipe
from atelier.errors import Conflict, FieldProblem, InvalidInput, NotFound
from atelier.items import flow, naming, recipes
from atelier.items.flow import LoadedFlow
from atelier.items.recipes import OutputWish
from atelier.items.store import Store


@dataclass(frozen=True, slots=True)
class Beginning:
    """An item that a dataset is built from; `is_root`: no recipe writes it."""

    item: Item
    is_root: bool


@dataclass(frozen=True, slots=True)
class Copied:
    """A recipe to be reproduced, and the outputs that it writes: the names proposed for their counterparts, by id."""

    recipe: Recipe
    names: dict[str, str]


@dataclass(slots=True)
class Reproduced:
    """What was made: recipes in the order of building, and the counterpart of each item."""

    recipes: list[Recipe] = field(default_factory=list)
    items: dict[str, str] = field(default_factory=dict)


def beginnings(session: Session, *, project: Project, item_id: str) -> list[Beginning]:
    """Return the items above a dataset that can be replaced: pictures first, then what no recipe writes."""
    loaded = flow.load(session, project=project)
    _demand(loaded, item_id)
    seen: dict[str, Item] = {}
    todo = [item_id]
    while todo:
        writer = loaded.graph.writer_of.get(todo.pop())
        for ref in loaded.graph.recipes[writer].inputs if writer else ():
            item = loaded.items.get(ref.item_id)
            if item is not None and item.id not in seen and not _is_model(item):
                seen[item.id] = item
                todo.append(item.id)

    def rank(item: Item) -> tuple[bool, bool, str]:
        return not item.facts.get("pictures"), item.id in loaded.graph.writer_of, item.name

    return [Beginning(one, one.id not in loaded.graph.writer_of) for one in sorted(seen.values(), key=rank)]


def plan(session: Session, *, project: Project, item_id: str, replaced: Mapping[str, str]) -> list[Copied]:
    """Return the recipes to reproduce, in order, with proposed names; raises `InvalidInput` where that cannot be."""
    loaded = flow.load(session, project=project)
    _demand(loaded, item_id)
    pairs = _pairs(loaded, item_id, replaced)
    chosen = _ways(loaded, item_id, set(replaced))
    if not chosen:
        names = ", ".join(loaded.items[source].name for source in replaced)
        raise InvalidInput(f"{loaded.items[item_id].name} is not built from {names}, so there is nothing to reproduce.")
    taken: set[str] = set()
    found = []
    for recipe_id in loaded.graph.order(chosen):
        renamed: dict[str, str] = {}
        for ref in loaded.graph.recipes[recipe_id].outputs:
            item = loaded.items.get(ref.item_id)
            if item is not None:
                renamed[item.id] = _free_name(session, project, item, _counterpart(item.name, pairs), taken)
        found.append(Copied(loaded.recipes[recipe_id], renamed))
    return found


def reproduce(
    session: Session,
    *,
    project: Project,
    store: Store,
    item_id: str,
    replaced: Mapping[str, str],
    names: Mapping[str, str],
    author: str,
    may_write_code: bool,
) -> Reproduced:
    """Make the recipes of a plan, with outputs named as `names` say (by id of the item they are a counterpart of).

    Raises `Conflict` for a name that is taken, `Forbidden` where a recipe is code and the person may not write any.
    """
    steps = plan(session, project=project, item_id=item_id, replaced=replaced)
    made = Reproduced(items=dict(replaced))
    for step in steps:
        recipe = step.recipe
        inputs = {
            role: [made.items.get(one, one) for one in ids] for role, ids in recipes.io_of(recipe, "input").items()
        }
        outputs = {
            role: [OutputWish(new_name=names.get(one) or step.names[one]) for one in ids if one in step.names]
            for role, ids in recipes.io_of(recipe, "output").items()
        }
        copy = recipes.create(
            session,
            project=project,
            store=store,
            type=recipe.type,
            name=None,
            inputs=inputs,
            outputs=outputs,
            params=recipes.current_params(recipe),
            author=author,
            may_write_code=may_write_code,
        )
        made.recipes.append(copy)
        written = recipes.io_of(copy, "output")
        for role, ids in recipes.io_of(recipe, "output").items():
            made.items |= dict(zip([one for one in ids if one in step.names], written.get(role, []), strict=True))
    return made


def _demand(loaded: LoadedFlow, item_id: str) -> None:
    item = loaded.items.get(item_id)
    if item is None:
        raise NotFound("The dataset to reproduce is gone. It may have been deleted: look in the trash.")
    if item_id not in loaded.graph.writer_of:
        raise Conflict(f"No recipe writes {item.name}, so there is no preparation to reproduce.")


def _pairs(loaded: LoadedFlow, item_id: str, replaced: Mapping[str, str]) -> list[tuple[str, str]]:
    pairs, problems = [], []
    for source_id, other_id in replaced.items():
        source, other = loaded.items.get(source_id), loaded.items.get(other_id)
        loc = ("replaced", source_id)
        if source is None or other is None:
            problems.append(FieldProblem(loc, "What is to be replaced, or what replaces it, is gone."))
        elif source.kind != other.kind:
            problems.append(FieldProblem(loc, f"{source.name} is a {source.kind}, {other.name} a {other.kind}."))
        elif other_id in (item_id, source_id):
            problems.append(FieldProblem(loc, f"{other.name} cannot take its own place. Choose another {other.kind}."))
        else:
            pairs.append((source.name, other.name))
    if not replaced:
        problems.append(FieldProblem(("replaced",), "Choose what takes the place of the first pictures."))
    if problems:
        raise InvalidInput(problems[0].message, fields=problems)
    return pairs


def _ways(loaded: LoadedFlow, item_id: str, replaced: set[str]) -> set[str]:
    """Return the recipes between the replaced items and the dataset."""
    changed: dict[str, bool] = {}

    def changes(one: str, path: frozenset[str]) -> bool:
        if one in replaced:
            return True
        item = loaded.items.get(one)
        writer = loaded.graph.writer_of.get(one)
        if item is None or writer is None or _is_model(item) or writer in path:
            return False
        if writer not in changed:
            inputs = [ref.item_id for ref in loaded.graph.recipes[writer].inputs]
            found = [changes(ref, path | {writer}) for ref in inputs]  # all are walked: each may lead to recipes
            changed[writer] = any(found)
        return changed[writer]

    changes(item_id, frozenset())
    return {writer for writer, is_changed in changed.items() if is_changed}


def _is_model(item: Item) -> bool:
    return item.kind == "model" or bool(item.facts.get("model"))


def _counterpart(name: str, pairs: list[tuple[str, str]]) -> str:
    """Return a name in which the first beginning's word stands for the second's: train_prepared, test_prepared."""
    for old, new in pairs:
        if old in name:
            return name.replace(old, new)
    for old, new in pairs:
        before, after = old.split("_"), new.split("_")
        swapped = {one: other for one, other in zip(before, after, strict=False) if one != other}
        if len(before) != len(after):
            swapped = {}
        # "extracted_feats_training" is of the training pictures too
        parts = [swapped.get(part.removesuffix("ing"), part) for part in name.split("_")]
        if parts != name.split("_"):
            return "_".join(parts)
    return f"{name}_{pairs[0][1]}"


def _free_name(session: Session, project: Project, item: Item, wish: str, taken: set[str]) -> str:
    base = naming.propose(session, project=project, kind=item.kind, wish=wish[:110])
    name, number = base, 2
    while name in taken:
        name, number = f"{base}_{number}", number + 1
    taken.add(name)
    return name
