"""Folders of this machine that an administrator allows to be read from, and how paths below them are resolved."""

import hashlib
import os
import stat
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from atelier.errors import InvalidInput, NotFound
from atelier.storage.names import MAX_PART_BYTES, MAX_PATH_LENGTH, shown


@dataclass(frozen=True, slots=True)
class Root:
    """An allowed root, known by its name."""

    name: str
    path: Path

    def resolve(self, relative: str) -> Path:
        """Return the real path below the root.

        Raises `InvalidInput` when it leads out, also by a link, and `NotFound` when nothing is there.
        """
        base = Path(os.path.realpath(self.path))
        target = base.joinpath(*_parts(relative))
        real = Path(os.path.realpath(target))
        if real != base and base not in real.parents:
            raise InvalidInput(f"“{shown(relative)}” leads out of the root “{self.name}”.")
        try:
            is_there = real.exists()
        except OSError:
            raise InvalidInput(f"The server may not read “{shown(relative)}” below the root “{self.name}”.") from None
        if not is_there:
            raise NotFound(
                f"There is no “{shown(relative)}” below the root “{self.name}”. "
                f"The nearest folder that exists is “{_nearest(base, target)}”."
            )
        return real

    def open(self, relative: str) -> BinaryIO:
        """Open a regular file below the root, refusing links at every step so that none can be slipped in meanwhile."""
        parts = _parts(relative)
        if not parts:
            raise InvalidInput(f"“{shown(relative)}” is not a plain file below the root “{self.name}”.")
        try:
            base = os.open(os.path.realpath(self.path), os.O_RDONLY | os.O_DIRECTORY)
        except OSError:
            raise NotFound(
                f"The root “{self.name}” cannot be opened at the moment.",
                hint="It may be a drive that is not connected. An administrator can look at ATELIER_ALLOWED_ROOTS.",
            ) from None
        try:
            for part in parts[:-1]:
                inner = os.open(part, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW, dir_fd=base)
                os.close(base)
                base = inner
            descriptor = os.open(parts[-1], os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK, dir_fd=base)
        except FileNotFoundError:
            raise NotFound(f"“{shown(relative)}” is gone from the root “{self.name}”.") from None
        except OSError:
            raise InvalidInput(f"“{shown(relative)}” is not a plain file below the root “{self.name}”.") from None
        finally:
            os.close(base)
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            os.close(descriptor)
            raise InvalidInput(f"“{shown(relative)}” is not a plain file below the root “{self.name}”.")
        return os.fdopen(descriptor, "rb")


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file below a root. `content` is a key made of root, path, size and time, standing for its bytes."""

    path: str
    size: int
    mtime_ns: int
    content: str


def parse_roots(settings_roots: Sequence[Path]) -> dict[str, Root]:
    """Return the roots of the settings by name; `name=path` gives a name, else the last part of the path is it."""
    roots: dict[str, Root] = {}
    for entry in settings_roots:
        name, found, place = str(entry).partition("=")
        path = Path(place) if found else entry
        name = name if found else path.name or "root"
        number = 2
        unique = name
        while unique in roots:
            unique, number = f"{name}-{number}", number + 1
        roots[unique] = Root(unique, path)
    return roots


def find_root(roots: dict[str, Root], name: str) -> Root:
    """Return the root of this name; raises `NotFound` with those there are."""
    if name not in roots:
        known = ", ".join(sorted(roots)) or "none"
        raise NotFound(
            f"No root is called “{shown(name)}”. Allowed: {known}.",
            hint="An administrator names the allowed folders in ATELIER_ALLOWED_ROOTS.",
        )
    return roots[name]


def locate(roots: dict[str, Root], path: str) -> tuple[Root, str]:
    """Return root and relative path for an absolute path or `name/...`; raises `InvalidInput` outside all roots."""
    for root in sorted(roots.values(), key=lambda root: -len(str(root.path))):
        # as it was written in the settings, and as it really is when that is a link
        for base in (str(root.path).rstrip("/"), os.path.realpath(root.path)):
            if path.rstrip("/") == base or path.startswith(base + "/"):
                return root, path[len(base) :].strip("/")
    first, _slash, rest = path.strip("/").partition("/")
    if first in roots:
        return roots[first], rest
    if len(roots) == 1:
        only = next(iter(roots.values()))
        if (only.path / path.strip("/")).exists():
            return only, path.strip("/")
    raise InvalidInput(
        f"“{shown(path)}” is not below a folder that may be read from.",
        hint="An administrator names the allowed folders in ATELIER_ALLOWED_ROOTS.",
    )


def walk(root: Root, relative: str, *, limit: int = 1_000_000) -> Iterator[FoundFile]:
    """Yield all plain files below a place, without following links, sorted by path within each folder."""
    start = root.resolve(relative)
    base = Path(os.path.realpath(root.path))
    count = 0
    for folder, folders, files in os.walk(start, followlinks=False):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            if name.startswith("."):
                continue
            full = os.path.join(folder, name)  # noqa: PTH118  # os.walk gives text; a Path per file costs seconds
            try:
                status = os.lstat(full)
            except FileNotFoundError:  # removed since the folder was read
                continue
            if not stat.S_ISREG(status.st_mode) or not _is_usable(full):
                continue
            count += 1
            if count > limit:
                raise InvalidInput(f"“{shown(relative)}” holds more than {limit:,} files.")
            below_root = os.path.relpath(full, base)
            yield FoundFile(
                path=os.path.relpath(full, start),
                size=status.st_size,
                mtime_ns=status.st_mtime_ns,
                content=content_key(root.name, below_root, status.st_size, status.st_mtime_ns),
            )


def content_key(root: str, path: str, size: int, mtime_ns: int) -> str:
    """Return the key that stands for a linked file's bytes."""
    return "l" + hashlib.sha256(f"{root}|{path}|{size}|{mtime_ns}".encode()).hexdigest()[:63]


def _parts(relative: str) -> list[str]:
    """Return the names in a path as they are on the disk, which may not be in the form that new names get.

    Raises `InvalidInput` for what could lead elsewhere.
    """
    parts = [part for part in relative.split("/") if part not in ("", ".")]
    if ".." in parts:
        raise InvalidInput(f"“{shown(relative)}” leads out of the folder: a path may not contain “..”.")
    if "\0" in relative or not _is_unicode(relative) or len(relative) > MAX_PATH_LENGTH:
        raise InvalidInput(f"“{shown(relative)}” cannot be the path of a file.")
    if any(len(part.encode()) > MAX_PART_BYTES for part in parts):
        raise InvalidInput(f"“{shown(relative)}” cannot be the path of a file.")
    return parts


def _is_unicode(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _is_usable(path: str) -> bool:
    """Say whether a path can be stored and shown: valid Unicode without control characters."""
    return _is_unicode(path) and not any(unicodedata.category(sign) == "Cc" for sign in path)


def _nearest(base: Path, target: Path) -> str:
    while not target.exists() and target != base:
        target = target.parent
    return "/" if target == base else str(target.relative_to(base))
