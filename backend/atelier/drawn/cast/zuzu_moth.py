"""zuzu_moth: feathered antennae, great dark eyes, a ruff of fluff, dusty wings."""

from atelier.drawn.body import Build
from atelier.drawn.canvas import Canvas, smooth
from atelier.drawn.cast.colours import CREAM, LILAC
from atelier.drawn.face import Brows, Eyes, draw_brows, draw_cheeks, draw_eyes, draw_mouth, face_shift
from atelier.drawn.figure import Figure
from atelier.drawn.palette import darker, lighter, mix
from atelier.drawn.pose import Pose


def _back(canvas: Canvas, pose: Pose) -> None:
    open_wide = 0.75 + 0.3 * pose.gape
    for side in (-1, 1):
        with canvas.group(dx=side * 16, dy=84, turn=side * pose.step * 6, flip=side < 0, scale=open_wide):
            canvas.blob([(0, 0), (36, -56), (88, -66), (104, -34), (84, 4), (40, 18)], "#e9cfa6")
            canvas.blob([(4, 8), (44, 16), (74, 40), (64, 74), (34, 64), (10, 30)], mix("#e9cfa6", LILAC, 0.5))
            canvas.ellipse(74, -34, 15, fill=darker(LILAC, 0.2), width=3.4)
            canvas.ellipse(74, -34, 6.5, fill="#f6e2c3", width=0)
            canvas.ellipse(48, 44, 8, fill="#e9cfa6", width=3)


def _collar(canvas: Canvas, pose: Pose) -> None:
    canvas.path(
        smooth(
            [
                (-36, 58),
                (-44, 68),
                (-32, 72),
                (-30, 84),
                (-17, 78),
                (-8, 90),
                (0, 80),
                (8, 90),
                (17, 78),
                (30, 84),
                (32, 72),
                (44, 68),
                (36, 58),
                (0, 46),
            ],
            tension=0.8,
        ),
        CREAM,
    )


def _head(canvas: Canvas, pose: Pose) -> None:
    x, _ = face_shift(pose)
    sway = pose.step * 6
    for side in (-1, 1):
        root, tip = side * 16 + x * 0.5, side * (50 + sway * side) + x * 0.4
        canvas.blob(
            [
                (root, -40),
                (side * 24 + x * 0.4, -72),
                (tip, -96),
                (side * 58 + x * 0.4, -74),
                (side * 42 + x * 0.4, -52),
            ],
            CREAM,
            width=3.6,
        )
        canvas.path(f"M{root:.1f} -40Q{side * 32 + x * 0.4:.1f} -66 {tip:.1f} -92", width=3.4)
        for share in (0.35, 0.55, 0.75):
            px, py = root + (tip - root) * share, -40 - 54 * share
            canvas.path(f"M{px:.1f} {py:.1f}l{side * 10} -1M{px:.1f} {py:.1f}l{-side * 1} -10", width=2.4)
    canvas.path(
        smooth(
            [
                (0, -48),
                (24, -46),
                (38, -36),
                (50, -12),
                (46, 10),
                (54, 24),
                (40, 28),
                (36, 42),
                (18, 42),
                (0, 52),
                (-18, 42),
                (-36, 42),
                (-40, 28),
                (-54, 24),
                (-46, 10),
                (-50, -12),
                (-38, -36),
                (-24, -46),
            ]
        ),
        LILAC,
    )
    canvas.path(f"M{x * 0.6 - 12:.1f} -44q4 12 10 12q-1 6 4 8q4 -4 3 -9q7 0 9 -12Z", lighter(LILAC, 0.45), width=0)
    draw_eyes(canvas, pose, Eyes("dark", "#3a2a4f", spacing=21, y=-2, size=15), LILAC)
    draw_brows(canvas, pose, Eyes("dark", spacing=20, y=-4), Brows(darker(LILAC, 0.4), 4.4, 12, 25))
    draw_cheeks(canvas, pose, "#e678a8", spread=32, y=22, size=7.5, opacity=0.6)
    draw_mouth(canvas, pose, y=30, size=0.7, teeth=False)


ZUZU = Figure(
    "zuzu_moth",
    LILAC,
    _head,
    back=_back,
    collar=_collar,
    build=Build(28, 32, 12, 46, 14),
    garments=("dress", "jumper", "stripes", "dots", "coat"),
    paws=darker(LILAC, 0.25),
    bare_feet=darker(LILAC, 0.3),
)
