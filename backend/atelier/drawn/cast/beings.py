"""The characters who are not people: an elf, a troll, a hedgehog, a fox, a lamp sprite and a moth."""

from math import cos, pi, sin

from atelier.drawn.body import Build
from atelier.drawn.canvas import INK, Canvas, mirrored, moved, smooth
from atelier.drawn.cast.people import BROWN, GOLD
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
from atelier.drawn.palette import WHITE, darker, lighter, mix
from atelier.drawn.pose import Pose

LILAC = "#b7a1dc"
TEAL = "#2f7f86"
MOSS = "#a3bf8c"
CREAM = "#f6e2c3"
FUR = "#d9733a"


# juno_vale: lilac skin, long pointed ears, a tall teal ponytail.

def _juno_behind(canvas: Canvas, pose: Pose) -> None:
    back = pose.turn * -8
    swing = pose.step * 12
    canvas.blob([(back - 6, -60), (back + 14, -92), (back + 48, -92), (back + 72 + swing, -58), (back + 76 + swing, -8),
                 (back + 62 + swing, 40), (back + 50 + swing, 2), (back + 38, -40)], TEAL)
    canvas.path(f"M{back + 24:.1f} -76Q{back + 56 + swing * 0.6:.1f} -66 {back + 62 + swing:.1f} -6", stroke=lighter(TEAL, 0.3), width=3.4)
    canvas.ellipse(back + 6, -62, 13, 10, GOLD, turn=-30)
    canvas.blob(mirrored([(0, -56), (36, -46), (50, -10), (44, 22), (0, 30)]), TEAL)


def _elf_ear(canvas: Canvas, side: int, size: float) -> None:
    canvas.path(f"M{-side * 4} 9Q{side * 16} 8 {side * 36} {-24}Q{side * 8} -22 {-side * 4} -9Z", LILAC)
    canvas.path(f"M{side * 4} 0Q{side * 14} -3 {side * 23} -14", stroke=darker(LILAC, 0.35), width=3)


def _juno_head(canvas: Canvas, pose: Pose) -> None:
    draw_ears(canvas, pose, LILAC, x=42, y=2, shape=_elf_ear)
    canvas.blob(mirrored([(0, -48), (34, -40), (44, -10), (36, 22), (15, 48), (0, 56)]), LILAC)
    band = pose.turn * 6
    canvas.path(f"M-46 -8Q{-44 + band:.1f} -56 {band:.1f} -58Q{46 + band:.1f} -56 46 -8Q{38 + band:.1f} -34 {8 + band:.1f} -38"
                f"Q{-4 + band:.1f} -24 {-20 + band:.1f} -22Q{-12 + band:.1f} -32 {-12 + band:.1f} -38Q{-36 + band:.1f} -30 -46 -8Z",
                TEAL)
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


JUNO = Figure("juno_vale", LILAC, _juno_head, behind=_juno_behind, build=Build(29, 30, 13, 56, 13),
              garments=("dress", "hoodie", "coat", "tee", "waistcoat"))


# bo_cobble: a broad moss-green troll, tusks up, a tuft between two little horns.

def _troll_ear(canvas: Canvas, side: int, size: float) -> None:
    canvas.blob([(-side * 6, -12), (side * 14, -20), (side * 26, -2), (side * 14, 14), (-side * 6, 12)], MOSS)
    canvas.blob([(side * 2, -6), (side * 12, -10), (side * 16, 0), (side * 9, 7)], darker(MOSS, 0.25), width=0)


