"""Vehicles and buildings."""

from random import Random

from atelier.drawn.canvas import INK, Canvas
from atelier.drawn.palette import METAL, WHITE, WOOD, any_colour, darker, lighter, varied

GLASS = "#bfe0f2"


def _wheel(canvas: Canvas, x: float, y: float, radius: float) -> None:
    canvas.ellipse(x, y, radius, fill="#3a344a")
    canvas.ellipse(x, y, radius * 0.45, fill=METAL[2], width=0)


def car(canvas: Canvas, rng: Random) -> None:
    colour = any_colour(rng)
    canvas.path("M-38 -4Q-32 -38 -10 -38H12Q34 -38 42 -4Z", GLASS)
    canvas.line([(1, -38), (1, -4)])
    canvas.path("M-64 30V8Q-64 -4 -48 -4H44Q66 0 66 20V30Z", colour)
    canvas.ellipse(60, 10, 5, fill="#ffe28a", width=2.6)
    for x in (-36, 36):
        _wheel(canvas, x, 32, 17)


def bus(canvas: Canvas, rng: Random) -> None:
    colour = any_colour(rng)
    canvas.rect(-64, -48, 128, 84, colour, radius=10)
    for x in range(-54, 40, 24):
        canvas.rect(x, -38, 19, 26, GLASS, radius=3, outline=3.4)
    canvas.rect(44, -38, 15, 66, GLASS, radius=3, outline=3.4)
    canvas.rect(-62, 2, 100, 9, lighter(colour, 0.5), outline=0)
    for x in (-36, 30):
        _wheel(canvas, x, 38, 15)


def truck(canvas: Canvas, rng: Random) -> None:
    colour, load = any_colour(rng), any_colour(rng)
    canvas.rect(-66, -46, 84, 78, load, radius=3)
    canvas.path("M18 -22H46L64 6V32H18Z", colour)
    canvas.path("M28 -14H43L55 4H28Z", GLASS, width=3.4)
    for x in (-44, -8, 42):
        _wheel(canvas, x, 36, 14)


def bicycle(canvas: Canvas, rng: Random) -> None:
    colour = any_colour(rng)
    for x in (-38, 38):
        canvas.ellipse(x, 24, 28, width=6)
        canvas.line([(x, -4), (x, 52)], width=1.8)
        canvas.line([(x - 28, 24), (x + 28, 24)], width=1.8)
    for width, tone in ((12, INK), (6, colour)):
        canvas.line([(-38, 24), (-16, -16), (24, -16), (0, 24), (-38, 24)], stroke=tone, width=width)
        canvas.line([(-20, -28), (0, 24)], stroke=tone, width=width)
        canvas.line([(38, 24), (22, -32), (36, -38)], stroke=tone, width=width)
    canvas.rect(-34, -36, 28, 9, "#4a3a48", radius=4)


def sailing_boat(canvas: Canvas, rng: Random) -> None:
    canvas.rect(-4, -68, 8, 92, rng.choice(WOOD))
    canvas.path("M8 -62Q52 -24 54 10H8Z", any_colour(rng))
    canvas.path("M-8 -50Q-38 -20 -42 10H-8Z", any_colour(rng))
    canvas.path("M-60 22H60L42 54H-40Z", any_colour(rng))


def aeroplane(canvas: Canvas, rng: Random) -> None:
    colour, two = any_colour(rng), any_colour(rng)
    with canvas.group(turn=rng.uniform(-25, 15)):
        canvas.polygon([(-52, -4), (-68, -38), (-50, -38), (-30, -8)], two)
        canvas.path("M-62 -4Q0 -30 50 -14Q68 -6 66 4Q60 18 -10 18Q-50 18 -62 -4Z", colour)
        canvas.polygon([(-8, 4), (-34, 46), (-12, 46), (26, 6)], two)
        for x in (-20, -2, 16):
            canvas.ellipse(x, -6, 5, fill=GLASS, width=2.8)
        canvas.path("M42 -14Q56 -10 58 -2H40Z", GLASS, width=3)


def rocket(canvas: Canvas, rng: Random) -> None:
    colour, two = any_colour(rng), any_colour(rng)
    with canvas.group(turn=rng.uniform(-40, 40)):
        canvas.blob([(-12, 44), (12, 44), (8, 66), (0, 84), (-8, 66)], "#f6b23c")
        for side in (-1, 1):
            canvas.path(f"M{side * 20} 10Q{side * 48} 24 {side * 44} 54L{side * 18} 42Z", two)
        canvas.path("M0 -72Q34 -36 24 46H-24Q-34 -36 0 -72Z", colour)
        canvas.path("M0 -72Q18 -54 22 -34Q0 -26 -22 -34Q-18 -54 0 -72Z", two, width=3.4)
        canvas.ellipse(0, -6, 13, fill=GLASS)


def locomotive(canvas: Canvas, rng: Random) -> None:
    colour, two = any_colour(rng), any_colour(rng)
    canvas.rect(-58, -50, 48, 72, colour)
    canvas.rect(-64, -58, 60, 11, two)
    canvas.rect(-48, -38, 28, 26, GLASS, outline=3.4)
    canvas.rect(-12, -20, 68, 42, two, radius=8)
    canvas.polygon([(26, -20), (20, -50), (48, -50), (42, -20)], colour)
    canvas.polygon([(56, 22), (72, 44), (44, 44)], METAL[1])
    canvas.rect(-60, 20, 118, 11, "#4a3a48")
    for x, radius in ((-40, 18), (2, 14), (34, 14)):
        _wheel(canvas, x, 36, radius)


