"""Plans: what runs, in which order, and why, for each type of build."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.flow.flows import built_flows, flows, run

from atelier.flow.fingerprint import built_from, expected, fingerprint, is_fresh
from atelier.flow.graph import Graph, Item, Recipe, RoleRef
from atelier.flow.plan import Plan, plan, ready, stale_because

BUILD_TYPES = (
    "NON_RECURSIVE_FORCED_BUILD",
    "RECURSIVE_BUILD",
    "RECURSIVE_FORCED_BUILD",
    "RECURSIVE_MISSING_ONLY_BUILD",
)


def _targets(data: st.DataObject, graph: Graph) -> list[str]:
    return data.draw(st.lists(st.sampled_from(sorted(graph.recipes)), min_size=1, max_size=3, unique=True))


def _carry_out(graph: Graph, planned: Plan) -> Graph:
    for step in planned.steps:
        graph = run(graph, step.recipe_id)
    return graph


@given(built_flows(), st.data(), st.sampled_from(BUILD_TYPES))
def test_every_step_has_a_reason_and_comes_after_what_it_needs(graph: Graph, data: Any, build_type: Any) -> None:
    planned = plan(graph, _targets(data, graph), build_type)
    done: set[str] = set()
    for step in planned.steps:
        assert step.reason
        assert set(step.needs) <= done
        done.add(step.recipe_id)
    assert len(done) == len(planned.steps)
    assert done.isdisjoint(step.recipe_id for step in planned.skipped)
    assert {step.reason for step in planned.skipped} <= {"up to date"}


@given(built_flows(), st.data())
def test_a_smart_build_runs_nothing_that_is_fresh_and_leaves_nothing_stale(graph: Graph, data: Any) -> None:
    targets = _targets(data, graph)
    planned = plan(graph, targets, "RECURSIVE_BUILD")
    running = {step.recipe_id for step in planned.steps}
    for step in planned.steps:
        recipe = graph.recipes[step.recipe_id]
        is_stale = any(not is_fresh(graph, recipe, graph.items[ref.item_id]) for ref in recipe.outputs)
        assert is_stale or running & set(graph.needs(recipe.id))
    after = _carry_out(graph, planned)
    for recipe_id in after.upstream(targets):
        assert stale_because(after, after.recipes[recipe_id]) is None
    assert plan(after, targets, "RECURSIVE_BUILD").steps == ()


@given(built_flows(), st.data())
def test_a_smart_build_leaves_what_it_skips_as_it_was(graph: Graph, data: Any) -> None:
    planned = plan(graph, _targets(data, graph), "RECURSIVE_BUILD")
    after = _carry_out(graph, planned)
    for step in planned.skipped:
        for ref in graph.recipes[step.recipe_id].outputs:
            assert after.items[ref.item_id] == graph.items[ref.item_id]


@given(built_flows(), st.data())
def test_forced_builds_run_all_upstream_and_only_this_runs_only_the_targets(graph: Graph, data: Any) -> None:
    targets = _targets(data, graph)
    forced = plan(graph, targets, "RECURSIVE_FORCED_BUILD")
    assert {step.recipe_id for step in forced.steps} == graph.upstream(targets)
    assert {step.recipe_id for step in forced.steps if step.reason == "asked for"} == set(targets)
    only = plan(graph, targets, "NON_RECURSIVE_FORCED_BUILD")
    assert {step.recipe_id for step in only.steps} == set(targets)


@given(built_flows(), st.data())
def test_a_build_of_missing_things_runs_exactly_what_was_never_built(graph: Graph, data: Any) -> None:
    targets = _targets(data, graph)
    planned = plan(graph, targets, "RECURSIVE_MISSING_ONLY_BUILD")
    missing = {
        recipe_id
        for recipe_id in graph.upstream(targets)
        if any(graph.items[ref.item_id].version == 0 for ref in graph.recipes[recipe_id].outputs)
    }
    assert {step.recipe_id for step in planned.steps} == missing


@given(built_flows(), st.data(), st.sampled_from(BUILD_TYPES))
def test_nothing_is_ready_before_its_needs_and_all_get_their_turn(graph: Graph, data: Any, build_type: Any) -> None:
    planned = plan(graph, _targets(data, graph), build_type)
    steps = {step.recipe_id: step.needs for step in planned.steps}
    done: list[str] = []
    taken: list[str] = []
    while len(done) < len(steps):
        offered = ready(steps, done, taken)
        for step in offered:
            assert set(steps[step]) <= set(done)
            assert step not in taken
        taken += offered
        finished = data.draw(st.sampled_from([step for step in taken if step not in done]))
        done.append(finished)
    assert ready(steps, done, taken) == []


@given(built_flows())
def test_the_fingerprint_depends_on_each_input_version_and_on_nothing_else(graph: Graph) -> None:
    for recipe in graph.recipes.values():
        versions = {ref.item_id: 1 for ref in recipe.inputs}
        told = fingerprint(recipe, versions)
        assert fingerprint(recipe, {**versions, "another": 7}) == told
        for item_id in versions:
            assert fingerprint(recipe, {**versions, item_id: 2}) != told


RETRAIN = Recipe(
    "r", "retrain", type="any", params='{"epochs": 10}', inputs=(RoleRef("in", "a"),), outputs=(RoleRef("out", "b"),)
)


def _graph(*items: Item, recipes: Sequence[Recipe] = (RETRAIN,)) -> Graph:
    return Graph.build(items, recipes)


def _fresh() -> Graph:
    return run(_graph(Item("a", "images_train", 2), Item("b", "model")), "r")


def test_reasons_are_told_in_words() -> None:
    never = plan(_graph(Item("a", "images_train", 2), Item("b", "model")), ["r"], "RECURSIVE_BUILD")
    assert [step.reason for step in never.steps] == ["model is not built yet"]
    fresh = _fresh()
    assert plan(fresh, ["r"], "RECURSIVE_BUILD").skipped[0].reason == "up to date"
    edited = Graph.build(
        [fresh.items["a"], Item("b", "model", fresh.items["b"].version + 1, fingerprint=None)], [RETRAIN]
    )
    assert plan(edited, ["r"], "RECURSIVE_BUILD").steps[0].reason == "model was changed by hand"
    assert plan(fresh, ["r"], "NON_RECURSIVE_FORCED_BUILD").steps[0].reason == "asked for"
    newer = Graph.build([replace(fresh.items["a"], version=3), fresh.items["b"]], [RETRAIN])
    assert plan(newer, ["r"], "RECURSIVE_BUILD").steps[0].reason == (
        "images_train has a newer version (3, built from 2)"
    )
    other = Graph.build(fresh.items.values(), [replace(RETRAIN, params='{"epochs": 11}')])
    assert plan(other, ["r"], "RECURSIVE_BUILD").steps[0].reason == "its settings changed"


@given(flows(), st.data())
def test_the_versions_an_output_was_built_from_are_found_again(graph: Graph, data: Any) -> None:
    for recipe_id in graph.order(graph.recipes):
        graph = run(graph, recipe_id)
    recipe = graph.recipes[data.draw(st.sampled_from(sorted(graph.recipes)))]
    used = {ref.item_id: graph.items[ref.item_id].version for ref in recipe.inputs}
    risen = data.draw(st.dictionaries(st.sampled_from(sorted(used)), st.integers(1, 30), max_size=2))
    items = [replace(item, version=item.version + risen.get(item.id, 0)) for item in graph.items.values()]
    later = Graph.build(items, graph.recipes.values())
    assert built_from(later, recipe, later.items[recipe.outputs[0].item_id]) == used


def test_an_input_that_is_empty_or_gone_is_a_problem_with_the_way_out() -> None:
    empty = plan(_graph(Item("a", "images_train", 0), Item("b", "model")), ["r"], "RECURSIVE_BUILD")
    assert empty.problems == ("retrain reads images_train, which is empty. Fill it first.",)
    gone = plan(_graph(Item("b", "model")), ["r"], "RECURSIVE_BUILD")
    assert gone.problems == ("retrain has no item in its role “in”: it was deleted.",)
    score = Recipe("s", "score", inputs=(RoleRef("model", "b"),), outputs=(RoleRef("out", "c"),))
    both = _graph(Item("a", "images_train", 1), Item("b", "model"), Item("c", "scored"), recipes=(RETRAIN, score))
    only = plan(both, ["s"], "NON_RECURSIVE_FORCED_BUILD")
    assert only.problems == ("score reads model, which is not built yet. Build upstream too.",)
    assert plan(both, ["s"], "RECURSIVE_BUILD").problems == ()


def test_an_unbuilt_input_has_no_fingerprint_to_expect() -> None:
    assert expected(_graph(Item("a", "images_train", 0), Item("b", "model")), RETRAIN) is None


@pytest.mark.parametrize("change", [{"type": "other"}, {"type_version": 2}, {"params": '{"epochs": 11}'}])
def test_another_type_version_or_setting_makes_the_outputs_stale(change: dict[str, Any]) -> None:
    fresh = _fresh()
    changed = Graph.build(fresh.items.values(), [replace(RETRAIN, **change)])
    assert stale_because(changed, changed.recipes["r"]) is not None
