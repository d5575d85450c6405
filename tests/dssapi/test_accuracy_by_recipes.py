"""Accuracy by visual recipes alone: join the labels, prepare a column `correct`, group to its average."""

import io

import pytest
from dataikuapi import DSSClient
from dataikuapi.dss.project import DSSProject

CLASSES = ("ada", "bo", "cleo")
SCORES = [(f"{CLASSES[n % 3]}_pic_{n}.jpg", CLASSES[n % 3], CLASSES[(n + (n % 5 == 0)) % 3]) for n in range(60)]


@pytest.fixture
def project(dss: DSSClient) -> DSSProject:
    """A project with predictions in the form that scoring writes, and labels; one picture has no label."""
    made = dss.create_project("ACCURACY", "Accuracy", "admin")
    predictions = "".join(f'{path};{{"{guess}":0.75,"other":0.25}};0\n' for path, _, guess in SCORES)
    labels = "".join(f"{path};{label}\n" for path, label, _ in SCORES[1:])
    for name, text in (("scored", f"images;prediction;error\n{predictions}"), ("labels", f"path;target\n{labels}")):
        dataset = made.create_upload_dataset(name)
        dataset.uploaded_add_file(io.BytesIO(text.encode()), f"{name}.csv")
        dataset.autodetect_settings(infer_storage_types=True).save()
    return made


def test_join_prepare_group(project: DSSProject) -> None:
    join = project.new_recipe("join").with_input("scored").with_input("labels")
    join = join.with_new_output("joined", "filesystem_managed").create()
    settings = join.get_settings()
    settings.raw_joins.clear()
    settings.add_condition_to_join(settings.add_join("INNER"), "EQ", "images", "path")
    settings.save()
    prepare = project.new_recipe("prepare").with_input("joined")
    prepare = prepare.with_new_output("compared", "filesystem_managed").create()
    settings = prepare.get_settings()
    formula = {"column": "correct", "expression": "json_keys(prediction)[1] = target"}
    settings.add_processor_step("CreateColumnWithGREL", formula)
    settings.save()
    group = project.new_recipe("grouping").with_input("compared")
    group = group.with_new_output("accuracy", "filesystem_managed").create()
    settings = group.get_settings()
    settings.clear_grouping_keys()
    settings.set_column_aggregations("correct", avg=True)
    settings.set_global_count_enabled(True)
    settings.save()
    by_class = project.new_recipe("grouping").with_input("compared")
    by_class = by_class.with_new_output("by_class", "filesystem_managed").create()
    settings = by_class.get_settings()
    settings.add_grouping_key("target")
    settings.set_column_aggregations("correct", avg=True, count=True)
    settings.save()
    # all of it from nothing: what is built first has no columns yet when the job is accepted
    for name in ("accuracy", "by_class"):
        job = project.new_job("RECURSIVE_BUILD").with_output(name).start_and_wait()
        assert job.get_status()["baseStatus"]["state"] == "DONE"
    compared = [(label, guess) for _, label, guess in SCORES[1:]]
    expected = sum(label == guess for label, guess in compared) / len(compared)
    assert [float(value) for value in next(project.get_dataset("accuracy").iter_rows())] == [
        len(compared),
        pytest.approx(expected),
    ]
    rows = {row[0]: float(row[-1]) for row in project.get_dataset("by_class").iter_rows()}
    for name in CLASSES:
        own = [guess == label for label, guess in compared if label == name]
        assert rows[name] == pytest.approx(sum(own) / len(own))
