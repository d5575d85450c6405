"""Legs, clothes and arms below a head: worn in many colours, so that a figure is not known by its shirt."""

from dataclasses import dataclass

from atelier.drawn.canvas import INK, Canvas, Point, smooth
from atelier.drawn.held import draw_held
from atelier.drawn.palette import WHITE, darker, lighter
from atelier.drawn.pose import Arm, Pose

HIP = 138.0


@dataclass(frozen=True)
class Build:
    """How a body is built: half widths at shoulder and hem, arm thickness, length of the legs."""

    shoulder: float = 34.0
    hem: float = 36.0
    arm: float = 17.0
    legs: float = 52.0
    neck: float = 18.0


def torso_outline(build: Build, *, long: float = 0.0) -> str:
    """Return the outline of a torso, lengthened by `long` for coats and dresses."""
    s, h, bottom = build.shoulder, build.hem, HIP + long
    return (
        f"M{-s * 0.45:.1f} 57Q{-s:.1f} 59 {-s - 1:.1f} 78Q{-s:.1f} 108 {-h - long * 0.25:.1f} {bottom:.1f}"
        f"Q0 {bottom + 8:.1f} {h + long * 0.25:.1f} {bottom:.1f}Q{s:.1f} 108 {s + 1:.1f} 78Q{s:.1f} 59 {s * 0.45:.1f} 57"
        f"Q0 68 {-s * 0.45:.1f} 57Z"
    )


def draw_legs(canvas: Canvas, pose: Pose, build: Build, skin: str, *, bare_feet: str = "") -> None:
    """Paint both legs, standing or in step; `bare_feet` is the colour of feet that wear no shoes."""
    ground = HIP + build.legs
    apart = build.hem * 0.48
    skirt = pose.garment == "dress"
    for side in (-1, 1):
        foot = side * (apart + 3 + 4 * abs(pose.step))
        colour = skin if skirt else pose.trousers
        canvas.limb(
            [(side * apart, HIP - 8), (side * (apart + 1), HIP + build.legs * 0.5), (foot, ground - 3)],
            colour,
            13 if skirt else 19,
        )
        shoe = bare_feet or pose.shoes
        canvas.path(
            f"M{foot - side * 11:.1f} {ground + 7:.1f}V{ground - 4:.1f}Q{foot:.1f} {ground - 12:.1f} {foot + side * 11:.1f} "
            f"{ground - 4:.1f}Q{foot + side * 20:.1f} {ground - 2:.1f} {foot + side * 20:.1f} {ground + 7:.1f}Z",
            shoe,
        )


def draw_neck(canvas: Canvas, build: Build, skin: str) -> None:
    """Paint the neck, shaded below the chin."""
    half = build.neck / 2
    canvas.path(f"M{-half:.1f} 38V62Q0 72 {half:.1f} 62V38Z", darker(skin, 0.16))


def draw_torso(canvas: Canvas, pose: Pose, build: Build) -> None:
    """Paint the garment with its pattern and the marks of wear."""
    long = {"coat": 30.0, "dress": 26.0}.get(pose.garment, 0.0)
    outline = torso_outline(build, long=long)
    canvas.path(outline, pose.cloth, width=0)
    with canvas.group(clip=outline):
        _pattern(canvas, pose, build)
        _wear(canvas, pose, build)
        canvas.path(
            f"M{build.shoulder * 0.55:.1f} 50Q{build.shoulder:.1f} 100 {build.hem * 0.5:.1f} 180H80V50Z",
            INK,
            width=0,
            opacity=0.1,
        )
    canvas.path(outline)
    _collar(canvas, pose, build)


