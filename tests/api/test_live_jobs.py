"""Jobs, events, flow and macros over the wire, on a real server with real runners."""

import re
import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest
from tests.faults.flow import SmallFlow, install_plugin
from tests.served import Served

pytestmark = [pytest.mark.timeout(600), pytest.mark.xdist_group("live-jobs")]


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    home = tmp_path_factory.mktemp("live") / "home"
    install_plugin(home)
    server = Served(home)
    server.start()
    yield server
    server.stop()


def _flow(served: Served, key: str, **params: Any) -> SmallFlow:
    return SmallFlow(served, key=key, **params)


def _refusal(answer: Any, status: int) -> str:
    assert answer.status_code == status, answer.text
    message: str = answer.json()["message"]
    return message


def _standing(flow: SmallFlow) -> dict[str, tuple[str, str]]:
    found = flow.made(flow.served.get(f"{flow.base}/flow"))
    return {one["name"]: (one["state"], one["state_text"]) for one in [*found["items"], *found["recipes"]]}


def _plan(flow: SmallFlow, recipe: Any, build_type: str = "RECURSIVE_BUILD") -> Any:
    body = {"targets": [{"kind": "recipe", "id": recipe["id"]}], "build_type": build_type}
    return flow.made(flow.served.post(f"{flow.base}/jobs/plan", body))


def test_plan_build_and_flow_tell_the_same_story(served: Served) -> None:
    flow = _flow(served, "STORY")
    first, second = flow.first_copy["name"], flow.second_copy["name"]
    planned = _plan(flow, flow.second_copy)
    assert [(one["recipe_name"], one["reason"]) for one in planned["activities"]] == [
        (first, "first is not built yet"),
        (second, f"{first} runs before it"),
    ]
    assert _standing(flow)[first] == ("not_built", "not run")
    body = {"targets": [{"kind": "item", "id": flow.second}], "build_type": "RECURSIVE_BUILD"}
    job = flow.wait(flow.made(served.post(f"{flow.base}/jobs", body))["id"])
    assert job["state"] == "DONE", job
    assert [one["state"] for one in job["activities"]] == ["DONE", "DONE"]
    assert job["activities"][0]["summary"]["epoch"] == 4
    assert job["activities"][0]["outputs"][0]["version"] == 1
    standing = _standing(flow)
    assert standing[first] == ("up_to_date", "up to date")
    assert standing["photos"] == ("up_to_date", "12 pictures")
    assert standing["table"] == ("not_built", "not built")
    again = _plan(flow, flow.second_copy)
    assert again["activities"] == []
    assert {one["reason"] for one in again["skipped"]} == {"up to date"}
    upload = flow.made(served.post(f"{flow.base}/uploads"))["id"]
    flow.made(served.request("PUT", f"{flow.base}/uploads/{upload}/files/bo_pic_0001.jpg", content=b"another"))
    flow.made(served.post(f"{flow.base}/folders/{flow.photos}/uploads", {"upload_id": upload}))
    reason = "photos has a newer version (2, built from 1)"
    assert _plan(flow, flow.second_copy)["activities"][0]["reason"] == reason
    assert _standing(flow)[first] == ("out_of_date", reason)
    assert _standing(flow)["second"][0] == "out_of_date"


def test_the_log_has_the_shape_of_the_course(served: Served) -> None:
    flow = _flow(served, "LOGS", lines=1)
    job = flow.build(flow.first_copy)
    flow.wait(job)
    log = served.get(f"{flow.base}/jobs/{job}/log")
    assert log.headers["content-type"].startswith("text/plain")
    lines = log.text.splitlines()
    assert all(re.match(r"\[\d\d:\d\d:\d\d\] \[(INFO|WARN|ERROR)\] \[\w+\] - ", line) for line in lines), lines
    epochs = [line.split("] ", 2)[2] for line in lines if re.search(r"- \d+s - loss", line)]
    assert epochs[0] == "[train] - 0s - loss: 1.0000 - val_acc: 0.5000"
    assert [line.rsplit(" ", 1)[1] for line in lines if "Epoch" in line] == ["1/4", "2/4", "3/4", "4/4"]
    assert any("first: version 1 published." in line for line in lines)
    activity = flow.job(job)["activities"][0]["id"]
    of_activity = served.get(f"{flow.base}/jobs/{job}/log?activity={activity}").text.splitlines()
    assert set(of_activity) < set(lines)


