"""Folders over HTTP: filling, browsing, taking out, undoing; and what people bring that cannot be taken."""

import io
import os
import threading
import zipfile
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient
from PIL import Image

from atelier.instance import Atelier
from atelier.settings import Settings

Fill = Callable[..., str]
Upload = Callable[[Mapping[str, bytes]], str]
Refused = Callable[[Any, int], str]


def paths(client: TestClient, place: str, **asked: Any) -> list[str]:
    answer = client.get(f"{place}/entries", params=asked)
    assert answer.status_code == 200, answer.text
    return [entry["path"] for entry in answer.json()["items"]]


def test_files_are_put_in_browsed_taken_out_and_brought_back(
    client: TestClient, filled: Fill, make_png: Callable[..., bytes]
) -> None:
    files = {
        "train/ada_pic_0001.png": make_png("red"),
        "train/ada_pic_0002.png": make_png("green"),
        "train/bo_pic_0001.png": make_png("blue"),
        "🐈 é.png": make_png("white"),
        "notes.txt": b"notes",
    }
    place = filled("images", files)
    shown = client.get(place).json()
    assert (shown["files"], shown["pictures"], shown["bytes"]) == (5, 4, sum(map(len, files.values())))
    assert shown["groups"] == [{"name": "ada", "count": 2}, {"name": "bo", "count": 1}]
    assert shown["can_undo"] is True
    assert client.get(f"{place}/subfolders").json() == [
        {"path": "train/", "name": "train", "files": 3, "bytes": sum(len(files[p]) for p in files if "/" in p)}
    ]
    assert paths(client, place) == sorted(files)
    assert paths(client, place, group="ada", descending=True) == ["train/ada_pic_0002.png", "train/ada_pic_0001.png"]
    assert paths(client, place, search="BO_PIC") == ["train/bo_pic_0001.png"]
    assert paths(client, place, only="pictures", prefix="train") == sorted(files)[1:4]

    gone = client.post(f"{place}/delete-files", json={"paths": ["notes.txt", "none"], "prefix": "train"}).json()
    assert gone["message"] == "4 files removed from images."
    assert paths(client, place) == ["🐈 é.png"]
    back = client.post(f"{place}/undo", json={"version": gone["undo_version"]}).json()
    assert (back["files"], back["version"]) == (5, 3)
    assert paths(client, place) == sorted(files)
    assert [version["version"] for version in client.get(f"{place}/versions").json()] == [3, 2, 1]
    old = client.get(f"{place}/file", params={"path": "notes.txt", "version": 1})
    assert (old.content, old.headers["content-disposition"]) == (b"notes", "attachment; filename*=UTF-8''notes.txt")
    assert client.get(f"{place}/file", params={"path": "🐈 é.png"}).content == files["🐈 é.png"]
    client.post(f"{place}/undo", json={"version": 0})
    assert paths(client, place) == []


def test_pages_follow_each_other(client: TestClient, filled: Fill) -> None:
    files = {f"{number:03}.txt": b"x" * (number % 5) for number in range(45)}
    place = filled("many", {"all.zip": _zip(files)})
    found: list[str] = []
    after = None
    while True:
        page = client.get(
            f"{place}/entries", params={"limit": 10, "sort": "size", **({"after": after} if after else {})}
        ).json()
        assert page["total"] == 45
        found += [entry["path"] for entry in page["items"]]
        after = page["next"]
        if after is None:
            break
    assert found == sorted(files, key=lambda path: (len(files[path]), path))


def test_an_archive_is_unpacked_where_it_lies_or_kept(client: TestClient, filled: Fill, uploaded: Upload) -> None:
    archive = _zip({"a/x.txt": b"1", "y.txt": b"2"})
    place = filled("images", {})
    body = {"upload_id": uploaded({"sub/p.zip": archive}), "prefix": "new"}
    assert client.post(f"{place}/uploads", json=body).json()["message"] == "2 files added to images."
    assert paths(client, place) == ["new/sub/a/x.txt", "new/sub/y.txt"]
    body = {"upload_id": uploaded({"p.zip": archive}), "unpack": False}
    assert client.post(f"{place}/uploads", json=body).json()["files"] == 3
    assert "p.zip" in paths(client, place)


