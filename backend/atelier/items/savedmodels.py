"""Saved models: an item whose versions are folders of files, exactly one of them active.

`Item.version` is the active version, so all that reads a model goes stale when another is made active. The item's
fingerprint is that of its newest version: the recipe that trains it is up to date once it ran, whichever is active.
A version's files are entries from its number to the next; an earlier version can be deleted, and brought back.
"""

from collections.abc import Sequence
from typing import Any, Literal

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from atelier import clock, ids
from atelier.db.tables import FolderEntry, Item, ItemVersion, Project
from atelier.errors import Conflict, NotFound
from atelier.items import naming
from atelier.items.folders import NewFile
from atelier.projects.events import item_changed

Activation = Literal["always", "if_not_worse", "never"]
ACTIVATION, RANKED_BY = "activation", "ranked_by"
_DELETED = "deleted_at"
_MOST_ACTIVATIONS = 100


def create(session: Session, *, project: Project, name: str, author: str) -> Item:
    """Make a saved model without a version."""
    clean = naming.clean(name)
    naming.demand_free(session, project=project, kind="model", name=clean)
    now = clock.now()
    model = Item(
        id=ids.item_id(),
        project_key=project.key,
        kind="model",
        name=clean,
        origin="managed",
        created_at=now,
        created_by=author,
        updated_at=now,
    )
    session.add(model)
    session.flush()
    item_changed(session, project_key=project.key, object="item", id=model.id, change="created")
    return model


def require(session: Session, *, project: Project, model_id: str) -> Item:
    """Return a saved model of the project by id, or by name; raises `NotFound`."""
    model = session.get(Item, model_id)
    if model is None or model.project_key != project.key or model.kind != "model" or model.deleted_at is not None:
        model = session.scalar(
            select(Item).where(
                Item.project_key == project.key,
                Item.kind == "model",
                Item.name == model_id,
                Item.deleted_at.is_(None),
            )
        )
    if model is None:
        raise NotFound(
            f"There is no saved model “{model_id}” in this project. It may have been deleted: look in the trash."
        )
    return model


def list_of(session: Session, *, project: Project) -> Sequence[Item]:
    """Return the saved models of a project, by name."""
    query = select(Item).where(Item.project_key == project.key, Item.kind == "model", Item.deleted_at.is_(None))
    return session.scalars(query.order_by(Item.name, Item.id)).all()


def versions_of(session: Session, model: Item, *, deleted: bool = False) -> Sequence[ItemVersion]:
    """Return the versions of a model, newest first: those that are there, or those that were deleted."""
    query = select(ItemVersion).where(ItemVersion.item_id == model.id).order_by(ItemVersion.version.desc())
    return [one for one in session.scalars(query) if is_deleted(one) == deleted]


def is_deleted(version: ItemVersion) -> bool:
    """Say whether a version was deleted and can be brought back."""
    return bool(version.manifest.get(_DELETED))


def require_version(session: Session, model: Item, version: int) -> ItemVersion:
    """Return a version of a model; raises `NotFound`."""
    found = session.get(ItemVersion, (model.id, version))
    if found is None or is_deleted(found):
        raise NotFound(f"{model.name} has no version {version}. It may have been deleted.")
    return found