def test_a_stream_broken_anywhere_and_resumed_gives_each_event_once(served: Served) -> None:
    flow = _flow(served, "STREAM", steps=12, seconds=0.05, lines=3)
    job = flow.build(flow.first_copy)
    whole: list[int] = []
    broken: list[int] = []

    def watch(into: list[int], most: int) -> None:
        last = 0
        while True:
            for count, (_, event) in enumerate(served.watch(flow.key, job=job, after=last), start=1):
                into.append(event["id"])
                last = event["id"]
                if event["job_id"] == job and event["body"]["kind"] == "job" and event["body"]["state"] == "DONE":
                    return
                if count == most:
                    break

    tabs = [threading.Thread(target=watch, args=(whole, 10**9)), threading.Thread(target=watch, args=(broken, 7))]
    for tab in tabs:
        tab.start()
    for tab in tabs:
        tab.join(120)
        assert not tab.is_alive()
    assert whole == broken
    assert whole == sorted(set(whole))
    of_job = [event["id"] for event in flow.events(job)]
    assert [event for event in whole if event in set(of_job)] == of_job


def test_past_events_come_in_pages_that_join_up(served: Served) -> None:
    flow = _flow(served, "PAGES", lines=5)
    job = flow.build(flow.first_copy)
    flow.wait(job)
    whole = flow.events(job)
    paged: list[Any] = []
    after, more = 0, True
    while more:
        page = flow.made(served.get(f"{flow.base}/jobs/{job}/events?after={after}&limit=7"))
        paged += page["events"]
        after, more = page["next"], page["more"]
    assert paged == whole
    assert flow.job(job)["last_event_id"] == whole[-1]["id"]


def test_the_same_idempotency_key_is_the_same_job(served: Served) -> None:
    flow = _flow(served, "TWICE")
    first = flow.build_everything(headers={"Idempotency-Key": "one click"})
    assert flow.build_everything(headers={"Idempotency-Key": "one click"}) == first
    assert flow.build_everything(headers={"Idempotency-Key": "another"}) != first
    for job in flow.jobs():
        flow.wait(job["id"])


def test_what_waits_says_why_and_at_which_place(served: Served) -> None:
    flow = _flow(served, "WAITING", steps=2000, seconds=0.05)
    others = [
        flow.recipe("copy-slowly", {"source": [flow.photos]}, {"copy": [{"new_name": name}]}, {"steps": 2000})
        for name in ("x", "y", "z")
    ]
    busy = [flow.build(others[0]), flow.build(others[1])]
    for job in busy:
        flow.wait_for_epoch(job)
    queued = flow.build(others[2])
    behind = flow.build_everything()
    activity = flow.job(queued)["activities"][0]
    assert activity["state"] == "QUEUED"
    assert activity["place"] == 1
    assert re.fullmatch(r"2 of 2 places busy: \S+ \d+ min, \S+ \d+ min", activity["waiting_for"])
    chain = {one["name"]: one for one in flow.job(behind)["activities"]}
    assert chain[flow.first_copy["name"]]["place"] == 2
    assert chain[flow.second_copy["name"]]["waiting_for"] == f"waits for {flow.first_copy['name']}"
    standing = _standing(flow)
    assert standing[others[0]["name"]][0] == "running"
    assert re.match(r"epoch \d+/2000", standing[others[0]["name"]][1])
    assert standing[others[2]["name"]] == ("queued", "next")
    assert standing[flow.first_copy["name"]] == ("queued", "2nd in line")
    assert standing[flow.second_copy["name"]] == ("queued", f"after {flow.first_copy['name']}")
    running = flow.made(served.get("/api/jobs/running"))
    assert {one["id"] for one in running if one["project_key"] == "WAITING"} == {*busy, queued, behind}
    for job in (queued, behind, *busy):
        flow.made(served.post(f"{flow.base}/jobs/{job}/abort", {"keep": False}))
    assert flow.job(queued)["state"] == "ABORTED"  # what waits ends at once
    for job in busy:
        assert flow.wait(job)["state"] == "ABORTED"
    assert _standing(flow)[others[0]["name"]][0] == "stopped"


def test_a_failure_shows_its_cause_on_the_flow_and_blocks_what_stands_on_it(served: Served) -> None:
    flow = _flow(served, "CAUSE")
    bad = flow.recipe("misbehave", {"source": [flow.photos]}, {"result": [{"new_name": "bad"}]}, {"way": "memory"})
    after = flow.recipe("copy-slowly", {"source": [bad["outputs"]["result"][0]]}, {"copy": [{"new_name": "end"}]}, {})
    job = flow.wait(flow.build(bad))
    assert job["text"] == "There was not enough memory for this run."
    assert job["error"]["hint"] == "Halve the batch size, or choose smaller pictures, and run again."
    standing = _standing(flow)
    assert standing[bad["name"]] == ("failed", "out of memory")
    assert standing[after["name"]] == ("blocked", f"blocked by {bad['name']}")
    assert standing["end"] == ("blocked", "blocked")


