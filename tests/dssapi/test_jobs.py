"""Jobs, macros, futures and plugins through the official client."""

import time
from collections.abc import Callable

import pytest
import requests
from dataikuapi import DSSClient
from dataikuapi.dss.project import DSSProject
from dataikuapi.dss.recipe import DSSRecipeCreator
from dataikuapi.utils import DataikuException
from fastapi import FastAPI
from tests.conftest import ADMIN_KEY

from atelier.instance import Atelier

PICTURES = {"train": 24, "test": 12, "train_name": "a", "test_name": "b", "labels_name": "c"}


def _wait(condition: Callable[[], bool], seconds: float = 60.0) -> None:
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, f"nothing happened within {seconds:.0f} seconds"
        time.sleep(0.05)


def test_macros_are_listed_under_the_names_that_scripts_know(project: DSSProject) -> None:
    names = {macro["runnableType"] for macro in project.list_macros()}
    assert "pyrunnable_deeplearning-image-cpu_download-models" in names
    for known in (
        "pyrunnable_deeplearning-image-cpu_download-models",
        "pyrunnable_deeplearning-image-gpu_download-models",
        "pyrunnable_deeplearning-image_download-models-v2",
        "download-pretrained-model",
    ):
        definition = project.get_macro(known).get_definition()
        assert definition["runnableType"] == known
        assert definition["resultType"] == "HTML"
        fields = {parameter["name"]: parameter for parameter in definition["params"]}
        assert fields["outputName"]["mandatory"] is True
        assert fields["model"]["defaultValue"] == "sketchnet_drawn"


def test_a_macro_runs_and_tells_its_state_and_result(project: DSSProject) -> None:
    macro = project.get_macro("tutorial-pictures")
    run = macro.run(params=PICTURES, wait=True)
    state = macro.get_status(run)
    assert (state["running"], state["state"]) == (False, "DONE")
    assert macro.get_result(run, as_type="json")["pictures"] == 36
    assert sorted(folder["name"] for folder in project.list_managed_folders()) == ["a", "b"]
    assert len(list(project.get_dataset("c").iter_rows())) == 24


def test_a_running_macro_has_no_result_yet_and_can_be_aborted(project: DSSProject, dss: DSSClient) -> None:
    macro = project.get_macro("tutorial-pictures")
    run = macro.run(params={**PICTURES, "train": 20_000}, wait=False)
    assert macro.get_status(run)["running"] is True
    with pytest.raises(DataikuException, match="The macro is still running"):
        macro.get_result(run)
    assert [job["jobId"] for job in dss._perform_json("GET", "/projects/CARTOON/jobs/running/")] == [run]
    assert [job["projectKey"] for job in dss.list_running_jobs()] == ["CARTOON"]
    macro.abort(run)
    _wait(lambda: not macro.get_status(run)["running"])
    with pytest.raises(DataikuException, match="The macro was aborted"):
        macro.get_result(run)


def test_a_job_that_cannot_start_says_why(project: DSSProject) -> None:
    project.new_managed_dataset("lonely").with_store_into("filesystem_managed").create()
    with pytest.raises(DataikuException, match="No recipe writes lonely"):
        project.get_dataset("lonely").build()
    with pytest.raises(DataikuException, match="There is no dataset or folder “nothing”"):
        project.start_job({"type": "RECURSIVE_BUILD", "outputs": [{"id": "nothing", "type": None}]})
    with pytest.raises(DataikuException, match="“SIDEWAYS” is not a build type"):
        project.start_job({"type": "SIDEWAYS", "outputs": [{"id": "lonely"}]})
    with pytest.raises(DataikuException, match="Say what to build"):
        project.start_job({"type": "RECURSIVE_BUILD", "outputs": []})
    with pytest.raises(DataikuException, match="There is no job “77” in CARTOON"):
        project.get_job("77").get_status()
    builder = DSSRecipeCreator("image-classification", "score", project)
    builder.with_input(project.create_managed_folder("a").id, role="image_folder")
    builder.with_input(project.create_managed_folder("n").id, role="model_folder")
    builder.with_output("lonely", role="scored_dataset")
    recipe = builder.create()
    with pytest.raises(DataikuException, match="score reads a, which is empty. Fill it first."):
        recipe.run()


def test_a_jobs_state_log_and_abort_reach_the_script(project: DSSProject, dss: DSSClient) -> None:
    run = project.get_macro("tutorial-pictures").run(params={**PICTURES, "train": 20_000}, wait=False)
    job = project.get_job(run)
    status = job.get_status()["baseStatus"]
    assert status["state"] in ("NOT_STARTED", "RUNNING")
    assert status["def"]["initiator"] == "key:ATELIER_ADMIN_API_KEY"
    assert list(status["activities"]) == ["Tutorial pictures_NP"]
    assert "accepted" in job.get_log()
    with pytest.raises(DataikuException, match="has no activity “other”"):
        job.get_log(activity="other")
    future = dss.get_future(f"job_{run}")
    assert future.peek_state()["hasResult"] is False
    future.abort()
    _wait(lambda: job.get_status()["baseStatus"]["state"] == "ABORTED")
    with pytest.raises(DataikuException, match="ABORTED|aborted|stop"):
        future.get_state()
    job.abort()
    listed = project.list_jobs()
    assert [(item["def"]["id"], item["state"], item["stableState"]) for item in listed] == [(run, "ABORTED", True)]
    assert listed[0]["endTime"] >= listed[0]["startTime"]


def test_unknown_tasks_are_said_and_plugins_are_listed(dss: DSSClient) -> None:
    with pytest.raises(DataikuException, match="There is no task “nothing”"):
        dss.get_future("nothing").get_state()
    assert {"deeplearning-image", "deeplearning-image-cpu"} <= {plugin["id"] for plugin in dss.list_plugins()}


def test_a_project_key_reaches_its_project_only(dss: DSSClient, server: str, app: FastAPI) -> None:
    from atelier.auth import keys
    from atelier.auth.permissions import Permission
    from atelier.projects import service

    for key in ("MINE", "OTHER"):
        dss.create_project(key, key, "admin").create_managed_folder("images")
    atelier: Atelier = app.state.atelier
    with atelier.database.write() as session:
        mine = service.find(session, "MINE")
        assert mine is not None
        _, secret = keys.make_project(session, project=mine, label="reader", permission=Permission.READ_CONF)
    script = DSSClient(server, secret)
    assert script.list_project_keys() == ["MINE"]
    assert len(script.get_project("MINE").list_managed_folders()) == 1
    with pytest.raises(DataikuException, match="You may look, but not change anything"):
        script.get_project("MINE").create_managed_folder("more")
    with pytest.raises(DataikuException, match="There is no project “OTHER” that you may see"):
        script.get_project("OTHER").list_managed_folders()


def test_a_wrong_way_in_is_401_in_the_right_shape(server: str) -> None:
    for auth in (None, ("", ""), ("wrong", "")):
        answer = requests.get(f"{server}/dip/publicapi/projects/", auth=auth, timeout=10)
        assert answer.status_code == 401
        assert answer.json()["errorType"]
        assert answer.headers["www-authenticate"].startswith("Basic")
    password = requests.get(f"{server}/dip/publicapi/projects/", auth=("admin", ADMIN_KEY), timeout=10)
    assert password.status_code == 200
