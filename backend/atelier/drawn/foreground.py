"""Things between the eye and the figure: they hide a part of it, as in any real picture."""

from collections.abc import Callable
from math import cos, pi, sin
from random import Random

from atelier.drawn.canvas import INK, Canvas, smooth
from atelier.drawn.palette import BRIGHT, GREENS, WHITE, WOOD, any_colour, darker, lighter, varied


def _bush(canvas: Canvas, rng: Random) -> None:
    leaf = varied(rng.choice(GREENS), rng)
    x, top = rng.choice((rng.uniform(-20, 50), rng.uniform(206, 276))), rng.uniform(180, 226)
    lumps = [
        (x + dx, top + dy)
        for dx, dy in ((-62, 30), (-44, 4), (-16, -12), (16, -10), (44, 6), (62, 32), (60, 120), (-60, 120))
    ]
    canvas.blob(lumps, leaf)
    for _ in range(5):
        canvas.path(
            f"M{x + rng.uniform(-40, 36):.0f} {top + rng.uniform(14, 50):.0f}q6 -9 12 0",
            stroke=darker(leaf, 0.35),
            width=3,
        )


def _fence(canvas: Canvas, rng: Random) -> None:
    wood = varied(rng.choice((*WOOD, WHITE, "#9fc9d9")), rng)
    top, wide = rng.uniform(190, 224), rng.uniform(22, 34)
    canvas.rect(-60, top + 24, 380, 12, darker(wood, 0.15), outline=3.4)
    x = -60 + rng.uniform(0, 20)
    while x < 316:
        canvas.polygon(
            [(x, top + 10), (x + wide / 2, top - 4), (x + wide, top + 10), (x + wide, 330), (x, 330)], wood, width=3.4
        )
        x += wide + rng.uniform(12, 22)


def _table(canvas: Canvas, rng: Random) -> None:
    wood, top = varied(rng.choice(WOOD), rng), rng.uniform(200, 232)
    canvas.rect(-90, top, 440, 16, lighter(wood, 0.15))
    canvas.rect(-90, top + 16, 440, 120, wood)
    x = rng.uniform(20, 220)
    cup = any_colour(rng)
    canvas.path(f"M{x + 17:.0f} {top - 24:.0f}q15 -2 14 9t-15 9", width=7)
    canvas.rect(x - 18, top - 34, 36, 34, cup, radius=5)
    canvas.rect(x - 18, top - 22, 36, 7, lighter(cup, 0.5), outline=0)


def _leaves(canvas: Canvas, rng: Random) -> None:
    leaf = varied(rng.choice((*GREENS, "#d9733a", "#c9a03a")), rng)
    right, top = rng.random() < 0.5, rng.random() < 0.6
    x, y = (266 if right else -10), (-8 if top else 262)
    for index in range(6):
        angle = (pi * (0.5 + 0.5 * index / 5)) if right else (pi * 0.5 * index / 5)
        angle = angle if top else -angle
        long = rng.uniform(56, 104)
        tip = (x + cos(angle) * long, y + sin(angle) * long)
        side = (cos(angle + pi / 2) * 14, sin(angle + pi / 2) * 14)
        middle = ((x + tip[0]) / 2, (y + tip[1]) / 2)
        canvas.path(
            f"M{x} {y}Q{middle[0] + side[0]:.0f} {middle[1] + side[1]:.0f} {tip[0]:.0f} {tip[1]:.0f}"
            f"Q{middle[0] - side[0]:.0f} {middle[1] - side[1]:.0f} {x} {y}Z",
            varied(leaf, rng, 0.6),
            width=3.6,
        )
        canvas.path(f"M{x} {y}L{middle[0]:.0f} {middle[1]:.0f}", stroke=darker(leaf, 0.4), width=2.4)


def _bubbles(canvas: Canvas, rng: Random) -> None:
    for _ in range(rng.randint(3, 7)):
        x, y, radius = rng.uniform(0, 256), rng.uniform(0, 256), rng.uniform(9, 24)
        canvas.ellipse(x, y, radius, fill="#ffffff", stroke="#ffffff", width=2.4, opacity=0.35)
        canvas.path(
            f"M{x - radius * 0.5:.1f} {y - radius * 0.1:.1f}q{radius * 0.1:.1f} {-radius * 0.4:.1f} {radius * 0.45:.1f} "
            f"{-radius * 0.45:.1f}",
            stroke="#ffffff",
            width=3,
            opacity=0.8,
        )


def _flakes(canvas: Canvas, rng: Random) -> None:
    for _ in range(rng.randint(14, 34)):
        canvas.ellipse(
            rng.uniform(-10, 266), rng.uniform(-10, 266), rng.uniform(2, 6), fill="#ffffff", width=0, opacity=0.9
        )


