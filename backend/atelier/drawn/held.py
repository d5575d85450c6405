"""Things that a figure may hold, so that hands have something to do."""

from atelier.drawn.canvas import INK, Canvas, Point, smooth
from atelier.drawn.palette import WHITE, darker, lighter
from atelier.drawn.pose import Held


def draw_held(canvas: Canvas, held: Held, at: Point, side: int, colour: str) -> None:
    """Paint the thing held, its grip at the point `at`."""
    with canvas.group(dx=at[0], dy=at[1], flip=side < 0):
        match held:
            case "balloon":
                canvas.path("M0 0Q10 -30 14 -52", width=2.6)
                canvas.path("M14 -52L9 -46H19Z", colour, width=3)
                canvas.ellipse(16, -78, 21, 26, colour)
                canvas.path("M24 -94Q31 -88 31 -78", stroke=lighter(colour, 0.6), width=4)
            case "mug":
                canvas.path("M17 -12q13 -1 12 9t-13 9", width=7)
                canvas.rect(-4, -18, 22, 28, colour, radius=4)
                canvas.rect(-4, -8, 22, 6, lighter(colour, 0.5), outline=0)
                canvas.path("M2 -26q-4 -6 0 -11M11 -26q-4 -6 0 -11", stroke=WHITE, width=3, opacity=0.8)
            case "book":
                with canvas.group(turn=-12):
                    canvas.rect(-8, -26, 34, 40, darker(colour, 0.1), radius=3)
                    canvas.rect(-1, -18, 20, 9, lighter(colour, 0.6), outline=0)
            case "flower":
                canvas.path("M0 10Q4 -16 2 -34", stroke=INK, width=8)
                canvas.path("M0 10Q4 -16 2 -34", stroke="#5d9a5a", width=4)
                for dx, dy in ((0, -12), (11, -4), (7, 9), (-7, 9), (-11, -4)):
                    canvas.ellipse(2 + dx, -40 + dy, 7.5, fill=colour, width=3)
                canvas.ellipse(2, -40, 6.5, fill="#f6c544", width=3)
            case "lolly":
                canvas.line([(0, 10), (2, -24)], width=6)
                canvas.line([(0, 10), (2, -24)], stroke=WHITE, width=2.6)
                canvas.ellipse(3, -36, 16, fill=colour)
                canvas.path("M3 -36q4 -4 7 0t-6 8t-13 -6t10 -13", stroke=WHITE, width=3.2)
            case "flag":
                canvas.line([(0, 16), (2, -64)], width=5)
                canvas.path("M2 -64Q18 -72 34 -62T58 -62V-36Q46 -30 34 -36T2 -38Z", colour)
            case "brush":
                canvas.limb([(-4, 14), (8, -34)], "#c08a52", 4, outline=3)
                canvas.blob([(5, -34), (14, -31), (18, -44), (14, -56), (7, -46)], colour, width=3.4)
            case "lamp":
                canvas.path("M-2 -2q8 -16 16 0", width=3)
                canvas.path("M-4 0H18L20 28H-6Z", "#5d6472")
                canvas.rect(0, 6, 14, 16, "#ffe28a", radius=2, outline=2.6)
            case "fish":
                with canvas.group(turn=70):
                    canvas.path(smooth([(-6, 0), (8, -10), (30, -8), (42, 0), (30, 8), (8, 10)]), lighter(colour, 0.2))
                    canvas.path("M-4 0L-18 -10V10Z", colour)
                    canvas.ellipse(34, -3, 2.4, fill=INK, width=0)
            case _:
                pass
