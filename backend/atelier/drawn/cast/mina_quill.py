"""mina_quill: a hedgehog with a cream mask, a pointed snout and a crown of quills."""

from math import cos, pi, sin

from atelier.drawn.body import Build
from atelier.drawn.canvas import INK, Canvas, mirrored
from atelier.drawn.cast.colours import BROWN, CREAM
from atelier.drawn.face import Brows, Eyes, draw_brows, draw_cheeks, draw_eyes, draw_mouth, face_shift
from atelier.drawn.figure import Figure
from atelier.drawn.palette import WHITE, lighter, mix
from atelier.drawn.pose import Pose


def _quills(canvas: Canvas, colour: str, inner: float, outer: float, count: int, turn: float, dx: float) -> None:
    outline = []
    for index in range(count * 2):
        angle = pi * (0.18 + 1.64 * index / (count * 2 - 1)) + turn
        reach = outer if index % 2 else inner
        outline.append((dx - sin(angle) * reach, 4 + cos(angle) * reach))
    canvas.polygon(outline, colour)


def _behind(canvas: Canvas, pose: Pose) -> None:
    back = pose.turn * -7
    _quills(canvas, "#6b4a3a", 58, 80, 15, 0.0, back)
    _quills(canvas, mix("#6b4a3a", CREAM, 0.25), 46, 66, 13, 0.07, back)


def _head(canvas: Canvas, pose: Pose) -> None:
    x, y = face_shift(pose)
    for side in (-1, 1):
        with canvas.group(dx=side * 37 - pose.turn * 3, dy=-30):
            canvas.ellipse(0, 0, 13, fill=BROWN)
            canvas.ellipse(0, 2, 6.5, fill="#e8a79a", width=0)
    canvas.blob(mirrored([(0, -46), (34, -36), (46, -2), (38, 28), (16, 48), (0, 52)]), BROWN)
    canvas.blob(
        [
            (x, y - 20),
            (x + 17, y - 30),
            (x + 34 - max(x, 0) * 0.4, y - 14),
            (x + 34 - max(x, 0) * 0.6, 18),
            (x * 0.6 + 18, 44),
            (x * 0.4, 48),
            (x * 0.6 - 18, 44),
            (x - 34 - min(x, 0) * 0.6, 18),
            (x - 34 - min(x, 0) * 0.4, y - 14),
            (x - 17, y - 30),
        ],
        CREAM,
        width=0,
    )
    draw_cheeks(canvas, pose, "#ee8f80", spread=27, y=16)
    draw_eyes(canvas, pose, Eyes("dark", "#33283a", spacing=17, y=-6, size=9), CREAM)
    draw_brows(canvas, pose, Eyes("dark", spacing=17, y=-6), Brows("#6b4a3a", 4, 12, 17))
    draw_mouth(canvas, pose, y=34, size=0.75, teeth=False)
    tip_x, tip_y = face_shift(pose, 2.2)
    canvas.blob(
        [
            (x - 13, y + 10),
            (tip_x, tip_y + 2),
            (x + 13, y + 10),
            (tip_x * 0.9 + 8, tip_y + 22),
            (tip_x * 0.9 - 8, tip_y + 22),
        ],
        lighter(CREAM, 0.4),
        width=3.2,
    )
    canvas.ellipse(tip_x, tip_y + 7, 8, 6.5, INK, width=0)
    canvas.ellipse(tip_x + 2.4, tip_y + 5, 2, fill=WHITE, width=0)


MINA = Figure(
    "mina_quill",
    CREAM,
    _head,
    behind=_behind,
    build=Build(31, 37, 14, 36, 18),
    garments=("dress", "jumper", "overalls", "dots", "coat"),
    paws=BROWN,
    bare_feet=BROWN,
)
