"""Parts 0 to 3 of the course, from an empty project to accuracy, by a script with the unmodified official client."""

import io
import os
from pathlib import Path

import pytest
from dataikuapi import DSSClient
from dataikuapi.dss.project import DSSProject
from dataikuapi.dss.recipe import DSSRecipeCreator
from tests.dssapi.accuracy import by_metric, by_notebook, by_visual_recipes, labels_of

from atelier.drawn import write_tutorial_pictures
from atelier.settings import Settings

REAL = os.environ.get("ATELIER_REAL_DATA")


def _class_in(name: str) -> str:
    return name.rsplit("_", 1)[0].removesuffix("_pic")


def _recipe(project: DSSProject, type_: str, name: str, inputs: dict[str, str], output: tuple[str, str]):  # type: ignore[no-untyped-def]
    builder = DSSRecipeCreator(type_, name, project)
    for role, ref in inputs.items():
        builder.with_input(ref, role=role)
    builder.with_output(output[1], role=output[0])
    return builder.create()


def _score(
    project: DSSProject, name: str, pictures: str, network: str, config: dict[str, object]
) -> list[list[object]]:
    """Make and run a classification, and return its rows."""
    project.new_managed_dataset(name).with_store_into("filesystem_managed").create()
    recipe = _recipe(
        project,
        "CustomCode_deeplearning-image-score",
        f"score_{name}",
        {"image_folder": pictures, "model_folder": network},
        ("scored_dataset", name),
    )
    settings = recipe.get_settings()
    settings.raw_params["customConfig"].update(config)
    settings.save()
    recipe.run()
    return list(project.get_dataset(name).iter_rows(columns=["images", "top_class", "prediction", "error"]))


def _accuracy(rows: list[list[object]]) -> float:
    return sum(_class_in(str(row[0])) == row[1] for row in rows) / len(rows)


@pytest.mark.keras
@pytest.mark.timeout(900)
def test_the_course_on_drawn_pictures(dss: DSSClient, settings: Settings, root: Path, tmp_path: Path) -> None:
    drawn = write_tutorial_pictures(tmp_path / "drawn", train=144, test=24, seed=7)
    drawn.train_folder.rename(root / "images")

    # 0. Getting started: a project, two folders, the labels
    project = dss.create_project("CARTOON", "Cartoon characters", "admin")
    train = project.create_managed_folder("images_train")
    place = train.get_settings()
    place.set_connection_and_path("filesystem_root", str(root / "images"))
    place.save()
    test = project.create_managed_folder("images_test")
    test.upload_folder("/", str(drawn.test_folder))
    assert len(train.list_contents()["items"]) == 144
    assert len(test.list_contents()["items"]) == 24
    labels = project.create_upload_dataset("labels")
    labels.uploaded_add_file(io.BytesIO(drawn.labels_file.read_bytes()), "labels.csv")
    labels.autodetect_settings(infer_storage_types=True).save()
    assert [column["name"] for column in labels.get_schema()["columns"]] == ["path", "full_path", "target"]

    # 1. A pre-trained network, and what it makes of the test pictures
    macro = project.get_macro("pyrunnable_deeplearning-image-cpu_download-models")
    run = macro.run(params={"outputName": "network", "model": "sketchnet_drawn"}, wait=True)
    assert macro.get_status(run)["running"] is False
    assert b"DONE" in macro.get_result(run, as_type="string")
    network = next(folder["id"] for folder in project.list_managed_folders() if folder["name"] == "network")
    assert {"/config.json", "/model_labels.csv"} <= {
        item["path"] for item in project.get_managed_folder(network).list_contents()["items"]
    }
    deck = {"max_nb_labels": 5, "min_threshold": 0.1, "should_use_gpu": False, "list_gpu": "0", "gpu_allocation": 1}
    before = _score(project, "scored", test.id, network, deck)
    assert len(before) == 24
    assert all(row[3] == 0 for row in before)
    assert _accuracy(before) == 0.0

    # 2. Retraining the last layer
    retrained = project.create_managed_folder("model_retrained")
    recipe = _recipe(
        project,
        "CustomCode_deeplearning-image-retrain",
        "retrain",
        {"label_dataset": "labels", "image_folder": train.id, "model_folder": network},
        ("model_output", retrained.id),
    )
    form = recipe.get_settings()
    form.raw_params["customConfig"].update(
        {
            "col_filename": "path",
            "col_label": "target",
            "train_ratio": 0.8,
            "random_seed": 1337,
            "layer_to_retrain": "last",
            "model_optimizer": "adam",
            "model_learning_rate": 0.003,
            "batch_size": 32,
            "nb_epochs": 15,
        }
    )
    form.save()
    assert recipe.get_status().get_status_severity() == "SUCCESS"
    job = recipe.run(wait=True)
    status = job.get_status()["baseStatus"]
    assert status["state"] == "DONE"
    assert status["activities"]["retrain_NP"]["state"] == "DONE"
    log = job.get_log()
    assert "Epoch 15/15" in log
    assert " - val_acc: " in log
    assert job.id in [listed["def"]["id"] for listed in project.list_jobs()]

    # 3. The test pictures again
    after = _score(project, "rescored", test.id, retrained.id, deck)
    assert _accuracy(after) > 0.5

    # The accuracy is one number: counted by hand, by a metric on either column, by visual recipes, in the notebook
    labels_of(project, "labels_test", {str(row[0]): _class_in(str(row[0])) for row in after})
    assert by_metric(dss, project, "rescored", "labels_test") == _accuracy(after)
    assert by_metric(dss, project, "rescored", "labels_test", "prediction") == _accuracy(after)
    assert by_visual_recipes(dss, project, "rescored", "labels_test") == _accuracy(after)
    assert by_notebook(dss, project, "joined") == _accuracy(after)
    assert by_notebook(dss, project, "joined", "prediction") == _accuracy(after)


