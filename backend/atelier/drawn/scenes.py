"""Backgrounds: flat shapes without ink, in soft colours, so that a figure with its bold outline stands before them.

A scene covers the world from -80 to 336 on both axes; the part in view is near 0 to 256.
"""

from collections.abc import Callable
from dataclasses import dataclass
from math import cos, pi, sin
from random import Random

from atelier.drawn.canvas import Canvas, smooth
from atelier.drawn.palette import BRIGHT, SOFT, WOOD, darker, lighter, mix, varied

LOW, HIGH = -80, 336
SPAN = HIGH - LOW


@dataclass(frozen=True)
class Tones:
    """The few colours of one scene."""

    sky: str
    far: str
    near: str
    accent: str


def any_tones(rng: Random) -> Tones:
    """Draw a small set of colours that go together: pale, middle, deeper, and one accent."""
    sky, far = rng.sample(SOFT, 2)
    near, accent = rng.sample(BRIGHT, 2)
    depth = rng.choice((0.0, 0.0, 0.0, 0.12, 0.28, 0.5))
    return Tones(
        darker(varied(sky, rng), depth), darker(varied(mix(far, near, 0.25), rng), depth),
        darker(varied(mix(near, far, 0.35), rng), depth), darker(varied(accent, rng), depth * 0.6),
    )


def _fill(canvas: Canvas, colour: str) -> None:
    canvas.rect(LOW, LOW, SPAN, SPAN, colour, outline=0)


def _ground(canvas: Canvas, y: float, colour: str) -> None:
    canvas.rect(LOW, y, SPAN, HIGH - y, colour, outline=0)


def _hill(canvas: Canvas, rng: Random, y: float, rise: float, colour: str) -> None:
    points = [(LOW + SPAN * step / 5, y - rng.uniform(0, rise)) for step in range(6)]
    canvas.path(smooth(points, closed=False) + f"V{HIGH}H{LOW}Z", colour, width=0)


def _cloud(canvas: Canvas, x: float, y: float, size: float, colour: str) -> None:
    for dx, dy, radius in ((-1.2, 0.2, 0.7), (0, -0.2, 1), (1.1, 0.15, 0.75)):
        canvas.ellipse(x + dx * size, y + dy * size, radius * size, fill=colour, width=0)
    canvas.rect(x - 1.8 * size, y + 0.2 * size, 3.6 * size, 0.7 * size, colour, radius=0.35 * size, outline=0)


def _tree(canvas: Canvas, x: float, y: float, size: float, leaf: str, trunk: str) -> None:
    canvas.rect(x - size * 0.09, y - size * 0.5, size * 0.18, size * 0.5, trunk, outline=0)
    for dx, dy, radius in ((-0.22, -0.55, 0.28), (0.22, -0.55, 0.28), (0, -0.82, 0.32)):
        canvas.ellipse(x + dx * size, y + dy * size, radius * size, fill=leaf, width=0)


def _fir(canvas: Canvas, x: float, y: float, size: float, leaf: str, trunk: str) -> None:
    canvas.rect(x - size * 0.06, y - size * 0.15, size * 0.12, size * 0.15, trunk, outline=0)
    for lift, half in ((0.1, 0.3), (0.35, 0.24), (0.58, 0.17)):
        canvas.polygon([(x - half * size, y - lift * size), (x, y - (lift + 0.42) * size), (x + half * size, y - lift * size)],
                       leaf, width=0)


def stripes(canvas: Canvas, rng: Random, tones: Tones) -> None:
    """Paint slanted stripes."""
    _fill(canvas, tones.sky)
    wide = rng.uniform(14, 44)
    with canvas.group(turn=rng.choice((-60, -45, -30, 0, 30, 45, 60, 90)), about=(128, 128)):
        x = LOW - 80.0
        while x < HIGH + 80:
            canvas.rect(x, LOW - 90, wide, SPAN + 180, tones.far, outline=0)
            x += wide * 2


def dotted(canvas: Canvas, rng: Random, tones: Tones) -> None:
    """Paint a dotted wall."""
    _fill(canvas, tones.far)
    step = rng.uniform(26, 58)
    radius = step * rng.uniform(0.14, 0.36)
    for row in range(int(SPAN / step) + 1):
        for column in range(int(SPAN / step) + 1):
            canvas.ellipse(LOW + (column + 0.5 * (row % 2)) * step, LOW + row * step, radius, fill=tones.sky, width=0)


