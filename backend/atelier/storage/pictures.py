"""Looking at pictures safely: an allow-list of formats, a bound on pixels checked before decoding, small copies."""

import io
import re
import threading
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from PIL import Image, ImageOps, UnidentifiedImageError

from atelier import ids
from atelier.storage.blobs import disk_error
from atelier.storage.names import shown

FORMATS = ("JPEG", "PNG", "GIF", "BMP", "WEBP", "TIFF")
_THUMB_QUALITY = 82
# a picture of the largest size takes some 200 MB while it is decoded, however many browsers ask
_DECODING = threading.BoundedSemaphore(4)


@dataclass(frozen=True, slots=True)
class PictureFacts:
    """Size and format of a picture, or why it cannot be read."""

    width: int | None
    height: int | None
    format: str | None
    problem: str | None


class UnreadablePicture(Exception):
    """A picture that cannot be shown; the message is fit for a user."""


def open_checked(stream: BinaryIO, *, max_pixels: int) -> Image.Image:
    """Open a picture without decoding it; raises `UnreadablePicture`."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            image = Image.open(stream, formats=FORMATS)
    except UnidentifiedImageError:
        stream.seek(0)
        raise UnreadablePicture("the file is empty" if not stream.read(1) else "this is not a picture") from None
    except Image.DecompressionBombError as error:
        found = re.search(r"\((\d+) pixels\)", str(error))
        pixels = f"{int(found.group(1)):,}" if found else "far too many"
        raise UnreadablePicture(f"it has {pixels} pixels, more than the {max_pixels:,} allowed") from None
    except Exception as error:  # readers of headers raise whatever damage makes them meet
        raise UnreadablePicture(_reason(error)) from None
    width, height = image.size
    if width * height > max_pixels:
        raise UnreadablePicture(f"it has {width:,} x {height:,} pixels, more than the {max_pixels:,} allowed")
    return image


def small_copy(stream: BinaryIO, *, size: int, max_pixels: int) -> Image.Image:
    """Decode a picture at reduced scale, turned as its EXIF says, as RGB of at most `size` pixels a side."""
    image = open_checked(stream, max_pixels=max_pixels)
    try:
        with _DECODING:
            image.draft("RGB", (size, size))
            image = ImageOps.exif_transpose(image)
            image = as_rgb(image)
            image.thumbnail((size, size), Image.Resampling.BILINEAR, reducing_gap=2.0)
    except Exception as error:  # decoders raise whatever damage makes them meet
        raise UnreadablePicture(_reason(error)) from None
    return image


def as_rgb(image: Image.Image) -> Image.Image:
    """Return the picture as RGB: 16-bit values scaled, transparency laid on white, CMYK and palettes converted."""
    if image.mode.startswith("I;16") or image.mode in ("I", "F"):
        image = image.point(lambda value: value / 256.0).convert("L") if image.mode != "F" else image.convert("L")
    if "A" in image.mode or "transparency" in image.info:
        with_alpha = image.convert("RGBA")
        ground = Image.new("RGBA", with_alpha.size, "white")
        image = Image.alpha_composite(ground, with_alpha)
    return image.convert("RGB")


def inspect(stream: BinaryIO, *, max_pixels: int) -> PictureFacts:
    """Decode a picture at small scale, so that truncation shows, and return what is known of it."""
    try:
        image = open_checked(stream, max_pixels=max_pixels)
        width, height = image.size
        kind = image.format
        if image.getexif().get(0x0112, 1) in (5, 6, 7, 8):
            width, height = height, width
        with _DECODING:
            image.draft("RGB", (64, 64))
            image.load()
    except UnreadablePicture as problem:
        return PictureFacts(None, None, None, str(problem))
    except Exception as error:  # decoders raise whatever damage makes them meet
        return PictureFacts(None, None, None, _reason(error))
    return PictureFacts(width, height, kind, None)


@dataclass(frozen=True, slots=True)
class Measures:
    """A picture's size in pixels as it is shown, and how its colours are stored (`L`, `RGB`, `CMYK`, ...)."""

    width: int
    height: int
    mode: str


def measure(stream: BinaryIO, *, max_pixels: int, whole: bool) -> Measures:
    """Read a picture's header, with `whole` also its pixels; raises `UnreadablePicture`."""
    image = open_checked(stream, max_pixels=max_pixels)
    try:
        (width, height), mode = image.size, image.mode
        if image.getexif().get(0x0112, 1) in (5, 6, 7, 8):
            width, height = height, width
        if whole:
            with _DECODING:
                image.draft("RGB", (64, 64))
                image.load()
    except Exception as error:  # decoders raise whatever damage makes them meet
        raise UnreadablePicture(_reason(error)) from None
    return Measures(width, height, mode)


def write_thumb(stream: BinaryIO, target: Path, *, size: int, max_pixels: int) -> None:
    """Write a WebP copy of at most `size` pixels a side; the name appears only when it is whole."""
    image = small_copy(stream, size=size, max_pixels=max_pixels)
    data = io.BytesIO()
    image.save(data, "WEBP", quality=_THUMB_QUALITY, method=2)
    temporary = target.with_name(f"{target.name}.{ids.token(6)}.part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        temporary.write_bytes(data.getvalue())
        temporary.replace(target)
    except OSError as error:
        temporary.unlink(missing_ok=True)
        raise disk_error(error) from error


def _reason(error: Exception) -> str:
    if isinstance(error, MemoryError):
        return "there is not enough memory to decode it"
    text = str(error) or type(error).__name__
    is_cut = "truncated" in text.lower() or "end of" in text.lower() or isinstance(error, EOFError)
    return "it is cut off in the middle" if is_cut else f"it is damaged ({shown(text, 200)})"
