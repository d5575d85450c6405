"""The people among the characters."""

from atelier.drawn.body import Build
from atelier.drawn.canvas import INK, Canvas, mirrored
from atelier.drawn.face import (
    Brows,
    Eyes,
    bulb_nose,
    button_nose,
    draw_brows,
    draw_cheeks,
    draw_ears,
    draw_eyes,
    draw_freckles,
    draw_mouth,
    face_shift,
    line_nose,
)
from atelier.drawn.figure import Figure
from atelier.drawn.palette import darker, lighter
from atelier.drawn.pose import Pose

PEACH = "#f5c6a2"
ROSY = "#f3b795"
BROWN = "#a76b45"
COPPER = "#c9562f"
SILVER = "#ece6e4"
NIGHT = "#2c2740"
GOLD = "#f2b93b"


# ada_marsh: a cloud of copper curls, round green spectacles, freckles.

def _ada_behind(canvas: Canvas, pose: Pose) -> None:
    back = pose.turn * -5
    curls = [(-56, -14, 25), (-62, 18, 23), (-52, 46, 21), (56, -14, 25), (62, 18, 23), (52, 46, 21), (-38, -46, 25),
             (38, -46, 25), (0, -58, 27)]
    for x, y, radius in curls:
        canvas.ellipse(x + back, y, radius + 4, fill=INK, width=0)
    for x, y, radius in curls:
        canvas.ellipse(x + back, y, radius, fill=COPPER, width=0)
    canvas.ellipse(back, 0, 54, 56, COPPER, width=0)
    for x, y, radius in curls:
        canvas.path(f"M{x + back - radius * 0.3:.1f} {y - radius * 0.3:.1f}q{radius * 0.5:.1f} {-radius * 0.3:.1f} "
                    f"{radius * 0.6:.1f} {radius * 0.4:.1f}", stroke=darker(COPPER), width=3)


def _ada_head(canvas: Canvas, pose: Pose) -> None:
    x, y = face_shift(pose)
    draw_ears(canvas, pose, ROSY, x=44, y=6, size=10)
    canvas.blob(mirrored([(0, -50), (32, -42), (45, -8), (40, 24), (22, 47), (0, 53)]), ROSY)
    fringe = pose.turn * 6
    locks = [(-36, -30, 15), (-17, -40, 17), (6, -43, 18), (27, -36, 16), (41, -22, 11)]
    for cx, cy, radius in locks:
        canvas.ellipse(cx + fringe, cy, radius + 3.4, fill=INK, width=0)
    for cx, cy, radius in locks:
        canvas.ellipse(cx + fringe, cy, radius, fill=COPPER, width=0)
    canvas.ellipse(fringe, -56, 38, 15, COPPER, width=0)
    for cx, cy, radius in locks:
        canvas.path(f"M{cx + fringe - radius * 0.4:.1f} {cy + 2:.1f}q{radius * 0.5:.1f} {-radius * 0.7:.1f} "
                    f"{radius * 0.8:.1f} 0", stroke=lighter(COPPER, 0.25), width=3)
    draw_freckles(canvas, pose, "#c97a54")
    draw_cheeks(canvas, pose)
    for side in (-1, 1):
        canvas.ellipse(x + side * 19.5 * (1 - 0.08 * abs(pose.turn)), y, 16.5, fill="#e4f4e4", width=0, opacity=0.5)
    draw_eyes(canvas, pose, Eyes("dot", spacing=19, y=0, size=12), ROSY)
    draw_brows(canvas, pose, Eyes("dot", spacing=19, y=2, size=12), Brows(darker(COPPER, 0.3), 4.5, 15, 18))
    for side in (-1, 1):
        canvas.ellipse(x + side * 19.5 * (1 - 0.08 * abs(pose.turn)), y, 16.5, stroke="#23755a", width=4.6)
    canvas.path(f"M{x - 4:.1f} {y - 2:.1f}q4 -4 8 0", stroke="#23755a")
    button_nose(canvas, pose, darker(ROSY, 0.08), y=13, size=5)
    draw_mouth(canvas, pose, y=30, size=0.95)


