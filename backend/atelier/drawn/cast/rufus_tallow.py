"""rufus_tallow: a fox with white cheeks, dark-tipped ears, a brush of a tail."""

from atelier.drawn.body import Build
from atelier.drawn.canvas import INK, Canvas
from atelier.drawn.cast.colours import FUR
from atelier.drawn.face import Brows, Eyes, draw_brows, draw_eyes, draw_mouth, face_shift
from atelier.drawn.figure import Figure
from atelier.drawn.palette import WHITE, darker
from atelier.drawn.pose import Pose


def _back(canvas: Canvas, pose: Pose) -> None:
    sway = pose.step * 14
    canvas.blob(
        [
            (10, 124),
            (44, 150),
            (82 + sway, 134),
            (104 + sway, 92),
            (92 + sway, 56),
            (74 + sway, 84),
            (56, 112),
            (28, 112),
        ],
        FUR,
    )
    canvas.blob(
        [(104 + sway, 92), (92 + sway, 56), (78 + sway, 78), (86 + sway, 92), (90 + sway, 104), (98 + sway, 104)],
        WHITE,
        width=3.4,
    )


def _head(canvas: Canvas, pose: Pose) -> None:
    x, y = face_shift(pose)
    for side in (-1, 1):
        with canvas.group(dx=side * 32 + pose.turn * 2, dy=-34, turn=side * (14 + 8 * pose.gape)):
            canvas.path("M-19 14Q-14 -26 0 -46Q14 -26 19 14Z", FUR)
            canvas.path("M-8.5 -25Q-4 -38 0 -46Q4 -38 8.5 -25Q0 -20 -8.5 -25Z", "#43303a", width=0)
            canvas.path("M-9 10Q-7 -10 0 -20Q7 -10 9 10Z", "#f4c9b0", width=0)
    canvas.blob(
        [
            (0, -48),
            (34, -40),
            (46, -10),
            (62, 22),
            (46, 24),
            (50, 40),
            (26, 44),
            (0, 56),
            (-26, 44),
            (-50, 40),
            (-46, 24),
            (-62, 22),
            (-46, -10),
            (-34, -40),
        ],
        FUR,
        tension=0.75,
    )
    canvas.blob(
        [
            (x * 0.9, y + 2),
            (x + 14, y + 12),
            (36, 14),
            (55, 23),
            (42, 25),
            (46, 38),
            (25, 40),
            (0, 51),
            (-25, 40),
            (-46, 38),
            (-42, 25),
            (-55, 23),
            (-36, 14),
            (x - 14, y + 12),
        ],
        WHITE,
        width=0,
        tension=0.75,
    )
    canvas.path(f"M{x - 6:.1f} -46q6 12 0 22M{x + 6:.1f} -46q-6 12 0 22", stroke=darker(FUR, 0.25), width=3)
    eyes = Eyes("cat", "#6fae4e", spacing=20, y=-8, size=10.5)
    draw_eyes(canvas, pose, eyes, FUR)
    draw_brows(canvas, pose, eyes, Brows("#43303a", 4.6, 14, 17))
    tip_x, tip_y = face_shift(pose, 2.0)
    canvas.blob(
        [
            (x - 16, y + 16),
            (tip_x, tip_y + 6),
            (x + 16, y + 16),
            (tip_x * 0.8 + 12, tip_y + 31),
            (tip_x * 0.8 - 12, tip_y + 31),
        ],
        WHITE,
        width=3.2,
    )
    draw_mouth(canvas, pose, y=35, size=0.72)
    canvas.blob([(tip_x - 9, tip_y + 8), (tip_x, tip_y + 5), (tip_x + 9, tip_y + 8), (tip_x, tip_y + 18)], INK, width=0)


RUFUS = Figure(
    "rufus_tallow",
    FUR,
    _head,
    back=_back,
    build=Build(30, 32, 14, 48, 18),
    garments=("waistcoat", "hoodie", "jumper", "shirt", "tee"),
    paws="#43303a",
    bare_feet="#43303a",
)
