"""Monsters, puppets and things with faces."""

from random import Random

from atelier.drawn.canvas import INK, Canvas, mirrored
from atelier.drawn.face import Eyes, draw_cheeks, draw_eyes, draw_mouth, face_shift
from atelier.drawn.objects.beast import Beast, draw_beast, draw_pair_of_ears
from atelier.drawn.objects.person import GARMENTS
from atelier.drawn.palette import WHITE, any_colour, darker, lighter, mix, varied
from atelier.drawn.pose import Pose, any_pose


def robot(canvas: Canvas, rng: Random) -> None:
    corner = rng.uniform(0.9, 1.0)

    def ears(c: Canvas, pose: Pose, b: Beast) -> None:
        for side in (-1, 1):
            c.rect(side * (b.half + 5) - 9, -14, 18, 30, b.accent, radius=4)
        c.line([(0, -44), (0, -76)], width=6)
        c.ellipse(0, -80, 9, fill=b.accent)

    def marks(c: Canvas, pose: Pose, b: Beast) -> None:
        x, y = face_shift(pose)
        for side in (-1, 1):
            c.ellipse(x * 0.4 + side * b.half * 0.8, -36, 3, fill=darker(b.fur, 0.5), width=0)
        c.rect(x - 24, y + 20, 48, 22, darker(b.fur, 0.4), radius=4, outline=3.4)
        for dx in (-14, 0, 14):
            c.line([(x + dx, y + 20), (x + dx, y + 42)], width=2.6)

    half = rng.uniform(44, 54)
    draw_beast(
        canvas,
        rng,
        ("#b8bfca", "#8f98a8", "#9fc9d9", "#d3d8de"),
        ears=ears,
        marks=marks,
        mouth_y=200,
        brows=rng.random() < 0.4,
        eyes=Eyes("round", rng.choice(("#e2503f", "#4a90d9", INK)), 20, -8, rng.uniform(11, 14)),
        outline=[(0, -48), (half * corner, -48), (half, -44), (half, 44), (half * corner, 50), (0, 50)],
    )


def ghost(canvas: Canvas, rng: Random) -> None:
    sheet = varied(rng.choice(("#f6f4fa", "#dfe8f2", "#e8dff2", "#d8efe2")), rng)
    wave, mood = rng.uniform(8, 16), any_pose(rng, GARMENTS)
    points: list[tuple[float, float]] = [(0, -56), (40, -44), (56, 4), (60, 70)]
    points += [(48 - index * 16, 88 + (wave if index % 2 else -wave * 0.2)) for index in range(7)]
    canvas.blob([*points, (-60, 70), (-56, 4), (-40, -44)], sheet, tension=0.8)
    for side in (-1, 1):
        canvas.blob(
            [(side * 54, 10), (side * 84, -4 - 14 * mood.step), (side * 88, 12 - 14 * mood.step), (side * 58, 40)],
            sheet,
        )
        canvas.ellipse(side * 17 + mood.turn * 9, -8, 8, 12, INK, width=0)
        canvas.ellipse(side * 17 + mood.turn * 9 + 2, -12, 2.6, fill=WHITE, width=0)
    draw_cheeks(canvas, mood, "#e79aa5", spread=30, y=12)
    draw_mouth(canvas, mood, y=24)


def monster(canvas: Canvas, rng: Random) -> None:
    eyes = rng.choice((3, 3, 4, 5))

    def top(c: Canvas, pose: Pose, b: Beast) -> None:
        x, y = face_shift(pose)
        for index in range(eyes):
            cx = x + (index - (eyes - 1) / 2) * 72 / eyes
            cy = y - 10 - (14 if index % 2 else 0)
            c.ellipse(cx, cy, 40 / eyes + 2, fill=WHITE, width=3.2)
            c.ellipse(cx + pose.look[0] * 4, cy + pose.look[1] * 4, 17 / eyes + 1, fill=INK, width=0)
        for side in (-1, 1):
            c.polygon(
                [(x + side * 10 - 5, y + 30), (x + side * 10 + 5, y + 30), (x + side * 10, y + 42)], WHITE, width=2.8
            )

    def ears(c: Canvas, pose: Pose, b: Beast) -> None:
        for side in (-1, 1):
            c.path(f"M{side * 20} -36Q{side * 20} -66 {side * 42} -76Q{side * 48} -50 {side * 40} -26Z", b.accent)

    draw_beast(
        canvas,
        rng,
        ("#7a52a8", "#35a08e", "#e2503f", "#4a90d9", "#8cbf57"),
        ears=ears,
        top=top,
        brows=False,
        eyes=Eyes("dot", size=0.1),
    )