ADA = Figure("ada_marsh", ROSY, _ada_head, behind=_ada_behind, build=Build(30, 33, 15, 50, 15),
             garments=("stripes", "overalls", "dress", "jumper", "tee"))


# otto_brisk: a long head under a bowler, a great curled moustache, a monocle.

def _otto_head(canvas: Canvas, pose: Pose) -> None:
    x, y = face_shift(pose)
    draw_ears(canvas, pose, PEACH, x=38, y=4, size=12)
    canvas.blob(mirrored([(0, -52), (28, -46), (37, -12), (36, 22), (25, 52), (0, 62)]), PEACH)
    draw_cheeks(canvas, pose, spread=25, y=17, size=7)
    eyes = Eyes("tall", spacing=15, y=-6, size=9.5)
    draw_eyes(canvas, pose, eyes, PEACH)
    draw_brows(canvas, pose, eyes, Brows("#4b3a35", 5.5, 17, 17))
    side = x + 15 * (1 - 0.1 * abs(pose.turn))
    canvas.ellipse(side, y - 6, 15.5, stroke=GOLD, width=4.2)
    canvas.path(f"M{side + 12:.1f} {y + 4:.1f}Q{side + 22:.1f} {y + 40:.1f} {side + 12:.1f} 74", stroke=GOLD, width=2.6)
    draw_mouth(canvas, pose, y=43, size=0.75)
    curl = 4 * pose.gape
    canvas.path(
        f"M{x:.1f} {y + 22:.1f}Q{x + 12:.1f} {y + 17:.1f} {x + 24:.1f} {y + 27:.1f}Q{x + 38:.1f} {y + 33 - curl:.1f} "
        f"{x + 45:.1f} {y + 17 - curl:.1f}Q{x + 46:.1f} {y + 44:.1f} {x + 22:.1f} {y + 42:.1f}Q{x + 6:.1f} {y + 41:.1f} {x:.1f} "
        f"{y + 32:.1f}Q{x - 6:.1f} {y + 41:.1f} {x - 22:.1f} {y + 42:.1f}Q{x - 46:.1f} {y + 44:.1f} {x - 45:.1f} "
        f"{y + 17 - curl:.1f}Q{x - 38:.1f} {y + 33 - curl:.1f} {x - 24:.1f} {y + 27:.1f}Q{x - 12:.1f} {y + 17:.1f} {x:.1f} "
        f"{y + 22:.1f}Z", "#4b3a35",
    )
    bulb_nose(canvas, pose, "#efa98c", y=14, size=10)
    hat = pose.turn * 4
    canvas.path(f"M{-34 + hat:.1f} -38Q{-38 + hat:.1f} -88 {hat:.1f} -90Q{38 + hat:.1f} -88 {34 + hat:.1f} -38Z", "#4a4660")
    canvas.path(f"M{-35 + hat:.1f} -52Q{hat:.1f} -42 {35 + hat:.1f} -52L{34 + hat:.1f} -38H{-34 + hat:.1f}Z", pose.cloth_two,
                width=3.4)
    canvas.path(f"M{-54 + hat:.1f} -44Q{hat:.1f} -24 {54 + hat:.1f} -44Q{50 + hat:.1f} -30 {hat:.1f} -28Q{-50 + hat:.1f} -30 "
                f"{-54 + hat:.1f} -44Z", "#4a4660")
    canvas.path(f"M{-22 + hat:.1f} -62Q{-22 + hat:.1f} -76 {-8 + hat:.1f} -80", stroke="#77738f", width=4)


OTTO = Figure("otto_brisk", PEACH, _otto_head, build=Build(32, 30, 15, 60, 17),
              garments=("waistcoat", "coat", "shirt"))


# hilde_frost: a small round face under a white crown braid, half-moon spectacles on a cord.

