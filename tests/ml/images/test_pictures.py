import io
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from tests.ml.handles import folder_of

from atelier.ml.images import pictures
from atelier.ml.images.pictures import UnreadablePicture
from atelier.settings import get_settings


def encoded(picture: Image.Image, kind: str = "PNG", **options: object) -> io.BytesIO:
    buffer = io.BytesIO()
    picture.save(buffer, kind, **options)
    buffer.seek(0)
    return buffer


def flat(mode: str, colour: object) -> Image.Image:
    return Image.new(mode, (20, 30), colour)


@pytest.mark.parametrize(
    ("picture", "kind", "expected"),
    [
        (flat("RGB", (200, 100, 50)), "PNG", (200, 100, 50)),
        (flat("L", 90), "PNG", (90, 90, 90)),
        (flat("1", 1), "PNG", (255, 255, 255)),
        (flat("CMYK", (0, 0, 0, 255)), "JPEG", (0, 0, 0)),
        (flat("RGBA", (255, 0, 0, 0)), "PNG", (255, 255, 255)),
        (flat("RGBA", (255, 0, 0, 255)), "PNG", (255, 0, 0)),
        (flat("LA", (10, 0)), "PNG", (255, 255, 255)),
        (flat("RGB", (0, 128, 0)).convert("P"), "PNG", (0, 128, 0)),
        (flat("I;16", 65535), "PNG", (255, 255, 255)),
        (flat("I;16", 32768), "TIFF", (128, 128, 128)),
        (flat("F", 0.5), "TIFF", (128, 128, 128)),
        (flat("RGB", (9, 9, 9)), "BMP", (9, 9, 9)),
        (flat("RGB", (250, 250, 250)), "WEBP", (250, 250, 250)),
    ],
    ids=lambda value: getattr(value, "mode", str(value)),
)
def test_every_mode_becomes_rgb(picture: Image.Image, kind: str, expected: tuple[int, int, int]) -> None:
    pixels = pictures.decode(encoded(picture, kind), 8, 6)
    assert pixels.shape == (8, 6, 3)
    assert pixels.dtype == np.uint8
    assert np.abs(pixels.astype(int) - expected).max() <= 2


def test_palette_with_a_transparent_colour_stands_on_white() -> None:
    picture = Image.new("P", (4, 4), 0)
    picture.putpalette([10, 20, 30])
    assert pictures.decode(encoded(picture, "PNG", transparency=0), 4, 4).min() == 255


def test_an_animation_gives_its_first_frame() -> None:
    first, second = flat("RGB", (255, 0, 0)), flat("RGB", (0, 0, 255))
    pixels = pictures.decode(encoded(first, "GIF", save_all=True, append_images=[second]), 4, 4)
    assert tuple(pixels[0, 0]) == (255, 0, 0)


def test_exif_turns_the_picture() -> None:
    picture = Image.new("RGB", (60, 40), "black")
    picture.paste((255, 255, 255), (0, 0, 30, 40))
    exif = Image.Exif()
    exif[0x0112] = 6  # to be shown turned a quarter clockwise: the white left side comes to the top
    pixels = pictures.decode(encoded(picture, "JPEG", exif=exif, quality=95), 60, 40).astype(int)
    assert pixels[5].mean() > 240
    assert pixels[-5].mean() < 15


def test_jpeg_at_reduced_scale_is_like_the_whole() -> None:
    rng = np.random.default_rng(3)
    small = rng.integers(0, 255, (16, 16, 3), np.uint8)
    large = Image.fromarray(small).resize((1600, 1600), Image.Resampling.BICUBIC)
    jpeg = pictures.decode(encoded(large, "JPEG", quality=95), 100, 100).astype(int)
    png = pictures.decode(encoded(large, "PNG"), 100, 100).astype(int)
    assert np.abs(jpeg - png).mean() < 3