def test_refusals_name_the_thing_and_the_way_out(served: Served) -> None:
    flow = _flow(served, "REFUSE")
    target = {"kind": "item", "id": flow.photos}
    no_writer = served.post(f"{flow.base}/jobs", {"targets": [target], "build_type": "RECURSIVE_BUILD"})
    assert _refusal(no_writer, 409) == (
        "No recipe writes photos, so there is nothing to build. Fill it by hand, or make a recipe."
    )
    gone = served.post(f"{flow.base}/jobs", {"targets": [{"kind": "recipe", "id": "nothing1"}]})
    assert _refusal(gone, 404) == "The recipe to build is gone. It may have been deleted: look in the trash."
    body = {"targets": [{"kind": "recipe", "id": flow.second_copy["id"]}], "build_type": "NON_RECURSIVE_FORCED_BUILD"}
    unbuilt = served.post(f"{flow.base}/jobs", body)
    assert _refusal(unbuilt, 422) == (
        f"{flow.second_copy['name']} reads first, which is not built yet. Build upstream too."
    )
    assert _refusal(served.get(f"{flow.base}/jobs/999999"), 404) == "There is no job 999999 in this project."
    job = flow.wait(flow.build(flow.first_copy))
    assert _refusal(served.post(f"{flow.base}/jobs/{job['id']}/abort", {"keep": True}), 409) == (
        f"Job {job['id']:,} is over already."
    )
    assert flow.jobs()[0]["id"] == job["id"]  # nothing that was refused left a job behind
    assert len(flow.jobs()) == 1


def test_a_job_is_run_again_only_when_it_is_over(served: Served) -> None:
    flow = _flow(served, "AGAIN", steps=2000)
    job = flow.build(flow.first_copy)
    under_way = served.post(f"{flow.base}/jobs/{job}/retry")
    assert _refusal(under_way, 409) == f"Job {job:,} is still under way. Stop it first."
    flow.wait_for_epoch(job)
    flow.made(served.post(f"{flow.base}/jobs/{job}/abort", {"keep": False}))
    flow.wait(job)
    again = flow.made(served.post(f"{flow.base}/jobs/{job}/retry"))["id"]
    assert again != job
    flow.wait_for_epoch(again)
    flow.made(served.post(f"{flow.base}/jobs/{again}/abort", {"keep": True}))
    assert flow.wait(again)["state"] == "ABORTED"
    assert re.fullmatch(r"stopped at epoch \d+, best kept", _standing(flow)[flow.first_copy["name"]][1])


def test_a_macro_makes_its_items_and_fills_them(served: Served) -> None:
    flow = _flow(served, "MACROS")
    place = f"{flow.base}/macros/tutorial-pictures"
    wrong = served.post(f"{place}/run", {"params": {"train": -1}})
    assert wrong.status_code == 422
    assert wrong.json()["fields"][0]["loc"] == ["params", "train"]
    checked = flow.made(served.post(f"{place}/check", {"params": {"train": 24, "test": 12}}))
    assert checked["problems"] == []
    job = flow.made(served.post(f"{place}/run", {"params": {"train": 24, "test": 12}}))
    done = flow.wait(job["id"], timeout_seconds=240)
    assert done["state"] == "DONE", done
    assert {one["name"] for one in done["activities"][0]["outputs"]} == {"images_train", "images_test", "labels"}
    standing = _standing(flow)
    assert standing["images_train"] == ("up_to_date", "24 pictures")
    assert standing["labels"] == ("up_to_date", "24 rows")


def test_a_stopped_tutorial_run_again_does_all_that_it_had_not_done(served: Served) -> None:
    started = SmallFlow.made(served.post("/api/projects/tutorial", {"train_pictures": 24, "test_pictures": 12}))
    base = f"/api/projects/{started['project']['key']}/jobs"
    SmallFlow.made(served.post(f"{base}/{started['job_id']}/abort", {"keep": False}))
    while (stopped := SmallFlow.made(served.get(f"{base}/{started['job_id']}")))["state"] != "ABORTED":
        time.sleep(0.05)
    again = SmallFlow.made(served.post(f"{base}/{started['job_id']}/retry"))["id"]
    assert again != started["job_id"]
    kinds = [one["type"] for one in SmallFlow.made(served.get(f"{base}/{again}"))["activities"]]
    assert kinds == [one["type"] for one in stopped["activities"] if one["state"] != "DONE"]
    assert len(kinds) == 2
    SmallFlow.made(served.post(f"{base}/{again}/abort", {"keep": False}))
