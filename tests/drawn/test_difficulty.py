"""The drawn characters must not be told apart by colour and place alone."""

import numpy as np
from numpy.typing import NDArray
from sklearn.ensemble import RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from atelier.drawn import CHARACTERS, draw_character

Sample = tuple[NDArray[np.float32], NDArray[np.str_]]


def raw_pixels(first_seed: int, count: int) -> Sample:
    names = [CHARACTERS[index % len(CHARACTERS)] for index in range(count)]
    rows = [
        np.asarray(draw_character(name, first_seed + i).resize((32, 32)), np.float32) for i, name in enumerate(names)
    ]
    return np.stack(rows).reshape(count, -1) / 255, np.array(names)


def test_classifiers_on_raw_pixels_stay_far_below_sixty_per_cent() -> None:
    train, labels = raw_pixels(0, 480)
    test, truth = raw_pixels(50_000, 160)
    linear = make_pipeline(StandardScaler(), LogisticRegression(C=0.001, max_iter=200)).fit(train, labels)
    forest = RandomForestClassifier(100, random_state=0).fit(train, labels)
    assert linear.score(test, truth) < 0.5
    assert forest.score(test, truth) < 0.5
