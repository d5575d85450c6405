"""Looking at pictures in the background."""

import io
from pathlib import Path

import pytest
from PIL import Image
from sqlalchemy import select

from atelier import clock
from atelier.auth import users
from atelier.auth.caller import Caller
from atelier.db.engine import Database
from atelier.db.tables import Event, Item, Picture, Project
from atelier.items import folders, inspector
from atelier.items.folders import NewFile
from atelier.items.inspector import Inspector
from atelier.items.store import Store
from atelier.jobs.bell import Bell
from atelier.projects import service
from atelier.storage.blobs import BlobStore
from atelier.storage.roots import Root
from atelier.tables.cache import TableCache


@pytest.fixture
def store(tmp_path: Path) -> Store:
    (tmp_path / "drive").mkdir()
    roots = {"drive": Root("drive", tmp_path / "drive")}
    tables = TableCache(tmp_path / "tables", 1_000_000)
    return Store(BlobStore(tmp_path / "blobs"), roots, tmp_path / "thumbs", 50_000_000, tables)


@pytest.fixture
def key(database: Database) -> str:
    with database.write() as session:
        user = users.create(session, login="ada", display_name="Ada", is_admin=True)
        caller = Caller(user.login, user.id, is_admin=True, may_write_code=True, via="api")
        return service.create(session, caller=caller, key="CARTOON", name="Cartoon").key


def png(width: int = 3) -> bytes:
    data = io.BytesIO()
    Image.new("RGB", (width, 2)).save(data, "PNG")
    return data.getvalue()


def fill(database: Database, store: Store, key: str, name: str, files: dict[str, bytes]) -> str:
    add = []
    for path, data in files.items():
        blob = store.blobs.put_bytes(data)
        add.append(NewFile(path, blob.sha256, blob.size, clock.now()))
    with database.write() as session:
        project = session.get_one(Project, key)
        folder = session.scalar(select(Item).where(Item.name == name)) or folders.create(
            session, project=project, name=name, author="ada"
        )
        folders.change(session, folder=folder, add=add, author="ada", reason="")
        return folder.id


def unreadable(database: Database, folder_id: str) -> int:
    with database.read() as session:
        return int(session.get_one(Item, folder_id).facts["unreadable"])


def finish(looking: Inspector) -> int:
    rounds = 0
    while looking.inspect_some():
        rounds += 1
        assert rounds < 50
    return rounds


def test_each_picture_is_looked_at_once_whatever_its_names(
    database: Database, store: Store, key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inspector, "_BATCH", 2)
    files = {f"{n}.png": png(n + 1) for n in range(5)} | {"again.png": png(1), "bad.jpg": b"bad", "n.txt": b"text"}
    folder = fill(database, store, key, "images", files)
    looking = Inspector(database, store, Bell())
    assert finish(looking) >= 3
    assert unreadable(database, folder) == 1
    with database.read() as session:
        seen = session.scalars(select(Picture)).all()
        assert len(seen) == 6
        assert sorted(p.width for p in seen if p.width) == [1, 2, 3, 4, 5]
        assert [p.problem for p in seen if p.problem] == ["this is not a picture"]
    assert finish(looking) == 0


def test_a_folder_that_comes_to_hold_known_bad_bytes_counts_them(database: Database, store: Store, key: str) -> None:
    first = fill(database, store, key, "first", {"bad.jpg": b"bad"})
    second = fill(database, store, key, "second", {"x.jpg": b"bad", "y.jpg": b"bad"})
    looking = Inspector(database, store, Bell())
    finish(looking)
    assert (unreadable(database, first), unreadable(database, second)) == (1, 2)
    third = fill(database, store, key, "third", {"z.jpg": b"bad"})
    assert unreadable(database, third) == 1
    with database.write() as session:
        folders.undo_to(session, folder=session.get_one(Item, second), version=0, author="ada")
    assert unreadable(database, second) == 0


def test_viewers_are_told_when_the_count_changes(database: Database, store: Store, key: str) -> None:
    folder = fill(database, store, key, "images", {"bad.jpg": b"bad"})
    with database.read() as session:
        before = session.scalars(select(Event.id)).all()
    finish(Inspector(database, store, Bell()))
    with database.read() as session:
        told = session.scalars(select(Event).where(Event.id.not_in(before))).all()
        assert [(event.body["id"], event.body["change"]) for event in told] == [(folder, "changed")]


def test_idle_rounds_read_no_files(database: Database, store: Store, key: str, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(database, store, key, "images", {f"{n}.png": png(n + 1) for n in range(3)})
    looking = Inspector(database, store, Bell())
    finish(looking)
    asked: list[str] = []
    original = inspector._waiting
    monkeypatch.setattr(inspector, "_waiting", lambda s, f: asked.append(f.name) or original(s, f))
    assert looking.inspect_some() is False
    assert asked == []
    fill(database, store, key, "images", {"new.png": png(9)})
    assert finish(looking) == 1
    assert asked == ["images", "images"]


def test_a_drive_that_comes_back_is_looked_at_again(database: Database, store: Store, key: str, tmp_path: Path) -> None:
    drive = tmp_path / "drive"
    (drive / "a.png").write_bytes(png())
    with database.write() as session:
        folder = folders.create(session, project=session.get_one(Project, key), name="linked", author="ada")
        folders.link(session, folder=folder, store=store, root="drive", path="", author="ada")
    drive.rename(tmp_path / "unplugged")
    looking = Inspector(database, store, Bell())
    finish(looking)
    assert unreadable(database, folder.id) == 1
    with database.read() as session:
        problem = session.scalars(select(Picture.problem)).one()
        assert problem is not None
        assert problem.startswith("it cannot be opened (The root “drive” cannot be opened at the moment.")
    (tmp_path / "unplugged").rename(drive)
    with database.write() as session:
        folders.scan(session, folder=session.get_one(Item, folder.id), store=store, author="ada")
    finish(looking)
    assert unreadable(database, folder.id) == 0


def test_a_stopped_inspector_ends_and_a_started_one_wakes_for_new_files(
    database: Database, store: Store, key: str
) -> None:
    bell = Bell()
    looking = Inspector(database, store, bell)
    looking.start()
    folder = fill(database, store, key, "images", {"bad.jpg": b"bad"})
    seen = bell.count("events")
    bell.ring("events")
    while unreadable(database, folder) == 0:
        seen = bell.wait("events", seen=seen, timeout_seconds=0.05)
    looking.stop()
    assert not looking._thread.is_alive()
