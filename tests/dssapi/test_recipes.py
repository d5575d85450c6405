"""Recipes and the flow through the official client."""

import io

import pytest
from dataikuapi.dss.project import DSSProject
from dataikuapi.dss.recipe import DSSRecipeCreator
from dataikuapi.utils import DataikuException


@pytest.fixture
def items(project: DSSProject) -> dict[str, str]:
    """Two folders and a label dataset; folders by identifier."""
    found = {name: project.create_managed_folder(name).id for name in ("images_train", "images_test", "network")}
    labels = project.create_upload_dataset("labels")
    labels.uploaded_add_file(io.BytesIO(b"path,target\na.jpg,ada\nb.jpg,bob\n"), "labels.csv")
    labels.autodetect_settings(infer_storage_types=True).save()
    return found


def _builder(project: DSSProject, type_: str, name: str) -> DSSRecipeCreator:
    """The client's own way to make recipes of plugins."""
    return DSSRecipeCreator(type_, name, project)


def _score(project: DSSProject, items: dict[str, str], type_: str = "CustomCode_deeplearning-image-score"):  # type: ignore[no-untyped-def]
    project.new_managed_dataset("scored").with_store_into("filesystem_managed").create()
    builder = _builder(project, type_, "classify")
    builder.with_input(items["images_test"], role="image_folder")
    builder.with_input(items["network"], role="model_folder")
    builder.with_output("scored", role="scored_dataset")
    return builder.create()


@pytest.mark.parametrize(
    ("type_", "roles"),
    [
        ("CustomCode_deeplearning-image-score", {"image_folder", "model_folder"}),
        ("CustomCode_deeplearning-image-score-v2", {"image_folder", "model_folder"}),
        ("deeplearning-image-score", {"image_folder", "model_folder"}),
        ("image-classification", {"image_folder", "model_folder"}),
    ],
)
def test_old_and_new_type_names_make_the_recipe_and_come_back(
    project: DSSProject, items: dict[str, str], type_: str, roles: set[str]
) -> None:
    recipe = _score(project, items, type_)
    assert recipe.name == "classify"
    settings = recipe.get_settings()
    assert settings.type == type_
    assert set(settings.get_recipe_inputs()) == roles
    assert settings.get_flat_output_refs() == ["scored"]


@pytest.mark.parametrize("name", ["extract", "retrain"])
@pytest.mark.parametrize("suffix", ["", "-v2"])
def test_the_other_plugin_recipes_are_known(project: DSSProject, name: str, suffix: str) -> None:
    recipe = _builder(project, f"CustomCode_deeplearning-image-{name}{suffix}", name).create()
    assert recipe.get_settings().raw_params["customConfig"]


def test_settings_keep_unknown_keys_and_give_the_known_ones_in_dss_words(
    project: DSSProject, items: dict[str, str]
) -> None:
    recipe = _score(project, items)
    settings = recipe.get_settings()
    config = settings.raw_params["customConfig"]
    assert config["max_nb_labels"] == 5
    config.update({"max_nb_labels": 3, "min_threshold": 0.1, "should_use_gpu": False, "list_gpu": "0", "myKey": [1]})
    settings.raw_params["engineParams"] = {"hive": {"x": None}}
    settings.recipe_settings["customFields"] = {"team": "red"}
    settings.recipe_settings["tags"] = ["deck"]
    settings.save()
    back = recipe.get_settings()
    assert back.raw_params["customConfig"] == {**config}
    assert back.raw_params["engineParams"] == {"hive": {"x": None}}
    assert back.recipe_settings["customFields"] == {"team": "red"}
    assert back.recipe_settings["tags"] == ["deck"]
    first = back.data
    back.save()
    again = recipe.get_settings().data
    first["recipe"].pop("versionTag"), again["recipe"].pop("versionTag")
    assert again == first


def test_roles_may_be_filled_after_creation(project: DSSProject, items: dict[str, str]) -> None:
    recipe = _builder(project, "CustomCode_deeplearning-image-retrain", "retrain").create()
    status = recipe.get_status()
    assert status.get_status_severity() == "ERROR"
    settings = recipe.get_settings()
    settings.add_input("label_dataset", "labels")
    settings.add_input("image_folder", items["images_train"])
    settings.add_input("model_folder", items["network"])
    settings.add_output("model_output", project.create_managed_folder("retrained").id)
    settings.raw_params["customConfig"].update({"col_filename": "path", "col_label": "target"})
    settings.save()
    assert set(recipe.get_settings().get_recipe_inputs()) == {"label_dataset", "image_folder", "model_folder"}


