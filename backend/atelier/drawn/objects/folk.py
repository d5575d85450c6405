"""People nobody knows: each class has one thing in common (a hat, a beard, a mask) and all else differs."""

from random import Random

from atelier.drawn.canvas import INK, Canvas, mirrored, smooth
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
        c.blob([(x, y + 18), (x + long * 0.6, y + 18), (x + long, y + 24 + drop), (x + long * 0.5, y + 30), (x, y + 26),
                (x - long * 0.5, y + 30), (x - long, y + 24 + drop), (x - long * 0.6, y + 18)], head.hair, width=3.4)
    draw_person(canvas, rng, low=low)


def long_beard(canvas: Canvas, rng: Random) -> None:
    def low(c: Canvas, pose: Pose, head: Head) -> None:
        x, w, long = pose.turn * 5, head.half + 2, head.rng.uniform(80, 124)
        c.blob([(-w, 0), (-w * 0.5 + x, 18), (x, 14), (w * 0.5 + x, 18), (w, 0), (w, 44), (w * 0.5, long - 14), (x * 0.3, long),
                (-w * 0.5, long - 14), (-w, 44)], head.hair, tension=0.8)
        for dx in (-0.4, 0.0, 0.4):
            c.curve([(dx * w, 48), (dx * w + 3, 60), (dx * w * 0.8, 74)], stroke=darker(head.hair), width=3)
        draw_mouth(c, pose, y=33, size=0.8)
    draw_person(canvas, rng, low=low, mouth=False)


def top_hat(canvas: Canvas, rng: Random) -> None:
    def wear(c: Canvas, pose: Pose, head: Head) -> None:
        x, w, tall = pose.turn * 4, head.half * 0.86, head.rng.uniform(58, 84)
        c.polygon([(x - w, -40), (x - w * 1.06, -40 - tall), (x + w * 1.06, -40 - tall), (x + w, -40)], mix(head.cloth, INK, 0.5))
        c.rect(x - w, -60, w * 2, 16, lighter(head.cloth), outline=3.4)
        c.ellipse(x, -40, w * 1.6, 9, mix(head.cloth, INK, 0.5))
    draw_person(canvas, rng, wear=wear)


def cowboy_hat(canvas: Canvas, rng: Random) -> None:
    def wear(c: Canvas, pose: Pose, head: Head) -> None:
        x, w = pose.turn * 4, head.half
        c.blob([(x - w * 0.8, -38), (x - w * 0.6, -88), (x - w * 0.2, -82), (x, -74), (x + w * 0.2, -82), (x + w * 0.6, -88),
                (x + w * 0.8, -38)], head.cloth)
        c.path(smooth([(x - w * 1.9, -54), (x - w, -36), (x, -30), (x + w, -36), (x + w * 1.9, -54), (x + w * 1.2, -26), (x, -20),
                       (x - w * 1.2, -26)]), darker(head.cloth, 0.12))
    draw_person(canvas, rng, wear=wear)


def crown(canvas: Canvas, rng: Random) -> None:
    def wear(c: Canvas, pose: Pose, head: Head) -> None:
        x, w, spikes = pose.turn * 4, head.half * 0.82, head.rng.choice((3, 4, 5))
        points = [(x + w, -34), (x - w, -34)]
        for index in range(spikes):
            left = x - w * 1.12 + 2.24 * w * index / spikes
            points += [(left, -82), (left + 1.12 * w / spikes, -56)]
        c.polygon([*points, (x + w * 1.12, -82)], varied("#f2b93b", head.rng))
        for dx in (-0.5, 0, 0.5):
            c.ellipse(x + dx * w, -45, 4.5, fill=head.cloth, width=2.6)
    draw_person(canvas, rng, wear=wear)


def wizard_hat(canvas: Canvas, rng: Random) -> None:
    def wear(c: Canvas, pose: Pose, head: Head) -> None:
        x, w, bend = pose.turn * 4, head.half, head.rng.uniform(-34, 34)
        c.path(f"M{x - w * 0.9:.0f} -34Q{x - w * 0.3:.0f} -80 {x + bend:.0f} -132Q{x + w * 0.5:.0f} -80 {x + w * 0.9:.0f} -34Z", head.cloth)
        for dx, y in ((-0.3, -52), (0.3, -66), (0.1, -90)):
            c.polygon([(x + dx * w, y - 7), (x + dx * w + 6, y), (x + dx * w, y + 7), (x + dx * w - 6, y)], "#ffe28a", width=0)
        c.ellipse(x, -34, w * 1.5, 10, darker(head.cloth, 0.15))
    draw_person(canvas, rng, wear=wear)


