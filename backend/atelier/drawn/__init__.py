"""Pictures that the project draws itself: cartoon characters for the tutorial, and objects to pre-train a network on.

Not for decoding or scoring pictures: that is `atelier.ml.images`.
"""

from atelier.drawn.characters import CHARACTERS
from atelier.drawn.objects import OBJECT_CLASSES
from atelier.drawn.picture import draw_character, draw_object
from atelier.drawn.writer import TutorialPictures, character_of, write_tutorial_pictures

__all__ = [
    "CHARACTERS",
    "OBJECT_CLASSES",
    "TutorialPictures",
    "character_of",
    "draw_character",
    "draw_object",
    "write_tutorial_pictures",
]
