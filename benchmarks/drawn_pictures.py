"""Drawn pictures: how fast they are made, and whether they ask for more than raw pixels give."""

import os
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from sklearn.ensemble import RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from atelier.drawn import character_of, write_tutorial_pictures
from benchmarks.result import Result

QUESTION = "How fast are the tutorial's pictures drawn, and how hard are they?"
TRAIN, TEST = 2_400, 480

Sample = tuple[NDArray[np.float32], list[str]]


def read(folder: Path, side: int) -> Sample:
    """Return a folder's pictures at (side, side, 3), from 0 to 255, and their characters."""
    paths = sorted(folder.iterdir())
    size = (side, side)
    pictures = [np.asarray(Image.open(path).convert("RGB").resize(size), np.float32) for path in paths]
    return np.stack(pictures), [character_of(path.name) or "" for path in paths]


def features(sample: Sample) -> Sample:
    """Return SketchNet's features of pictures of its own size."""
    from atelier.ml.images.sketchnet import PREPROCESSING, load_sketchnet

    scaled = sample[0] * PREPROCESSING["scale"] + PREPROCESSING["offset"]
    return np.asarray(load_sketchnet(include_top=False).predict(scaled, batch_size=64, verbose=0)), sample[1]


def measure() -> list[Result]:
    """Draw the tutorial's pictures once, time it, and classify them in three ways."""
    with TemporaryDirectory() as scratch:
        started = time.monotonic()
        drawn = write_tutorial_pictures(Path(scratch), train=TRAIN, test=TEST, processes=min(os.cpu_count() or 1, 2))
        seconds = (time.monotonic() - started) * 7_000 / (TRAIN + TEST)
        small = [read(folder, 32) for folder in (drawn.train_folder, drawn.test_folder)]
        large = [features(read(folder, 128)) for folder in (drawn.train_folder, drawn.test_folder)]
    (pixels, labels), (test_pixels, truth) = small
    flat, test_flat = pixels.reshape(len(pixels), -1) / 255, test_pixels.reshape(len(test_pixels), -1) / 255
    linear = make_pipeline(StandardScaler(), LogisticRegression(C=0.001, max_iter=300)).fit(flat, labels)
    forest = RandomForestClassifier(400, random_state=0).fit(flat, labels)
    layer = LogisticRegression(C=0.1, max_iter=300).fit(*large[0])
    straight, grown = linear.score(test_flat, truth) * 100, forest.score(test_flat, truth) * 100
    ours = layer.score(*large[1]) * 100
    return [
        Result("7,000 pictures drawn on two cores", seconds, "seconds", goal="under 120"),
        Result("480 named rightly: SketchNet's features", ours, "%", max(straight, grown), "raw pixels", "over 80"),
        Result("480 named rightly: logistic regression on raw pixels", straight, "%", goal="under 60"),
        Result("480 named rightly: random forest on raw pixels", grown, "%", goal="under 60"),
    ]