def chef_hat(canvas: Canvas, rng: Random) -> None:
    def wear(c: Canvas, pose: Pose, head: Head) -> None:
        x, w = pose.turn * 4, head.half * 0.8
        c.blob([(x - w, -58), (x - w * 1.5, -84), (x - w * 0.8, -112), (x, -104), (x + w * 0.8, -112), (x + w * 1.5, -84), (x + w, -58)],
               WHITE)
        c.rect(x - w, -66, w * 2, 32, WHITE)
        c.path(f"M{x - w * 0.4:.0f} -74v-16M{x + w * 0.4:.0f} -74v-16", stroke="#cfc9c4", width=3.4)
    draw_person(canvas, rng, wear=wear)


def graduation_cap(canvas: Canvas, rng: Random) -> None:
    def wear(c: Canvas, pose: Pose, head: Head) -> None:
        x, w, board = pose.turn * 4, head.half, mix(head.cloth, INK, 0.55)
        c.path(f"M{x - w * 0.8:.0f} -62V-36Q{x:.0f} -26 {x + w * 0.8:.0f} -36V-62Z", board)
        c.polygon([(x - w * 1.4, -64), (x, -88), (x + w * 1.4, -64), (x, -42)], lighter(board, 0.12))
        c.line([(x, -65), (x + w * 1.1, -58), (x + w * 1.1, -26)], stroke="#f2b93b", width=4)
    draw_person(canvas, rng, wear=wear)


def baseball_cap(canvas: Canvas, rng: Random) -> None:
    def wear(c: Canvas, pose: Pose, head: Head) -> None:
        x, w, side = pose.turn * 4, head.half, head.rng.choice((-1, 1))
        c.path(f"M{x - w:.0f} -28Q{x - w:.0f} -74 {x:.0f} -74Q{x + w:.0f} -74 {x + w:.0f} -28Z", head.cloth)
        c.path(f"M{x - side * w * 0.2:.0f} -36Q{x + side * w:.0f} -52 {x + side * w * 1.9:.0f} -30Q{x + side * w:.0f} -22 "
               f"{x - side * w * 0.2:.0f} -24Z", darker(head.cloth))
        c.ellipse(x, -74, 5, 4, darker(head.cloth))
    draw_person(canvas, rng, wear=wear)


def party_hat(canvas: Canvas, rng: Random) -> None:
    def wear(c: Canvas, pose: Pose, head: Head) -> None:
        x, lean = pose.turn * 4 + head.rng.uniform(-14, 14), head.rng.uniform(-12, 12)
        cone = f"M{x - 25:.0f} -40L{x + lean:.0f} -112L{x + 25:.0f} -40Q{x:.0f} -32 {x - 25:.0f} -40Z"
        c.path(cone, head.cloth)
        with c.group(clip=cone):
            for y in (-52, -74, -96):
                c.line([(x - 40, y), (x + 40, y - 12)], stroke=lighter(head.cloth, 0.6), width=7)
        c.path(cone)
        c.ellipse(x + lean, -114, 9, fill=WHITE)
    draw_person(canvas, rng, wear=wear)


def straw_hat(canvas: Canvas, rng: Random) -> None:
    def wear(c: Canvas, pose: Pose, head: Head) -> None:
        x, w, straw = pose.turn * 4, head.half, varied("#e8c470", head.rng)
        c.ellipse(x, -38, w * 1.75, 17, straw)
        c.path(f"M{x - w * 0.8:.0f} -42Q{x - w * 0.8:.0f} -82 {x:.0f} -82Q{x + w * 0.8:.0f} -82 {x + w * 0.8:.0f} -42Q{x:.0f} -34 "
               f"{x - w * 0.8:.0f} -42Z", straw)
        c.path(f"M{x - w * 0.82:.0f} -54Q{x:.0f} -44 {x + w * 0.82:.0f} -54V-42Q{x:.0f} -33 {x - w * 0.82:.0f} -42Z", head.cloth, width=3)
    draw_person(canvas, rng, wear=wear)


