"""Projects in DSS's shapes: what they are, their metadata, variables, permissions and settings."""

from typing import Annotated, Any

from fastapi import APIRouter, Query
from sqlalchemy.orm import Session

from atelier import clock
from atelier.api.deps import (
    AdministeredProject,
    CallerDep,
    ReadableProject,
    ReadSession,
    WritableProject,
    WriteSession,
)
from atelier.auth.permissions import Permission
from atelier.db.tables import Project, User
from atelier.dssapi.bodies import ObjectBody, part_of, tags_in, text_of, unknown_keys, words_in
from atelier.dssapi.paths import PREFIX
from atelier.projects import audit, rights, service
from atelier.projects import variables as variable_service

router = APIRouter(prefix=f"{PREFIX}/projects", tags=["dss"])

_PERMISSION_NAMES = {
    "admin": Permission.ADMIN,
    "writeProjectContent": Permission.WRITE_CONF,
    "readProjectContent": Permission.READ_CONF,
}


@router.get("")
def list_projects(session: ReadSession, caller: CallerDep) -> list[dict[str, Any]]:
    """List the projects that one may see."""
    return [_summary(session, project) for project, _ in service.visible(session, caller)]


@router.post("")
def create(body: ObjectBody, session: WriteSession, caller: CallerDep) -> dict[str, Any]:
    """Make a project."""
    key = text_of(body, "projectKey")
    project = service.create(
        session,
        caller=caller,
        key=key,
        name=words_in(body, "name") or key,
        description=words_in(body, "description"),
        owner=words_in(body, "owner") or None,
    )
    project.tags = tags_in(body)
    audit.note(session, caller=caller, action="dss-create_project", project_key=key)
    return {"msg": f"Created project {key}"}


@router.get("/{key}")
def summary(project: ReadableProject, session: ReadSession) -> dict[str, Any]:
    """Say what a project is."""
    return _summary(session, project)


@router.delete("/{key}")
def delete(project: AdministeredProject, session: WriteSession) -> dict[str, Any]:
    """Put a project into the trash, with all its data."""
    service.delete(session, project=project)
    return {"hasResult": True, "alive": False, "jobId": None, "result": {"messages": [], "success": True}}


@router.get("/{key}/metadata")
def metadata(project: ReadableProject) -> dict[str, Any]:
    """Give label, description, tags and whatever else was stored beside them."""
    return {
        "label": project.name,
        "shortDesc": None,
        "checklists": {"checklists": []},
        "customFields": {},
        "custom": {"kv": {}},
        **project.extra.get("metadata", {}),
        "description": project.description,
        "tags": project.tags,
    }


@router.put("/{key}/metadata")
def set_metadata(body: ObjectBody, project: WritableProject, session: WriteSession) -> dict[str, Any]:
    """Change label, description and tags; the rest is stored as it is."""
    service.change(
        session,
        project=project,
        name=words_in(body, "label") or None,
        description=words_in(body, "description"),
        tags=tags_in(body),
    )
    kept = unknown_keys(body, frozenset({"label", "description", "tags"}))
    project.extra = {**project.extra, "metadata": kept}
    return {"msg": "Updated metadata"}


@router.get("/{key}/variables")
def variables(project: ReadableProject) -> dict[str, Any]:
    """Give the project's variables."""
    return {"standard": {}, "local": {}, **project.variables}


@router.put("/{key}/variables")
def set_variables(body: ObjectBody, project: WritableProject, session: WriteSession) -> dict[str, Any]:
    """Replace the project's variables."""
    found = {**body, "standard": part_of(body, "standard"), "local": part_of(body, "local")}
    service.set_variables(session, project=project, variables=found)
    return {"msg": "Updated variables"}


@router.get("/{key}/variables-resolved")
def resolved_variables(project: ReadableProject, session: ReadSession) -> dict[str, str]:
    """Give the variables in force in the project, as text: what `dataiku.get_custom_variables` returns."""
    return variable_service.in_force(session, project).texts()


