"""hilde_frost: a small round face under a white crown braid, half-moon spectacles on a cord."""

from atelier.drawn.body import Build
from atelier.drawn.canvas import Canvas, mirrored
from atelier.drawn.cast.colours import PEACH, SILVER
from atelier.drawn.face import (
    Brows,
    Eyes,
    button_nose,
    draw_brows,
    draw_cheeks,
    draw_ears,
    draw_eyes,
    draw_mouth,
    face_shift,
)
from atelier.drawn.figure import Figure
from atelier.drawn.pose import Pose


def _behind(canvas: Canvas, pose: Pose) -> None:
    back = pose.turn * -4
    canvas.ellipse(back, -60, 22, 19, SILVER)
    canvas.path(f"M{back - 12:.1f} -66q12 8 24 0M{back - 14:.1f} -56q14 8 28 0", stroke="#b9aebb", width=3)


def _head(canvas: Canvas, pose: Pose) -> None:
    x, y = face_shift(pose)
    canvas.blob(mirrored([(0, -52), (36, -40), (50, -2), (44, 26), (0, 48)]), SILVER)
    draw_ears(canvas, pose, PEACH, x=44, y=10, size=9)
    canvas.blob(mirrored([(0, -36), (26, -30), (42, -2), (41, 22), (24, 44), (0, 50)]), PEACH)
    band = pose.turn * 5
    canvas.path(
        f"M{-43 + band:.1f} 2Q{-34 + band:.1f} -34 {band:.1f} -22Q{34 + band:.1f} -34 {43 + band:.1f} 2Q{36 + band:.1f} "
        f"-20 {band:.1f} -12Q{-36 + band:.1f} -20 {-43 + band:.1f} 2Z",
        SILVER,
        width=3.4,
    )
    knots = [(-44, -18), (-34, -34), (-18, -44), (0, -48), (18, -44), (34, -34), (44, -18)]
    for index, (knot_x, knot_y) in enumerate(knots):
        canvas.ellipse(knot_x + band * 0.6, knot_y, 11.5, 8, SILVER, width=3.4, turn=-40 + index * 22)
    for side in (-1, 1):
        canvas.path(
            f"M{x + side * 31:.1f} {y + 8:.1f}l{side * 6} -3M{x + side * 31:.1f} {y + 12:.1f}l{side * 6} 2",
            stroke="#d09a7e",
            width=2.6,
        )
    draw_cheeks(canvas, pose, spread=24, y=24, size=8, opacity=0.6)
    eyes = Eyes("dot", spacing=17, y=2, size=10.5)
    draw_eyes(canvas, pose, eyes, PEACH)
    draw_brows(canvas, pose, eyes, Brows("#b3a6b2", 5, 15, 14))
    for side in (-1, 1):
        cx = x + side * 17 * (1 - 0.08 * abs(pose.turn))
        canvas.path(
            f"M{cx - 13:.1f} {y + 7:.1f}H{cx + 13:.1f}Q{cx + 12:.1f} {y + 22:.1f} {cx:.1f} {y + 22:.1f}"
            f"Q{cx - 12:.1f} {y + 22:.1f} {cx - 13:.1f} {y + 7:.1f}Z",
            stroke="#8d3b5e",
            width=3.8,
        )
    canvas.path(f"M{x - 4:.1f} {y + 9:.1f}q4 -4 8 0", stroke="#8d3b5e", width=3.8)
    button_nose(canvas, pose, "#efae92", y=15, size=6)
    draw_mouth(canvas, pose, y=35, size=0.8)


HILDE = Figure(
    "hilde_frost",
    PEACH,
    _head,
    behind=_behind,
    build=Build(30, 37, 15, 42, 15),
    garments=("dress", "jumper", "coat", "dots"),
)
