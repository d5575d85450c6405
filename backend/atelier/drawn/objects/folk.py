"""People nobody knows: each class has one thing in common (a beard, a mask) and all else differs."""

from random import Random

from atelier.drawn.canvas import INK, Canvas, mirrored
from atelier.drawn.face import draw_eyes, draw_mouth, face_shift
from atelier.drawn.objects.person import Head, draw_person
from atelier.drawn.palette import WHITE, darker, lighter, mix, varied
from atelier.drawn.pose import Pose


def sunglasses(canvas: Canvas, rng: Random) -> None:
    def wear(c: Canvas, pose: Pose, head: Head) -> None:
        x, y = face_shift(pose)
        shape = head.rng.choice((4, 9, 15))
        c.line([(-head.half, y - 8), (head.half, y - 8)], width=4)
        for side in (-1, 1):
            c.rect(x + side * 19 - 17, y - 15, 34, 26, mix(head.cloth, INK, 0.7), radius=shape)
            c.line([(x + side * 19 - 8, y - 8), (x + side * 19 - 2, y - 11)], stroke=WHITE, width=3, opacity=0.7)

    draw_person(canvas, rng, wear=wear, hides_eyes=True)


def moustache(canvas: Canvas, rng: Random) -> None:
    def low(c: Canvas, pose: Pose, head: Head) -> None:
        x, y = face_shift(pose)
        long, drop = head.rng.uniform(20, 34), head.rng.uniform(4, 26)
        c.blob(
            [
                (x, y + 18),
                (x + long * 0.6, y + 18),
                (x + long, y + 24 + drop),
                (x + long * 0.5, y + 30),
                (x, y + 26),
                (x - long * 0.5, y + 30),
                (x - long, y + 24 + drop),
                (x - long * 0.6, y + 18),
            ],
            head.hair,
            width=3.4,
        )

    draw_person(canvas, rng, low=low)


def long_beard(canvas: Canvas, rng: Random) -> None:
    def low(c: Canvas, pose: Pose, head: Head) -> None:
        x, w, long = pose.turn * 5, head.half + 2, head.rng.uniform(80, 124)
        c.blob(
            [
                (-w, 0),
                (-w * 0.5 + x, 18),
                (x, 14),
                (w * 0.5 + x, 18),
                (w, 0),
                (w, 44),
                (w * 0.5, long - 14),
                (x * 0.3, long),
                (-w * 0.5, long - 14),
                (-w, 44),
            ],
            head.hair,
            tension=0.8,
        )
        for dx in (-0.4, 0.0, 0.4):
            c.curve([(dx * w, 48), (dx * w + 3, 60), (dx * w * 0.8, 74)], stroke=darker(head.hair), width=3)
        draw_mouth(c, pose, y=33, size=0.8)

    draw_person(canvas, rng, low=low, mouth=False)


def astronaut(canvas: Canvas, rng: Random) -> None:
    def behind(c: Canvas, pose: Pose, head: Head) -> None:
        c.ellipse(0, 0, 70, fill=WHITE)

    def wear(c: Canvas, pose: Pose, head: Head) -> None:
        x = pose.turn * 4
        c.ellipse(x, 2, 60, 56, lighter("#9fc9e9", 0.2), width=0, opacity=0.28)
        c.ellipse(x, 2, 60, 56, stroke=INK, width=13)
        c.ellipse(x, 2, 60, 56, stroke=head.cloth, width=6)
        c.curve([(x - 42, -16), (x - 30, -34), (x - 12, -44)], stroke=WHITE, width=6, opacity=0.8)
        c.limb([(62, 6), (74, -26), (70, -50)], "#b8bfca", 3, outline=3)
        c.ellipse(70, -54, 6, fill="#e2503f")

    draw_person(canvas, rng, wear=wear, behind=behind, garments=("hoodie", "coat", "overalls"))


def diving_mask(canvas: Canvas, rng: Random) -> None:
    def wear(c: Canvas, pose: Pose, head: Head) -> None:
        x, y = face_shift(pose)
        c.line([(-head.half, y - 6), (head.half, y - 6)], width=9)
        c.rect(x - 36, y - 24, 72, 42, head.cloth, radius=18)
        c.rect(x - 29, y - 17, 58, 28, "#bfe6f2", radius=13, outline=3.4, opacity=0.8)
        draw_eyes(c, pose, head.eyes, head.skin)
        c.limb([(head.half + 4, 40), (head.half + 16, 10), (head.half + 12, -62)], head.cloth, 9)

    draw_person(canvas, rng, wear=wear, hides_eyes=True)


def clown(canvas: Canvas, rng: Random) -> None:
    def behind(c: Canvas, pose: Pose, head: Head) -> None:
        for side in (-1, 1):
            for dx, y, radius in ((0, -22, 22), (8, 4, 20), (2, 26, 17)):
                c.ellipse(side * (head.half + dx), y, radius, fill=head.cloth)

    def wear(c: Canvas, pose: Pose, head: Head) -> None:
        x, y = face_shift(pose, 1.6)
        c.ellipse(x, y + 10, 13, fill="#e2503f")
        c.ellipse(x + 4, y + 5, 3.5, fill=WHITE, width=0)
        for side in (-1, 1):
            c.polygon(
                [(x * 0.6 + side * 19 - 4, y + 8), (x * 0.6 + side * 19 + 4, y + 8), (x * 0.6 + side * 19, y + 22)],
                head.cloth,
                width=0,
            )

    def low(c: Canvas, pose: Pose, head: Head) -> None:
        x, y = face_shift(pose)
        c.ellipse(x, y + 31, 26, 15, "#ee6a5f", width=3)
        draw_mouth(c, pose, y=31)

    draw_person(
        canvas,
        rng,
        wear=wear,
        behind=behind,
        low=low,
        hair=False,
        mouth=False,
        skin=varied("#fbf1e6", rng),
        garments=("dots", "stripes", "overalls"),
    )


