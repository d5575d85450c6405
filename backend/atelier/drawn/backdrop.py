"""What all backgrounds are made of: a few tones, a sky, a ground."""

from dataclasses import dataclass
from random import Random

from atelier.drawn.canvas import Canvas, smooth
from atelier.drawn.palette import BRIGHT, SOFT, darker, mix, varied

LOW, HIGH = -80, 336
SPAN = HIGH - LOW


@dataclass(frozen=True)
class Tones:
    """The few colours of one scene."""

    sky: str
    far: str
    near: str
    accent: str


def any_tones(rng: Random) -> Tones:
    """Draw a small set of colours that go together: pale, middle, deeper, and one accent."""
    sky, far = rng.sample(SOFT, 2)
    near, accent = rng.sample(BRIGHT, 2)
    depth = rng.choice((0.0, 0.0, 0.0, 0.12, 0.28, 0.5))
    return Tones(
        darker(varied(sky, rng), depth),
        darker(varied(mix(far, near, 0.25), rng), depth),
        darker(varied(mix(near, far, 0.35), rng), depth),
        darker(varied(accent, rng), depth * 0.6),
    )


def fill(canvas: Canvas, colour: str) -> None:
    """Paint all of the world in one colour."""
    canvas.rect(LOW, LOW, SPAN, SPAN, colour, outline=0)


def ground(canvas: Canvas, y: float, colour: str) -> None:
    """Paint the ground below `y`."""
    canvas.rect(LOW, y, SPAN, HIGH - y, colour, outline=0)


def hill(canvas: Canvas, rng: Random, y: float, rise: float, colour: str) -> None:
    """Paint a hilly ground that rises by up to `rise` above `y`."""
    points = [(LOW + SPAN * step / 5, y - rng.uniform(0, rise)) for step in range(6)]
    canvas.path(smooth(points, closed=False) + f"V{HIGH}H{LOW}Z", colour, width=0)


def cloud(canvas: Canvas, x: float, y: float, size: float, colour: str) -> None:
    """Paint a cloud."""
    for dx, dy, radius in ((-1.2, 0.2, 0.7), (0, -0.2, 1), (1.1, 0.15, 0.75)):
        canvas.ellipse(x + dx * size, y + dy * size, radius * size, fill=colour, width=0)
    canvas.rect(x - 1.8 * size, y + 0.2 * size, 3.6 * size, 0.7 * size, colour, radius=0.35 * size, outline=0)