def add_version(
    session: Session,
    *,
    model: Item,
    files: Sequence[NewFile],
    facts: dict[str, Any],
    author: str,
    reason: str,
    attempt_id: int | None = None,
    fingerprint: str | None = None,
) -> ItemVersion:
    """Make the next version from files whose bytes are in the store.

    `facts["activation"]` says whether it becomes the active one: `always` (the default), `if_not_worse` by the metric
    `facts["ranked_by"]` (`{name, greater_is_better}`), or `never`. The first version always does.
    """
    session.refresh(model, ["version", "params", "facts"], with_for_update=True)
    last = session.scalar(select(func.max(ItemVersion.version)).where(ItemVersion.item_id == model.id)) or 0
    number = last + 1
    kept = {name: value for name, value in facts.items() if name != ACTIVATION}
    kept |= {"files": len(files), "bytes": sum(file.size for file in files)}
    now = clock.now()
    made = ItemVersion(
        item_id=model.id,
        version=number,
        created_at=now,
        created_by=author,
        attempt_id=attempt_id,
        reason=reason,
        fingerprint=fingerprint,
        facts=kept,
    )
    session.add(made)
    _insert(session, model.id, number, files)
    model.fingerprint = fingerprint
    model.built_at = model.updated_at = now
    model.revision += 1
    if model.version == 0 or _becomes_active(session, model, kept, facts.get(ACTIVATION, "always")):
        _set_active(model, made, author)
    session.flush()
    item_changed(session, project_key=model.project_key, object="item", id=model.id, change="changed")
    return made


def activate(session: Session, *, model: Item, version: int, author: str) -> None:
    """Make a version the one that recipes read; they go stale. Raises `NotFound`."""
    session.refresh(model, ["version", "params"], with_for_update=True)
    found = require_version(session, model, version)
    if model.version != version:
        _set_active(model, found, author)
        model.updated_at = clock.now()
        model.revision += 1
        session.flush()
        item_changed(session, project_key=model.project_key, object="item", id=model.id, change="changed")


def delete_version(session: Session, *, model: Item, version: int) -> None:
    """Put a version away; raises `Conflict` for the active one."""
    session.refresh(model, ["version"], with_for_update=True)
    found = require_version(session, model, version)
    if model.version == version:
        raise Conflict(f"Version {version} is the active one. Make another version active first, then delete this one.")
    found.manifest = {**found.manifest, _DELETED: clock.now().isoformat()}
    session.flush()
    item_changed(session, project_key=model.project_key, object="item", id=model.id, change="changed")


def restore_version(session: Session, *, model: Item, version: int) -> None:
    """Bring a deleted version back; raises `NotFound` when it is not among the deleted."""
    found = session.get(ItemVersion, (model.id, version))
    if found is None or not is_deleted(found):
        raise NotFound(f"Version {version} of {model.name} is not deleted.")
    found.manifest = {name: value for name, value in found.manifest.items() if name != _DELETED}
    session.flush()
    item_changed(session, project_key=model.project_key, object="item", id=model.id, change="changed")


def activations_of(model: Item) -> list[dict[str, Any]]:
    """Return when which version was made active, and by whom, newest first."""
    return list(reversed(model.params.get("activations", [])))


def _set_active(model: Item, version: ItemVersion, author: str) -> None:
    model.version = version.version
    model.facts = dict(version.facts)
    told = {"version": version.version, "at": clock.now().isoformat(), "by": author}
    model.params = {**model.params, "activations": [*model.params.get("activations", []), told][-_MOST_ACTIVATIONS:]}


def _becomes_active(session: Session, model: Item, facts: dict[str, Any], activation: Activation) -> bool:
    if activation != "if_not_worse":
        return activation == "always"
    active = session.get(ItemVersion, (model.id, model.version))
    ranked = facts.get(RANKED_BY) or {}
    name = str(ranked.get("name", ""))
    now = facts.get("metrics", {}).get(name)
    before = active.facts.get("metrics", {}).get(name) if active is not None else None
    if now is None or before is None:
        return before is None  # a model that cannot be judged does not replace one that was
    return bool(now >= before if ranked.get("greater_is_better", True) else now <= before)


def _insert(session: Session, model_id: str, version: int, files: Sequence[NewFile]) -> None:
    if files:
        session.execute(
            insert(FolderEntry),
            [
                {
                    "folder_id": model_id,
                    "path": file.path,
                    "content": file.content,
                    "size": file.size,
                    "mtime": file.mtime,
                    "is_picture": False,
                    "group_name": "",
                    "since_version": version,
                    "until_version": version + 1,
                }
                for file in files
            ],
        )