@router.get("/{key}/permissions")
def permissions(project: ReadableProject, session: ReadSession) -> dict[str, Any]:
    """Say who owns the project and which groups may do what."""
    kept = project.extra.get("permissions", {})
    return {
        "owner": service.owner_login(session, project),
        "permissions": [
            {
                **kept.get(group, {}),
                "group": group,
                **{name: held.includes(needed) for name, needed in _PERMISSION_NAMES.items()},
            }
            for group, held in rights.list_of(session, project=project)
        ],
        "additionalDashboardUsers": {"users": []},
    }


@router.put("/{key}/permissions")
def set_permissions(body: ObjectBody, project: AdministeredProject, session: WriteSession) -> dict[str, Any]:
    """Set owner and groups' rights."""
    wanted: dict[str, Permission] = {}
    kept: dict[str, Any] = {}
    for entry in body.get("permissions") or []:
        group = text_of(entry, "group")
        held = next((level for name, level in _PERMISSION_NAMES.items() if entry.get(name)), None)
        if held is not None:
            wanted[group] = held
        kept[group] = unknown_keys(entry, frozenset({"group", *_PERMISSION_NAMES}))
    rights.replace(session, project=project, rights=wanted)
    project.extra = {**project.extra, "permissions": kept}
    if body.get("owner"):
        service.set_owner(session, project=project, login=body["owner"])
    return {"msg": "Updated permissions"}


@router.get("/{key}/settings")
def settings(project: ReadableProject) -> dict[str, Any]:
    """Give the whole object that scripts edit and send back."""
    return {
        "settings": {
            "codeEnvs": {"python": {"mode": "INHERIT"}, "r": {"mode": "INHERIT"}},
            "container": {"containerMode": "INHERIT"},
            "cluster": {"clusterMode": "INHERIT"},
            "k8sCluster": {"clusterMode": "INHERIT"},
        },
        "exposedObjects": {"objects": []},
        **project.extra.get("settings", {}),
    }


@router.put("/{key}/settings")
def set_settings(body: ObjectBody, project: WritableProject, session: WriteSession) -> dict[str, Any]:
    """Store the whole object."""
    project.extra = {**project.extra, "settings": body}
    service.touch(session, project=project, change="changed")
    return {"msg": "Updated settings"}


@router.get("/{key}/tags")
def tags(project: ReadableProject) -> dict[str, Any]:
    """List the project's tags."""
    return {"tags": {tag: {"color": "#3b99fc"} for tag in project.tags}}


@router.get("/{key}/timeline")
def timeline(
    project: ReadableProject,
    session: ReadSession,
    count: Annotated[int, Query(alias="itemCount", ge=0, le=1000)] = 100,
) -> dict[str, Any]:
    """Say who did what last."""
    from sqlalchemy import select

    from atelier.db.tables import AuditRecord

    query = select(AuditRecord).where(AuditRecord.project_key == project.key).order_by(AuditRecord.id.desc())
    items = [
        {"time": clock.milliseconds(row.at), "user": row.login, "action": row.action, "objectId": row.object_ref}
        for row in session.scalars(query.limit(count))
    ]
    return {"items": items, "allContributors": sorted({entry["user"] for entry in items})}


def _summary(session: Session, project: Project) -> dict[str, Any]:
    owner = session.get_one(User, project.owner_id)
    created = {"lastModifiedOn": clock.milliseconds(project.created_at), "lastModifiedBy": {"login": owner.login}}
    changed = {"lastModifiedOn": clock.milliseconds(project.updated_at), "lastModifiedBy": {"login": owner.login}}
    return {
        "projectKey": project.key,
        "name": project.name,
        "ownerLogin": owner.login,
        "ownerDisplayName": owner.display_name,
        "shortDesc": project.extra.get("metadata", {}).get("shortDesc"),
        "description": project.description,
        "tags": project.tags,
        "projectStatus": "Sandbox",
        "projectType": "REGULAR",
        "creationTag": {"versionNumber": 0, **created},
        "versionTag": {"versionNumber": project.revision, **changed},
    }
