"""Animals, monsters and puppets, dressed or not, in colours of all kinds: only their build gives them away."""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from atelier.drawn.body import Build
from atelier.drawn.canvas import INK, Canvas, mirrored, moved
from atelier.drawn.face import Brows, Eyes, draw_brows, draw_cheeks, draw_eyes, draw_mouth, face_shift
from atelier.drawn.figure import Figure, draw_figure
from atelier.drawn.objects.folk import EYE_KINDS, GARMENTS
from atelier.drawn.palette import WHITE, any_colour, darker, lighter, mix, varied
from atelier.drawn.pose import Pose, any_pose


@dataclass(frozen=True)
class Beast:
    """One unknown creature's colours and measures."""

    fur: str
    belly: str
    accent: str
    half: float
    eyes: Eyes
    rng: Random


Part = Callable[[Canvas, Pose, Beast], None]


def _none(canvas: Canvas, pose: Pose, beast: Beast) -> None:
    pass


def draw_beast(
    canvas: Canvas,
    rng: Random,
    colours: tuple[str, ...],
    *,
    ears: Part = _none,
    marks: Part = _none,
    snout: Part = _none,
    top: Part = _none,
    back: Part = _none,
    round_head: float = 0.9,
    mouth_y: float = 34.0,
    eyes: Eyes | None = None,
    brows: bool = True,
    outline: list[tuple[float, float]] | None = None,
) -> None:
    """Paint an unknown creature, most in likely colours, some in any."""
    fur = varied(rng.choice(colours), rng, 1.4) if rng.random() < 0.75 else any_colour(rng)
    look = eyes or Eyes(
        rng.choice((*EYE_KINDS, "dark")),
        rng.choice((INK, INK, "#3f8060", "#d98a2b")),
        rng.uniform(16, 22),
        rng.uniform(-9, -2),
        rng.uniform(8, 12.5),
    )
    beast = Beast(fur, lighter(fur, rng.uniform(0.5, 0.8)), any_colour(rng), rng.uniform(42, 54), look, rng)
    tall, cheeks = rng.uniform(42, 52), rng.random() < 0.5

    def paint_head(c: Canvas, pose: Pose) -> None:
        ears(c, pose, beast)
        shape = outline or [
            (0, -tall),
            (beast.half * 0.72, -tall * 0.8),
            (beast.half, -2),
            (beast.half * round_head, 26),
            (0, 52),
        ]
        c.blob(mirrored(shape), fur)
        marks(c, pose, beast)
        if cheeks:
            draw_cheeks(c, pose, mix(fur, "#e2503f", 0.5), spread=beast.half * 0.62, y=18, size=7)
        draw_eyes(c, pose, look, fur)
        if brows:
            draw_brows(c, pose, look, Brows(darker(fur, 0.45), 4.6, 14, look.size + 7))
        draw_mouth(c, pose, y=mouth_y, size=0.8, teeth=False)
        snout(c, pose, beast)
        top(c, pose, beast)

    def paint_back(c: Canvas, pose: Pose) -> None:
        back(c, pose, beast)

    build = Build(
        rng.uniform(29, 42), rng.uniform(32, 44), rng.uniform(12, 19), rng.uniform(34, 54), rng.uniform(15, 26)
    )
    draw_figure(
        canvas,
        Figure("", fur, paint_head, back=paint_back, build=build, paws=fur, bare_feet=darker(fur, 0.15)),
        any_pose(rng, GARMENTS),
    )


def _pair(
    canvas: Canvas,
    beast: Beast,
    points: list[tuple[float, float]],
    x: float,
    y: float,
    turn: float,
    pose: Pose,
    inner: float = 0.55,
    colour: str = "",
) -> None:
    for side in (-1, 1):
        with canvas.group(dx=side * x + pose.turn * 2, dy=y, turn=side * turn):
            canvas.blob(points, colour or beast.fur)
            if inner:
                canvas.blob(moved(points, dy=2, scale=inner), mix(beast.fur, "#f0a8a0", 0.6), width=0)


