"""Where data lies, in the words of scripts: a connection and a path."""

import os
from typing import Any

from atelier.db.tables import Item
from atelier.errors import InvalidInput
from atelier.items.store import Store
from atelier.storage import roots

ROOT_CONNECTION = "filesystem_root"
MANAGED_CONNECTIONS = frozenset({"filesystem_managed", "filesystem_folders"})

__all__ = ["MANAGED_CONNECTIONS", "ROOT_CONNECTION", "Store", "below_root", "check_connection", "params_of"]


def params_of(item: Item, store: Store, *, default: str) -> dict[str, Any]:
    """Return connection and path of an item, with whatever else a script stored there."""
    link = item.params.get("link")
    if link is not None:
        root = store.roots.get(link["root"])
        base = os.path.realpath(root.path) if root is not None else f"/{link['root']}"
        return {"connection": ROOT_CONNECTION, "path": f"{base}/{link['path']}".rstrip("/")}
    stored = dict(item.params.get("dss", {}))
    path = str(stored.get("path") or "/${projectKey}/${odbId}")
    path = path.replace("${projectKey}", item.project_key).replace("${odbId}", item.id)
    return {**stored, "connection": stored.get("connection") or default, "path": path}


def below_root(params: dict[str, Any], store: Store) -> tuple[str, str]:
    """Return root name and relative path that a script means; absolute paths below an allowed root are accepted."""
    path = params.get("path")
    if not isinstance(path, str) or not path.strip("/"):
        raise InvalidInput.at("params.path", "A path below an allowed root is needed.")
    root, relative = roots.locate(store.roots, path)
    return root.name, relative.strip("/")


def check_connection(name: str | None) -> None:
    """Raise `InvalidInput` for a connection that is not there."""
    known = {*MANAGED_CONNECTIONS, ROOT_CONNECTION}
    if name is not None and name not in known:
        raise InvalidInput.at(
            "params.connection", f"There is no connection “{name}”. There are: {', '.join(sorted(known))}."
        )
