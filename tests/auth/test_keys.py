"""API keys."""

import base64
from collections.abc import Callable
from datetime import timedelta

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import select
from tests.conftest import ADMIN_KEY

from atelier import clock
from atelier.auth import keys
from atelier.db.tables import ApiKey
from atelier.instance import Atelier


def _basic(name: str, password: str) -> dict[str, str]:
    return {"Authorization": "Basic " + base64.b64encode(f"{name}:{password}".encode()).decode()}


@pytest.mark.parametrize(
    "headers",
    [
        {"Authorization": f"Bearer {ADMIN_KEY}"},
        {"Authorization": f"bearer {ADMIN_KEY}"},
        _basic(ADMIN_KEY, ""),
        _basic("admin", ADMIN_KEY),
    ],
)
def test_a_key_is_taken_as_bearer_or_as_either_half_of_basic(
    client: TestClient, app: FastAPI, headers: dict[str, str]
) -> None:
    assert TestClient(app, headers=headers).get("/api/auth/me").json()["is_admin"] is True


@pytest.mark.parametrize(
    "value",
    [
        "",
        "Bearer",
        "Bearer ",
        "Basic !!!",
        "Basic AAAA",
        "Digest x",
        "Bearer \udcff".encode("utf-8", "replace").decode(),
    ],
)
def test_a_malformed_or_unknown_key_is_nobody(client: TestClient, app: FastAPI, value: str) -> None:
    answer = TestClient(app, headers={"Authorization": value}).get("/api/auth/me")
    assert answer.status_code == 401
    assert answer.json()["code"] == "not_signed_in"


def test_a_key_is_never_helped_by_a_cookie(client_of: Callable[..., TestClient]) -> None:
    ada = client_of("ada")
    assert ada.get("/api/auth/me").status_code == 200
    assert ada.get("/api/auth/me", headers={"Authorization": "Bearer nonsense"}).status_code == 401


def test_a_key_is_shown_once_and_stored_as_digest(client_of: Callable[..., TestClient], atelier: Atelier) -> None:
    ada = client_of("ada")
    made = ada.post("/api/auth/api-keys", json={"label": "script"}).json()
    assert "key" not in ada.get("/api/auth/api-keys").json()[0]
    with atelier.database.read() as session:
        row = session.scalars(select(ApiKey).where(ApiKey.label == "script")).one()
    assert made["key"] not in (row.key_sha256, row.prefix)
    assert made["key"].startswith(row.prefix)


def test_a_revoked_key_is_refused_at_once(client_of: Callable[..., TestClient], app: FastAPI) -> None:
    ada = client_of("ada")
    made = ada.post("/api/auth/api-keys", json={"label": "script"}).json()
    script = TestClient(app, headers={"Authorization": f"Bearer {made['key']}"})
    assert script.get("/api/auth/me").status_code == 200
    assert ada.delete(f"/api/auth/api-keys/{made['id']}").status_code == 200
    assert script.get("/api/auth/me").status_code == 401
    assert client_of("bob").delete(f"/api/auth/api-keys/{made['id']}").status_code == 404


def test_a_key_expires(client_of: Callable[..., TestClient], app: FastAPI, monkeypatch: pytest.MonkeyPatch) -> None:
    key = client_of("ada").post("/api/auth/api-keys", json={"label": "s", "expires_in_days": 2}).json()["key"]
    script = TestClient(app, headers={"Authorization": f"Bearer {key}"})
    assert script.get("/api/auth/me").status_code == 200
    later = clock.now() + timedelta(days=2, seconds=1)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert script.get("/api/auth/me").status_code == 401


def test_a_personal_key_can_do_no_more_than_its_owner(client_of: Callable[..., TestClient], app: FastAPI) -> None:
    key = client_of("ada").post("/api/auth/api-keys", json={"label": "script"}).json()["key"]
    script = TestClient(app, headers={"Authorization": f"Bearer {key}"})
    assert script.get("/api/admin/users").status_code == 403


def test_a_new_value_in_the_settings_replaces_the_old_global_key(atelier: Atelier) -> None:
    with atelier.database.write() as session:
        keys.ensure_global(session, secret="another-value-of-the-settings")
        assert keys.find(session, ADMIN_KEY) is None
        assert keys.find(session, "another-value-of-the-settings") is not None
        keys.ensure_global(session, secret=ADMIN_KEY)
        assert keys.find(session, ADMIN_KEY) is not None
        assert keys.find(session, "another-value-of-the-settings") is None
