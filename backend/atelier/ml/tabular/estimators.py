"""Estimators on disk: skops, which stores parameters and names of classes, never code.

Only classes of scikit-learn and NumPy are made again; a file that names any other is refused. A filter, not a wall:
models are loaded in the processes that run recipes, never in the server.
"""

from pathlib import Path
from typing import Any

from atelier.errors import InvalidInput

FILE = "estimator.skops"
ONLY_SKLEARN = "Models are stored without pickle, so an estimator must be made of parts of scikit-learn alone."
_TRUSTED = ("sklearn.", "numpy.", "scipy.sparse.", "collections.OrderedDict")


def save(fitted: Any, folder: Path) -> None:
    """Write a fitted estimator."""
    from skops import io

    io.dump(fitted, folder / FILE)


def load(folder: Path) -> Any:
    """Read an estimator; raises `InvalidInput` for one that is not scikit-learn's."""
    from skops import io

    unknown = _foreign_first(folder)
    if unknown and not unknown[0].startswith(_TRUSTED):
        raise InvalidInput(
            f"The model's file {FILE} names {unknown[0]}, which is not a part of scikit-learn. It is not loaded."
        )
    return io.load(folder / FILE, trusted=unknown)


def demand_known(folder: Path) -> None:
    """Raise `InvalidInput` where a file that was just written could not be read again."""
    unknown = _foreign_first(folder)
    if unknown and not unknown[0].startswith(_TRUSTED):
        raise InvalidInput(f"The estimator holds a {unknown[0]}. {ONLY_SKLEARN}")


def _foreign_first(folder: Path) -> list[str]:
    """Return the types that a file names and skops does not know, those that are not scikit-learn's first."""
    from skops import io

    try:
        unknown = list(io.get_untrusted_types(file=folder / FILE))
    except Exception as error:
        raise InvalidInput(f"The model's file {FILE} cannot be read: {error}") from error
    return sorted(unknown, key=lambda name: (name.startswith(_TRUSTED), name))
