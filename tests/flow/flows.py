"""Flows as hypothesis draws them: without cycles, with items built, stale or not built."""

from dataclasses import replace

from hypothesis import strategies as st

from atelier.flow.fingerprint import expected
from atelier.flow.graph import Graph, Item, Recipe, RoleRef


@st.composite
def flows(draw: st.DrawFn) -> Graph:
    """Draw a flow in which no item is built; recipes read only what stands before them."""
    sources = draw(st.integers(1, 3))
    items = [Item(f"s{index}", f"source {index}", version=1) for index in range(sources)]
    recipes: list[Recipe] = []
    for index in range(draw(st.integers(1, 7))):
        read = draw(st.lists(st.sampled_from([item.id for item in items]), min_size=1, max_size=3, unique=True))
        written = [Item(f"o{index}_{number}", f"output {index} {number}") for number in range(draw(st.integers(1, 2)))]
        # names in an order of their own, so that nothing can lean on them
        name = f"{draw(st.sampled_from('abcdefgh'))}{index}"
        recipes.append(
            Recipe(
                f"r{index}",
                name,
                type="any",
                params="{}",
                inputs=tuple(RoleRef("in", item_id) for item_id in read),
                outputs=tuple(RoleRef(f"out{number}", item.id) for number, item in enumerate(written)),
            )
        )
        items.extend(written)
    return Graph.build(items, recipes)


@st.composite
def built_flows(draw: st.DrawFn) -> Graph:
    """Draw a flow some of whose recipes have been run, some of them on inputs that have changed since."""
    graph = draw(flows())
    for recipe_id in graph.order(graph.recipes):
        if draw(st.booleans()):
            graph = run(graph, recipe_id)
    for item_id in draw(st.sets(st.sampled_from(sorted(graph.items)), max_size=2)):
        item = graph.items[item_id]
        if item.version and item_id not in graph.writer_of:
            graph = _with(graph, replace(item, version=item.version + 1))
    return graph


def run(graph: Graph, recipe_id: str) -> Graph:
    """Return the flow after a recipe has run, which it only can when its inputs are built."""
    recipe = graph.recipes[recipe_id]
    fingerprint = expected(graph, recipe)
    if fingerprint is None:
        return graph
    for ref in recipe.outputs:
        item = graph.items[ref.item_id]
        graph = _with(graph, replace(item, version=item.version + 1, fingerprint=fingerprint))
    return graph


def _with(graph: Graph, item: Item) -> Graph:
    return Graph.build({**graph.items, item.id: item}.values(), graph.recipes.values())
