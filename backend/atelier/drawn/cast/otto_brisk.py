"""otto_brisk: a long head under a bowler, a great curled moustache, a monocle."""

from atelier.drawn.body import Build
from atelier.drawn.canvas import Canvas, mirrored
from atelier.drawn.cast.colours import GOLD, PEACH, SILVER
from atelier.drawn.face import (
    Brows,
    Eyes,
    bulb_nose,
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


def _head(canvas: Canvas, pose: Pose) -> None:
    x, y = face_shift(pose)
    draw_ears(canvas, pose, PEACH, x=38, y=4, size=12)
    canvas.blob(mirrored([(0, -52), (28, -46), (37, -12), (36, 22), (25, 52), (0, 62)]), PEACH)
    draw_cheeks(canvas, pose, spread=25, y=17, size=7)
    eyes = Eyes("tall", spacing=15, y=-6, size=9.5)
    draw_eyes(canvas, pose, eyes, PEACH)
    draw_brows(canvas, pose, eyes, Brows("#4b3a35", 5.5, 17, 17))
    side = x + 15 * (1 - 0.1 * abs(pose.turn))
    canvas.ellipse(side, y - 6, 15.5, stroke=GOLD, width=4.2)
    canvas.path(f"M{side + 12:.1f} {y + 4:.1f}Q{side + 22:.1f} {y + 40:.1f} {side + 12:.1f} 74", stroke=GOLD, width=2.6)
    draw_mouth(canvas, pose, y=43, size=0.75)
    curl = 4 * pose.gape
    canvas.path(
        f"M{x:.1f} {y + 22:.1f}Q{x + 12:.1f} {y + 17:.1f} {x + 24:.1f} {y + 27:.1f}Q{x + 38:.1f} {y + 33 - curl:.1f} "
        f"{x + 45:.1f} {y + 17 - curl:.1f}Q{x + 46:.1f} {y + 44:.1f} {x + 22:.1f} {y + 42:.1f}Q{x + 6:.1f} {y + 41:.1f} {x:.1f} "
        f"{y + 32:.1f}Q{x - 6:.1f} {y + 41:.1f} {x - 22:.1f} {y + 42:.1f}Q{x - 46:.1f} {y + 44:.1f} {x - 45:.1f} "
        f"{y + 17 - curl:.1f}Q{x - 38:.1f} {y + 33 - curl:.1f} {x - 24:.1f} {y + 27:.1f}Q{x - 12:.1f} {y + 17:.1f} {x:.1f} "
        f"{y + 22:.1f}Z",
        "#4b3a35",
    )
    bulb_nose(canvas, pose, "#efa98c", y=14, size=10)
    hat = pose.turn * 4
    canvas.path(
        f"M{-34 + hat:.1f} -38Q{-38 + hat:.1f} -88 {hat:.1f} -90Q{38 + hat:.1f} -88 {34 + hat:.1f} -38Z", "#4a4660"
    )
    canvas.path(
        f"M{-35 + hat:.1f} -52Q{hat:.1f} -42 {35 + hat:.1f} -52L{34 + hat:.1f} -38H{-34 + hat:.1f}Z",
        pose.cloth_two,
        width=3.4,
    )
    canvas.path(
        f"M{-54 + hat:.1f} -44Q{hat:.1f} -24 {54 + hat:.1f} -44Q{50 + hat:.1f} -30 {hat:.1f} -28Q{-50 + hat:.1f} -30 "
        f"{-54 + hat:.1f} -44Z",
        "#4a4660",
    )
    canvas.path(f"M{-22 + hat:.1f} -62Q{-22 + hat:.1f} -76 {-8 + hat:.1f} -80", stroke="#77738f", width=4)


OTTO = Figure("otto_brisk", PEACH, _head, build=Build(32, 30, 15, 60, 17), garments=("waistcoat", "coat", "shirt"))


# hilde_frost: a small round face under a white crown braid, half-moon spectacles on a cord.


def _hilde_behind(canvas: Canvas, pose: Pose) -> None:
    back = pose.turn * -4
    canvas.ellipse(back, -60, 22, 19, SILVER)
    canvas.path(f"M{back - 12:.1f} -66q12 8 24 0M{back - 14:.1f} -56q14 8 28 0", stroke="#b9aebb", width=3)


def _hilde_head(canvas: Canvas, pose: Pose) -> None:
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
    _hilde_head,
    behind=_hilde_behind,
    build=Build(30, 37, 15, 42, 15),
    garments=("dress", "jumper", "coat", "dots"),
)
