"""klaus_barley: a broad copper beard below a knitted cap."""

from atelier.drawn.body import Build
from atelier.drawn.canvas import Canvas, mirrored
from atelier.drawn.cast.colours import COPPER, ROSY
from atelier.drawn.face import Brows, Eyes, bulb_nose, draw_brows, draw_ears, draw_eyes, draw_mouth, face_shift
from atelier.drawn.figure import Figure
from atelier.drawn.palette import darker, lighter
from atelier.drawn.pose import Pose


def _head(canvas: Canvas, pose: Pose) -> None:
    x, y = face_shift(pose)
    draw_ears(canvas, pose, ROSY, x=47, y=6, size=12)
    canvas.blob(mirrored([(0, -50), (40, -44), (48, -6), (44, 34), (0, 54)]), ROSY)
    canvas.blob(
        [
            (-49, -4),
            (-38, 8),
            (-24 + x * 0.5, 15),
            (x * 0.8, 10),
            (24 + x * 0.5, 15),
            (38, 8),
            (49, -4),
            (52, 34),
            (38, 62),
            (18, 78),
            (0, 84),
            (-18, 78),
            (-38, 62),
            (-52, 34),
        ],
        COPPER,
        tension=0.8,
    )
    for cx, cy in ((-26, 50), (-6, 64), (16, 58), (34, 42), (-38, 32)):
        canvas.path(f"M{cx} {cy}q5 9 1 15", stroke=darker(COPPER, 0.25), width=3.2)
    eyes = Eyes("round", spacing=18, y=-8, size=10)
    draw_eyes(canvas, pose, eyes, ROSY)
    draw_brows(canvas, pose, eyes, Brows(COPPER, 8, 20, 16))
    draw_mouth(canvas, pose, y=34, size=0.9)
    canvas.path(
        f"M{x:.1f} {y + 16:.1f}q16 -6 27 10q-14 4 -27 -2q-13 6 -27 2q11 -16 27 -10Z", lighter(COPPER, 0.12), width=3.4
    )
    bulb_nose(canvas, pose, "#ee9a80", y=8, size=12)
    cap = pose.turn * 4
    knit = pose.cloth_two
    canvas.ellipse(cap * 1.4, -88, 13, fill=lighter(knit, 0.45))
    canvas.path(f"M{-47 + cap:.1f} -34Q{-48 + cap:.1f} -82 {cap:.1f} -82Q{48 + cap:.1f} -82 {47 + cap:.1f} -34Z", knit)
    canvas.path(
        f"M{-26 + cap:.1f} -70Q{-32 + cap:.1f} -56 {-32 + cap:.1f} -44M{cap:.1f} -76V-44M{26 + cap:.1f} -70"
        f"Q{32 + cap:.1f} -56 {32 + cap:.1f} -44",
        stroke=darker(knit, 0.3),
        width=3,
    )
    canvas.path(
        f"M{-50 + cap:.1f} -46Q{cap:.1f} -56 {50 + cap:.1f} -46V-30Q{cap:.1f} -40 {-50 + cap:.1f} -30Z",
        lighter(knit, 0.25),
    )


KLAUS = Figure(
    "klaus_barley",
    ROSY,
    _head,
    build=Build(42, 43, 19, 48, 24),
    garments=("jumper", "overalls", "coat", "shirt", "stripes"),
)
