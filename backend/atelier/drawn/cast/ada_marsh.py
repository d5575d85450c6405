"""ada_marsh: a cloud of copper curls, round green spectacles, freckles."""

from atelier.drawn.body import Build
from atelier.drawn.canvas import INK, Canvas, mirrored
from atelier.drawn.cast.colours import COPPER, ROSY
from atelier.drawn.face import (
    Brows,
    Eyes,
    button_nose,
    draw_brows,
    draw_cheeks,
    draw_ears,
    draw_eyes,
    draw_freckles,
    draw_mouth,
    face_shift,
)
from atelier.drawn.figure import Figure
from atelier.drawn.palette import darker, lighter
from atelier.drawn.pose import Pose


def _behind(canvas: Canvas, pose: Pose) -> None:
    back = pose.turn * -5
    curls = [
        (-56, -14, 25),
        (-62, 18, 23),
        (-52, 46, 21),
        (56, -14, 25),
        (62, 18, 23),
        (52, 46, 21),
        (-38, -46, 25),
        (38, -46, 25),
        (0, -58, 27),
    ]
    for x, y, radius in curls:
        canvas.ellipse(x + back, y, radius + 4, fill=INK, width=0)
    for x, y, radius in curls:
        canvas.ellipse(x + back, y, radius, fill=COPPER, width=0)
    canvas.ellipse(back, 0, 54, 56, COPPER, width=0)
    for x, y, radius in curls:
        canvas.path(
            f"M{x + back - radius * 0.3:.1f} {y - radius * 0.3:.1f}q{radius * 0.5:.1f} {-radius * 0.3:.1f} "
            f"{radius * 0.6:.1f} {radius * 0.4:.1f}",
            stroke=darker(COPPER),
            width=3,
        )


def _head(canvas: Canvas, pose: Pose) -> None:
    x, y = face_shift(pose)
    draw_ears(canvas, pose, ROSY, x=44, y=6, size=10)
    canvas.blob(mirrored([(0, -50), (32, -42), (45, -8), (40, 24), (22, 47), (0, 53)]), ROSY)
    fringe = pose.turn * 6
    locks = [(-36, -30, 15), (-17, -40, 17), (6, -43, 18), (27, -36, 16), (41, -22, 11)]
    for cx, cy, radius in locks:
        canvas.ellipse(cx + fringe, cy, radius + 3.4, fill=INK, width=0)
    for cx, cy, radius in locks:
        canvas.ellipse(cx + fringe, cy, radius, fill=COPPER, width=0)
    canvas.ellipse(fringe, -56, 38, 15, COPPER, width=0)
    for cx, cy, radius in locks:
        canvas.path(
            f"M{cx + fringe - radius * 0.4:.1f} {cy + 2:.1f}q{radius * 0.5:.1f} {-radius * 0.7:.1f} "
            f"{radius * 0.8:.1f} 0",
            stroke=lighter(COPPER, 0.25),
            width=3,
        )
    draw_freckles(canvas, pose, "#c97a54")
    draw_cheeks(canvas, pose)
    for side in (-1, 1):
        canvas.ellipse(x + side * 19.5 * (1 - 0.08 * abs(pose.turn)), y, 16.5, fill="#e4f4e4", width=0, opacity=0.5)
    draw_eyes(canvas, pose, Eyes("dot", spacing=19, y=0, size=12), ROSY)
    draw_brows(canvas, pose, Eyes("dot", spacing=19, y=2, size=12), Brows(darker(COPPER, 0.3), 4.5, 15, 18))
    for side in (-1, 1):
        canvas.ellipse(x + side * 19.5 * (1 - 0.08 * abs(pose.turn)), y, 16.5, stroke="#23755a", width=4.6)
    canvas.path(f"M{x - 4:.1f} {y - 2:.1f}q4 -4 8 0", stroke="#23755a")
    button_nose(canvas, pose, darker(ROSY, 0.08), y=13, size=5)
    draw_mouth(canvas, pose, y=30, size=0.95)


ADA = Figure(
    "ada_marsh",
    ROSY,
    _head,
    behind=_behind,
    build=Build(30, 33, 15, 50, 15),
    garments=("stripes", "overalls", "dress", "jumper", "tee"),
)
