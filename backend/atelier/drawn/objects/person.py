"""One unknown person, ready to be given a hat, a beard or a mask."""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import get_args

from atelier.drawn.body import Build
from atelier.drawn.canvas import INK, Canvas, mirrored
from atelier.drawn.face import (
    Brows,
    EyeKind,
    Eyes,
    bulb_nose,
    button_nose,
    draw_brows,
    draw_cheeks,
    draw_ears,
    draw_eyes,
    draw_mouth,
    hook_nose,
    line_nose,
)
from atelier.drawn.figure import Figure, draw_figure
from atelier.drawn.palette import any_colour, darker, mix, varied
from atelier.drawn.pose import Garment, Pose, any_pose

SKINS = (
    "#f7d3b5",
    "#f3b795",
    "#dba07a",
    "#b97f55",
    "#a76b45",
    "#7c4d35",
    "#5d3a2b",
    "#b7a1dc",
    "#a3bf8c",
    "#9fc9d9",
    "#e79aa5",
    "#f2cf6a",
    "#b8bfca",
)
HAIRS = ("#2c2740", "#4b3a35", "#7a4f33", "#c9562f", "#e3b04b", "#ece6e4", "#8f98a8", "#2f7f86", "#b35bb0", "#d9483b")
GARMENTS: tuple[Garment, ...] = get_args(Garment)
EYE_KINDS: tuple[EyeKind, ...] = ("dot", "round", "tall", "sleepy", "cat")


@dataclass(frozen=True)
class Head:
    """The measures and colours of one unknown person's head, and what it wears."""

    half: float
    chin: float
    skin: str
    hair: str
    cloth: str
    eyes: Eyes
    rng: Random


Wear = Callable[[Canvas, Pose, Head], None]


def _nothing(canvas: Canvas, pose: Pose, head: Head) -> None:
    pass


def _short_hair(canvas: Canvas, pose: Pose, head: Head) -> None:
    shift, w = pose.turn * 5, head.half
    part = head.rng.choice((-0.4, 0.0, 0.4)) * w
    canvas.blob(
        [
            (-w - 1 + shift * 0.4, -6),
            (-w + shift, -44),
            (shift, -60),
            (w + shift, -44),
            (w + 1 + shift * 0.4, -6),
            (w * 0.7 + shift, -28),
            (part + shift, -34),
            (-w * 0.7 + shift, -28),
        ],
        head.hair,
        tension=0.8,
    )


def _bob_behind(canvas: Canvas, pose: Pose, head: Head) -> None:
    w, back = head.half + 11, pose.turn * -4
    canvas.blob(
        [
            (back, -62),
            (w + back, -36),
            (w + 4 + back, 20),
            (w - 4 + back, 52),
            (-w + 4 + back, 52),
            (-w - 4 + back, 20),
            (-w + back, -36),
        ],
        head.hair,
        tension=0.8,
    )


def draw_person(
    canvas: Canvas,
    rng: Random,
    *,
    wear: Wear = _nothing,
    behind: Wear = _nothing,
    low: Wear = _nothing,
    hair: bool = True,
    mouth: bool = True,
    skin: str = "",
    hides_eyes: bool = False,
    garments: tuple[Garment, ...] = GARMENTS,
) -> None:
    """Paint an unknown person; `low` goes on the lower face before the nose, `wear` on top of all."""
    tone = skin or varied(rng.choice(SKINS), rng)
    eyes = Eyes(
        rng.choice(EYE_KINDS),
        rng.choice((INK, INK, "#3f8060", "#4a70b0", "#8a5a3c", "#d98a2b")),
        rng.uniform(15, 21),
        rng.uniform(-8, 1),
        rng.uniform(8, 13),
        rng.random() < 0.3,
    )
    head = Head(
        rng.uniform(36, 52), rng.uniform(47, 62), tone, varied(rng.choice(HAIRS), rng), any_colour(rng), eyes, rng
    )
    long_hair = hair and rng.random() < 0.4
    bald = hair and rng.random() < 0.15
    jaw, ear, nose_kind = rng.uniform(0.55, 1.02), rng.uniform(8, 13), rng.randint(0, 3)
    nose_size, mouth_size, brow = rng.uniform(5, 11), rng.uniform(0.75, 1.1), rng.uniform(4, 7)
    cheeks = rng.random() < 0.6

    def paint_behind(c: Canvas, pose: Pose) -> None:
        if long_hair:
            _bob_behind(c, pose, head)
        behind(c, pose, head)

    def paint_head(c: Canvas, pose: Pose) -> None:
        draw_ears(c, pose, tone, x=head.half, y=4, size=ear)
        c.blob(
            mirrored(
                [
                    (0, -52),
                    (head.half * 0.78, -44),
                    (head.half, -8),
                    (head.half * (0.5 + jaw * 0.45), 24),
                    (head.half * 0.5 * jaw, head.chin - 4),
                    (0, head.chin),
                ]
            ),
            tone,
        )
        if cheeks:
            draw_cheeks(c, pose, mix(tone, "#d9483b", 0.5), spread=head.half * 0.58, size=7)
        if not hides_eyes:
            draw_eyes(c, pose, eyes, tone)
            draw_brows(c, pose, eyes, Brows(darker(head.hair, 0.2), brow, 16, eyes.size + 7))
        if mouth:
            draw_mouth(c, pose, y=31, size=mouth_size)
        low(c, pose, head)
        (
            lambda: line_nose(c, pose, darker(tone, 0.55), y=7, size=nose_size),
            lambda: button_nose(c, pose, darker(tone, 0.1), y=12, size=nose_size),
            lambda: bulb_nose(c, pose, mix(tone, "#d9483b", 0.25), y=10, size=nose_size + 2),
            lambda: hook_nose(c, pose, darker(tone, 0.08), y=2, length=nose_size + 8),
        )[nose_kind]()
        if hair and not bald:
            _short_hair(c, pose, head)
        wear(c, pose, head)

    build = Build(
        rng.uniform(28, 44), rng.uniform(29, 45), rng.uniform(12, 20), rng.uniform(38, 60), rng.uniform(13, 24)
    )
    draw_figure(canvas, Figure("", tone, paint_head, behind=paint_behind, build=build), any_pose(rng, garments))
