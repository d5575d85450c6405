"""Recipes over HTTP: made from what is selected, saved without losing anybody's work."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest
from fastapi.testclient import TestClient

Fill = Callable[..., str]
Upload = Callable[[Mapping[str, bytes]], str]
Refused = Callable[[Any, int], str]


@pytest.fixture
def flow(client: TestClient, cartoon: str, filled: Fill, uploaded: Upload) -> dict[str, str]:
    """Ids of two folders and a dataset."""
    source = {"kind": "upload", "upload_id": uploaded({"l.csv": b"path,target\na_1.jpg,a\nb_1.jpg,b\n"})}
    labels = client.post(f"{cartoon}/datasets", json={"name": "labels", "source": source}).json()["id"]
    return {
        "images": filled("images", {"a_1.jpg": b"x"}).rsplit("/", 1)[1],
        "model": filled("model", {}).rsplit("/", 1)[1],
        "labels": labels,
    }


def score(flow: dict[str, str], **changes: Any) -> dict[str, Any]:
    body = {
        "type": "image-classification",
        "inputs": {"image_folder": [flow["images"]], "model_folder": [flow["model"]]},
        "outputs": {"scored_dataset": [{"new_name": "scored"}]},
    }
    return body | changes


def make(client: TestClient, cartoon: str, body: dict[str, Any]) -> dict[str, Any]:
    answer = client.post(f"{cartoon}/recipes", json=body)
    assert answer.status_code == 201, answer.text
    made: dict[str, Any] = answer.json()
    return made


def test_a_recipe_is_made_with_its_output_and_speaks_of_the_folder(
    client: TestClient, cartoon: str, flow: dict[str, str]
) -> None:
    made = make(client, cartoon, score(flow))
    assert made["name"] == "classify_images"
    assert made["params"]["max_labels"] == 5
    assert make(client, cartoon, score(flow, outputs={"scored_dataset": [{"new_name": "other"}]}))["name"] == (
        "classify_images_2"
    )
    scored = client.get(f"{cartoon}/datasets/scored").json()
    assert (scored["written_by"], scored["rows"], scored["version"]) == (made["id"], None, 0)
    assert scored["picture_folder_id"] == flow["images"]
    assert client.get(f"{cartoon}/datasets/{scored['id']}/rows").json()["total"] == 0
    images = client.get(f"{cartoon}/folders/{flow['images']}").json()
    assert {usage["recipe_name"] for usage in images["usages"]} == {"classify_images", "classify_images_2"}


def test_two_people_saving_lose_nothing(
    client: TestClient, client_of: Callable[..., TestClient], cartoon: str, flow: dict[str, str]
) -> None:
    ada, bo = client_of("ada", is_admin=True), client_of("bo", is_admin=True)
    made = make(client, cartoon, score(flow))
    place = f"{cartoon}/recipes/{made['id']}"
    mine, theirs = made["params"] | {"max_labels": 3}, made["params"] | {"max_labels": 9}
    assert ada.put(place, json={"revision": made["revision"], "params": theirs}).json()["revision"] == 2
    answer = bo.put(place, json={"revision": made["revision"], "params": mine})
    assert answer.status_code == 409
    problem = answer.json()
    assert problem["message"] == "ada saved classify_images while you were editing it. Nothing of yours was lost."
    assert problem["details"]["mine"] == mine
    assert problem["details"]["theirs"]["max_labels"] == 9
    assert (problem["details"]["revision"], problem["details"]["saved_by"]) == (2, "ada")
    assert client.get(place).json()["params"]["max_labels"] == 9
    assert client.put(place, json={"revision": 2, "params": mine}).json()["params"]["max_labels"] == 3
    history = client.get(f"{place}/revisions").json()
    assert [(one["revision"], one["params"]["max_labels"]) for one in history] == [(3, 3), (2, 9), (1, 5)]


@pytest.mark.parametrize(
    ("params", "problems"),
    [
        ({"max_labels": -1}, [("max_labels", "Max number of class labels must be at least 0.")]),
        ({"max_labels": "many"}, [("max_labels", "Max number of class labels must be a whole number.")]),
        ({"min_probability": 2}, [("min_probability", "Min probability threshold must be at most 1.")]),
        (
            {"max_labels": 1.5, "min_probability": "x"},
            [
                ("max_labels", "Max number of class labels must be a whole number."),
                ("min_probability", "Min probability threshold must be a number."),
            ],
        ),
        ({"no_such": 1}, [("no_such", "There is no setting called “no_such”.")]),
    ],
)
def test_errors_land_on_their_field(
    client: TestClient,
    cartoon: str,
    flow: dict[str, str],
    params: dict[str, Any],
    problems: list[tuple[str, str]],
) -> None:
    made = make(client, cartoon, score(flow))
    answer = client.put(f"{cartoon}/recipes/{made['id']}", json={"revision": 1, "params": made["params"] | params})
    assert answer.status_code == 422, answer.text
    assert [(p["loc"], p["message"]) for p in answer.json()["fields"]] == [
        (["params", field], text) for field, text in problems
    ]
    assert client.get(f"{cartoon}/recipes/{made['id']}").json()["revision"] == 1


def test_roles_take_what_fits_them(client: TestClient, cartoon: str, flow: dict[str, str]) -> None:
    def problems(**changes: Any) -> list[tuple[str, str]]:
        answer = client.post(f"{cartoon}/recipes", json=score(flow, **changes))
        assert answer.status_code == 422, answer.text
        return [(".".join(p["loc"]), p["message"]) for p in answer.json()["fields"]]

    images, model, labels = flow["images"], flow["model"], flow["labels"]
    assert problems(inputs={"image_folder": [images]}) == [
        ("inputs.model_folder", "Model folder is needed: choose a model folder.")
    ]
    assert problems(inputs={"image_folder": [labels], "model_folder": [model]}) == [
        ("inputs.image_folder", "labels is a dataset; Image folder needs a folder of pictures.")
    ]
    assert problems(inputs={"image_folder": [images, model], "model_folder": [model]}) == [
        ("inputs.image_folder", "Image folder takes one folder of pictures.")
    ]
    assert problems(inputs={"image_folder": [images], "model_folder": [images]}) == [
        ("inputs.model_folder", "images holds no network. Model folder needs a model folder.")
    ]
    assert problems(inputs={"image_folder": ["none"], "model_folder": [model], "x": []})[0] == (
        "inputs.x",
        "Image classification has no input “x”.",
    )
    assert problems(outputs={}) == [
        ("outputs.scored_dataset", "Scored dataset is needed: give the new dataset a name.")
    ]
    assert problems(outputs={"scored_dataset": [{"item_id": images}]}) == [
        ("outputs.scored_dataset", "images is a folder; Scored dataset writes a dataset.")
    ]
    assert client.get(f"{cartoon}/flow").json()["recipes"] == []
    assert len(client.get(f"{cartoon}/flow").json()["items"]) == 3


def test_a_name_that_is_taken_leaves_nothing_half_made(
    client: TestClient, cartoon: str, flow: dict[str, str], refused: Refused
) -> None:
    taken = client.post(f"{cartoon}/recipes", json=score(flow, outputs={"scored_dataset": [{"new_name": "labels"}]}))
    assert "There is already a dataset called “labels”" in refused(taken, 409)
    shared = client.post(f"{cartoon}/recipes", json=score(flow, name="labels"))
    assert "There is already a dataset called “labels”" in refused(shared, 409)
    assert client.get(f"{cartoon}/flow").json()["recipes"] == []
    assert refused(client.post(f"{cartoon}/recipes", json=score(flow, type="no-such")), 404)


def test_an_output_has_one_writer_and_a_flow_no_circle(client: TestClient, cartoon: str, flow: dict[str, str]) -> None:
    first = make(client, cartoon, score(flow))
    scored = first["outputs"]["scored_dataset"][0]
    again = client.post(f"{cartoon}/recipes", json=score(flow, outputs={"scored_dataset": [{"item_id": scored}]}))
    assert again.status_code == 422
    assert again.json()["fields"][0]["message"] == (
        "scored is written by classify_images already. Choose another output."
    )
    retrain: dict[str, Any] = {
        "type": "image-retrain",
        "inputs": {"label_dataset": [scored], "image_folder": [flow["images"]], "model_folder": [flow["model"]]},
        "outputs": {"model_output": [{"item_id": flow["model"]}]},
    }
    itself = client.post(f"{cartoon}/recipes", json=retrain)
    assert itself.status_code == 422, itself.text
    assert itself.json()["message"] == "model is an input of this recipe; a recipe cannot write what it reads."
    other = client.post(f"{cartoon}/folders", json={"name": "network"}).json()["id"]
    retrain["inputs"]["model_folder"] = [other]
    circle = client.post(f"{cartoon}/recipes", json=retrain)
    assert circle.status_code == 409, circle.text
    assert circle.json()["message"] == (
        "This would build something from itself: classify_images → retrain_scored → classify_images. "
        "Choose another input or output."
    )
    assert [recipe["name"] for recipe in client.get(f"{cartoon}/flow").json()["recipes"]] == ["classify_images"]


def test_a_deleted_recipe_comes_back_with_its_history(
    client: TestClient, cartoon: str, flow: dict[str, str], refused: Refused
) -> None:
    made = make(client, cartoon, score(flow))
    place = f"{cartoon}/recipes/{made['id']}"
    assert client.patch(place, json={"name": "guess"}).json()["name"] == "guess"
    assert client.delete(place).status_code == 200
    assert "it is in the trash" in refused(client.get(place), 404)
    assert client.post(f"{cartoon}/trash/recipe/{made['id']}/restore").status_code == 200
    assert client.get(f"{cartoon}/recipes/guess").json()["params"] == made["params"]


def test_types_are_offered_with_their_roles(client: TestClient) -> None:
    offered = {one["type"]: one for one in client.get("/api/recipe-types").json()}
    assert {"image-classification", "image-features", "image-retrain"} <= offered.keys()
    assert [role["name"] for role in offered["image-classification"]["inputs"]] == ["image_folder", "model_folder"]
    macros = {one["type"] for one in client.get("/api/macro-types").json()}
    assert {"download-pretrained-model", "adopt-model", "tutorial-pictures"} <= macros