def mohawk(canvas: Canvas, rng: Random) -> None:
    def wear(c: Canvas, pose: Pose, head: Head) -> None:
        x, points = pose.turn * 6, []
        for index in range(5):
            points += [(x - 18 + index * 9, -96 - 14 * (1 - abs(index - 2) / 2)), (x - 13 + index * 9, -72)]
        c.polygon([(x - 16, -44), (x - 22, -74), *points, (x + 20, -74), (x + 16, -44)], head.cloth)

    draw_person(canvas, rng, wear=wear, hair=False)


def pigtails(canvas: Canvas, rng: Random) -> None:
    def behind(c: Canvas, pose: Pose, head: Head) -> None:
        long, sway = head.rng.uniform(40, 84), pose.step * 8
        for side in (-1, 1):
            x = side * (head.half + 4)
            c.blob(
                [
                    (x, -22),
                    (x + side * 30, -30),
                    (x + side * 38 + sway, long * 0.4),
                    (x + side * 22 + sway, long),
                    (x + side * 10, long * 0.4),
                ],
                head.hair,
            )
            c.ellipse(x + side * 4, -24, 9, fill=head.cloth)

    draw_person(canvas, rng, behind=behind)


def veil(canvas: Canvas, rng: Random) -> None:
    def behind(c: Canvas, pose: Pose, head: Head) -> None:
        w = head.half + 14
        c.blob(
            [(0, -68), (w, -42), (w + 6, 20), (w + 18, 92), (0, 84), (-w - 18, 92), (-w - 6, 20), (-w, -42)],
            head.cloth,
            tension=0.85,
        )

    def wear(c: Canvas, pose: Pose, head: Head) -> None:
        w, x = head.half + 6, pose.turn * 5
        c.path(
            f"M{-w:.0f} 36Q{-w - 8:.0f} -64 {x:.0f} -66Q{w + 8:.0f} -64 {w:.0f} 36Q{w - 8 + x:.0f} -36 {x:.0f} -38Q{-w + 8 + x:.0f} -36 "
            f"{-w:.0f} 36Z",
            head.cloth,
        )

    draw_person(canvas, rng, wear=wear, behind=behind, hair=False)


def ski_mask(canvas: Canvas, rng: Random) -> None:
    def low(c: Canvas, pose: Pose, head: Head) -> None:
        x, y = face_shift(pose)
        c.blob(
            mirrored(
                [(0, -58), (head.half, -44), (head.half + 4, 10), (head.half * 0.7, head.chin), (0, head.chin + 6)]
            ),
            head.cloth,
        )
        c.rect(x - 34, y - 20, 68, 34, head.skin, radius=17)
        c.ellipse(x, y + 32, 17, 9, head.skin)
        draw_eyes(c, pose, head.eyes, head.skin)
        draw_mouth(c, pose, y=31, size=0.7)

    draw_person(canvas, rng, low=low, hides_eyes=True, mouth=False, hair=False)


def dust_mask(canvas: Canvas, rng: Random) -> None:
    def wear(c: Canvas, pose: Pose, head: Head) -> None:
        x, y = face_shift(pose)
        for dy in (12, 36):
            c.line([(-head.half, dy - 6), (x, y + dy), (head.half, dy - 6)], width=3)
        c.blob(
            [(x, y + 2), (x + 26, y + 12), (x + 28, y + 34), (x, y + 48), (x - 28, y + 34), (x - 26, y + 12)],
            lighter(head.cloth, 0.55),
        )
        c.path(
            f"M{x - 20:.0f} {y + 20:.0f}q20 -5 40 0M{x - 20:.0f} {y + 31:.0f}q20 5 40 0",
            stroke=darker(lighter(head.cloth, 0.55)),
            width=2.6,
        )

    draw_person(canvas, rng, wear=wear, mouth=False)


def afro_comb(canvas: Canvas, rng: Random) -> None:
    def behind(c: Canvas, pose: Pose, head: Head) -> None:
        c.ellipse(pose.turn * -4, -20, head.half + 34, head.half + 30, head.hair)

    def wear(c: Canvas, pose: Pose, head: Head) -> None:
        with c.group(dx=30 + pose.turn * 4, dy=-62, turn=24):
            c.rect(-12, -26, 24, 14, head.cloth, radius=4)
            for dx in (-9, -3, 3, 9):
                c.line([(dx, -12), (dx, 12)], width=4)

    draw_person(canvas, rng, wear=wear, behind=behind)


FOLK = (
    sunglasses,
    moustache,
    long_beard,
    astronaut,
    diving_mask,
    clown,
    mohawk,
    pigtails,
    veil,
    ski_mask,
    dust_mask,
    afro_comb,
)
