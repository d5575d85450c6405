"""Measurements that were asked for: in the background, once, to be stopped, and through every death of the server."""

import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest
from fastapi.testclient import TestClient
from tests.served import Served

from atelier.db.tables import Item, MetricRun
from atelier.instance import Atelier
from atelier.metrics import runs
from atelier.metrics.pool import MeasuringPool
from atelier.metrics.runs import Wish
from atelier.probes.records import Records

P = "/api/projects/CARTOON"
CSV = b"name,value\na,1\nb,2\n"


def table_of(client: Any, **settings: Any) -> str:
    """Make a project with a dataset that has one probe; returns the address of its metrics."""
    assert client.request("POST", "/api/projects", json={"name": "Cartoon", "key": "CARTOON"}).status_code == 201
    upload = client.post(f"{P}/uploads").json()["id"]
    client.request("PUT", f"{P}/uploads/{upload}/files/t.csv", content=CSV)
    made = client.request(
        "POST", f"{P}/datasets", json={"name": "t", "source": {"kind": "upload", "upload_id": upload}}
    )
    place = f"{P}/items/{made.json()['id']}/metrics"
    body = {"revision": 0, "probes": [{"id": "r", "type": "records"}], "checks": [], **settings}
    assert client.request("PUT", place, json=body).status_code == 200
    return place


@pytest.fixture
def place(client: TestClient) -> str:
    return table_of(client)


