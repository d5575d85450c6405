"""Things of the house and the street, each in any colour; all lie within 70 of the origin."""

from math import cos, pi, sin
from random import Random

from atelier.drawn.canvas import INK, Canvas, mirrored
from atelier.drawn.palette import METAL, WHITE, WOOD, any_colour, any_wood, darker, lighter, mix, varied


def umbrella(canvas: Canvas, rng: Random) -> None:
    one, two, ribs = any_colour(rng), any_colour(rng), rng.choice((4, 5, 6))
    canvas.path("M0 -40V44Q0 60 14 58Q24 56 22 44", width=10)
    canvas.path("M0 -40V44Q0 60 14 58Q24 56 22 44", stroke=rng.choice(WOOD), width=4)
    wide = 120 / ribs
    for index in range(ribs):
        left = -60 + index * wide
        canvas.path(
            f"M{left:.0f} 0Q{left * 0.7:.0f} -52 0 -58Q{(left + wide) * 0.7:.0f} -52 {left + wide:.0f} 0Q{left + wide / 2:.0f} -14 "
            f"{left:.0f} 0Z",
            one if index % 2 else two,
            width=3.4,
        )
    canvas.line([(0, -58), (0, -68)], width=5)


def volleyball(canvas: Canvas, rng: Random) -> None:
    one, two = varied(WHITE, rng) if rng.random() < 0.5 else any_colour(rng), any_colour(rng)
    canvas.ellipse(0, 0, 54, fill=one)
    with canvas.group(turn=rng.uniform(0, 120)):
        for turn in (0, 120, 240):
            with canvas.group(turn=turn, clip="M-54 0A54 54 0 1 0 54 0A54 54 0 1 0 -54 0Z"):
                canvas.path("M0 0Q24 -22 22 -60L-10 -60Q-4 -26 -26 -8Z", two, width=3.4)
                canvas.path("M0 0Q40 -8 54 -34", width=3.4)
    canvas.ellipse(0, 0, 54)


def street_sign(canvas: Canvas, rng: Random) -> None:
    colour = any_colour(rng)
    canvas.rect(-5, -20, 10, 90, varied(rng.choice(METAL), rng))
    kind = rng.randint(0, 3)
    if kind == 0:
        canvas.polygon([(0, -62), (44, 12), (-44, 12)], colour)
        canvas.polygon([(0, -42), (28, 4), (-28, 4)], WHITE, width=3)
        canvas.line([(0, -28), (0, -12)], width=6)
        canvas.ellipse(0, -3, 3.2, fill=INK, width=0)
    elif kind == 1:
        canvas.ellipse(0, -22, 40, fill=colour)
        canvas.rect(-26, -30, 52, 15, WHITE, radius=3, outline=3)
    elif kind == 2:
        canvas.polygon([(44 * cos(pi * (k + 0.5) / 4), -22 + 44 * sin(pi * (k + 0.5) / 4)) for k in range(8)], colour)
        canvas.line([(-22, -22), (22, -22)], stroke=WHITE, width=9)
    else:
        canvas.polygon([(-50, -44), (34, -44), (56, -24), (34, -4), (-50, -4)], colour)
        canvas.line([(-38, -30), (26, -30)], stroke=WHITE, width=6)
        canvas.line([(-38, -17), (10, -17)], stroke=WHITE, width=6)


def desk(canvas: Canvas, rng: Random) -> None:
    wood = any_wood(rng)
    canvas.rect(-54, -10, 12, 62, darker(wood))
    canvas.rect(20, -10, 36, 62, darker(wood, 0.12))
    for y in (-4, 14, 32):
        canvas.rect(25, y, 26, 14, wood, outline=3)
        canvas.ellipse(38, y + 7, 2.4, fill=INK, width=0)
    canvas.rect(-62, -22, 124, 13, lighter(wood, 0.1), radius=3)
    canvas.path("M-30 -24l8 -26l20 -10", stroke=INK, width=5)
    canvas.path("M-10 -66l20 12l-24 10Z", any_colour(rng), width=3.4)
    canvas.rect(14, -40, 30, 18, any_colour(rng), radius=2, outline=3.4)


def book_jacket(canvas: Canvas, rng: Random) -> None:
    cover = any_colour(rng)
    with canvas.group(turn=rng.uniform(-14, 14)):
        canvas.rect(-38, -54, 80, 108, WHITE, radius=3)
        canvas.rect(-44, -56, 80, 108, cover, radius=3)
        canvas.rect(-44, -56, 14, 108, darker(cover, 0.25), radius=2)
        canvas.rect(-20, -44, 46, 22, lighter(cover, 0.6), outline=3)
        canvas.line([(-12, -37), (18, -37)], width=3)
        canvas.line([(-12, -29), (8, -29)], width=3)
        x, art = 3, any_colour(rng)
        if rng.random() < 0.5:
            canvas.ellipse(x, 14, 20, fill=art, width=3.4)
        else:
            canvas.polygon([(x, -8), (x + 22, 32), (x - 22, 32)], art, width=3.4)


