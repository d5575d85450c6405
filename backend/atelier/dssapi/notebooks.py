"""Notebooks in DSS's shapes: the `.ipynb` files of the project. Kernels belong to JupyterLab, not to scripts."""

from typing import Annotated, Any

from fastapi import APIRouter, Query

from atelier import clock, jsontext
from atelier.api.deps import AtelierDep, CallerDep, ReadableProject, ReadSession, WritableProject, WriteSession
from atelier.dssapi.bodies import ObjectBody
from atelier.dssapi.paths import PREFIX
from atelier.errors import InvalidInput, NotFound
from atelier.items import notebooks

router = APIRouter(prefix=f"{PREFIX}/projects/{{key}}/jupyter-notebooks", tags=["dss"])

_KERNEL = {"name": "python3", "display_name": "Python 3", "language": "python"}


@router.get("")
def list_notebooks(
    project: ReadableProject, atelier: AtelierDep, _session: ReadSession, active: Annotated[bool, Query()] = False
) -> list[dict[str, Any]]:
    """List the project's notebooks; none of them is called active: kernels are JupyterLab's."""
    return [
        {
            "name": one.name,
            "projectKey": project.key,
            "language": "python",
            "kernelSpec": _KERNEL,
            "tags": [],
            "lastModifiedOn": clock.milliseconds(one.modified_at),
        }
        for one in ([] if active else notebooks.list_of(atelier.home, project))
    ]


@router.get("/{name}")
def content(name: str, project: ReadableProject, atelier: AtelierDep, _session: ReadSession) -> dict[str, Any]:
    """Give a notebook's whole content."""
    try:
        found = jsontext.loads(notebooks.read(atelier.home, project, name))
    except ValueError:
        found = None
    if not isinstance(found, dict):
        raise InvalidInput(f"The file of “{name}” is no notebook any more: it is not a JSON object.")
    return found


@router.post("/{name}")
def create(
    name: str,
    body: ObjectBody,
    project: WritableProject,
    atelier: AtelierDep,
    _session: WriteSession,
    caller: CallerDep,
) -> dict[str, Any]:
    """Make a notebook from its content."""
    notebooks.write(atelier.home, project, name=name, content=body, author=caller.login)
    return {"name": name, "projectKey": project.key}


@router.put("/{name}")
def save(
    name: str,
    body: ObjectBody,
    project: WritableProject,
    atelier: AtelierDep,
    _session: WriteSession,
    caller: CallerDep,
) -> dict[str, Any]:
    """Replace a notebook's content."""
    notebooks.write(atelier.home, project, name=name, content=body, author=caller.login, replace=True)
    return {"msg": f"Saved notebook {name}"}


@router.delete("/{name}")
def delete(name: str, project: WritableProject, atelier: AtelierDep, _session: WriteSession) -> dict[str, Any]:
    """Put a notebook into the trash folder beside the project's notebooks."""
    notebooks.delete(atelier.home, project, name)
    return {"msg": f"Deleted notebook {name}"}


@router.delete("/{name}/outputs")
def clear_outputs(
    name: str, project: WritableProject, atelier: AtelierDep, session: WriteSession, caller: CallerDep
) -> dict[str, Any]:
    """Take what a notebook's cells gave out of its file."""
    found = content(name, project, atelier, session)
    for cell in found.get("cells") or []:
        if isinstance(cell, dict) and cell.get("cell_type") == "code":
            cell.update(outputs=[], execution_count=None)
    notebooks.write(atelier.home, project, name=name, content=found, author=caller.login, replace=True)
    return {"msg": f"Cleared the outputs of {name}"}


@router.get("/{name}/sessions")
def sessions(name: str, project: ReadableProject, atelier: AtelierDep, _session: ReadSession) -> list[dict[str, Any]]:
    """Say that there is no session that scripts could end."""
    notebooks.require(atelier.home, project, name)
    return []


@router.delete("/{name}/sessions/{session_id}")
def unload(
    name: str, session_id: str, project: WritableProject, atelier: AtelierDep, _session: WriteSession
) -> dict[str, Any]:
    """Refuse to end what does not run."""
    notebooks.require(atelier.home, project, name)
    raise NotFound(f"“{name[:100]}” has no session “{session_id[:60]}”: its kernels are those of JupyterLab.")
