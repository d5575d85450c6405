"""The names under which scripts know roles."""

from atelier.dssapi import roles
from atelier.recipes import registry


def test_the_datasets_that_steps_look_into_are_script_dependencies() -> None:
    prepare = registry.get("prepare")
    assert roles.role_for(prepare.inputs, "scriptDeps", None) == "lookups"
    assert roles.name_of(prepare, prepare.inputs, "lookups") == "scriptDeps"
    assert roles.role_for(prepare.inputs, "main", None) == "input"
    assert roles.name_of(prepare, prepare.inputs, "input") == "main"
    distinct = registry.get("distinct")
    assert roles.role_for(distinct.inputs, "scriptDeps", None) == "scriptDeps"