def _bo_head(canvas: Canvas, pose: Pose) -> None:
    x, y = face_shift(pose)
    for side in (-1, 1):
        with canvas.group(dx=side * 33 + pose.turn * 4, dy=-46, turn=side * 22):
            canvas.path("M-11 10Q-10 -14 0 -24Q10 -14 11 10Z", CREAM)
            canvas.path("M-8 -2Q0 2 8 -2", stroke=darker(CREAM, 0.35), width=2.8)
    canvas.path(f"M{-12 + x * 0.4:.1f} -46q-2 -22 -16 -28q18 -2 24 12q2 -20 16 -24q-6 16 -2 22q10 -10 20 -6q-14 6 -18 24Z", BROWN)
    draw_ears(canvas, pose, MOSS, x=56, y=2, shape=_troll_ear)
    canvas.blob(mirrored([(0, -50), (40, -46), (56, -12), (60, 22), (44, 50), (0, 58)]), MOSS)
    for cx, cy, radius in ((-38, -26, 5), (-46, -14, 3.4), (42, 34, 5), (34, 43, 3), (36, -34, 4)):
        canvas.ellipse(cx + x * 0.6, cy, radius, fill=darker(MOSS, 0.2), width=0)
    eyes = Eyes("round", "#8a5a3c", spacing=19, y=-6, size=9.5)
    draw_eyes(canvas, pose, eyes, MOSS)
    lift = {"angry": 5.0, "surprised": -6.0, "laugh": -3.0, "sad": -1.0}.get(pose.mood, 0.0)
    canvas.blob([(x - 38, y - 18 + lift), (x - 20, y - 28 + lift), (x, y - 22 + lift), (x + 20, y - 28 + lift),
                 (x + 38, y - 18 + lift), (x + 20, y - 17 + lift), (x, y - 13 + lift), (x - 20, y - 17 + lift)],
                darker(MOSS, 0.28), width=3.6)
    nose_x, nose_y = face_shift(pose, 1.6)
    nose = moved(mirrored([(0, -9), (11, -2), (15, 8), (0, 11)]), nose_x, nose_y + 6)
    canvas.blob(nose, darker(MOSS, 0.12), width=3.6)
    draw_mouth(canvas, pose, y=34, size=1.15, teeth=False)
    for side in (-1, 1):
        canvas.path(f"M{x + side * 24 - 6:.1f} {y + 40:.1f}Q{x + side * 26:.1f} {y + 32:.1f} {x + side * 27:.1f} {y + 19:.1f}"
                    f"Q{x + side * 36:.1f} {y + 34:.1f} {x + side * 24 + 7:.1f} {y + 41:.1f}Z", WHITE, width=3.4)


BO = Figure("bo_cobble", MOSS, _bo_head, build=Build(44, 46, 22, 42, 28),
            garments=("overalls", "stripes", "tee", "waistcoat", "jumper"), bare_feet=darker(MOSS, 0.1))


# mina_quill: a hedgehog with a cream mask, a pointed snout and a crown of quills.

def _quills(canvas: Canvas, colour: str, inner: float, outer: float, count: int, turn: float, dx: float) -> None:
    outline = []
    for index in range(count * 2):
        angle = pi * (0.18 + 1.64 * index / (count * 2 - 1)) + turn
        reach = outer if index % 2 else inner
        outline.append((dx - sin(angle) * reach, 4 + cos(angle) * reach))
    canvas.polygon(outline, colour)


def _mina_behind(canvas: Canvas, pose: Pose) -> None:
    back = pose.turn * -7
    _quills(canvas, "#6b4a3a", 58, 80, 15, 0.0, back)
    _quills(canvas, mix("#6b4a3a", CREAM, 0.25), 46, 66, 13, 0.07, back)