def crash_helmet(canvas: Canvas, rng: Random) -> None:
    def wear(c: Canvas, pose: Pose, head: Head) -> None:
        x, w = pose.turn * 4, head.half + 7
        c.path(f"M{-w:.0f} 8Q{-w - 4 + x:.0f} -68 {x:.0f} -70Q{w + 4 + x:.0f} -68 {w:.0f} 8L{w - 12:.0f} 10Q{w - 8 + x:.0f} -28 {x:.0f} -30"
               f"Q{-w + 8 + x:.0f} -28 {-w + 12:.0f} 10Z", head.cloth)
        c.path(f"M{x - 9:.0f} -69V-31H{x + 9:.0f}V-69Z", lighter(head.cloth, 0.5), width=3)
        c.line([(-w + 10, 10), (0, head.chin + 3), (w - 10, 10)], width=4)
    draw_person(canvas, rng, wear=wear, hair=False)


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
            c.polygon([(x * 0.6 + side * 19 - 4, y + 8), (x * 0.6 + side * 19 + 4, y + 8), (x * 0.6 + side * 19, y + 22)], head.cloth, width=0)

    def low(c: Canvas, pose: Pose, head: Head) -> None:
        x, y = face_shift(pose)
        c.ellipse(x, y + 31, 26, 15, "#ee6a5f", width=3)
        draw_mouth(c, pose, y=31)
    draw_person(canvas, rng, wear=wear, behind=behind, low=low, hair=False, mouth=False, skin=varied("#fbf1e6", rng),
                garments=("dots", "stripes", "overalls"))


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
            c.blob([(x, -22), (x + side * 30, -30), (x + side * 38 + sway, long * 0.4), (x + side * 22 + sway, long), (x + side * 10, long * 0.4)],
                   head.hair)
            c.ellipse(x + side * 4, -24, 9, fill=head.cloth)
    draw_person(canvas, rng, behind=behind)


def turban(canvas: Canvas, rng: Random) -> None:
    def wear(c: Canvas, pose: Pose, head: Head) -> None:
        x, w = pose.turn * 4, head.half + 6
        c.blob([(x - w, -22), (x - w * 1.08, -52), (x - w * 0.5, -86), (x + w * 0.5, -86), (x + w * 1.08, -52), (x + w, -22), (x, -36)], head.cloth)
        for share in (0.25, 0.55, 0.85):
            c.curve([(x - w * share * 1.1, -30 - 6 * share), (x - w * 0.1, -50 - 26 * (1 - share)), (x + w * 0.9, -62 + 22 * share)],
                    stroke=darker(head.cloth, 0.3), width=3)
        c.ellipse(x, -48, 6, 8, "#f2b93b", width=3)
    draw_person(canvas, rng, wear=wear, hair=False)


def veil(canvas: Canvas, rng: Random) -> None:
    def behind(c: Canvas, pose: Pose, head: Head) -> None:
        w = head.half + 14
        c.blob([(0, -68), (w, -42), (w + 6, 20), (w + 18, 92), (0, 84), (-w - 18, 92), (-w - 6, 20), (-w, -42)], head.cloth, tension=0.85)

    def wear(c: Canvas, pose: Pose, head: Head) -> None:
        w, x = head.half + 6, pose.turn * 5
        c.path(f"M{-w:.0f} 36Q{-w - 8:.0f} -64 {x:.0f} -66Q{w + 8:.0f} -64 {w:.0f} 36Q{w - 8 + x:.0f} -36 {x:.0f} -38Q{-w + 8 + x:.0f} -36 "
               f"{-w:.0f} 36Z", head.cloth)
    draw_person(canvas, rng, wear=wear, behind=behind, hair=False)


def earmuffs(canvas: Canvas, rng: Random) -> None:
    def wear(c: Canvas, pose: Pose, head: Head) -> None:
        w = head.half + 4
        c.path(f"M{-w:.0f} 0Q{-w:.0f} -74 0 -74Q{w:.0f} -74 {w:.0f} 0", width=11)
        c.path(f"M{-w:.0f} 0Q{-w:.0f} -74 0 -74Q{w:.0f} -74 {w:.0f} 0", stroke="#8f98a8", width=4)
        for side in (-1, 1):
            c.ellipse(side * w, 4, 17, fill=head.cloth)
            c.ellipse(side * w, 4, 8, fill=lighter(head.cloth), width=0)
    draw_person(canvas, rng, wear=wear)


