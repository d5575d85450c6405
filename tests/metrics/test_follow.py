"""Measuring after builds: each new version once, nothing lost by a death, nothing tried for ever."""

import time
from typing import Any

import pytest
from fastapi.testclient import TestClient

from atelier.db.tables import Item, MetricSettings
from atelier.instance import Atelier
from atelier.metrics import follow, values
from atelier.metrics.follow import Follower

P = "/api/projects/CARTOON"
CSV = b"name,value\na,1\nb,2\n"


@pytest.fixture
def table(client: TestClient) -> str:
    """The id of a dataset that wishes to be measured after builds."""
    assert client.post("/api/projects", json={"name": "Cartoon", "key": "CARTOON"}).status_code == 201
    upload = client.post(f"{P}/uploads").json()["id"]
    client.put(f"{P}/uploads/{upload}/files/t.csv", content=CSV)
    made = client.post(f"{P}/datasets", json={"name": "t", "source": {"kind": "upload", "upload_id": upload}})
    item_id: str = made.json()["id"]
    body: dict[str, Any] = {
        "revision": 0,
        "probes": [{"id": "r", "type": "records"}],
        "checks": [{"id": "c", "type": "numeric-range", "params": {"metric": "records:COUNT_RECORDS", "minimum": 3}}],
        "after_build": True,
    }
    assert client.put(f"{P}/items/{item_id}/metrics", json=body).status_code == 200
    return item_id


@pytest.fixture
def follower(atelier: Atelier) -> Follower:
    """A follower that is driven by hand; the server's own is stopped."""
    assert atelier.follower is not None
    atelier.follower.stop()
    return Follower(atelier.database, atelier.store, atelier.bell)


def rebuilt(client: TestClient, item_id: str) -> None:
    answer = client.put(f"{P}/datasets/{item_id}/format", json={"format": {"header": True}})
    assert answer.status_code == 200, answer.text


def found(client: TestClient, item_id: str) -> Any:
    return client.get(f"{P}/items/{item_id}/metrics").json()


def test_a_new_version_is_measured_once_with_its_checks(client: TestClient, follower: Follower, table: str) -> None:
    assert follower.behind() == []  # what was there before is measured on request
    rebuilt(client, table)
    assert found(client, table)["is_pending"]
    assert follower.behind() == [table]
    follower.follow(table)
    assert follower.behind() == []
    after = found(client, table)
    assert (after["values"][0]["value"], after["values"][0]["version"]) == (2, 2)
    assert after["values"][0]["by"] == follow.BY
    assert after["checks"][0]["outcomes"][0]["outcome"] == "ERROR"
    assert not after["is_pending"]


def test_what_a_death_cut_short_is_measured_by_the_next(
    client: TestClient, follower: Follower, table: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    rebuilt(client, table)

    class Death(BaseException):
        pass

    def die(*_: Any, **__: Any) -> None:
        raise Death

    with monkeypatch.context() as patched:
        patched.setattr(follow, "measure", die)
        with pytest.raises(Death):
            follower.follow(table)
    assert follower.behind() == [table]
    follower.follow(table)
    assert found(client, table)["values"][0]["value"] == 2


def test_what_ends_the_server_again_and_again_is_given_up_and_said(
    client: TestClient, atelier: Atelier, follower: Follower, table: str
) -> None:
    client.post(f"{P}/items/{table}/metrics/compute", json={})
    rebuilt(client, table)
    with atelier.database.write() as session:
        row = session.get_one(MetricSettings, table)
        row.tries = follow.MOST_TRIES
    follower.follow(table)
    assert follower.behind() == []
    (value,) = found(client, table)["values"]
    assert (value["kind"], value["version"]) == ("missing", 2)
    assert "ended 3 times while this was being measured" in value["problem"]


def test_a_failure_that_leaves_the_server_alive_does_not_count(
    client: TestClient, atelier: Atelier, follower: Follower, table: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    rebuilt(client, table)

    def busy(*_: Any, **__: Any) -> None:
        raise RuntimeError("busy")

    with monkeypatch.context() as patched:
        patched.setattr(follow, "measure", busy)
        for _ in range(5):
            with pytest.raises(RuntimeError):
                follower.follow(table)
    follower.follow(table)
    assert found(client, table)["values"][0]["value"] == 2


def test_the_server_follows_by_itself(client: TestClient, table: str) -> None:
    rebuilt(client, table)
    until = time.monotonic() + 30
    while found(client, table)["is_pending"]:
        assert time.monotonic() < until, "the new version was not measured within 30 seconds"
        time.sleep(0.05)
    assert found(client, table)["values"][0]["value"] == 2


def test_history_does_not_grow_for_ever(
    client: TestClient, atelier: Atelier, follower: Follower, table: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(values, "KEPT_TIMES", 3)
    for _ in range(5):
        assert client.post(f"{P}/items/{table}/metrics/compute", json={}).status_code == 200
    with atelier.database.read() as session:
        item = session.get_one(Item, table)
        assert len(values.history(session, item, "records:COUNT_RECORDS")) == 3
        assert len(values.outcome_history(session, item, "c")) == 3
