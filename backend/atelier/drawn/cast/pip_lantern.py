"""pip_lantern: a one-eyed lamp sprite, a glowing bulb on its stalk."""

from atelier.drawn.body import Build
from atelier.drawn.canvas import INK, Canvas, mirrored
from atelier.drawn.cast.colours import MOSS
from atelier.drawn.face import draw_cheeks, draw_mouth, face_shift
from atelier.drawn.figure import Figure
from atelier.drawn.palette import WHITE, darker, lighter
from atelier.drawn.pose import Pose


def _head(canvas: Canvas, pose: Pose) -> None:
    x, y = face_shift(pose, 1.2)
    sway = pose.step * 16
    canvas.ellipse(sway + 4, -98, 26, fill="#ffe48a", width=0, opacity=0.45)
    canvas.limb([(0, -44), (-6 + sway * 0.2, -68), (4 + sway, -90)], MOSS, 5)
    canvas.ellipse(sway + 4, -98, 13, 15, "#ffd95e")
    canvas.path(f"M{sway - 1:.1f} -97l4 5l3 -6l4 5", stroke="#d98a2b", width=2.6)
    canvas.blob(mirrored([(0, -54), (36, -40), (54, 4), (48, 36), (20, 54), (0, 56)]), MOSS)
    for side in (-1, 1):
        canvas.blob(
            [(side * 50, -2), (side * 68, -14), (side * 66, 0), (side * 72, 10), (side * 60, 14), (side * 50, 14)],
            lighter(MOSS, 0.2),
        )
    for cx, cy in ((-33, -22), (-24, -34), (33, -22), (24, -34)):
        canvas.ellipse(cx + x * 0.5, cy, 3.4, fill=darker(MOSS, 0.22), width=0)
    look_x, look_y = pose.look
    if pose.mood in ("laugh", "dreamy"):
        canvas.path(
            f"M{x - 24:.1f} {y - 2:.1f}Q{x:.1f} {y + (-30 if pose.mood == 'laugh' else 20):.1f} {x + 24:.1f} {y - 2:.1f}",
            width=5,
        )
    else:
        squeeze = {"surprised": 1.12, "angry": 0.8, "sad": 0.9, "wink": 0.6, "smirk": 0.66}.get(pose.mood, 1.0)
        canvas.ellipse(x, y - 4, 26, 27 * squeeze, WHITE)
        canvas.ellipse(x + look_x * 10, y - 4 + look_y * 9 * squeeze, 14, 14 * min(squeeze, 1), "#e2703f", width=0)
        canvas.ellipse(x + look_x * 10, y - 4 + look_y * 9 * squeeze, 7.5, 7.5 * min(squeeze, 1), INK, width=0)
        canvas.ellipse(x + look_x * 10 + 4, y - 8 + look_y * 9 * squeeze, 3.6, fill=WHITE, width=0)
        tilt = {"angry": 7, "sad": -6, "worried": -6}.get(pose.mood, 0)
        rise = 35 * squeeze
        canvas.path(
            f"M{x - 17:.1f} {y - rise - tilt:.1f}Q{x:.1f} {y - rise - 6:.1f} {x + 17:.1f} {y - rise + tilt:.1f}",
            stroke=darker(MOSS, 0.5),
            width=5.5,
        )
    draw_mouth(canvas, pose, y=37, size=0.95)
    draw_cheeks(canvas, pose, "#ee8a6a", spread=33, y=27, size=7)


PIP = Figure(
    "pip_lantern",
    MOSS,
    _head,
    build=Build(29, 35, 13, 34, 22),
    garments=("overalls", "stripes", "tee", "dots", "hoodie"),
    bare_feet=darker(MOSS, 0.12),
)
