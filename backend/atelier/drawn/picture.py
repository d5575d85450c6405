"""One picture from a name and a seed: the scene, the figure, what stands before it, the camera and the light."""

from math import sqrt
from random import Random

from PIL import Image

from atelier.drawn.canvas import Canvas
from atelier.drawn.characters import CHARACTERS, FIGURES
from atelier.drawn.figure import draw_figure
from atelier.drawn.foreground import draw_any_foreground
from atelier.drawn.light import relight
from atelier.drawn.pose import any_pose
from atelier.drawn.scenes import draw_any_scene
from atelier.errors import NotFound

SMALLEST_SIDE_PIXELS = 180
LARGEST_SIDE_PIXELS = 330


def _camera(rng: Random) -> tuple[tuple[float, float, float, float], int, int]:
    """Draw the box of the world in view, and the picture's width and height in pixels, by lot."""
    aspect = rng.choice((1.0, 1.0, 1.0, 4 / 3, 3 / 4, 5 / 4, 4 / 5, 1.15, 0.87))
    wide, high = 256 * sqrt(aspect), 256 / sqrt(aspect)
    longer = rng.randint(220, LARGEST_SIDE_PIXELS)
    width, height = (longer, round(longer / aspect)) if aspect >= 1 else (round(longer * aspect), longer)
    scale = max(1.0, SMALLEST_SIDE_PIXELS / min(width, height))
    width, height = round(width * scale), round(height * scale)
    return (128 - wide / 2, 128 - high / 2, wide, high), min(width, LARGEST_SIDE_PIXELS), min(height, LARGEST_SIDE_PIXELS)


def draw_character(name: str, seed: int) -> Image.Image:
    """Return an RGB picture of a character; the same name and seed give the same pixels.

    Raises NotFound where no character has the name.
    """
    if name not in FIGURES:
        raise NotFound(f"There is no drawn character “{name}”. The characters are: {', '.join(CHARACTERS)}.")
    rng = Random(f"character {name} {seed}")
    figure = FIGURES[name]
    box, width, height = _camera(rng)
    scale = rng.uniform(0.5, 1.4)
    pose = any_pose(rng, figure.garments)
    canvas = Canvas()
    with canvas.group(turn=rng.gauss(0, 5), about=(128, 128)):
        draw_any_scene(canvas, rng)
        head_x = 128 + rng.uniform(-1, 1) * (102 - 42 * scale)
        head_y = max(62 * scale + 22, 236 - 196 * scale) + rng.uniform(-1, 1.4) * 24
        flip = rng.random() < 0.5
        with canvas.group(dx=head_x, dy=head_y, scale=scale, flip=flip, turn=rng.gauss(0, 8)):
            draw_figure(canvas, figure, pose)
    for _ in range(rng.choice((0, 0, 1, 1, 1, 2))):
        draw_any_foreground(canvas, rng)
    return relight(canvas.render(box, width, height), rng)
