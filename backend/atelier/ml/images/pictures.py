"""Decoding pictures: every readable file becomes RGB pixels of one size, and every other one a reason.

One rule for training, scoring, extraction and preview: JPEGs are decoded at the smallest scale that is still large
enough (Pillow's `draft`), turned by their EXIF orientation, brought to RGB (16 bits to 8, transparency on white, the
first frame of an animation), and stretched to the wanted size with Pillow's antialiased bilinear filter. The aspect
ratio is not kept, as in the plugin, so that a whole picture is seen.
"""

import warnings
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps, UnidentifiedImageError

from atelier.errors import AtelierError
from atelier.settings import get_settings
from atelier.storage.handles import Entry, FolderHandle

FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "BMP", "TIFF")  # multi-picture JPEGs (MPO) come as JPEG
RESAMPLING = "bilinear"  # named in caches and in the provenance of models
LOOK_AHEAD_PER_THREAD = 8

warnings.filterwarnings("ignore", category=Image.DecompressionBombWarning)  # the limit below is stricter

Pixels = NDArray[np.uint8]


class UnreadablePicture(Exception):
    """A file that gives no picture; the message is the reason, fit to be shown."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """A file after decoding: its pixels of shape (height, width, 3), or None and the reason."""

    entry: Entry
    pixels: Pixels | None
    problem: str | None


def decode(stream: BinaryIO, height: int, width: int) -> Pixels:
    """Return the picture in `stream` as uint8 RGB of shape (height, width, 3); raises UnreadablePicture."""
    try:
        with Image.open(stream, formats=FORMATS) as picture:
            return np.asarray(_prepared(picture, height, width))
    except UnreadablePicture:
        raise
    except UnidentifiedImageError:
        raise UnreadablePicture(_why_unidentified(stream)) from None
    except Image.DecompressionBombError:
        raise UnreadablePicture(_too_many_pixels(None)) from None
    except (OSError, ValueError, SyntaxError, EOFError, TypeError, IndexError, ArithmeticError) as error:
        # Pillow's decoders answer damaged files with any of these.
        raise UnreadablePicture(_why_broken(error)) from error


def _prepared(picture: Image.Image, height: int, width: int) -> Image.Image:
    if picture.width * picture.height > get_settings().max_picture_pixels:
        raise UnreadablePicture(_too_many_pixels(picture.size))
    turned = picture.getexif().get(0x0112, 1) in (5, 6, 7, 8)
    picture.draft("RGB", (height, width) if turned else (width, height))
    picture.load()
    upright = ImageOps.exif_transpose(picture)
    rgb = _as_rgb(upright)
    return rgb.resize((width, height), Image.Resampling.BILINEAR) if rgb.size != (width, height) else rgb


def _as_rgb(picture: Image.Image) -> Image.Image:
    if picture.mode == "RGB":
        return picture
    if picture.mode.startswith(("I", "F")):
        return _from_wide_grey(picture)
    if picture.mode in ("RGBA", "LA", "PA", "RGBa", "La") or "transparency" in picture.info:
        rgba = picture.convert("RGBA")
        white = Image.new("RGBA", rgba.size, (255, 255, 255, 255))
        return Image.alpha_composite(white, rgba).convert("RGB")
    return picture.convert("RGB")


def _from_wide_grey(picture: Image.Image) -> Image.Image:
    """Bring 16 or 32 bits, or floating point, to 8: by the type's range for integers, from 0 to 1 for small floats."""
    values = np.asarray(picture).astype(np.float64)
    top = 255.0
    if picture.mode.startswith("I"):
        top = 65535.0 if values.max(initial=0) <= 65535 else float(values.max())
    elif values.max(initial=0) <= 1:
        top = 1.0
    grey = np.clip(np.nan_to_num(values) / top * 255, 0, 255).round().astype(np.uint8)
    return Image.fromarray(grey).convert("RGB")


def _why_unidentified(stream: BinaryIO) -> str:
    stream.seek(0)
    if not stream.read(1):
        return "The file is empty."
    return "This is not a picture in a known format (JPEG, PNG, WebP, GIF, BMP, TIFF)."


def _too_many_pixels(size: tuple[int, int] | None) -> str:
    limit = get_settings().max_picture_pixels
    has = f"Its {size[0]:,} x {size[1]:,} pixels are" if size else "Its pixels are"
    return f"{has} more than the {limit / 1e6:,.0f} million allowed."


def _why_broken(error: Exception) -> str:
    text = str(error)
    if "truncated" in text.lower() or isinstance(error, EOFError):
        return "The file is cut short."
    return f"The picture is damaged: {text or type(error).__name__}."


def decode_entry(folder: FolderHandle, entry: Entry, height: int, width: int) -> Decoded:
    """Decode one file of a folder; whatever is wrong with it becomes the reason."""
    try:
        with folder.open(entry.path) as stream:
            return Decoded(entry, decode(stream, height, width), None)
    except UnreadablePicture as error:
        return Decoded(entry, None, str(error))
    except AtelierError as error:
        return Decoded(entry, None, error.message)
    except OSError as error:
        return Decoded(entry, None, f"The file cannot be read: {error.strerror or error}.")
    except MemoryError:
        return Decoded(entry, None, "There is not enough memory to decode it.")


def decode_all(
    folder: FolderHandle, entries: Iterable[Entry], height: int, width: int, threads: int
) -> Iterator[Decoded]:
    """Decode files in threads, in their order, never more than a few ahead of the reader."""
    waiting: deque[Future[Decoded]] = deque()
    with ThreadPoolExecutor(max(1, threads), thread_name_prefix="decode") as pool:
        try:
            for entry in entries:
                waiting.append(pool.submit(decode_entry, folder, entry, height, width))
                if len(waiting) >= max(1, threads) * LOOK_AHEAD_PER_THREAD:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            for future in waiting:
                future.cancel()


def stack(decoded: list[Decoded], height: int, width: int, batch: int) -> NDArray[Any]:
    """Return readable pictures as one array padded with zeros to `batch`, so that the network is traced once."""
    pixels = np.zeros((batch, height, width, 3), np.uint8)
    for place, picture in enumerate(decoded):
        if picture.pixels is not None:
            pixels[place] = picture.pixels
    return pixels
