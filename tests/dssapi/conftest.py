"""A real server on a free port, and the unmodified official client."""

import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import uvicorn
from dataikuapi import DSSClient
from dataikuapi.dss.project import DSSProject
from fastapi import FastAPI
from tests.conftest import ADMIN_KEY

from atelier.settings import Settings


@pytest.fixture
def server(app: FastAPI) -> Iterator[str]:
    """The address of the application, served for real."""
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    listener.listen(64)
    running = uvicorn.Server(uvicorn.Config(app, log_level="warning", timeout_graceful_shutdown=2))
    thread = threading.Thread(target=running.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    until = time.monotonic() + 30
    while not running.started:
        assert thread.is_alive(), "the server did not start"
        assert time.monotonic() < until, "the server did not start within 30 seconds"
        time.sleep(0.01)
    yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    running.should_exit = True
    thread.join(timeout=20)
    assert not thread.is_alive()


@pytest.fixture
def dss(server: str, settings: Settings) -> DSSClient:
    """The official client with the administrator's key."""
    return DSSClient(server, ADMIN_KEY)


@pytest.fixture
def project(dss: DSSClient) -> DSSProject:
    """An empty project."""
    return dss.create_project("CARTOON", "Cartoon characters", "admin")


@pytest.fixture
def root(settings: Settings) -> Path:
    """The folder that may be read from."""
    return settings.allowed_roots[0]
