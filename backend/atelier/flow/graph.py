"""The flow as a graph, computed from what recipes read and write; edges are never stored."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from atelier.errors import Conflict


@dataclass(frozen=True, slots=True)
class Item:
    """A dataset, folder or model. `version` 0 means: never built. `fingerprint` is what it was built from."""

    id: str
    name: str
    version: int = 0
    fingerprint: str | None = None


@dataclass(frozen=True, slots=True)
class RoleRef:
    """An item in a role."""

    role: str
    item_id: str


@dataclass(frozen=True, slots=True)
class Recipe:
    """A recipe with all that its result depends on beside its inputs."""

    id: str
    name: str
    type: str = ""
    type_version: int = 1
    params: str = ""
    inputs: tuple[RoleRef, ...] = ()
    outputs: tuple[RoleRef, ...] = ()


@dataclass(frozen=True, slots=True)
class Graph:
    """Items and recipes with their ways both up and down."""

    items: dict[str, Item]
    recipes: dict[str, Recipe]
    writer_of: dict[str, str] = field(default_factory=dict)
    readers_of: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @classmethod
    def build(cls, items: Iterable[Item], recipes: Iterable[Recipe]) -> "Graph":
        """Make the graph; references to items that are not there are left out."""
        by_id = {item.id: item for item in items}
        kept = {recipe.id: recipe for recipe in recipes}
        writer_of: dict[str, str] = {}
        readers: dict[str, list[str]] = defaultdict(list)
        for recipe in kept.values():
            for ref in recipe.outputs:
                if ref.item_id in by_id:
                    writer_of[ref.item_id] = recipe.id
            for ref in recipe.inputs:
                if ref.item_id in by_id and recipe.id not in readers[ref.item_id]:
                    readers[ref.item_id].append(recipe.id)
        return cls(by_id, kept, writer_of, {item: tuple(ids) for item, ids in readers.items()})

    def needs(self, recipe_id: str) -> tuple[str, ...]:
        """Return the recipes that write the inputs of a recipe."""
        found = (self.writer_of.get(ref.item_id) for ref in self.recipes[recipe_id].inputs)
        return tuple(dict.fromkeys(writer for writer in found if writer is not None))

    def feeds(self, recipe_id: str) -> tuple[str, ...]:
        """Return the recipes that read the outputs of a recipe."""
        found = (reader for ref in self.recipes[recipe_id].outputs for reader in self.readers_of.get(ref.item_id, ()))
        return tuple(dict.fromkeys(found))

    def upstream(self, recipe_ids: Iterable[str]) -> set[str]:
        """Return the given recipes and all that they stand on."""
        return self._reach(recipe_ids, self.needs)

    def downstream(self, recipe_ids: Iterable[str]) -> set[str]:
        """Return the given recipes and all that stand on them."""
        return self._reach(recipe_ids, self.feeds)

    def order(self, recipe_ids: Iterable[str]) -> list[str]:
        """Return the recipes so that each comes after those it needs; raises `Conflict` on a cycle."""
        wanted = set(recipe_ids)
        done: dict[str, None] = {}
        for start in sorted(wanted, key=lambda recipe: self.recipes[recipe].name):
            path: list[str] = []
            stack: list[tuple[str, int]] = [(start, 0)]
            while stack:
                recipe, index = stack.pop()
                if recipe in done:
                    continue
                needs = [need for need in self.needs(recipe) if need in wanted]
                if index == 0:
                    if recipe in path:
                        raise Conflict(self._cycle_sentence([*path[path.index(recipe) :], recipe]))
                    path.append(recipe)
                if index < len(needs):
                    stack.append((recipe, index + 1))
                    if needs[index] in path:
                        raise Conflict(self._cycle_sentence([*path[path.index(needs[index]) :], needs[index]]))
                    stack.append((needs[index], 0))
                else:
                    path.pop()
                    done[recipe] = None
        return list(done)

    def demand_no_cycle(self) -> None:
        """Raise `Conflict` naming the recipes when something would be built from itself."""
        self.order(self.recipes)

    def _cycle_sentence(self, cycle: Sequence[str]) -> str:
        names = " → ".join(self.recipes[recipe].name for recipe in reversed(cycle))
        return f"This would build something from itself: {names}. Choose another input or output."

    @staticmethod
    def _reach(starts: Iterable[str], step: Callable[[str], tuple[str, ...]]) -> set[str]:
        seen = set(starts)
        todo = list(seen)
        while todo:
            for following in step(todo.pop()):
                if following not in seen:
                    seen.add(following)
                    todo.append(following)
        return seen
