"""The command line as a person meets it."""

import json
import os
import socket
import subprocess
import sys
from pathlib import Path

import httpx
import pytest


def _run(home: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "atelier", *arguments],
        env={**os.environ, "ATELIER_HOME": str(home), **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def _serve(home: Path) -> tuple[subprocess.Popen[str], str]:
    server = subprocess.Popen(
        [sys.executable, "-m", "atelier", "serve", "--port", "0"],
        env={**os.environ, "ATELIER_HOME": str(home)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert server.stdout is not None
    for line in server.stdout:
        if "Log in once with" in line:
            return server, line.split()[-1]
    server.wait()
    raise AssertionError(server.stderr.read() if server.stderr else "")


def test_serve_prints_a_link_that_logs_in_once_and_stops_gracefully(tmp_path: Path) -> None:
    server, link = _serve(tmp_path)
    try:
        base, _, token = link.partition("/login?token=")
        with httpx.Client(base_url=base) as browser:
            assert browser.get("/api/health").json()["status"] == "ready"
            assert browser.post("/api/auth/link", json={"token": token}).status_code == 200
            assert browser.get("/api/auth/me").json()["login"] == "admin"
        second = _run(tmp_path, "serve", "--port", "0")
        assert second.returncode == 1
        assert second.stderr.splitlines()[-2].startswith("atelier: The data folder ")
        assert "Traceback" not in second.stderr
    finally:
        server.terminate()
    assert server.wait(timeout=20) in (0, -15)
    assert server.stderr is not None
    assert "Traceback" not in server.stderr.read()


def test_a_taken_port_is_said_in_a_sentence(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        answer = _run(tmp_path, "serve", "--port", str(taken.getsockname()[1]))
    assert answer.returncode == 1
    assert "cannot be used: Address already in use" in answer.stderr
    assert "Traceback" not in answer.stderr


def test_openapi_is_printed_without_starting_anything(tmp_path: Path) -> None:
    home = tmp_path / "home"
    answer = _run(home, "openapi")
    paths = json.loads(answer.stdout)["paths"]
    assert "/api/projects/{key}" in paths
    assert paths["/api/projects/{key}"]["get"]["operationId"] == "projects-get"
    assert not [path for path in paths if not path.startswith("/api/")]
    assert not home.exists()


def test_users_are_added_and_get_links(tmp_path: Path) -> None:
    added = _run(tmp_path, "user", "add", "ada", "--name", "Ada Marsh")
    assert added.stdout.startswith("http://127.0.0.1:8000/login?token=")
    assert _run(tmp_path, "user", "link", "ada").returncode == 0
    again = _run(tmp_path, "user", "add", "ADA")
    assert again.returncode == 1
    assert again.stderr == "atelier: The login “ada” is taken.\n"
    assert "There is no user with the login “bob”." in _run(tmp_path, "user", "link", "bob").stderr


@pytest.mark.parametrize("command", ["worker"])
def test_a_worker_without_its_services_says_what_is_missing(tmp_path: Path, command: str) -> None:
    answer = _run(tmp_path, command)
    assert answer.returncode == 1
    assert "ATELIER_DATABASE_URL and ATELIER_REDIS_URL" in answer.stderr
    assert "Traceback" not in answer.stderr
