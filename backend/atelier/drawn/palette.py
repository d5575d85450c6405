"""The colours of the drawings: a limited set that goes together, and the sums done with them."""

import colorsys
from random import Random

CLOTHES = (
    "#d9483b",
    "#e9803a",
    "#f2b632",
    "#7fae4e",
    "#2f8f7f",
    "#3a7cc2",
    "#2f4b8f",
    "#7a52a8",
    "#c2497f",
    "#8a5a3c",
    "#f4ead6",
    "#5d6472",
    "#e79aa5",
    "#9fc9d9",
)
BRIGHT = ("#e2503f", "#f08a3c", "#f6c544", "#8cbf57", "#35a08e", "#4a90d9", "#6b63c6", "#b35bb0", "#e0709a")
SOFT = (
    "#f3d9b8",
    "#f6e3a8",
    "#cfe3c0",
    "#b7dcd8",
    "#bcd7ee",
    "#cdc8ea",
    "#e8c9de",
    "#f5c9b8",
    "#dfdad0",
)
WOOD = ("#8a5a3c", "#a8703f", "#6d4630", "#c08a52", "#b07b4f")
GREENS = ("#7fae4e", "#5d9a5a", "#3f8060", "#9cbf5c", "#4f8f4a")
METAL = ("#b8bfca", "#8f98a8", "#d3d8de", "#6f7888")
WHITE = "#fffaf0"


def channels(colour: str) -> tuple[float, float, float]:
    """Return red, green and blue of `#rrggbb`, each from 0 to 1."""
    return (int(colour[1:3], 16) / 255, int(colour[3:5], 16) / 255, int(colour[5:7], 16) / 255)


def hexadecimal(red: float, green: float, blue: float) -> str:
    """Return `#rrggbb`; values outside 0 to 1 are cut."""
    return "#" + "".join(f"{round(min(max(value, 0), 1) * 255):02x}" for value in (red, green, blue))


def mix(colour: str, other: str, share: float) -> str:
    """Return `colour` moved towards `other` by `share` (0 leaves it, 1 gives the other)."""
    first, second = channels(colour), channels(other)
    return hexadecimal(*(a + (b - a) * share for a, b in zip(first, second, strict=True)))


def darker(colour: str, share: float = 0.22) -> str:
    """Return the colour as it looks in shade: darker and a little bluer."""
    return mix(colour, "#2b2350", share)


def lighter(colour: str, share: float = 0.3) -> str:
    """Return the colour as it looks in light: paler and a little warmer."""
    return mix(colour, "#fff8e6", share)


def varied(colour: str, rng: Random, amount: float = 1.0) -> str:
    """Return a near neighbour of the colour: hue, saturation and lightness each moved a little."""
    hue, light, saturation = colorsys.rgb_to_hls(*channels(colour))
    hue = (hue + rng.uniform(-0.025, 0.025) * amount) % 1
    light = min(max(light + rng.uniform(-0.05, 0.05) * amount, 0.06), 0.97)
    saturation = min(max(saturation * (1 + rng.uniform(-0.2, 0.2) * amount), 0), 1)
    return hexadecimal(*colorsys.hls_to_rgb(hue, light, saturation))


def any_colour(rng: Random) -> str:
    """Return a lively colour from the whole circle."""
    return varied(rng.choice(BRIGHT + CLOTHES), rng)


def any_wood(rng: Random) -> str:
    """Return the colour of some wood."""
    return varied(rng.choice(WOOD), rng)


def likely_colour(rng: Random, *colours: str) -> str:
    """Return one of the colours that a thing usually has, or at times any colour."""
    return varied(rng.choice(colours), rng, 1.3) if rng.random() < 0.7 else any_colour(rng)


def leaf_colour(rng: Random) -> str:
    """Return the colour of some leaf."""
    return varied(rng.choice(GREENS), rng)