def hot_air_balloon(canvas: Canvas, rng: Random) -> None:
    one, two = any_colour(rng), any_colour(rng)
    canvas.path("M-14 44L-24 10M14 44L24 10", width=3)
    canvas.path("M0 -72Q56 -68 54 -22Q48 8 18 22H-18Q-48 8 -54 -22Q-56 -68 0 -72Z", one)
    canvas.path("M0 -72Q34 -60 32 -20Q28 8 10 22H-10Q-28 8 -32 -20Q-34 -60 0 -72Z", two, width=3.4)
    canvas.path("M0 -72Q12 -50 12 -20Q10 8 4 22H-4Q-10 8 -12 -20Q-12 -50 0 -72Z", one, width=3.4)
    canvas.rect(-15, 42, 30, 24, rng.choice(WOOD), radius=3)


def house(canvas: Canvas, rng: Random) -> None:
    wall, roof = lighter(any_colour(rng), 0.4), any_colour(rng)
    canvas.rect(22, -58, 15, 32, darker(roof))
    canvas.rect(-44, -14, 88, 68, wall)
    canvas.polygon([(-58, -12), (0, -60), (58, -12)], roof)
    canvas.rect(-10, 14, 22, 40, rng.choice(WOOD))
    for x in (-36, 20):
        canvas.rect(x, 0, 18, 18, GLASS, outline=3.4)


def castle(canvas: Canvas, rng: Random) -> None:
    stone, flag = varied(rng.choice((*METAL, "#c9b8a8", "#d9b98a")), rng), any_colour(rng)
    canvas.rect(-30, -10, 60, 66, stone)
    for x in (-62, 30):
        canvas.rect(x, -34, 32, 90, lighter(stone, 0.12))
        for k in range(3):
            canvas.rect(x - 3 + k * 13.5, -46, 10, 14, lighter(stone, 0.12), outline=3.4)
        canvas.rect(x + 12, -14, 8, 18, INK, radius=4, outline=0)
        canvas.path(f"M{x + 16} -46V-72L{x + 34} -64L{x + 16} -57", flag, width=3.4)
    for k in range(3):
        canvas.rect(-26 + k * 20, -20, 12, 14, stone, outline=3.4)
    canvas.path("M-14 56V28Q-14 12 0 12Q14 12 14 28V56Z", WOOD[2])


def lighthouse(canvas: Canvas, rng: Random) -> None:
    one, two = varied(WHITE, rng), any_colour(rng)
    canvas.polygon([(0, -52), (90, -76), (90, -30)], "#fff0b0", width=0, opacity=0.55)
    outline = "M-18 -36H18L28 58H-28Z"
    canvas.path(outline, one)
    with canvas.group(clip=outline):
        for y in (-20, 14, 48):
            canvas.rect(-40, y, 80, 17, two, outline=0)
    canvas.path(outline)
    canvas.rect(-13, -60, 26, 24, "#ffe28a")
    canvas.rect(-24, -38, 48, 8, two)
    canvas.polygon([(-18, -60), (0, -80), (18, -60)], two)


def windmill(canvas: Canvas, rng: Random) -> None:
    wall, sail = lighter(any_colour(rng), 0.3), lighter(any_colour(rng), 0.5)
    canvas.polygon([(-18, -22), (18, -22), (30, 62), (-30, 62)], wall)
    canvas.path("M-22 -20Q0 -52 22 -20Z", any_colour(rng))
    canvas.rect(-9, 34, 18, 28, WOOD[2])
    turn = rng.uniform(0, 90)
    for k in range(4):
        with canvas.group(dx=0, dy=-24, turn=turn + k * 90):
            canvas.rect(2, 8, 15, 46, sail, outline=3.4)
            canvas.line([(0, 0), (0, 56)], width=5)
    canvas.ellipse(0, -24, 6, fill=WOOD[2])


def tent(canvas: Canvas, rng: Random) -> None:
    cloth = any_colour(rng)
    canvas.polygon([(0, -46), (64, 46), (-64, 46)], cloth)
    canvas.polygon([(0, -46), (26, 46), (-26, 46)], darker(cloth, 0.45))
    canvas.polygon([(0, -46), (-10, 46), (-30, 46)], lighter(cloth, 0.35), width=3.4)
    canvas.line([(0, -46), (0, -62)], width=5)
    canvas.polygon([(0, -62), (20, -56), (0, -50)], any_colour(rng), width=3)


def wooden_bridge(canvas: Canvas, rng: Random) -> None:
    wood = varied(rng.choice(WOOD), rng)
    canvas.path("M-70 36Q0 -26 70 36V52Q0 -6 -70 52Z", wood)
    for k in range(-3, 4):
        canvas.rect(k * 20 - 4, -28 + abs(k) * 10, 8, 36, wood, outline=3.4)
    canvas.path("M-70 6Q0 -60 70 6", width=13)
    canvas.path("M-70 6Q0 -60 70 6", stroke=wood, width=6)


PLACES = (
    car,
    bus,
    truck,
    bicycle,
    sailing_boat,
    aeroplane,
    rocket,
    locomotive,
    hot_air_balloon,
    house,
    castle,
    lighthouse,
    windmill,
    tent,
    wooden_bridge,
)
