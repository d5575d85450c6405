"""Matching a label dataset with the pictures of a folder, and splitting what matches into training and validation."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from atelier.errors import ActivityFailed, InvalidInput
from atelier.ml.images.arithmetic import validation_counts
from atelier.ml.run import Run
from atelier.runner.events import WarningRaised
from atelier.storage.handles import DatasetHandle, Entry, FolderHandle

PATHS_IN_WARNING = 1000


@dataclass(frozen=True, slots=True)
class Labelled:
    """Pictures with a label each, in the order of their paths."""

    entries: list[Entry]
    labels: list[str]

    def classes(self) -> list[str]:
        """Return the distinct labels in order; a class's place is its output of the network."""
        return sorted(set(self.labels))

    def only(self, kept: NDArray[np.bool_]) -> "Labelled":
        """Return those pictures where `kept` is true."""
        places = np.flatnonzero(kept)
        return Labelled([self.entries[place] for place in places], [self.labels[place] for place in places])


@dataclass(frozen=True, slots=True)
class Split:
    """Indexes of training and validation pictures."""

    train: NDArray[np.intp]
    validation: NDArray[np.intp]


def as_label(value: Any) -> str:
    """Return a label as text: whole numbers without a decimal point, a missing one as the empty text."""
    if value is None or value is pd.NA or value is pd.NaT:
        return ""
    if isinstance(value, float | np.floating):
        if np.isnan(value):
            return ""
        number = float(value)
        return str(int(number)) if number.is_integer() and abs(number) < 2**53 else str(number)
    return str(value).strip()


def match(ctx: Run, dataset: DatasetHandle, folder: FolderHandle, path_column: str, label_column: str) -> Labelled:
    """Join labels and pictures by path, and say what does not fit; raises InvalidInput or ActivityFailed."""
    names = [column.name for column in dataset.columns]
    for field, name in (("path_column", path_column), ("label_column", label_column)):
        if name not in names:
            there = f"It has {', '.join(names)}." if names else "It has none."
            text = f"The dataset “{dataset.name}” has no column “{name}”. {there}"
            raise InvalidInput.at(f"params.{field}", text)
    if not folder.entries():
        raise ActivityFailed(
            f"The folder “{folder.name}” is empty: there is nothing to train on.", hint="Put the pictures in first."
        )
    frame = dataset.dataframe([path_column] if path_column == label_column else [path_column, label_column])
    paths = [clean_path(value) for value in frame[path_column]]
    labels = [as_label(value) for value in frame[label_column]]
    if not paths:
        raise ActivityFailed(f"The dataset “{dataset.name}” has no rows: there is nothing to train on.")
    by_path = _label_by_path(ctx, paths, labels)
    missing = [path for path in by_path if folder.get(path) is None]
    if len(missing) == len(by_path):
        raise ActivityFailed(
            f"None of the {len(by_path):,} paths in column “{path_column}” is in the folder “{folder.name}”. "
            f"The first path is “{next(iter(by_path), '')}”, the folder's first file “{folder.entries()[0].path}”.",
            hint="Choose the column that holds paths relative to the folder.",
        )
    if missing:
        what = _count(len(missing), "label names", "labels name")
        text = f"{what} a picture that is not in the folder: {first(missing)}."
        _warn(ctx, "labels_without_picture", text, missing)
    unlabelled = [entry.path for entry in folder.entries() if entry.path not in by_path]
    if unlabelled:
        text = f"{_count(len(unlabelled), 'picture has', 'pictures have')} no label and stay out: {first(unlabelled)}."
        _warn(ctx, "pictures_without_label", text, unlabelled)
    entries = [entry for entry in folder.entries() if entry.path in by_path]
    return Labelled(entries, [by_path[entry.path] for entry in entries])


def clean_path(value: Any) -> str:
    """Return a path as folders name files: slashes, none at the start."""
    text = as_label(value).replace("\\", "/")
    while text.startswith(("/", "./")):
        text = text[1:] if text.startswith("/") else text[2:]
    return text


def _label_by_path(ctx: Run, paths: Sequence[str], labels: Sequence[str]) -> dict[str, str]:
    by_path: dict[str, str] = {}
    empty: list[str] = []
    twice: list[str] = []
    contradicting: list[str] = []
    for row, (path, label) in enumerate(zip(paths, labels, strict=True), start=1):
        if not label or not path:
            empty.append(path or f"row {row}")
        elif path not in by_path:
            by_path[path] = label
        elif by_path[path] == label:
            twice.append(path)
        else:
            contradicting.append(path)
    if empty:
        _warn(
            ctx,
            "empty_labels",
            f"{_count(len(empty), 'row has', 'rows have')} no label and stay out: {first(empty)}.",
            empty,
        )
    if twice:
        _warn(
            ctx,
            "duplicate_rows",
            f"{_count(len(twice), 'row repeats', 'rows repeat')} another and count once: {first(twice)}.",
            twice,
        )
    if contradicting:
        what = _count(len(contradicting), "row gives", "rows give")
        text = f"{what} a second, different label to a picture; the first one counts: {first(contradicting)}."
        _warn(ctx, "contradicting_labels", text, contradicting)
    if not by_path:
        raise ActivityFailed("No row has both a path and a label: there is nothing to train on.")
    return by_path


def require_two_classes(labelled: Labelled, label_column: str) -> list[str]:
    """Return the classes; raises ActivityFailed for fewer than two."""
    classes = labelled.classes()
    if len(classes) == 1:
        raise ActivityFailed(
            f"Every picture has the label “{classes[0]}”. A classifier needs at least two classes.",
            hint=f"Check that “{label_column}” is the column of labels.",
        )
    return classes


def split(ctx: Run, labelled: Labelled, train_ratio: float, seed: int) -> Split:
    """Split each class by the same share, by `seed`; a class of one picture is trained on only."""
    counts = Counter(labelled.labels)
    wanted = validation_counts(counts, train_ratio)
    alone = sorted(name for name, count in counts.items() if count == 1)
    if alone:
        what = _count(len(alone), "class has", "classes have")
        text = f"{what} one picture only, which trains and cannot validate: {first(alone)}."
        _warn(ctx, "class_of_one", text, [])
    generator = np.random.default_rng([seed, 0])
    labels = np.array(labelled.labels, dtype=object)
    validation: list[NDArray[np.intp]] = []
    for name in labelled.classes():
        members = np.flatnonzero(labels == name)
        validation.append(generator.permutation(members)[: wanted[name]])
    held_out = np.sort(np.concatenate(validation))
    everything = np.arange(len(labels))
    return Split(np.setdiff1d(everything, held_out), held_out)


def one_hot(labels: Sequence[str], classes: Sequence[str]) -> NDArray[np.float32]:
    """Return labels as rows with a one at the class; training and validation are encoded together, by one list."""
    place = {name: index for index, name in enumerate(classes)}
    rows = np.zeros((len(labels), len(classes)), np.float32)
    rows[np.arange(len(labels)), [place[label] for label in labels]] = 1
    return rows


def first(names: Sequence[str]) -> str:
    """Return the first few names and the number of the others."""
    shown = ", ".join(names[:3])
    return shown if len(names) <= 3 else f"{shown} and {len(names) - 3:,} more"


def _count(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}"


def _warn(ctx: Run, code: str, text: str, paths: Sequence[str]) -> None:
    ctx.emit(WarningRaised(code=code, text=text, paths=list(paths[:PATHS_IN_WARNING])))
