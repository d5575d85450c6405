"""The outer walls."""

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st
from starlette.datastructures import Headers
from tests.conftest import ADMIN_PASSWORD

from atelier.api.security import HEADERS, JSON_LIMIT_BYTES, is_cross_site, is_known_host
from atelier.app import trusted_hosts
from atelier.settings import Settings

LATIN = st.characters(max_codepoint=255)  # what a header can hold
HOST = st.from_regex(r"[a-z][a-z0-9-]{0,10}(\.[a-z]{2,5}){0,2}(:[1-9][0-9]{0,3})?", fullmatch=True)


@given(host=HOST, origin=HOST)
def test_without_fetch_metadata_the_origin_decides(host: str, origin: str) -> None:
    headers = Headers({"host": host, "origin": f"http://{origin}"})
    assert is_cross_site(headers) == (host != origin)


@given(site=st.text(LATIN), host=HOST, same=st.booleans())
def test_fetch_metadata_decide_where_they_are_sent_whatever_the_origin_says(site: str, host: str, same: bool) -> None:
    origin = f"http://{host}" if same else "http://elsewhere.example"
    headers = Headers({"host": host, "origin": origin, "sec-fetch-site": site})
    assert is_cross_site(headers) == (site not in ("same-origin", "none"))


@given(origin=st.text(LATIN, max_size=40), host=HOST)
def test_no_origin_but_the_own_one_passes(origin: str, host: str) -> None:
    if is_cross_site(Headers({"host": host, "origin": origin})) is False:
        assert origin.lower().split("//", 1)[-1].split("/")[0].split("?")[0].split("#")[0].strip() == host


def test_a_request_that_no_browser_page_sent_passes() -> None:
    assert not is_cross_site(Headers({"host": "a"}))
    assert is_cross_site(Headers({"host": "a", "origin": "null"}))
    assert is_cross_site(Headers({"host": "a:1", "origin": "http://a:2"}))


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
    ],
)
def test_a_foreign_page_can_change_nothing_with_the_visitors_cookie(
    anonymous: TestClient, headers: dict[str, str]
) -> None:
    anonymous.post("/api/auth/login", json={"login": "admin", "password": ADMIN_PASSWORD})
    body = {"name": "Forged", "key": "FORGED"}
    refused = anonymous.post("/api/projects", json=body, headers=headers)
    assert refused.status_code == 403
    assert refused.json()["message"] == "The request came from another site and was refused."
    assert anonymous.get("/api/projects", headers=headers).json() == []
    assert anonymous.post("/api/projects", json=body, headers={"Sec-Fetch-Site": "same-origin"}).status_code == 201


def test_a_form_cannot_pose_as_json(anonymous: TestClient) -> None:
    anonymous.post("/api/auth/login", json={"login": "admin", "password": ADMIN_PASSWORD})
    text = '{"name": "Forged", "key": "FORGED"}'
    for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""):
        answer = anonymous.post("/api/projects", content=text, headers={"Content-Type": kind})
        assert answer.status_code == 422, kind
    assert anonymous.get("/api/projects").json() == []


def test_every_answer_carries_the_headers(client: TestClient) -> None:
    for path in ("/api/health", "/api/nothing", "/api/projects/NONE", "/", "/dip/publicapi/nothing"):
        answer = client.get(path)
        for name, value in HEADERS.items():
            assert answer.headers[name] == value, (path, name)
        assert len(answer.headers["x-request-id"]) == 16
    assert "unsafe-inline" not in HEADERS["Content-Security-Policy"].partition("script-src")[2].partition(";")[0]


@pytest.mark.parametrize("host", ["evil.example", "", "localhost.evil.example", "localhost:8000@evil.example", "a b"])
def test_a_foreign_host_name_is_refused(app: FastAPI, client: TestClient, host: str) -> None:
    assert not is_known_host(host, ("localhost", "127.0.0.1", "[::1]"))


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:8000", "127.0.0.1:1", "[::1]:8000", "a.example.org"])
def test_known_host_names_pass(host: str) -> None:
    assert is_known_host(host, ("localhost", "127.0.0.1", "::1", "*.example.org"))


def test_a_loopback_server_answers_to_local_names_only_unless_told() -> None:
    assert set(trusted_hosts(Settings(host="127.0.0.1"))) == {"127.0.0.1", "::1", "localhost"}
    assert trusted_hosts(Settings(host="127.0.0.1", trusted_hosts=("*",))) == ("*",)
    assert trusted_hosts(Settings(host="0.0.0.0")) == ("*",)


def test_a_body_beyond_the_limit_is_refused_declared_or_not(client: TestClient) -> None:
    big = b" " * (JSON_LIMIT_BYTES + 1)

    def pieces():  # type: ignore[no-untyped-def]  # sent without a length
        for start in range(0, len(big), 2**16):
            yield big[start : start + 2**16]

    for content in (big, pieces()):
        answer = client.post("/api/projects", content=content, headers={"Content-Type": "application/json"})
        assert answer.status_code == 413
        assert answer.json()["message"] == "What was sent is larger than the 4 MB allowed here."


def test_a_length_that_is_no_number_is_refused(client: TestClient) -> None:
    answer = client.post("/api/projects", content=b"{}", headers={"Content-Length": "-5"})
    assert answer.status_code == 413
