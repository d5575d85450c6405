"""How fast a folder opens, by the number of its files."""

import os
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy.orm import Session

from atelier import clock
from atelier.auth import users
from atelier.auth.caller import Caller
from atelier.db import schema
from atelier.db.engine import Database
from atelier.db.tables import Item, Picture
from atelier.items import entries, folders
from atelier.items.entries import Filter
from atelier.items.folders import NewFile
from atelier.projects import service
from benchmarks.result import Result

QUESTION = "Does a folder of 100,000 pictures open like one of 1,000?"
_SIZES = (1_000, 10_000, 100_000)
_PAGE = 200
_ROUNDS = 7


def measure() -> list[Result]:
    """Time pages of a folder at three sizes, against reading and sorting a real folder of as many files."""
    results = []
    with TemporaryDirectory(prefix="atelier-bench-") as place:
        for size in _SIZES:
            results += _measure(Path(place) / str(size), size)
    return results


def _measure(place: Path, size: int) -> list[Result]:
    place.mkdir()
    database = Database(f"sqlite:///{place / 'atelier.db'}")
    schema.upgrade(database.engine)
    folder = _fill(database, size)
    on_disk = _median(lambda: _read_folder(_touch(place / "files", size)))
    results = []
    with database.read() as session:
        middle = entries.page(session, folder=folder, wanted=Filter(), after=_after(session, folder, size), limit=_PAGE)
        assert len(middle.rows) == _PAGE
        asked: list[tuple[str, Callable[[], object]]] = [
            ("first page", lambda: entries.page(session, folder=folder, wanted=Filter(), limit=_PAGE)),
            (
                "page near the end",
                lambda: entries.page(
                    session, folder=folder, wanted=Filter(), after=_after(session, folder, size), limit=_PAGE
                ),
            ),
            ("first page by size", lambda: entries.page(session, folder=folder, wanted=Filter(), sort="size")),
            ("search", lambda: entries.page(session, folder=folder, wanted=Filter(search="_0099"), limit=_PAGE)),
            ("one class", lambda: entries.page(session, folder=folder, wanted=Filter(group="kind_3"), limit=_PAGE)),
            ("only unreadable", lambda: entries.page(session, folder=folder, wanted=Filter(only="unreadable"))),
            ("counts by class", lambda: entries.groups(session, folder=folder)),
            ("sub-folders", lambda: entries.subfolders(session, folder=folder, prefix="")),
            ("four thumbnails", lambda: entries.first_pictures(session, folder=folder, count=4)),
        ]
        for what, ask in asked:
            seconds = _median(ask)
            is_page = what == "first page"
            results.append(
                Result(
                    f"{size:,} pictures: {what}",
                    seconds * 1000,
                    "ms",
                    theirs=on_disk * 1000 if is_page else None,
                    against="sorted scandir" if is_page else "",
                    goal="under 100 ms" if "page" in what else "",
                )
            )
    database.dispose()
    return results


def _fill(database: Database, size: int) -> Item:
    moment = clock.now()
    files = [
        NewFile(f"part_{n % 4}/kind_{n % 40}_pic_{n:06}.jpg", f"{n:064x}", n * 7919 % 90_000, moment)
        for n in range(size)
    ]
    with database.write() as session:
        user = users.create(session, login="ada", display_name="Ada", is_admin=True)
        caller = Caller(user.login, user.id, is_admin=True, may_write_code=True, via="api")
        project = service.create(session, caller=caller, key="BENCH", name="Bench")
        folder = folders.create(session, project=project, name="images", author="ada")
        folders.change(session, folder=folder, add=files, author="ada", reason="filled")
        session.add_all(
            Picture(
                content=file.content, width=640, height=480, format="JPEG", problem="bad" if n % 5000 == 9 else None
            )
            for n, file in enumerate(files)
        )
    return folder


def _after(session: Session, folder: Item, size: int) -> str:
    page = entries.page(session, folder=folder, wanted=Filter(), descending=True, limit=_PAGE + 1)
    assert page.next is not None or size <= _PAGE
    return str(page.next)


def _touch(folder: Path, size: int) -> Path:
    if not folder.exists():
        folder.mkdir()
        for number in range(size):
            (folder / f"kind_{number % 40}_pic_{number:06}.jpg").touch()
    return folder


def _read_folder(folder: Path) -> list[tuple[str, int]]:
    with os.scandir(folder) as found:
        return sorted((entry.name, entry.stat().st_size) for entry in found)[:_PAGE]


def _median(work: Callable[[], object]) -> float:
    times = []
    work()
    for _ in range(_ROUNDS):
        started = time.perf_counter()
        work()
        times.append(time.perf_counter() - started)
    return statistics.median(times)
