"""What every recipe type and macro must hold, whoever wrote it."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError
from tests.ml.handles import Form

from atelier.macros import registry as macros
from atelier.macros.docs import pages
from atelier.recipes import registry as recipes
from atelier.recipes.declaration import KEBAB, SNAKE, field_ui, shown_if_issues
from atelier.storage.schema import Column

RECIPES = list(recipes.all_types().values())
TYPES: list[Any] = [*RECIPES, *macros.all_types().values()]
PAGES = Path(__file__).parents[2] / "docs" / "recipes"
DRAWABLE = {"string", "integer", "number", "boolean", "array"}
HEAVY = ("tensorflow", "keras", "torch", "jax", "sklearn", "duckdb", "sqlalchemy", "fastapi")
# Settings without a default, so that the others can be tried.
NEEDED = {"output_name": "network", "source_folder": "AbCdEfGh"}

every_type = pytest.mark.parametrize("found", TYPES, ids=lambda found: found.type)


def needed(found: Any) -> dict[str, Any]:
    return {name: NEEDED[name] for name, field in found.Params.model_fields.items() if field.is_required()}


def test_names_are_unique_and_kebab_case() -> None:
    names = [found.type for found in TYPES]
    assert len(set(names)) == len(names)
    assert all(KEBAB.match(name) for name in names)
    aliases = [alias for found in TYPES for alias in found.dss_types]
    assert len(set(aliases)) == len(aliases)


@every_type
def test_everything_has_words(found: Any) -> None:
    assert (found.__doc__ or "").strip()
    assert found.label.strip()
    roles = [*found.inputs, *found.outputs]
    assert len({role.name for role in roles}) == len(roles)
    for role in roles:
        assert SNAKE.match(role.name), role.name
        assert role.label.strip(), role.name
        assert role.help.endswith("."), role.name
    for name, field in found.Params.model_fields.items():
        assert field.title, name
        assert (field.description or "").endswith("."), f"{name} needs a sentence of help"
        assert name not in {role.name for role in found.outputs}


@every_type
def test_defaults_hold_and_unknown_names_are_refused(found: Any) -> None:
    values = needed(found)
    params = found.Params.model_validate(values)
    assert found.Params.model_validate(params.model_dump(mode="json")) == params
    with pytest.raises(ValidationError):
        found.Params.model_validate(values | {"no_such_setting": 1})


@every_type
def test_a_value_just_outside_each_bound_is_refused(found: Any) -> None:
    properties = found.Params.model_json_schema()["properties"]
    tried = 0
    for name, schema in properties.items():
        for part in schema.get("anyOf", [schema]):
            step = 1 if part.get("type") == "integer" else 1e-9
            outside = [part[key] + sign * step for key, sign in (("minimum", -1), ("maximum", 1)) if key in part]
            outside += [part[key] for key in ("exclusiveMinimum", "exclusiveMaximum") if key in part]
            inside = [part[key] for key in ("minimum", "maximum") if key in part]
            for value in outside:
                if value in inside:  # the step is lost beside so large a bound
                    continue
                tried += 1
                with pytest.raises(ValidationError) as caught:
                    found.Params.model_validate(needed(found) | {name: value})
                assert caught.value.errors()[0]["loc"][0] == name
            for value in inside:
                found.Params.model_validate(needed(found) | {name: value})
    assert tried or not any("minimum" in json.dumps(schema) for schema in properties.values())


@every_type
def test_the_form_can_be_drawn(found: Any) -> None:
    schema = found.Params.model_json_schema()
    for name, declared in schema["properties"].items():
        parts = declared.get("anyOf", [declared])
        ui = field_ui(found.Params, name)
        for part in parts:
            is_shown_only = ui.get("widget") == "frozen"
            assert part.get("type") in DRAWABLE or "$ref" in part or is_shown_only, f"{name}: {part}"
        if any(part.get("type") == "array" for part in parts):
            reference = declared["items"].get("$ref", "").rsplit("/", 1)[-1]
            shape = schema.get("$defs", {}).get(reference, declared["items"])
            for entry in shape.get("properties", {}).values():
                assert all(p.get("type") in {*DRAWABLE, "null"} for p in entry.get("anyOf", [entry]))
        if "enum" in declared:
            assert set(declared["enum"]) == set(ui["options"]), f"{name} needs a label for each value"
        if found.sections and "section" in ui:
            assert ui["section"] in found.sections
    assert shown_if_issues(found.Params) == []


@every_type
def test_named_choices_answer_and_others_do_not(found: Any) -> None:
    form = Form()
    sources = {field_ui(found.Params, name).get("choices") for name in found.Params.model_fields} - {None}
    for source in sources:
        assert isinstance(found.choices(source, form), list)
    with pytest.raises(KeyError):
        found.choices("no_such_source", form)


@every_type
def test_an_empty_form_is_no_accident(found: Any) -> None:
    """With no inputs chosen yet, hooks answer; they do not fail."""
    params, form = found.Params.model_validate(needed(found)), Form()
    for problem in found.check(form, params):
        assert problem.loc[0] in ("params", "inputs")
        assert problem.message.endswith(".")
    assert isinstance(list(found.hints(form, params)), list)
    assert found.slot_class(params) in ("cpu", "gpu")
    assert found.device_wish(params).gpus == ()


@every_type
def test_dss_names_go_there_and_back(found: Any) -> None:
    params = found.Params.model_validate(needed(found)).model_dump(mode="json")
    if hasattr(found, "to_dss"):
        config = found.to_dss(params)
        assert found.Params.model_validate(found.from_dss(config)) == found.Params.model_validate(params)
    assert found.from_dss({"unknown_to_us": 1}) == {}


@pytest.mark.parametrize("found", RECIPES, ids=lambda found: found.type)
def test_each_dataset_output_has_columns(found: Any) -> None:
    if found.family == "code":
        return  # only a run knows what code writes
    if any(role.kind == "model" for role in found.inputs):
        return  # the columns are the model's, which the empty form does not have; tests of the Lab look at them
    columns = found.output_columns(Form(), found.Params.model_validate(getattr(found, "example", {})))
    expected = {role.name for role in found.outputs if role.kind == "dataset" and role.required}
    assert expected <= set(columns)
    for listed in columns.values():
        assert listed
        assert all(isinstance(column, Column) and column.meaning for column in listed)
        assert len({column.name for column in listed}) == len(listed)


@every_type
def test_the_page_is_fresh(found: Any) -> None:
    written = PAGES / f"{found.type}.md"
    assert written.is_file(), "run `make docs`"
    assert written.read_text(encoding="utf-8") == pages()[written.name], f"{written.name} is stale: run `make docs`"


def test_no_page_is_left_over() -> None:
    assert {page.name for page in PAGES.glob("*.md")} == set(pages())


def test_declarations_load_nothing_heavy() -> None:
    """A server that lists types, and a form that is being filled, must start and answer at once."""
    program = (
        "import sys\n"
        "from atelier.recipes import registry as r\n"
        "from atelier.macros import registry as m\n"
        "for found in [*r.all_types().values(), *m.all_types().values()]: found.Params.model_json_schema()\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules])\n"
    )
    answer = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=120)
    assert answer.stdout.strip() == "[]"


def test_old_plugin_names_resolve() -> None:
    for element, ours in (
        ("score", "image-classification"),
        ("extract", "image-features"),
        ("retrain", "image-retrain"),
    ):
        for suffix in ("", "-v2"):
            assert recipes.get(f"CustomCode_deeplearning-image-{element}{suffix}").type == ours
    for plugin in ("deeplearning-image-cpu_download-models", "deeplearning-image-gpu_download-models"):
        assert macros.get(f"pyrunnable_{plugin}").type == "download-pretrained-model"