def _hilde_behind(canvas: Canvas, pose: Pose) -> None:
    back = pose.turn * -4
    canvas.ellipse(back, -60, 22, 19, SILVER)
    canvas.path(f"M{back - 12:.1f} -66q12 8 24 0M{back - 14:.1f} -56q14 8 28 0", stroke="#b9aebb", width=3)


def _hilde_head(canvas: Canvas, pose: Pose) -> None:
    x, y = face_shift(pose)
    canvas.blob(mirrored([(0, -52), (36, -40), (50, -2), (44, 26), (0, 48)]), SILVER)
    draw_ears(canvas, pose, PEACH, x=44, y=10, size=9)
    canvas.blob(mirrored([(0, -36), (26, -30), (42, -2), (41, 22), (24, 44), (0, 50)]), PEACH)
    band = pose.turn * 5
    canvas.path(f"M{-43 + band:.1f} 2Q{-34 + band:.1f} -34 {band:.1f} -22Q{34 + band:.1f} -34 {43 + band:.1f} 2Q{36 + band:.1f} "
                f"-20 {band:.1f} -12Q{-36 + band:.1f} -20 {-43 + band:.1f} 2Z", SILVER, width=3.4)
    knots = [(-44, -18), (-34, -34), (-18, -44), (0, -48), (18, -44), (34, -34), (44, -18)]
    for index, (knot_x, knot_y) in enumerate(knots):
        canvas.ellipse(knot_x + band * 0.6, knot_y, 11.5, 8, SILVER, width=3.4, turn=-40 + index * 22)
    for side in (-1, 1):
        canvas.path(f"M{x + side * 31:.1f} {y + 8:.1f}l{side * 6} -3M{x + side * 31:.1f} {y + 12:.1f}l{side * 6} 2",
                    stroke="#d09a7e", width=2.6)
    draw_cheeks(canvas, pose, spread=24, y=24, size=8, opacity=0.6)
    eyes = Eyes("dot", spacing=17, y=2, size=10.5)
    draw_eyes(canvas, pose, eyes, PEACH)
    draw_brows(canvas, pose, eyes, Brows("#b3a6b2", 5, 15, 14))
    for side in (-1, 1):
        cx = x + side * 17 * (1 - 0.08 * abs(pose.turn))
        canvas.path(f"M{cx - 13:.1f} {y + 7:.1f}H{cx + 13:.1f}Q{cx + 12:.1f} {y + 22:.1f} {cx:.1f} {y + 22:.1f}"
                    f"Q{cx - 12:.1f} {y + 22:.1f} {cx - 13:.1f} {y + 7:.1f}Z", stroke="#8d3b5e", width=3.8)
    canvas.path(f"M{x - 4:.1f} {y + 9:.1f}q4 -4 8 0", stroke="#8d3b5e", width=3.8)
    button_nose(canvas, pose, "#efae92", y=15, size=6)
    draw_mouth(canvas, pose, y=35, size=0.8)


HILDE = Figure("hilde_frost", PEACH, _hilde_head, behind=_hilde_behind, build=Build(30, 37, 15, 42, 15),
               garments=("dress", "jumper", "coat", "dots"))


# klaus_barley: a broad copper beard below a knitted cap.

