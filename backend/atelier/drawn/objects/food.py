"""Fruit and dishes, in likely or unlikely colours."""

from math import cos, pi, sin
from random import Random

from atelier.drawn.canvas import Canvas, mirrored, smooth
from atelier.drawn.palette import WHITE, any_colour, darker, leaf_colour, lighter, likely_colour, varied


def apple(canvas: Canvas, rng: Random) -> None:
    skin = likely_colour(rng, "#d9483b", "#8cbf57", "#f2b632")
    canvas.path("M0 -34Q2 -54 12 -62", width=7)
    canvas.blob(
        [(0, -34), (28, -44), (48, -10), (34, 36), (12, 48), (0, 44), (-12, 48), (-34, 36), (-48, -10), (-28, -44)],
        skin,
    )
    canvas.blob([(6, -48), (26, -66), (44, -56), (24, -44)], leaf_colour(rng))
    canvas.curve([(-30, -20), (-34, -4), (-28, 12)], stroke=lighter(skin, 0.6), width=6)


def pear(canvas: Canvas, rng: Random) -> None:
    skin = likely_colour(rng, "#c9c04a", "#8cbf57", "#e3b04b")
    canvas.path("M0 -52Q0 -66 8 -74", width=7)
    canvas.blob(mirrored([(0, -56), (18, -44), (22, -14), (42, 18), (30, 50), (0, 56)]), skin)
    canvas.curve([(-24, 12), (-28, 26), (-20, 38)], stroke=lighter(skin, 0.6), width=6)


def banana(canvas: Canvas, rng: Random) -> None:
    skin = likely_colour(rng, "#f6d45e", "#f2c132", "#b8c84a")
    with canvas.group(turn=rng.uniform(-50, 50)):
        canvas.path("M-56 -26Q-48 46 36 40Q54 36 56 22Q46 20 38 18Q-18 22 -40 -32Q-44 -44 -54 -42Z", skin)
        canvas.path("M-48 -22Q-30 30 44 28", stroke=darker(skin, 0.3), width=3.4)
        canvas.path("M-56 -30L-54 -44L-43 -42L-42 -32Z", "#6d4630", width=3)


def cherry(canvas: Canvas, rng: Random) -> None:
    fruit = likely_colour(rng, "#d9483b", "#8f2f4f")
    canvas.path("M-26 18Q-14 -34 14 -58Q24 -24 26 22", width=6)
    canvas.blob([(14, -56), (36, -66), (56, -48), (34, -40)], leaf_colour(rng))
    for x, y in ((-28, 32), (26, 36)):
        canvas.ellipse(x, y, 24, 23, fruit)
        canvas.ellipse(x - 8, y - 8, 5, fill=lighter(fruit, 0.7), width=0)


def strawberry(canvas: Canvas, rng: Random) -> None:
    fruit = likely_colour(rng, "#e2503f", "#d9483b")
    canvas.blob(mirrored([(0, -34), (34, -34), (46, -8), (24, 38), (0, 56)]), fruit)
    for x, y in ((-22, -12), (0, -16), (22, -12), (-12, 8), (12, 8), (0, 28)):
        canvas.ellipse(x, y, 2.4, 4, "#ffe9a8", width=0)
    canvas.polygon(
        [
            (-40, -36),
            (-18, -42),
            (-14, -60),
            (0, -46),
            (14, -60),
            (18, -42),
            (40, -36),
            (16, -28),
            (0, -18),
            (-16, -28),
        ],
        leaf_colour(rng),
    )


def pineapple(canvas: Canvas, rng: Random) -> None:
    skin = likely_colour(rng, "#e3a03b", "#d9b24a")
    for turn in (-44, -22, 44, 22, 0):
        with canvas.group(dx=0, dy=-20, turn=turn):
            canvas.path("M-9 6Q-10 -30 0 -56Q10 -30 9 6Z", leaf_colour(rng), width=3.6)
    canvas.ellipse(0, 20, 34, 44, skin)
    with canvas.group(clip=smooth([(0, -22), (34, 20), (0, 62), (-34, 20)])):
        for k in range(-4, 6):
            canvas.line([(k * 17 - 60, -30), (k * 17 + 30, 70)], stroke=darker(skin, 0.35), width=3)
            canvas.line([(k * 17 + 60, -30), (k * 17 - 30, 70)], stroke=darker(skin, 0.35), width=3)


def carrot(canvas: Canvas, rng: Random) -> None:
    root = likely_colour(rng, "#e9803a", "#f08a3c")
    with canvas.group(turn=rng.uniform(-40, 40)):
        for turn in (-26, 0, 26):
            with canvas.group(dx=0, dy=-24, turn=turn):
                canvas.blob([(-7, 4), (-12, -22), (0, -46), (12, -22), (7, 4)], leaf_colour(rng), width=3.6)
        canvas.path("M-25 -20Q0 -38 25 -20Q18 34 0 70Q-18 34 -25 -20Z", root)
        canvas.path("M-20 -2h16M20 14h-16M-12 32h10", stroke=darker(root, 0.35), width=3.4)


