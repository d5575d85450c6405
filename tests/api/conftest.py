"""What tests of the API share: a project, uploads, and answers checked."""

import io
import threading
import zipfile
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from fastapi.testclient import TestClient
from PIL import Image

P = "/api/projects/CARTOON"


@pytest.fixture
def cartoon(client: TestClient) -> str:
    """The address of an empty project."""
    assert client.post("/api/projects", json={"name": "Cartoon", "key": "CARTOON"}).status_code == 201
    return P


@pytest.fixture
def uploaded(client: TestClient, cartoon: str) -> Callable[[Mapping[str, bytes]], str]:
    """Bring files in and return the upload's id."""

    def upload(files: Mapping[str, bytes]) -> str:
        upload_id: str = client.post(f"{cartoon}/uploads").json()["id"]
        for path, data in files.items():
            answer = client.put(f"{cartoon}/uploads/{upload_id}/files/{path}", content=data)
            assert answer.status_code == 200, answer.text
            assert answer.json() == {"path": path, "size": len(data)}
        return upload_id

    return upload


@pytest.fixture
def filled(client: TestClient, cartoon: str, uploaded: Callable[[Mapping[str, bytes]], str]) -> Callable[..., str]:
    """Make a folder with files and return its address."""

    def fill(name: str, files: Mapping[str, bytes]) -> str:
        made = client.post(f"{cartoon}/folders", json={"name": name})
        assert made.status_code == 201, made.text
        place = f"{cartoon}/folders/{made.json()['id']}"
        if files:
            answer = client.post(f"{place}/uploads", json={"upload_id": uploaded(files)})
            assert answer.status_code == 200, answer.text
        return place

    return fill


def png(colour: str = "red", size: tuple[int, int] = (20, 10)) -> bytes:
    """Return a small picture."""
    data = io.BytesIO()
    Image.new("RGB", size, colour).save(data, "PNG")
    return data.getvalue()


def zipped(files: Mapping[str, bytes]) -> bytes:
    """Return a ZIP of the files."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return data.getvalue()


def sentence(answer: Any, status: int) -> str:
    """Return the message of a refusal after checking its status and shape."""
    assert answer.status_code == status, answer.text
    body = answer.json()
    assert {"code", "message"} <= body.keys()
    message: str = body["message"]
    assert "Traceback" not in message
    return message


@pytest.fixture
def make_png() -> Callable[..., bytes]:
    return png


@pytest.fixture
def make_zip() -> Callable[[Mapping[str, bytes]], bytes]:
    return zipped


@pytest.fixture
def refused() -> Callable[[Any, int], str]:
    return sentence


def measured(client: TestClient, place: str) -> dict[str, Any]:
    """Measure an item, and return what is measured of it once that is over."""
    found: dict[str, Any] = client.post(f"{place}/compute", json={"patience_seconds": 5}).json()
    pause = threading.Event()
    while found["run"] is not None and found["run"]["state"] in ("waiting", "running"):
        pause.wait(0.1)  # the test's own time limit ends it
        found = client.get(place).json()
    return found
