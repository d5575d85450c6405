"""Which place answers: the running recipe's, or a server over the network."""

import os
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ._recipe_place import RecipePlace
    from ._remote_place import RemotePlace

_remote: dict[str, str] = {}


def is_recipe() -> bool:
    """Say whether this process runs a recipe."""
    return "ATELIER_RECIPE" in os.environ


def place() -> "RecipePlace | RemotePlace":
    """Return the place of this process."""
    return recipe_place() if is_recipe() else remote_place()


@cache
def recipe_place() -> "RecipePlace":
    """Return the running recipe's place; raises `RuntimeError` outside of one."""
    from ._recipe_place import load

    if not is_recipe():
        raise RuntimeError("This is known inside of a recipe only, and no recipe is running here.")
    return load(os.environ["ATELIER_RECIPE"])


def remote_place() -> "RemotePlace":
    """Return the server that `set_remote_dss` or the environment names; raises `RuntimeError` when none does."""
    host = _remote.get("host") or os.environ.get("ATELIER_URL") or os.environ.get("DKU_DSS_URL")
    key = _remote.get("key") or os.environ.get("ATELIER_API_KEY") or os.environ.get("DKU_API_KEY")
    if not host or not key:
        raise RuntimeError(
            "No Atelier is known here. Set ATELIER_URL and ATELIER_API_KEY in the environment, or call "
            'dataiku.set_remote_dss("http://localhost:8000", "your API key") first.'
        )
    return _remote_place(host, key)


@cache
def _remote_place(host: str, key: str) -> "RemotePlace":
    from ._remote_place import RemotePlace

    return RemotePlace(host, key)


def set_remote_dss(url: str, api_key: str, no_check_certificate: bool = False) -> None:
    """Name the server to ask, and the API key to ask with."""
    if no_check_certificate:
        raise ValueError("Certificates are always checked. Give the server's own authority with SSL_CERT_FILE.")
    _remote.update(host=url, key=api_key)


def set_default_project_key(key: str) -> None:
    """Set the project that names without one belong to."""
    _remote["project"] = key


def default_project_key() -> str:
    """Return the project that names without one belong to; raises `RuntimeError` when none is known."""
    if is_recipe():
        return recipe_place().project_key
    key = _remote.get("project") or os.environ.get("DKU_CURRENT_PROJECT_KEY")
    if not key:
        raise RuntimeError('No project is known here. Call dataiku.set_default_project_key("KEY") first.')
    return key


def api_client() -> Any:
    """Return a client of the open package `dataikuapi` (it must be installed) for the same server and person."""
    if is_recipe():
        raise RuntimeError("A recipe reads its inputs and writes its outputs; it holds no key to the server.")
    import dataikuapi

    found = remote_place()
    return dataikuapi.DSSClient(found.host, found.key)


def written() -> dict[str, Any]:
    """Return what the running recipe has written, by slot."""
    return recipe_place().written()