def _nose(canvas: Canvas, pose: Pose, size: float, y: float, colour: str = INK) -> None:
    x, dy = face_shift(pose, 1.8)
    canvas.ellipse(x, y + dy, size, size * 0.75, colour, width=3)
    canvas.ellipse(x + size * 0.3, y + dy - size * 0.3, size * 0.25, fill=WHITE, width=0)


def _whiskers(canvas: Canvas, pose: Pose) -> None:
    x, y = face_shift(pose)
    for side in (-1, 1):
        for rise in (-5, 2, 9):
            canvas.line([(x + side * 18, y + 20 + rise * 0.4), (x + side * 46, y + 18 + rise)], width=2.4)


def cat(canvas: Canvas, rng: Random) -> None:
    def marks(c: Canvas, pose: Pose, b: Beast) -> None:
        for dx in (-9, 0, 9):
            c.line([(dx + pose.turn * 5, -46), (dx * 0.8 + pose.turn * 6, -32)], stroke=darker(b.fur, 0.4), width=4)

    def snout(c: Canvas, pose: Pose, b: Beast) -> None:
        _whiskers(c, pose)
        _nose(c, pose, 5.5, 18, "#e2837f")

    draw_beast(
        canvas,
        rng,
        ("#d98a4a", "#8f98a8", "#3a344a", "#f1e2cd"),
        marks=marks,
        snout=snout,
        ears=lambda c, p, b: _pair(c, b, [(-16, 14), (-12, -14), (0, -30), (12, -14), (16, 14)], 30, -34, 12, p),
    )


def dog(canvas: Canvas, rng: Random) -> None:
    def marks(c: Canvas, pose: Pose, b: Beast) -> None:
        x, y = face_shift(pose)
        if b.rng.random() < 0.6:
            c.ellipse(x + 20, y - 6, 17, 20, darker(b.fur, 0.3), width=0)
        c.ellipse(x, y + 26, 24, 20, b.belly, width=3.4)

    def top(c: Canvas, pose: Pose, b: Beast) -> None:
        for side in (-1, 1):
            with c.group(dx=side * b.half * 0.84 + pose.turn * 3, dy=-34, turn=side * -8):
                c.blob(
                    [(-10, -6), (12 * side, -10), (20 * side, 24), (10 * side, 52), (-8 * side, 38)],
                    darker(b.fur, 0.35),
                )

    draw_beast(
        canvas,
        rng,
        ("#c08a52", "#e8c79a", "#8a5a3c", "#f1e2cd"),
        marks=marks,
        top=top,
        snout=lambda c, p, b: _nose(c, p, 10, 14),
    )


def rabbit(canvas: Canvas, rng: Random) -> None:
    flop = rng.uniform(4, 30)

    def snout(c: Canvas, pose: Pose, b: Beast) -> None:
        x, y = face_shift(pose)
        _nose(c, pose, 6, 15, "#e79aa5")
        c.rect(x - 7, y + 33, 7, 11, WHITE, outline=2.8, radius=2)
        c.rect(x, y + 33, 7, 11, WHITE, outline=2.8, radius=2)

    draw_beast(
        canvas,
        rng,
        ("#f1e8e0", "#c9b8a8", "#b7a1a8", "#8a6a5a"),
        snout=snout,
        ears=lambda c, p, b: _pair(c, b, [(-11, 12), (-13, -34), (0, -66), (13, -34), (11, 12)], 20, -38, flop, p),
    )


def bear(canvas: Canvas, rng: Random) -> None:
    def marks(c: Canvas, pose: Pose, b: Beast) -> None:
        x, y = face_shift(pose)
        c.ellipse(x, y + 24, 22, 18, b.belly, width=3.4)

    draw_beast(
        canvas,
        rng,
        ("#8a5a3c", "#6d4630", "#c08a52", "#5d5560"),
        marks=marks,
        snout=lambda c, p, b: _nose(c, p, 9, 14),
        ears=lambda c, p, b: _pair(c, b, [(-15, 0), (0, -15), (15, 0), (0, 15)], 38, -36, 0, p),
    )


