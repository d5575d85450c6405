"""bo_cobble: a broad moss-green troll, tusks up, a tuft between two little horns."""

from atelier.drawn.body import Build
from atelier.drawn.canvas import Canvas, mirrored, moved
from atelier.drawn.cast.colours import BROWN, CREAM, MOSS
from atelier.drawn.face import Eyes, draw_ears, draw_eyes, draw_mouth, face_shift
from atelier.drawn.figure import Figure
from atelier.drawn.palette import WHITE, darker
from atelier.drawn.pose import Pose


def _troll_ear(canvas: Canvas, side: int, size: float) -> None:
    canvas.blob([(-side * 6, -12), (side * 14, -20), (side * 26, -2), (side * 14, 14), (-side * 6, 12)], MOSS)
    canvas.blob([(side * 2, -6), (side * 12, -10), (side * 16, 0), (side * 9, 7)], darker(MOSS, 0.25), width=0)


def _head(canvas: Canvas, pose: Pose) -> None:
    x, y = face_shift(pose)
    for side in (-1, 1):
        with canvas.group(dx=side * 33 + pose.turn * 4, dy=-46, turn=side * 22):
            canvas.path("M-11 10Q-10 -14 0 -24Q10 -14 11 10Z", CREAM)
            canvas.path("M-8 -2Q0 2 8 -2", stroke=darker(CREAM, 0.35), width=2.8)
    canvas.path(
        f"M{-12 + x * 0.4:.1f} -46q-2 -22 -16 -28q18 -2 24 12q2 -20 16 -24q-6 16 -2 22q10 -10 20 -6q-14 6 -18 24Z",
        BROWN,
    )
    draw_ears(canvas, pose, MOSS, x=56, y=2, shape=_troll_ear)
    canvas.blob(mirrored([(0, -50), (40, -46), (56, -12), (60, 22), (44, 50), (0, 58)]), MOSS)
    for cx, cy, radius in ((-38, -26, 5), (-46, -14, 3.4), (42, 34, 5), (34, 43, 3), (36, -34, 4)):
        canvas.ellipse(cx + x * 0.6, cy, radius, fill=darker(MOSS, 0.2), width=0)
    eyes = Eyes("round", "#8a5a3c", spacing=19, y=-6, size=9.5)
    draw_eyes(canvas, pose, eyes, MOSS)
    lift = {"angry": 5.0, "surprised": -6.0, "laugh": -3.0, "sad": -1.0}.get(pose.mood, 0.0)
    canvas.blob(
        [
            (x - 38, y - 18 + lift),
            (x - 20, y - 28 + lift),
            (x, y - 22 + lift),
            (x + 20, y - 28 + lift),
            (x + 38, y - 18 + lift),
            (x + 20, y - 17 + lift),
            (x, y - 13 + lift),
            (x - 20, y - 17 + lift),
        ],
        darker(MOSS, 0.28),
        width=3.6,
    )
    nose_x, nose_y = face_shift(pose, 1.6)
    nose = moved(mirrored([(0, -9), (11, -2), (15, 8), (0, 11)]), nose_x, nose_y + 6)
    canvas.blob(nose, darker(MOSS, 0.12), width=3.6)
    draw_mouth(canvas, pose, y=34, size=1.15, teeth=False)
    for side in (-1, 1):
        canvas.path(
            f"M{x + side * 24 - 6:.1f} {y + 40:.1f}Q{x + side * 26:.1f} {y + 32:.1f} {x + side * 27:.1f} {y + 19:.1f}"
            f"Q{x + side * 36:.1f} {y + 34:.1f} {x + side * 24 + 7:.1f} {y + 41:.1f}Z",
            WHITE,
            width=3.4,
        )


BO = Figure(
    "bo_cobble",
    MOSS,
    _head,
    build=Build(44, 46, 22, 42, 28),
    garments=("overalls", "stripes", "tee", "waistcoat", "jumper"),
    bare_feet=darker(MOSS, 0.1),
)
