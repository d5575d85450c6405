"""The course itself, with server and runners killed in the middle of drawing, classifying and retraining."""

import random
import time
from typing import Any

import psutil
import pytest
from tests.faults.audit import demand_sound
from tests.faults.flow import OVER
from tests.served import Served

pytestmark = [pytest.mark.faults, pytest.mark.keras, pytest.mark.timeout(900)]

KILLS = 10


def test_a_run_of_the_course_survives_ten_kills(served: Served) -> None:
    chance = random.Random(1337)
    served.start()
    made = served.post("/api/projects/tutorial", {"train_pictures": 120, "test_pictures": 24})
    assert made.status_code == 201, made.text
    key = made.json()["project"]["key"]
    asked: set[int] = {made.json()["job_id"]}
    for kill in range(KILLS):
        if not _under_way(served):
            asked.add(_ask(served, key))
        time.sleep(chance.uniform(0.0, 6.0))
        runners = served.runners()
        if kill % 2 and runners:
            try:
                chance.choice(runners).kill()
            except psutil.NoSuchProcess:
                continue
        else:
            served.kill()
            served.start()
    _wait_for_all(served, key)
    while not _is_filled(served, key):  # the macro that fills the project may have met its third death
        asked.add(_again(served, key, min(asked)))
        _wait_for_all(served, key)
    asked.add(_ask(served, key))
    jobs = _wait_for_all(served, key)
    assert asked <= set(jobs)
    for job in jobs.values():
        assert job["state"] == "DONE" or job["error"]["message"], job
    assert jobs[max(asked)]["state"] == "DONE", jobs[max(asked)]
    flow = served.get(f"/api/projects/{key}/flow").json()
    assert {item["state"] for item in flow["items"]} == {"up_to_date"}
    demand_sound(served)


def _ask(served: Served, key: str) -> int:
    """Ask for all that is not up to date; while the pictures are not drawn yet, for them."""
    if not _is_filled(served, key):
        first = min(_jobs(served, key))
        return _again(served, key, first)
    flow = served.get(f"/api/projects/{key}/flow").json()
    targets = [{"kind": "recipe", "id": recipe["id"]} for recipe in flow["recipes"]]
    answer = served.post(f"/api/projects/{key}/jobs", {"targets": targets, "build_type": "RECURSIVE_BUILD"})
    assert answer.status_code == 202, answer.text
    return int(answer.json()["id"])


def _again(served: Served, key: str, job: int) -> int:
    answer = served.post(f"/api/projects/{key}/jobs/{job}/retry")
    assert answer.status_code == 202, answer.text
    return int(answer.json()["id"])


def _is_filled(served: Served, key: str) -> bool:
    flow = served.get(f"/api/projects/{key}/flow").json()
    written = {ref["item_id"] for recipe in flow["recipes"] for ref in recipe["outputs"]}
    return all(item["version"] > 0 for item in flow["items"] if item["id"] not in written)


def _under_way(served: Served) -> bool:
    return bool(served.get("/api/jobs/running").json())


def _jobs(served: Served, key: str) -> dict[int, Any]:
    return {job["id"]: job for job in served.get(f"/api/projects/{key}/jobs?limit=200").json()["items"]}


def _wait_for_all(served: Served, key: str) -> dict[int, Any]:
    limit = time.monotonic() + 300
    while time.monotonic() < limit:
        jobs = _jobs(served, key)
        if all(job["state"] in OVER for job in jobs.values()):
            return jobs
        time.sleep(0.2)
    raise AssertionError(f"Jobs are still under way: {[job['text'] for job in _jobs(served, key).values()]}")
