"""Names and paths of files as people bring them: what is taken, what is refused, and why."""

import unicodedata
from pathlib import PurePosixPath

from atelier.errors import InvalidInput

MAX_PATH_LENGTH = 1000
MAX_PART_BYTES = 255

PICTURE_SUFFIXES = frozenset({".jpg", ".jpeg", ".png", ".gif", ".bmp", ".webp", ".tif", ".tiff"})


def clean_path(path: str) -> str:
    """Return a path below a folder's root in its one form: NFC, `/` between parts, no leading slash.

    Raises `InvalidInput` for `..`, empty names, control characters, and names that a file system would not take.
    """
    text = unicodedata.normalize("NFC", path.replace("\\", "/"))
    parts = [part for part in text.split("/") if part not in ("", ".")]
    if not parts:
        raise InvalidInput("A file needs a name.")
    if ".." in parts:
        raise InvalidInput(f"“{shown(path)}” leads out of the folder: a path may not contain “..”.")
    for part in parts:
        if any(unicodedata.category(sign) == "Cc" for sign in part):
            raise InvalidInput(f"“{shown(path)}” contains a control character. Rename the file and try again.")
        if any(0xD800 <= ord(sign) <= 0xDFFF for sign in part):
            raise InvalidInput(f"“{shown(path)}” is not valid Unicode. Rename the file and try again.")
        if len(part.encode()) > MAX_PART_BYTES:
            raise InvalidInput(f"“{shown(part)}” is longer than the {MAX_PART_BYTES} bytes that a file name may have.")
    clean = "/".join(parts)
    if len(clean) > MAX_PATH_LENGTH:
        raise InvalidInput(f"“{shown(path)}” is longer than the {MAX_PATH_LENGTH} characters that a path may have.")
    return clean


def clean_prefix(prefix: str) -> str:
    """Return a sub-folder's path with a trailing slash, or nothing for the root."""
    stripped = prefix.strip("/")
    return clean_path(stripped) + "/" if stripped else ""


def is_picture(path: str) -> bool:
    """Say whether a file is a picture by its name."""
    return PurePosixPath(path).suffix.lower() in PICTURE_SUFFIXES


def shown(text: str, length: int = 80) -> str:
    """Return text fit for a sentence: control characters visible, long names cut in the middle."""
    safe = "".join(sign if sign.isprintable() else f"\\x{ord(sign):02x}" for sign in text)
    return safe if len(safe) <= length else f"{safe[: length // 2]}…{safe[-length // 3 :]}"


def group_of(path: str) -> str:
    """Return the class that a picture's name suggests.

    That is what stands before `_pic_`, else before a trailing `_<number>`, else the sub-folder, else nothing.
    """
    pure = PurePosixPath(path)
    stem = pure.stem
    before, found, _after = stem.rpartition("_pic_")
    if found and before:
        return before
    before, found, after = stem.rpartition("_")
    if found and before and after.isdigit():
        return before
    return pure.parent.name
