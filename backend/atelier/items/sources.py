"""Where the rows of a dataset that no recipe writes come from: uploaded files, one below a root, files in a folder."""

import re
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from fnmatch import fnmatchcase
from pathlib import Path, PurePosixPath
from typing import Any

from sqlalchemy.orm import Session

from atelier import clock
from atelier.db.tables import Item, Project
from atelier.errors import Conflict, InvalidInput
from atelier.items import entries, folders, uploads
from atelier.items.store import Store
from atelier.storage import roots
from atelier.storage.formats.reading import SUFFIXES, TableFile
from atelier.storage.names import shown

MAX_FILES = 1_000


@contextmanager
def opened(session: Session, *, project: Project, store: Store, source: dict[str, Any]) -> Iterator[list[TableFile]]:
    """Give the files that a dataset is read from, in order.

    `source` is `{"kind": "upload", "upload_id"}`, `{"kind": "root", "root", "path"}`, `{"kind": "raw", "blob", "name",
    "more": [...]}` for files that were uploaded before, or `{"kind": "folder", "folder_id", "pattern"}`.
    """
    with ExitStack() as stack:
        match source["kind"]:
            case "root":
                root = roots.find_root(store.roots, source["root"])
                yield [_below_root(stack, root, source["path"], "source.root.path")]
            case "raw":
                yield [TableFile(store.blobs.path(one["blob"]), one["name"]) for one in [source, *more(source)]]
            case "folder":
                yield _in_folder(session, stack, project, store, source)
            case _:
                upload = uploads.require(session, project=project, upload_id=source["upload_id"])
                files = uploads.files_of(session, upload)
                if len(files) != 1:
                    raise InvalidInput.at("source", f"A dataset is made from one file; this upload holds {len(files)}.")
                yield [TableFile(store.blobs.path(files[0].blob), files[0].path)]


def kept(session: Session, *, project: Project, source: dict[str, Any]) -> dict[str, Any]:
    """Return a source as it is kept with the dataset: an upload's file by its blob, a folder by its id and version."""
    if source["kind"] == "folder":
        folder = folders.require(session, project=project, folder_id=source["folder_id"])
        return {**source, "folder_id": folder.id, "folder_version": folder.version}
    if source["kind"] != "upload":
        return source
    upload = uploads.require(session, project=project, upload_id=source["upload_id"])
    file = uploads.files_of(session, upload)[0]
    upload.finished_at = clock.now()
    return {"kind": "raw", "blob": file.blob, "name": file.path, "size": file.size}


def more(source: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the files that were appended to the first."""
    appended: list[dict[str, Any]] = source.get("more", [])
    return appended


def with_appended(source: dict[str, Any], added: dict[str, Any]) -> dict[str, Any]:
    """Return a source with one more uploaded file behind the others."""
    return {**source, "more": [*more(source), {name: added[name] for name in ("blob", "name", "size")}]}


def demand_appendable(dataset: Item) -> dict[str, Any]:
    """Return a dataset's source; raises `Conflict` for one that does not consist of uploaded files."""
    source = dataset.params.get("source")
    if not source:
        raise Conflict(f"The rows of {dataset.name} follow from the recipe that writes it; no file can be appended.")
    if source["kind"] != "raw":
        raise Conflict(
            f"{dataset.name} reads its rows where they lie; put further rows there, then read it again.",
        )
    known: dict[str, Any] = source
    return known


def matching(paths: Sequence[str], pattern: str) -> list[str]:
    """Return the paths that match a pattern of `*`, `**` and `?`; one without a slash is for names in any sub-folder.

    An empty pattern stands for every file whose name ends as tables' do.
    """
    if not pattern:
        return [path for path in paths if PurePosixPath(path).suffix.lower() in SUFFIXES]
    # a run of stars means what one does; as it stands it could take for ever
    wanted = [part if part == "**" else re.sub(r"\*+", "*", part) for part in pattern.strip("/").split("/")]
    wanted = [part for place, part in enumerate(wanted) if place == 0 or (part, wanted[place - 1]) != ("**", "**")]
    return [path for path in paths if _is_match(path.split("/"), wanted if "/" in pattern else ["**", *wanted])]


def _is_match(parts: Sequence[str], wanted: Sequence[str]) -> bool:
    """Compare parts of a path with those of a pattern, where `**` is any number; takes time of their product."""
    reached = {0}
    for part in parts:
        reached |= {at + 1 for at in reached if at < len(wanted) and wanted[at] == "**"}
        step = set()
        for at in reached:
            if at < len(wanted):
                if wanted[at] == "**":
                    step.add(at)
                elif fnmatchcase(part.lower(), wanted[at].lower()):
                    step.add(at + 1)
        reached = step
    reached |= {at + 1 for at in sorted(reached) if at < len(wanted) and wanted[at] == "**"}
    return len(wanted) in reached


def _in_folder(
    session: Session, stack: ExitStack, project: Project, store: Store, source: dict[str, Any]
) -> list[TableFile]:
    folder = folders.require(session, project=project, folder_id=source["folder_id"])
    by_path = {entry.path: entry for entry in entries.iterate(session, folder=folder)}
    found = matching(sorted(by_path), source.get("pattern", ""))
    if not found:
        what = f"matches “{shown(source['pattern'])}”" if source.get("pattern") else "is a table"
        raise InvalidInput.at("source.pattern", f"No file of {folder.name} {what}.")
    if len(found) > MAX_FILES:
        raise InvalidInput.at(
            "source.pattern", f"{len(found):,} files match; at most {MAX_FILES:,} are read as one dataset."
        )
    files = []
    for path in found:
        if folder.origin == "linked":
            root, below = store.link_of(folder)
            whole = f"{below}/{path}" if below else path
            files.append(TableFile(_below_root(stack, root, whole, "source.folder_id").path, path))
        else:
            files.append(TableFile(store.blobs.path(by_path[path].content), path))
    return files


def _below_root(stack: ExitStack, root: roots.Root, path: str, field: str) -> TableFile:
    place = root.resolve(path)
    if not place.is_file():
        raise InvalidInput.at(field, f"“{path}” is a folder. Choose the file with the table.")
    file = stack.enter_context(root.open(path))  # refuses links and devices
    # the open file is read, whatever its name comes to mean meanwhile
    return TableFile(Path(f"/proc/self/fd/{file.fileno()}"), place.name)
