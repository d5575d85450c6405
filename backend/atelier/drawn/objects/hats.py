"""People nobody knows with something on their heads; all but that differs."""

from random import Random

from atelier.drawn.canvas import INK, Canvas, smooth
from atelier.drawn.objects.person import Head, draw_person
from atelier.drawn.palette import WHITE, darker, lighter, mix, varied
from atelier.drawn.pose import Pose


def top_hat(canvas: Canvas, rng: Random) -> None:
    def wear(c: Canvas, pose: Pose, head: Head) -> None:
        x, w, tall = pose.turn * 4, head.half * 0.86, head.rng.uniform(58, 84)
        c.polygon(
            [(x - w, -40), (x - w * 1.06, -40 - tall), (x + w * 1.06, -40 - tall), (x + w, -40)],
            mix(head.cloth, INK, 0.5),
        )
        c.rect(x - w, -60, w * 2, 16, lighter(head.cloth), outline=3.4)
        c.ellipse(x, -40, w * 1.6, 9, mix(head.cloth, INK, 0.5))

    draw_person(canvas, rng, wear=wear)


def cowboy_hat(canvas: Canvas, rng: Random) -> None:
    def wear(c: Canvas, pose: Pose, head: Head) -> None:
        x, w = pose.turn * 4, head.half
        c.blob(
            [
                (x - w * 0.8, -38),
                (x - w * 0.6, -88),
                (x - w * 0.2, -82),
                (x, -74),
                (x + w * 0.2, -82),
                (x + w * 0.6, -88),
                (x + w * 0.8, -38),
            ],
            head.cloth,
        )
        c.path(
            smooth(
                [
                    (x - w * 1.9, -54),
                    (x - w, -36),
                    (x, -30),
                    (x + w, -36),
                    (x + w * 1.9, -54),
                    (x + w * 1.2, -26),
                    (x, -20),
                    (x - w * 1.2, -26),
                ]
            ),
            darker(head.cloth, 0.12),
        )

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
        c.path(
            f"M{x - w * 0.9:.0f} -34Q{x - w * 0.3:.0f} -80 {x + bend:.0f} -132Q{x + w * 0.5:.0f} -80 {x + w * 0.9:.0f} -34Z",
            head.cloth,
        )
        for dx, y in ((-0.3, -52), (0.3, -66), (0.1, -90)):
            c.polygon(
                [(x + dx * w, y - 7), (x + dx * w + 6, y), (x + dx * w, y + 7), (x + dx * w - 6, y)], "#ffe28a", width=0
            )
        c.ellipse(x, -34, w * 1.5, 10, darker(head.cloth, 0.15))

    draw_person(canvas, rng, wear=wear)


def chef_hat(canvas: Canvas, rng: Random) -> None:
    def wear(c: Canvas, pose: Pose, head: Head) -> None:
        x, w = pose.turn * 4, head.half * 0.8
        c.blob(
            [
                (x - w, -58),
                (x - w * 1.5, -84),
                (x - w * 0.8, -112),
                (x, -104),
                (x + w * 0.8, -112),
                (x + w * 1.5, -84),
                (x + w, -58),
            ],
            WHITE,
        )
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
        c.path(
            f"M{x - side * w * 0.2:.0f} -36Q{x + side * w:.0f} -52 {x + side * w * 1.9:.0f} -30Q{x + side * w:.0f} -22 "
            f"{x - side * w * 0.2:.0f} -24Z",
            darker(head.cloth),
        )
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
        c.path(
            f"M{x - w * 0.8:.0f} -42Q{x - w * 0.8:.0f} -82 {x:.0f} -82Q{x + w * 0.8:.0f} -82 {x + w * 0.8:.0f} -42Q{x:.0f} -34 "
            f"{x - w * 0.8:.0f} -42Z",
            straw,
        )
        c.path(
            f"M{x - w * 0.82:.0f} -54Q{x:.0f} -44 {x + w * 0.82:.0f} -54V-42Q{x:.0f} -33 {x - w * 0.82:.0f} -42Z",
            head.cloth,
            width=3,
        )

    draw_person(canvas, rng, wear=wear)