def ice_cream(canvas: Canvas, rng: Random) -> None:
    canvas.polygon([(-28, 0), (28, 0), (0, 72)], "#d9a35b")
    for k in (-14, 0, 14):
        canvas.line([(k - 8, 4), (k * 0.2 + 6, 48)], stroke="#a8703f", width=2.8)
    for x, y in ((-18, -10), (18, -10), (0, -38))[-rng.randint(1, 3) :]:
        scoop = lighter(any_colour(rng), 0.3)
        canvas.ellipse(x, y, 24, fill=scoop)
        canvas.ellipse(x - 8, y - 8, 5, fill=WHITE, width=0, opacity=0.7)
    canvas.blob(
        [(-34, 0), (34, 0), (22, 12), (10, 5), (0, 14), (-10, 5), (-22, 12)], lighter(any_colour(rng), 0.3), width=3.4
    )


def cake(canvas: Canvas, rng: Random) -> None:
    dough, icing = likely_colour(rng, "#e8c79a", "#8a5a3c"), lighter(any_colour(rng), 0.3)
    canvas.ellipse(0, 50, 62, 9, WHITE)
    canvas.path("M-50 -8V46Q0 58 50 46V-8Z", dough)
    canvas.path("M-51 20Q0 32 51 20", stroke=icing, width=8)
    canvas.path("M-52 -14Q0 -34 52 -14V4Q44 18 36 4Q26 20 14 6Q4 22 -8 6Q-20 20 -30 4Q-42 16 -52 4Z", icing)
    for x in (-24, 0, 24)[: rng.randint(1, 3)]:
        canvas.rect(x - 4, -50, 8, 32, any_colour(rng), outline=3)
        canvas.blob([(x, -68), (x + 6, -56), (x, -50), (x - 6, -56)], "#f6b23c", width=3)


def hamburger(canvas: Canvas, rng: Random) -> None:
    bun = varied("#d99a4a", rng, 1.3)
    canvas.path("M-54 30H54Q54 52 34 52H-34Q-54 52 -54 30Z", bun)
    canvas.rect(-58, 12, 116, 20, "#7a4a33", radius=9)
    canvas.polygon([(-54, 10), (54, 10), (30, 26), (10, 10)], "#f6c544", width=3.4)
    canvas.path(
        "M-60 2Q-48 18 -36 4Q-22 18 -10 4Q4 18 16 4Q30 18 42 4Q52 16 60 2L54 -6H-54Z", leaf_colour(rng), width=3.6
    )
    canvas.path("M-56 -6Q-54 -54 0 -54Q54 -54 56 -6Z", bun)
    for x, y in ((-26, -28), (0, -38), (26, -28), (-10, -20), (14, -20)):
        canvas.ellipse(x, y, 4, 2.6, "#f6e6c0", width=0)


def pizza(canvas: Canvas, rng: Random) -> None:
    with canvas.group(turn=rng.uniform(-40, 40)):
        canvas.polygon([(-46, -40), (46, -40), (0, 64)], "#f2c95a")
        canvas.limb([(-46, -44), (0, -52), (46, -44)], "#c98a4a", 14)
        for x, y in ((-18, -20), (16, -22), (0, 8), (-6, 32)):
            if rng.random() < 0.8:
                canvas.ellipse(x, y, 9, fill=likely_colour(rng, "#d9483b"), width=3)
        canvas.ellipse(8, -4, 5, 3, leaf_colour(rng), width=0)


def doughnut(canvas: Canvas, rng: Random) -> None:
    icing = any_colour(rng)
    canvas.ellipse(0, 0, 54, 52, "#d9a35b")
    canvas.blob(
        [
            (54 * 0.86 * (1 + 0.07 * (-1) ** k) * cos(pi * k / 6), -3 + 46 * (1 + 0.07 * (-1) ** k) * sin(pi * k / 6))
            for k in range(12)
        ],
        icing,
        width=3.4,
    )
    canvas.ellipse(0, -2, 17, 15, darker("#d9a35b", 0.3))
    for k in range(10):
        a = 2 * pi * k / 10 + rng.uniform(-0.2, 0.2)
        canvas.line(
            [(30 * cos(a) - 3, -2 + 29 * sin(a)), (30 * cos(a) + 3, 1 + 29 * sin(a))], stroke=any_colour(rng), width=4
        )


FOOD = (apple, pear, banana, cherry, strawberry, pineapple, carrot, ice_cream, cake, hamburger, pizza, doughnut)
