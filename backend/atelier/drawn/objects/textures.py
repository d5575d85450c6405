"""Whole pictures: textures that fill the view, and backgrounds with nobody in them."""

from math import cos, pi, sin
from random import Random

from atelier.drawn import landscapes, scenes
from atelier.drawn.canvas import Canvas
from atelier.drawn.palette import WOOD, any_colour, darker, lighter, varied
from atelier.drawn.scenes import Scene


def _over(canvas: Canvas, colour: str) -> None:
    canvas.rect(-90, -90, 440, 440, colour, outline=0)


def tiles(canvas: Canvas, rng: Random) -> None:
    one, two, size = any_colour(rng), any_colour(rng), rng.uniform(26, 60)
    _over(canvas, one)
    for row in range(-2, 14):
        for column in range(-2, 14):
            x, y = column * size, row * size
            if (row + column) % 2:
                canvas.rect(x, y, size, size, two, outline=2.4)
                canvas.ellipse(x + size / 2, y + size / 2, size * 0.2, fill=lighter(two, 0.4), width=0)


def honeycomb(canvas: Canvas, rng: Random) -> None:
    colour, size = any_colour(rng), rng.uniform(18, 38)
    _over(canvas, darker(colour, 0.4))
    for row in range(-3, 20):
        for column in range(-3, 14):
            x, y = (column + 0.5 * (row % 2)) * size * 1.73, row * size * 1.5
            if x < 340 and y < 340:
                canvas.polygon(
                    [(x + size * 0.9 * sin(pi * k / 3), y + size * 0.9 * cos(pi * k / 3)) for k in range(6)],
                    varied(colour, rng),
                    width=2.4,
                )


def scales(canvas: Canvas, rng: Random) -> None:
    colour, size = any_colour(rng), rng.uniform(16, 38)
    _over(canvas, colour)
    for row in range(14, -3, -1):
        for column in range(-2, 14):
            x, y = (column * 2 + row % 2) * size, row * size
            if x < 340 and y < 340:
                canvas.ellipse(x, y, size, fill=varied(colour, rng), width=3)


def wood_grain(canvas: Canvas, rng: Random) -> None:
    wood, high = varied(rng.choice(WOOD), rng), rng.uniform(30, 60)
    _over(canvas, wood)
    with canvas.group(turn=rng.choice((0, 90)), about=(128, 128)):
        y = -80.0
        while y < 340:
            canvas.rect(-90, y, 440, high, varied(wood, rng), outline=3)
            for _ in range(3):
                x, dy = rng.uniform(-60, 300), rng.uniform(8, high - 8)
                canvas.path(f"M{x:.0f} {y + dy:.0f}q20 -8 40 0t50 0", stroke=darker(wood, 0.35), width=2.4)
            y += high


def knitting(canvas: Canvas, rng: Random) -> None:
    one, two, size = any_colour(rng), any_colour(rng), rng.uniform(12, 24)
    _over(canvas, darker(one))
    for row in range(-1, int(300 / size)):
        yarn = two if row % 4 == 0 else one
        for column in range(-1, int(300 / size)):
            x, y = column * size, row * size
            canvas.path(
                f"M{x:.0f} {y:.0f}l{size / 2:.0f} {size * 0.8:.0f}l{size / 2:.0f} {-size * 0.8:.0f}",
                stroke=yarn,
                width=size * 0.36,
            )


def tartan(canvas: Canvas, rng: Random) -> None:
    _over(canvas, any_colour(rng))
    with canvas.group(turn=rng.choice((0, 45)), about=(128, 128)):
        step = rng.uniform(40, 80)
        for colour, wide in ((any_colour(rng), step * 0.45), (any_colour(rng), step * 0.12)):
            shift = rng.uniform(0, step)
            for k in range(-3, 10):
                canvas.rect(k * step + shift, -140, wide, 540, colour, outline=0, opacity=0.6)
                canvas.rect(-140, k * step + shift, 540, wide, colour, outline=0, opacity=0.6)


def pebbles(canvas: Canvas, rng: Random) -> None:
    base = any_colour(rng)
    _over(canvas, darker(base, 0.5))
    size = rng.uniform(22, 40)
    for row in range(-1, int(300 / size) + 1):
        for column in range(-1, int(300 / size) + 1):
            canvas.ellipse(
                column * size + rng.uniform(-6, 6),
                row * size + rng.uniform(-6, 6),
                size * rng.uniform(0.4, 0.58),
                size * rng.uniform(0.34, 0.5),
                varied(lighter(base, rng.uniform(0, 0.5)), rng),
                width=3,
                turn=rng.uniform(0, 180),
            )


def confetti(canvas: Canvas, rng: Random) -> None:
    _over(canvas, any_colour(rng))
    size = rng.uniform(10, 24)
    for _ in range(70):
        x, y = rng.uniform(-20, 276), rng.uniform(-20, 276)
        with canvas.group(turn=rng.uniform(0, 180), about=(x, y)):
            canvas.rect(x, y, size, size * 0.5, any_colour(rng), outline=2)


TEXTURES = (tiles, honeycomb, scales, wood_grain, knitting, tartan, pebbles, confetti)

SCENES: dict[str, Scene] = {
    "striped_wallpaper": scenes.stripes,
    "polka_dots": scenes.dotted,
    "sunburst": scenes.sunburst,
    "park": landscapes.park,
    "forest": landscapes.firs,
    "seashore": landscapes.seaside,
    "skyline": landscapes.city,
    "living_room": scenes.room,
    "bookcase": scenes.library,
    "coral_reef": landscapes.underwater,
    "planetarium": landscapes.outer_space,
    "desert": landscapes.desert,
    "blackboard": scenes.classroom,
    "theatre_curtain": scenes.stage,
    "brick_wall": scenes.bricks,
    "flowered_cloth": scenes.blossom,
    "market_stall": scenes.market,
    "rainstorm": landscapes.rainy,
}
