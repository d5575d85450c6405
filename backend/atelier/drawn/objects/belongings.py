"""Things that people carry, wear, play and give away; all lie within 70 of the origin."""

from random import Random

from atelier.drawn.canvas import INK, Canvas, mirrored
from atelier.drawn.palette import METAL, WHITE, WOOD, any_colour, any_wood, darker, lighter, varied


def key(canvas: Canvas, rng: Random) -> None:
    metal = varied(rng.choice(("#f2b93b", *METAL, "#c08a52")), rng)
    with canvas.group(turn=rng.uniform(-60, 60)):
        canvas.rect(-6, -8, 12, 66, metal)
        canvas.rect(6, 34, 20, 10, metal, outline=3.4)
        canvas.rect(6, 48, 14, 10, metal, outline=3.4)
        canvas.ellipse(0, -32, 26, fill=metal)
        canvas.ellipse(0, -34, 11, fill=lighter(metal, 0.7))


def padlock(canvas: Canvas, rng: Random) -> None:
    metal = varied(rng.choice(("#f2b93b", "#8f98a8", "#d9483b", "#3a7cc2")), rng)
    canvas.path("M-24 -6V-32Q-24 -58 0 -58Q24 -58 24 -32V-6", width=18)
    canvas.path("M-24 -6V-32Q-24 -58 0 -58Q24 -58 24 -32V-6", stroke=METAL[2], width=10)
    canvas.rect(-42, -10, 84, 62, metal, radius=10)
    canvas.ellipse(0, 14, 9, fill=INK, width=0)
    canvas.polygon([(-5, 14), (5, 14), (8, 36), (-8, 36)], INK, width=0)


def scissors(canvas: Canvas, rng: Random) -> None:
    grip = any_colour(rng)
    with canvas.group(turn=rng.uniform(-50, 50)):
        for side in (-1, 1):
            with canvas.group(turn=side * rng.uniform(12, 24)):
                canvas.path("M-6 6L-4 -58Q6 -40 6 6Z", METAL[2])
                canvas.ellipse(side * 8, 34, 15, 20, stroke=INK, width=14)
                canvas.ellipse(side * 8, 34, 15, 20, stroke=grip, width=6.5)
        canvas.ellipse(0, 2, 5, fill=METAL[1])


def hammer(canvas: Canvas, rng: Random) -> None:
    with canvas.group(turn=rng.uniform(-60, 60)):
        canvas.rect(-7, -34, 14, 96, any_wood(rng), radius=5)
        canvas.path("M-34 -58H18Q40 -58 48 -36Q30 -46 16 -34H-34Z", varied(rng.choice(METAL), rng))
        canvas.rect(-46, -62, 14, 32, METAL[1])


def envelope(canvas: Canvas, rng: Random) -> None:
    paper = lighter(any_colour(rng), rng.uniform(0.2, 0.8))
    with canvas.group(turn=rng.uniform(-16, 16)):
        canvas.rect(-56, -36, 112, 74, paper, radius=4)
        canvas.path("M-54 36L-10 2M54 36L10 2", width=3.4)
        canvas.path("M-54 -34L0 14L54 -34Z", darker(paper, 0.1))
        canvas.ellipse(0, 8, 11, fill=any_colour(rng))


def gift(canvas: Canvas, rng: Random) -> None:
    paper, ribbon = any_colour(rng), any_colour(rng)
    canvas.rect(-44, -14, 88, 66, paper)
    canvas.rect(-52, -32, 104, 22, lighter(paper, 0.15))
    canvas.rect(-9, -32, 18, 84, ribbon, outline=3.4)
    for side in (-1, 1):
        canvas.blob([(0, -34), (side * 12, -58), (side * 32, -60), (side * 30, -42)], ribbon)
    canvas.ellipse(0, -36, 8, fill=ribbon)


def balloon(canvas: Canvas, rng: Random) -> None:
    for x, y, size in ((-24, -14, 30), (24, -26, 32), (0, 8, 28))[: rng.randint(1, 3)]:
        colour = any_colour(rng)
        canvas.path(f"M{x} {y + size}Q{x * 0.4:.0f} 50 0 84", width=2.8)
        canvas.ellipse(x, y, size * 0.9, size * 1.1, colour)
        canvas.polygon([(x - 5, y + size * 1.2), (x + 5, y + size * 1.2), (x, y + size * 1.05)], colour, width=3)
        canvas.curve(
            [(x + size * 0.3, y - size * 0.6), (x + size * 0.55, y - size * 0.3), (x + size * 0.6, y)],
            stroke=lighter(colour, 0.7),
            width=4,
        )


def kite(canvas: Canvas, rng: Random) -> None:
    one, two = any_colour(rng), any_colour(rng)
    with canvas.group(turn=rng.uniform(-30, 30)):
        canvas.path("M0 36q18 14 0 28t0 30", width=3.4)
        for y in (58, 80):
            canvas.polygon([(-10, y - 6), (10, y + 6), (10, y - 6), (-10, y + 6)], two, width=3)
        canvas.polygon([(0, -60), (40, -14), (0, 40), (-40, -14)], one)
        canvas.polygon([(0, -60), (40, -14), (0, -14)], two, width=3.4)
        canvas.polygon([(0, 40), (-40, -14), (0, -14)], two, width=3.4)