def _pattern(canvas: Canvas, pose: Pose, build: Build) -> None:
    two = pose.cloth_two
    match pose.garment:
        case "stripes":
            for y in range(72, 150, 20):
                canvas.path(f"M-70 {y}Q0 {y + 10} 70 {y}V{y + 9}Q0 {y + 19} -70 {y + 9}Z", two, width=0)
        case "dots":
            for row, y in enumerate(range(70, 150, 15)):
                for x in range(-56 + 9 * (row % 2), 60, 18):
                    canvas.ellipse(x, y, 3.6, fill=two, width=0)
        case "jumper":
            for y in (84, 98):
                canvas.line([(x, y + (6 if (x // 9) % 2 else 0)) for x in range(-63, 64, 9)], stroke=two, width=5)
            canvas.rect(-70, 128, 140, 30, darker(pose.cloth, 0.15), outline=0)
        case "overalls":
            canvas.path("M-22 90H22V118H60V190H-60V118H-22Z", two, width=3.4)
            canvas.line([(-22, 92), (-28, 56)], stroke=INK, width=12)
            canvas.line([(22, 92), (28, 56)], stroke=INK, width=12)
            canvas.line([(-22, 92), (-28, 56)], stroke=two, width=6)
            canvas.line([(22, 92), (28, 56)], stroke=two, width=6)
            canvas.rect(-11, 99, 22, 16, darker(two, 0.12), radius=3, outline=2.6)
            for x in (-20, 20):
                canvas.ellipse(x, 94, 3.2, fill="#f6c544", width=2)
        case "coat":
            canvas.path("M0 60V190", width=3.4)
            for y in (86, 106, 126):
                canvas.ellipse(-7, y, 3.2, fill=two, width=2.2)
            canvas.path("M-30 122H-14M14 122H30", width=3.2)
        case "waistcoat":
            canvas.path("M-9 50L-15 150H-80V50ZM9 50L15 150H80V50Z", two, width=3.4)
        case "dress":
            canvas.path("M-70 118H70V126H-70Z", two, width=3)
            canvas.path("M-16 130L-22 190M0 130V190M16 130L22 190", stroke=darker(pose.cloth, 0.25), width=3)
        case "shirt":
            canvas.path("M0 60V150", width=3)
            for y in (84, 102, 120):
                canvas.ellipse(4.5, y, 2.4, fill=two, width=0)
        case "hoodie":
            canvas.path("M-20 118Q0 112 20 118L26 138H-26Z", darker(pose.cloth, 0.12), width=3.2)
        case _:
            pass


def _wear(canvas: Canvas, pose: Pose, build: Build) -> None:
    if "stain" in pose.worn:
        canvas.path(
            smooth([(8, 92), (18, 90), (22, 99), (16, 108), (6, 105)]), darker(pose.cloth, 0.35), width=0, opacity=0.7
        )
    if "patch" in pose.worn:
        with canvas.group(turn=-9, about=(-16, 118)):
            canvas.rect(-25, 110, 16, 15, lighter(pose.cloth_two, 0.2), radius=2, outline=2.4)
            canvas.path("M-27 114H-23M-27 120H-23M-11 114H-7M-11 120H-7", width=1.8)
    if "badge" in pose.worn:
        canvas.ellipse(19, 82, 6, fill=pose.cloth_two, width=2.6)
    if "pocket" in pose.worn:
        canvas.path("M8 84H24V98Q16 104 8 98Z", darker(pose.cloth, 0.12), width=2.8)
    if "frayed" in pose.worn:
        canvas.line(
            [(x, 136 + (5 if (x // 6) % 2 else 0)) for x in range(-54, 55, 6)],
            stroke=darker(pose.cloth, 0.4),
            width=2.6,
        )


def _collar(canvas: Canvas, pose: Pose, build: Build) -> None:
    half = build.shoulder * 0.45
    match pose.garment:
        case "shirt" | "waistcoat":
            for side in (-1, 1):
                canvas.polygon([(0, 67), (side * half, 55), (side * (half + 2), 70), (side * 6, 76)], WHITE, width=3)
            if pose.garment == "waistcoat":
                canvas.polygon([(0, 70), (-10, 64), (-10, 77)], pose.cloth_two, width=2.6)
                canvas.polygon([(0, 70), (10, 64), (10, 77)], pose.cloth_two, width=2.6)
        case "coat":
            for side in (-1, 1):
                canvas.polygon(
                    [(0, 78), (side * half, 55), (side * (half + 9), 66), (side * 9, 84)],
                    darker(pose.cloth, 0.15),
                    width=3,
                )
        case "hoodie":
            canvas.path(
                f"M{-half - 6:.1f} 58Q0 84 {half + 6:.1f} 58Q{half:.1f} 50 {half - 6:.1f} 54Q0 70 {-half + 6:.1f} 54"
                f"Q{-half:.1f} 50 {-half - 6:.1f} 58Z",
                lighter(pose.cloth, 0.2),
                width=3.2,
            )
            canvas.path("M-6 71V84M6 71V86", width=2.6)
        case "jumper":
            canvas.path(
                f"M{-half:.1f} 55Q0 68 {half:.1f} 55L{half:.1f} 62Q0 76 {-half:.1f} 62Z",
                darker(pose.cloth, 0.15),
                width=3,
            )
        case "tee" | "stripes" | "dots":
            canvas.path(f"M{-half:.1f} 57Q0 74 {half:.1f} 57", stroke=pose.cloth_two, width=4.5)
        case _:
            pass


def _joints(arm: Arm, side: int, build: Build, lift: float) -> list[Point]:
    """Return shoulder, elbow and hand of an arm on `side` (-1 our left, 1 our right)."""
    s = build.shoulder - 4
    elbow, hand = {
        "down": ((s + 13, 100), (s + 11, 130)),
        "wave": ((s + 30, 84), (s + 40, 44 + lift * 6)),
        "hip": ((s + 32, 98), (s + 5, 122)),
        "up": ((s + 28, 56), (s + 30, 10 + lift * 8)),
        "out": ((s + 28, 88), (s + 56, 82 + lift * 10)),
        "hold": ((s + 20, 102), (s + 20, 88 + lift * 8)),
        "chin": ((s + 17, 110), (9, 62)),
        "behind": ((s + 18, 98), (s - 4, 128)),
    }[arm]
    return [(side * s, 74), (side * elbow[0], elbow[1]), (side * hand[0], hand[1])]


def draw_arm(canvas: Canvas, pose: Pose, build: Build, side: int, skin: str) -> None:
    """Paint one arm with its sleeve, hand, and what the hand holds."""
    arm = pose.arms[0 if side < 0 else 1]
    shoulder, elbow, hand = _joints(arm, side, build, pose.step)
    bare = pose.garment in ("tee", "dots", "dress", "overalls", "stripes")
    sleeve = pose.cloth
    middle = ((shoulder[0] + elbow[0]) / 2, (shoulder[1] + elbow[1]) / 2)
    if bare:
        canvas.limb([shoulder, elbow, hand], skin, build.arm - 4)
        _hand(canvas, hand, build, skin)
        canvas.limb([shoulder, middle], sleeve, build.arm + 1)
    else:
        canvas.limb([elbow, hand], skin, build.arm - 5)
        _hand(canvas, hand, build, skin)
        wrist = (elbow[0] + (hand[0] - elbow[0]) * 0.72, elbow[1] + (hand[1] - elbow[1]) * 0.72)
        canvas.limb([shoulder, elbow, wrist], sleeve, build.arm)
    if arm in ("hold", "wave", "out") and pose.held != "nothing" and (arm == "hold" or side > 0):
        draw_held(canvas, pose.held, hand, side, pose.cloth_two)
        _hand(canvas, (hand[0], hand[1] + 1), build, skin)


def _hand(canvas: Canvas, at: Point, build: Build, skin: str) -> None:
    canvas.ellipse(at[0], at[1], build.arm * 0.52, fill=skin, width=3.6)