def _mina_head(canvas: Canvas, pose: Pose) -> None:
    x, y = face_shift(pose)
    for side in (-1, 1):
        with canvas.group(dx=side * 37 - pose.turn * 3, dy=-30):
            canvas.ellipse(0, 0, 13, fill=BROWN)
            canvas.ellipse(0, 2, 6.5, fill="#e8a79a", width=0)
    canvas.blob(mirrored([(0, -46), (34, -36), (46, -2), (38, 28), (16, 48), (0, 52)]), BROWN)
    canvas.blob([(x, y - 20), (x + 17, y - 30), (x + 34 - max(x, 0) * 0.4, y - 14), (x + 34 - max(x, 0) * 0.6, 18),
                 (x * 0.6 + 18, 44), (x * 0.4, 48), (x * 0.6 - 18, 44), (x - 34 - min(x, 0) * 0.6, 18),
                 (x - 34 - min(x, 0) * 0.4, y - 14), (x - 17, y - 30)], CREAM, width=0)
    draw_cheeks(canvas, pose, "#ee8f80", spread=27, y=16)
    draw_eyes(canvas, pose, Eyes("dark", "#33283a", spacing=17, y=-6, size=9), CREAM)
    draw_brows(canvas, pose, Eyes("dark", spacing=17, y=-6), Brows("#6b4a3a", 4, 12, 17))
    draw_mouth(canvas, pose, y=34, size=0.75, teeth=False)
    tip_x, tip_y = face_shift(pose, 2.2)
    canvas.blob([(x - 13, y + 10), (tip_x, tip_y + 2), (x + 13, y + 10), (tip_x * 0.9 + 8, tip_y + 22), (tip_x * 0.9 - 8, tip_y + 22)],
                lighter(CREAM, 0.4), width=3.2)
    canvas.ellipse(tip_x, tip_y + 7, 8, 6.5, INK, width=0)
    canvas.ellipse(tip_x + 2.4, tip_y + 5, 2, fill=WHITE, width=0)


MINA = Figure("mina_quill", CREAM, _mina_head, behind=_mina_behind, build=Build(31, 37, 14, 36, 18),
              garments=("dress", "jumper", "overalls", "dots", "coat"), paws=BROWN, bare_feet=BROWN)


# rufus_tallow: a fox with white cheeks, dark-tipped ears, a brush of a tail.

def _rufus_back(canvas: Canvas, pose: Pose) -> None:
    sway = pose.step * 14
    canvas.blob([(10, 124), (44, 150), (82 + sway, 134), (104 + sway, 92), (92 + sway, 56), (74 + sway, 84), (56, 112), (28, 112)],
                FUR)
    canvas.blob([(104 + sway, 92), (92 + sway, 56), (78 + sway, 78), (86 + sway, 92), (90 + sway, 104), (98 + sway, 104)], WHITE,
                width=3.4)


def _rufus_head(canvas: Canvas, pose: Pose) -> None:
    x, y = face_shift(pose)
    for side in (-1, 1):
        with canvas.group(dx=side * 32 + pose.turn * 2, dy=-34, turn=side * (14 + 8 * pose.gape)):
            canvas.path("M-19 14Q-14 -26 0 -46Q14 -26 19 14Z", FUR)
            canvas.path("M-8.5 -25Q-4 -38 0 -46Q4 -38 8.5 -25Q0 -20 -8.5 -25Z", "#43303a", width=0)
            canvas.path("M-9 10Q-7 -10 0 -20Q7 -10 9 10Z", "#f4c9b0", width=0)
    canvas.blob([(0, -48), (34, -40), (46, -10), (62, 22), (46, 24), (50, 40), (26, 44), (0, 56), (-26, 44), (-50, 40), (-46, 24),
                 (-62, 22), (-46, -10), (-34, -40)], FUR, tension=0.75)
    canvas.blob([(x * 0.9, y + 2), (x + 14, y + 12), (36, 14), (55, 23), (42, 25), (46, 38), (25, 40), (0, 51), (-25, 40),
                 (-46, 38), (-42, 25), (-55, 23), (-36, 14), (x - 14, y + 12)], WHITE, width=0, tension=0.75)
    canvas.path(f"M{x - 6:.1f} -46q6 12 0 22M{x + 6:.1f} -46q-6 12 0 22", stroke=darker(FUR, 0.25), width=3)
    eyes = Eyes("cat", "#6fae4e", spacing=20, y=-8, size=10.5)
    draw_eyes(canvas, pose, eyes, FUR)
    draw_brows(canvas, pose, eyes, Brows("#43303a", 4.6, 14, 17))
    tip_x, tip_y = face_shift(pose, 2.0)
    canvas.blob([(x - 16, y + 16), (tip_x, tip_y + 6), (x + 16, y + 16), (tip_x * 0.8 + 12, tip_y + 31), (tip_x * 0.8 - 12, tip_y + 31)],
                WHITE, width=3.2)
    draw_mouth(canvas, pose, y=35, size=0.72)
    canvas.blob([(tip_x - 9, tip_y + 8), (tip_x, tip_y + 5), (tip_x + 9, tip_y + 8), (tip_x, tip_y + 18)], INK, width=0)


