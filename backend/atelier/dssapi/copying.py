"""A dataset's rows given to another dataset: both then name the same stored parts, so that size is no matter."""

from typing import Any

from fastapi import APIRouter

from atelier.api.deps import CallerDep, ReadableProjectForWrite, WriteSession
from atelier.auth.permissions import Permission
from atelier.db.tables import Item, Project
from atelier.dssapi import names
from atelier.dssapi.bodies import ObjectBody, text_of
from atelier.dssapi.paths import PREFIX
from atelier.errors import Conflict, InvalidInput
from atelier.items import datasets
from atelier.projects import service

router = APIRouter(prefix=f"{PREFIX}/projects/{{key}}/datasets/{{name}}", tags=["dss"])


@router.post("/actions/copyTo")
def copy_to(
    name: str, body: ObjectBody, project: ReadableProjectForWrite, session: WriteSession, caller: CallerDep
) -> dict[str, Any]:
    """Copy all rows to another dataset, in place of its rows or behind them."""
    source = names.dataset(session, project, name)
    key = body.get("targetProjectKey") or project.key
    target_project = service.require(session, caller, str(key), Permission.WRITE_CONF)
    target = names.dataset(session, target_project, text_of(body, "targetDatasetName"))
    mode = body.get("writeMode") or "OVERWRITE"
    if mode not in ("OVERWRITE", "APPEND"):
        raise InvalidInput.at("writeMode", f"“{mode}” is not a way to write; OVERWRITE and APPEND are.")
    _demand_writable(session, target_project, source, target)
    kept = _parts(session, target) if mode == "APPEND" else []
    if (kept or body.get("syncSchema") is False) and target.columns and _types(source) != _types(target):
        raise InvalidInput.at(
            "syncSchema",
            f"{source.name} and {target.name} have other columns: {_listed(source)} and {_listed(target)}.",
            hint="Copy with sync_schema and OVERWRITE, or give the target the same columns first.",
        )
    parts = [*kept, *_parts(session, source)]
    datasets.publish_parts(
        session,
        dataset=target,
        parts=parts,
        columns=source.columns,
        facts={"holds": source.facts.get("holds", "table")},
        author=caller.login,
        reason=f"copied from {source.name}",
    )
    result = {"rows": target.facts["rows"], "success": True}
    return {"hasResult": True, "alive": False, "aborted": False, "jobId": None, "result": result}


def _demand_writable(session: WriteSession, project: Project, source: Item, target: Item) -> None:
    if target.id == source.id:
        raise InvalidInput.at("targetDatasetName", f"{source.name} cannot be copied to itself.")
    if source.version == 0:
        raise Conflict(f"{source.name} is not built yet, so there is nothing to copy.")
    if target.origin == "linked":
        raise Conflict(f"{target.name} reads its rows where they lie and cannot be written to.")
    for recipe in names.recipes(session, project):
        if any(io.item_id == target.id and io.direction == "output" for io in recipe.io):
            raise Conflict(f"{target.name} is written by the recipe {recipe.name}; copy to another dataset.")


def _parts(session: WriteSession, dataset: Item) -> list[dict[str, Any]]:
    found = datasets.version_of(session, dataset)
    return [] if found is None else list(found.manifest.get("parts", []))


def _types(dataset: Item) -> list[tuple[str, str, bool]]:
    return [(one.name, one.type, one.meaning == "vector") for one in datasets.columns_of(dataset)]


def _listed(dataset: Item) -> str:
    some = [f"{one.name} ({one.type})" for one in datasets.columns_of(dataset)]
    return ", ".join(some[:6]) + (f" and {len(some) - 6} more" if len(some) > 6 else "")
