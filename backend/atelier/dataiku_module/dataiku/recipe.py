"""The running recipe's inputs and outputs, for code that need not name them."""

from ._places import recipe_place
from .dataset import Dataset
from .folder import Folder


def get_inputs_as_datasets() -> list[Dataset]:
    """Return the input datasets, in order."""
    return [Dataset(name) for name in recipe_place().names("inputs", "dataset")]


def get_outputs_as_datasets() -> list[Dataset]:
    """Return the output datasets, in order."""
    return [Dataset(name) for name in recipe_place().names("outputs", "dataset")]


def get_inputs_as_folders() -> list[Folder]:
    """Return the input folders, in order."""
    return [Folder(name.split(".", 1)[1]) for name in recipe_place().names("inputs", "folder")]


def get_outputs_as_folders() -> list[Folder]:
    """Return the output folders, in order."""
    return [Folder(name.split(".", 1)[1]) for name in recipe_place().names("outputs", "folder")]