RUFUS = Figure("rufus_tallow", FUR, _rufus_head, back=_rufus_back, build=Build(30, 32, 14, 48, 18),
               garments=("waistcoat", "hoodie", "jumper", "shirt", "tee"), paws="#43303a", bare_feet="#43303a")


# pip_lantern: a one-eyed lamp sprite, a glowing bulb on its stalk.

def _pip_head(canvas: Canvas, pose: Pose) -> None:
    x, y = face_shift(pose, 1.2)
    sway = pose.step * 16
    canvas.ellipse(sway + 4, -98, 26, fill="#ffe48a", width=0, opacity=0.45)
    canvas.limb([(0, -44), (-6 + sway * 0.2, -68), (4 + sway, -90)], MOSS, 5)
    canvas.ellipse(sway + 4, -98, 13, 15, "#ffd95e")
    canvas.path(f"M{sway - 1:.1f} -97l4 5l3 -6l4 5", stroke="#d98a2b", width=2.6)
    canvas.blob(mirrored([(0, -54), (36, -40), (54, 4), (48, 36), (20, 54), (0, 56)]), MOSS)
    for side in (-1, 1):
        canvas.blob([(side * 50, -2), (side * 68, -14), (side * 66, 0), (side * 72, 10), (side * 60, 14), (side * 50, 14)], lighter(MOSS, 0.2))
    for cx, cy in ((-33, -22), (-24, -34), (33, -22), (24, -34)):
        canvas.ellipse(cx + x * 0.5, cy, 3.4, fill=darker(MOSS, 0.22), width=0)
    look_x, look_y = pose.look
    if pose.mood in ("laugh", "dreamy"):
        canvas.path(f"M{x - 24:.1f} {y - 2:.1f}Q{x:.1f} {y + (-30 if pose.mood == 'laugh' else 20):.1f} {x + 24:.1f} {y - 2:.1f}", width=5)
    else:
        squeeze = {"surprised": 1.12, "angry": 0.8, "sad": 0.9, "wink": 0.6, "smirk": 0.66}.get(pose.mood, 1.0)
        canvas.ellipse(x, y - 4, 26, 27 * squeeze, WHITE)
        canvas.ellipse(x + look_x * 10, y - 4 + look_y * 9 * squeeze, 14, 14 * min(squeeze, 1), "#e2703f", width=0)
        canvas.ellipse(x + look_x * 10, y - 4 + look_y * 9 * squeeze, 7.5, 7.5 * min(squeeze, 1), INK, width=0)
        canvas.ellipse(x + look_x * 10 + 4, y - 8 + look_y * 9 * squeeze, 3.6, fill=WHITE, width=0)
        tilt = {"angry": 7, "sad": -6, "worried": -6}.get(pose.mood, 0)
        rise = 35 * squeeze
        canvas.path(f"M{x - 17:.1f} {y - rise - tilt:.1f}Q{x:.1f} {y - rise - 6:.1f} {x + 17:.1f} {y - rise + tilt:.1f}",
                    stroke=darker(MOSS, 0.5), width=5.5)
    draw_mouth(canvas, pose, y=37, size=0.95)
    draw_cheeks(canvas, pose, "#ee8a6a", spread=33, y=27, size=7)


