"""Whole folders of drawn pictures with their labels, the same byte for byte from the same seed."""

import csv
import os
import re
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from dataclasses import dataclass
from io import BytesIO
from multiprocessing import get_context
from pathlib import Path
from random import Random

from atelier.drawn.characters import CHARACTERS
from atelier.drawn.light import jpeg_quality
from atelier.drawn.picture import draw_character
from atelier.errors import InvalidInput, Stopped

TRAIN_FOLDER = "images_train"
TEST_FOLDER = "images_test"
LABELS_FILE = "labels.csv"
PICTURES_PER_TASK = 20


@dataclass(frozen=True)
class DrawnFile:
    """A picture to draw: who, from which seed, and where it goes below the target folder."""

    character: str
    seed: int
    path: str


@dataclass(frozen=True)
class TutorialPictures:
    """What was written: the folders, the label file, and the count of pictures by character."""

    train_folder: Path
    test_folder: Path
    labels_file: Path
    train_counts: dict[str, int]
    test_counts: dict[str, int]


def character_of(path: str) -> str | None:
    """Return the character that a written file shows, by its name; None where the name is of another kind."""
    match = re.fullmatch(r"(.+?)(?:_pic)?_\d+", Path(path).stem)
    return match[1] if match and match[1] in CHARACTERS else None


def uneven_counts(total: int, characters: Sequence[str], rng: Random) -> dict[str, int]:
    """Share `total` among the characters as life does: no two quite alike, nobody left out while it lasts."""
    weights = [rng.uniform(0.75, 1.25) for _ in characters]
    exact = [weight * total / sum(weights) for weight in weights]
    counts = [int(value) for value in exact]
    by_remainder = sorted(range(len(characters)), key=lambda index: exact[index] - counts[index], reverse=True)
    for index in by_remainder[: total - sum(counts)]:
        counts[index] += 1
    for index in range(len(counts)):
        if counts[index] == 0 and total >= len(counts):
            counts[counts.index(max(counts))] -= 1
            counts[index] = 1
    return dict(zip(characters, counts, strict=True))


def encode_character(name: str, seed: int) -> bytes:
    """Return the JPEG file of a character's picture."""
    buffer = BytesIO()
    draw_character(name, seed).save(buffer, "JPEG", quality=jpeg_quality(Random(f"quality {name} {seed}")))
    return buffer.getvalue()


def _planned(
    folder_name: str, counts: dict[str, int], name_file: Callable[[str, int], str], seed: int
) -> list[DrawnFile]:
    return [
        DrawnFile(
            character,
            Random(f"{seed} {folder_name} {character} {number}").getrandbits(53),
            f"{folder_name}/{name_file(character, number)}",
        )
        for character, count in counts.items()
        for number in range(count)
    ]


def _write_files(folder: str, files: Sequence[DrawnFile]) -> int:
    for file in files:
        Path(folder, file.path).write_bytes(encode_character(file.character, file.seed))
    return len(files)


def _write_in_processes(folder: Path, tasks: list[list[DrawnFile]], processes: int) -> Iterator[int]:
    # Spawned, never forked: the caller may hold TensorFlow's threads.
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        waiting: set[Future[int]] = {pool.submit(_write_files, str(folder), task) for task in tasks}
        try:
            while waiting:
                done, waiting = wait(waiting, timeout=0.5, return_when=FIRST_COMPLETED)
                yield sum(future.result() for future in done)
        finally:
            for future in waiting:
                future.cancel()


def write_tutorial_pictures(
    folder: Path,
    *,
    train: int,
    test: int,
    seed: int = 1337,
    characters: Sequence[str] = CHARACTERS,
    processes: int | None = None,
    progress: Callable[[int, int], None] | None = None,
    should_stop: Callable[[], bool] | None = None,
) -> TutorialPictures:
    """Draw `train` and `test` pictures into two flat folders below `folder`, with `labels.csv` for the training ones.

    `progress` receives the pictures done and their total. With `processes` of 0 or 1 everything is drawn in this
    process; by default one process a core is used where there is enough to draw.
    Raises InvalidInput for a count below zero or an unknown character, Stopped where `should_stop` answers true.
    """
    unknown = [name for name in characters if name not in CHARACTERS]
    if unknown:
        raise InvalidInput.at(
            "characters", f"There is no drawn character “{unknown[0]}”. Known: {', '.join(CHARACTERS)}."
        )
    if not characters or len(set(characters)) != len(characters):
        raise InvalidInput.at("characters", "Name at least one character, and each only once.")
    if train < 0 or test < 0:
        raise InvalidInput.at("train" if train < 0 else "test", "A number of pictures cannot be below zero.")
    train_counts = uneven_counts(train, characters, Random(f"{seed} train"))
    test_counts = uneven_counts(test, characters, Random(f"{seed} test"))
    train_files = _planned(TRAIN_FOLDER, train_counts, lambda who, number: f"{who}_pic_{number:04d}.jpg", seed)
    test_files = _planned(TEST_FOLDER, test_counts, lambda who, number: f"{who}_{number}.jpg", seed)
    for name in (TRAIN_FOLDER, TEST_FOLDER):
        (folder / name).mkdir(parents=True, exist_ok=True)

    files = train_files + test_files
    tasks = [files[start : start + PICTURES_PER_TASK] for start in range(0, len(files), PICTURES_PER_TASK)]
    workers = processes if processes is not None else min(os.cpu_count() or 1, len(files) // 200)
    steps = (
        _write_in_processes(folder, tasks, workers)
        if workers > 1
        else (_write_files(str(folder), task) for task in tasks)
    )
    done = 0
    for count in steps:
        done += count
        if progress is not None and count:
            progress(done, len(files))
        if should_stop is not None and should_stop():
            raise Stopped(f"Drawing was stopped after {done} of {len(files)} pictures.")
    labels_file = folder / LABELS_FILE
    with labels_file.open("w", newline="", encoding="utf-8") as handle:
        writer = csv.writer(handle, lineterminator="\n")
        writer.writerow(("path", "full_path", "target"))
        for file in train_files:
            writer.writerow((Path(file.path).name, file.path, file.character))
    return TutorialPictures(folder / TRAIN_FOLDER, folder / TEST_FOLDER, labels_file, train_counts, test_counts)
