"""Shapes, and how they become pixels."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atelier.drawn.canvas import Canvas, corners, mirrored, moved, smooth

NUMBERS = st.floats(-200, 200, allow_nan=False)
POINTS = st.lists(st.tuples(NUMBERS, NUMBERS), min_size=2, max_size=12)


@given(POINTS)
def test_a_smooth_line_passes_through_every_point(points: list[tuple[float, float]]) -> None:
    numbers = [float(text) for text in re.findall(r"-?\d+\.\d", smooth(points, closed=False))]
    pairs = list(zip(numbers[0::2], numbers[1::2], strict=True))
    through = [pairs[0], *pairs[3::3]]
    assert len(through) == len(points)
    for (x, y), (px, py) in zip(through, points, strict=True):
        assert x == pytest.approx(px, abs=0.051)
        assert y == pytest.approx(py, abs=0.051)


@given(POINTS)
def test_closed_paths_end_where_they_begin(points: list[tuple[float, float]]) -> None:
    assert smooth(points).endswith("Z")
    assert corners(points).endswith("Z")
    assert not corners(points, closed=False).endswith("Z")


@given(POINTS)
def test_a_mirrored_outline_is_its_own_mirror_image(points: list[tuple[float, float]]) -> None:
    right = [(abs(x), y) for x, y in points]
    outline = mirrored(right)
    assert sorted(outline) == sorted((-x, y) for x, y in outline)


def test_moved_points_are_scaled_first() -> None:
    assert moved([(1, 2)], 10, 20, 3) == [(13, 26)]


def test_a_canvas_paints_what_it_was_told_to() -> None:
    canvas = Canvas()
    canvas.rect(0, 0, 100, 100, "#ffffff", outline=0)
    with canvas.group(dx=50, dy=50):
        canvas.ellipse(0, 0, 20, fill="#ff0000", width=0)
    picture = canvas.render((0, 0, 100, 100), 50, 50)
    assert picture.size == (50, 50)
    assert picture.mode == "RGB"
    assert picture.getpixel((25, 25)) == (255, 0, 0)
    assert picture.getpixel((3, 3)) == (255, 255, 255)


def test_a_clipped_group_paints_nothing_outside() -> None:
    canvas = Canvas()
    canvas.rect(0, 0, 100, 100, "#ffffff", outline=0)
    with canvas.group(clip="M0 0H50V100H0Z"):
        canvas.rect(0, 0, 100, 100, "#0000ff", outline=0)
    picture = canvas.render((0, 0, 100, 100), 100, 100)
    assert picture.getpixel((20, 50)) == (0, 0, 255)
    assert picture.getpixel((80, 50)) == (255, 255, 255)


def test_a_group_is_closed_when_drawing_fails() -> None:
    canvas = Canvas()
    with pytest.raises(RuntimeError), canvas.group(dx=1):
        raise RuntimeError
    assert canvas.svg(0, 0, 1, 1).count("<g") == canvas.svg(0, 0, 1, 1).count("</g>")