def sunburst(canvas: Canvas, rng: Random, tones: Tones) -> None:
    """Paint rays about a point behind the figure."""
    _fill(canvas, tones.sky)
    x, y = rng.uniform(60, 196), rng.uniform(40, 200)
    count = rng.choice((8, 10, 12, 16))
    for index in range(count):
        start, end = 2 * pi * index / count, 2 * pi * (index + 0.5) / count
        canvas.polygon([(x, y), (x + 500 * cos(start), y + 500 * sin(start)), (x + 500 * cos(end), y + 500 * sin(end))],
                       tones.far, width=0)


def park(canvas: Canvas, rng: Random, tones: Tones) -> None:
    """Paint hills, trees and clouds."""
    _fill(canvas, tones.sky)
    for _ in range(rng.randint(1, 3)):
        _cloud(canvas, rng.uniform(-40, 296), rng.uniform(-10, 70), rng.uniform(14, 30), lighter(tones.sky, 0.6))
    _hill(canvas, rng, 180, 60, tones.far)
    leaf = mix("#7fae4e", tones.near, 0.35)
    for _ in range(rng.randint(2, 5)):
        _tree(canvas, rng.uniform(-30, 286), rng.uniform(180, 200), rng.uniform(70, 140), varied(leaf, rng),
              rng.choice(WOOD))
    _hill(canvas, rng, 205, 20, mix("#9cbf5c", tones.near, 0.3))


def firs(canvas: Canvas, rng: Random, tones: Tones) -> None:
    """Paint a forest of firs, snowy at times."""
    snow = rng.random() < 0.5
    _fill(canvas, tones.sky)
    _hill(canvas, rng, 150, 70, tones.far)
    leaf = mix("#3f8060", tones.near, 0.25)
    for index in range(rng.randint(5, 9)):
        shade = mix(leaf, tones.far, 0.6 if index < 4 else 0.1)
        _fir(canvas, rng.uniform(-50, 306), rng.uniform(170, 205), rng.uniform(70, 170), shade, "#6d4630")
    _ground(canvas, 198, "#f3f6fa" if snow else mix("#5d9a5a", tones.near, 0.3))
    if snow:
        for _ in range(30):
            canvas.ellipse(rng.uniform(-20, 276), rng.uniform(-20, 276), rng.uniform(1.5, 4), fill="#ffffff", width=0)


def seaside(canvas: Canvas, rng: Random, tones: Tones) -> None:
    """Paint sand, sea, a sun and a sail."""
    _fill(canvas, tones.sky)
    canvas.ellipse(rng.uniform(20, 236), rng.uniform(20, 90), rng.uniform(18, 34), fill=lighter(tones.accent, 0.4), width=0)
    sea = mix("#4a90c9", tones.near, 0.3)
    _ground(canvas, 128, sea)
    for _ in range(9):
        x, y = rng.uniform(-40, 286), rng.uniform(136, 180)
        canvas.path(f"M{x:.0f} {y:.0f}q8 -6 16 0t16 0", stroke=lighter(sea, 0.35), width=3)
    x = rng.uniform(0, 240)
    canvas.polygon([(x, 80), (x, 122), (x + 30, 122)], lighter(tones.far, 0.6), width=0)
    canvas.path(f"M{x - 16:.0f} 124h50l-8 14h-34Z", tones.accent, width=0)
    _hill(canvas, rng, 196, 14, mix("#f0d9a4", tones.far, 0.2))


