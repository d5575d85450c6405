"""One unknown creature with a head of its own, dressed like a person."""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from atelier.drawn.body import Build
from atelier.drawn.canvas import INK, Canvas, mirrored, moved
from atelier.drawn.face import Brows, Eyes, draw_brows, draw_cheeks, draw_eyes, draw_mouth, face_shift
from atelier.drawn.figure import Figure, draw_figure
from atelier.drawn.objects.person import EYE_KINDS, GARMENTS
from atelier.drawn.palette import WHITE, any_colour, darker, lighter, mix, varied
from atelier.drawn.pose import Pose, any_pose


@dataclass(frozen=True)
class Beast:
    """One unknown creature's colours and measures."""

    fur: str
    belly: str
    accent: str
    half: float
    eyes: Eyes
    rng: Random


Part = Callable[[Canvas, Pose, Beast], None]


def _none(canvas: Canvas, pose: Pose, beast: Beast) -> None:
    pass


def draw_beast(
    canvas: Canvas,
    rng: Random,
    colours: tuple[str, ...],
    *,
    ears: Part = _none,
    marks: Part = _none,
    snout: Part = _none,
    top: Part = _none,
    back: Part = _none,
    round_head: float = 0.9,
    mouth_y: float = 34.0,
    eyes: Eyes | None = None,
    brows: bool = True,
    outline: list[tuple[float, float]] | None = None,
) -> None:
    """Paint an unknown creature, most in likely colours, some in any."""
    fur = varied(rng.choice(colours), rng, 1.4) if rng.random() < 0.75 else any_colour(rng)
    look = eyes or Eyes(
        rng.choice((*EYE_KINDS, "dark")),
        rng.choice((INK, INK, "#3f8060", "#d98a2b")),
        rng.uniform(16, 22),
        rng.uniform(-9, -2),
        rng.uniform(8, 12.5),
    )
    beast = Beast(fur, lighter(fur, rng.uniform(0.5, 0.8)), any_colour(rng), rng.uniform(42, 54), look, rng)
    tall, cheeks = rng.uniform(42, 52), rng.random() < 0.5

    def paint_head(c: Canvas, pose: Pose) -> None:
        ears(c, pose, beast)
        shape = outline or [
            (0, -tall),
            (beast.half * 0.72, -tall * 0.8),
            (beast.half, -2),
            (beast.half * round_head, 26),
            (0, 52),
        ]
        c.blob(mirrored(shape), fur)
        marks(c, pose, beast)
        if cheeks:
            draw_cheeks(c, pose, mix(fur, "#e2503f", 0.5), spread=beast.half * 0.62, y=18, size=7)
        draw_eyes(c, pose, look, fur)
        if brows:
            draw_brows(c, pose, look, Brows(darker(fur, 0.45), 4.6, 14, look.size + 7))
        draw_mouth(c, pose, y=mouth_y, size=0.8, teeth=False)
        snout(c, pose, beast)
        top(c, pose, beast)

    def paint_back(c: Canvas, pose: Pose) -> None:
        back(c, pose, beast)

    build = Build(
        rng.uniform(29, 42), rng.uniform(32, 44), rng.uniform(12, 19), rng.uniform(34, 54), rng.uniform(15, 26)
    )
    draw_figure(
        canvas,
        Figure("", fur, paint_head, back=paint_back, build=build, paws=fur, bare_feet=darker(fur, 0.15)),
        any_pose(rng, GARMENTS),
    )


def draw_pair_of_ears(
    canvas: Canvas,
    beast: Beast,
    points: list[tuple[float, float]],
    x: float,
    y: float,
    turn: float,
    pose: Pose,
    inner: float = 0.55,
    colour: str = "",
) -> None:
    """Paint two ears of one outline, mirrored, `inner` being the share that is pink."""
    for side in (-1, 1):
        with canvas.group(dx=side * x + pose.turn * 2, dy=y, turn=side * turn):
            canvas.blob(points, colour or beast.fur)
            if inner:
                canvas.blob(moved(points, dy=2, scale=inner), mix(beast.fur, "#f0a8a0", 0.6), width=0)


def draw_snout_tip(canvas: Canvas, pose: Pose, size: float, y: float, colour: str = INK) -> None:
    """Paint the tip of a snout with its glint."""
    x, dy = face_shift(pose, 1.8)
    canvas.ellipse(x, y + dy, size, size * 0.75, colour, width=3)
    canvas.ellipse(x + size * 0.3, y + dy - size * 0.3, size * 0.25, fill=WHITE, width=0)


def draw_whiskers(canvas: Canvas, pose: Pose) -> None:
    """Paint three whiskers on each side."""
    x, y = face_shift(pose)
    for side in (-1, 1):
        for rise in (-5, 2, 9):
            canvas.line([(x + side * 18, y + 20 + rise * 0.4), (x + side * 46, y + 18 + rise)], width=2.4)