@pytest.mark.parametrize(
    ("files", "status", "message"),
    [
        ({"../evil.txt": b"x"}, 422, "“../evil.txt” leads out of the folder: a path may not contain “..”."),
        ({"a.txt": b"1", "A.TXT": b"2"}, 422, "“p.zip” holds “a.txt” and “A.TXT”, which is one name twice."),
        ({f"{n}.bin": bytes(2**20) for n in range(40)}, 413, "unpacks to far more than its size allows for"),
    ],
)
def test_a_bad_archive_changes_nothing_and_the_upload_can_be_mended(
    client: TestClient,
    filled: Fill,
    uploaded: Upload,
    refused: Refused,
    files: dict[str, bytes],
    status: int,
    message: str,
) -> None:
    place = filled("images", {"old.txt": b"old"})
    upload_id = uploaded({"p.zip": _zip(files)})
    answer = client.post(f"{place}/uploads", json={"upload_id": upload_id})
    assert message in refused(answer, status)
    assert client.get(place).json()["version"] == 1
    good = client.put(f"{_project(place)}/uploads/{upload_id}/files/p.zip", content=_zip({"b.txt": b"b"}))
    assert good.status_code == 200
    assert client.post(f"{place}/uploads", json={"upload_id": upload_id}).status_code == 200
    assert paths(client, place) == ["b.txt", "old.txt"]


def test_names_that_cannot_be_are_refused_before_a_byte_is_kept(
    client: TestClient, cartoon: str, refused: Refused, atelier: Atelier
) -> None:
    upload_id = client.post(f"{cartoon}/uploads").json()["id"]

    def put(name: str) -> Any:
        return client.put(f"{cartoon}/uploads/{upload_id}/files/{quote(name, safe='')}", content=b"x")

    assert "leads out of the folder" in refused(put("../x.png"), 422)
    assert "contains a control character" in refused(put("a\0.png"), 422)
    assert "contains a control character" in refused(put("a\x07.png"), 422)
    assert "longer than the 255 bytes" in refused(put("x" * 300), 422)
    assert client.get(f"{cartoon}/uploads/{upload_id}/files").json() == []
    assert list(atelier.blobs.all()) == []
    assert put("a/🐈.png").json() == {"path": "a/🐈.png", "size": 1}


def test_an_upload_goes_on_where_it_stopped(client: TestClient, cartoon: str, filled: Fill, refused: Refused) -> None:
    place = filled("images", {})
    upload_id = client.post(f"{cartoon}/uploads").json()["id"]
    for content in (b"first", b"first", b"second"):
        client.put(f"{cartoon}/uploads/{upload_id}/files/a.txt", content=content)
    client.put(f"{cartoon}/uploads/{upload_id}/files/empty.txt", content=b"")
    assert client.get(f"{cartoon}/uploads/{upload_id}/files").json() == [
        {"path": "a.txt", "size": 6},
        {"path": "empty.txt", "size": 0},
    ]
    client.post(f"{place}/uploads", json={"upload_id": upload_id})
    assert client.get(f"{place}/file", params={"path": "a.txt"}).content == b"second"
    again = client.post(f"{place}/uploads", json={"upload_id": upload_id})
    assert refused(again, 409) == "This upload has been finished already."
    late = client.put(f"{cartoon}/uploads/{upload_id}/files/b.txt", content=b"late")
    assert refused(late, 409) == "This upload has been finished already."
    assert client.get(place).json()["version"] == 1


def test_an_upload_that_was_discarded_is_gone(
    client: TestClient, cartoon: str, filled: Fill, uploaded: Upload, refused: Refused
) -> None:
    place = filled("images", {})
    upload_id = uploaded({"a.txt": b"x"})
    assert client.delete(f"{cartoon}/uploads/{upload_id}").status_code == 200
    answer = client.post(f"{place}/uploads", json={"upload_id": upload_id})
    assert refused(answer, 404) == "This upload is not known any more. Start it again."
    empty = client.post(f"{cartoon}/uploads").json()["id"]
    assert refused(client.post(f"{place}/uploads", json={"upload_id": empty}), 422) == "The upload holds no files."


