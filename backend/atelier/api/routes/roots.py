"""Folders of the server that may be read from, and what is in them."""

from itertools import islice

from fastapi import APIRouter

from atelier.api.deps import AtelierDep, CallerDep
from atelier.api.schemas.items import RootListing, RootOut
from atelier.errors import Forbidden, InvalidInput
from atelier.storage.names import is_picture
from atelier.storage.roots import find_root, walk

router = APIRouter(prefix="/api/roots", tags=["roots"])

_MOST_SHOWN = 500
_MOST_COUNTED = 20_000


@router.get("", name="list")
def list_roots(atelier: AtelierDep, _caller: CallerDep) -> list[RootOut]:
    """Return the allowed roots."""
    return [RootOut(name=root.name, exists=root.path.is_dir()) for root in atelier.store.roots.values()]


@router.get("/{root}/listing")
def listing(atelier: AtelierDep, caller: CallerDep, root: str, path: str = "") -> RootListing:
    """Return the folders and files directly below a place, and how many files and pictures are below it in all."""
    if caller.is_of_one_project:
        raise Forbidden("A project's API key may not look through shared roots.")
    found = find_root(atelier.store.roots, root)
    place = found.resolve(path)
    if not place.is_dir():
        raise InvalidInput.at("path", f"“{path}” is a file, not a folder.")
    inside = sorted(
        (one for one in place.iterdir() if not one.name.startswith(".") and not one.is_symlink()),
        key=lambda one: one.name.casefold(),
    )
    folders = [one.name for one in inside if one.is_dir()]
    files = [one for one in inside if one.is_file()]
    counted = list(islice(walk(found, path), _MOST_COUNTED))
    return RootListing(
        root=root,
        path=path.strip("/"),
        folders=folders[:_MOST_SHOWN],
        files=[{"name": one.name, "size": one.stat().st_size} for one in files[:_MOST_SHOWN]],
        picture_count=sum(is_picture(one.path) for one in counted),
        file_count=len(counted),
        truncated=len(counted) >= _MOST_COUNTED or len(folders) > _MOST_SHOWN or len(files) > _MOST_SHOWN,
    )
