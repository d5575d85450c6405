"""Plants, weather and small animals, in likely or unlikely colours."""

from math import cos, pi, sin
from random import Random

from atelier.drawn.canvas import INK, Canvas, mirrored, smooth
from atelier.drawn.palette import GREENS, WHITE, WOOD, any_colour, darker, leaf_colour, lighter, likely_colour, varied


def tree(canvas: Canvas, rng: Random) -> None:
    leaf = likely_colour(rng, *GREENS, "#e9803a", "#e79aa5")
    canvas.path("M-11 66Q-6 30 -8 4H8Q6 30 12 66Z", rng.choice(WOOD))
    lumps = [(0, -62), (32, -52), (50, -24), (42, 4), (14, 14), (-14, 14), (-42, 4), (-50, -24), (-32, -52)]
    canvas.blob([(x * rng.uniform(0.9, 1.12), y) for x, y in lumps], leaf)
    for x, y in ((-22, -30), (14, -40), (22, -10), (-12, -4)):
        canvas.path(f"M{x} {y}q7 -9 14 0", stroke=darker(leaf, 0.35), width=3.4)


def fir(canvas: Canvas, rng: Random) -> None:
    leaf = likely_colour(rng, "#3f8060", "#5d9a5a", "#2f6a5a")
    canvas.rect(-9, 44, 18, 22, rng.choice(WOOD))
    for y, half in ((44, 46), (16, 37), (-12, 27)):
        canvas.polygon([(-half, y), (0, y - 52), (half, y)], leaf)


def cactus(canvas: Canvas, rng: Random) -> None:
    green, pot = likely_colour(rng, *GREENS), any_colour(rng)
    for side, y in ((-1, 0), (1, -14)):
        canvas.limb([(0, y + 16), (side * 32, y + 10), (side * 34, y - 18)], green, 16)
    canvas.limb([(0, 40), (0, -44)], green, 28)
    for x, y in ((-7, -30), (7, -14), (-6, 4), (6, 22)):
        canvas.line([(x - 3, y), (x + 3, y)], width=2.6)
    canvas.path("M-30 30H30L24 64H-24Z", pot)


def sunflower(canvas: Canvas, rng: Random) -> None:
    petal = likely_colour(rng, "#f2b632", "#f6c544")
    canvas.limb([(0, 0), (3, 40), (0, 74)], leaf_colour(rng), 6)
    canvas.blob([(3, 56), (24, 36), (44, 40), (26, 58)], leaf_colour(rng))
    for k in range(14):
        a = 2 * pi * k / 14
        canvas.ellipse(36 * cos(a), -18 + 36 * sin(a), 16, 8, petal, width=3.4, turn=a * 180 / pi)
    canvas.ellipse(0, -18, 26, fill="#6d4630")
    for x, y in ((-10, -24), (0, -14), (9, -26), (8, -8), (-8, -8)):
        canvas.ellipse(x, y, 2.4, fill="#a8703f", width=0)


def tulip(canvas: Canvas, rng: Random) -> None:
    petal, leaf = any_colour(rng), leaf_colour(rng)
    canvas.limb([(0, -8), (2, 30), (0, 66)], leaf, 6)
    for side in (-1, 1):
        canvas.path(f"M0 66Q{side * 14} 30 {side * 38} 8Q{side * 36} 54 0 66Z", leaf)
    canvas.path("M-30 -56Q-18 -50 -14 -40Q-8 -54 0 -64Q8 -54 14 -40Q18 -50 30 -56Q40 -2 0 -2Q-40 -2 -30 -56Z", petal)
    canvas.path("M-14 -40Q-16 -18 -4 -4M14 -40Q16 -18 4 -4", width=3.4)


def mushroom(canvas: Canvas, rng: Random) -> None:
    cap = likely_colour(rng, "#d9483b", "#a8703f", "#e9803a")
    canvas.path("M-18 0Q-14 30 -24 54Q0 64 24 54Q14 30 18 0Z", "#f4ead6")
    canvas.path("M-56 4Q-54 -56 0 -58Q54 -56 56 4Q0 18 -56 4Z", cap)
    for x, y, r in ((-26, -20, 9), (4, -36, 11), (30, -14, 8), (2, -4, 6)):
        canvas.ellipse(x, y, r, r * 0.85, lighter(cap, 0.8), width=0)