def crash_helmet(canvas: Canvas, rng: Random) -> None:
    def wear(c: Canvas, pose: Pose, head: Head) -> None:
        x, w = pose.turn * 4, head.half + 7
        c.path(
            f"M{-w:.0f} 8Q{-w - 4 + x:.0f} -68 {x:.0f} -70Q{w + 4 + x:.0f} -68 {w:.0f} 8L{w - 12:.0f} 10Q{w - 8 + x:.0f} -28 {x:.0f} -30"
            f"Q{-w + 8 + x:.0f} -28 {-w + 12:.0f} 10Z",
            head.cloth,
        )
        c.path(f"M{x - 9:.0f} -69V-31H{x + 9:.0f}V-69Z", lighter(head.cloth, 0.5), width=3)
        c.line([(-w + 10, 10), (0, head.chin + 3), (w - 10, 10)], width=4)

    draw_person(canvas, rng, wear=wear, hair=False)


def turban(canvas: Canvas, rng: Random) -> None:
    def wear(c: Canvas, pose: Pose, head: Head) -> None:
        x, w = pose.turn * 4, head.half + 6
        c.blob(
            [
                (x - w, -22),
                (x - w * 1.08, -52),
                (x - w * 0.5, -86),
                (x + w * 0.5, -86),
                (x + w * 1.08, -52),
                (x + w, -22),
                (x, -36),
            ],
            head.cloth,
        )
        for share in (0.25, 0.55, 0.85):
            c.curve(
                [
                    (x - w * share * 1.1, -30 - 6 * share),
                    (x - w * 0.1, -50 - 26 * (1 - share)),
                    (x + w * 0.9, -62 + 22 * share),
                ],
                stroke=darker(head.cloth, 0.3),
                width=3,
            )
        c.ellipse(x, -48, 6, 8, "#f2b93b", width=3)

    draw_person(canvas, rng, wear=wear, hair=False)


def hood(canvas: Canvas, rng: Random) -> None:
    def wear(c: Canvas, pose: Pose, head: Head) -> None:
        w, x = head.half + 12, pose.turn * 5
        point = head.rng.uniform(-70, -96)
        c.path(
            f"M{-w:.0f} 66Q{-w - 10:.0f} -40 {x:.0f} {point:.0f}Q{w + 10:.0f} -40 {w:.0f} 66L{w * 0.5:.0f} 62Q{w * 0.95 + x:.0f} -30 {x:.0f} -38"
            f"Q{-w * 0.95 + x:.0f} -30 {-w * 0.5:.0f} 62Z",
            head.cloth,
        )

    draw_person(canvas, rng, wear=wear, hair=False)


def bow(canvas: Canvas, rng: Random) -> None:
    def wear(c: Canvas, pose: Pose, head: Head) -> None:
        side = head.rng.choice((-1, 0, 1))
        with c.group(dx=side * head.half * 0.6 + pose.turn * 4, dy=-54, turn=side * 20):
            for way in (-1, 1):
                c.blob([(0, 0), (way * 26, -20), (way * 34, 0), (way * 26, 18)], head.cloth)
            c.ellipse(0, 0, 9, fill=darker(head.cloth, 0.15))

    draw_person(canvas, rng, wear=wear)


def earmuffs(canvas: Canvas, rng: Random) -> None:
    def wear(c: Canvas, pose: Pose, head: Head) -> None:
        w = head.half + 4
        c.path(f"M{-w:.0f} 0Q{-w:.0f} -74 0 -74Q{w:.0f} -74 {w:.0f} 0", width=11)
        c.path(f"M{-w:.0f} 0Q{-w:.0f} -74 0 -74Q{w:.0f} -74 {w:.0f} 0", stroke="#8f98a8", width=4)
        for side in (-1, 1):
            c.ellipse(side * w, 4, 17, fill=head.cloth)
            c.ellipse(side * w, 4, 8, fill=lighter(head.cloth), width=0)

    draw_person(canvas, rng, wear=wear)


HATS = (
    top_hat,
    cowboy_hat,
    crown,
    wizard_hat,
    chef_hat,
    graduation_cap,
    baseball_cap,
    party_hat,
    straw_hat,
    crash_helmet,
    turban,
    hood,
    bow,
    earmuffs,
)
