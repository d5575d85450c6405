"""The module `dataiku` as recipes and notebooks know it, for Atelier: datasets, folders and variables of the project.

Written for this project after Dataiku's public documentation of its Python interface; it works with Atelier only.
In a recipe it reads and writes files on the disk and knows the declared inputs and outputs only. Elsewhere (in a
notebook) it asks the server, as the person whose key stands in the environment.
"""

from . import customrecipe, pandasutils, recipe, runnables
from ._places import api_client, default_project_key, set_default_project_key, set_remote_dss, written
from ._variables import get_custom_variables, get_flow_variables
from .dataset import Dataset
from .folder import Folder

__all__ = [
    "Dataset",
    "Folder",
    "api_client",
    "customrecipe",
    "default_project_key",
    "get_custom_variables",
    "get_flow_variables",
    "pandasutils",
    "recipe",
    "runnables",
    "set_default_project_key",
    "set_remote_dss",
    "written",
]
