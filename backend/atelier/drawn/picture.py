"""One picture from a name and a seed: scene, figure or thing, what stands before it, camera and light."""

from collections.abc import Callable
from math import sqrt
from random import Random

from PIL import Image

from atelier.drawn.backdrop import any_tones
from atelier.drawn.canvas import Canvas
from atelier.drawn.characters import CHARACTERS, FIGURES
from atelier.drawn.figure import draw_figure
from atelier.drawn.foreground import draw_any_foreground
from atelier.drawn.light import relight
from atelier.drawn.objects import FIGURES as OBJECT_FIGURES
from atelier.drawn.objects import FILLING, OBJECT_CLASSES, THINGS
from atelier.drawn.objects.textures import SCENES
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
    return (
        (128 - wide / 2, 128 - high / 2, wide, high),
        min(width, LARGEST_SIDE_PIXELS),
        min(height, LARGEST_SIDE_PIXELS),
    )


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
    _stage(canvas, rng, scale, lambda: draw_figure(canvas, figure, pose))
    return relight(canvas.render(box, width, height), rng, palest=0.95)


def draw_object(class_name: str, seed: int) -> Image.Image:
    """Return an RGB picture of one of the object classes; the same name and seed give the same pixels.

    Raises NotFound where no class has the name.
    """
    if class_name not in OBJECT_CLASSES:
        raise NotFound(f"There is no drawn object class “{class_name}”. The list is in docs/sketchnet.md.")
    rng = Random(f"object {class_name} {seed}")
    box, width, height = _camera(rng)
    canvas = Canvas()
    if class_name in OBJECT_FIGURES:
        sketch = OBJECT_FIGURES[class_name]
        _stage(canvas, rng, rng.uniform(0.5, 1.4), lambda: sketch(canvas, rng))
    elif class_name in THINGS:
        with canvas.group(turn=rng.gauss(0, 5), about=(128, 128)):
            draw_any_scene(canvas, rng)
            scale = rng.uniform(0.55, 2.0)
            room = max(122 - 52 * scale, 18)
            x, y = 128 + rng.uniform(-1, 1) * room, 128 + rng.uniform(-1, 1) * room
            with canvas.group(dx=x, dy=y, scale=scale, flip=rng.random() < 0.5, turn=rng.gauss(0, 10)):
                THINGS[class_name](canvas, rng)
        for _ in range(rng.choice((0, 0, 1, 1, 2))):
            draw_any_foreground(canvas, rng)
    else:
        with canvas.group(turn=rng.gauss(0, 6), about=(128, 128)):
            if class_name in FILLING:
                FILLING[class_name](canvas, rng)
            else:
                SCENES[class_name](canvas, rng, any_tones(rng))
        for _ in range(rng.choice((0, 1, 1, 2))):
            draw_any_foreground(canvas, rng)
    return relight(canvas.render(box, width, height), rng)


def _stage(canvas: Canvas, rng: Random, scale: float, draw: Callable[[], None]) -> None:
    """Paint a scene, a figure somewhere in it, and what stands before it."""
    with canvas.group(turn=rng.gauss(0, 5), about=(128, 128)):
        draw_any_scene(canvas, rng)
        head_x = 128 + rng.uniform(-1, 1) * (102 - 42 * scale)
        head_y = max(62 * scale + 22, 236 - 196 * scale) + rng.uniform(-1, 1.4) * 24
        flip = rng.random() < 0.5
        with canvas.group(dx=head_x, dy=head_y, scale=scale, flip=flip, turn=rng.gauss(0, 8)):
            draw()
    for _ in range(rng.choice((0, 0, 1, 1, 1, 2))):
        draw_any_foreground(canvas, rng)
