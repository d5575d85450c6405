"""Estimators on disk: skops, which stores parameters and names of classes, never code.

Only classes of scikit-learn and NumPy are made again; a file that names any other is refused. A filter, not a wall:
models are loaded in the processes that run recipes, never in the server.
"""

from pathlib import Path
from typing import Any

from atelier.errors import InvalidInput

FILE = "estimator.skops"
_TRUSTED = ("sklearn.", "numpy.", "scipy.sparse.", "collections.OrderedDict")


def save(fitted: Any, folder: Path) -> None:
    """Write a fitted estimator."""
    from skops import io

    io.dump(fitted, folder / FILE)


def load(folder: Path) -> Any:
    """Read an estimator; raises `InvalidInput` for one that is not scikit-learn's."""
    from skops import io

    place = folder / FILE
    try:
        unknown = io.get_untrusted_types(file=place)
    except Exception as error:
        raise InvalidInput(f"The model's file {FILE} cannot be read: {error}") from error
    foreign = [name for name in unknown if not name.startswith(_TRUSTED)]
    if foreign:
        raise InvalidInput(
            f"The model's file names {foreign[0]}, which is not a part of scikit-learn. It is not loaded."
        )
    return io.load(place, trusted=unknown)