def panda(canvas: Canvas, rng: Random) -> None:
    def marks(c: Canvas, pose: Pose, b: Beast) -> None:
        x, y = face_shift(pose)
        for side in (-1, 1):
            c.ellipse(x + side * 20, y - 4, 17, 21, "#3a344a", width=0, turn=side * 24)

    draw_beast(
        canvas,
        rng,
        ("#f6f1ea",),
        marks=marks,
        snout=lambda c, p, b: _nose(c, p, 8, 16),
        brows=False,
        ears=lambda c, p, b: _pair(c, b, [(-15, 0), (0, -15), (15, 0), (0, 15)], 38, -36, 0, p, 0, "#3a344a"),
    )


def owl(canvas: Canvas, rng: Random) -> None:
    def marks(c: Canvas, pose: Pose, b: Beast) -> None:
        x, y = face_shift(pose)
        for side in (-1, 1):
            c.ellipse(x + side * 21, y - 6, 25, fill=b.belly, width=3.4)

    def snout(c: Canvas, pose: Pose, b: Beast) -> None:
        x, y = face_shift(pose, 1.5)
        c.blob([(x - 9, y + 8), (x + 9, y + 8), (x, y + 30)], "#f2b23a")

    draw_beast(
        canvas,
        rng,
        ("#8a6a4a", "#a8703f", "#6f7888", "#c9a87a"),
        marks=marks,
        snout=snout,
        mouth_y=200,
        eyes=Eyes("round", "#d98a2b" if rng.random() < 0.5 else INK, 21, -6, 15),
        ears=lambda c, p, b: _pair(c, b, [(-13, 16), (4, -30), (13, 12)], 30, -36, 18, p, 0),
    )


def pig(canvas: Canvas, rng: Random) -> None:
    def snout(c: Canvas, pose: Pose, b: Beast) -> None:
        x, y = face_shift(pose, 1.7)
        c.ellipse(x, y + 15, 19, 14, darker(b.fur, 0.12))
        for side in (-1, 1):
            c.ellipse(x + side * 6.5, y + 15, 3, 5, darker(b.fur, 0.55), width=0)

    draw_beast(
        canvas,
        rng,
        ("#f0a8ac", "#e8b9a8", "#c98a90"),
        snout=snout,
        mouth_y=40,
        ears=lambda c, p, b: _pair(c, b, [(-14, 14), (-12, -12), (6, -24), (14, 8)], 32, -36, 20, p),
    )


def frog(canvas: Canvas, rng: Random) -> None:
    def top(c: Canvas, pose: Pose, b: Beast) -> None:
        x, y = face_shift(pose)
        for side in (-1, 1):
            c.ellipse(x * 0.6 + side * 27, -44, 20, fill=b.fur)
            c.ellipse(x * 0.6 + side * 27, -46, 14, fill=WHITE, width=3.2)
            c.ellipse(x * 0.6 + side * 27 + pose.look[0] * 5, -46 + pose.look[1] * 5, 6, fill=INK, width=0)
        c.curve([(x - 36, y + 16), (x, y + 28), (x + 36, y + 16)], width=4.4)
        for side in (-1, 1):
            c.ellipse(x + side * 5, y + 2, 2, fill=darker(b.fur, 0.5), width=0)

    draw_beast(
        canvas,
        rng,
        ("#7fae4e", "#5d9a5a", "#9cbf5c", "#35a08e"),
        top=top,
        brows=False,
        mouth_y=200,
        eyes=Eyes("dot", size=0.1),
        round_head=1.05,
    )


def mouse(canvas: Canvas, rng: Random) -> None:
    def snout(c: Canvas, pose: Pose, b: Beast) -> None:
        _whiskers(c, pose)
        _nose(c, pose, 7, 22, "#e2837f")

    def back(c: Canvas, pose: Pose, b: Beast) -> None:
        c.limb([(10, 130), (50, 150), (72, 120), (96, 110)], "#e8b0a8", 4)

    draw_beast(
        canvas,
        rng,
        ("#a8a4ac", "#c9b8a8", "#8a7a72"),
        snout=snout,
        back=back,
        round_head=0.66,
        ears=lambda c, p, b: _pair(c, b, [(-25, 0), (0, -25), (25, 0), (0, 25)], 42, -36, 0, p, 0.66),
    )