def star(canvas: Canvas, rng: Random) -> None:
    arms, deep = rng.choice((5, 5, 6)), rng.uniform(0.4, 0.6)
    turn = rng.uniform(0, 1)
    canvas.polygon(
        [
            (
                (56 if k % 2 == 0 else 56 * deep) * sin(pi * k / arms + turn),
                -(56 if k % 2 == 0 else 56 * deep) * cos(pi * k / arms + turn),
            )
            for k in range(arms * 2)
        ],
        likely_colour(rng, "#f6c544"),
    )


def heart(canvas: Canvas, rng: Random) -> None:
    colour = likely_colour(rng, "#e2503f", "#e0709a")
    with canvas.group(turn=rng.uniform(-25, 25)):
        canvas.path("M0 50Q-60 8 -52 -24Q-40 -58 0 -28Q40 -58 52 -24Q60 8 0 50Z", colour)
        canvas.curve([(-38, -14), (-34, -26), (-24, -32)], stroke=lighter(colour, 0.6), width=6)


def crescent_moon(canvas: Canvas, rng: Random) -> None:
    colour = likely_colour(rng, "#f6d45e", "#e8e2d0")
    with canvas.group(turn=rng.uniform(-30, 30)):
        canvas.path("M14 -56A56 56 0 1 0 52 26A44 44 0 0 1 14 -56Z", colour)
        for x, y, r in ((-30, 0, 6), (-12, 30, 5), (-20, -24, 4)):
            canvas.ellipse(x, y, r, fill=darker(colour, 0.2), width=0)


def sun(canvas: Canvas, rng: Random) -> None:
    colour, rays = likely_colour(rng, "#f6b23c", "#f2c132"), rng.choice((8, 10, 12))
    for k in range(rays):
        with canvas.group(turn=360 * k / rays):
            canvas.polygon([(-9, -38), (9, -38), (0, -64)], lighter(colour, 0.2), width=3.6)
    canvas.ellipse(0, 0, 36, fill=colour)


def cloud(canvas: Canvas, rng: Random) -> None:
    colour = lighter(likely_colour(rng, "#b8d0e8", "#8f98a8"), 0.4)
    canvas.blob(
        [
            (-60, 18),
            (-50, -8),
            (-28, -14),
            (-10, -40),
            (22, -36),
            (34, -12),
            (56, -6),
            (62, 20),
            (44, 34),
            (0, 36),
            (-44, 34),
        ],
        colour,
    )
    if rng.random() < 0.4:
        for x in (-30, 0, 30):
            canvas.line([(x, 46), (x - 6, 62)], stroke="#4a90d9", width=6)


def rainbow(canvas: Canvas, rng: Random) -> None:
    canvas.path("M-62 36A62 62 0 0 1 62 36H26A26 26 0 0 0 -26 36Z", WHITE)
    for radius, colour in ((57, "#e2503f"), (49, "#f08a3c"), (41, "#f6d45e"), (34, "#8cbf57"), (29, "#4a90d9")):
        canvas.path(f"M{-radius} 36A{radius} {radius} 0 0 1 {radius} 36", stroke=varied(colour, rng), width=8)
    for x in (-46, 46):
        canvas.ellipse(x, 40, 26, 14, WHITE)


def fish(canvas: Canvas, rng: Random) -> None:
    colour, two = any_colour(rng), any_colour(rng)
    canvas.polygon([(-34, 0), (-64, -30), (-56, 0), (-64, 30)], two)
    canvas.blob([(-40, 0), (-10, -34), (30, -28), (56, 0), (30, 28), (-10, 34)], colour)
    canvas.polygon([(-8, -34), (14, -52), (24, -30)], two)
    for x in (-12, 6):
        canvas.curve([(x, -26), (x + 10, 0), (x, 26)], stroke=two, width=6)
    canvas.ellipse(36, -8, 8, fill=WHITE, width=3.4)
    canvas.ellipse(38, -8, 3.4, fill=INK, width=0)


