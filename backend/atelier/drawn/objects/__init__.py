"""The drawn objects: the classes that the built-in network learns first, none of them a character of the tutorial."""

from collections.abc import Callable
from random import Random

from atelier.drawn.canvas import Canvas
from atelier.drawn.objects.animals import ANIMALS
from atelier.drawn.objects.belongings import BELONGINGS
from atelier.drawn.objects.creatures import CREATURES
from atelier.drawn.objects.folk import FOLK
from atelier.drawn.objects.food import FOOD
from atelier.drawn.objects.hats import HATS
from atelier.drawn.objects.household import HOUSEHOLD
from atelier.drawn.objects.nature import NATURE
from atelier.drawn.objects.places import PLACES
from atelier.drawn.objects.textures import SCENES, TEXTURES
from atelier.drawn.objects.wild_animals import WILD_ANIMALS

Sketch = Callable[[Canvas, Random], None]

FIGURES: dict[str, Sketch] = {sketch.__name__: sketch for sketch in (*FOLK, *HATS, *ANIMALS, *WILD_ANIMALS, *CREATURES)}
THINGS: dict[str, Sketch] = {sketch.__name__: sketch for sketch in (*HOUSEHOLD, *BELONGINGS, *NATURE, *FOOD, *PLACES)}
FILLING: dict[str, Sketch] = {sketch.__name__: sketch for sketch in TEXTURES}
OBJECT_CLASSES: tuple[str, ...] = tuple(sorted((*FIGURES, *THINGS, *FILLING, *SCENES)))
