"""nell_pepper: a knotted scarf over long dark waves, an eye-patch, a gold ring."""

from atelier.drawn.body import Build
from atelier.drawn.canvas import INK, Canvas, mirrored
from atelier.drawn.cast.colours import BROWN, GOLD, NIGHT
from atelier.drawn.face import Brows, Eyes, draw_brows, draw_cheeks, draw_eyes, draw_mouth, face_shift, line_nose
from atelier.drawn.figure import Figure
from atelier.drawn.palette import darker, lighter
from atelier.drawn.pose import Pose


def _behind(canvas: Canvas, pose: Pose) -> None:
    back = pose.turn * -6
    canvas.blob(
        [
            (back, -54),
            (46 + back, -36),
            (56 + back, 6),
            (50 + back, 40),
            (62 + back, 78),
            (34 + back, 96),
            (back, 84),
            (-34 + back, 96),
            (-62 + back, 78),
            (-50 + back, 40),
            (-56 + back, 6),
            (-46 + back, -36),
        ],
        NIGHT,
    )
    canvas.path(f"M{44 + back:.1f} 30q-4 26 4 46M{-44 + back:.1f} 30q4 26 -4 46", stroke="#514a6e", width=3.4)


def _head(canvas: Canvas, pose: Pose) -> None:
    x, y = face_shift(pose)
    cloth = pose.cloth_two
    canvas.blob(mirrored([(0, -48), (34, -40), (44, -8), (39, 22), (20, 48), (0, 55)]), BROWN)
    for side in (-1, 1):
        canvas.path(
            f"M{side * 45:.1f} -20Q{side * 46:.1f} 14 {side * 36 + x * 0.2:.1f} 30Q{side * 33:.1f} 2 {side * 36:.1f} -24Z",
            NIGHT,
            width=3.4,
        )
        canvas.ellipse(side * 44 - pose.turn * 3, 32, 7.5, stroke=INK, width=6.5)
        canvas.ellipse(side * 44 - pose.turn * 3, 32, 7.5, stroke=GOLD, width=3)
    draw_cheeks(canvas, pose, "#e0604f", spread=26, y=17, opacity=0.4)
    eyes = Eyes("tall", "#3f8060", spacing=18, y=-4, size=11.5, lashes=True)
    draw_eyes(canvas, pose, eyes, BROWN)
    draw_brows(canvas, pose, eyes, Brows(NIGHT, 5, 17, 18))
    patch = x - 18 * (1 - 0.1 * abs(pose.turn))
    canvas.path(f"M-46 -14L{patch:.1f} {y - 10:.1f}L46 -30", width=4.6)
    canvas.path(
        f"M{patch - 16:.1f} {y - 15:.1f}Q{patch:.1f} {y - 20:.1f} {patch + 16:.1f} {y - 17:.1f}Q{patch + 15:.1f} {y + 10:.1f} "
        f"{patch:.1f} {y + 12:.1f}Q{patch - 15:.1f} {y + 10:.1f} {patch - 16:.1f} {y - 15:.1f}Z",
        "#3a344a",
        width=3.6,
    )
    line_nose(canvas, pose, y=6, size=8)
    draw_mouth(canvas, pose, y=32)
    canvas.path("M44 -40q24 -2 28 14q-14 2 -24 -6q8 16 2 30q-14 -12 -14 -28Z", darker(cloth, 0.1))
    top = pose.turn * 3
    canvas.path(f"M-47 -22Q{-44 + top:.1f} -66 {top:.1f} -66Q{46 + top:.1f} -66 48 -26Q{top:.1f} -50 -47 -22Z", cloth)
    for cx, cy in ((-28, -44), (-8, -54), (14, -56), (32, -46), (2, -45)):
        canvas.ellipse(cx + top, cy, 3.6, fill=lighter(cloth, 0.65), width=0)


NELL = Figure(
    "nell_pepper",
    BROWN,
    _head,
    behind=_behind,
    build=Build(32, 33, 15, 52, 16),
    garments=("stripes", "coat", "waistcoat", "shirt"),
)
