"""Uploads whose server or browser dies in the middle: nothing half is ever a file."""

import hashlib
import io
import random
import socket
import threading
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.faults.flow import SmallFlow
from tests.served import ADMIN_KEY, Served

pytestmark = pytest.mark.faults

BIG = random.Random(5).randbytes(6 * 2**20)


def begin_put(served: Served, path: str, data: bytes, sent: int) -> socket.socket:
    """Send a PUT's head and a part of its body; return the open line."""
    line = socket.create_connection(("127.0.0.1", served.port), timeout=30)
    head = (
        f"PUT {path} HTTP/1.1\r\nHost: 127.0.0.1:{served.port}\r\nAuthorization: Bearer {ADMIN_KEY}\r\n"
        f"Content-Length: {len(data)}\r\n\r\n"
    )
    line.sendall(head.encode() + data[:sent])
    return line


def incoming(served: Served) -> list[Path]:
    folder = served.home / "blobs" / "incoming"
    return list(folder.iterdir()) if folder.exists() else []


def blobs(served: Served) -> Iterator[Path]:
    for folder in (served.home / "blobs").iterdir():
        if len(folder.name) == 2:
            yield from folder.iterdir()


def wait_for(served: Served, size: int) -> None:
    """Wait until some of the body has reached the disk; the test's own time limit ends it."""
    pause = threading.Event()
    while not any(path.exists() and path.stat().st_size >= size for path in incoming(served)):
        pause.wait(0.02)


def demand_whole_blobs(served: Served) -> None:
    for path in blobs(served):
        assert hashlib.sha256(path.read_bytes()).hexdigest() == path.parent.name + path.name


def test_a_server_killed_in_the_middle_of_an_upload_keeps_what_was_whole(served: Served) -> None:
    served.start()
    flow = SmallFlow(served)
    upload = flow.made(served.post(f"{flow.base}/uploads"))["id"]
    place = f"{flow.base}/uploads/{upload}/files"
    flow.made(served.request("PUT", f"{place}/one.jpg", content=b"one"))
    line = begin_put(served, f"{place}/big.jpg", BIG, len(BIG) * 3 // 4)
    wait_for(served, 2**20)
    served.kill()
    line.close()
    served.start()
    assert flow.made(served.get(place)) == [{"path": "one.jpg", "size": 3}]
    demand_whole_blobs(served)
    flow.made(served.request("PUT", f"{place}/big.jpg", content=BIG))
    finished = served.post(f"{flow.base}/folders/{flow.photos}/uploads", {"upload_id": upload})
    assert flow.made(finished)["version"] == 2
    got = served.get(f"{flow.base}/folders/{flow.photos}/file", params={"path": "big.jpg"})
    assert got.content == BIG
    demand_whole_blobs(served)


def test_a_browser_that_goes_away_leaves_nothing(served: Served) -> None:
    served.start()
    flow = SmallFlow(served)
    upload = flow.made(served.post(f"{flow.base}/uploads"))["id"]
    place = f"{flow.base}/uploads/{upload}/files"
    line = begin_put(served, f"{place}/big.jpg", BIG, len(BIG) // 2)
    wait_for(served, 2**20)
    line.close()
    pause = threading.Event()
    while incoming(served):
        pause.wait(0.02)
    assert flow.made(served.get(place)) == []
    demand_whole_blobs(served)


def test_a_server_killed_while_it_unpacks_can_be_asked_again(served: Served) -> None:
    served.start()
    flow = SmallFlow(served)
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_STORED) as packed:
        for number in range(1500):
            packed.writestr(f"class_{number % 3}/{number}.jpg", random.Random(number).randbytes(500))
    upload = flow.made(served.post(f"{flow.base}/uploads"))["id"]
    place = f"{flow.base}/uploads/{upload}/files"
    flow.made(served.request("PUT", f"{place}/p.zip", content=archive.getvalue()))
    line = socket.create_connection(("127.0.0.1", served.port), timeout=30)
    body = f'{{"upload_id": "{upload}"}}'.encode()
    head = (
        f"POST {flow.base}/folders/{flow.photos}/uploads HTTP/1.1\r\nHost: 127.0.0.1:{served.port}\r\n"
        f"Authorization: Bearer {ADMIN_KEY}\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    line.sendall(head.encode() + body)
    pause = threading.Event()
    while len(incoming(served)) < 50:
        pause.wait(0.005)
    served.kill()
    line.close()
    served.start()
    folder = f"{flow.base}/folders/{flow.photos}"
    assert flow.made(served.get(folder))["version"] == 1
    demand_whole_blobs(served)
    assert flow.made(served.post(f"{folder}/uploads", {"upload_id": upload}))["version"] == 2
    page = flow.made(served.get(f"{folder}/entries", params={"prefix": "class_1", "limit": 1}))
    assert page["total"] == 500
    demand_whole_blobs(served)
