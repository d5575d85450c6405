"""The cast of the tutorial: the characters by name."""

from atelier.drawn.cast.beings import BEINGS
from atelier.drawn.cast.people import PEOPLE
from atelier.drawn.figure import Figure

FIGURES: dict[str, Figure] = {figure.name: figure for figure in sorted((*PEOPLE, *BEINGS), key=lambda each: each.name)}
CHARACTERS: tuple[str, ...] = tuple(FIGURES)
