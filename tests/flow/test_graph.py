"""The graph: ways up and down, an order, and cycles named as people know them."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.flow.flows import flows

from atelier.errors import Conflict
from atelier.flow.graph import Graph, Item, Recipe, RoleRef


def _chain(*names: str, closed: bool = False) -> Graph:
    items = [Item(f"i{index}", f"item{index}") for index in range(len(names) + 1)]
    recipes = [
        Recipe(
            name,
            name,
            inputs=(RoleRef("in", f"i{index}"),),
            outputs=(RoleRef("out", "i0" if closed and index == len(names) - 1 else f"i{index + 1}"),),
        )
        for index, name in enumerate(names)
    ]
    return Graph.build(items, recipes)


@given(flows(), st.data())
def test_each_recipe_comes_after_all_that_it_needs(graph: Graph, data: st.DataObject) -> None:
    wanted = data.draw(st.sets(st.sampled_from(sorted(graph.recipes))))
    order = graph.order(graph.upstream(wanted))
    assert sorted(order) == sorted(graph.upstream(wanted))
    for place, recipe in enumerate(order):
        assert set(graph.needs(recipe)) <= set(order[:place])


@given(flows())
def test_upstream_and_downstream_are_each_others_mirror(graph: Graph) -> None:
    for one in graph.recipes:
        for other in graph.upstream([one]):
            assert one in graph.downstream([other])
        assert one in graph.upstream([one])
        for need in graph.needs(one):
            assert one in graph.feeds(need)


@given(flows())
def test_the_order_does_not_depend_on_how_rows_were_read(graph: Graph) -> None:
    again = Graph.build(reversed(list(graph.items.values())), reversed(list(graph.recipes.values())))
    assert again.order(again.recipes) == graph.order(graph.recipes)


def test_a_cycle_is_refused_naming_its_recipes_in_the_direction_of_the_flow() -> None:
    with pytest.raises(Conflict) as refused:
        _chain("clean", "train", "score", closed=True).demand_no_cycle()
    sentence = refused.value.message
    assert sentence.startswith("This would build something from itself: ")
    named = sentence.split(": ")[1].split(".")[0].split(" → ")
    assert named[0] == named[-1]
    assert {"clean", "train", "score"} == set(named)
    ways = list(itertools.pairwise(named))
    assert all(way in [("clean", "train"), ("train", "score"), ("score", "clean")] for way in ways), sentence


def test_a_recipe_that_reads_what_it_writes_is_a_cycle() -> None:
    with pytest.raises(Conflict, match="build something from itself: clean → clean"):
        _chain("clean", closed=True).demand_no_cycle()


def test_a_chain_of_five_thousand_recipes_is_ordered_without_running_out_of_stack() -> None:
    names = [f"r{index:04d}" for index in range(5000)]
    assert _chain(*names).order(names) == names


def test_references_to_items_that_are_gone_are_left_out() -> None:
    graph = Graph.build(
        [Item("a", "a")], [Recipe("r", "r", inputs=(RoleRef("in", "a"), RoleRef("in", "gone")), outputs=())]
    )
    assert graph.readers_of == {"a": ("r",)}
    assert graph.needs("r") == ()