def lion(canvas: Canvas, rng: Random) -> None:
    def ears(c: Canvas, pose: Pose, b: Beast) -> None:
        mane = darker(mix(b.fur, "#b5622d", 0.6), 0.1)
        for x, y in (
            (0, -58),
            (36, -48),
            (58, -18),
            (58, 16),
            (40, 44),
            (-40, 44),
            (-58, 16),
            (-58, -18),
            (-36, -48),
            (0, 54),
        ):
            c.ellipse(x - pose.turn * 4, y, 23, fill=mane)
        c.ellipse(-pose.turn * 4, 0, 56, fill=mane, width=0)

    def snout(c: Canvas, pose: Pose, b: Beast) -> None:
        _nose(c, pose, 9, 14, "#6e3a3a")

    draw_beast(canvas, rng, ("#e3b04b", "#d99a5b", "#e8c470"), ears=ears, snout=snout)


def monkey(canvas: Canvas, rng: Random) -> None:
    def ears(c: Canvas, pose: Pose, b: Beast) -> None:
        for side in (-1, 1):
            c.ellipse(side * b.half - pose.turn * 3, 0, 18, fill=b.fur)
            c.ellipse(side * b.half - pose.turn * 3, 0, 10, fill=b.belly, width=0)

    def marks(c: Canvas, pose: Pose, b: Beast) -> None:
        x, y = face_shift(pose)
        for side in (-1, 1):
            c.ellipse(x + side * 16, y - 8, 20, 22, b.belly, width=0)
        c.ellipse(x, y + 24, 32, 22, b.belly, width=0)
        for side in (-1, 1):
            c.ellipse(x * 1.3 + side * 4, y + 14, 2.2, fill=INK, width=0)

    draw_beast(canvas, rng, ("#6d4630", "#8a5a3c", "#5d4a48"), ears=ears, marks=marks)


def elephant(canvas: Canvas, rng: Random) -> None:
    sway = rng.uniform(-22, 22)

    def ears(c: Canvas, pose: Pose, b: Beast) -> None:
        for side in (-1, 1):
            c.blob([(side * 34, -34), (side * 78, -44), (side * 92, -2), (side * 70, 36), (side * 36, 22)], b.fur)
            c.blob(
                [(side * 44, -22), (side * 70, -30), (side * 78, -2), (side * 62, 20), (side * 44, 10)],
                mix(b.fur, "#e8a8b0", 0.5),
                width=0,
            )

    def snout(c: Canvas, pose: Pose, b: Beast) -> None:
        x, y = face_shift(pose, 1.3)
        for side in (-1, 1):
            c.path(
                f"M{x + side * 16:.0f} {y + 28:.0f}q{side * 4} 20 {side * 14} 22q-2 -12 {-side * 4} -24Z",
                WHITE,
                width=3.2,
            )
        c.limb([(x, y + 6), (x, y + 34), (x + sway * 0.5, y + 62), (x + sway, y + 82)], b.fur, 19)
        for dy in (28, 40, 52):
            c.line([(x - 6, y + dy), (x + 6, y + dy)], stroke=darker(b.fur, 0.35), width=2.6)

    draw_beast(canvas, rng, ("#9aa3b2", "#b0aab8", "#8f98a8"), ears=ears, snout=snout, mouth_y=200)


def penguin(canvas: Canvas, rng: Random) -> None:
    def marks(c: Canvas, pose: Pose, b: Beast) -> None:
        x, y = face_shift(pose)
        c.blob(
            [
                (x, y - 24),
                (x + 18, y - 32),
                (x + 34, y - 10),
                (x + 26, 30),
                (0, 46),
                (x - 26, 30),
                (x - 34, y - 10),
                (x - 18, y - 32),
            ],
            WHITE,
            width=0,
        )

    def snout(c: Canvas, pose: Pose, b: Beast) -> None:
        x, y = face_shift(pose, 1.9)
        c.blob([(x - 14, y + 12), (x, y + 5), (x + 14, y + 12), (x, y + 24)], "#f2a23a", width=3.4)

    draw_beast(canvas, rng, ("#3a4460", "#2f3a4a", "#4a4660"), marks=marks, snout=snout, brows=False, mouth_y=200)


