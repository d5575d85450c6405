"""Serving the built pages."""

from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from atelier.api.compress import Compress
from atelier.api.errors import add_handlers
from atelier.api.pages import add_pages

HTML = {"accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


@pytest.fixture
def built(tmp_path: Path) -> Path:
    """A folder like the frontend's build."""
    (tmp_path / "dist" / "assets").mkdir(parents=True)
    (tmp_path / "dist" / "index.html").write_text("<!doctype html><title>Atelier</title>")
    (tmp_path / "dist" / "mark.svg").write_text("<svg/>")
    (tmp_path / "dist" / "assets" / "index-abc123.js").write_text("console.log(1);" * 500)
    (tmp_path / "dist" / "assets" / "index-abc123.js.br").write_bytes(b"packed")
    (tmp_path / "secret.txt").write_text("secret")
    return tmp_path / "dist"


def _client(folder: Path | None) -> TestClient:
    app = FastAPI()
    add_handlers(app)
    add_pages(app, folder)
    app.add_middleware(Compress)
    return TestClient(app)


@pytest.mark.parametrize("path", ["/", "/login?token=x", "/projects/CARTOON/flow", "/projects/A.B/x.csv"])
def test_every_navigation_gets_the_page_fresh(built: Path, path: str) -> None:
    answer = _client(built).get(path, headers=HTML)
    assert answer.status_code == 200
    assert "<title>Atelier</title>" in answer.text
    assert answer.headers["cache-control"] == "no-cache"


def test_hashed_files_are_kept_for_ever_and_others_are_asked_for_again(built: Path) -> None:
    client = _client(built)
    script = client.get("/assets/index-abc123.js", headers={"accept-encoding": "identity"})
    assert script.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert script.headers["content-type"].startswith("text/javascript")
    assert client.get("/mark.svg").headers["cache-control"] == "no-cache"


def test_a_packed_file_is_sent_to_those_who_can_unpack_it(built: Path) -> None:
    client = _client(built)
    with client.stream("GET", "/assets/index-abc123.js", headers={"accept-encoding": "gzip, br"}) as packed:
        assert packed.headers["content-encoding"] == "br"
        assert b"".join(packed.iter_raw()) == b"packed"
    zipped = client.get("/assets/index-abc123.js", headers={"accept-encoding": "gzip"})
    assert zipped.headers["content-encoding"] == "gzip"
    assert zipped.text.startswith("console.log")


def test_a_missing_file_is_not_answered_with_the_page(built: Path) -> None:
    answer = _client(built).get("/assets/gone.js", headers={"accept": "*/*"})
    assert answer.status_code == 404
    assert answer.json()["message"] == "There is nothing at /assets/gone.js."
    for path in ("/api/nothing", "/dip/nothing", "/public/nothing"):
        assert _client(built).get(path, headers=HTML).status_code == 404


@pytest.mark.parametrize("path", ["/../secret.txt", "/%2e%2e/secret.txt", "/assets/..%2f..%2fsecret.txt", "/%00"])
def test_nothing_beside_the_build_is_served(built: Path, path: str) -> None:
    assert "secret" not in _client(built).get(path, headers=HTML).text.replace("secret.txt", "")


def test_a_link_out_of_the_build_is_not_followed(built: Path) -> None:
    (built / "link.txt").symlink_to(built.parent / "secret.txt")
    assert _client(built).get("/link.txt", headers={"accept": "*/*"}).status_code == 404


def test_without_a_build_the_page_says_how_to_make_one() -> None:
    answer = _client(None).get("/", headers=HTML)
    assert answer.status_code == 503
    assert "make run" in answer.text
