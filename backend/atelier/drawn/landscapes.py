"""Backgrounds out of doors: flat shapes without ink, in soft colours."""

from random import Random

from atelier.drawn.backdrop import HIGH, LOW, Tones, cloud, fill, ground, hill
from atelier.drawn.canvas import Canvas
from atelier.drawn.palette import WOOD, darker, lighter, mix, varied


def _tree(canvas: Canvas, x: float, y: float, size: float, leaf: str, trunk: str) -> None:
    canvas.rect(x - size * 0.09, y - size * 0.5, size * 0.18, size * 0.5, trunk, outline=0)
    for dx, dy, radius in ((-0.22, -0.55, 0.28), (0.22, -0.55, 0.28), (0, -0.82, 0.32)):
        canvas.ellipse(x + dx * size, y + dy * size, radius * size, fill=leaf, width=0)


def _fir(canvas: Canvas, x: float, y: float, size: float, leaf: str, trunk: str) -> None:
    canvas.rect(x - size * 0.06, y - size * 0.15, size * 0.12, size * 0.15, trunk, outline=0)
    for lift, half in ((0.1, 0.3), (0.35, 0.24), (0.58, 0.17)):
        canvas.polygon(
            [(x - half * size, y - lift * size), (x, y - (lift + 0.42) * size), (x + half * size, y - lift * size)],
            leaf,
            width=0,
        )


def park(canvas: Canvas, rng: Random, tones: Tones) -> None:
    """Paint hills, trees and clouds."""
    fill(canvas, tones.sky)
    for _ in range(rng.randint(1, 3)):
        cloud(canvas, rng.uniform(-40, 296), rng.uniform(-10, 70), rng.uniform(14, 30), lighter(tones.sky, 0.6))
    hill(canvas, rng, 180, 60, tones.far)
    leaf = mix("#7fae4e", tones.near, 0.35)
    for _ in range(rng.randint(2, 5)):
        _tree(
            canvas,
            rng.uniform(-30, 286),
            rng.uniform(180, 200),
            rng.uniform(70, 140),
            varied(leaf, rng),
            rng.choice(WOOD),
        )
    hill(canvas, rng, 205, 20, mix("#9cbf5c", tones.near, 0.3))


def firs(canvas: Canvas, rng: Random, tones: Tones) -> None:
    """Paint a forest of firs, snowy at times."""
    snow = rng.random() < 0.5
    fill(canvas, tones.sky)
    hill(canvas, rng, 150, 70, tones.far)
    leaf = mix("#3f8060", tones.near, 0.25)
    for index in range(rng.randint(5, 9)):
        shade = mix(leaf, tones.far, 0.6 if index < 4 else 0.1)
        _fir(canvas, rng.uniform(-50, 306), rng.uniform(170, 205), rng.uniform(70, 170), shade, "#6d4630")
    ground(canvas, 198, "#f3f6fa" if snow else mix("#5d9a5a", tones.near, 0.3))
    if snow:
        for _ in range(30):
            canvas.ellipse(rng.uniform(-20, 276), rng.uniform(-20, 276), rng.uniform(1.5, 4), fill="#ffffff", width=0)


def seaside(canvas: Canvas, rng: Random, tones: Tones) -> None:
    """Paint sand, sea, a sun and a sail."""
    fill(canvas, tones.sky)
    canvas.ellipse(
        rng.uniform(20, 236), rng.uniform(20, 90), rng.uniform(18, 34), fill=lighter(tones.accent, 0.4), width=0
    )
    sea = mix("#4a90c9", tones.near, 0.3)
    ground(canvas, 128, sea)
    for _ in range(9):
        x, y = rng.uniform(-40, 286), rng.uniform(136, 180)
        canvas.path(f"M{x:.0f} {y:.0f}q8 -6 16 0t16 0", stroke=lighter(sea, 0.35), width=3)
    x = rng.uniform(0, 240)
    canvas.polygon([(x, 80), (x, 122), (x + 30, 122)], lighter(tones.far, 0.6), width=0)
    canvas.path(f"M{x - 16:.0f} 124h50l-8 14h-34Z", tones.accent, width=0)
    hill(canvas, rng, 196, 14, mix("#f0d9a4", tones.far, 0.2))


