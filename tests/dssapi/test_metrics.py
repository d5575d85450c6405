"""Metrics and checks through the official client."""

import io
from typing import Any

import pytest
from dataikuapi import DSSClient
from dataikuapi.dss.future import DSSFuture
from dataikuapi.dss.project import DSSProject
from dataikuapi.utils import DataikuException
from PIL import Image
from tests.dssapi.accuracy import by_metric, by_visual_recipes, labels_of

CSV = "path,target,weight\nada_pic_0001.jpg,ada,0.5\nbob_pic_0001.jpg,bob,1.5\n"


@pytest.fixture
def labels(project: DSSProject) -> Any:
    dataset = project.create_upload_dataset("labels")
    dataset.uploaded_add_file(io.BytesIO(CSV.encode()), "labels.csv")
    dataset.autodetect_settings(infer_storage_types=True).save()
    return dataset


def test_a_dataset_is_measured_and_its_values_are_read(labels: Any) -> None:
    assert labels.get_last_metric_values().get_all_ids() == []
    report = labels.compute_metrics()
    assert report["endTime"] >= report["startTime"]
    assert {one["metricId"]: one["value"] for one in report["computed"]}["records:COUNT_RECORDS"] == "2"
    found = labels.get_last_metric_values()
    assert found.get_global_value("records:COUNT_RECORDS") == 2
    assert found.get_global_value("basic:COUNT_COLUMNS") == 3
    labels.compute_metrics(metric_ids=["records:COUNT_RECORDS"])
    history = labels.get_metric_history("records:COUNT_RECORDS")
    assert history["metricId"] == "records:COUNT_RECORDS"
    assert [one["value"] for one in history["values"]] == [2, 2]
    with pytest.raises(DataikuException, match="was never measured"):
        labels.get_metric_history("no:SUCH")


def test_a_script_may_bring_its_own_probes(labels: Any) -> None:
    asked = {
        "probes": [
            {
                "type": "col_stats",
                "enabled": True,
                "configuration": {"aggregates": [{"column": "weight", "aggregated": "AVG"}]},
            }
        ]
    }
    labels.compute_metrics(probes=asked)
    assert labels.get_last_metric_values().get_global_value("col_stats:AVG:weight") == 1.0
    with pytest.raises(DataikuException, match="There is no probe type"):
        labels.compute_metrics(probes={"probes": [{"type": "nonsense"}]})
    with pytest.raises(DataikuException, match="no partitions"):
        labels.compute_metrics(partition="2020")


def test_checks_run(dss: DSSClient, project: DSSProject, labels: Any) -> None:
    labels.compute_metrics()
    assert labels.run_checks()["results"] == []
    item = next(one for one in dss._session.get(f"{dss.host}/api/projects/CARTOON/flow").json()["items"])
    place = f"{dss.host}/api/projects/CARTOON/items/{item['id']}/metrics"
    params = {"metric": "records:COUNT_RECORDS", "minimum": 3}
    body = {
        "revision": 0,
        "probes": [{"id": "r", "type": "records"}],
        "checks": [{"id": "many", "type": "numeric-range", "name": "enough", "params": params}],
    }
    assert dss._session.put(place, json=body).status_code == 200
    labels.compute_metrics()
    (result,) = labels.run_checks()["results"]
    assert result["check"]["meta"]["name"] == "enough"
    assert result["value"]["outcome"] == "ERROR"
    assert result["value"]["message"] == "Record count is 2, below 3."
    assert len(labels.run_checks(checks=["many"])["results"]) == 1
    with pytest.raises(DataikuException, match="Name checks by the identifiers"):
        labels.run_checks(checks=["other"])


def test_a_folder_answers_as_a_task_that_is_over(dss: DSSClient, project: DSSProject) -> None:
    folder = project.create_managed_folder("pictures")
    data = io.BytesIO()
    Image.new("RGB", (8, 8)).save(data, "PNG")
    folder.put_file("ada_pic_1.png", io.BytesIO(data.getvalue()))
    answer = folder.compute_metrics()
    report = DSSFuture(dss, answer.get("jobId", None), answer).wait_for_result()
    assert {one["metricId"]: one["value"] for one in report["computed"]}["basic:COUNT_FILES"] == "1"
    assert folder.get_last_metric_values().get_global_value("pictures:COUNT") == 1
    assert folder.get_metric_history("basic:COUNT_FILES")["values"][0]["value"] == 1
    assert folder.compute_metrics(metric_ids=["pictures:COUNT"])["result"]["computed"][0]["value"] == "1"
    with pytest.raises(DataikuException, match="There is no model"):
        project.get_saved_model(folder.id).get_metric_values("active")


def test_the_accuracy_is_the_number_that_visual_recipes_give(dss: DSSClient, project: DSSProject) -> None:
    predicted = ["ada", "bo", "bo", "ada", "it's", "bo", "ada"]
    true = ["ada", "ada", "bo", "ada", "it's", "it's", "bo"]
    rows = "".join(f"{place}.jpg,{name}\n" for place, name in enumerate(predicted))
    scored = project.create_upload_dataset("scored")
    scored.uploaded_add_file(io.BytesIO(f"images,top_class\n{rows}alone.jpg,ada\n".encode()), "scored.csv")
    scored.autodetect_settings(infer_storage_types=True).save()
    labels_of(project, "labels", {f"{place}.jpg": name for place, name in enumerate(true)} | {"other.jpg": "bo"})
    found = by_metric(dss, project, "scored", "labels")
    assert found == pytest.approx(4 / 7)
    assert by_visual_recipes(dss, project, "scored", "labels") == pytest.approx(found)
