"""What a lens and a file do to a drawing: light, tint, blur, grain."""

from random import Random

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from atelier.drawn.palette import channels

LIGHTS = ("#ffd9a8", "#ffc2a1", "#a9c6ff", "#b9a8ff", "#c8f0d0", "#ffe9c9", "#8fa6d9", "#ffb3b3")


# The axes of YIQ (NTSC): a turn in the plane of I and Q changes every hue and leaves the brightness.
_YIQ = np.array([[0.299, 0.587, 0.114], [0.596, -0.274, -0.322], [0.211, -0.523, 0.312]])


def _turned_colours(rng: Random, palest: float) -> NDArray[np.float32]:
    """Return a 3 by 3 matrix that turns the hues: a little in most pictures, far in prints of odd colours."""
    angle = rng.uniform(0.5, 5.8) if rng.random() < 0.12 else rng.gauss(0, 0.16)
    strength = rng.uniform(palest, 1.15)
    c, s = np.cos(angle) * strength, np.sin(angle) * strength
    turned = np.linalg.inv(_YIQ) @ np.array([[1, 0, 0], [0, c, -s], [0, s, c]]) @ _YIQ
    return np.ascontiguousarray(turned.T, dtype=np.float32)


def relight(picture: Image.Image, rng: Random, *, palest: float = 0.7) -> Image.Image:
    """Return the picture under another light: tinted, brighter on one side, softer or grainier.

    `palest` is the least strength of colour: 1 keeps it, 0 would be grey.
    """
    pixels = np.asarray(picture, dtype=np.float32) / 255
    height, width = pixels.shape[:2]
    pixels = pixels @ _turned_colours(rng, palest)
    if rng.random() < 0.5:
        tint = np.array(channels(rng.choice(LIGHTS)), dtype=np.float32)
        share = rng.uniform(0.15, 0.75)
        pixels = pixels * (1 - share + share * tint)
    if rng.random() < 0.5:
        angle, depth = rng.uniform(0, 2 * np.pi), rng.uniform(0.1, 0.45)
        across = np.linspace(-1, 1, width, dtype=np.float32)[None, :, None] * np.float32(np.cos(angle))
        down = np.linspace(-1, 1, height, dtype=np.float32)[:, None, None] * np.float32(np.sin(angle))
        pixels = pixels * (1 - depth * (0.5 + 0.35 * (across + down)))
    gain, gamma = rng.uniform(0.92, 1.16), rng.uniform(0.72, 1.18)
    pixels = np.clip(pixels * gain, 0, 1) ** np.float32(gamma)
    if rng.random() < 0.04:
        grey = pixels.mean(axis=2, keepdims=True)
        warm = np.array([1.05, 0.97, 0.84], dtype=np.float32) if rng.random() < 0.5 else np.ones(3, dtype=np.float32)
        pixels = grey * warm
    if rng.random() < 0.2:
        noise = np.random.default_rng(rng.getrandbits(64)).standard_normal((height, width, 1), dtype=np.float32)
        pixels = pixels + noise * np.float32(rng.uniform(0.01, 0.03))
    lit = Image.fromarray((np.clip(pixels, 0, 1) * 255 + 0.5).astype(np.uint8))
    if rng.random() < 0.2:
        lit = lit.filter(ImageFilter.GaussianBlur(rng.uniform(0.5, 1.5)))
    return lit


def jpeg_quality(rng: Random) -> int:
    """Draw a JPEG quality by lot: mostly good, at times poor."""
    return rng.choice((92, 88, 84, 80, 75, 68, 55))