def snowman(canvas: Canvas, rng: Random) -> None:
    cloth = any_colour(rng)
    canvas.ellipse(0, 138, 58, 54, "#f6f8fc")
    canvas.ellipse(0, 66, 44, 42, "#f6f8fc")
    pose = any_pose(rng, GARMENTS)
    for side in (-1, 1):
        canvas.line(
            [(side * 38, 60), (side * 84, 30 - 20 * pose.step), (side * 96, 34 - 30 * pose.step)],
            stroke="#6d4630",
            width=6,
        )
        canvas.line([(side * 76, 36 - 17 * pose.step), (side * 86, 12 - 20 * pose.step)], stroke="#6d4630", width=5)
    canvas.ellipse(0, 0, 38, 36, "#f6f8fc")
    canvas.rect(-34, 26, 68, 15, cloth, radius=7)
    canvas.path("M16 36l14 40h-18l-8 -38Z", cloth)
    for y in (62, 84):
        canvas.ellipse(0, y, 4.5, fill=INK, width=0)
    for side in (-1, 1):
        canvas.ellipse(side * 14 + pose.turn * 6, -8, 5, fill=INK, width=0)
    x = 34 if pose.turn > 0 else -34
    canvas.path(f"M{pose.turn * 6:.0f} -3L{x + pose.turn * 10:.0f} 6L{pose.turn * 6:.0f} 10Z", "#e9803a", width=3.4)
    canvas.curve([(-14 + pose.turn * 5, 16), (pose.turn * 5, 22), (14 + pose.turn * 5, 16)], width=3.6)
    if rng.random() < 0.6:
        canvas.rect(-24, -66, 48, 36, mix(cloth, INK, 0.6))
        canvas.rect(-38, -36, 76, 9, mix(cloth, INK, 0.6), radius=4)


def jack_o_lantern(canvas: Canvas, rng: Random) -> None:
    skin, glow = varied("#e8832f", rng, 1.4), varied("#ffe07a", rng)
    canvas.path("M-6 -50Q-4 -72 10 -80L22 -72Q8 -64 10 -48Z", "#5d7a3a")
    for x, wide in ((-44, 26), (44, 26), (-22, 30), (22, 30), (0, 28)):
        canvas.ellipse(x, 4, wide, 54 - abs(x) * 0.16, skin, width=3.6)
    high = rng.uniform(14, 24)
    for side in (-1, 1):
        canvas.polygon(
            [(side * 12, -6), (side * 38, -6 - high * rng.uniform(0, 0.6)), (side * 26, -6 - high)], glow, width=3.4
        )
    canvas.polygon([(-7, 10), (7, 10), (0, -2)], glow, width=3)
    teeth: list[tuple[float, float]] = [(-42, 16)]
    teeth += [(-30 + index * 12, 22 + (9 if index % 2 else 0)) for index in range(6)]
    teeth += [(42, 16), (28, 42), (14, 46), (10, 38), (-4, 40), (-6, 48), (-28, 42)]
    canvas.polygon(teeth, glow, width=3.4)


def scarecrow(canvas: Canvas, rng: Random) -> None:
    def top(c: Canvas, pose: Pose, b: Beast) -> None:
        x, y = face_shift(pose)
        for side in (-1, 1):
            for dy in range(3):
                c.line(
                    [(side * (b.half - 4), 24 + dy * 8), (side * (b.half + 20), 20 + dy * 14)],
                    stroke="#e3b04b",
                    width=5,
                )
        for dx in range(-2, 3):
            c.line([(x + dx * 8 - 3, y + 30), (x + dx * 8 + 3, y + 40)], width=2.8)
        c.ellipse(pose.turn * 3, -38, 70, 12, "#a8805a")
        c.blob([(-38, -40), (-26, -74), (10, -92), (34, -66), (38, -40)], "#a8805a")
        c.line([(-36, -48), (36, -48)], stroke=b.accent, width=8)
        c.polygon([(x - 7, y + 8), (x + 7, y + 8), (x, y + 20)], "#e9803a", width=3)

    draw_beast(canvas, rng, ("#e8d0a0", "#d9b98a"), top=top, brows=False, eyes=Eyes("dot", spacing=18, size=14))