def comic_book(canvas: Canvas, rng: Random) -> None:
    with canvas.group(turn=rng.uniform(-12, 12)):
        canvas.rect(-48, -60, 96, 120, WHITE)
        y = -54.0
        for _ in range(3):
            split, high = rng.uniform(-20, 20), 35
            for left, right in ((-42, split - 2), (split + 2, 42)):
                panel = any_colour(rng)
                canvas.rect(left, y, right - left, high, panel, outline=2.8)
                middle = (left + right) / 2
                if rng.random() < 0.6:
                    canvas.ellipse(middle, y + 24, 8, fill=lighter(panel, 0.6), width=2.6)
                    canvas.ellipse(middle + 4, y + 9, 12, 6, WHITE, width=2.2)
                else:
                    points = [
                        (
                            middle + (14 if k % 2 else 7) * cos(pi * k / 6),
                            y + 17 + (14 if k % 2 else 7) * sin(pi * k / 6),
                        )
                        for k in range(12)
                    ]
                    canvas.polygon(points, "#f6d45e", width=2.2)
            y += high + 4


def fence(canvas: Canvas, rng: Random) -> None:
    wood = varied(rng.choice((*WOOD, WHITE, "#9fc9d9")), rng)
    count, tip = rng.choice((4, 5, 6)), rng.uniform(0, 16)
    for y in (-16, 22):
        canvas.rect(-68, y, 136, 11, darker(wood, 0.15), outline=3.4)
    for index in range(count):
        x = -62 + index * 124 / count
        wide = 100 / count
        canvas.polygon([(x, -38), (x + wide / 2, -38 - tip), (x + wide, -38), (x + wide, 50), (x, 50)], wood, width=3.4)


def mug(canvas: Canvas, rng: Random) -> None:
    colour = any_colour(rng)
    canvas.path("M34 -20Q66 -24 62 6Q58 30 32 24", width=20)
    canvas.path("M34 -20Q66 -24 62 6Q58 30 32 24", stroke=colour, width=12)
    canvas.path("M-40 -38V32Q-40 46 -26 46H26Q40 46 40 32V-38Z", colour)
    canvas.ellipse(0, -38, 40, 10, darker(colour, 0.3))
    canvas.rect(-38, -10, 76, 13, lighter(colour, 0.5), outline=0)
    if rng.random() < 0.6:
        canvas.path("M-12 -56q-8 -8 0 -16M10 -56q-8 -8 0 -16", stroke=WHITE, width=5, opacity=0.85)


def teapot(canvas: Canvas, rng: Random) -> None:
    colour = any_colour(rng)
    canvas.path("M-34 -8Q-66 -12 -62 16Q-58 34 -30 30", width=16)
    canvas.path("M-34 -8Q-66 -12 -62 16Q-58 34 -30 30", stroke=colour, width=8)
    canvas.path("M30 22Q52 18 52 -10L68 -22Q70 26 30 40Z", colour)
    canvas.blob(mirrored([(0, -28), (28, -22), (44, 10), (28, 42), (0, 44)]), colour)
    canvas.path("M-24 -26Q0 -44 24 -26Q0 -18 -24 -26Z", darker(colour, 0.15))
    canvas.ellipse(0, -42, 7, fill=darker(colour, 0.15))
    canvas.ellipse(0, 10, 12, fill=lighter(colour, 0.5), width=3)


def chair(canvas: Canvas, rng: Random) -> None:
    wood, seat = any_wood(rng), any_colour(rng)
    for x in (-32, 22):
        canvas.rect(x, 8, 10, 52, darker(wood))
    canvas.rect(-32, -62, 10, 70, wood)
    canvas.rect(22, -62, 10, 70, wood)
    for y in (-56, -36, -16):
        canvas.rect(-26, y, 52, 10, wood, outline=3.4)
    canvas.polygon([(-34, 2), (34, 2), (42, 16), (-42, 16)], seat)


def lamp(canvas: Canvas, rng: Random) -> None:
    shade, foot = any_colour(rng), any_colour(rng)
    canvas.ellipse(0, -18, 66, fill="#ffe9a8", width=0, opacity=0.4)
    canvas.rect(-4, -10, 8, 50, foot, outline=3.4)
    canvas.path("M-26 52Q0 28 26 52Z", foot)
    top = rng.uniform(12, 30)
    canvas.polygon([(-top, -60), (top, -60), (44, -6), (-44, -6)], shade)
    canvas.line([(-40, -14), (40, -14)], stroke=lighter(shade, 0.5), width=5)


def clock(canvas: Canvas, rng: Random) -> None:
    colour = any_colour(rng)
    for side in (-1, 1):
        canvas.ellipse(side * 30, -46, 15, fill=colour)
        canvas.line([(side * 28, 40), (side * 40, 56)], width=8)
    canvas.ellipse(0, 0, 50, fill=colour)
    canvas.ellipse(0, 0, 38, fill=WHITE, width=3.4)
    for k in range(12):
        a = pi * k / 6
        canvas.line([(30 * cos(a), 30 * sin(a)), (34 * cos(a), 34 * sin(a))], width=3)
    for long, width in ((28, 4), (18, 5)):
        a = rng.uniform(0, 2 * pi)
        canvas.line([(0, 0), (long * cos(a), long * sin(a))], width=width)


