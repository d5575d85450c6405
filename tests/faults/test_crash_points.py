"""The server killed at each named step of a run: what was accepted is finished after the next start, once."""

import httpx
import pytest
from tests.faults.audit import demand_sound
from tests.faults.flow import SmallFlow
from tests.served import Served

pytestmark = [pytest.mark.faults, pytest.mark.timeout(600)]

OF_A_RUN = (
    "job-accepted",
    "after-claim",
    "before-spawn",
    "after-spawn",
    "after-first-event",
    "after-runner-end",
    "before-adopt",
    "after-adopt",
    "before-publish",
    "inside-publish",
    "before-job-end",
    "after-publish",
)


@pytest.mark.parametrize("point", OF_A_RUN)
def test_a_job_accepted_before_a_crash_is_done_after_it(served: Served, point: str) -> None:
    served.start(crash_point=point)
    flow = SmallFlow(served)
    try:
        flow.build_everything(headers={"Idempotency-Key": "the one"})
    except httpx.TransportError:
        assert point == "job-accepted"  # killed before it could answer
    assert served.wait_until_dead() == -9
    served.start()
    # a client that got no answer asks again with its key: there is one job still
    job = flow.wait(flow.build_everything(headers={"Idempotency-Key": "the one"}))
    assert job["state"] == "DONE", job
    assert [one["id"] for one in flow.jobs()] == [job["id"]]
    published = flow.made(served.get(f"{flow.base}/folders/{flow.second}/versions"))
    assert [version["version"] for version in published] == [1]
    demand_sound(served)


def test_a_crash_after_an_abort_was_accepted_leaves_the_job_aborted(served: Served) -> None:
    served.start(crash_point="after-abort-request")
    flow = SmallFlow(served, steps=2000)
    job = flow.build_everything()
    flow.wait_for_epoch(job)
    with pytest.raises(httpx.TransportError):
        served.post(f"{flow.base}/jobs/{job}/abort", {"keep": True})
    assert served.wait_until_dead() == -9
    served.start()
    assert flow.wait(job)["state"] == "ABORTED"
    demand_sound(served)


def test_a_crash_inside_recovery_is_recovered_from(served: Served) -> None:
    served.start()
    flow = SmallFlow(served, steps=10, seconds=0.2)
    job = flow.build_everything()
    flow.wait_for_epoch(job)
    served.kill()
    served.start(crash_point="inside-recovery", wait=False)
    assert served.wait_until_dead() == -9
    served.start()
    assert flow.wait(job)["state"] == "DONE"
    demand_sound(served)


def test_a_crash_between_an_uploads_bytes_and_its_row_costs_only_that_file(served: Served) -> None:
    served.start()
    flow = SmallFlow(served)
    upload = flow.made(served.post(f"{flow.base}/uploads"))["id"]
    flow.made(served.request("PUT", f"{flow.base}/uploads/{upload}/files/one.jpg", content=b"one"))
    served.stop()
    served.start(crash_point="after-upload-blob")
    with pytest.raises(httpx.TransportError):
        served.request("PUT", f"{flow.base}/uploads/{upload}/files/two.jpg", content=b"two")
    assert served.wait_until_dead() == -9
    served.start()
    arrived = flow.made(served.get(f"{flow.base}/uploads/{upload}/files"))
    assert [file["path"] for file in arrived] == ["one.jpg"]
    flow.made(served.request("PUT", f"{flow.base}/uploads/{upload}/files/two.jpg", content=b"two"))
    finished = served.post(f"{flow.base}/folders/{flow.photos}/uploads", {"upload_id": upload})
    assert flow.made(finished)["version"] == 2
    demand_sound(served)


def test_a_server_that_dies_at_every_attempt_gives_up_with_a_reason(served: Served) -> None:
    served.start(crash_point="after-spawn")
    flow = SmallFlow(served)
    job = flow.build(flow.first_copy)
    assert served.wait_until_dead() == -9
    for _ in range(3):
        served.start(crash_point="after-spawn", wait=False)
        assert served.wait_until_dead() == -9
    served.start()
    lost = flow.wait(job)
    assert lost["state"] == "FAILED"
    assert lost["error"]["code"] == "lost"
    assert "was lost 4 times and is not tried again: the server stopped while it ran" in lost["error"]["message"]
    assert lost["activities"][0]["tries"] == 4
    demand_sound(served)