PIP = Figure("pip_lantern", MOSS, _pip_head, build=Build(29, 35, 13, 34, 22),
             garments=("overalls", "stripes", "tee", "dots", "hoodie"), bare_feet=darker(MOSS, 0.12))


# zuzu_moth: feathered antennae, great dark eyes, a ruff of fluff, dusty wings.

def _zuzu_back(canvas: Canvas, pose: Pose) -> None:
    open_wide = 0.75 + 0.3 * pose.gape
    for side in (-1, 1):
        with canvas.group(dx=side * 16, dy=84, turn=side * pose.step * 6, flip=side < 0, scale=open_wide):
            canvas.blob([(0, 0), (36, -56), (88, -66), (104, -34), (84, 4), (40, 18)], "#e9cfa6")
            canvas.blob([(4, 8), (44, 16), (74, 40), (64, 74), (34, 64), (10, 30)], mix("#e9cfa6", LILAC, 0.5))
            canvas.ellipse(74, -34, 15, fill=darker(LILAC, 0.2), width=3.4)
            canvas.ellipse(74, -34, 6.5, fill="#f6e2c3", width=0)
            canvas.ellipse(48, 44, 8, fill="#e9cfa6", width=3)


def _zuzu_collar(canvas: Canvas, pose: Pose) -> None:
    canvas.path(smooth([(-36, 58), (-44, 68), (-32, 72), (-30, 84), (-17, 78), (-8, 90), (0, 80), (8, 90), (17, 78), (30, 84), (32, 72),
                        (44, 68), (36, 58), (0, 46)], tension=0.8), CREAM)


def _zuzu_head(canvas: Canvas, pose: Pose) -> None:
    x, _ = face_shift(pose)
    sway = pose.step * 6
    for side in (-1, 1):
        root, tip = side * 16 + x * 0.5, side * (50 + sway * side) + x * 0.4
        canvas.blob([(root, -40), (side * 24 + x * 0.4, -72), (tip, -96), (side * 58 + x * 0.4, -74), (side * 42 + x * 0.4, -52)], CREAM,
                    width=3.6)
        canvas.path(f"M{root:.1f} -40Q{side * 32 + x * 0.4:.1f} -66 {tip:.1f} -92", width=3.4)
        for share in (0.35, 0.55, 0.75):
            px, py = root + (tip - root) * share, -40 - 54 * share
            canvas.path(f"M{px:.1f} {py:.1f}l{side * 10} -1M{px:.1f} {py:.1f}l{-side * 1} -10", width=2.4)
    canvas.path(smooth([(0, -48), (24, -46), (38, -36), (50, -12), (46, 10), (54, 24), (40, 28), (36, 42), (18, 42), (0, 52), (-18, 42),
                        (-36, 42), (-40, 28), (-54, 24), (-46, 10), (-50, -12), (-38, -36), (-24, -46)]), LILAC)
    canvas.path(f"M{x * 0.6 - 12:.1f} -44q4 12 10 12q-1 6 4 8q4 -4 3 -9q7 0 9 -12Z", lighter(LILAC, 0.45), width=0)
    draw_eyes(canvas, pose, Eyes("dark", "#3a2a4f", spacing=21, y=-2, size=15), LILAC)
    draw_brows(canvas, pose, Eyes("dark", spacing=20, y=-4), Brows(darker(LILAC, 0.4), 4.4, 12, 25))
    draw_cheeks(canvas, pose, "#e678a8", spread=32, y=22, size=7.5, opacity=0.6)
    draw_mouth(canvas, pose, y=30, size=0.7, teeth=False)


ZUZU = Figure("zuzu_moth", LILAC, _zuzu_head, back=_zuzu_back, collar=_zuzu_collar, build=Build(28, 32, 12, 46, 14),
              garments=("dress", "jumper", "stripes", "dots", "coat"), paws=darker(LILAC, 0.25), bare_feet=darker(LILAC, 0.3))

BEINGS = (JUNO, BO, MINA, RUFUS, PIP, ZUZU)