def telephone(canvas: Canvas, rng: Random) -> None:
    colour = any_colour(rng)
    canvas.path("M-34 -20H34L54 46H-54Z", colour)
    canvas.ellipse(0, 14, 24, fill=lighter(colour, 0.6))
    for k in range(8):
        canvas.ellipse(15 * cos(pi * k / 4), 14 + 15 * sin(pi * k / 4), 3.6, fill=darker(colour, 0.4), width=0)
    canvas.path("M-60 -22Q-60 -56 0 -56Q60 -56 60 -22H34Q34 -36 0 -36Q-34 -36 -34 -22Z", darker(colour, 0.15))


def camera(canvas: Canvas, rng: Random) -> None:
    colour = any_colour(rng)
    canvas.rect(-30, -44, 34, 18, darker(colour), radius=4)
    canvas.rect(20, -40, 18, 12, "#e2503f", radius=3)
    canvas.rect(-58, -30, 116, 72, colour, radius=8)
    canvas.rect(-56, -10, 112, 30, darker(colour, 0.3), outline=0)
    canvas.ellipse(0, 6, 30, fill=METAL[2])
    canvas.ellipse(0, 6, 20, fill="#34405e")
    canvas.ellipse(-6, 0, 6, fill="#bfe0f2", width=0)


def television(canvas: Canvas, rng: Random) -> None:
    colour = any_colour(rng)
    canvas.line([(-22, -66), (0, -38), (26, -68)], width=5)
    canvas.rect(-56, -40, 112, 82, colour, radius=10)
    for x in (-34, 34):
        canvas.line([(x, 44), (x * 1.2, 58)], width=7)
    canvas.rect(-46, -30, 70, 62, mix("#bfe0f2", any_colour(rng), 0.4), radius=12)
    canvas.path("M-36 14l14 -20l12 12l14 -22", stroke=WHITE, width=5)
    for y in (-18, 2):
        canvas.ellipse(40, y, 7, fill=darker(colour, 0.3), width=3)


def candle(canvas: Canvas, rng: Random) -> None:
    wax, tall = any_colour(rng), rng.uniform(40, 70)
    canvas.ellipse(0, 22 - tall, 34, 40, "#ffe9a8", width=0, opacity=0.45)
    canvas.ellipse(0, 48, 44, 11, METAL[1])
    canvas.rect(-15, 44 - tall, 30, tall + 2, wax, radius=4)
    canvas.blob(
        [(-15, 46 - tall), (15, 46 - tall), (14, 60 - tall), (6, 54 - tall), (0, 66 - tall), (-8, 54 - tall)],
        lighter(wax, 0.4),
        width=3,
    )
    canvas.line([(0, 44 - tall), (0, 36 - tall)], width=4)
    canvas.blob([(0, 6 - tall), (9, 26 - tall), (0, 37 - tall), (-9, 26 - tall)], "#f6b23c", width=3.4)


def bottle(canvas: Canvas, rng: Random) -> None:
    glass = any_colour(rng)
    canvas.rect(-10, -68, 20, 14, any_colour(rng), radius=3)
    canvas.path("M-9 -54H9V-30Q28 -18 28 2V54Q28 60 20 60H-20Q-28 60 -28 54V2Q-28 -18 -9 -30Z", glass)
    canvas.rect(-28, 6, 56, 32, lighter(glass, 0.7), outline=3.4)
    canvas.line([(-16, 18), (16, 18)], width=4)
    canvas.line([(-16, -10), (-16, 0)], stroke=lighter(glass, 0.7), width=5)


def ladder(canvas: Canvas, rng: Random) -> None:
    wood = any_wood(rng) if rng.random() < 0.6 else any_colour(rng)
    with canvas.group(turn=rng.uniform(-20, 20)):
        for y in range(-48, 60, 22):
            canvas.rect(-24, y, 48, 8, wood, outline=3.4)
        for x in (-32, 24):
            canvas.rect(x, -66, 9, 132, wood, outline=3.6, radius=2)


def broom(canvas: Canvas, rng: Random) -> None:
    with canvas.group(turn=rng.uniform(-50, 50)):
        canvas.rect(-4.5, -78, 9, 96, any_wood(rng), radius=3)
        straw = varied("#e3b04b", rng)
        canvas.path("M-13 16H13L28 66Q0 74 -28 66Z", straw)
        for x in (-14, -4, 6, 15):
            canvas.line([(x * 0.6, 32), (x, 66)], stroke=darker(straw, 0.35), width=3)
        canvas.rect(-15, 12, 30, 12, any_colour(rng))


HOUSEHOLD = (
    umbrella,
    volleyball,
    street_sign,
    desk,
    book_jacket,
    comic_book,
    fence,
    mug,
    teapot,
    chair,
    lamp,
    clock,
    telephone,
    camera,
    television,
    candle,
    bottle,
    ladder,
    broom,
)
