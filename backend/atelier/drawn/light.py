"""What a lens and a file do to a drawing: light, tint, blur, grain."""

from random import Random

import numpy as np
from PIL import Image, ImageFilter

from atelier.drawn.palette import channels

LIGHTS = ("#ffd9a8", "#ffc2a1", "#a9c6ff", "#b9a8ff", "#c8f0d0", "#ffe9c9", "#8fa6d9", "#ffb3b3")


def relight(picture: Image.Image, rng: Random) -> Image.Image:
    """Return the picture under another light: tinted, brighter on one side, softer or grainier; at times unchanged."""
    pixels = np.asarray(picture, dtype=np.float32) / 255
    height, width = pixels.shape[:2]
    if rng.random() < 0.55:
        tint = np.array(channels(rng.choice(LIGHTS)), dtype=np.float32)
        share = rng.uniform(0.15, 0.85)
        pixels = pixels * (1 - share + share * tint)
    if rng.random() < 0.5:
        angle, depth = rng.uniform(0, 2 * np.pi), rng.uniform(0.15, 0.55)
        across = np.linspace(-1, 1, width, dtype=np.float32)[None, :, None] * np.float32(np.cos(angle))
        down = np.linspace(-1, 1, height, dtype=np.float32)[:, None, None] * np.float32(np.sin(angle))
        pixels = pixels * (1 - depth * (0.5 + 0.35 * (across + down)))
    gain, gamma = rng.uniform(0.85, 1.15), rng.uniform(0.75, 1.35)
    pixels = np.clip(pixels * gain, 0, 1) ** np.float32(gamma)
    if rng.random() < 0.06:
        grey = pixels.mean(axis=2, keepdims=True)
        warm = np.array([1.05, 0.97, 0.84], dtype=np.float32) if rng.random() < 0.5 else np.ones(3, dtype=np.float32)
        pixels = grey * warm
    if rng.random() < 0.3:
        noise = np.random.default_rng(rng.getrandbits(64)).standard_normal((height, width, 1), dtype=np.float32)
        pixels = pixels + noise * np.float32(rng.uniform(0.01, 0.045))
    lit = Image.fromarray((np.clip(pixels, 0, 1) * 255 + 0.5).astype(np.uint8))
    if rng.random() < 0.25:
        lit = lit.filter(ImageFilter.GaussianBlur(rng.uniform(0.5, 1.8)))
    return lit


def jpeg_quality(rng: Random) -> int:
    """Draw a JPEG quality by lot: mostly good, at times poor."""
    return rng.choice((92, 88, 84, 80, 75, 68, 55))
