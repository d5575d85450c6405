"""Files of folders as rows: the current ones and those of past versions, paged by key."""

import base64
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from atelier import jsontext
from atelier.db.tables import FolderEntry, Item, Picture
from atelier.errors import InvalidInput

_CHUNK = 500
Sort = Literal["name", "size", "time"]
Only = Literal["all", "pictures", "unreadable"]


@dataclass(frozen=True, slots=True)
class Filter:
    """Which files of a folder are wanted."""

    prefix: str = ""
    search: str = ""
    group: str = ""
    only: Only = "all"


@dataclass(frozen=True, slots=True)
class EntryPage:
    """A stretch of files with what is known of them as pictures."""

    rows: list[tuple[FolderEntry, Picture | None]]
    total: int
    next: str | None


def at_version(folder_id: str, version: int) -> ColumnElement[bool]:
    """Return the condition for the files of a folder at a version."""
    return and_(
        FolderEntry.folder_id == folder_id,
        FolderEntry.since_version <= version,
        or_(FolderEntry.until_version.is_(None), FolderEntry.until_version > version),
    )


def current(folder_id: str) -> ColumnElement[bool]:
    """Return the condition for the current files of a folder."""
    return and_(FolderEntry.folder_id == folder_id, FolderEntry.until_version.is_(None))


def below(prefix: str) -> ColumnElement[bool]:
    """Return the condition for files below a prefix, letter by letter: LIKE would take `a/` for `A/`."""
    return and_(FolderEntry.path >= prefix, func.substr(FolderEntry.path, 1, len(prefix)) == prefix)


def find(session: Session, *, folder: Item, path: str, version: int | None = None) -> FolderEntry | None:
    """Return a file of a folder, or None."""
    where = current(folder.id) if version is None else at_version(folder.id, version)
    return session.scalar(select(FolderEntry).where(where, FolderEntry.path == path))


def known(session: Session, *, folder: Item, paths: Sequence[str]) -> set[str]:
    """Return those of the paths that are in the folder now."""
    found: set[str] = set()
    for start in range(0, len(paths), _CHUNK):
        query = select(FolderEntry.path).where(current(folder.id), FolderEntry.path.in_(paths[start : start + _CHUNK]))
        found.update(session.scalars(query))
    return found


def iterate(session: Session, *, folder: Item, version: int | None = None, prefix: str = "") -> Iterator[FolderEntry]:
    """Yield all files by path without holding them all."""
    where = current(folder.id) if version is None else at_version(folder.id, version)
    query = select(FolderEntry).where(where).order_by(FolderEntry.path).execution_options(yield_per=2000)
    if prefix:
        query = query.where(below(prefix))
    yield from session.scalars(query)


def page(
    session: Session,
    *,
    folder: Item,
    wanted: Filter,
    sort: Sort = "name",
    descending: bool = False,
    after: str | None = None,
    limit: int = 200,
) -> EntryPage:
    """Return a page by key, so that the last page costs what the first does."""
    query: Any = _filtered(select(FolderEntry), folder, wanted)
    total = session.scalar(_filtered(select(func.count()).select_from(FolderEntry), folder, wanted))
    key: Any = {"name": FolderEntry.path, "size": FolderEntry.size, "time": FolderEntry.mtime}[sort]
    if after is not None:
        value, path = _read_cursor(after, sort)
        beyond = key < value if descending else key > value
        path_beyond = FolderEntry.path < path if descending else FolderEntry.path > path
        query = query.where(beyond if sort == "name" else or_(beyond, and_(key == value, path_beyond)))
    order = [key.desc(), FolderEntry.path.desc()] if descending else [key.asc(), FolderEntry.path.asc()]
    if wanted.group and sort == "name":
        # as an expression, or SQLite reads the whole folder in the order of paths rather than one class from its index
        words = FolderEntry.path.concat("")
        order = [words.desc() if descending else words.asc()]
    found: list[FolderEntry] = list(session.scalars(query.order_by(*order).limit(limit + 1)))
    more = len(found) > limit
    found = found[:limit]
    known = _pictures(session, [entry.content for entry in found])
    rows = [(entry, known.get(entry.content)) for entry in found]
    return EntryPage(rows, total or 0, _cursor(found[-1], sort) if more and found else None)