def butterfly(canvas: Canvas, rng: Random) -> None:
    one, two = any_colour(rng), any_colour(rng)
    with canvas.group(turn=rng.uniform(-30, 30)):
        for side in (-1, 1):
            canvas.blob([(0, -6), (side * 26, -54), (side * 60, -46), (side * 52, -4)], one)
            canvas.blob([(0, 4), (side * 46, 8), (side * 44, 44), (side * 16, 44)], two)
            canvas.ellipse(side * 40, -30, 9, fill=two, width=3)
            canvas.ellipse(side * 30, 24, 7, fill=one, width=3)
            canvas.curve([(0, -34), (side * 8, -52), (side * 20, -60)], width=3.6)
        canvas.limb([(0, -30), (0, 30)], "#4a3a48", 9, outline=3)


def snail(canvas: Canvas, rng: Random) -> None:
    body, shell = likely_colour(rng, "#e8c79a", "#c9b88a"), any_colour(rng)
    canvas.path("M-58 42H40Q62 40 58 4Q56 -8 44 -4Q40 14 24 18H-30Z", body)
    for x in (44, 58):
        canvas.line([(x - 2, 0), (x + 4, -24)], width=5)
        canvas.ellipse(x + 4, -26, 5, fill=INK, width=0)
    canvas.ellipse(-8, -4, 40, fill=shell)
    canvas.path("M-8 -4q10 -10 14 4t-18 18t-26 -20t30 -34t36 32", stroke=darker(shell, 0.4), width=5)


def ladybird(canvas: Canvas, rng: Random) -> None:
    wings = likely_colour(rng, "#d9483b", "#f2a23a")
    with canvas.group(turn=rng.uniform(-60, 60)):
        for side in (-1, 1):
            for y in (-8, 14, 34):
                canvas.line([(side * 34, y), (side * 56, y + 6)], width=5)
            canvas.curve([(side * 8, -46), (side * 14, -62), (side * 26, -66)], width=4)
        canvas.ellipse(0, -36, 24, 18, "#3a344a")
        canvas.ellipse(0, 12, 44, 46, wings)
        canvas.line([(0, -34), (0, 58)])
        for x, y in ((-20, -8), (20, -8), (-24, 22), (24, 22), (-12, 42), (12, 42)):
            canvas.ellipse(x, y, 7.5, fill=INK, width=0)


def spider(canvas: Canvas, rng: Random) -> None:
    body = likely_colour(rng, "#4a4660", "#6d4630")
    canvas.line([(0, -90), (0, -20)], width=2.6)
    for side in (-1, 1):
        for k in range(4):
            canvas.curve(
                [(side * 20, 4 + k * 6), (side * (50 + 4 * k), -26 + k * 20), (side * (60 - 3 * k), 8 + k * 18)],
                width=5,
            )
    canvas.ellipse(0, 10, 34, 30, body)
    for side in (-1, 1):
        canvas.ellipse(side * 12, 4, 10, fill=WHITE, width=3)
        canvas.ellipse(side * 12 + 2, 6, 4, fill=INK, width=0)
    canvas.curve([(-10, 24), (0, 29), (10, 24)], width=3.4)


def octopus(canvas: Canvas, rng: Random) -> None:
    skin = any_colour(rng)
    for k in range(6):
        x = -45 + k * 18
        curl = rng.uniform(-14, 14)
        canvas.limb([(x * 0.6, 10), (x, 36), (x + curl, 58)], skin, 13)
    canvas.blob(mirrored([(0, -58), (36, -46), (46, -12), (34, 20), (0, 26)]), skin)
    for side in (-1, 1):
        canvas.ellipse(side * 15, -12, 11, fill=WHITE, width=3.4)
        canvas.ellipse(side * 15 + rng.uniform(-4, 4), -11, 5, fill=INK, width=0)
    canvas.curve([(-10, 8), (0, 14), (10, 8)])


def whale(canvas: Canvas, rng: Random) -> None:
    skin = likely_colour(rng, "#4a90d9", "#5d7a9a", "#6f7888")
    canvas.path("M34 -8Q52 -12 50 -40Q60 -34 64 -26Q70 -38 80 -38Q80 -4 52 14Z", skin)
    canvas.path("M-62 6Q-60 -40 -10 -38Q30 -34 56 4Q40 44 -16 44Q-62 42 -62 6Z", skin)
    canvas.path("M-61 14Q-20 30 20 40Q-10 48 -34 42Q-58 36 -61 14Z", lighter(skin, 0.6), width=3.4)
    canvas.ellipse(-40, -2, 4.5, fill=INK, width=0)
    canvas.path("M-16 -42Q-20 -62 -36 -62M-16 -42Q-14 -64 4 -64", stroke="#9fd0f2", width=6)


