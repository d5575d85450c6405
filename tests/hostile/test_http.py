"""Hostile requests to every route that takes values: an answer each time, nothing injected, nothing reached.

`ATELIER_HOSTILE_TRIES` asks for more tries than those of an ordinary run, `ATELIER_HOSTILE_SEED` for others.
"""

import collections
import os
import random
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from tests.conftest import ADMIN_KEY
from tests.hostile.bait import SECRET, Bait
from tests.hostile.requests import LEFT_OUT, Requests, operations
from tests.hostile.world import World

from atelier.app import create_app
from atelier.instance import Atelier
from atelier.settings import Settings

TRIES = int(os.environ.get("ATELIER_HOSTILE_TRIES", "800"))
SEED = int(os.environ.get("ATELIER_HOSTILE_SEED", "7"))
_A_WORLD = 1_000
_SLOW_SECONDS = 30.0


@pytest.fixture
def app(settings: Settings) -> FastAPI:
    """The application without what runs jobs: a job of a hostile recipe takes seconds, and is tested by itself."""
    atelier = Atelier(settings)
    atelier.start(with_executor=False)
    return create_app(settings, instance=atelier)


@pytest.fixture
def client(app: FastAPI) -> Iterator[TestClient]:
    headers = {"Authorization": f"Bearer {ADMIN_KEY}"}
    with TestClient(app, headers=headers, raise_server_exceptions=False, follow_redirects=False) as entered:
        yield entered


@pytest.fixture
def bait(tmp_path: Path) -> Iterator[Bait]:
    laid = Bait(tmp_path / "outside")
    yield laid
    laid.close()


@pytest.mark.timeout(300 + TRIES)
def test_every_route_answers_and_nothing_is_reached(
    app: FastAPI, client: TestClient, settings: Settings, bait: Bait
) -> None:
    rng = random.Random(SEED)
    places = {"file": bait.file, "folder": str(bait.folder), "url": bait.url}
    requests = Requests(app, rng, places)
    tables = _tables(settings)
    statuses: collections.Counter[int] = collections.Counter()
    costs: collections.Counter[str] = collections.Counter()
    faults: list[str] = []
    world = World(client, "W0", rng, places)
    began = time.monotonic()
    for count in range(TRIES):
        if count and count % _A_WORLD == 0:
            assert world.canary_is_whole()
            assert client.delete(f"/api/projects/{world.key}").status_code in (200, 204)
            world = World(client, f"W{count}", rng, places)
            print(f"{count} tries, {time.monotonic() - began:.0f} s, {len(faults)} faults", flush=True)
        operation, request = requests.draw(world)
        asked = time.monotonic()
        headers = {"Content-Type": "application/json"} if request.content is not None else {}
        answer = client.request(request.method, request.address, content=request.content, headers=headers)
        seconds = time.monotonic() - asked
        statuses[answer.status_code] += 1
        costs[f"{operation.method} {operation.path}"] += round(seconds * 1000)
        wrong = (
            f"status {answer.status_code}" if answer.status_code >= 500
            else "the secret" if SECRET in answer.text
            else "reached out" if not bait.untouched()
            else f"{seconds:.0f} seconds" if seconds > _SLOW_SECONDS
            else ""
        )  # fmt: skip
        if wrong:
            said = (request.content or b"")[:1_500]
            faults.append(f"{wrong}: {request.method} {request.address[:600]} {said!r} -> {answer.text[:300]}")
            print(faults[-1], flush=True)
    seconds = time.monotonic() - began
    print(f"{TRIES} tries in {seconds:.0f} s: {dict(sorted(statuses.items()))}", costs.most_common(8))
    assert faults == []
    assert world.canary_is_whole()
    assert _tables(settings) == tables
    assert statuses[200] + statuses[201] > TRIES // 20


def test_what_is_left_out_is_there(app: FastAPI) -> None:
    """A route that is gone or renamed would otherwise stay on the list and its successor be left out by nobody."""
    known = {(method, path) for path, ops in app.openapi()["paths"].items() for method in map(str.upper, ops)}
    assert {one for one in LEFT_OUT if one[1].startswith("/api/")} <= known
    assert len(operations(app)) > 150


def _tables(settings: Settings) -> list[str]:
    with sqlite3.connect(settings.home / "atelier.db") as connection:
        return [row[0] for row in connection.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY 1")]