def backpack(canvas: Canvas, rng: Random) -> None:
    colour = any_colour(rng)
    canvas.path("M-14 -46Q-14 -64 0 -64Q14 -64 14 -46", width=8)
    canvas.rect(-54, -4, 20, 46, darker(colour), radius=8)
    canvas.rect(34, -4, 20, 46, darker(colour), radius=8)
    canvas.path("M-40 54V-20Q-40 -50 0 -50Q40 -50 40 -20V54Z", colour)
    canvas.path("M-40 -10Q0 8 40 -10V-20Q40 -50 0 -50Q-40 -50 -40 -20Z", lighter(colour, 0.2))
    canvas.rect(-26, 14, 52, 30, darker(colour, 0.15), radius=6)
    canvas.rect(-6, -6, 12, 16, "#f2b93b", outline=3)


def anchor(canvas: Canvas, rng: Random) -> None:
    metal = varied(rng.choice((*METAL, "#3a7cc2", "#d9483b")), rng)
    with canvas.group(turn=rng.uniform(-20, 20)):
        for width, colour in ((19, INK), (11, metal)):
            canvas.path("M0 -34V50M-26 -20H26M-48 12Q-44 52 0 52Q44 52 48 12", stroke=colour, width=width)
        for side in (-1, 1):
            canvas.polygon([(side * 34, 22), (side * 60, 18), (side * 50, -6)], metal)
        canvas.ellipse(0, -48, 12, stroke=INK, width=12)
        canvas.ellipse(0, -48, 12, stroke=metal, width=5)


def guitar(canvas: Canvas, rng: Random) -> None:
    wood = varied(rng.choice((*WOOD, "#d9483b", "#e9803a")), rng)
    with canvas.group(turn=rng.uniform(-50, 50)):
        canvas.rect(-6, -72, 12, 70, darker(WOOD[2]))
        canvas.rect(-10, -86, 20, 20, WOOD[2], radius=4)
        canvas.blob(mirrored([(0, -20), (26, -12), (22, 8), (38, 30), (24, 58), (0, 62)]), wood)
        canvas.ellipse(0, 10, 11, fill=INK, width=0)
        canvas.rect(-14, 34, 28, 8, WOOD[2], outline=3)
        for x in (-3, 3):
            canvas.line([(x, -70), (x, 36)], stroke=WHITE, width=1.6)


def drum(canvas: Canvas, rng: Random) -> None:
    colour, rim = any_colour(rng), any_colour(rng)
    canvas.path("M-50 -20V34Q0 64 50 34V-20Z", colour)
    for x in (-40, -16, 8, 32):
        canvas.line([(x - 6, -6), (x + 8, 42)], stroke=WHITE, width=4)
    canvas.ellipse(0, -20, 50, 19, rim)
    canvas.ellipse(0, -21, 42, 14, lighter(rim, 0.75), width=3)
    for side in (-1, 1):
        canvas.limb([(side * 6, -24), (side * 48, -62)], WOOD[3], 4, outline=3)
        canvas.ellipse(side * 6, -24, 7, fill=WOOD[3])


def shoe(canvas: Canvas, rng: Random) -> None:
    colour = any_colour(rng)
    canvas.path("M-50 30V-34Q-34 -26 -20 -34Q-8 -4 26 0Q58 6 58 30Z", colour)
    canvas.rect(-54, 26, 114, 16, lighter(colour, 0.7), radius=7)
    for k in range(3):
        canvas.line([(-18 + k * 12, -20 + k * 10), (-4 + k * 12, -24 + k * 10)], stroke=WHITE, width=4.5)
    canvas.path("M36 2Q40 14 34 26", width=3.4)


def sock(canvas: Canvas, rng: Random) -> None:
    colour, two = any_colour(rng), any_colour(rng)
    outline = "M-26 -56H14V8L44 28Q56 46 34 52H4Q-26 48 -26 16Z"
    canvas.path(outline, colour)
    with canvas.group(clip=outline):
        for y in (-34, -12, 10):
            canvas.rect(-40, y, 70, 10, two, outline=0)
        canvas.ellipse(44, 44, 20, fill=two, width=3)
    canvas.path(outline)
    canvas.rect(-30, -62, 48, 16, two, radius=4)


def jersey(canvas: Canvas, rng: Random) -> None:
    colour, two = any_colour(rng), any_colour(rng)
    canvas.path("M-22 -52L-60 -30L-48 0L-32 -8V54H32V-8L48 0L60 -30L22 -52Q0 -36 -22 -52Z", colour)
    canvas.path("M-22 -52Q0 -30 22 -52", stroke=two, width=6)
    if rng.random() < 0.5:
        canvas.rect(-31, -2, 62, 16, two, outline=0)
        canvas.rect(-31, 24, 62, 16, two, outline=0)
    else:
        canvas.ellipse(0, 12, 18, fill=two, width=3)


BELONGINGS = (
    key,
    padlock,
    scissors,
    hammer,
    envelope,
    gift,
    balloon,
    kite,
    backpack,
    anchor,
    guitar,
    drum,
    shoe,
    sock,
    jersey,
)
