"""Many files as a ZIP, packed while it is sent."""

import stat
import zipfile
from collections.abc import Iterator
from datetime import datetime
from typing import IO, Any, cast

from atelier.db.tables import FolderEntry, Item
from atelier.instance import Atelier
from atelier.storage.blobs import CHUNK_BYTES


class _Pipe:
    """A file that a ZIP is written into and read from at once; it cannot seek, so sizes follow the data."""

    def __init__(self) -> None:
        self._waiting: list[bytes] = []
        self._position = 0

    def write(self, data: Any) -> int:
        self._waiting.append(bytes(data))
        self._position += len(data)
        return len(data)

    def tell(self) -> int:
        return self._position

    def flush(self) -> None:
        """Nothing is held back."""

    def take(self) -> bytes:
        """Return what has been written since the last call."""
        data = b"".join(self._waiting)
        self._waiting.clear()
        return data


def _zip_time(moment: datetime) -> tuple[int, int, int, int, int, int]:
    """Return the moment as ZIP can hold it, which is from 1980 to 2107."""
    year = min(max(moment.year, 1980), 2107)
    return year, moment.month, moment.day, moment.hour, moment.minute, moment.second


def packed(atelier: Atelier, folder: Item, chosen: list[FolderEntry]) -> Iterator[bytes]:
    """Yield the bytes of a ZIP of files of one item."""
    pipe = _Pipe()
    with zipfile.ZipFile(cast(IO[bytes], pipe), "w", zipfile.ZIP_STORED, allowZip64=True) as archive:
        for entry in chosen:
            info = zipfile.ZipInfo(entry.path, date_time=_zip_time(entry.mtime))
            info.external_attr = (stat.S_IFREG | 0o644) << 16
            with atelier.store.open_entry(folder, entry) as stream, archive.open(info, "w", force_zip64=True) as member:
                while chunk := stream.read(CHUNK_BYTES):
                    member.write(chunk)
                    yield pipe.take()
    yield pipe.take()