class Gate:
    """Holds every measuring of records until it is opened."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.begun, self.opened, self.count = threading.Event(), threading.Event(), 0
        original = Records.measure

        def measure(probe: Records, subject: Any, params: Any) -> Any:
            self.count += 1
            self.begun.set()
            while not self.opened.wait(0.01):
                if subject.should_stop():
                    return []
            return original(probe, subject, params)

        monkeypatch.setattr(Records, "measure", measure)


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Iterator[Gate]:
    held = Gate(monkeypatch)
    yield held
    held.opened.set()


def until(look: Callable[[], Any], *, seconds: float = 20.0) -> Any:
    """Return what `look` gives once it gives something."""
    limit = time.monotonic() + seconds
    while time.monotonic() < limit:
        if found := look():
            return found
        time.sleep(0.02)
    raise AssertionError("it did not happen in time")


def ask(client: Any, place: str, **body: Any) -> Any:
    answer = client.post(f"{place}/compute", json={"patience_seconds": 0, **body})
    assert answer.status_code == 200, answer.text
    return answer.json()


def ended(client: Any, place: str) -> Any:
    return until(lambda: (f := client.get(place).json())["run"]["state"] not in runs.OPEN and f)


def test_what_is_quick_is_in_the_answer(client: TestClient, place: str) -> None:
    found = client.post(f"{place}/compute", json={"patience_seconds": 5}).json()
    assert (found["run"]["state"], found["values"][0]["value"]) == ("done", 2)


def test_what_is_slow_is_told_of_while_it_runs(client: TestClient, place: str, gate: Gate) -> None:
    assert ask(client, place)["run"]["state"] in runs.OPEN
    assert gate.begun.wait(10)
    run = until(lambda: (r := client.get(place).json()["run"])["probe"] and r)
    assert (run["state"], run["done"], run["total"], run["probe"]) == ("running", 0, 1, "Record count")
    assert run["started_at"] >= run["asked_at"]
    gate.opened.set()
    found = ended(client, place)
    assert (found["run"]["state"], found["values"][0]["value"]) == ("done", 2)


def test_asked_twice_it_runs_once(client: TestClient, place: str, gate: Gate) -> None:
    first = ask(client, place)["run"]["id"]
    assert gate.begun.wait(10)
    assert ask(client, place)["run"]["id"] == first
    gate.opened.set()
    ended(client, place)
    assert gate.count == 1
    assert ask(client, place)["run"]["id"] != first


def test_another_wish_waits_its_turn(client: TestClient, place: str, gate: Gate) -> None:
    ask(client, place)
    assert gate.begun.wait(10)
    ask(client, place, probes=["r"])
    gate.opened.set()
    until(lambda: len(client.get(f"{place}/history", params={"metric": "records:COUNT_RECORDS"}).json()) == 2)


def test_it_can_be_stopped_and_leaves_what_was_there(client: TestClient, place: str, gate: Gate) -> None:
    gate.opened.set()
    client.post(f"{place}/compute", json={"patience_seconds": 5})
    gate.opened.clear()
    gate.begun.clear()
    ask(client, place)
    assert gate.begun.wait(10)
    assert client.post(f"{place}/stop").status_code == 200
    found = ended(client, place)
    assert (found["run"]["state"], found["values"][0]["value"]) == ("stopped", 2)
    assert len(client.get(f"{place}/history", params={"metric": "records:COUNT_RECORDS"}).json()) == 1


def test_what_waits_is_stopped_at_once(client: TestClient, atelier: Atelier, place: str) -> None:
    atelier.measuring.stop()
    ask(client, place)
    assert client.post(f"{place}/stop").json()["run"]["state"] == "stopped"


def test_code_that_runs_is_ended(client: TestClient) -> None:
    code = "def process(dataset):\n    while True: pass"
    place = table_of(client, probes=[{"id": "p", "type": "python", "params": {"code": code}}])
    ask(client, place)
    until(lambda: client.get(place).json()["run"]["probe"])
    began = time.monotonic()
    client.post(f"{place}/stop")
    assert ended(client, place)["run"]["state"] == "stopped"
    assert time.monotonic() - began < 15  # its own limit is a minute


def test_a_version_published_meanwhile_leaves_the_values_of_the_measured_one(
    client: TestClient, place: str, gate: Gate
) -> None:
    ask(client, place)
    assert gate.begun.wait(10)
    dataset = place.replace("/items/", "/datasets/").removesuffix("/metrics")
    assert client.put(f"{dataset}/format", json={"format": {"header": False}}).status_code == 200
    at_work = ask(client, place)["run"]["id"]  # it measures the former version, so another one waits
    gate.opened.set()
    until(lambda: (run := client.get(place).json()["run"])["id"] != at_work and run["state"] == "done")
    found = client.get(place).json()
    kept = client.get(f"{place}/history", params={"metric": "records:COUNT_RECORDS"}).json()
    assert [(one["version"], one["value"]) for one in kept] == [(1, 2), (2, 3)]
    assert not found["is_behind"]


def test_an_item_deleted_meanwhile_is_said(client: TestClient, place: str, gate: Gate, atelier: Atelier) -> None:
    ask(client, place)
    assert gate.begun.wait(10)
    dataset = place.replace("/items/", "/datasets/").removesuffix("/metrics")
    assert client.delete(dataset).status_code == 200
    gate.opened.set()

    def over() -> MetricRun | None:
        with atelier.database.read() as session:
            run = session.query(MetricRun).one()
            return run if run.state not in runs.OPEN else None

    assert until(over).state in ("done", "failed")


def test_a_fault_is_a_failed_run_with_a_sentence(
    client: TestClient, place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("atelier.metrics.pool.measure", lambda *_, **__: 1 / 0)
    ask(client, place)
    run = ended(client, place)["run"]
    assert (run["state"], run["problem"]) == ("failed", "This could not be measured: the server's log says why.")


def test_what_ends_the_server_again_and_again_is_given_up(client: TestClient, atelier: Atelier, place: str) -> None:
    atelier.measuring.stop()
    run_id = ask(client, place)["run"]["id"]
    for _ in range(runs.MOST_TRIES):
        with atelier.database.write() as session:
            runs.recover(session)
            assert runs.claim(session) is not None
    with atelier.database.write() as session:
        runs.recover(session)
        run = session.get_one(MetricRun, run_id)
        assert (run.state, run.problem) == ("failed", runs.GIVEN_UP)


def test_an_orderly_end_is_no_failed_try(client: TestClient, atelier: Atelier, place: str, gate: Gate) -> None:
    ask(client, place)
    assert gate.begun.wait(10)
    atelier.measuring.stop()
    with atelier.database.read() as session:
        run = session.query(MetricRun).one()
        assert (run.state, run.tries) == ("waiting", 0)
    gate.opened.set()
    again = MeasuringPool(atelier.database, atelier.store, atelier.bell)
    assert again.work()
    assert client.get(place).json()["values"][0]["value"] == 2


def test_too_many_wishes_are_refused(client: TestClient, atelier: Atelier, place: str) -> None:
    atelier.measuring.stop()
    item_id = place.split("/")[-2]
    with atelier.database.write() as session:
        item = session.get_one(Item, item_id)
        for number in range(runs.MOST_OPEN):
            runs.ask(session, item=item, wish=Wish(probes=[str(number)]), by="ada")
    answer = client.post(f"{place}/compute", json={})
    assert answer.status_code == 429
    assert answer.json()["message"] == "20 measurements of t are waiting already."


def test_a_probe_that_is_tried_out_has_some_seconds_only(
    client: TestClient, place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("atelier.api.routes.metrics._TRY_SECONDS", 0.5)
    code = "def process(dataset):\n    while True: pass"
    answer = client.post(f"{place}/try", json={"type": "python", "params": {"code": code}})
    assert answer.status_code == 422
    assert answer.json()["message"] == "This takes longer than 0 seconds to try out."


def test_values_survive_kill_whole_and_once(tmp_path: Any) -> None:
    """Killed between measuring and writing: nothing is half written, and the next server measures again."""
    served = Served(tmp_path / "home")
    served.start(crash_point="before-metrics")
    try:
        place = table_of(served)
        with pytest.raises(httpx.TransportError):
            served.post(f"{place}/compute", {"patience_seconds": 5})
        served.wait_until_dead()
        served.start()
        found = ended(served, place)
        assert (found["run"]["state"], found["values"][0]["value"]) == ("done", 2)
        kept = served.get(f"{place}/history", params={"metric": "records:COUNT_RECORDS"}).json()
        assert len(kept) == 1
    finally:
        served.stop()
