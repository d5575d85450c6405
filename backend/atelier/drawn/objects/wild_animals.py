"""Animals of wood and zoo, dressed, in colours of all kinds: only their build gives them away."""

from random import Random

from atelier.drawn.canvas import INK, Canvas
from atelier.drawn.face import Eyes, face_shift
from atelier.drawn.objects.beast import Beast, draw_beast, draw_pair_of_ears, draw_snout_tip
from atelier.drawn.palette import WHITE, darker, mix
from atelier.drawn.pose import Pose


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
        ears=lambda c, p, b: draw_pair_of_ears(c, b, [(-13, 16), (4, -30), (13, 12)], 30, -36, 18, p, 0),
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
        draw_snout_tip(c, pose, 9, 14, "#6e3a3a")

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
        snout=lambda c, p, b: draw_snout_tip(c, p, 9, 22, "#4a3238"),
        mouth_y=38,
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
        snout=lambda c, p, b: draw_snout_tip(c, p, 8, 16),
        brows=False,
        ears=lambda c, p, b: draw_pair_of_ears(
            c, b, [(-15, 0), (0, -15), (15, 0), (0, 15)], 38, -36, 0, p, 0, "#3a344a"
        ),
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
        snout=lambda c, p, b: draw_snout_tip(c, p, 9, 14),
        ears=lambda c, p, b: draw_pair_of_ears(c, b, [(-15, 0), (0, -15), (15, 0), (0, 15)], 38, -36, 0, p),
    )


WILD_ANIMALS = (owl, frog, lion, monkey, elephant, penguin, koala, deer, panda, bear)