def _rain(canvas: Canvas, rng: Random) -> None:
    slant = rng.uniform(-10, 4)
    for _ in range(rng.randint(24, 44)):
        x, y = rng.uniform(-10, 266), rng.uniform(-20, 256)
        canvas.path(f"M{x:.0f} {y:.0f}l{slant:.0f} 20", stroke="#dcecf5", width=2.6, opacity=0.75)


def _confetti(canvas: Canvas, rng: Random) -> None:
    for _ in range(rng.randint(16, 34)):
        x, y = rng.uniform(-10, 266), rng.uniform(-10, 266)
        with canvas.group(turn=rng.uniform(0, 180), about=(x, y)):
            canvas.rect(x, y, rng.uniform(5, 10), rng.uniform(4, 7), rng.choice(BRIGHT), outline=0, radius=1)


def _window(canvas: Canvas, rng: Random) -> None:
    frame = varied(rng.choice((*WOOD, WHITE, "#5d6472")), rng)
    x, y = (
        rng.choice((rng.uniform(20, 70), rng.uniform(186, 236))),
        rng.choice((rng.uniform(10, 50), rng.uniform(196, 240))),
    )
    canvas.rect(x - 7, -90, 14, 440, frame, outline=3.4)
    canvas.rect(-90, y - 7, 440, 14, frame, outline=3.4)


def _balloons(canvas: Canvas, rng: Random) -> None:
    for _ in range(rng.randint(1, 3)):
        x, y, size = rng.choice((rng.uniform(0, 60), rng.uniform(196, 256))), rng.uniform(30, 200), rng.uniform(18, 30)
        colour = any_colour(rng)
        canvas.path(f"M{x:.0f} {y + size:.0f}q-8 40 4 120", width=2.4)
        canvas.ellipse(x, y, size * 0.85, size, colour)
        canvas.path(
            f"M{x + size * 0.3:.1f} {y - size * 0.6:.1f}q{size * 0.25:.1f} {size * 0.2:.1f} {size * 0.25:.1f} {size * 0.5:.1f}",
            stroke=lighter(colour, 0.6),
            width=4,
        )


def _sign(canvas: Canvas, rng: Random) -> None:
    x, y, colour = rng.choice((rng.uniform(10, 60), rng.uniform(196, 246))), rng.uniform(120, 200), any_colour(rng)
    canvas.rect(x - 4, y, 8, 220, WOOD[0], outline=3.4)
    with canvas.group(turn=rng.uniform(-8, 8), about=(x, y)):
        canvas.rect(x - 36, y - 24, 72, 46, colour, radius=5)
        canvas.path(f"M{x - 22:.0f} {y - 8:.0f}h44M{x - 22:.0f} {y + 6:.0f}h30", stroke=lighter(colour, 0.7), width=5)


def _cat(canvas: Canvas, rng: Random) -> None:
    fur = varied(rng.choice(("#3a344a", "#d98a4a", "#8f98a8", WHITE)), rng)
    x = rng.choice((rng.uniform(20, 70), rng.uniform(186, 236)))
    with canvas.group(dx=x, dy=rng.uniform(222, 250)):
        canvas.path(
            smooth(
                [
                    (-34, 0),
                    (-36, -24),
                    (-30, -48),
                    (-16, -32),
                    (0, -36),
                    (16, -32),
                    (30, -48),
                    (36, -24),
                    (34, 0),
                    (44, 60),
                    (-44, 60),
                ],
                tension=0.7,
            ),
            fur,
        )
        canvas.path("M-16 -12v6M16 -12v6", stroke=lighter(fur, 0.7) if fur < "#7" else INK, width=6)
        canvas.path("M-4 0h8l-4 5ZM-28 2l-20 -4M-28 8l-20 4M28 2l20 -4M28 8l20 4", "#e79aa5", width=2.4)


def _shade(canvas: Canvas, rng: Random) -> None:
    x = rng.uniform(-40, 200)
    canvas.polygon(
        [(x, -90), (x + rng.uniform(60, 140), -90), (x + rng.uniform(-20, 120), 350), (x - rng.uniform(40, 140), 350)],
        INK,
        width=0,
        opacity=rng.uniform(0.12, 0.3),
    )


def _beam(canvas: Canvas, rng: Random) -> None:
    x = rng.uniform(-40, 200)
    canvas.polygon(
        [(x, -90), (x + rng.uniform(40, 120), -90), (x + rng.uniform(0, 140), 350), (x - rng.uniform(40, 140), 350)],
        "#fff3c4",
        width=0,
        opacity=rng.uniform(0.15, 0.35),
    )


FOREGROUNDS: tuple[Callable[[Canvas, Random], None], ...] = (
    _bush,
    _fence,
    _table,
    _leaves,
    _bubbles,
    _flakes,
    _rain,
    _confetti,
    _window,
    _balloons,
    _sign,
    _cat,
    _shade,
    _beam,
)


def draw_any_foreground(canvas: Canvas, rng: Random) -> None:
    """Paint one thing, drawn by lot, before the figure."""
    rng.choice(FOREGROUNDS)(canvas, rng)
