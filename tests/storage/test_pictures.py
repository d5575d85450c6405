"""Pictures of every kind that people bring, and the files among them that are none."""

import io
import random
import struct
import zlib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from atelier.errors import Unavailable
from atelier.storage.pictures import UnreadablePicture, inspect, small_copy, write_thumb

MAX_PIXELS = 50_000_000


def encoded(image: Image.Image, kind: str, **options: Any) -> bytes:
    data = io.BytesIO()
    image.save(data, kind, **options)
    return data.getvalue()


def gradient(mode: str = "RGB", size: tuple[int, int] = (120, 80)) -> Image.Image:
    return Image.linear_gradient("L").resize(size).convert(mode)


def png_header(width: int, height: int) -> bytes:
    """Return a PNG that claims a size and holds one short run of zeros."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(bytes(1000))) + chunk(b"IEND", b"")
    )


def sixteen_bit() -> Image.Image:
    image = Image.new("I;16", (120, 80))
    image.putdata([65535 * (n % 120) // 119 for n in range(120 * 80)])
    return image


def turned(orientation: int) -> bytes:
    exif = Image.Exif()
    exif[0x0112] = orientation
    image = Image.new("RGB", (120, 80), "red")
    image.paste("blue", (60, 0, 120, 80))
    return encoded(image, "JPEG", exif=exif, quality=95)


def animated(kind: str) -> bytes:
    frames = [Image.new("RGB", (60, 40), colour) for colour in ("red", "green", "blue")]
    return encoded(frames[0], kind, save_all=True, append_images=frames[1:])


GOOD = {
    "jpeg": encoded(gradient(), "JPEG"),
    "progressive": encoded(gradient(), "JPEG", progressive=True),
    "grey": encoded(gradient("L"), "JPEG"),
    "cmyk": encoded(gradient("CMYK"), "JPEG"),
    "cmyk tiff": encoded(gradient("CMYK"), "TIFF"),
    "png": encoded(gradient(), "PNG"),
    "alpha": encoded(gradient("RGBA"), "PNG"),
    "grey alpha": encoded(gradient("LA"), "PNG"),
    "palette": encoded(gradient("P"), "PNG"),
    "palette transparent": encoded(gradient("P"), "PNG", transparency=0),
    "bits": encoded(gradient("1"), "PNG"),
    "16 bit": encoded(sixteen_bit(), "PNG"),
    "16 bit tiff": encoded(sixteen_bit(), "TIFF"),
    "float tiff": encoded(gradient("F"), "TIFF"),
    "32 bit tiff": encoded(gradient("I"), "TIFF"),
    "gif": encoded(gradient("P"), "GIF"),
    "bmp": encoded(gradient(), "BMP"),
    "webp": encoded(gradient(), "WEBP"),
    "animated gif": animated("GIF"),
    "animated webp": animated("WEBP"),
    "animated png": animated("PNG"),
    "pages tiff": animated("TIFF"),
    "a pixel": encoded(Image.new("RGB", (1, 1)), "PNG"),
    "a line": encoded(Image.new("RGB", (30_000, 1)), "PNG"),
}


@pytest.mark.parametrize("name", sorted(GOOD))
def test_pictures_of_all_kinds_are_read_and_shown(name: str, tmp_path: Path) -> None:
    facts = inspect(io.BytesIO(GOOD[name]), max_pixels=MAX_PIXELS)
    assert facts.problem is None
    with Image.open(io.BytesIO(GOOD[name])) as image:
        assert (facts.width, facts.height, facts.format) == (*image.size, image.format)
    copy = small_copy(io.BytesIO(GOOD[name]), size=96, max_pixels=MAX_PIXELS)
    assert copy.mode == "RGB"
    assert 1 <= max(copy.size) <= 96
    write_thumb(io.BytesIO(GOOD[name]), tmp_path / "t" / "a.webp", size=96, max_pixels=MAX_PIXELS)
    with Image.open(tmp_path / "t" / "a.webp") as thumb:
        assert thumb.format == "WEBP"
        assert not thumb.getexif()
    assert [path.name for path in (tmp_path / "t").iterdir()] == ["a.webp"]


def test_sixteen_bits_keep_their_shades() -> None:
    copy = small_copy(io.BytesIO(GOOD["16 bit"]), size=1600, max_pixels=MAX_PIXELS).convert("L")
    shades = [copy.getpixel((x, 40)) for x in (0, 60, 119)]
    assert [abs(shade - wanted) <= 2 for shade, wanted in zip(shades, (0, 128, 255), strict=True)] == [True] * 3  # type: ignore[operator]


def test_transparency_is_laid_on_white() -> None:
    image = encoded(Image.new("RGBA", (4, 4), (0, 0, 0, 0)), "PNG")
    assert small_copy(io.BytesIO(image), size=96, max_pixels=MAX_PIXELS).getpixel((0, 0)) == (255, 255, 255)


@pytest.mark.parametrize(
    ("orientation", "red_at", "is_upright"),
    [(1, (10, 40), False), (3, (110, 40), False), (6, (40, 10), True), (8, (40, 110), True)],
)
def test_pictures_are_turned_as_the_camera_was_held(
    orientation: int, red_at: tuple[int, int], is_upright: bool
) -> None:
    data = turned(orientation)
    facts = inspect(io.BytesIO(data), max_pixels=MAX_PIXELS)
    assert (facts.width, facts.height) == ((80, 120) if is_upright else (120, 80))
    copy = small_copy(io.BytesIO(data), size=1600, max_pixels=MAX_PIXELS)
    assert copy.size == (facts.width, facts.height)
    red, _green, blue = copy.getpixel(red_at)  # type: ignore[misc]
    assert red > 200
    assert blue < 60


NOISY = encoded(Image.frombytes("RGB", (200, 200), random.Random(3).randbytes(120_000)), "JPEG", quality=90)

BAD = {
    b"": "the file is empty",
    b"not a picture": "this is not a picture",
    b"<svg xmlns='http://www.w3.org/2000/svg'/>": "this is not a picture",
    b"%PDF-1.7": "this is not a picture",
    GOOD["jpeg"][:20]: None,
    NOISY[: len(NOISY) // 2]: "it is cut off in the middle",
    encoded(gradient(size=(400, 400)), "PNG")[:300]: "it is cut off in the middle",
    png_header(30_000, 30_000): "it has 900,000,000 pixels, more than the 50,000,000 allowed",
    png_header(10_000, 10_000): "it has 10,000 x 10,000 pixels, more than the 50,000,000 allowed",
    png_header(9_000, 9_000)[:40]: None,
    encoded(Image.new("RGB", (9, 9)), "ICO"): "this is not a picture",
    encoded(Image.new("RGB", (9, 9)), "PPM"): "this is not a picture",
}


@pytest.mark.parametrize("data", list(BAD), ids=[str(number) for number in range(len(BAD))])
def test_what_cannot_be_read_says_why(data: bytes, tmp_path: Path) -> None:
    facts = inspect(io.BytesIO(data), max_pixels=MAX_PIXELS)
    assert facts.problem
    assert (facts.width, facts.height, facts.format) == (None, None, None)
    if BAD[data] is not None:
        assert facts.problem == BAD[data]
    with pytest.raises(UnreadablePicture):
        write_thumb(io.BytesIO(data), tmp_path / "a.webp", size=96, max_pixels=MAX_PIXELS)
    assert list(tmp_path.iterdir()) == []


@given(
    st.sampled_from(sorted(GOOD)),
    st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), min_size=1, max_size=6),
    st.floats(0.05, 1),
)
def test_damage_of_any_kind_never_escapes(name: str, changes: list[tuple[float, int]], kept: float) -> None:
    data = bytearray(GOOD[name])
    for place, value in changes:
        data[int(place * min(len(data), 400))] = value
    stream = bytes(data[: int(len(data) * kept)])
    facts = inspect(io.BytesIO(stream), max_pixels=1_000_000)
    assert (facts.problem is None) == (facts.width is not None)
    try:
        copy = small_copy(io.BytesIO(stream), size=96, max_pixels=1_000_000)
    except UnreadablePicture as problem:
        message = str(problem)
    else:
        message = copy.mode
    assert message


def test_a_full_disk_is_an_answer_and_leaves_no_half_thumbnail(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(self: Path, data: bytes) -> int:
        with self.open("wb") as file:
            file.write(data[:10])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", fail)
    with pytest.raises(Unavailable, match="The disk of the data folder is full"):
        write_thumb(io.BytesIO(GOOD["jpeg"]), tmp_path / "a.webp", size=96, max_pixels=MAX_PIXELS)
    assert list(tmp_path.iterdir()) == []