def subfolders(session: Session, *, folder: Item, prefix: str) -> list[dict[str, Any]]:
    """Return the sub-folders directly below `prefix` with the files and bytes in and below them."""
    rest = func.substr(FolderEntry.path, len(prefix) + 1)
    is_sqlite = session.get_bind().dialect.name == "sqlite"
    slash = func.instr(rest, "/") if is_sqlite else func.strpos(rest, "/")
    name = func.substr(rest, 1, slash - 1)
    rows = session.execute(
        select(name, func.count(), func.sum(FolderEntry.size))
        .where(current(folder.id), *([below(prefix)] if prefix else []), slash > 0)
        .group_by(name)
    )
    return [
        {"path": f"{prefix}{name}/", "name": name, "files": files, "bytes": int(size)}
        for name, files, size in sorted((name, files, size) for name, files, size in rows)
    ]


def groups(session: Session, *, folder: Item, limit: int = 500) -> list[dict[str, Any]]:
    """Return how many pictures each name before `_pic_` or a trailing number has."""
    rows = session.execute(
        select(FolderEntry.group_name, func.count())
        .where(current(folder.id), FolderEntry.is_picture, FolderEntry.group_name != "")
        .group_by(FolderEntry.group_name)
        .order_by(FolderEntry.group_name)
        .limit(limit)
    )
    return [{"name": name, "count": count} for name, count in rows]


def first_pictures(session: Session, *, folder: Item, count: int) -> list[FolderEntry]:
    """Return some readable pictures, one of each group first, so that four thumbnails show four classes."""
    firsts = (
        select(func.min(FolderEntry.path))
        .where(current(folder.id), FolderEntry.is_picture)
        .group_by(FolderEntry.group_name)
        .limit(count * 3)
    )
    spread = _readable(session, folder, FolderEntry.path.in_(firsts), count)
    if len(spread) >= count:
        return spread
    more = _readable(session, folder, FolderEntry.is_picture.is_(True), count)
    seen = {entry.id for entry in spread}
    return (spread + [entry for entry in more if entry.id not in seen])[:count]


def _readable(session: Session, folder: Item, where: ColumnElement[bool], count: int) -> list[FolderEntry]:
    query = (
        select(FolderEntry)
        .outerjoin(Picture, Picture.content == FolderEntry.content)
        .where(current(folder.id), where, Picture.problem.is_(None))
        .order_by(FolderEntry.path)
        .limit(count)
    )
    return list(session.scalars(query))


def _pictures(session: Session, contents: Sequence[str]) -> dict[str, Picture]:
    found: dict[str, Picture] = {}
    for start in range(0, len(contents), _CHUNK):
        query = select(Picture).where(Picture.content.in_(contents[start : start + _CHUNK]))
        found.update({picture.content: picture for picture in session.scalars(query)})
    return found


def unreadable(folder_id: str) -> ColumnElement[bool]:
    """Return the condition for the current files of a folder that are known to be no readable pictures."""
    bad = select(Picture.content).where(Picture.problem.is_not(None))
    # the folder as an expression, or SQLite reads all its files rather than the few bad ones by their content
    is_here = FolderEntry.folder_id.concat("") == folder_id
    return and_(FolderEntry.content.in_(bad), is_here, FolderEntry.until_version.is_(None))


def _filtered(query: Any, folder: Item, wanted: Filter) -> Any:
    query = query.where(unreadable(folder.id) if wanted.only == "unreadable" else current(folder.id))
    if wanted.prefix:
        query = query.where(below(wanted.prefix))
    if wanted.search:
        query = query.where(FolderEntry.path.icontains(wanted.search, autoescape=True))
    if wanted.group:
        query = query.where(FolderEntry.group_name == wanted.group)
    if wanted.only == "pictures":
        query = query.where(FolderEntry.is_picture)
    return query


def _cursor(entry: FolderEntry, sort: Sort) -> str:
    value: Any = {"name": entry.path, "size": entry.size, "time": entry.mtime.timestamp()}[sort]
    return base64.urlsafe_b64encode(jsontext.dumps([value, entry.path]).encode()).decode()


def _read_cursor(text: str, sort: Sort) -> tuple[Any, str]:
    try:
        value, path = jsontext.loads(base64.urlsafe_b64decode(text.encode()))
        if not isinstance(path, str) or isinstance(value, str) != (sort == "name"):
            raise ValueError(text)
        return (datetime.fromtimestamp(value, UTC) if sort == "time" else value), path
    except (ValueError, TypeError, OverflowError):
        raise InvalidInput.at("after", "This is not a place in the list. Start again from its beginning.") from None
