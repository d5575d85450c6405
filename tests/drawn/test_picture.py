"""Pictures of characters and objects from a name and a seed."""

import numpy as np
import pytest

from atelier.drawn import CHARACTERS, OBJECT_CLASSES, draw_character, draw_object
from atelier.drawn.picture import LARGEST_SIDE_PIXELS, SMALLEST_SIDE_PIXELS
from atelier.errors import NotFound


def test_there_are_at_least_twelve_characters_named_as_files_are() -> None:
    assert len(CHARACTERS) >= 12
    assert len(set(CHARACTERS)) == len(CHARACTERS)
    assert all(name.replace("_", "").isalpha() and name.islower() and name.count("_") == 1 for name in CHARACTERS)


def test_there_are_over_a_hundred_object_classes_and_no_character_among_them() -> None:
    assert len(set(OBJECT_CLASSES)) == len(OBJECT_CLASSES) >= 100
    assert not set(OBJECT_CLASSES) & set(CHARACTERS)
    assert {"umbrella", "volleyball", "street_sign", "desk", "comic_book", "book_jacket", "fence"} <= set(
        OBJECT_CLASSES
    )


@pytest.mark.parametrize("name", CHARACTERS)
def test_a_character_is_drawn_again_alike_from_the_same_seed_only(name: str) -> None:
    first, again, other = draw_character(name, 7), draw_character(name, 7), draw_character(name, 8)
    assert first.tobytes() == again.tobytes()
    assert first.tobytes() != other.tobytes()


@pytest.mark.parametrize("name", OBJECT_CLASSES)
def test_every_object_class_draws_a_picture_with_something_in_it(name: str) -> None:
    picture = draw_object(name, 3)
    assert picture.mode == "RGB"
    assert np.asarray(picture).std() > 4


def test_sizes_vary_within_their_bounds() -> None:
    sizes = [draw_character(CHARACTERS[seed % len(CHARACTERS)], seed).size for seed in range(60)]
    sides = [side for size in sizes for side in size]
    assert min(sides) >= SMALLEST_SIDE_PIXELS
    assert max(sides) <= LARGEST_SIDE_PIXELS
    assert len(set(sizes)) > 20


def test_an_unknown_name_is_answered_with_the_known_ones() -> None:
    with pytest.raises(NotFound, match=r"no drawn character “nobody”.*ada_marsh"):
        draw_character("nobody", 1)
    with pytest.raises(NotFound, match="no drawn object class “nothing”"):
        draw_object("nothing", 1)