def test_an_output_that_is_a_name_becomes_a_new_folder(project: DSSProject, items: dict[str, str]) -> None:
    builder = _builder(project, "CustomCode_deeplearning-image-retrain", "retrain")
    builder.with_input("labels", role="label_dataset")
    builder.with_input(items["images_train"], role="image_folder")
    builder.with_input(items["network"], role="model_folder")
    builder.with_output("retrained_model", role="model_output")
    recipe = builder.create()
    (ref,) = recipe.get_settings().get_flat_output_refs()
    assert project.get_managed_folder(ref).get_definition()["name"] == "retrained_model"


def test_the_graph_names_everything_as_the_client_expects(project: DSSProject, items: dict[str, str]) -> None:
    recipe = _score(project, items)
    graph = project.get_flow().get_graph()
    for node in graph.nodes.values():
        assert set(node) >= {"ref", "type", "predecessors", "successors"}
    assert graph.nodes["scored"]["predecessors"] == ["classify"]
    assert graph.nodes[items["network"]]["successors"] == ["classify"]
    (output,) = graph.get_successor_computables(recipe)
    assert (output["ref"], output["type"]) == ("scored", "COMPUTABLE_DATASET")
    assert {node["ref"] for node in graph.get_source_computables()} == {"labels", *items.values()}
    (zone,) = project.get_flow().list_zones()
    assert zone.id == "default"
    assert len(zone.items) == 6


def test_schema_updates_fill_the_output_columns(project: DSSProject, items: dict[str, str]) -> None:
    recipe = _score(project, items)
    updates = recipe.compute_schema_updates()
    assert updates.any_action_required()
    updates.apply()
    names = [column["name"] for column in project.get_dataset("scored").get_schema()["columns"]]
    assert names[:3] == ["images", "prediction", "error"]
    assert not recipe.compute_schema_updates().any_action_required()


def test_a_recipe_is_renamed_and_deleted_alone_but_goes_with_its_items(
    project: DSSProject, items: dict[str, str]
) -> None:
    recipe = _score(project, items)
    recipe.rename("look")
    assert [found["name"] for found in project.list_recipes()] == ["look"]
    project.get_recipe("look").delete()
    assert project.list_recipes() == []
    assert project.get_dataset("scored").exists()
    _score_again = _builder(project, "image-classification", "look")
    _score_again.with_input(items["images_test"], role="image_folder")
    _score_again.with_input(items["network"], role="model_folder")
    _score_again.with_output("scored", role="scored_dataset")
    _score_again.create()
    project.get_dataset("scored").delete()
    assert project.list_recipes() == []


def test_refusals_are_sentences(project: DSSProject, items: dict[str, str]) -> None:
    with pytest.raises(DataikuException, match="There is no recipe type “spark_scala”"):
        _builder(project, "spark_scala", "code").create()
    recipe = _score(project, items)
    settings = recipe.get_settings()
    settings.raw_params["customConfig"]["max_nb_labels"] = -1
    with pytest.raises(DataikuException, match="Max number of class labels must be at least 0"):
        settings.save()
    wrong_role = _builder(project, "image-classification", "x")
    wrong_role.with_input(items["images_test"], role="pictures")
    with pytest.raises(DataikuException, match="has no role “pictures” there; it has image_folder, model_folder"):
        wrong_role.create()
    no_such = _builder(project, "image-classification", "x")
    no_such.with_input("nothing", role="image_folder")
    with pytest.raises(DataikuException, match="There is no dataset or folder “nothing”"):
        no_such.create()


def test_the_later_plugins_words_for_gpus_are_understood(project: DSSProject, items: dict[str, str]) -> None:
    recipe = _score(project, items, "CustomCode_deeplearning-image-score-v2")
    settings = recipe.get_settings()
    config = settings.raw_params["customConfig"]
    later = {
        "should_use_gpu": True,
        "gpu_usage": "custom",
        "gpu_list": ["0", "1"],
        "gpu_memory_allocation_mode": "memory_limit",
        "gpu_memory_limit": 40,
    }
    config.update(later)
    settings.save()
    back = recipe.get_settings().raw_params["customConfig"]
    assert back.items() >= later.items()
    assert (back["list_gpu"], back["gpu_allocation"]) == ("0,1", 0.4)
