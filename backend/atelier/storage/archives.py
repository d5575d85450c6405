"""Unpacking uploaded ZIP archives member by member, within bounds; nothing is extracted by the library itself."""

import lzma
import stat
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from atelier.errors import InvalidInput, TooLarge
from atelier.storage.blobs import Blob, BlobBatch, BlobStore
from atelier.storage.names import clean_path, shown

# what the standard library raises for damaged members, by way of compression
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    OSError,
    ValueError,
    NotImplementedError,
    RuntimeError,
)
_SKIPPED_NAMES = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})


@dataclass(frozen=True, slots=True)
class ArchiveBounds:
    """What an archive may unpack to."""

    files: int
    bytes: int
    ratio: float


@dataclass(frozen=True, slots=True)
class Member:
    """An unpacked file, already stored."""

    path: str
    blob: Blob


def is_archive(path: str) -> bool:
    """Say whether a file is a ZIP archive by its name."""
    return path.lower().endswith(".zip")


def unpack(archive: Path, blobs: BlobStore, *, name: str, bounds: ArchiveBounds) -> list[Member]:
    """Store each member as a blob; all or none.

    Refused with a sentence: broken or encrypted archives, paths that lead out, links, two members of one name (also
    when they differ by case only), and more files, bytes or a higher ratio than `bounds`. Sizes count as really
    written, since an archive's own figures may lie.
    """
    try:
        opened = zipfile.ZipFile(archive)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise InvalidInput(f"“{shown(name)}” is not a ZIP archive, or a broken one.") from error
    members = []
    with opened, blobs.batch() as batch:
        wanted = _wanted(opened, name, bounds)
        packed_bytes = archive.stat().st_size
        allowed = min(bounds.bytes, int(max(packed_bytes, 1) * bounds.ratio) + 10 * 2**20)
        written = 0
        for info, path in wanted:
            try:
                with opened.open(info) as stream:
                    blob = _store(stream, batch, allowed - written, name)
            except _DAMAGE as error:
                raise InvalidInput(
                    f"“{shown(path)}” in “{shown(name)}” cannot be unpacked: the archive is damaged."
                ) from error
            written += blob.size
            members.append(Member(path, blob))
        batch.finish()
    return members


def _wanted(opened: zipfile.ZipFile, name: str, bounds: ArchiveBounds) -> list[tuple[zipfile.ZipInfo, str]]:
    infos = opened.infolist()
    if len(infos) > bounds.files:
        raise TooLarge(f"“{shown(name)}” holds {len(infos):,} files; at most {bounds.files:,} are allowed.")
    seen: dict[str, str] = {}
    wanted = []
    for info in infos:
        if info.is_dir():
            continue
        raw = info.filename
        if raw.startswith(("/", "\\")) or (len(raw) > 1 and raw[1] == ":"):
            raise InvalidInput(
                f"“{shown(name)}” holds the absolute path “{shown(raw)}”. Pack it anew with relative paths."
            )
        path = clean_path(raw)
        last = path.rsplit("/", 1)[-1]
        if path.startswith("__MACOSX/") or last in _SKIPPED_NAMES:
            continue
        if info.flag_bits & 0x1:
            raise InvalidInput(f"“{shown(name)}” is encrypted. Unpack it and add the pictures themselves.")
        kind = stat.S_IFMT(info.external_attr >> 16)
        if kind == stat.S_IFLNK:
            raise InvalidInput(f"“{shown(name)}” holds the link “{shown(raw)}”; only files are taken.")
        if kind not in (0, stat.S_IFREG):
            raise InvalidInput(f"“{shown(name)}” holds “{shown(raw)}”, which is not a plain file.")
        folded = path.casefold()
        if folded in seen:
            raise InvalidInput(
                f"“{shown(name)}” holds “{shown(seen[folded])}” and “{shown(path)}”, which is one name twice."
            )
        seen[folded] = path
        wanted.append((info, path))
    return wanted


def _store(stream: IO[bytes], batch: BlobBatch, left: int, name: str) -> Blob:
    try:
        return batch.put_stream(stream, limit_bytes=max(left, 0))
    except TooLarge:
        raise TooLarge(
            f"“{shown(name)}” unpacks to far more than its size allows for and was refused.",
            hint="If it is honest, unpack it and add the files or the folder instead.",
        ) from None
