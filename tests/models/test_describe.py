"""A model folder's page, from a folder written as the recipes write it."""

from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from tests.recipes.test_image_forms import CONFIG

from atelier.ml.images import evaluation, model_folder
from atelier.ml.images.model_description import LayerFacts
from atelier.storage.folder import StagedFolder

CREATED = {"name": "Cartoon", "key": "CARTOON"}


@pytest.fixture
def project(client: TestClient) -> str:
    answer = client.post("/api/projects", json=CREATED)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["key"])


def upload(client: TestClient, project: str, name: str, folder: Path) -> str:
    made = client.post(f"/api/projects/{project}/folders", json={"name": name}).json()["id"]
    started = client.post(f"/api/projects/{project}/uploads").json()["id"]
    for file in folder.iterdir():
        put = client.put(f"/api/projects/{project}/uploads/{started}/files/{file.name}", content=file.read_bytes())
        assert put.status_code == 200, put.text
    done = client.post(f"/api/projects/{project}/folders/{made}/uploads", json={"upload_id": started})
    assert done.status_code == 200, done.text
    return str(made)


def test_a_model_folder_says_what_its_network_is(client: TestClient, project: str, tmp_path: Path) -> None:
    import numpy as np

    writer = StagedFolder("model", tmp_path / "model")
    config = CONFIG | {"retrained": True, "head": {"pooling": "avg", "dropout": 0.0}, "training": {"epochs": 2}}
    model_folder.write_config(writer, config)
    model_folder.write_classes(writer, ["cat", "dog"])
    model_folder.write_layers(writer, [LayerFacts(0, "conv5_block3_1_conv", "Conv2D", (7, 7, 9), 12)], "Model: two")
    found = evaluation.evaluate(
        np.array([[0.9, 0.1], [0.2, 0.8]]), np.array([0, 0]), ["cat", "dog"], ["a.jpg", "b.jpg"]
    )
    history = [{"epoch": 1, "loss": 1.0, "acc": 0.5}, {"epoch": 2, "loss": 0.5, "acc": 0.7}]
    model_folder.write_results(writer, history, {"best_epoch": 2, **found})
    answer = client.get(f"/api/projects/{project}/models/{upload(client, project, 'model', writer.path)}")
    assert answer.status_code == 200, answer.text
    body = answer.json()
    assert body["architecture_label"] == "Xception"
    assert body["classes"] == ["cat", "dog"]
    assert body["best_epoch"] == 2
    assert body["history"] == history
    assert body["metrics"]["val_acc"] == 0.5
    assert "confusion" not in body["metrics"]
    assert body["confusion"]["counts"] == [[1, 1], [0, 0]]
    assert body["confusion"]["examples"]["cat|dog"] == [{"path": "b.jpg", "probability": 0.8}]
    assert body["confusion"]["image_folder_id"] is None
    assert body["layers"][0]["output_shape"] == [7, 7, 9]
    assert body["training"] == {"epochs": 2}
    assert body["summary"] == "Model: two"


def test_folders_of_the_former_plugins_are_understood(client: TestClient, project: str, tmp_path: Path) -> None:
    for name, files in {
        "v1": {"config.json": '{"architecture":"resnet","trained_on":"imagenet","extract_layer_default_index":-2}',
               "model_labels.csv": "id,className\n1,b\n0,a\n", "resnet_imagenet_weights.h5": "x",
               "model_info.json": '{"scoring": {"layers": ["InputLayer"], "summary": "old summary"}}'},
        "v2": {"config.json": '{"architecture":"inception_v3","trained_on":"imagenet","retrained":true,'
               '"top_params":{"pooling":"max","n_classes":2,"input_shape":[200,220,3]}}',
               "model_labels.csv": "id,className\n0,a\n1,b\n", "model_weights_notop.h5": "x"},
    }.items():  # fmt: skip
        folder = tmp_path / name
        folder.mkdir()
        for path, text in files.items():
            (folder / path).write_text(text)
        body = client.get(f"/api/projects/{project}/models/{upload(client, project, name, folder)}").json()
        assert body["classes"] == ["a", "b"]
        if name == "v1":
            assert (body["architecture"], body["input_size"], body["retrained"]) == ("resnet50", [224, 224], False)
            assert body["summary"] == "old summary"
        else:
            assert (body["architecture"], body["input_size"], body["retrained"]) == ("inceptionv3", [200, 220], True)
        assert body["provenance"] == {"imported_from": f"{name} plugin"}


def test_a_folder_without_network_is_said(client: TestClient, project: str, tmp_path: Path) -> None:
    empty = client.post(f"/api/projects/{project}/folders", json={"name": "empty"}).json()["id"]
    answer = client.get(f"/api/projects/{project}/models/{empty}")
    assert answer.status_code == 404
    assert answer.json()["message"] == "The folder “empty” is empty: it was not built yet."
    photos = tmp_path / "photos"
    photos.mkdir()
    (photos / "a.txt").write_text("text")
    answer = client.get(f"/api/projects/{project}/models/{upload(client, project, 'photos', photos)}")
    assert answer.json()["message"] == "The folder “photos” holds no network."
    assert client.get(f"/api/projects/{project}/models/none").status_code == 404
