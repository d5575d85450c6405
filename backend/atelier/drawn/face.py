"""Eyes, brows, mouths, noses and cheeks: what a face is made of, whoever it belongs to.

All are drawn about the middle of a head, whose radius is about 50; x grows to our right.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from atelier.drawn.canvas import INK, Canvas, smooth
from atelier.drawn.palette import WHITE, darker, lighter
from atelier.drawn.pose import Mood, Pose

EyeKind = Literal["dot", "round", "tall", "sleepy", "dark", "cat"]
TURN = 11.0
NOD = 4.0


@dataclass(frozen=True)
class Eyes:
    """How a figure's eyes are built; `lid` is the colour of its skin."""

    kind: EyeKind
    iris: str = INK
    spacing: float = 19.0
    y: float = -4.0
    size: float = 11.0
    lashes: bool = False


@dataclass(frozen=True)
class Brows:
    """How a figure's eyebrows are built."""

    colour: str = INK
    width: float = 5.0
    length: float = 17.0
    lift: float = 17.0


def face_shift(pose: Pose, depth: float = 1.0) -> tuple[float, float]:
    """Return how far a feature moves when the head turns; a nose has more depth than an ear."""
    return pose.turn * TURN * depth, pose.nod * NOD * depth


def _closed_eye(canvas: Canvas, x: float, y: float, size: float, *, up: bool) -> None:
    bow = -size * 0.75 if up else size * 0.6
    canvas.path(f"M{x - size:.1f} {y:.1f}Q{x:.1f} {y + bow * 1.5:.1f} {x + size:.1f} {y:.1f}", width=4.4)


def _lashes(canvas: Canvas, x: float, y: float, side: int, size: float) -> None:
    for rise, out in ((-0.75, 1.15), (-1.15, 0.75)):
        canvas.path(
            f"M{x + side * size * out * 0.78:.1f} {y + size * rise * 0.78:.1f}"
            f"L{x + side * size * out * 1.3:.1f} {y + size * rise * 1.25:.1f}",
            width=3.2,
        )


def _open_eye(canvas: Canvas, x: float, y: float, eyes: Eyes, pose: Pose, lid: str, squeeze: float) -> None:
    look_x, look_y = pose.look
    size = eyes.size
    if eyes.kind == "dot":
        canvas.ellipse(x + look_x * 1.5, y + look_y, size * 0.45, size * 0.6 * squeeze, eyes.iris, width=0)
        canvas.ellipse(x + look_x * 1.5 + size * 0.13, y + look_y - size * 0.2, size * 0.15, fill=WHITE, width=0)
        return
    if eyes.kind == "dark":
        canvas.ellipse(x, y, size * 1.05, size * 1.25 * squeeze, eyes.iris, width=4)
        canvas.ellipse(x + size * 0.32, y - size * 0.42, size * 0.34, fill=WHITE, width=0)
        canvas.ellipse(x - size * 0.36, y + size * 0.42, size * 0.18, fill=lighter(eyes.iris, 0.6), width=0)
        return
    wide = size * (0.82 if eyes.kind == "tall" else 1.0)
    high = size * (1.22 if eyes.kind == "tall" else 1.0) * squeeze
    canvas.ellipse(x, y, wide, high, WHITE, width=3.4)
    pupil_x, pupil_y = x + look_x * wide * 0.42, y + look_y * high * 0.4
    if eyes.kind == "cat":
        canvas.ellipse(pupil_x, pupil_y, size * 0.6, size * 0.66 * squeeze, eyes.iris, width=0)
        canvas.ellipse(pupil_x, pupil_y, size * 0.2, size * 0.6 * squeeze, INK, width=0)
    elif eyes.iris != INK:
        canvas.ellipse(pupil_x, pupil_y, size * 0.56, fill=eyes.iris, width=0)
        canvas.ellipse(pupil_x, pupil_y, size * 0.32, fill=INK, width=0)
    else:
        canvas.ellipse(pupil_x, pupil_y, size * 0.42, fill=INK, width=0)
    canvas.ellipse(pupil_x + size * 0.2, pupil_y - size * 0.24, size * 0.16, fill=WHITE, width=0)
    if eyes.kind == "sleepy" or pose.mood in ("smirk", "dreamy"):
        cover = high * (0.05 if eyes.kind == "sleepy" else -0.25)
        clip = f"M{x - wide * 1.3:.1f} {y - high * 1.4:.1f}h{wide * 2.6:.1f}V{y + cover:.1f}h{-wide * 2.6:.1f}Z"
        with canvas.group(clip=clip):
            canvas.ellipse(x, y, wide, high, darker(lid, 0.12), width=3.4)
        canvas.path(f"M{x - wide:.1f} {y + cover:.1f}h{wide * 2:.1f}", width=3.4)


