"""A figure: what stays the same about a character, and the order in which it is painted."""

from collections.abc import Callable
from dataclasses import dataclass, field

from atelier.drawn.body import Build, draw_arm, draw_legs, draw_neck, draw_torso
from atelier.drawn.canvas import Canvas
from atelier.drawn.pose import Garment, Pose

Layer = Callable[[Canvas, Pose], None]


@dataclass(frozen=True)
class Figure:
    """A character: its name, its body, and the two layers of its head (behind and before the body)."""

    name: str
    skin: str
    head: Layer
    behind: Layer | None = None
    back: Layer | None = None
    collar: Layer | None = None
    build: Build = field(default_factory=Build)
    garments: tuple[Garment, ...] = ("tee", "stripes", "hoodie", "jumper", "shirt", "dots")
    paws: str = ""
    bare_feet: str = ""


def draw_figure(canvas: Canvas, figure: Figure, pose: Pose) -> None:
    """Paint a figure about its head, which lies on the origin; its feet stand near y = 200."""
    hands = figure.paws or figure.skin
    with canvas.group(turn=pose.lean, about=(0, 190)):
        if figure.back is not None:
            figure.back(canvas, pose)
        if figure.behind is not None:
            with canvas.group(turn=pose.tilt, about=(0, 50)):
                figure.behind(canvas, pose)
        draw_legs(canvas, pose, figure.build, hands, bare_feet=figure.bare_feet)
        for index, side in enumerate((-1, 1)):
            if pose.arms[index] != "chin":
                draw_arm(canvas, pose, figure.build, side, hands)
        draw_neck(canvas, figure.build, figure.skin)
        draw_torso(canvas, pose, figure.build)
        if figure.collar is not None:
            figure.collar(canvas, pose)
        with canvas.group(turn=pose.tilt, about=(0, 50)):
            figure.head(canvas, pose)
        for index, side in enumerate((-1, 1)):
            if pose.arms[index] == "chin":
                draw_arm(canvas, pose, figure.build, side, hands)
