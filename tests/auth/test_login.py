"""Logging in, staying in, and being kept out."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from argon2 import PasswordHasher
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import select
from tests.conftest import ADMIN_PASSWORD

from atelier import clock
from atelier.auth import passwords, sessions
from atelier.db.tables import BrowserSession, LoginFailure
from atelier.instance import Atelier


def _log_in(client: TestClient, password: str = ADMIN_PASSWORD, login: str = "admin") -> int:
    return client.post("/api/auth/login", json={"login": login, "password": password}).status_code


def test_a_password_opens_a_session_whose_cookie_is_shut_to_scripts_and_other_sites(anonymous: TestClient) -> None:
    answer = anonymous.post("/api/auth/login", json={"login": "admin", "password": ADMIN_PASSWORD})
    assert answer.json()["login"] == "admin"
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert "Path=/" in cookie
    assert anonymous.get("/api/auth/me").json()["is_admin"] is True


def test_on_https_the_cookie_is_bound_to_the_host_and_secure(client: TestClient, app: FastAPI) -> None:
    browser = TestClient(app, base_url="https://localhost")
    answer = browser.post("/api/auth/login", json={"login": "admin", "password": ADMIN_PASSWORD})
    assert answer.headers["set-cookie"].startswith("__Host-atelier=")
    assert "Secure" in answer.headers["set-cookie"]
    assert answer.headers["strict-transport-security"] == "max-age=31536000"
    assert browser.get("/api/auth/me").status_code == 200


def test_only_the_digest_of_the_cookie_is_stored(anonymous: TestClient, atelier: Atelier) -> None:
    _log_in(anonymous)
    secret = anonymous.cookies["atelier"]
    with atelier.database.read() as session:
        stored = [row.token_sha256 for row in session.scalars(select(BrowserSession))]
    assert secret not in stored
    assert len(stored) == 1


def test_a_wrong_password_and_an_unknown_login_get_the_same_answer(anonymous: TestClient) -> None:
    wrong = anonymous.post("/api/auth/login", json={"login": "admin", "password": "not this one"})
    unknown = anonymous.post("/api/auth/login", json={"login": "nobody", "password": "not this one"})
    assert wrong.status_code == unknown.status_code == 401
    assert wrong.json()["message"] == unknown.json()["message"] == "The login or the password is not right."


def test_an_unknown_login_takes_as_long_as_a_wrong_password(
    monkeypatch: pytest.MonkeyPatch, client: TestClient, atelier: Atelier
) -> None:
    monkeypatch.setattr(passwords, "_HASHER", PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1))
    stored = passwords.hash_password("a password of someone")
    compared: list[str] = []
    verify = PasswordHasher.verify

    def remember(hasher: PasswordHasher, hashed: str, password: str) -> bool:
        compared.append(hashed)
        return verify(hasher, hashed, password)

    monkeypatch.setattr(PasswordHasher, "verify", remember)
    assert not passwords.verify_password(stored, "another password")
    assert not passwords.verify_password(None, "another password")
    parameters = [hashed.rsplit("$", 2)[0] for hashed in compared]
    assert len(compared) == 2
    assert parameters[0] == parameters[1], "an unknown login is compared at the same cost"


def test_hashes_cost_what_owasp_asks_for_at_least() -> None:
    import importlib

    fresh = importlib.reload(importlib.import_module("atelier.auth.passwords"))
    assert fresh._HASHER.memory_cost >= 19 * 1024
    assert fresh._HASHER.time_cost >= 2
    assert fresh._HASHER.parallelism == 1


def test_after_five_failures_the_account_waits_even_with_the_right_password(
    anonymous: TestClient, client: TestClient, app: FastAPI, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert [_log_in(anonymous, "wrong wrong wrong") for _ in range(6)] == [401] * 5 + [429]
    blocked = anonymous.post("/api/auth/login", json={"login": "admin", "password": ADMIN_PASSWORD})
    assert blocked.status_code == 429
    assert "The next try is possible in 1 second" in blocked.json()["message"]
    assert int(blocked.headers["retry-after"]) >= 1
    later = clock.now() + timedelta(minutes=1)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert _log_in(anonymous) == 200


def test_a_success_forgives_the_account(anonymous: TestClient, atelier: Atelier) -> None:
    for _ in range(3):
        _log_in(anonymous, "wrong wrong wrong")
    assert _log_in(anonymous) == 200
    with atelier.database.read() as session:
        assert session.get(LoginFailure, "login:admin") is None


def test_logging_out_ends_the_session_for_good(anonymous: TestClient) -> None:
    _log_in(anonymous)
    kept = dict(anonymous.cookies)
    assert anonymous.post("/api/auth/logout").status_code == 200
    anonymous.cookies.update(kept)
    ended = anonymous.get("/api/auth/me")
    assert ended.status_code == 401
    assert ended.json()["message"] == "Your log-in has ended."


def test_each_log_in_has_a_new_cookie_and_can_be_ended_from_another(app: FastAPI, anonymous: TestClient) -> None:
    second = TestClient(app)
    _log_in(anonymous)
    _log_in(second)
    assert anonymous.cookies["atelier"] != second.cookies["atelier"]
    listed = anonymous.get("/api/auth/sessions").json()
    assert [row["current"] for row in listed].count(True) == 1
    other = next(row["id"] for row in listed if not row["current"])
    assert anonymous.delete(f"/api/auth/sessions/{other}").status_code == 200
    assert second.get("/api/auth/me").status_code == 401
    assert anonymous.get("/api/auth/me").status_code == 200


def test_nobody_ends_the_session_of_somebody_else(anonymous: TestClient, client_of: Callable[..., TestClient]) -> None:
    _log_in(anonymous)
    mine = anonymous.get("/api/auth/sessions").json()[0]["id"]
    assert client_of("ada").delete(f"/api/auth/sessions/{mine}").status_code == 404
    assert anonymous.get("/api/auth/me").status_code == 200


def test_an_idle_session_ends_and_a_used_one_does_not(
    anonymous: TestClient, atelier: Atelier, monkeypatch: pytest.MonkeyPatch
) -> None:
    _log_in(anonymous)
    start = clock.now()
    hours = atelier.settings.session_hours
    monkeypatch.setattr(clock, "now", lambda: start + timedelta(hours=hours - 1))
    assert anonymous.get("/api/auth/me").status_code == 200
    monkeypatch.setattr(clock, "now", lambda: start + timedelta(hours=2 * hours - 2))
    assert anonymous.get("/api/auth/me").status_code == 200
    monkeypatch.setattr(clock, "now", lambda: start + timedelta(hours=4 * hours))
    assert anonymous.get("/api/auth/me").status_code == 401


def test_no_session_outlives_the_absolute_limit(
    anonymous: TestClient, atelier: Atelier, monkeypatch: pytest.MonkeyPatch
) -> None:
    _log_in(anonymous)
    start = clock.now()
    step = timedelta(hours=atelier.settings.session_hours - 1)
    moment = start
    while moment - start < sessions.LONGEST - step:
        moment += step
        monkeypatch.setattr(clock, "now", lambda now=moment: now)
        assert anonymous.get("/api/auth/me").status_code == 200
    monkeypatch.setattr(clock, "now", lambda: start + sessions.LONGEST + timedelta(minutes=1))
    assert anonymous.get("/api/auth/me").status_code == 401


def test_a_new_password_needs_the_old_one_and_ends_other_sessions(app: FastAPI, anonymous: TestClient) -> None:
    other = TestClient(app)
    _log_in(anonymous)
    _log_in(other)
    wrong = anonymous.patch("/api/auth/me", json={"current_password": "no", "new_password": "seven green bottles"})
    assert wrong.status_code == 422
    assert wrong.json()["fields"][0]["loc"] == ["current_password"]
    weak = anonymous.patch("/api/auth/me", json={"current_password": ADMIN_PASSWORD, "new_password": "short"})
    assert weak.json()["fields"] == [
        {"loc": ["new_password"], "message": "The password has 5 characters; at least 10 are needed."}
    ]
    good = {"current_password": ADMIN_PASSWORD, "new_password": "seven green bottles"}
    assert anonymous.patch("/api/auth/me", json=good).status_code == 200
    assert anonymous.get("/api/auth/me").status_code == 200
    assert other.get("/api/auth/me").status_code == 401
    assert _log_in(other, "seven green bottles") == 200


@pytest.mark.parametrize("password", ["password123", "qwertyuiop", "aaaaaaaaaaaa", "ada1234567"])
def test_passwords_that_would_be_guessed_are_refused(client: TestClient, password: str) -> None:
    answer = client.post("/api/admin/users", json={"login": "ada1234567", "display_name": "Ada", "password": password})
    assert answer.status_code == 422
    assert answer.json()["fields"][0]["loc"] == ["password"]


def test_a_link_logs_in_once(client: TestClient, app: FastAPI, atelier: Atelier) -> None:
    token = atelier.login_link().partition("token=")[2]
    first, second = TestClient(app), TestClient(app)
    assert first.post("/api/auth/link", json={"token": token}).json()["login"] == "admin"
    assert first.get("/api/auth/me").status_code == 200
    again = second.post("/api/auth/link", json={"token": token})
    assert again.status_code == 401
    assert again.json()["message"] == "This log-in link has been used or has expired."
    assert "atelier user link" in again.json()["hint"]


def test_a_link_expires(client: TestClient, app: FastAPI, monkeypatch: pytest.MonkeyPatch) -> None:
    made = client.post("/api/admin/users/admin/link").json()
    later = clock.now() + timedelta(hours=25)
    monkeypatch.setattr(clock, "now", lambda: later)
    token = made["path"].partition("token=")[2]
    assert TestClient(app).post("/api/auth/link", json={"token": token}).status_code == 401


def test_a_disabled_user_is_out_at_once_by_cookie_and_by_key(
    client: TestClient, app: FastAPI, client_of: Callable[..., TestClient]
) -> None:
    ada = client_of("ada")
    key = ada.post("/api/auth/api-keys", json={"label": "script"}).json()["key"]
    script = TestClient(app, headers={"Authorization": f"Bearer {key}"})
    assert script.get("/api/auth/me").json()["login"] == "ada"
    assert client.patch("/api/admin/users/ada", json={"disabled": True}).status_code == 200
    assert ada.get("/api/auth/me").status_code == 401
    assert script.get("/api/auth/me").status_code == 401
    assert _log_in(TestClient(app), "ada likes long words", "ada") == 401


def test_the_last_administrator_stays(client: TestClient) -> None:
    for change in ({"disabled": True}, {"is_admin": False}):
        answer = client.patch("/api/admin/users/admin", json=change)
        assert answer.status_code == 409
        assert answer.json()["message"] == "“admin” is the last administrator; make somebody else one first."