def city(canvas: Canvas, rng: Random, tones: Tones) -> None:
    """Paint rows of houses with lit windows, by day or by night."""
    night = rng.random() < 0.4
    sky = mix(tones.sky, "#2c3566", 0.75) if night else tones.sky
    _fill(canvas, sky)
    if night:
        for _ in range(18):
            canvas.ellipse(rng.uniform(-20, 276), rng.uniform(-20, 120), rng.uniform(0.8, 2), fill="#fff3c4", width=0)
    for base, colour in ((70, mix(tones.far, sky, 0.4)), (110, mix(tones.near, sky, 0.25))):
        x = LOW + rng.uniform(-10, 20)
        while x < HIGH:
            wide, top = rng.uniform(32, 62), base - rng.uniform(-10, 70)
            house = varied(colour, rng)
            canvas.rect(x, top, wide, HIGH - top, house, outline=0)
            lamp = "#ffe08a" if night else lighter(house, 0.4)
            for row in range(5):
                for column in range(max(int(wide // 16), 1)):
                    if rng.random() < 0.75:
                        canvas.rect(x + 6 + column * 15, top + 10 + row * 22, 8, 11, lamp, outline=0)
            x += wide + rng.uniform(-2, 8)
    _ground(canvas, 206, mix("#7b7f8c", tones.far, 0.35))
    _ground(canvas, 226, mix("#62656f", tones.near, 0.15))


def room(canvas: Canvas, rng: Random, tones: Tones) -> None:
    """Paint a room: a wall, a floor, a window or a picture, a lamp or a plant."""
    _fill(canvas, tones.sky)
    if rng.random() < 0.5:
        for stripe in range(LOW, HIGH, 34):
            canvas.rect(stripe, LOW, 12, 290, mix(tones.sky, tones.far, 0.4), outline=0)
    _ground(canvas, 196, mix(rng.choice(WOOD), tones.far, 0.45))
    canvas.rect(LOW, 190, SPAN, 8, lighter(tones.sky, 0.5), outline=0)
    x = rng.uniform(-20, 200)
    if rng.random() < 0.6:
        canvas.rect(x, 24, 80, 96, lighter(tones.far, 0.65), outline=0, radius=4)
        canvas.rect(x + 6, 30, 68, 84, mix("#bfe0f2", tones.sky, 0.3), outline=0)
        canvas.rect(x + 36, 30, 8, 84, lighter(tones.far, 0.65), outline=0)
        canvas.rect(x + 6, 68, 68, 7, lighter(tones.far, 0.65), outline=0)
    for _ in range(rng.randint(1, 3)):
        px, py, wide = rng.uniform(-30, 250), rng.uniform(10, 90), rng.uniform(26, 54)
        canvas.rect(px, py, wide, wide * rng.uniform(0.7, 1.3), tones.accent, outline=0, radius=2)
        canvas.rect(px + 5, py + 5, wide - 10, wide * 0.6 - 10, lighter(tones.far, 0.5), outline=0)
    px = rng.choice((rng.uniform(-10, 40), rng.uniform(210, 260)))
    if rng.random() < 0.5:
        for angle in range(-60, 61, 24):
            canvas.ellipse(px + angle * 0.35, 150 - (60 - abs(angle)) * 0.25, 8, 30, mix("#5d9a5a", tones.near, 0.2), width=0,
                           turn=angle)
        canvas.path(f"M{px - 20:.0f} 172h40l-6 34h-28Z", tones.accent, width=0)
    else:
        canvas.rect(px - 3, 90, 6, 112, darker(tones.near, 0.3), outline=0)
        canvas.path(f"M{px - 18:.0f} 60h36l12 36h-60Z", lighter(tones.accent, 0.4), width=0)


def library(canvas: Canvas, rng: Random, tones: Tones) -> None:
    """Paint shelves full of books."""
    wood = mix(rng.choice(WOOD), tones.far, 0.3)
    _fill(canvas, darker(wood, 0.3))
    high = rng.uniform(48, 66)
    y = LOW + rng.uniform(0, 30)
    while y < HIGH:
        x = float(LOW)
        while x < HIGH:
            wide, tall = rng.uniform(8, 18), high * rng.uniform(0.55, 0.86)
            if rng.random() < 0.88:
                book = mix(varied(rng.choice((*BRIGHT, *SOFT)), rng), wood, 0.3)
                canvas.rect(x, y + high - tall, wide, tall, book, outline=0, radius=1)
                canvas.rect(x + 2, y + high - tall * 0.8, wide - 4, 4, lighter(book, 0.4), outline=0)
            x += wide + 1.5
        canvas.rect(LOW, y + high, SPAN, 8, wood, outline=0)
        y += high + 8


def underwater(canvas: Canvas, rng: Random, tones: Tones) -> None:
    """Paint deep water with weeds, bubbles and rays."""
    water = mix("#3f8fb0", tones.near, 0.35)
    _fill(canvas, canvas.gradient([(0, lighter(water, 0.45)), (1, darker(water, 0.35))]))
    for _ in range(3):
        x = rng.uniform(-40, 260)
        canvas.polygon([(x, LOW), (x + 40, LOW), (x + 110, HIGH), (x + 10, HIGH)], "#ffffff", width=0, opacity=0.1)
    for _ in range(rng.randint(4, 8)):
        x, tall, bend = rng.uniform(-20, 276), rng.uniform(60, 140), rng.uniform(-20, 20)
        canvas.path(f"M{x:.0f} 260q{bend:.0f} {-tall / 3:.0f} 0 {-tall / 2:.0f}t0 {-tall / 2:.0f}",
                    stroke=varied(rng.choice(("#3f9a6a", "#2f8f7f", tones.accent)), rng), width=rng.uniform(6, 12))
    for _ in range(rng.randint(8, 16)):
        canvas.ellipse(rng.uniform(0, 256), rng.uniform(0, 256), rng.uniform(3, 10), stroke="#e4f6fa", width=2, opacity=0.6)
    _hill(canvas, rng, 240, 20, mix("#e8d3a0", water, 0.4))


def outer_space(canvas: Canvas, rng: Random, tones: Tones) -> None:
    """Paint stars and planets."""
    dark = mix("#262450", tones.near, 0.25)
    _fill(canvas, dark)
    for _ in range(46):
        canvas.ellipse(rng.uniform(-20, 276), rng.uniform(-20, 276), rng.uniform(0.8, 2.6), fill="#fdf3cf", width=0)
    for _ in range(rng.randint(1, 3)):
        x, y, radius = rng.uniform(0, 256), rng.uniform(0, 180), rng.uniform(14, 46)
        world = varied(rng.choice((tones.accent, tones.far, tones.near)), rng)
        canvas.ellipse(x, y, radius, fill=world, width=0)
        canvas.ellipse(x - radius * 0.3, y - radius * 0.3, radius * 0.55, fill=lighter(world, 0.25), width=0)
        if rng.random() < 0.5:
            canvas.ellipse(x, y, radius * 1.6, radius * 0.4, stroke=lighter(world, 0.5), width=4, turn=rng.uniform(-30, 30))
    _hill(canvas, rng, 222, 22, mix("#8d8aa8", tones.far, 0.4))


def desert(canvas: Canvas, rng: Random, tones: Tones) -> None:
    """Paint dunes, a big sun and cacti."""
    _fill(canvas, canvas.gradient([(0, tones.sky), (1, mix(tones.sky, "#f2a65e", 0.5))]))
    canvas.ellipse(rng.uniform(20, 236), rng.uniform(40, 130), rng.uniform(24, 52), fill=mix("#ffd98a", tones.accent, 0.3), width=0)
    _hill(canvas, rng, 170, 50, mix("#d99a5b", tones.far, 0.4))
    for _ in range(rng.randint(1, 3)):
        x, y, tall = rng.uniform(-10, 266), rng.uniform(180, 205), rng.uniform(40, 80)
        green = mix("#5d9a5a", tones.near, 0.2)
        canvas.path(f"M{x:.0f} {y:.0f}v{-tall:.0f}M{x:.0f} {y - tall * 0.4:.0f}h18v{-tall * 0.3:.0f}M{x:.0f} {y - tall * 0.3:.0f}h-16"
                    f"v{-tall * 0.3:.0f}", stroke=green, width=11)
    _hill(canvas, rng, 208, 24, mix("#e9b872", tones.near, 0.2))


def classroom(canvas: Canvas, rng: Random, tones: Tones) -> None:
    """Paint a blackboard with chalk marks."""
    _fill(canvas, tones.sky)
    x, board = rng.uniform(-50, 10), rng.choice(("#33544a", "#3a4a5e"))
    canvas.rect(x, 14, 280, 132, rng.choice(WOOD), outline=0, radius=4)
    canvas.rect(x + 8, 22, 264, 116, board, outline=0)
    chalk = lighter(board, 0.7)
    for _ in range(rng.randint(5, 9)):
        cx, cy = x + rng.uniform(26, 250), rng.uniform(36, 120)
        match rng.randint(0, 3):
            case 0:
                canvas.ellipse(cx, cy, rng.uniform(8, 16), stroke=chalk, width=2.6)
            case 1:
                canvas.polygon([(cx, cy - 12), (cx + 14, cy + 10), (cx - 14, cy + 10)], "none", stroke=chalk, width=2.6)
            case 2:
                canvas.path(f"M{cx:.0f} {cy:.0f}h{rng.uniform(20, 60):.0f}m-20 9h-18", stroke=chalk, width=2.6)
            case _:
                canvas.path(f"M{cx:.0f} {cy:.0f}q10 -16 20 0t20 0", stroke=chalk, width=2.6)
    canvas.rect(x, 146, 280, 8, darker(rng.choice(WOOD)), outline=0)
    _ground(canvas, 205, mix(rng.choice(WOOD), tones.far, 0.4))


def stage(canvas: Canvas, rng: Random, tones: Tones) -> None:
    """Paint a curtain and a spotlight on boards."""
    cloth = darker(tones.accent, 0.2)
    _fill(canvas, cloth)
    wide = rng.uniform(22, 38)
    x = float(LOW)
    while x < HIGH:
        canvas.rect(x, LOW, wide * 0.45, 300, darker(cloth, 0.25), outline=0)
        x += wide
    centre = rng.uniform(80, 176)
    canvas.polygon([(centre - 20, LOW), (centre + 20, LOW), (centre + 110, 230), (centre - 110, 230)], "#fff3c4", width=0, opacity=0.3)
    _ground(canvas, 200, mix(rng.choice(WOOD), tones.near, 0.15))
    canvas.ellipse(centre, 226, 116, 22, "#fff3c4", width=0, opacity=0.3)


def bricks(canvas: Canvas, rng: Random, tones: Tones) -> None:
    """Paint a brick wall."""
    brick = mix(rng.choice(("#c0674b", "#b98a63", "#8f98a8")), tones.near, 0.3)
    _fill(canvas, lighter(brick, 0.35))
    high, wide = rng.uniform(14, 24), rng.uniform(36, 56)
    for row in range(int(SPAN / high) + 1):
        x = LOW - (wide / 2 if row % 2 else 0)
        while x < HIGH:
            canvas.rect(x, LOW + row * high, wide - 3, high - 3, varied(brick, rng, 0.6), outline=0, radius=1.5)
            x += wide
    if rng.random() < 0.5:
        _ground(canvas, 214, mix("#7b7f8c", tones.far, 0.4))


def blossom(canvas: Canvas, rng: Random, tones: Tones) -> None:
    """Paint a wallpaper of big flowers."""
    _fill(canvas, tones.sky)
    for _ in range(rng.randint(9, 16)):
        x, y, size = rng.uniform(-10, 266), rng.uniform(-10, 266), rng.uniform(9, 22)
        colour = varied(rng.choice((tones.far, tones.near, tones.accent)), rng)
        for index in range(5):
            angle = 2 * pi * index / 5
            canvas.ellipse(x + cos(angle) * size, y + sin(angle) * size, size * 0.72, fill=colour, width=0)
        canvas.ellipse(x, y, size * 0.6, fill=lighter(colour, 0.6), width=0)


def plain(canvas: Canvas, rng: Random, tones: Tones) -> None:
    """Paint one soft fade with a large disc."""
    _fill(canvas, canvas.gradient([(0, tones.sky), (1, tones.far)]))
    canvas.ellipse(rng.uniform(40, 216), rng.uniform(40, 216), rng.uniform(50, 120), fill=tones.near, width=0, opacity=0.55)


def market(canvas: Canvas, rng: Random, tones: Tones) -> None:
    """Paint a stall: an awning, crates of fruit."""
    _fill(canvas, tones.sky)
    _ground(canvas, 150, mix(rng.choice(WOOD), tones.far, 0.3))
    for column in range(7):
        for row in range(3):
            fruit = varied(rng.choice(BRIGHT), rng) if row == 0 else tones.near
            x, y = -60 + column * 52, 162 + row * 40
            canvas.rect(x, y, 46, 34, mix(rng.choice(WOOD), tones.sky, 0.25), outline=0, radius=2)
            for dot in range(3):
                canvas.ellipse(x + 9 + dot * 14, y + 3, 8, fill=varied(fruit, rng, 0.5), width=0)
    for index in range(11):
        colour = tones.accent if index % 2 else lighter(tones.sky, 0.6)
        x = LOW + index * 40
        canvas.path(f"M{x} {LOW}h40V34q-20 26 -40 0Z", colour, width=0)


def rainy(canvas: Canvas, rng: Random, tones: Tones) -> None:
    """Paint a rainy street."""
    grey = mix("#8fa3b5", tones.sky, 0.35)
    _fill(canvas, grey)
    for _ in range(3):
        _cloud(canvas, rng.uniform(-20, 276), rng.uniform(-20, 50), rng.uniform(22, 40), lighter(grey, 0.3))
    _hill(canvas, rng, 180, 70, mix(tones.far, grey, 0.4))
    _ground(canvas, 200, mix("#62656f", tones.near, 0.25))
    for _ in range(40):
        x, y = rng.uniform(-20, 276), rng.uniform(-20, 276)
        canvas.path(f"M{x:.0f} {y:.0f}l-4 14", stroke=lighter(grey, 0.55), width=2)


Scene = Callable[[Canvas, Random, Tones], None]
SCENES: tuple[Scene, ...] = (
    stripes, dotted, sunburst, park, firs, seaside, city, room, library, underwater, outer_space, desert, classroom, stage,
    bricks, blossom, plain, market, rainy,
)


def draw_any_scene(canvas: Canvas, rng: Random) -> None:
    """Paint one of the scenes, drawn by lot."""
    rng.choice(SCENES)(canvas, rng, any_tones(rng))