def chick(canvas: Canvas, rng: Random) -> None:
    def snout(c: Canvas, pose: Pose, b: Beast) -> None:
        x, y = face_shift(pose, 1.8)
        c.polygon([(x - 11, y + 12), (x + 11, y + 12), (x, y + 28)], "#e9803a", width=3.4)

    def top(c: Canvas, pose: Pose, b: Beast) -> None:
        for turn in (-30, 0, 30):
            with c.group(dx=pose.turn * 3, dy=-46, turn=turn):
                c.blob([(-6, 4), (0, -24), (6, 4)], b.fur, width=3.4)

    draw_beast(canvas, rng, ("#f6d45e", "#f2e2a8"), snout=snout, top=top, brows=False, mouth_y=200)


def cow(canvas: Canvas, rng: Random) -> None:
    def ears(c: Canvas, pose: Pose, b: Beast) -> None:
        for side in (-1, 1):
            c.path(f"M{side * 26} -36q{side * 26} -6 {side * 24} -34q{-side * 30} 0 {-side * 40} 26Z", "#f1e2c3")
            c.blob([(side * 38, -20), (side * 70, -24), (side * 66, -4), (side * 40, -2)], darker(b.fur, 0.3))

    def marks(c: Canvas, pose: Pose, b: Beast) -> None:
        x, y = face_shift(pose)
        c.blob([(8, -44), (36, -34), (40, 2), (22, 6), (12, -18)], darker(mix(b.fur, INK, 0.5), 0.2), width=0)
        c.ellipse(x, y + 30, 36, 22, "#f0b8ac")
        for side in (-1, 1):
            c.ellipse(x + side * 14, y + 24, 4, 5, "#8a4a4a", width=0)

    draw_beast(canvas, rng, ("#f6f1ea", "#c98a5a"), ears=ears, marks=marks, round_head=0.75, mouth_y=40)


def koala(canvas: Canvas, rng: Random) -> None:
    def ears(c: Canvas, pose: Pose, b: Beast) -> None:
        for side in (-1, 1):
            for dx, dy in ((0, 0), (12, 10), (12, -12), (-4, 14)):
                c.ellipse(side * (48 + dx), -24 + dy, 17, fill=b.fur)
            c.ellipse(side * 54, -22, 18, fill=b.belly, width=0)

    def snout(c: Canvas, pose: Pose, b: Beast) -> None:
        x, y = face_shift(pose, 1.6)
        c.ellipse(x, y + 12, 11, 18, "#3a344a")

    draw_beast(canvas, rng, ("#a8a4b2", "#8f98a8", "#b8a8a0"), ears=ears, snout=snout, mouth_y=40)


def deer(canvas: Canvas, rng: Random) -> None:
    def ears(c: Canvas, pose: Pose, b: Beast) -> None:
        for side in (-1, 1):
            for d in (
                f"M{side * 18} -40Q{side * 26} -70 {side * 44} -96",
                f"M{side * 24} -62Q{side * 44} -66 {side * 56} -82",
                f"M{side * 20} -50Q{side * 8} -66 {side * 12} -84",
            ):
                c.path(d, width=13)
            for d in (
                f"M{side * 18} -40Q{side * 26} -70 {side * 44} -96",
                f"M{side * 24} -62Q{side * 44} -66 {side * 56} -82",
                f"M{side * 20} -50Q{side * 8} -66 {side * 12} -84",
            ):
                c.path(d, stroke="#a8805a", width=6)
            c.blob([(side * 34, -30), (side * 66, -44), (side * 62, -20), (side * 38, -12)], b.fur)

    draw_beast(
        canvas,
        rng,
        ("#b9774a", "#c98a5a", "#9a6a4a"),
        ears=ears,
        round_head=0.6,
        snout=lambda c, p, b: _nose(c, p, 9, 22, "#4a3238"),
        mouth_y=38,
    )


