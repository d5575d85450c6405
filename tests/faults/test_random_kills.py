"""Server and runners killed at seeded moments while work comes in: nothing is lost, nothing is written twice."""

import os
import random
import time

import httpx
import psutil
import pytest
from tests.faults.audit import demand_sound
from tests.faults.flow import SmallFlow
from tests.served import Served

pytestmark = [pytest.mark.faults, pytest.mark.timeout(600)]

KILLS = 10
SEEDS = [int(seed) for seed in os.environ.get("ATELIER_FAULT_SEEDS", "1337").split(",")]


@pytest.mark.parametrize("seed", SEEDS)
def test_ten_kills_at_random_moments_lose_nothing(served: Served, seed: int) -> None:
    chance = random.Random(seed)
    served.start()
    flow = SmallFlow(served, steps=4, seconds=0.15, lines=20)
    keys = [f"job {number}" for number in range(6)]
    accepted: dict[str, int] = {}
    kills = {"server": 0, "runner": 0}
    while sum(kills.values()) < KILLS:
        for key in keys:  # a client that asks again until it has its answer
            if key not in accepted and len(accepted) <= sum(kills.values()):
                accepted[key] = flow.build_everything(headers={"Idempotency-Key": key})
        if chance.random() < 0.5:
            time.sleep(chance.uniform(0.0, 4.0))
            served.kill()
            kills["server"] += 1
            served.start()
        elif _kill_a_runner(served, chance):
            kills["runner"] += 1
    for key in keys:
        accepted.setdefault(key, flow.build_everything(headers={"Idempotency-Key": key}))
    jobs = [flow.wait(job, timeout_seconds=240) for job in accepted.values()]
    assert len(flow.jobs()) == len(keys)
    for job in jobs:
        assert job["state"] in ("DONE", "FAILED")
        if job["state"] == "FAILED":
            # a runner killed by hand looks like one killed for memory, and says so; nothing else may fail
            assert job["error"]["code"] in ("killed", "lost"), job["error"]
    assert sum(job["state"] == "FAILED" for job in jobs) <= kills["runner"] + kills["server"] // 4
    demand_sound(served)


def _kill_a_runner(served: Served, chance: random.Random) -> bool:
    """Kill one runner at a moment of its life; say whether there was one."""
    limit = time.monotonic() + 30
    while time.monotonic() < limit:
        runners = served.runners()
        if runners:
            time.sleep(chance.uniform(0.0, 2.0))
            try:
                chance.choice(runners).kill()
            except psutil.NoSuchProcess:
                continue
            return True
        try:
            if not any(job["state"] in ("NOT_STARTED", "RUNNING") for job in served.get("/api/jobs/running").json()):
                return False
        except httpx.TransportError:
            return False
        time.sleep(0.02)
    return False
