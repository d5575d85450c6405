"""The cast of the tutorial: the characters by name."""

from atelier.drawn.cast.ada_marsh import ADA
from atelier.drawn.cast.bo_cobble import BO
from atelier.drawn.cast.hilde_frost import HILDE
from atelier.drawn.cast.juno_vale import JUNO
from atelier.drawn.cast.klaus_barley import KLAUS
from atelier.drawn.cast.mina_quill import MINA
from atelier.drawn.cast.nell_pepper import NELL
from atelier.drawn.cast.otto_brisk import OTTO
from atelier.drawn.cast.pip_lantern import PIP
from atelier.drawn.cast.rufus_tallow import RUFUS
from atelier.drawn.cast.tavi_reed import TAVI
from atelier.drawn.cast.zuzu_moth import ZUZU
from atelier.drawn.figure import Figure

FIGURES: dict[str, Figure] = {
    figure.name: figure for figure in (ADA, BO, HILDE, JUNO, KLAUS, MINA, NELL, OTTO, PIP, RUFUS, TAVI, ZUZU)
}
CHARACTERS: tuple[str, ...] = tuple(FIGURES)
