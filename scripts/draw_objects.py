"""Draw the object classes into one array on disk, ready for `train_sketchnet.py`.

Usage: PYTHONPATH=backend python scripts/draw_objects.py FOLDER
"""

import argparse
import time
from concurrent.futures import ProcessPoolExecutor
from io import BytesIO
from multiprocessing import get_context
from pathlib import Path
from random import Random

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from atelier.drawn import OBJECT_CLASSES, draw_object
from atelier.drawn.light import jpeg_quality
from atelier.drawn.objects import FIGURES

CACHE_SIDE_PIXELS = 144
Task = tuple[str, tuple[int, ...]]


def picture_seeds(class_name: str, count: int, seed: int) -> tuple[int, ...]:
    """Return the seeds of a class's pictures."""
    rng = Random(f"{seed} {class_name}")
    return tuple(rng.getrandbits(53) for _ in range(count))


def draw_batch(task: Task) -> NDArray[np.uint8]:
    """Draw one class's pictures, each through JPEG as real files are, as (count, side, side, 3)."""
    name, seeds = task
    batch = np.empty((len(seeds), CACHE_SIDE_PIXELS, CACHE_SIDE_PIXELS, 3), np.uint8)
    for index, seed in enumerate(seeds):
        file = BytesIO()
        draw_object(name, seed).save(file, "JPEG", quality=jpeg_quality(Random(seed)))
        side = (CACHE_SIDE_PIXELS, CACHE_SIDE_PIXELS)
        opened = Image.open(file).convert("RGB")
        batch[index] = np.asarray(opened.resize(side, Image.Resampling.BILINEAR, reducing_gap=2.0))
    return batch


def main() -> None:
    """Draw everything; the last `--held-out` pictures of each class are kept for measuring."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--figures", type=int, default=460, help="pictures of each class of people and creatures")
    parser.add_argument("--things", type=int, default=280, help="pictures of each other class")
    parser.add_argument("--held-out", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1337)
    parser.add_argument("--processes", type=int, default=2)
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    started = time.monotonic()
    train: list[Task] = []
    held: list[Task] = []
    for name in OBJECT_CLASSES:
        count = options.figures if name in FIGURES else options.things
        seeds = picture_seeds(name, count + options.held_out, options.seed)
        train += [(name, seeds[start : min(start + 20, count)]) for start in range(0, count, 20)]
        held.append((name, seeds[count:]))
    with ProcessPoolExecutor(options.processes, mp_context=get_context("spawn")) as pool:
        for part, tasks in (("held_out", held), ("train", train)):
            total = sum(len(seeds) for _, seeds in tasks)
            shape = (total, CACHE_SIDE_PIXELS, CACHE_SIDE_PIXELS, 3)
            pictures = np.lib.format.open_memmap(options.folder / f"{part}_pictures.npy", "w+", np.uint8, shape)
            labels = np.empty(total, np.int32)
            place = 0
            for (name, _), batch in zip(tasks, pool.map(draw_batch, tasks), strict=True):
                pictures[place : place + len(batch)] = batch
                labels[place : place + len(batch)] = OBJECT_CLASSES.index(name)
                place += len(batch)
                if place % 2000 < len(batch):
                    print(f"{part}: {place} of {total}, {time.monotonic() - started:.0f} s", flush=True)
            pictures.flush()
            np.save(options.folder / f"{part}_labels.npy", labels)


if __name__ == "__main__":
    main()