def robot(canvas: Canvas, rng: Random) -> None:
    corner = rng.uniform(0.9, 1.0)

    def ears(c: Canvas, pose: Pose, b: Beast) -> None:
        for side in (-1, 1):
            c.rect(side * (b.half + 5) - 9, -14, 18, 30, b.accent, radius=4)
        c.line([(0, -44), (0, -76)], width=6)
        c.ellipse(0, -80, 9, fill=b.accent)

    def marks(c: Canvas, pose: Pose, b: Beast) -> None:
        x, y = face_shift(pose)
        for side in (-1, 1):
            c.ellipse(x * 0.4 + side * b.half * 0.8, -36, 3, fill=darker(b.fur, 0.5), width=0)
        c.rect(x - 24, y + 20, 48, 22, darker(b.fur, 0.4), radius=4, outline=3.4)
        for dx in (-14, 0, 14):
            c.line([(x + dx, y + 20), (x + dx, y + 42)], width=2.6)

    half = rng.uniform(44, 54)
    draw_beast(
        canvas,
        rng,
        ("#b8bfca", "#8f98a8", "#9fc9d9", "#d3d8de"),
        ears=ears,
        marks=marks,
        mouth_y=200,
        brows=rng.random() < 0.4,
        eyes=Eyes("round", rng.choice(("#e2503f", "#4a90d9", INK)), 20, -8, rng.uniform(11, 14)),
        outline=[(0, -48), (half * corner, -48), (half, -44), (half, 44), (half * corner, 50), (0, 50)],
    )


def ghost(canvas: Canvas, rng: Random) -> None:
    sheet = varied(rng.choice(("#f6f4fa", "#dfe8f2", "#e8dff2", "#d8efe2")), rng)
    wave, mood = rng.uniform(8, 16), any_pose(rng, GARMENTS)
    points: list[tuple[float, float]] = [(0, -56), (40, -44), (56, 4), (60, 70)]
    points += [(48 - index * 16, 88 + (wave if index % 2 else -wave * 0.2)) for index in range(7)]
    canvas.blob([*points, (-60, 70), (-56, 4), (-40, -44)], sheet, tension=0.8)
    for side in (-1, 1):
        canvas.blob(
            [(side * 54, 10), (side * 84, -4 - 14 * mood.step), (side * 88, 12 - 14 * mood.step), (side * 58, 40)],
            sheet,
        )
        canvas.ellipse(side * 17 + mood.turn * 9, -8, 8, 12, INK, width=0)
        canvas.ellipse(side * 17 + mood.turn * 9 + 2, -12, 2.6, fill=WHITE, width=0)
    draw_cheeks(canvas, mood, "#e79aa5", spread=30, y=12)
    draw_mouth(canvas, mood, y=24)


def monster(canvas: Canvas, rng: Random) -> None:
    eyes = rng.choice((3, 3, 4, 5))

    def top(c: Canvas, pose: Pose, b: Beast) -> None:
        x, y = face_shift(pose)
        for index in range(eyes):
            cx = x + (index - (eyes - 1) / 2) * 72 / eyes
            cy = y - 10 - (14 if index % 2 else 0)
            c.ellipse(cx, cy, 40 / eyes + 2, fill=WHITE, width=3.2)
            c.ellipse(cx + pose.look[0] * 4, cy + pose.look[1] * 4, 17 / eyes + 1, fill=INK, width=0)
        for side in (-1, 1):
            c.polygon(
                [(x + side * 10 - 5, y + 30), (x + side * 10 + 5, y + 30), (x + side * 10, y + 42)], WHITE, width=2.8
            )

    def ears(c: Canvas, pose: Pose, b: Beast) -> None:
        for side in (-1, 1):
            c.path(f"M{side * 20} -36Q{side * 20} -66 {side * 42} -76Q{side * 48} -50 {side * 40} -26Z", b.accent)

    draw_beast(
        canvas,
        rng,
        ("#7a52a8", "#35a08e", "#e2503f", "#4a90d9", "#8cbf57"),
        ears=ears,
        top=top,
        brows=False,
        eyes=Eyes("dot", size=0.1),
    )