def gingerbread_man(canvas: Canvas, rng: Random) -> None:
    dough, icing, pose = varied("#b9743f", rng), varied(WHITE, rng), any_pose(rng, GARMENTS)
    lift = pose.step * 24
    for side in (-1, 1):
        canvas.limb([(side * 20, 120), (side * 32, 172)], dough, 34)
        canvas.limb([(side * 24, 74), (side * 72, 70 - side * lift)], dough, 30)
    canvas.ellipse(0, 96, 40, 46, dough)
    canvas.ellipse(0, 0, 48, 46, dough)
    canvas.ellipse(0, 90, 33, 40, dough, width=0)
    for side in (-1, 1):
        canvas.line(
            [(side * 62, 58 - side * lift), (side * 66, 70 - side * lift), (side * 62, 82 - side * lift)],
            stroke=icing,
            width=4,
        )
        canvas.line([(side * 16, 160), (side * 28, 154), (side * 42, 160)], stroke=icing, width=4)
    for y in (72, 94, 116):
        canvas.ellipse(0, y, 6, fill=any_colour(rng), width=3)
    draw_eyes(canvas, pose, Eyes("dot", size=13), dough)
    draw_cheeks(canvas, pose, "#e2503f")
    canvas.curve([(-16, 18), (0, 28), (16, 18)], stroke=icing, width=5)


def skull(canvas: Canvas, rng: Random) -> None:
    bone, turn = varied("#f2ead8", rng), rng.uniform(-8, 8)
    canvas.rect(-26, 24, 52, 32, bone, radius=8)
    canvas.blob(mirrored([(0, -56), (42, -42), (54, -4), (42, 28), (22, 36), (0, 36)]), bone)
    canvas.rect(-22, 26, 44, 24, bone, outline=0)
    for side in (-1, 1):
        canvas.ellipse(side * 21 + turn, -2, 14, 16, INK, width=0)
    canvas.polygon([(turn - 6, 24), (turn + 6, 24), (turn, 12)], INK, width=0)
    for x in (-13, 0, 13):
        canvas.line([(x, 40), (x, 56)], width=3.4)


def alien(canvas: Canvas, rng: Random) -> None:
    def top(c: Canvas, pose: Pose, b: Beast) -> None:
        x, y = face_shift(pose)
        for side in (-1, 1):
            c.ellipse(x + side * 21, y - 2, 13, 22, "#2a2440", turn=side * 26)
            c.ellipse(x + side * 18, y - 10, 4, fill=WHITE, width=0)

    draw_beast(
        canvas,
        rng,
        ("#8cbf57", "#9fc9d9", "#b7a1dc", "#b8c8a0"),
        top=top,
        brows=False,
        eyes=Eyes("dot", size=0.1),
        mouth_y=36,
        outline=[(0, -60), (44, -48), (56, -14), (38, 22), (14, 46), (0, 52)],
    )


def unicorn(canvas: Canvas, rng: Random) -> None:
    def ears(c: Canvas, pose: Pose, b: Beast) -> None:
        for index, (x, y) in enumerate(((-44, -30), (-54, -2), (-52, 26), (-44, 52))):
            c.ellipse(x, y, 20, fill=lighter(b.accent, 0.2 * (index % 2)))
        draw_pair_of_ears(c, b, [(-9, 12), (-8, -12), (0, -26), (9, 12)], 26, -42, 14, pose)
        c.polygon([(-9, -44), (9, -44), (pose.turn * 4, -100)], "#f6d45e")
        for y in (-56, -70, -84):
            c.line([(-7, y), (7, y - 5)], width=2.6)

    def snout(c: Canvas, pose: Pose, b: Beast) -> None:
        x, y = face_shift(pose)
        for side in (-1, 1):
            c.ellipse(x + side * 8, y + 26, 2.6, 3.6, darker(b.fur, 0.5), width=0)

    draw_beast(canvas, rng, ("#fbf6f2", "#e8dff2", "#f2d8e2"), ears=ears, snout=snout, round_head=0.7, mouth_y=38)


CREATURES = (robot, ghost, monster, snowman, jack_o_lantern, scarecrow, gingerbread_man, skull, alien, unicorn)