def draw_eyes(canvas: Canvas, pose: Pose, eyes: Eyes, lid: str) -> None:
    """Paint both eyes in the pose's mood."""
    shift_x, shift_y = face_shift(pose)
    for side in (-1, 1):
        near = 1 - 0.13 * pose.turn * side
        x, y = shift_x + side * eyes.spacing * (1 - 0.1 * abs(pose.turn)), eyes.y + shift_y
        if pose.mood == "laugh" or (pose.mood == "wink" and side == 1):
            _closed_eye(canvas, x, y, eyes.size * 0.85 * near, up=True)
        elif pose.mood == "dreamy" and eyes.kind in ("dot", "dark"):
            _closed_eye(canvas, x, y, eyes.size * 0.85 * near, up=False)
        else:
            squeeze = {"surprised": 1.18, "angry": 0.86, "sad": 0.95}.get(pose.mood, 1.0)
            scaled = Eyes(eyes.kind, eyes.iris, eyes.spacing, eyes.y, eyes.size * near, eyes.lashes)
            _open_eye(canvas, x, y, scaled, pose, lid, squeeze)
        if eyes.lashes and pose.mood != "laugh":
            _lashes(canvas, x, y, side, eyes.size * near)


def draw_brows(canvas: Canvas, pose: Pose, eyes: Eyes, brows: Brows) -> None:
    """Paint both eyebrows; they carry most of the mood."""
    shift_x, shift_y = face_shift(pose)
    inner, lift = {
        "happy": (0, 1),
        "laugh": (-1, 3),
        "calm": (0, 0),
        "sad": (-6, 1),
        "angry": (7, -4),
        "surprised": (-1, 6),
        "smirk": (2, 0),
        "worried": (-5, 2),
        "wink": (0, 2),
        "dreamy": (-2, 2),
        "cheeky": (3, 1),
    }[pose.mood]
    for side in (-1, 1):
        x = shift_x + side * eyes.spacing * (1 - 0.1 * abs(pose.turn))
        y = eyes.y + shift_y - brows.lift - lift
        if pose.mood in ("smirk", "cheeky") and side == 1:
            y -= 5
        half = brows.length / 2
        canvas.path(
            f"M{x - side * half:.1f} {y + inner:.1f}Q{x:.1f} {y - 4:.1f} {x + side * half:.1f} {y - inner * 0.4:.1f}",
            stroke=brows.colour,
            width=brows.width,
        )


def draw_mouth(
    canvas: Canvas, pose: Pose, *, y: float = 27.0, size: float = 1.0, lip: str = INK, teeth: bool = True
) -> None:
    """Paint the mouth in the pose's mood."""
    shift_x, shift_y = face_shift(pose)
    with canvas.group(dx=shift_x, dy=y + shift_y * 0.8, scale=size):
        mood: Mood = pose.mood
        if mood in ("laugh", "surprised"):
            _open_mouth(canvas, pose, round_mouth=mood == "surprised", teeth=teeth)
        elif mood == "happy" and pose.gape > 0.45:
            _open_mouth(canvas, pose, round_mouth=False, teeth=teeth)
        elif mood in ("happy", "wink", "dreamy"):
            canvas.path("M-13 -3Q0 12 13 -3", stroke=lip, width=4.2)
        elif mood == "cheeky":
            canvas.path("M-12 -2Q0 9 12 -3", stroke=lip)
            canvas.path("M1 2.6Q2 13 8 11Q12 8 9.5 0Z", "#e8707c", width=3)
        elif mood == "calm":
            canvas.path("M-9 0Q0 3 9 0", stroke=lip)
        elif mood == "sad":
            canvas.path("M-11 5Q0 -7 11 5", stroke=lip)
        elif mood == "angry":
            canvas.path("M-13 5L-10 -4Q0 -7 10 -4L13 5Q0 1 -13 5Z", WHITE, stroke=lip, width=3.4)
            canvas.path("M-4 -5V3M4 -5V3", width=2.4)
        elif mood == "smirk":
            canvas.path("M-9 3Q4 5 12 -5", stroke=lip)
        else:
            canvas.path("M-12 2Q-8 -4 -4 1T4 1T12 0", stroke=lip, width=3.6)


def _open_mouth(canvas: Canvas, pose: Pose, *, round_mouth: bool, teeth: bool) -> None:
    deep = 10 + 9 * pose.gape
    if round_mouth:
        outline = smooth([(0, -6), (7 + 2 * pose.gape, 2), (0, deep * 0.8), (-7 - 2 * pose.gape, 2)])
    else:
        outline = f"M-15 -5Q0 -1 15 -5Q15 {deep:.1f} 0 {deep:.1f}Q-15 {deep:.1f} -15 -5Z"
    canvas.path(outline, "#6e2036", width=0)
    with canvas.group(clip=outline):
        canvas.ellipse(0, deep, 10, 7, "#e8707c", width=0)
        if teeth and not round_mouth:
            canvas.path("M-16 -6H16V-0.5Q0 3.5 -16 -0.5Z", WHITE, width=0)
    canvas.path(outline, width=3.8)