def ski_mask(canvas: Canvas, rng: Random) -> None:
    def low(c: Canvas, pose: Pose, head: Head) -> None:
        x, y = face_shift(pose)
        c.blob(mirrored([(0, -58), (head.half, -44), (head.half + 4, 10), (head.half * 0.7, head.chin), (0, head.chin + 6)]), head.cloth)
        c.rect(x - 34, y - 20, 68, 34, head.skin, radius=17)
        c.ellipse(x, y + 32, 17, 9, head.skin)
        draw_eyes(c, pose, head.eyes, head.skin)
        draw_mouth(c, pose, y=31, size=0.7)
    draw_person(canvas, rng, low=low, hides_eyes=True, mouth=False, hair=False)


def bow(canvas: Canvas, rng: Random) -> None:
    def wear(c: Canvas, pose: Pose, head: Head) -> None:
        side = head.rng.choice((-1, 0, 1))
        with c.group(dx=side * head.half * 0.6 + pose.turn * 4, dy=-54, turn=side * 20):
            for way in (-1, 1):
                c.blob([(0, 0), (way * 26, -20), (way * 34, 0), (way * 26, 18)], head.cloth)
            c.ellipse(0, 0, 9, fill=darker(head.cloth, 0.15))
    draw_person(canvas, rng, wear=wear)


def dust_mask(canvas: Canvas, rng: Random) -> None:
    def wear(c: Canvas, pose: Pose, head: Head) -> None:
        x, y = face_shift(pose)
        for dy in (12, 36):
            c.line([(-head.half, dy - 6), (x, y + dy), (head.half, dy - 6)], width=3)
        c.blob([(x, y + 2), (x + 26, y + 12), (x + 28, y + 34), (x, y + 48), (x - 28, y + 34), (x - 26, y + 12)], lighter(head.cloth, 0.55))
        c.path(f"M{x - 20:.0f} {y + 20:.0f}q20 -5 40 0M{x - 20:.0f} {y + 31:.0f}q20 5 40 0", stroke=darker(lighter(head.cloth, 0.55)), width=2.6)
    draw_person(canvas, rng, wear=wear, mouth=False)


def hood(canvas: Canvas, rng: Random) -> None:
    def wear(c: Canvas, pose: Pose, head: Head) -> None:
        w, x = head.half + 12, pose.turn * 5
        point = head.rng.uniform(-70, -96)
        c.path(f"M{-w:.0f} 66Q{-w - 10:.0f} -40 {x:.0f} {point:.0f}Q{w + 10:.0f} -40 {w:.0f} 66L{w * 0.5:.0f} 62Q{w * 0.95 + x:.0f} -30 {x:.0f} -38"
               f"Q{-w * 0.95 + x:.0f} -30 {-w * 0.5:.0f} 62Z", head.cloth)
    draw_person(canvas, rng, wear=wear, hair=False)


def afro_comb(canvas: Canvas, rng: Random) -> None:
    def behind(c: Canvas, pose: Pose, head: Head) -> None:
        c.ellipse(pose.turn * -4, -20, head.half + 34, head.half + 30, head.hair)

    def wear(c: Canvas, pose: Pose, head: Head) -> None:
        with c.group(dx=30 + pose.turn * 4, dy=-62, turn=24):
            c.rect(-12, -26, 24, 14, head.cloth, radius=4)
            for dx in (-9, -3, 3, 9):
                c.line([(dx, -12), (dx, 12)], width=4)
    draw_person(canvas, rng, wear=wear, behind=behind)


FOLK = (sunglasses, moustache, long_beard, top_hat, cowboy_hat, crown, wizard_hat, chef_hat, graduation_cap, baseball_cap, party_hat, straw_hat, crash_helmet, astronaut, diving_mask, clown, mohawk, pigtails, turban, veil, earmuffs, ski_mask, bow, dust_mask, hood, afro_comb)
