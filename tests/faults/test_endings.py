"""The ways in which a run may end badly or be stopped: each is told apart, and no process or slot is left behind."""

import time

import psutil
import pytest
from tests.faults.audit import demand_sound
from tests.faults.flow import SmallFlow
from tests.served import Served, processes_of

pytestmark = [pytest.mark.faults, pytest.mark.timeout(600)]


def _misbehave(flow: SmallFlow, way: str, **params: float) -> int:
    recipe = flow.recipe(
        "misbehave",
        {"source": [flow.photos]},
        {"result": [{"new_name": f"result_of_{way}"}]},
        {"way": way, **params},
    )
    return flow.build(recipe)


def _lives(process: psutil.Process) -> bool:
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def test_each_bad_ending_has_its_own_code_and_sentence_and_publishes_nothing(served: Served) -> None:
    served.start()
    flow = SmallFlow(served)
    expected = {
        "fail": ("activity_failed", "No picture could be read."),
        "raise": ("unexpected", "The recipe stopped on an error of the program: ZeroDivisionError: by nothing"),
        "memory": ("out_of_memory", "There was not enough memory for this run."),
        "killed": ("killed", "The run was killed from outside, most likely because the machine ran out of memory."),
        "exit": ("no_result", "The run ended with code 7 and without results."),
        "escape": ("invalid_input", ""),
    }
    jobs = {way: _misbehave(flow, way) for way in expected}
    for way, (code, message) in expected.items():
        job = flow.wait(jobs[way])
        assert job["state"] == "FAILED", (way, job)
        assert job["error"]["code"] == code, (way, job["error"])
        assert message in job["error"]["message"]
        assert job["activities"][0]["tries"] == 1  # what a person must mend is not tried again
        assert any(message in event["body"].get("text", "") for event in flow.events(jobs[way]))
    assert not list(served.home.rglob("escaped.txt"))
    demand_sound(served)


def test_what_libraries_print_becomes_log_lines_however_long(served: Served) -> None:
    served.start()
    flow = SmallFlow(served)
    job = flow.wait(_misbehave(flow, "babble"))
    assert job["state"] == "DONE", job
    texts = [event["body"]["text"] for event in flow.events(job["id"]) if event["body"]["kind"] == "log"]
    assert "this goes to what was standard output" in texts
    assert "printed by a library" in texts
    assert max(map(len, texts)) <= 8000
    demand_sound(served)


def test_a_failure_skips_what_needs_it_and_lets_the_rest_finish(served: Served) -> None:
    served.start()
    flow = SmallFlow(served)
    bad = flow.recipe("misbehave", {"source": [flow.photos]}, {"result": [{"new_name": "bad"}]}, {"way": "fail"})
    after = flow.recipe("copy-slowly", {"source": [bad["outputs"]["result"][0]]}, {"copy": [{"new_name": "after"}]}, {})
    targets = [{"kind": "recipe", "id": one["id"]} for one in (after, flow.describe)]
    body = {"targets": targets, "build_type": "RECURSIVE_FORCED_BUILD"}
    job = flow.wait(flow.made(served.post(f"{flow.base}/jobs", body))["id"])
    states = {one["name"]: one["state"] for one in job["activities"]}
    assert job["state"] == "FAILED"
    assert states == {
        bad["name"]: "FAILED",
        after["name"]: "SKIPPED",
        flow.first_copy["name"]: "DONE",
        flow.describe["name"]: "DONE",
    }
    demand_sound(served)


def test_stopping_keeps_the_best_so_far_and_stopping_at_once_keeps_nothing(served: Served) -> None:
    served.start()
    flow = SmallFlow(served, steps=2000, seconds=0.05)
    job = flow.build(flow.first_copy)
    flow.wait_for_epoch(job)
    flow.made(served.post(f"{flow.base}/jobs/{job}/abort", {"keep": True}))
    kept = flow.wait(job)
    assert kept["state"] == "ABORTED"
    assert kept["activities"][0]["outputs"][0]["version"] == 1
    assert kept["activities"][0]["summary"]["kept"] is True
    again = flow.build(flow.first_copy)
    flow.wait_for_epoch(again)
    flow.made(served.post(f"{flow.base}/jobs/{again}/abort", {"keep": False}))
    assert flow.wait(again)["activities"][0]["outputs"][0]["version"] is None
    versions = flow.made(served.get(f"{flow.base}/folders/{flow.first}/versions"))
    assert [version["version"] for version in versions] == [1]
    demand_sound(served)


def test_a_deaf_run_is_killed_with_its_group_before_its_slot_is_free(served: Served) -> None:
    served.start()
    flow = SmallFlow(served)
    deaf = _misbehave(flow, "deaf", seconds=600)
    while not any("ways are" in event["body"].get("text", "") for event in flow.events(deaf)):
        time.sleep(0.05)
    began = time.monotonic()
    flow.made(served.post(f"{flow.base}/jobs/{deaf}/abort", {"keep": False}))
    assert flow.wait(deaf)["state"] == "ABORTED"
    assert time.monotonic() - began < 20
    assert served.runners() == []
    demand_sound(served)


def test_a_grandchild_dies_with_its_run_and_with_the_server(served: Served) -> None:
    served.start()
    flow = SmallFlow(served)
    job = _misbehave(flow, "grandchild", seconds=600)
    grandchild = _grandchild(flow, job)
    flow.made(served.post(f"{flow.base}/jobs/{job}/abort", {"keep": False}))
    flow.wait(job)
    assert not _lives(grandchild)
    again = flow.made(served.post(f"{flow.base}/jobs/{job}/retry"))["id"]
    grandchild = _grandchild(flow, again)
    served.kill()
    assert _lives(grandchild)  # the runner died with its server; what it had started did not
    served.start()
    assert not _lives(grandchild)
    flow.made(served.post(f"{flow.base}/jobs/{again}/abort", {"keep": False}))
    flow.wait(again)
    demand_sound(served)


def _grandchild(flow: SmallFlow, job: int) -> psutil.Process:
    while True:
        texts = [event["body"].get("text", "") for event in flow.events(job)]
        found = [text for text in texts if text.startswith("grandchild ")]
        if found:
            return psutil.Process(int(found[-1].split()[1]))
        time.sleep(0.05)


def test_a_server_asked_to_end_gives_its_work_back_uncounted(served: Served) -> None:
    served.start()
    flow = SmallFlow(served, steps=6, seconds=0.3)
    job = flow.build(flow.first_copy)
    for _ in range(5):  # more often than lost runs are tried again
        flow.wait_for_running(job)
        served.stop()
        assert processes_of(served.home) == []
        served.start()
    assert flow.wait(job)["state"] == "DONE"
    demand_sound(served)


def test_the_same_item_is_written_by_one_run_at_a_time(served: Served) -> None:
    served.start()
    flow = SmallFlow(served, steps=5, seconds=0.1)
    jobs = [flow.build(flow.first_copy) for _ in range(3)]
    seen = 0
    while any(flow.job(job)["state"] not in ("DONE", "FAILED", "ABORTED") for job in jobs):
        seen = max(seen, len(served.runners()))
    assert seen == 1
    assert [flow.job(job)["state"] for job in jobs] == ["DONE"] * 3
    demand_sound(served)
