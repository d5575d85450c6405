"""juno_vale: lilac skin, long pointed ears, a tall teal ponytail."""

from atelier.drawn.body import Build
from atelier.drawn.canvas import Canvas, mirrored
from atelier.drawn.cast.colours import GOLD, LILAC, TEAL
from atelier.drawn.face import (
    Brows,
    Eyes,
    draw_brows,
    draw_cheeks,
    draw_ears,
    draw_eyes,
    draw_mouth,
    face_shift,
    line_nose,
)
from atelier.drawn.figure import Figure
from atelier.drawn.palette import WHITE, darker, lighter
from atelier.drawn.pose import Pose


def _behind(canvas: Canvas, pose: Pose) -> None:
    back = pose.turn * -8
    swing = pose.step * 12
    canvas.blob(
        [
            (back - 6, -60),
            (back + 14, -92),
            (back + 48, -92),
            (back + 72 + swing, -58),
            (back + 76 + swing, -8),
            (back + 62 + swing, 40),
            (back + 50 + swing, 2),
            (back + 38, -40),
        ],
        TEAL,
    )
    canvas.path(
        f"M{back + 24:.1f} -76Q{back + 56 + swing * 0.6:.1f} -66 {back + 62 + swing:.1f} -6",
        stroke=lighter(TEAL, 0.3),
        width=3.4,
    )
    canvas.ellipse(back + 6, -62, 13, 10, GOLD, turn=-30)
    canvas.blob(mirrored([(0, -56), (36, -46), (50, -10), (44, 22), (0, 30)]), TEAL)


def _elf_ear(canvas: Canvas, side: int, size: float) -> None:
    canvas.path(f"M{-side * 4} 9Q{side * 16} 8 {side * 36} {-24}Q{side * 8} -22 {-side * 4} -9Z", LILAC)
    canvas.path(f"M{side * 4} 0Q{side * 14} -3 {side * 23} -14", stroke=darker(LILAC, 0.35), width=3)


def _head(canvas: Canvas, pose: Pose) -> None:
    draw_ears(canvas, pose, LILAC, x=42, y=2, shape=_elf_ear)
    canvas.blob(mirrored([(0, -48), (34, -40), (44, -10), (36, 22), (15, 48), (0, 56)]), LILAC)
    band = pose.turn * 6
    canvas.path(
        f"M-46 -8Q{-44 + band:.1f} -56 {band:.1f} -58Q{46 + band:.1f} -56 46 -8Q{38 + band:.1f} -34 {8 + band:.1f} -38"
        f"Q{-4 + band:.1f} -24 {-20 + band:.1f} -22Q{-12 + band:.1f} -32 {-12 + band:.1f} -38Q{-36 + band:.1f} -30 -46 -8Z",
        TEAL,
    )
    canvas.path(f"M{-28 + band:.1f} -42Q{-12 + band:.1f} -52 {8 + band:.1f} -50", stroke=lighter(TEAL, 0.3), width=3.4)
    draw_cheeks(canvas, pose, "#d2639c", spread=26, y=18, opacity=0.45)
    eyes = Eyes("cat", "#f2c14b", spacing=18, y=-2, size=12, lashes=True)
    draw_eyes(canvas, pose, eyes, LILAC)
    draw_brows(canvas, pose, eyes, Brows(darker(TEAL, 0.35), 4.6, 18, 19))
    x, y = face_shift(pose)
    with canvas.group(dx=x + 25, dy=y + 17, scale=0.8):
        canvas.path("M0 -8L2.4 -2.4L8 0L2.4 2.4L0 8L-2.4 2.4L-8 0L-2.4 -2.4Z", WHITE, width=0)
    line_nose(canvas, pose, darker(LILAC, 0.5), y=8, size=6)
    draw_mouth(canvas, pose, y=33, size=0.9)


JUNO = Figure(
    "juno_vale",
    LILAC,
    _head,
    behind=_behind,
    build=Build(29, 30, 13, 56, 13),
    garments=("dress", "hoodie", "coat", "tee", "waistcoat"),
)
