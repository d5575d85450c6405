"""Notebooks of a project: made from templates on a dataset, listed, downloaded, deleted."""

from urllib.parse import quote

from fastapi import APIRouter
from fastapi.responses import Response

from atelier.api.deps import AtelierDep, CallerDep, ReadableProject, ReadSession, WritableProject, WriteSession
from atelier.api.schemas.base import Done
from atelier.api.schemas.notebooks import JupyterLabOut, NotebookIn, NotebookOut, NotebooksOut, NotebookTemplateOut
from atelier.items import datasets, notebook_templates, notebooks
from atelier.notebooks.process import is_installed
from atelier.notebooks.sessions import refusal_for

router = APIRouter(prefix="/api/projects/{key}/notebooks", tags=["notebooks"])


@router.get("", name="list")
def list_notebooks(project: ReadableProject, caller: CallerDep, atelier: AtelierDep) -> NotebooksOut:
    """List the project's notebooks, what new ones can be made from, and whether they can be opened here."""
    refusal = refusal_for(caller)
    return NotebooksOut(
        notebooks=[NotebookOut.model_validate(one) for one in notebooks.list_of(atelier.home, project)],
        templates=[
            NotebookTemplateOut(name=one.name, label=one.label, help=one.help, options=dict(one.options))
            for one in notebook_templates.TEMPLATES.values()
        ],
        jupyterlab=JupyterLabOut(
            is_installed=is_installed(),
            refusal=refusal.message if refusal is not None else None,
            hint=refusal.hint if refusal is not None else None,
        ),
    )


@router.post("", status_code=201)
def create(
    session: WriteSession, project: WritableProject, caller: CallerDep, atelier: AtelierDep, body: NotebookIn
) -> NotebookOut:
    """Make a notebook on a dataset."""
    made = notebooks.create(
        atelier.home,
        project,
        name=body.name,
        template=body.template,
        dataset=datasets.require(session, project=project, dataset_id=body.dataset_id),
        options=body.options,
        author=caller.login,
    )
    return NotebookOut.model_validate(made)


@router.get("/{name}", name="download", response_class=Response)
def download(project: ReadableProject, atelier: AtelierDep, _session: ReadSession, name: str) -> Response:
    """Give a notebook's file."""
    data = notebooks.read(atelier.home, project, name)
    disposition = f"attachment; filename*=UTF-8''{quote(name)}.ipynb"
    return Response(data, media_type="application/x-ipynb+json", headers={"Content-Disposition": disposition})


@router.delete("/{name}")
def delete(project: WritableProject, atelier: AtelierDep, _session: WriteSession, name: str) -> Done:
    """Put a notebook into the trash folder beside the project's notebooks."""
    notebooks.delete(atelier.home, project, name)
    return Done(message=f"{name} is deleted.")