def bird(canvas: Canvas, rng: Random) -> None:
    feather, two = any_colour(rng), any_colour(rng)
    for x in (-6, 12):
        canvas.path(f"M{x} 34V56M{x - 8} 58H{x + 8}", width=4)
    canvas.polygon([(-30, 4), (-70, -10), (-62, 18)], two)
    canvas.blob([(-40, 6), (-10, -16), (6, -48), (40, -48), (46, -14), (30, 30), (-10, 38)], feather)
    canvas.polygon([(44, -36), (66, -26), (44, -20)], "#f2a23a")
    canvas.ellipse(28, -32, 7, fill=WHITE, width=3)
    canvas.ellipse(30, -32, 3, fill=INK, width=0)
    canvas.blob([(-26, 6), (4, -4), (18, 10), (-4, 24)], two)


def snake(canvas: Canvas, rng: Random) -> None:
    skin, two = likely_colour(rng, *GREENS), any_colour(rng)
    points = [(-60, 44), (-34, 28), (-8, 44), (18, 30), (34, 4), (14, -18), (-8, -28), (8, -50), (30, -52)]
    canvas.limb(points, skin, 19)
    canvas.path(smooth(points[:-1], closed=False), stroke=two, width=6, dash="8 12")
    canvas.ellipse(34, -52, 19, 14, skin)
    canvas.path("M52 -50h12l6 -5M64 -50l6 5", stroke="#d9483b", width=3)
    canvas.ellipse(38, -58, 4, fill=INK, width=0)


def turtle(canvas: Canvas, rng: Random) -> None:
    skin, shell = likely_colour(rng, *GREENS), any_colour(rng)
    for x in (-36, 18):
        canvas.rect(x, 20, 22, 26, skin, radius=9)
    canvas.blob([(36, 10), (46, -16), (68, -16), (70, 6), (50, 22)], skin)
    canvas.ellipse(58, -6, 3.6, fill=INK, width=0)
    canvas.path("M-56 24Q-52 -42 -4 -42Q42 -42 46 24Z", shell)
    canvas.polygon([(-4, -26), (14, -14), (8, 8), (-16, 8), (-22, -14)], darker(shell, 0.2), width=3.4)
    canvas.path("M-22 -14L-40 -20M14 -14L30 -22M-16 8L-24 24M8 8L16 24", width=3.4)


def crab(canvas: Canvas, rng: Random) -> None:
    shell = likely_colour(rng, "#e2503f", "#e9803a")
    for side in (-1, 1):
        for k in range(3):
            canvas.curve(
                [(side * 30, 20 + k * 4), (side * (54 - k * 6), 22 + k * 10), (side * (56 - k * 8), 44 + k * 6)],
                width=6,
            )
        canvas.limb([(side * 34, 4), (side * 54, -12), (side * 50, -30)], shell, 9)
        canvas.path(
            f"M{side * 40} -34Q{side * 34} -62 {side * 54} -64L{side * 52} -48L{side * 66} -58Q{side * 72} -36 {side * 52} -30Z",
            shell,
        )
        canvas.line([(side * 12, -12), (side * 12, -28)], width=5)
        canvas.ellipse(side * 12, -32, 7, fill=WHITE, width=3.4)
        canvas.ellipse(side * 12, -32, 3, fill=INK, width=0)
    canvas.ellipse(0, 12, 44, 28, shell)
    canvas.curve([(-12, 18), (0, 25), (12, 18)])


NATURE = (
    tree,
    fir,
    cactus,
    sunflower,
    tulip,
    mushroom,
    star,
    heart,
    crescent_moon,
    sun,
    cloud,
    rainbow,
    fish,
    butterfly,
    snail,
    ladybird,
    spider,
    octopus,
    whale,
    bird,
    snake,
    turtle,
    crab,
)