def test_a_file_beyond_the_bound_leaves_nothing(
    client: TestClient, cartoon: str, refused: Refused, atelier: Atelier, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(atelier.settings, "max_upload_bytes", 10)
    upload_id = client.post(f"{cartoon}/uploads").json()["id"]
    answer = client.put(f"{cartoon}/uploads/{upload_id}/files/big.bin", content=b"x" * 11)
    assert refused(answer, 413) == "“big.bin” is larger than the 10 bytes that are allowed."
    assert client.get(f"{cartoon}/uploads/{upload_id}/files").json() == []
    assert [path for path in atelier.blobs.root.rglob("*") if path.is_file()] == []


def test_a_full_disk_is_said_and_leaves_nothing(
    client: TestClient, cartoon: str, refused: Refused, atelier: Atelier, monkeypatch: pytest.MonkeyPatch
) -> None:
    upload_id = client.post(f"{cartoon}/uploads").json()["id"]

    def fail(_descriptor: int) -> None:
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr("atelier.storage.blobs.os.fsync", fail)
    answer = client.put(f"{cartoon}/uploads/{upload_id}/files/a.png", content=b"x")
    assert refused(answer, 503) == "The disk of the data folder is full; nothing was changed."
    assert answer.json()["hint"] == "Free some space on it, or empty the trash of old projects, then try again."
    monkeypatch.undo()
    assert client.get(f"{cartoon}/uploads/{upload_id}/files").json() == []
    assert [path for path in atelier.blobs.root.rglob("*") if path.is_file()] == []


def test_unpacking_does_not_keep_others_from_saving(
    client: TestClient, filled: Fill, uploaded: Upload, monkeypatch: pytest.MonkeyPatch
) -> None:
    from atelier.items import uploads as service

    place = filled("images", {})
    upload_id = uploaded({"p.zip": _zip({"a.txt": b"a"})})
    began, go_on = threading.Event(), threading.Event()
    original = service.unpack_all

    def slow(*arguments: Any, **named: Any) -> Any:
        began.set()
        assert go_on.wait(30)
        return original(*arguments, **named)

    monkeypatch.setattr(service, "unpack_all", slow)
    answers: list[Any] = []
    finishing = threading.Thread(
        target=lambda: answers.append(client.post(f"{place}/uploads", json={"upload_id": upload_id}))
    )
    finishing.start()
    assert began.wait(30)
    try:
        changed = client.patch(place, json={"description": "meanwhile"})
    finally:
        go_on.set()
        finishing.join()
    assert changed.status_code == 200
    assert answers[0].status_code == 200
    shown = client.get(place).json()
    assert (shown["description"], shown["files"]) == ("meanwhile", 1)


def test_a_folder_comes_down_as_a_zip(client: TestClient, filled: Fill, refused: Refused) -> None:
    files = {"a/é.txt": b"1", "a/b.txt": b"2" * 3_000_000, "c.txt": b""}
    place = filled("images", files)

    def packed(**asked: Any) -> dict[str, bytes]:
        answer = client.get(f"{place}/zip", params=asked)
        assert answer.headers["content-type"] == "application/zip"
        with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
            assert archive.testzip() is None
            return {name: archive.read(name) for name in archive.namelist()}

    assert packed() == files
    assert packed(prefix="a/") == {path: data for path, data in files.items() if path.startswith("a/")}
    assert packed(path=["c.txt", "a/é.txt"]) == {"c.txt": b"", "a/é.txt": b"1"}
    assert refused(client.get(f"{place}/zip", params={"path": "x"}), 404) == "images has no file “x”."
    assert refused(client.get(f"{place}/zip", params={"prefix": "x"}), 404) == "There are no files to pack."


def test_thumbnails_are_small_turned_and_may_be_kept(
    client: TestClient, filled: Fill, make_png: Callable[..., bytes], refused: Refused
) -> None:
    place = filled("images", {"a.png": make_png("red", (800, 400)), "bad.png": b"no picture", "zero.jpg": b""})
    content = client.get(f"{place}/entries").json()["items"][0]["content"]
    for _ in range(2):
        answer = client.get(f"{place}/thumb", params={"path": "a.png", "size": 96, "v": content})
        assert answer.headers["content-type"] == "image/webp"
        assert answer.headers["cache-control"] == "private, max-age=31536000, immutable"
        with Image.open(io.BytesIO(answer.content)) as image:
            assert image.size == (96, 48)
    unversioned = client.get(f"{place}/thumb", params={"path": "a.png"})
    assert unversioned.headers["cache-control"] == "private, no-cache"
    bad = client.get(f"{place}/thumb", params={"path": "bad.png"})
    assert refused(bad, 422) == "“bad.png” cannot be shown: this is not a picture."
    zero = client.get(f"{place}/thumb", params={"path": "zero.jpg"})
    assert refused(zero, 422) == "“zero.jpg” cannot be shown: the file is empty."
    assert client.get(f"{place}/thumb", params={"path": "a.png", "size": 97}).status_code == 422


def test_unreadable_pictures_are_named_once_they_were_looked_at(
    client: TestClient, atelier: Atelier, filled: Fill, make_png: Callable[..., bytes]
) -> None:
    good = make_png("red", (30, 20))
    place = filled("images", {"good.png": good, "cut.png": good[:40], "copy of cut.png": good[:40], "none.txt": b""})
    _wait(lambda: client.get(place).json()["unreadable"] == 2)
    page = client.get(f"{place}/entries", params={"only": "unreadable"}).json()
    assert [(entry["path"], bool(entry["problem"])) for entry in page["items"]] == [
        ("copy of cut.png", True),
        ("cut.png", True),
    ]
    shown = {entry["path"]: entry for entry in client.get(f"{place}/entries").json()["items"]}
    assert (shown["good.png"]["width"], shown["good.png"]["height"]) == (30, 20)


def test_a_linked_folder_shows_what_is_on_the_disk(
    client: TestClient, cartoon: str, settings: Settings, make_png: Callable[..., bytes], refused: Refused
) -> None:
    root = settings.allowed_roots[0]
    (root / "train").mkdir()
    (root / "train" / "ada_1.png").write_bytes(make_png())
    (root / "train" / "link.png").symlink_to("/etc/passwd")
    body = {"name": "linked", "link": {"root": "roots", "path": "train"}}
    shown = client.post(f"{cartoon}/folders", json=body).json()
    place = f"{cartoon}/folders/{shown['id']}"
    assert (shown["files"], shown["origin"], shown["writable"]) == (1, "linked", False)
    assert shown["link"] == {"root": "roots", "path": "train"}
    assert client.post(f"{place}/scan").json()["message"] == "Nothing has changed."
    (root / "train" / "bo_1.png").write_bytes(make_png("blue"))
    assert client.post(f"{place}/scan").json()["message"] == "The folder has changed on the disk."
    assert paths(client, place) == ["ada_1.png", "bo_1.png"]
    assert client.get(f"{place}/file", params={"path": "bo_1.png"}).content == make_png("blue")
    (root / "train" / "bo_1.png").unlink()
    gone = client.get(f"{place}/file", params={"path": "bo_1.png"})
    assert refused(gone, 404) == "“train/bo_1.png” is gone from the root “roots”."
    forbidden = client.post(f"{place}/delete-files", json={"paths": ["ada_1.png"]})
    assert "cannot be changed here" in refused(forbidden, 409)


@pytest.mark.parametrize(
    ("link", "status", "message"),
    [
        ({"root": "etc", "path": ""}, 404, "No root is called “etc”. Allowed: roots."),
        ({"root": "roots", "path": "../.."}, 422, "“../..” leads out of the folder: a path may not contain “..”."),
        ({"root": "roots", "path": "out"}, 422, "“out” leads out of the root “roots”."),
        (
            {"root": "roots", "path": "file.txt"},
            422,
            "“file.txt” is a file. Choose the folder that holds the pictures.",
        ),
        ({"root": "roots", "path": "a\0b"}, 422, "“a\\x00b” cannot be the path of a file."),
    ],
)
def test_a_link_that_leads_elsewhere_makes_no_folder(
    client: TestClient,
    cartoon: str,
    settings: Settings,
    refused: Refused,
    link: dict[str, str],
    status: int,
    message: str,
) -> None:
    root = settings.allowed_roots[0]
    (root / "out").symlink_to("/etc")
    (root / "file.txt").write_text("")
    answer = client.post(f"{cartoon}/folders", json={"name": "linked", "link": link})
    assert refused(answer, status) == message
    assert client.post(f"{cartoon}/folders", json={"name": "linked"}).status_code == 201


def test_roots_are_listed_without_leading_out(client: TestClient, settings: Settings, refused: Refused) -> None:
    root = settings.allowed_roots[0]
    (root / "train").mkdir()
    (root / "train" / "a.jpg").write_bytes(b"x")
    (root / "labels.csv").write_text("a,b")
    (root / "out").symlink_to("/etc")
    (root / ".hidden").write_text("")
    assert client.get("/api/roots").json() == [{"name": "roots", "exists": True}]
    shown = client.get("/api/roots/roots/listing").json()
    assert (shown["folders"], shown["files"]) == (["train"], [{"name": "labels.csv", "size": 3}])
    assert (shown["picture_count"], shown["file_count"], shown["truncated"]) == (1, 2, False)
    for path, message in (("..", "leads out of the folder"), ("out", "leads out of the root")):
        assert message in refused(client.get("/api/roots/roots/listing", params={"path": path}), 422)
    assert "is a file, not a folder" in refused(
        client.get("/api/roots/roots/listing", params={"path": "labels.csv"}), 422
    )


@pytest.mark.parametrize("name", ["", "a/b", "a\0b", "a\nb", "x" * 121, "..", "   "])
def test_names_of_folders_that_cannot_be_are_refused(client: TestClient, cartoon: str, name: str) -> None:
    answer = client.post(f"{cartoon}/folders", json={"name": name})
    assert answer.status_code == 422
    assert answer.json()["fields"][0]["loc"] == ["name"]


def test_a_name_is_there_once_and_a_deleted_folder_comes_back(
    client: TestClient, cartoon: str, filled: Fill, refused: Refused
) -> None:
    place = filled("images", {"a.txt": b"a"})
    again = client.post(f"{cartoon}/folders", json={"name": " images "})
    assert refused(again, 409) == "There is already a folder called “images” in this project. Choose another name."
    assert client.delete(place).status_code == 200
    assert "look in the trash" in refused(client.get(place), 404)
    trash = client.get(f"{cartoon}/trash").json()
    assert client.post(f"{cartoon}/trash/item/{trash[0]['id']}/restore").status_code == 200
    assert paths(client, place) == ["a.txt"]


def test_a_folder_of_another_project_is_not_found(client: TestClient, filled: Fill) -> None:
    place = filled("images", {"a.txt": b"a"})
    client.post("/api/projects", json={"name": "Other", "key": "OTHER"})
    elsewhere = place.replace("CARTOON", "OTHER")
    for path in ("", "/entries", "/file?path=a.txt", "/zip", "/versions", "/subfolders"):
        assert client.get(elsewhere + path).status_code == 404


def _zip(files: Mapping[str, bytes]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return data.getvalue()


def _project(place: str) -> str:
    return place.split("/folders/")[0]


def _wait(until: Callable[[], bool]) -> None:
    """Ask again until it is so; the test's own time limit ends it."""
    pause = threading.Event()
    for _ in range(400):
        if until():
            return
        pause.wait(0.05)
    raise AssertionError("It did not come about.")
