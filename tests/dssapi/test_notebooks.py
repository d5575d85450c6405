"""Notebooks: made over HTTP, their cells run as a program that asks a real server through the `dataiku` module."""

import io

import httpx
import pytest
from dataikuapi.dss.project import DSSProject
from tests.conftest import ADMIN_KEY
from tests.dssapi.accuracy import accuracy_in, run_code_of

ROWS = b"""path,target,prediction,score
a.jpg,cat,cat,1.5
b.jpg,dog,"{""cat"": 0.7, ""dog"": 0.3}",2.5
c.jpg,dog,"{""dog"": 0.9}",3.5
d.jpg,,cat,4.0
e.jpg,owl,,5.0
f.jpg,owl,owl,7.5
"""


@pytest.fixture
def scored(project: DSSProject) -> str:
    dataset = project.create_upload_dataset("scored rows")
    dataset.uploaded_add_file(io.BytesIO(ROWS), "s.csv")
    dataset.autodetect_settings(infer_storage_types=True).save()
    return "scored rows"


@pytest.fixture
def api(server: str) -> httpx.Client:
    return httpx.Client(base_url=f"{server}/api/projects/CARTOON", headers={"Authorization": f"Bearer {ADMIN_KEY}"})


def printed(server: str, script: str) -> str:
    return run_code_of({"cells": [{"cell_type": "code", "source": [script]}]}, server)


def test_the_accuracy_notebook_gives_the_accuracy(server: str, api: httpx.Client, scored: str) -> None:
    body = {
        "name": "Accuracy (test)", "template": "accuracy", "dataset_id": scored,
        "options": {"label": "target", "prediction": "prediction"},
    }  # fmt: skip
    made = api.post("/notebooks", json=body)
    assert made.status_code == 201, made.text
    assert (made.json()["template"], made.json()["dataset"]) == ("accuracy", scored)
    answer = api.get("/notebooks/Accuracy (test)")
    assert "attachment" in answer.headers["content-disposition"]
    notebook = answer.json()
    assert notebook["nbformat"] == 4
    assert {cell["cell_type"] for cell in notebook["cells"]} == {"code", "markdown"}
    said = run_code_of(notebook, server)
    assert accuracy_in(said) == 3 / 4
    assert "3 of 4 rows are right" in said


def test_audit_and_pca_run_too(server: str, api: httpx.Client, scored: str) -> None:
    for template, words in (("audit", "6 rows, 4 columns"), ("pca", "6 rows, 1 numbers each")):
        made = api.post("/notebooks", json={"name": template, "template": template, "dataset_id": scored})
        assert made.status_code == 201, made.text
        assert words in run_code_of(api.get(f"/notebooks/{template}").json(), server)
    assert [one["name"] for one in api.get("/notebooks").json()["notebooks"]] == ["audit", "pca"]
    assert api.delete("/notebooks/audit").status_code == 200
    assert [one["name"] for one in api.get("/notebooks").json()["notebooks"]] == ["pca"]
    assert api.get("/notebooks/audit").status_code == 404


def test_mistakes_get_a_sentence(api: httpx.Client, scored: str) -> None:
    good = {"name": "n", "template": "audit", "dataset_id": scored}
    assert api.post("/notebooks", json=good).status_code == 201
    for change, status, message in (
        ({}, 409, "There is already a notebook called “n” in this project. Choose another name."),
        ({"name": "../x"}, 422, "“../x” cannot be a notebook's name"),
        ({"name": ".hidden"}, 422, "“.hidden” cannot be a notebook's name"),
        ({"template": "magic", "name": "m"}, 422, "There is no notebook template “magic”; there are: audit, pca"),
        ({"dataset_id": "gone", "name": "m"}, 404, "There is no dataset “gone”"),
        ({"template": "accuracy", "name": "m"}, 422, "Label column is needed: choose a column."),
        ({"template": "accuracy", "name": "m", "options": {"label": "x"}}, 422, "scored rows has no column “x”."),
    ):  # fmt: skip
        answer = api.post("/notebooks", json={**good, **change})
        assert answer.status_code == status, answer.text
        assert message in answer.json()["message"]
    for name in ("..%2f..%2fatelier.db", "%00", "x" * 300, ".trash"):
        assert api.get(f"/notebooks/{name}").status_code == 404


def test_the_module_outside_of_a_recipe(server: str, project: DSSProject, scored: str) -> None:
    project.set_variables({"standard": {"limit": 5}, "local": {}})
    folder = project.create_managed_folder("files")
    folder.put_file("a b.txt", io.BytesIO(b"hello"))
    said = printed(server, f"""
import dataiku
dataiku.set_default_project_key("CARTOON")
dataset = dataiku.Dataset({scored!r})
df = dataset.get_dataframe()
assert df["score"].dtype == "float64" and len(df) == 6, df.dtypes
assert [frame.shape for frame in dataset.iter_dataframes(chunksize=4, columns=["path"])] == [(4, 1), (2, 1)]
assert dataset.read_schema()[0]["name"] == "path"
assert dataiku.Dataset.list() == [{scored!r}]
assert dataiku.get_custom_variables(typed=True) == {{"limit": 5}}
folder = dataiku.Folder("files")
assert folder.list_paths_in_partition() == ["/a b.txt"]
assert folder.get_download_stream("a b.txt").read() == b"hello"
folder.upload_data("new.txt", "x")
for bad in (lambda: dataset.write_with_schema(df), lambda: dataiku.Dataset("gone").get_dataframe(), folder.get_path):
    try:
        bad()
    except RuntimeError as error:
        print(error)
""")  # fmt: skip
    assert "Datasets are written by recipes only" in said
    assert "There is no dataset “gone” in CARTOON." in said
    assert [one["path"] for one in folder.list_contents()["items"]] == ["/a b.txt", "/new.txt"]


def test_code_recipes_by_the_official_client(project: DSSProject, scored: str) -> None:
    project.set_variables({"standard": {"wanted": "owl"}, "local": {}})
    builder = project.new_recipe("python").with_input(scored)
    builder = builder.with_new_output_dataset("owls", "filesystem_managed")
    script = """
import dataiku
from dataiku import recipe
df = recipe.get_inputs_as_datasets()[0].get_dataframe()
wanted = dataiku.get_custom_variables()["wanted"]
recipe.get_outputs_as_datasets()[0].write_with_schema(df[df["target"] == wanted])
"""
    builder.with_script(script).create().run()
    assert [row[0] for row in project.get_dataset("owls").iter_rows()] == ["e.jpg", "f.jpg"]
    query = project.new_recipe("sql_query").with_input("owls").with_new_output("found", "filesystem_managed")
    made = query.create()
    settings = made.get_settings()
    settings.str_payload = "SELECT path FROM owls WHERE target = '${wanted}' AND score > 6"
    settings.save()
    assert made.get_settings().str_payload == settings.str_payload
    made.run()
    assert list(project.get_dataset("found").iter_rows()) == [["f.jpg"]]
