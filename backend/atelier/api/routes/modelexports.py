"""Versions of saved models taken out of Atelier: the folder as it is stored, and its report as a page."""

from urllib.parse import quote

from fastapi import APIRouter
from starlette.responses import Response, StreamingResponse

from atelier.api.deps import AtelierDep, ReadableProject, ReadSession
from atelier.api.packing import packed
from atelier.api.schemas.base import WholeNumber
from atelier.errors import NotFound
from atelier.items import savedmodels
from atelier.models import htmlreport, saved

router = APIRouter(
    prefix="/api/projects/{key}/saved-models/{saved_model_id}/versions/{version}/export", tags=["modelexports"]
)

_SECTIONS = ("confusion", "classes", "search")


@router.get("/zip", response_class=Response, response_model=None, name="zip")
def as_zip(
    session: ReadSession, atelier: AtelierDep, project: ReadableProject, saved_model_id: str, version: WholeNumber
) -> Response:
    """Send a version's folder as a ZIP: JSON, arrays and skops files, and never a pickle."""
    model = savedmodels.require(session, project=project, model_id=saved_model_id)
    found = savedmodels.require_version(session, model, version)
    files = saved.files_of(session, model, found.version)
    if not files:
        raise NotFound(f"Version {version} of {model.name} has no files.")
    return StreamingResponse(
        packed(atelier, model, files),
        media_type="application/zip",
        headers=_named(f"{model.name}-v{version}.zip"),
    )


@router.get("/report", response_class=Response, response_model=None, name="report")
def as_report(
    session: ReadSession, atelier: AtelierDep, project: ReadableProject, saved_model_id: str, version: WholeNumber
) -> Response:
    """Send a version's report as one HTML page that stands alone and holds no script."""
    model = savedmodels.require(session, project=project, model_id=saved_model_id)
    found = savedmodels.require_version(session, model, version)
    there = saved.sections_of(session, model, version)
    page = htmlreport.page(
        name=model.name,
        version=version,
        facts=found.facts,
        described=saved.described(session, atelier.store, model, version),
        report={
            name: saved.section_of(session, atelier.store, model, version, name) for name in _SECTIONS if name in there
        },
    )
    return Response(page, media_type="text/html", headers=_named(f"{model.name}-v{version}.html"))


def _named(name: str) -> dict[str, str]:
    return {
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}",
        "Content-Security-Policy": "sandbox",
    }
