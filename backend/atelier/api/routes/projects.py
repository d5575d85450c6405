"""Projects: the home page's cards, making, changing, deleting, rights and class colours."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query
from sqlalchemy.orm import Session

from atelier.api.cards import cards
from atelier.api.deps import (
    AdministeredProject,
    AtelierDep,
    CallerDep,
    ReadableProject,
    ReadSession,
    WritableProject,
    WriteSession,
    project_with,
)
from atelier.api.schemas.base import Done
from atelier.api.schemas.projects import (
    ClassColours,
    KeyProposal,
    ProjectCard,
    ProjectIn,
    ProjectOut,
    ProjectPatch,
    ProjectStarted,
    RightOut,
    RightsIn,
    RightsOut,
    TutorialIn,
)
from atelier.auth import groups
from atelier.auth.caller import Caller
from atelier.auth.permissions import Permission, permission_in
from atelier.db.tables import Project
from atelier.projects import audit, keys, service
from atelier.projects import rights as project_rights
from atelier.workshop.tutorial import start_tutorial

router = APIRouter(prefix="/api/projects", tags=["projects"])

DeletedProject = Annotated[Project, Depends(project_with(Permission.ADMIN, write=True, deleted=True), scope="function")]


@router.get("", name="list")
def list_projects(session: ReadSession, caller: CallerDep) -> list[ProjectCard]:
    """List the projects that one may see, the last changed first."""
    return cards(session, service.visible(session, caller))


@router.post("", status_code=201)
def create(body: ProjectIn, session: WriteSession, caller: CallerDep) -> ProjectOut:
    """Make a project."""
    project = service.create(session, caller=caller, **body.model_dump())
    audit.note(session, caller=caller, action="projects-create", project_key=project.key)
    return project_out(session, caller, project)


@router.post("/tutorial", status_code=201)
def tutorial(body: TutorialIn, session: WriteSession, caller: CallerDep, atelier: AtelierDep) -> ProjectStarted:
    """Make the tutorial project and start the job that draws its pictures."""
    started = start_tutorial(session, store=atelier.store, caller=caller, via=caller.via, **body.model_dump())
    audit.note(session, caller=caller, action="projects-tutorial", project_key=started.project.key)
    return ProjectStarted(project=project_out(session, caller, started.project), job_id=started.job.id)


@router.get("/key-proposal")
def key_proposal(session: ReadSession, _caller: CallerDep, name: Annotated[str, Query(max_length=200)]) -> KeyProposal:
    """Propose a free key for a name."""
    return KeyProposal(key=keys.propose(session, name), free=keys.is_free(session, keys.key_from_name(name)))


@router.get("/{key}")
def get(project: ReadableProject, session: ReadSession, caller: CallerDep) -> ProjectOut:
    """Say what a project is and what one may do in it."""
    return project_out(session, caller, project)


@router.patch("/{key}")
def change(body: ProjectPatch, project: WritableProject, session: WriteSession, caller: CallerDep) -> ProjectOut:
    """Change a project's name, description or tags."""
    service.change(session, project=project, **body.model_dump())
    return project_out(session, caller, project)


@router.delete("/{key}")
def delete(project: AdministeredProject, session: WriteSession) -> Done:
    """Put a project into the trash."""
    service.delete(session, project=project)
    return Done(message=f"{project.name} is in the trash and can be restored.")


@router.post("/{key}/restore")
def restore(project: DeletedProject, session: WriteSession, caller: CallerDep) -> ProjectOut:
    """Bring a project back from the trash."""
    service.restore(session, project=project)
    return project_out(session, caller, project)


@router.get("/{key}/rights")
def rights(project: ReadableProject, session: ReadSession) -> RightsOut:
    """Say which groups may do what."""
    return _rights_out(session, project)


@router.put("/{key}/rights")
def set_rights(body: RightsIn, project: AdministeredProject, session: WriteSession) -> RightsOut:
    """Set which groups may do what."""
    wanted = {right.group: Permission(right.permission) for right in body.rights}
    project_rights.replace(session, project=project, rights=wanted)
    return _rights_out(session, project)


@router.get("/{key}/classes")
def classes(project: ReadableProject) -> ClassColours:
    """Give the colour of each class."""
    return ClassColours(colours=project.class_colours)


def project_out(session: Session, caller: Caller, project: Project) -> ProjectOut:
    """Return a project as the API shows it to `caller`."""
    permission = permission_in(session, caller, project) or Permission.READ_CONF
    return ProjectOut(
        key=project.key,
        name=project.name,
        description=project.description,
        tags=project.tags,
        owner=service.owner_login(session, project),
        is_tutorial=project.is_tutorial,
        created_at=project.created_at,
        updated_at=project.updated_at,
        revision=project.revision,
        permission=permission.name,
    )


def _rights_out(session: Session, project: Project) -> RightsOut:
    rows = project_rights.list_of(session, project=project)
    return RightsOut(
        owner=service.owner_login(session, project),
        groups=sorted(group.name for group in groups.list_all(session)),
        rights=[RightOut(group=group, permission=permission.value) for group, permission in rows],
    )
