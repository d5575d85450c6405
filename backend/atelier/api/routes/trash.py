"""What was deleted from a project, and bringing it back."""

from typing import Literal

from fastapi import APIRouter

from atelier.api.deps import ReadableProject, ReadSession, WritableProject, WriteSession
from atelier.api.schemas.base import Done
from atelier.api.schemas.projects import TrashEntry
from atelier.items import trash

router = APIRouter(prefix="/api/projects/{key}/trash", tags=["trash"])


@router.get("", name="list")
def list_trash(project: ReadableProject, session: ReadSession) -> list[TrashEntry]:
    """List what can be restored, the last deleted first."""
    return [TrashEntry.model_validate(entry) for entry in trash.list_of(session, project=project)]


@router.post("/{kind}/{id}/restore")
def restore(kind: Literal["item", "recipe"], id: str, project: WritableProject, session: WriteSession) -> Done:
    """Bring an item or recipe back."""
    name = trash.restore(session, project=project, kind=kind, id=id)
    return Done(message=f"{name} is back.")
