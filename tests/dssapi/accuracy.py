"""The accuracy of predictions worked out in three ways: by a metric, by visual recipes (join, then group), and by the
predefined notebook on what was joined."""

import io
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

from dataikuapi import DSSClient
from dataikuapi.dss.project import DSSProject
from tests.conftest import ADMIN_KEY

from atelier.items.notebook_templates import as_script

BACKEND = Path(__file__).parents[2] / "backend"
BOTH = 'avg(case when "top_class" = "target" then 1.0 else 0.0 end)'


def labels_of(project: DSSProject, name: str, labels: dict[str, str]) -> Any:
    """Bring in a table of paths and labels."""
    dataset = project.create_upload_dataset(name)
    rows = "".join(f"{path},{label}\n" for path, label in labels.items())
    dataset.uploaded_add_file(io.BytesIO(f"path,target\n{rows}".encode()), f"{name}.csv")
    dataset.autodetect_settings(infer_storage_types=True).save()
    return dataset


def by_metric(dss: DSSClient, project: DSSProject, scored: str, labels: str, prediction: str = "top_class") -> float:
    """Set up the metric on the scored dataset, compute it, and read it back."""
    ids = _ids(dss, project)
    place = f"{_base(dss, project)}/items/{ids[scored]}/metrics"
    params = {"prediction": prediction, "labels_dataset": ids[labels], "label": "target"}
    body = {
        "revision": dss._session.get(place).json()["revision"],
        "probes": [{"id": "accuracy", "type": "accuracy", "params": params}],
        "checks": [],
    }
    answer = dss._session.put(place, json=body)
    assert answer.status_code == 200, answer.text
    dataset = project.get_dataset(scored)
    dataset.compute_metrics()
    value = dataset.get_last_metric_values().get_global_value(f"accuracy:ACCURACY:{prediction}:target")
    assert isinstance(value, float | int)
    return float(value)


def by_visual_recipes(dss: DSSClient, project: DSSProject, scored: str, labels: str) -> float:
    """Join the labels, group all rows to the share of equal ones, build both, and read the one row."""
    ids = _ids(dss, project)
    joined = _recipe(
        dss,
        project,
        "join",
        [ids[scored], ids[labels]],
        "joined",
        {"joins": [{"left": 0, "right": 1, "type": "inner", "conditions": [{"left": "images", "right": "path"}]}]},
    )
    _build(project, "joined")  # the group's formula names columns that are known once they are there
    params = {"count": False, "custom": [{"name": "accuracy", "formula": BOTH}]}
    _recipe(dss, project, "group", [joined], "accuracy", params)
    _build(project, "accuracy")
    ((value,),) = project.get_dataset("accuracy").iter_rows()
    return float(value)


def by_notebook(dss: DSSClient, project: DSSProject, joined: str, prediction: str = "top_class") -> float:
    """Make the predefined notebook on a dataset with labels and predictions, run its cells, read what they print."""
    place = f"{_base(dss, project)}/notebooks"
    name = f"Accuracy of {prediction}"
    body = {
        "name": name,
        "template": "accuracy",
        "dataset_id": _ids(dss, project)[joined],
        "options": {"label": "target", "prediction": prediction},
    }
    answer = dss._session.post(place, json=body)
    assert answer.status_code == 201, answer.text
    return accuracy_in(run_code_of(dss._session.get(f"{place}/{name}").json(), dss.host))


def run_code_of(notebook: dict[str, Any], server: str, key: str = ADMIN_KEY) -> str:
    """Run the code cells in a process that knows the server's address and a key, and return what it printed."""
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": f"{BACKEND / 'atelier' / 'dataiku_module'}:{BACKEND}",
        "ATELIER_URL": server,
        "ATELIER_API_KEY": key,
    }
    done = subprocess.run(
        [sys.executable, "-c", as_script(notebook)], env=environment, capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def accuracy_in(printed: str) -> float:
    """Return the number on the notebook's line `accuracy: ...`."""
    (found,) = re.findall(r"^accuracy: (\S+)$", printed, re.MULTILINE)
    return float(found)


def _build(project: DSSProject, dataset: str) -> None:
    project.new_job("NON_RECURSIVE_FORCED_BUILD").with_output(dataset).start_and_wait()


def _recipe(
    dss: DSSClient, project: DSSProject, type_: str, inputs: list[str], output: str, params: dict[str, Any]
) -> str:
    body = {
        "type": type_,
        "inputs": {"input": inputs},
        "outputs": {"output": [{"new_name": output}]},
        "params": params,
    }
    answer = dss._session.post(f"{_base(dss, project)}/recipes", json=body)
    assert answer.status_code == 201, answer.text
    made: str = answer.json()["outputs"]["output"][0]
    return made


def _base(dss: DSSClient, project: DSSProject) -> str:
    return f"{dss.host}/api/projects/{project.project_key}"


def _ids(dss: DSSClient, project: DSSProject) -> dict[str, str]:
    return {one["name"]: one["id"] for one in dss._session.get(f"{_base(dss, project)}/flow").json()["items"]}