def snowman(canvas: Canvas, rng: Random) -> None:
    cloth = any_colour(rng)
    canvas.ellipse(0, 138, 58, 54, "#f6f8fc")
    canvas.ellipse(0, 66, 44, 42, "#f6f8fc")
    pose = any_pose(rng, GARMENTS)
    for side in (-1, 1):
        canvas.line(
            [(side * 38, 60), (side * 84, 30 - 20 * pose.step), (side * 96, 34 - 30 * pose.step)],
            stroke="#6d4630",
            width=6,
        )
        canvas.line([(side * 76, 36 - 17 * pose.step), (side * 86, 12 - 20 * pose.step)], stroke="#6d4630", width=5)
    canvas.ellipse(0, 0, 38, 36, "#f6f8fc")
    canvas.rect(-34, 26, 68, 15, cloth, radius=7)
    canvas.path("M16 36l14 40h-18l-8 -38Z", cloth)
    for y in (62, 84):
        canvas.ellipse(0, y, 4.5, fill=INK, width=0)
    for side in (-1, 1):
        canvas.ellipse(side * 14 + pose.turn * 6, -8, 5, fill=INK, width=0)
    x = 34 if pose.turn > 0 else -34
    canvas.path(f"M{pose.turn * 6:.0f} -3L{x + pose.turn * 10:.0f} 6L{pose.turn * 6:.0f} 10Z", "#e9803a", width=3.4)
    canvas.curve([(-14 + pose.turn * 5, 16), (pose.turn * 5, 22), (14 + pose.turn * 5, 16)], width=3.6)
    if rng.random() < 0.6:
        canvas.rect(-24, -66, 48, 36, mix(cloth, INK, 0.6))
        canvas.rect(-38, -36, 76, 9, mix(cloth, INK, 0.6), radius=4)


def jack_o_lantern(canvas: Canvas, rng: Random) -> None:
    skin, glow = varied("#e8832f", rng, 1.4), varied("#ffe07a", rng)
    canvas.path("M-6 -50Q-4 -72 10 -80L22 -72Q8 -64 10 -48Z", "#5d7a3a")
    for x, wide in ((-44, 26), (44, 26), (-22, 30), (22, 30), (0, 28)):
        canvas.ellipse(x, 4, wide, 54 - abs(x) * 0.16, skin, width=3.6)
    high = rng.uniform(14, 24)
    for side in (-1, 1):
        canvas.polygon(
            [(side * 12, -6), (side * 38, -6 - high * rng.uniform(0, 0.6)), (side * 26, -6 - high)], glow, width=3.4
        )
    canvas.polygon([(-7, 10), (7, 10), (0, -2)], glow, width=3)
    teeth: list[tuple[float, float]] = [(-42, 16)]
    teeth += [(-30 + index * 12, 22 + (9 if index % 2 else 0)) for index in range(6)]
    teeth += [(42, 16), (28, 42), (14, 46), (10, 38), (-4, 40), (-6, 48), (-28, 42)]
    canvas.polygon(teeth, glow, width=3.4)


def scarecrow(canvas: Canvas, rng: Random) -> None:
    def top(c: Canvas, pose: Pose, b: Beast) -> None:
        x, y = face_shift(pose)
        for side in (-1, 1):
            for dy in range(3):
                c.line(
                    [(side * (b.half - 4), 24 + dy * 8), (side * (b.half + 20), 20 + dy * 14)],
                    stroke="#e3b04b",
                    width=5,
                )
        for dx in range(-2, 3):
            c.line([(x + dx * 8 - 3, y + 30), (x + dx * 8 + 3, y + 40)], width=2.8)
        c.ellipse(pose.turn * 3, -38, 70, 12, "#a8805a")
        c.blob([(-38, -40), (-26, -74), (10, -92), (34, -66), (38, -40)], "#a8805a")
        c.line([(-36, -48), (36, -48)], stroke=b.accent, width=8)
        c.polygon([(x - 7, y + 8), (x + 7, y + 8), (x, y + 20)], "#e9803a", width=3)

    draw_beast(canvas, rng, ("#e8d0a0", "#d9b98a"), top=top, brows=False, eyes=Eyes("dot", spacing=18, size=14))