@settings(max_examples=30, deadline=None)
@given(st.integers(1, 90), st.integers(1, 90), st.integers(1, 40), st.integers(1, 40), st.sampled_from(["PNG", "JPEG"]))
def test_any_size_becomes_the_wanted_size(width: int, height: int, to_height: int, to_width: int, kind: str) -> None:
    picture = Image.new("RGB", (width, height), (120, 130, 140))
    pixels = pictures.decode(encoded(picture, kind), to_height, to_width)
    assert pixels.shape == (to_height, to_width, 3)
    assert np.abs(pixels.astype(int) - (120, 130, 140)).max() <= 3


def test_each_broken_file_gives_its_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = encoded(
        Image.fromarray(np.random.default_rng(0).integers(0, 255, (90, 90, 3), np.uint8)), "JPEG"
    ).getvalue()
    cases = {
        b"": "The file is empty.",
        b"just text": "This is not a picture in a known format (JPEG, PNG, WebP, GIF, BMP, TIFF).",
        b"%PDF-1.4 and so on": "This is not a picture in a known format (JPEG, PNG, WebP, GIF, BMP, TIFF).",
        whole[: len(whole) // 2]: "The file is cut short.",
    }
    for data, reason in cases.items():
        with pytest.raises(UnreadablePicture) as caught:
            pictures.decode(io.BytesIO(data), 8, 8)
        assert str(caught.value) == reason


def test_too_many_pixels_are_refused_before_decoding() -> None:
    bomb = encoded(Image.new("1", (30_000, 30_000)))
    with pytest.raises(UnreadablePicture) as caught:
        pictures.decode(bomb, 8, 8)
    assert "more than the 50 million allowed" in str(caught.value)
    just = Image.new("1", (9_000, 6_000))
    with pytest.raises(UnreadablePicture, match="9,000 x 6,000 pixels are more than the 50 million allowed"):
        pictures.decode(encoded(just), 8, 8)
    assert get_settings().max_picture_pixels == 50_000_000


@settings(max_examples=60, deadline=None)
@given(
    st.binary(max_size=400),
    st.sampled_from([b"", b"\xff\xd8\xff\xe0", b"\x89PNG\r\n\x1a\n", b"GIF89a", b"BM", b"II*\x00"]),
)
def test_no_bytes_whatever_do_more_than_give_a_reason(data: bytes, start: bytes) -> None:
    try:
        pixels = pictures.decode(io.BytesIO(start + data), 8, 8)
    except UnreadablePicture as error:
        reason = str(error)
    else:
        assert pixels.shape == (8, 8, 3)
        return
    assert reason.endswith(".")


def test_order_is_kept_and_a_broken_file_costs_only_its_row(tmp_path: Path) -> None:
    folder = tmp_path / "pictures"
    folder.mkdir()
    for number in range(60):
        Image.new("RGB", (64 if number % 3 else 900, 64), (number, 0, 0)).save(folder / f"{number:02d}.png")
    (folder / "17.png").write_bytes(b"no picture")
    handle = folder_of(folder)
    decoded = list(pictures.decode_all(handle, handle.entries(), 4, 4, threads=3))
    assert [item.entry.path for item in decoded] == [f"{number:02d}.png" for number in range(60)]
    assert [item.problem is None for item in decoded] == [number != 17 for number in range(60)]
    assert all(item.pixels[0, 0, 0] == number for number, item in enumerate(decoded) if item.pixels is not None)


def test_a_file_gone_from_the_disk_gives_a_reason(tmp_path: Path) -> None:
    folder = tmp_path / "pictures"
    folder.mkdir()
    Image.new("RGB", (4, 4)).save(folder / "gone.png")
    handle = folder_of(folder)
    (folder / "gone.png").unlink()
    (decoded,) = pictures.decode_all(handle, handle.entries(), 4, 4, threads=1)
    assert decoded.pixels is None
    assert decoded.problem is not None
    assert "gone" in decoded.problem
