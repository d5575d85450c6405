"""Animals of house and farm, dressed, in colours of all kinds: only their build gives them away."""

from random import Random

from atelier.drawn.canvas import INK, Canvas
from atelier.drawn.face import face_shift
from atelier.drawn.objects.beast import Beast, draw_beast, draw_pair_of_ears, draw_snout_tip, draw_whiskers
from atelier.drawn.palette import WHITE, darker, mix
from atelier.drawn.pose import Pose


def cat(canvas: Canvas, rng: Random) -> None:
    def marks(c: Canvas, pose: Pose, b: Beast) -> None:
        for dx in (-9, 0, 9):
            c.line([(dx + pose.turn * 5, -46), (dx * 0.8 + pose.turn * 6, -32)], stroke=darker(b.fur, 0.4), width=4)

    def snout(c: Canvas, pose: Pose, b: Beast) -> None:
        draw_whiskers(c, pose)
        draw_snout_tip(c, pose, 5.5, 18, "#e2837f")

    draw_beast(
        canvas,
        rng,
        ("#d98a4a", "#8f98a8", "#3a344a", "#f1e2cd"),
        marks=marks,
        snout=snout,
        ears=lambda c, p, b: draw_pair_of_ears(
            c, b, [(-16, 14), (-12, -14), (0, -30), (12, -14), (16, 14)], 30, -34, 12, p
        ),
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
        snout=lambda c, p, b: draw_snout_tip(c, p, 10, 14),
    )


def rabbit(canvas: Canvas, rng: Random) -> None:
    flop = rng.uniform(4, 30)

    def snout(c: Canvas, pose: Pose, b: Beast) -> None:
        x, y = face_shift(pose)
        draw_snout_tip(c, pose, 6, 15, "#e79aa5")
        c.rect(x - 7, y + 33, 7, 11, WHITE, outline=2.8, radius=2)
        c.rect(x, y + 33, 7, 11, WHITE, outline=2.8, radius=2)

    draw_beast(
        canvas,
        rng,
        ("#f1e8e0", "#c9b8a8", "#b7a1a8", "#8a6a5a"),
        snout=snout,
        ears=lambda c, p, b: draw_pair_of_ears(
            c, b, [(-11, 12), (-13, -34), (0, -66), (13, -34), (11, 12)], 20, -38, flop, p
        ),
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
        ears=lambda c, p, b: draw_pair_of_ears(c, b, [(-14, 14), (-12, -12), (6, -24), (14, 8)], 32, -36, 20, p),
    )


def mouse(canvas: Canvas, rng: Random) -> None:
    def snout(c: Canvas, pose: Pose, b: Beast) -> None:
        draw_whiskers(c, pose)
        draw_snout_tip(c, pose, 7, 22, "#e2837f")

    def back(c: Canvas, pose: Pose, b: Beast) -> None:
        c.limb([(10, 130), (50, 150), (72, 120), (96, 110)], "#e8b0a8", 4)

    draw_beast(
        canvas,
        rng,
        ("#a8a4ac", "#c9b8a8", "#8a7a72"),
        snout=snout,
        back=back,
        round_head=0.66,
        ears=lambda c, p, b: draw_pair_of_ears(c, b, [(-25, 0), (0, -25), (25, 0), (0, 25)], 42, -36, 0, p, 0.66),
    )


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


ANIMALS = (cat, dog, rabbit, pig, mouse, chick, cow)
