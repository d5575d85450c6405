"""The feature cache: what the frozen part of a network gives for a picture, kept on disk and shared by all runs.

A value is named by the picture's content, the size and preprocessing of its pixels, and the content of the network
that computed it, so two runs may share it whenever they would compute the same. Values of one network lie together in
shards: an array and the list of pictures in it, each written under a temporary name and renamed, so any number of
processes can read and write at once.
"""

import hashlib
import os
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from atelier import jsontext

MAX_VALUE_BYTES = 64 * 2**10  # larger values cost more to keep than to compute anew
MAX_CACHE_BYTES = 4 * 2**30


def group_key(network_hash: str, preprocessing: dict[str, Any], size: tuple[int, int], resampling: str) -> str:
    """Return the name of the values of one network on pictures prepared in one way."""
    text = jsontext.dumps([network_hash, sorted(preprocessing.items()), list(size), resampling])
    return hashlib.sha256(text.encode()).hexdigest()


@dataclass
class FeatureCache:
    """The values of one group; `hits` and `misses` count what was asked."""

    folder: Path
    hits: int = 0
    misses: int = 0
    _arrays: list[NDArray[np.float32]] = field(default_factory=list)
    _places: dict[str, tuple[int, int]] = field(default_factory=dict)
    _new: dict[str, NDArray[np.float32]] = field(default_factory=dict)

    @classmethod
    def open(cls, root: Path, key: str) -> "FeatureCache":
        """Open the group `key` below `root`; unreadable shards are passed over."""
        cache = cls(root / key[:2] / key)
        for index in sorted(cache.folder.glob("*.json")):
            try:
                contents = jsontext.loads(index.read_bytes())
                array = np.load(index.with_suffix(".npy"), mmap_mode="r", allow_pickle=False)
            except (OSError, ValueError):
                continue
            if len(array) == len(contents):
                cache._places.update({content: (len(cache._arrays), row) for row, content in enumerate(contents)})
                cache._arrays.append(array)
        return cache

    def get(self, content: str) -> NDArray[np.float32] | None:
        """Return the value of a picture, or None."""
        if content in self._new:
            return self._new[content]
        place = self._places.get(content)
        if place is None:
            self.misses += 1
            return None
        self.hits += 1
        return np.asarray(self._arrays[place[0]][place[1]])

    def put(self, content: str, value: NDArray[np.float32]) -> None:
        """Remember a value until `save`; one too large to be worth keeping is not."""
        if value.nbytes <= MAX_VALUE_BYTES:
            self._new[content] = np.array(value, np.float32)

    def save(self) -> None:
        """Write the new values as a shard. A full disk loses the cache, never the run."""
        if not self._new:
            return
        name = uuid.uuid4().hex
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            part = self.folder / f"{name}.part"
            with part.open("wb") as file:
                np.save(file, np.stack(list(self._new.values())), allow_pickle=False)
            part.rename(self.folder / f"{name}.npy")
            index = self.folder / f"{name}.index"
            index.write_text(jsontext.dumps(list(self._new)))
            index.rename(self.folder / f"{name}.json")
        except OSError:
            return
        self._new.clear()


def trim(root: Path, limit_bytes: int = MAX_CACHE_BYTES) -> None:
    """Delete the shards longest unused until the cache is within its bound."""
    shards = [(path.stat().st_mtime, path.stat().st_size, path) for path in _shards(root)]
    total = sum(size for _, size, _ in shards)
    for _, size, path in sorted(shards, key=lambda shard: shard[0]):
        if total <= limit_bytes:
            return
        for ending in (".json", ".npy"):
            path.with_suffix(ending).unlink(missing_ok=True)
        total -= size


def _shards(root: Path) -> Sequence[Path]:
    found = []
    for folder, _, names in os.walk(root):
        found += [Path(folder, name) for name in names if name.endswith(".npy")]
    return [path for path in found if path.exists()]