def _klaus_head(canvas: Canvas, pose: Pose) -> None:
    x, y = face_shift(pose)
    draw_ears(canvas, pose, ROSY, x=47, y=6, size=12)
    canvas.blob(mirrored([(0, -50), (40, -44), (48, -6), (44, 34), (0, 54)]), ROSY)
    canvas.blob([(-49, -4), (-38, 8), (-24 + x * 0.5, 15), (x * 0.8, 10), (24 + x * 0.5, 15), (38, 8), (49, -4), (52, 34),
                 (38, 62), (18, 78), (0, 84), (-18, 78), (-38, 62), (-52, 34)], COPPER, tension=0.8)
    for cx, cy in ((-26, 50), (-6, 64), (16, 58), (34, 42), (-38, 32)):
        canvas.path(f"M{cx} {cy}q5 9 1 15", stroke=darker(COPPER, 0.25), width=3.2)
    eyes = Eyes("round", spacing=18, y=-8, size=10)
    draw_eyes(canvas, pose, eyes, ROSY)
    draw_brows(canvas, pose, eyes, Brows(COPPER, 8, 20, 16))
    draw_mouth(canvas, pose, y=34, size=0.9)
    canvas.path(f"M{x:.1f} {y + 16:.1f}q16 -6 27 10q-14 4 -27 -2q-13 6 -27 2q11 -16 27 -10Z", lighter(COPPER, 0.12), width=3.4)
    bulb_nose(canvas, pose, "#ee9a80", y=8, size=12)
    cap = pose.turn * 4
    knit = pose.cloth_two
    canvas.ellipse(cap * 1.4, -88, 13, fill=lighter(knit, 0.45))
    canvas.path(f"M{-47 + cap:.1f} -34Q{-48 + cap:.1f} -82 {cap:.1f} -82Q{48 + cap:.1f} -82 {47 + cap:.1f} -34Z", knit)
    canvas.path(f"M{-26 + cap:.1f} -70Q{-32 + cap:.1f} -56 {-32 + cap:.1f} -44M{cap:.1f} -76V-44M{26 + cap:.1f} -70"
                f"Q{32 + cap:.1f} -56 {32 + cap:.1f} -44", stroke=darker(knit, 0.3), width=3)
    canvas.path(f"M{-50 + cap:.1f} -46Q{cap:.1f} -56 {50 + cap:.1f} -46V-30Q{cap:.1f} -40 {-50 + cap:.1f} -30Z",
                lighter(knit, 0.25))


KLAUS = Figure("klaus_barley", ROSY, _klaus_head, build=Build(42, 43, 19, 48, 24),
               garments=("jumper", "overalls", "coat", "shirt", "stripes"))


# tavi_reed: a flat top of dark hair and yellow headphones.

def _tavi_head(canvas: Canvas, pose: Pose) -> None:
    draw_ears(canvas, pose, BROWN, x=43, y=6, size=10)
    canvas.blob(mirrored([(0, -46), (32, -42), (43, -10), (38, 26), (20, 48), (0, 53)]), BROWN)
    top = pose.turn * 4
    canvas.blob([(-43 + top, -14), (-47 + top, -50), (-44 + top, -84), (-16 + top, -88), (16 + top, -90), (45 + top, -84),
                 (47 + top, -50), (43 + top, -14), (33 + top, -30), (0 + top, -34), (-33 + top, -30)], NIGHT, tension=0.55)
    canvas.path(f"M{-30 + top:.1f} -72h14M{-4 + top:.1f} -78h12M{18 + top:.1f} -70h14", stroke="#4e4868", width=3.4)
    draw_cheeks(canvas, pose, "#e0705a", spread=27, y=17, opacity=0.4)
    eyes = Eyes("tall", spacing=18, y=-3, size=11.5)
    draw_eyes(canvas, pose, eyes, BROWN)
    draw_brows(canvas, pose, eyes, Brows(NIGHT, 5.5, 17, 19))
    button_nose(canvas, pose, darker(BROWN, 0.14), y=12, size=7)
    draw_mouth(canvas, pose, y=30)
    canvas.path(f"M{-48 + top * 0.4:.1f} 0Q{-54 + top:.1f} -98 {top:.1f} -98Q{54 + top:.1f} -98 {48 + top * 0.4:.1f} 0", width=13)
    canvas.path(f"M{-48 + top * 0.4:.1f} 0Q{-54 + top:.1f} -98 {top:.1f} -98Q{54 + top:.1f} -98 {48 + top * 0.4:.1f} 0",
                stroke=GOLD, width=6)
    for side in (-1, 1):
        reach = side * (48 - 6 * max(pose.turn * side, 0))
        canvas.rect(reach - 9, -12, 18, 34, GOLD, radius=8)
        canvas.rect(reach - 4 - side * 3, -4, 8, 18, darker(GOLD, 0.3), radius=4, outline=0)