def gingerbread_man(canvas: Canvas, rng: Random) -> None:
    dough, icing, pose = varied("#b9743f", rng), varied(WHITE, rng), any_pose(rng, GARMENTS)
    lift = pose.step * 24
    for side in (-1, 1):
        canvas.limb([(side * 20, 120), (side * 32, 172)], dough, 34)
        canvas.limb([(side * 24, 74), (side * 72, 70 - side * lift)], dough, 30)
    canvas.ellipse(0, 96, 40, 46, dough)
    canvas.ellipse(0, 0, 48, 46, dough)
    canvas.ellipse(0, 90, 33, 40, dough, width=0)
    for side in (-1, 1):
        canvas.line(
            [(side * 62, 58 - side * lift), (side * 66, 70 - side * lift), (side * 62, 82 - side * lift)],
            stroke=icing,
            width=4,
        )
        canvas.line([(side * 16, 160), (side * 28, 154), (side * 42, 160)], stroke=icing, width=4)
    for y in (72, 94, 116):
        canvas.ellipse(0, y, 6, fill=any_colour(rng), width=3)
    draw_eyes(canvas, pose, Eyes("dot", size=13), dough)
    draw_cheeks(canvas, pose, "#e2503f")
    canvas.curve([(-16, 18), (0, 28), (16, 18)], stroke=icing, width=5)


def skull(canvas: Canvas, rng: Random) -> None:
    bone, turn = varied("#f2ead8", rng), rng.uniform(-8, 8)
    canvas.rect(-26, 24, 52, 32, bone, radius=8)
    canvas.blob(mirrored([(0, -56), (42, -42), (54, -4), (42, 28), (22, 36), (0, 36)]), bone)
    canvas.rect(-22, 26, 44, 24, bone, outline=0)
    for side in (-1, 1):
        canvas.ellipse(side * 21 + turn, -2, 14, 16, INK, width=0)
    canvas.polygon([(turn - 6, 24), (turn + 6, 24), (turn, 12)], INK, width=0)
    for x in (-13, 0, 13):
        canvas.line([(x, 40), (x, 56)], width=3.4)


def alien(canvas: Canvas, rng: Random) -> None:
    def top(c: Canvas, pose: Pose, b: Beast) -> None:
        x, y = face_shift(pose)
        for side in (-1, 1):
            c.ellipse(x + side * 21, y - 2, 13, 22, "#2a2440", turn=side * 26)
            c.ellipse(x + side * 18, y - 10, 4, fill=WHITE, width=0)

    draw_beast(
        canvas,
        rng,
        ("#8cbf57", "#9fc9d9", "#b7a1dc", "#b8c8a0"),
        top=top,
        brows=False,
        eyes=Eyes("dot", size=0.1),
        mouth_y=36,
        outline=[(0, -60), (44, -48), (56, -14), (38, 22), (14, 46), (0, 52)],
    )


def unicorn(canvas: Canvas, rng: Random) -> None:
    def ears(c: Canvas, pose: Pose, b: Beast) -> None:
        for index, (x, y) in enumerate(((-44, -30), (-54, -2), (-52, 26), (-44, 52))):
            c.ellipse(x, y, 20, fill=lighter(b.accent, 0.2 * (index % 2)))
        _pair(c, b, [(-9, 12), (-8, -12), (0, -26), (9, 12)], 26, -42, 14, pose)
        c.polygon([(-9, -44), (9, -44), (pose.turn * 4, -100)], "#f6d45e")
        for y in (-56, -70, -84):
            c.line([(-7, y), (7, y - 5)], width=2.6)

    def snout(c: Canvas, pose: Pose, b: Beast) -> None:
        x, y = face_shift(pose)
        for side in (-1, 1):
            c.ellipse(x + side * 8, y + 26, 2.6, 3.6, darker(b.fur, 0.5), width=0)

    draw_beast(canvas, rng, ("#fbf6f2", "#e8dff2", "#f2d8e2"), ears=ears, snout=snout, round_head=0.7, mouth_y=38)


CREATURES = (
    cat,
    dog,
    rabbit,
    bear,
    panda,
    owl,
    pig,
    frog,
    mouse,
    lion,
    monkey,
    elephant,
    penguin,
    chick,
    cow,
    koala,
    deer,
    robot,
    ghost,
    monster,
    snowman,
    jack_o_lantern,
    scarecrow,
    gingerbread_man,
    skull,
    alien,
    unicorn,
)
