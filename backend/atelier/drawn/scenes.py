"""Backgrounds: flat shapes without ink, in soft colours, so that a figure with its bold outline stands before them.

A scene covers the world from -80 to 336 on both axes; the part in view is near 0 to 256.
"""

from collections.abc import Callable
from math import cos, pi, sin
from random import Random

from atelier.drawn.backdrop import HIGH, LOW, SPAN, Tones, any_tones, fill, ground
from atelier.drawn.canvas import Canvas
from atelier.drawn.landscapes import city, desert, firs, outer_space, park, rainy, seaside, underwater
from atelier.drawn.palette import BRIGHT, SOFT, WOOD, darker, lighter, mix, varied


def stripes(canvas: Canvas, rng: Random, tones: Tones) -> None:
    """Paint slanted stripes."""
    fill(canvas, tones.sky)
    wide = rng.uniform(14, 44)
    with canvas.group(turn=rng.choice((-60, -45, -30, 0, 30, 45, 60, 90)), about=(128, 128)):
        x = LOW - 80.0
        while x < HIGH + 80:
            canvas.rect(x, LOW - 90, wide, SPAN + 180, tones.far, outline=0)
            x += wide * 2


def dotted(canvas: Canvas, rng: Random, tones: Tones) -> None:
    """Paint a dotted wall."""
    fill(canvas, tones.far)
    step = rng.uniform(26, 58)
    radius = step * rng.uniform(0.14, 0.36)
    for row in range(int(SPAN / step) + 1):
        for column in range(int(SPAN / step) + 1):
            canvas.ellipse(LOW + (column + 0.5 * (row % 2)) * step, LOW + row * step, radius, fill=tones.sky, width=0)


def sunburst(canvas: Canvas, rng: Random, tones: Tones) -> None:
    """Paint rays about a point behind the figure."""
    fill(canvas, tones.sky)
    x, y = rng.uniform(60, 196), rng.uniform(40, 200)
    count = rng.choice((8, 10, 12, 16))
    for index in range(count):
        start, end = 2 * pi * index / count, 2 * pi * (index + 0.5) / count
        canvas.polygon(
            [(x, y), (x + 500 * cos(start), y + 500 * sin(start)), (x + 500 * cos(end), y + 500 * sin(end))],
            tones.far,
            width=0,
        )


def room(canvas: Canvas, rng: Random, tones: Tones) -> None:
    """Paint a room: a wall, a floor, a window or a picture, a lamp or a plant."""
    fill(canvas, tones.sky)
    if rng.random() < 0.5:
        for stripe in range(LOW, HIGH, 34):
            canvas.rect(stripe, LOW, 12, 290, mix(tones.sky, tones.far, 0.4), outline=0)
    ground(canvas, 196, mix(rng.choice(WOOD), tones.far, 0.45))
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
            canvas.ellipse(
                px + angle * 0.35,
                150 - (60 - abs(angle)) * 0.25,
                8,
                30,
                mix("#5d9a5a", tones.near, 0.2),
                width=0,
                turn=angle,
            )
        canvas.path(f"M{px - 20:.0f} 172h40l-6 34h-28Z", tones.accent, width=0)
    else:
        canvas.rect(px - 3, 90, 6, 112, darker(tones.near, 0.3), outline=0)
        canvas.path(f"M{px - 18:.0f} 60h36l12 36h-60Z", lighter(tones.accent, 0.4), width=0)


def library(canvas: Canvas, rng: Random, tones: Tones) -> None:
    """Paint shelves full of books."""
    wood = mix(rng.choice(WOOD), tones.far, 0.3)
    fill(canvas, darker(wood, 0.3))
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


def classroom(canvas: Canvas, rng: Random, tones: Tones) -> None:
    """Paint a blackboard with chalk marks."""
    fill(canvas, tones.sky)
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
    ground(canvas, 205, mix(rng.choice(WOOD), tones.far, 0.4))


def stage(canvas: Canvas, rng: Random, tones: Tones) -> None:
    """Paint a curtain and a spotlight on boards."""
    cloth = darker(tones.accent, 0.2)
    fill(canvas, cloth)
    wide = rng.uniform(22, 38)
    x = float(LOW)
    while x < HIGH:
        canvas.rect(x, LOW, wide * 0.45, 300, darker(cloth, 0.25), outline=0)
        x += wide
    centre = rng.uniform(80, 176)
    canvas.polygon(
        [(centre - 20, LOW), (centre + 20, LOW), (centre + 110, 230), (centre - 110, 230)],
        "#fff3c4",
        width=0,
        opacity=0.3,
    )
    ground(canvas, 200, mix(rng.choice(WOOD), tones.near, 0.15))
    canvas.ellipse(centre, 226, 116, 22, "#fff3c4", width=0, opacity=0.3)


def bricks(canvas: Canvas, rng: Random, tones: Tones) -> None:
    """Paint a brick wall."""
    brick = mix(rng.choice(("#c0674b", "#b98a63", "#8f98a8")), tones.near, 0.3)
    fill(canvas, lighter(brick, 0.35))
    high, wide = rng.uniform(14, 24), rng.uniform(36, 56)
    for row in range(int(SPAN / high) + 1):
        x = LOW - (wide / 2 if row % 2 else 0)
        while x < HIGH:
            canvas.rect(x, LOW + row * high, wide - 3, high - 3, varied(brick, rng, 0.6), outline=0, radius=1.5)
            x += wide
    if rng.random() < 0.5:
        ground(canvas, 214, mix("#7b7f8c", tones.far, 0.4))


def blossom(canvas: Canvas, rng: Random, tones: Tones) -> None:
    """Paint a wallpaper of big flowers."""
    fill(canvas, tones.sky)
    for _ in range(rng.randint(9, 16)):
        x, y, size = rng.uniform(-10, 266), rng.uniform(-10, 266), rng.uniform(9, 22)
        colour = varied(rng.choice((tones.far, tones.near, tones.accent)), rng)
        for index in range(5):
            angle = 2 * pi * index / 5
            canvas.ellipse(x + cos(angle) * size, y + sin(angle) * size, size * 0.72, fill=colour, width=0)
        canvas.ellipse(x, y, size * 0.6, fill=lighter(colour, 0.6), width=0)


def plain(canvas: Canvas, rng: Random, tones: Tones) -> None:
    """Paint one soft fade with a large disc."""
    fill(canvas, canvas.gradient([(0, tones.sky), (1, tones.far)]))
    canvas.ellipse(
        rng.uniform(40, 216), rng.uniform(40, 216), rng.uniform(50, 120), fill=tones.near, width=0, opacity=0.55
    )


def market(canvas: Canvas, rng: Random, tones: Tones) -> None:
    """Paint a stall: an awning, crates of fruit."""
    fill(canvas, tones.sky)
    ground(canvas, 150, mix(rng.choice(WOOD), tones.far, 0.3))
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


Scene = Callable[[Canvas, Random, Tones], None]
SCENES: tuple[Scene, ...] = (
    stripes,
    dotted,
    sunburst,
    park,
    firs,
    seaside,
    city,
    room,
    library,
    underwater,
    outer_space,
    desert,
    classroom,
    stage,
    bricks,
    blossom,
    plain,
    market,
    rainy,
)


def draw_any_scene(canvas: Canvas, rng: Random) -> None:
    """Paint one of the scenes, drawn by lot."""
    rng.choice(SCENES)(canvas, rng, any_tones(rng))