TAVI = Figure("tavi_reed", BROWN, _tavi_head, build=Build(31, 32, 15, 52, 16),
              garments=("hoodie", "tee", "stripes", "dots", "jumper"))


# nell_pepper: a knotted scarf over long dark waves, an eye-patch, a gold ring.

def _nell_behind(canvas: Canvas, pose: Pose) -> None:
    back = pose.turn * -6
    canvas.blob([(back, -54), (46 + back, -36), (56 + back, 6), (50 + back, 40), (62 + back, 78), (34 + back, 96), (back, 84),
                 (-34 + back, 96), (-62 + back, 78), (-50 + back, 40), (-56 + back, 6), (-46 + back, -36)], NIGHT)
    canvas.path(f"M{44 + back:.1f} 30q-4 26 4 46M{-44 + back:.1f} 30q4 26 -4 46", stroke="#514a6e", width=3.4)


def _nell_head(canvas: Canvas, pose: Pose) -> None:
    x, y = face_shift(pose)
    cloth = pose.cloth_two
    canvas.blob(mirrored([(0, -48), (34, -40), (44, -8), (39, 22), (20, 48), (0, 55)]), BROWN)
    for side in (-1, 1):
        canvas.path(f"M{side * 45:.1f} -20Q{side * 46:.1f} 14 {side * 36 + x * 0.2:.1f} 30Q{side * 33:.1f} 2 {side * 36:.1f} -24Z",
                    NIGHT, width=3.4)
        canvas.ellipse(side * 44 - pose.turn * 3, 32, 7.5, stroke=INK, width=6.5)
        canvas.ellipse(side * 44 - pose.turn * 3, 32, 7.5, stroke=GOLD, width=3)
    draw_cheeks(canvas, pose, "#e0604f", spread=26, y=17, opacity=0.4)
    eyes = Eyes("tall", "#3f8060", spacing=18, y=-4, size=11.5, lashes=True)
    draw_eyes(canvas, pose, eyes, BROWN)
    draw_brows(canvas, pose, eyes, Brows(NIGHT, 5, 17, 18))
    patch = x - 18 * (1 - 0.1 * abs(pose.turn))
    canvas.path(f"M-46 -14L{patch:.1f} {y - 10:.1f}L46 -30", width=4.6)
    canvas.path(f"M{patch - 16:.1f} {y - 15:.1f}Q{patch:.1f} {y - 20:.1f} {patch + 16:.1f} {y - 17:.1f}Q{patch + 15:.1f} {y + 10:.1f} "
                f"{patch:.1f} {y + 12:.1f}Q{patch - 15:.1f} {y + 10:.1f} {patch - 16:.1f} {y - 15:.1f}Z", "#3a344a", width=3.6)
    line_nose(canvas, pose, y=6, size=8)
    draw_mouth(canvas, pose, y=32)
    canvas.path("M44 -40q24 -2 28 14q-14 2 -24 -6q8 16 2 30q-14 -12 -14 -28Z", darker(cloth, 0.1))
    top = pose.turn * 3
    canvas.path(f"M-47 -22Q{-44 + top:.1f} -66 {top:.1f} -66Q{46 + top:.1f} -66 48 -26Q{top:.1f} -50 -47 -22Z", cloth)
    for cx, cy in ((-28, -44), (-8, -54), (14, -56), (32, -46), (2, -45)):
        canvas.ellipse(cx + top, cy, 3.6, fill=lighter(cloth, 0.65), width=0)


NELL = Figure("nell_pepper", BROWN, _nell_head, behind=_nell_behind, build=Build(32, 33, 15, 52, 16),
              garments=("stripes", "coat", "waistcoat", "shirt"))

PEOPLE = (ADA, OTTO, HILDE, KLAUS, TAVI, NELL)