@pytest.mark.keras
@pytest.mark.timeout(300)
def test_a_run_that_fails_raises_and_says_why(dss: DSSClient, project: DSSProject) -> None:
    macro = project.get_macro("download-pretrained-model")
    with pytest.raises(Exception, match="output|folder|name"):
        macro.run(params={"model": "sketchnet_drawn"}, wait=True)
    with pytest.raises(Exception, match="There is no macro “nothing”"):
        project.get_macro("nothing").run()
    empty = project.create_managed_folder("empty")
    macro.run(params={"outputName": "network", "model": "sketchnet_drawn"}, wait=True)
    network = next(folder["id"] for folder in project.list_managed_folders() if folder["name"] == "network")
    project.new_managed_dataset("scored").with_store_into("filesystem_managed").create()
    recipe = _recipe(
        project,
        "image-classification",
        "score",
        {"image_folder": empty.id, "model_folder": network},
        ("scored_dataset", "scored"),
    )
    with pytest.raises(Exception, match="empty"):
        recipe.run()


@pytest.mark.keras
@pytest.mark.real
@pytest.mark.timeout(1800)
@pytest.mark.skipif(REAL is None, reason="ATELIER_REAL_DATA is not set")
class TestRealPictures:
    """The same on photographs, with a MobileNet that is adopted."""

    @pytest.fixture
    def settings(self, settings: Settings) -> Settings:
        return settings.model_copy(update={"allowed_roots": (Path(str(REAL)),)})

    def test_retraining_an_adopted_network_names_three_of_four_rightly(self, dss: DSSClient) -> None:
        real = Path(str(REAL))
        project = dss.create_project("REAL", "Real pictures", "admin")
        folders = {}
        for name in ("images_train", "images_test"):
            folders[name] = project.create_managed_folder(name)
            place = folders[name].get_settings()
            place.set_connection_and_path("filesystem_root", str(real / name))
            place.save()
        labels = project.create_filesystem_dataset("labels", "filesystem_root", str(real / "labels_train.csv"))
        labels.autodetect_settings(infer_storage_types=True).save()
        trunk = project.create_managed_folder("trunk")
        with (real / "mobilenet_imagenet_trunk.keras").open("rb") as file:
            trunk.put_file("mobilenet_imagenet_trunk.keras", file)
        project.get_macro("adopt-model").run(
            params={"source_folder": trunk.id, "output_name": "mobilenet", "pixels": "tf"}, wait=True
        )
        network = next(folder["id"] for folder in project.list_managed_folders() if folder["name"] == "mobilenet")
        retrained = project.create_managed_folder("retrained")
        recipe = _recipe(
            project,
            "CustomCode_deeplearning-image-retrain",
            "retrain",
            {"label_dataset": "labels", "image_folder": folders["images_train"].id, "model_folder": network},
            ("model_output", retrained.id),
        )
        form = recipe.get_settings()
        form.raw_params["customConfig"].update(
            {
                "col_filename": "path",
                "col_label": "target",
                "train_ratio": 0.8,
                "random_seed": 1337,
                "layer_to_retrain": "last",
                "model_optimizer": "adam",
                "model_learning_rate": 0.01,
                "batch_size": 64,
                "nb_epochs": 30,
            }
        )
        form.save()
        recipe.run()
        rows = _score(project, "rescored", folders["images_test"].id, retrained.id, {"max_nb_labels": 5})
        assert len(rows) == 120
        accuracy = _accuracy(rows)
        print(f"accuracy on images_test: {accuracy:.3f}")
        assert accuracy >= 0.74
        truth = project.create_filesystem_dataset("labels_test", "filesystem_root", str(real / "labels_test.csv"))
        truth.autodetect_settings(infer_storage_types=True).save()
        assert by_metric(dss, project, "rescored", "labels_test") == accuracy
        assert by_visual_recipes(dss, project, "rescored", "labels_test") == accuracy
        assert by_notebook(dss, project, "joined") == accuracy