def draw_cheeks(
    canvas: Canvas,
    pose: Pose,
    colour: str = "#ef7f7a",
    *,
    spread: float = 30.0,
    y: float = 15.0,
    size: float = 8.0,
    opacity: float = 0.5,
) -> None:
    """Paint two blushing cheeks."""
    shift_x, shift_y = face_shift(pose)
    for side in (-1, 1):
        canvas.ellipse(
            shift_x * 0.85 + side * spread * (1 - 0.22 * max(pose.turn * side, 0)),
            y + shift_y,
            size * (1 - 0.25 * max(pose.turn * side, 0)),
            size * 0.75,
            colour,
            width=0,
            opacity=opacity,
        )


def draw_freckles(canvas: Canvas, pose: Pose, colour: str, *, spread: float = 27.0, y: float = 13.0) -> None:
    """Paint three freckles on each cheek."""
    shift_x, shift_y = face_shift(pose)
    for side in (-1, 1):
        for dx, dy in ((-5, 0), (1, 4), (5, -2)):
            canvas.ellipse(shift_x + side * spread * 0.92 + dx, y + dy + shift_y, 1.9, fill=colour, width=0)


def button_nose(canvas: Canvas, pose: Pose, colour: str, *, y: float = 10.0, size: float = 6.0) -> None:
    """Paint a round little nose."""
    shift_x, shift_y = face_shift(pose, 1.5)
    canvas.ellipse(shift_x, y + shift_y, size, size * 0.85, colour, width=3.2)


def bulb_nose(canvas: Canvas, pose: Pose, colour: str, *, y: float = 8.0, size: float = 11.0) -> None:
    """Paint a large bulbous nose with a glint."""
    shift_x, shift_y = face_shift(pose, 1.7)
    canvas.ellipse(shift_x, y + shift_y, size * 1.1, size, colour, width=3.6)
    canvas.ellipse(shift_x + size * 0.35, y + shift_y - size * 0.4, size * 0.22, fill=lighter(colour, 0.6), width=0)


def hook_nose(canvas: Canvas, pose: Pose, colour: str, *, y: float = 0.0, length: float = 16.0) -> None:
    """Paint a long nose seen a little from the side."""
    shift_x, shift_y = face_shift(pose, 1.3)
    side = 1 if pose.turn >= 0 else -1
    with canvas.group(dx=shift_x, dy=y + shift_y):
        canvas.path(
            f"M{-2 * side} -4Q{side * 13:.1f} {length * 0.55:.1f} {side * 9:.1f} {length * 0.92:.1f}"
            f"Q{side * 3:.1f} {length * 1.2:.1f} {-4 * side} {length * 0.85:.1f}",
            colour,
            width=3.6,
        )


def line_nose(canvas: Canvas, pose: Pose, colour: str = INK, *, y: float = 4.0, size: float = 7.0) -> None:
    """Paint a nose as one small hooked line."""
    shift_x, shift_y = face_shift(pose, 1.4)
    side = 1 if pose.turn >= 0 else -1
    canvas.path(
        f"M{shift_x:.1f} {y + shift_y:.1f}q{side * size * 1.1:.1f} {size:.1f} {-side * size * 0.4:.1f} {size * 1.1:.1f}",
        stroke=colour,
        width=3.4,
    )


def draw_ears(
    canvas: Canvas,
    pose: Pose,
    skin: str,
    *,
    x: float = 48.0,
    y: float = 4.0,
    size: float = 11.0,
    shape: Callable[[Canvas, int, float], None] | None = None,
) -> None:
    """Paint both ears; the one that the head turns towards hides a little behind it."""
    for side in (-1, 1):
        reach = x - 7 * max(pose.turn * side, 0) + 2 * max(-pose.turn * side, 0)
        with canvas.group(dx=side * reach - pose.turn * 3, dy=y - pose.nod * 2):
            if shape is None:
                canvas.ellipse(0, 0, size * 0.85, size, skin)
                canvas.path(
                    f"M{side * size * 0.3:.1f} {-size * 0.35:.1f}q{-side * size * 0.6:.1f} {size * 0.2:.1f} 0 "
                    f"{size * 0.7:.1f}",
                    stroke=darker(skin, 0.4),
                    width=2.8,
                )
            else:
                shape(canvas, side, size)
