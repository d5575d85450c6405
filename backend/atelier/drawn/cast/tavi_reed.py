"""tavi_reed: a flat top of dark hair and yellow headphones."""

from atelier.drawn.body import Build
from atelier.drawn.canvas import Canvas, mirrored
from atelier.drawn.cast.colours import BROWN, GOLD, NIGHT
from atelier.drawn.face import Brows, Eyes, button_nose, draw_brows, draw_cheeks, draw_ears, draw_eyes, draw_mouth
from atelier.drawn.figure import Figure
from atelier.drawn.palette import darker
from atelier.drawn.pose import Pose


def _head(canvas: Canvas, pose: Pose) -> None:
    draw_ears(canvas, pose, BROWN, x=43, y=6, size=10)
    canvas.blob(mirrored([(0, -46), (32, -42), (43, -10), (38, 26), (20, 48), (0, 53)]), BROWN)
    top = pose.turn * 4
    canvas.blob(
        [
            (-43 + top, -14),
            (-47 + top, -50),
            (-44 + top, -84),
            (-16 + top, -88),
            (16 + top, -90),
            (45 + top, -84),
            (47 + top, -50),
            (43 + top, -14),
            (33 + top, -30),
            (0 + top, -34),
            (-33 + top, -30),
        ],
        NIGHT,
        tension=0.55,
    )
    canvas.path(f"M{-30 + top:.1f} -72h14M{-4 + top:.1f} -78h12M{18 + top:.1f} -70h14", stroke="#4e4868", width=3.4)
    draw_cheeks(canvas, pose, "#e0705a", spread=27, y=17, opacity=0.4)
    eyes = Eyes("tall", spacing=18, y=-3, size=11.5)
    draw_eyes(canvas, pose, eyes, BROWN)
    draw_brows(canvas, pose, eyes, Brows(NIGHT, 5.5, 17, 19))
    button_nose(canvas, pose, darker(BROWN, 0.14), y=12, size=7)
    draw_mouth(canvas, pose, y=30)
    canvas.path(
        f"M{-48 + top * 0.4:.1f} 0Q{-54 + top:.1f} -98 {top:.1f} -98Q{54 + top:.1f} -98 {48 + top * 0.4:.1f} 0",
        width=13,
    )
    canvas.path(
        f"M{-48 + top * 0.4:.1f} 0Q{-54 + top:.1f} -98 {top:.1f} -98Q{54 + top:.1f} -98 {48 + top * 0.4:.1f} 0",
        stroke=GOLD,
        width=6,
    )
    for side in (-1, 1):
        reach = side * (48 - 6 * max(pose.turn * side, 0))
        canvas.rect(reach - 9, -12, 18, 34, GOLD, radius=8)
        canvas.rect(reach - 4 - side * 3, -4, 8, 18, darker(GOLD, 0.3), radius=4, outline=0)


TAVI = Figure(
    "tavi_reed",
    BROWN,
    _head,
    build=Build(31, 32, 15, 52, 16),
    garments=("hoodie", "tee", "stripes", "dots", "jumper"),
)
