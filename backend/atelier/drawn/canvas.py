"""A drawing as a list of SVG shapes, and how it becomes pixels.

Shapes are composed as text and painted by resvg, which needs no system library and gives the same pixels everywhere.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from io import BytesIO

import resvg_py
from PIL import Image

Point = tuple[float, float]

INK = "#2a2133"
OUTLINE = 4.0


def smooth(points: Sequence[Point], *, closed: bool = True, tension: float = 1.0) -> str:
    """Return the SVG path of a smooth curve through `points` (a Catmull-Rom spline written as cubic Beziers)."""
    count = len(points)
    factor = tension / 6
    segments = [f"M{points[0][0]:.1f} {points[0][1]:.1f}"]
    for index in range(count if closed else count - 1):
        before, here, there, after = (
            points[(index + step) % count] if closed else points[min(max(index + step, 0), count - 1)]
            for step in (-1, 0, 1, 2)
        )
        segments.append(
            f"C{here[0] + (there[0] - before[0]) * factor:.1f} {here[1] + (there[1] - before[1]) * factor:.1f} "
            f"{there[0] - (after[0] - here[0]) * factor:.1f} {there[1] - (after[1] - here[1]) * factor:.1f} "
            f"{there[0]:.1f} {there[1]:.1f}"
        )
    return "".join(segments) + ("Z" if closed else "")


def corners(points: Sequence[Point], *, closed: bool = True) -> str:
    """Return the SVG path of straight lines through `points`."""
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points) + ("Z" if closed else "")


def mirrored(right: Sequence[Point]) -> list[Point]:
    """Complete the right half of an outline, listed from top to bottom, with its mirror image.

    Points on the axis (x = 0) are not repeated.
    """
    left = [(-x, y) for x, y in reversed(right) if x != 0]
    return [*right, *left]


def moved(points: Sequence[Point], dx: float = 0.0, dy: float = 0.0, scale: float = 1.0) -> list[Point]:
    """Return `points` scaled about the origin, then moved."""
    return [(x * scale + dx, y * scale + dy) for x, y in points]


class Canvas:
    """Shapes in the order in which they are painted, in a world whose y axis points down."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._definitions: list[str] = []

    def path(
        self,
        d: str,
        fill: str = "none",
        *,
        stroke: str = INK,
        width: float = OUTLINE,
        opacity: float = 1.0,
        dash: str = "",
    ) -> None:
        """Paint the path `d`; a width of 0 leaves the outline out."""
        line = f' stroke="{stroke}" stroke-width="{width:g}"' if width else ""
        veil = f' opacity="{opacity:g}"' if opacity < 1 else ""
        dashes = f' stroke-dasharray="{dash}"' if dash else ""
        self._parts.append(f'<path d="{d}" fill="{fill}"{line}{veil}{dashes}/>')

    def blob(
        self,
        points: Sequence[Point],
        fill: str,
        *,
        stroke: str = INK,
        width: float = OUTLINE,
        opacity: float = 1.0,
        tension: float = 1.0,
    ) -> None:
        """Paint a smooth closed shape through `points`."""
        self.path(smooth(points, tension=tension), fill, stroke=stroke, width=width, opacity=opacity)

    def polygon(
        self, points: Sequence[Point], fill: str, *, stroke: str = INK, width: float = OUTLINE, opacity: float = 1.0
    ) -> None:
        """Paint a closed shape with straight sides."""
        self.path(corners(points), fill, stroke=stroke, width=width, opacity=opacity)

    def curve(
        self, points: Sequence[Point], *, stroke: str = INK, width: float = OUTLINE, opacity: float = 1.0
    ) -> None:
        """Paint an open smooth line through `points`."""
        self.path(smooth(points, closed=False), stroke=stroke, width=width, opacity=opacity)

    def line(self, points: Sequence[Point], *, stroke: str = INK, width: float = OUTLINE, opacity: float = 1.0) -> None:
        """Paint an open line with straight pieces."""
        self.path(corners(points, closed=False), stroke=stroke, width=width, opacity=opacity)

    def ellipse(
        self,
        x: float,
        y: float,
        rx: float,
        ry: float | None = None,
        fill: str = "none",
        *,
        stroke: str = INK,
        width: float = OUTLINE,
        opacity: float = 1.0,
        turn: float = 0.0,
    ) -> None:
        """Paint an ellipse centred on (x, y), or a circle where `ry` is left out, turned by `turn` degrees."""
        height = rx if ry is None else ry
        line = f' stroke="{stroke}" stroke-width="{width:g}"' if width else ""
        veil = f' opacity="{opacity:g}"' if opacity < 1 else ""
        turned = f' transform="rotate({turn:.1f} {x:.1f} {y:.1f})"' if turn else ""
        self._parts.append(
            f'<ellipse cx="{x:.1f}" cy="{y:.1f}" rx="{max(rx, 0.1):.1f}" ry="{max(height, 0.1):.1f}" '
            f'fill="{fill}"{line}{veil}{turned}/>'
        )

    def rect(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        fill: str,
        *,
        radius: float = 0.0,
        stroke: str = INK,
        outline: float = OUTLINE,
        opacity: float = 1.0,
    ) -> None:
        """Paint a rectangle from its top left corner, with rounded corners of `radius`."""
        line = f' stroke="{stroke}" stroke-width="{outline:g}"' if outline else ""
        veil = f' opacity="{opacity:g}"' if opacity < 1 else ""
        self._parts.append(
            f'<rect x="{x:.1f}" y="{y:.1f}" width="{max(width, 0.1):.1f}" height="{max(height, 0.1):.1f}" '
            f'rx="{radius:.1f}" fill="{fill}"{line}{veil}/>'
        )

    def limb(
        self, points: Sequence[Point], colour: str, thickness: float, *, outline: float = OUTLINE, bent: bool = True
    ) -> None:
        """Paint a thick outlined stroke with round ends: an arm, a leg, a stalk, a pipe."""
        d = smooth(points, closed=False) if bent else corners(points, closed=False)
        self.path(d, width=thickness + 2 * outline)
        self.path(d, stroke=colour, width=thickness)

    @contextmanager
    def group(
        self,
        *,
        dx: float = 0.0,
        dy: float = 0.0,
        turn: float = 0.0,
        about: Point = (0.0, 0.0),
        scale: float = 1.0,
        flip: bool = False,
        opacity: float = 1.0,
        clip: str = "",
    ) -> Iterator[None]:
        """Paint what follows moved, then turned about a point, scaled, mirrored, veiled or cut to the path `clip`."""
        steps = [f"translate({dx:.2f} {dy:.2f})"] if dx or dy else []
        if turn:
            steps.append(f"rotate({turn:.2f} {about[0]:.1f} {about[1]:.1f})")
        if scale != 1 or flip:
            steps.append(f"scale({-scale if flip else scale:.4f} {scale:.4f})")
        attributes = f' transform="{" ".join(steps)}"' if steps else ""
        if opacity < 1:
            attributes += f' opacity="{opacity:g}"'
        if clip:
            name = f"c{len(self._definitions)}"
            self._definitions.append(f'<clipPath id="{name}"><path d="{clip}"/></clipPath>')
            attributes += f' clip-path="url(#{name})"'
        self._parts.append(f"<g{attributes}>")
        try:
            yield
        finally:
            self._parts.append("</g>")

    def gradient(self, stops: Sequence[tuple[float, str]], *, radial: bool = False, across: bool = False) -> str:
        """Define a gradient over a shape's own box, from top to bottom unless told, and return it as a fill."""
        name = f"g{len(self._definitions)}"
        inner = "".join(f'<stop offset="{offset:g}" stop-color="{colour}"/>' for offset, colour in stops)
        kind = "radialGradient" if radial else "linearGradient"
        direction = "" if radial or across else ' x1="0" y1="0" x2="0" y2="1"'
        self._definitions.append(f'<{kind} id="{name}"{direction}>{inner}</{kind}>')
        return f"url(#{name})"

    def svg(self, left: float, top: float, width: float, height: float) -> str:
        """Return the part of the world inside the box as an SVG document."""
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{left:.2f} {top:.2f} {width:.2f} {height:.2f}" '
            f'preserveAspectRatio="xMidYMid slice" stroke-linejoin="round" stroke-linecap="round">'
            f"<defs>{''.join(self._definitions)}</defs>{''.join(self._parts)}</svg>"
        )

    def render(self, box: tuple[float, float, float, float], width_pixels: int, height_pixels: int) -> Image.Image:
        """Paint the box (left, top, width, height) of the world as an RGB picture of the size asked for."""
        text = self.svg(*box).replace("<svg ", f'<svg width="{width_pixels}" height="{height_pixels}" ', 1)
        png = resvg_py.svg_to_bytes(svg_string=text, skip_system_fonts=True)
        with Image.open(BytesIO(png)) as painted:
            return painted.convert("RGB")