def city(canvas: Canvas, rng: Random, tones: Tones) -> None:
    """Paint rows of houses with lit windows, by day or by night."""
    night = rng.random() < 0.4
    sky = mix(tones.sky, "#2c3566", 0.75) if night else tones.sky
    fill(canvas, sky)
    if night:
        for _ in range(18):
            canvas.ellipse(rng.uniform(-20, 276), rng.uniform(-20, 120), rng.uniform(0.8, 2), fill="#fff3c4", width=0)
    for base, colour in ((70, mix(tones.far, sky, 0.4)), (110, mix(tones.near, sky, 0.25))):
        x = LOW + rng.uniform(-10, 20)
        while x < HIGH:
            wide, top = rng.uniform(32, 62), base - rng.uniform(-10, 70)
            house = varied(colour, rng)
            canvas.rect(x, top, wide, HIGH - top, house, outline=0)
            lamp = "#ffe08a" if night else lighter(house, 0.4)
            for row in range(5):
                for column in range(max(int(wide // 16), 1)):
                    if rng.random() < 0.75:
                        canvas.rect(x + 6 + column * 15, top + 10 + row * 22, 8, 11, lamp, outline=0)
            x += wide + rng.uniform(-2, 8)
    ground(canvas, 206, mix("#7b7f8c", tones.far, 0.35))
    ground(canvas, 226, mix("#62656f", tones.near, 0.15))


def underwater(canvas: Canvas, rng: Random, tones: Tones) -> None:
    """Paint deep water with weeds, bubbles and rays."""
    water = mix("#3f8fb0", tones.near, 0.35)
    fill(canvas, canvas.gradient([(0, lighter(water, 0.45)), (1, darker(water, 0.35))]))
    for _ in range(3):
        x = rng.uniform(-40, 260)
        canvas.polygon([(x, LOW), (x + 40, LOW), (x + 110, HIGH), (x + 10, HIGH)], "#ffffff", width=0, opacity=0.1)
    for _ in range(rng.randint(4, 8)):
        x, tall, bend = rng.uniform(-20, 276), rng.uniform(60, 140), rng.uniform(-20, 20)
        canvas.path(
            f"M{x:.0f} 260q{bend:.0f} {-tall / 3:.0f} 0 {-tall / 2:.0f}t0 {-tall / 2:.0f}",
            stroke=varied(rng.choice(("#3f9a6a", "#2f8f7f", tones.accent)), rng),
            width=rng.uniform(6, 12),
        )
    for _ in range(rng.randint(8, 16)):
        canvas.ellipse(
            rng.uniform(0, 256), rng.uniform(0, 256), rng.uniform(3, 10), stroke="#e4f6fa", width=2, opacity=0.6
        )
    hill(canvas, rng, 240, 20, mix("#e8d3a0", water, 0.4))


def outer_space(canvas: Canvas, rng: Random, tones: Tones) -> None:
    """Paint stars and planets."""
    dark = mix("#262450", tones.near, 0.25)
    fill(canvas, dark)
    for _ in range(46):
        canvas.ellipse(rng.uniform(-20, 276), rng.uniform(-20, 276), rng.uniform(0.8, 2.6), fill="#fdf3cf", width=0)
    for _ in range(rng.randint(1, 3)):
        x, y, radius = rng.uniform(0, 256), rng.uniform(0, 180), rng.uniform(14, 46)
        world = varied(rng.choice((tones.accent, tones.far, tones.near)), rng)
        canvas.ellipse(x, y, radius, fill=world, width=0)
        canvas.ellipse(x - radius * 0.3, y - radius * 0.3, radius * 0.55, fill=lighter(world, 0.25), width=0)
        if rng.random() < 0.5:
            canvas.ellipse(
                x, y, radius * 1.6, radius * 0.4, stroke=lighter(world, 0.5), width=4, turn=rng.uniform(-30, 30)
            )
    hill(canvas, rng, 222, 22, mix("#8d8aa8", tones.far, 0.4))


def desert(canvas: Canvas, rng: Random, tones: Tones) -> None:
    """Paint dunes, a big sun and cacti."""
    fill(canvas, canvas.gradient([(0, tones.sky), (1, mix(tones.sky, "#f2a65e", 0.5))]))
    canvas.ellipse(
        rng.uniform(20, 236), rng.uniform(40, 130), rng.uniform(24, 52), fill=mix("#ffd98a", tones.accent, 0.3), width=0
    )
    hill(canvas, rng, 170, 50, mix("#d99a5b", tones.far, 0.4))
    for _ in range(rng.randint(1, 3)):
        x, y, tall = rng.uniform(-10, 266), rng.uniform(180, 205), rng.uniform(40, 80)
        green = mix("#5d9a5a", tones.near, 0.2)
        canvas.path(
            f"M{x:.0f} {y:.0f}v{-tall:.0f}M{x:.0f} {y - tall * 0.4:.0f}h18v{-tall * 0.3:.0f}M{x:.0f} {y - tall * 0.3:.0f}h-16"
            f"v{-tall * 0.3:.0f}",
            stroke=green,
            width=11,
        )
    hill(canvas, rng, 208, 24, mix("#e9b872", tones.near, 0.2))


def rainy(canvas: Canvas, rng: Random, tones: Tones) -> None:
    """Paint a rainy street."""
    grey = mix("#8fa3b5", tones.sky, 0.35)
    fill(canvas, grey)
    for _ in range(3):
        cloud(canvas, rng.uniform(-20, 276), rng.uniform(-20, 50), rng.uniform(22, 40), lighter(grey, 0.3))
    hill(canvas, rng, 180, 70, mix(tones.far, grey, 0.4))
    ground(canvas, 200, mix("#62656f", tones.near, 0.25))
    for _ in range(40):
        x, y = rng.uniform(-20, 276), rng.uniform(-20, 276)
        canvas.path(f"M{x:.0f} {y:.0f}l-4 14", stroke=lighter(grey, 0.55), width=2)
