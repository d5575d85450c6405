"""Who one is, what this server is, which places data may come from."""

from typing import Any

from fastapi import APIRouter

from atelier import __version__
from atelier.api.deps import AdminDep, AtelierDep, CallerDep, ReadSession, WriteSession
from atelier.db.tables import User
from atelier.dssapi.bodies import ObjectBody
from atelier.dssapi.paths import PREFIX
from atelier.errors import NotFound
from atelier.projects import variables

router = APIRouter(prefix=PREFIX, tags=["dss"])

CONNECTIONS = {"filesystem_managed": "Filesystem", "filesystem_folders": "Filesystem", "filesystem_root": "Filesystem"}
"""Names that stock scripts take for granted. `filesystem_root` reads below the allowed roots."""


@router.get("/auth/info")
def auth_info(session: ReadSession, caller: CallerDep) -> dict[str, Any]:
    """Say who asks."""
    user = session.get(User, caller.user_id) if caller.user_id is not None else None
    groups = sorted(group.name for group in user.groups) if user else []
    return {
        "authSource": "PERSONAL_API_KEY" if user else "API_KEY",
        "authIdentifier": caller.login,
        "associatedDSSUser": user.login if user else None,
        "groups": groups,
        "userForImpersonation": None,
        "via": [],
        "secrets": [],
    }


@router.get("/instance-info")
def instance_info(_caller: CallerDep) -> dict[str, Any]:
    """Say what this server is."""
    return {"nodeId": "atelier", "nodeName": "Atelier", "nodeType": "DESIGN", "atelierVersion": __version__}


@router.get("/connections/{name}/info")
def connection_info(name: str, atelier: AtelierDep, _caller: CallerDep) -> dict[str, Any]:
    """Describe a place that data may come from."""
    if name not in CONNECTIONS:
        raise NotFound(f"There is no connection “{name}”. There are: {', '.join(CONNECTIONS)}.")
    roots = [str(root) for root in atelier.settings.allowed_roots] if name == "filesystem_root" else []
    return {
        "name": name,
        "type": CONNECTIONS[name],
        "allowWrite": name != "filesystem_root",
        "params": {"root": "/" if name == "filesystem_root" else "", "allowedRoots": roots},
    }


@router.get("/connections/get-names")
def connection_names(_caller: CallerDep) -> list[str]:
    """List the places that data may come from."""
    return list(CONNECTIONS)


@router.get("/admin/variables")
def instance_variables(session: ReadSession, _caller: AdminDep) -> dict[str, Any]:
    """Give the variables that hold in every project."""
    return variables.of_instance(session)


@router.put("/admin/variables")
def set_instance_variables(body: ObjectBody, session: WriteSession, caller: AdminDep) -> dict[str, Any]:
    """Replace the variables that hold in every project."""
    variables.replace_instance(session, body, author=caller.login)
    return {"msg": "Updated variables"}
