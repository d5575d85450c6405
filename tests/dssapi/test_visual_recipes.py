"""Visual recipes by the unmodified official client: the course's preparation, as a script writes it."""

import io

import pytest
from dataikuapi import DSSClient
from dataikuapi.dss.project import DSSProject
from dataikuapi.utils import DataikuException

STEPS = [
    ("ColumnSplitter", {"inCol": "images", "separator": "_pic_", "outColPrefix": "images_", "target": "COLUMNS"}),
    ("ColumnsSelector", {"keep": False, "appliesTo": "COLUMNS", "columns": ["images_1"]}),
    ("ColumnRenamer", {"renamings": [{"from": "images_0", "to": "target"}]}),
]


@pytest.fixture
def project(dss: DSSClient) -> DSSProject:
    made = dss.create_project("TABLES", "Tables", "admin")
    dataset = made.create_upload_dataset("features")
    dataset.uploaded_add_file(io.BytesIO(b"images,error\nada_pic_1.jpg,0\nbo_pic_2.jpg,1\n"), "f.csv")
    dataset.autodetect_settings().save()
    return made


def test_the_preparation_of_the_course(project: DSSProject) -> None:
    builder = project.new_recipe("prepare").with_input("features")
    recipe = builder.with_new_output("prepared", "filesystem_managed").create()
    settings = recipe.get_settings()
    assert settings.raw_steps == []
    for type_, params in STEPS:
        settings.add_processor_step(type_, params)
    settings.raw_steps[0]["ours"] = "kept"
    settings.save()
    again = recipe.get_settings()
    assert [step["type"] for step in again.raw_steps] == [type_ for type_, _ in STEPS]
    assert again.raw_steps[0]["ours"] == "kept"
    assert again.get_recipe_inputs()["main"]["items"][0]["ref"] == "features"
    assert recipe.get_status().get_status_severity() == "SUCCESS"
    recipe.run()
    rows = list(project.get_dataset("prepared").iter_rows())
    assert [row[:2] for row in rows] == [["ada_pic_1.jpg", "ada"], ["bo_pic_2.jpg", "bo"]]


def test_a_payload_that_is_no_json_is_answered(project: DSSProject) -> None:
    recipe = project.new_recipe("distinct").with_input("features").with_new_output("d", "filesystem_managed").create()
    settings = recipe.get_settings()
    settings.str_payload = "not json"
    with pytest.raises(DataikuException, match="The payload of Distinct must be a JSON object."):
        settings.save()
