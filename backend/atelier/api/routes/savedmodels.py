"""Saved models: their versions, which of them is active, and what each says of itself."""

from typing import Annotated, Any

from fastapi import APIRouter, Query

from atelier.api.deps import AtelierDep, CallerDep, ReadableProject, ReadSession, WritableProject, WriteSession
from atelier.api.savedmodelview import comparison_out, saved_model_brief, saved_model_out, version_detail
from atelier.api.schemas.base import Done, WholeNumber
from atelier.api.schemas.items import ItemPatch
from atelier.api.schemas.lab import TrainedRowsOut
from atelier.api.schemas.savedmodels import (
    ComparisonOut,
    DeployedOut,
    DeployIn,
    DeploymentOut,
    ModelVersionDetail,
    SavedModelBrief,
    SavedModelOut,
    VersionIn,
)
from atelier.api.testrows import rows_out
from atelier.items import savedmodels, versions
from atelier.lab import activation, trained
from atelier.lab import deploy as deployment
from atelier.ml.tabular.mistakes import Only
from atelier.models import saved

router = APIRouter(tags=["savedmodels"])

_ALL = "/api/projects/{key}/saved-models"
_MODEL = f"{_ALL}/{{saved_model_id}}"
_VERSION = f"{_MODEL}/versions/{{version}}"
_TRAINED = "/api/projects/{key}/trained/{model_id}"


@router.post(f"{_TRAINED}/deploy", name="deploy", status_code=201)
def deploy(
    session: WriteSession,
    atelier: AtelierDep,
    caller: CallerDep,
    project: WritableProject,
    model_id: WholeNumber,
    body: DeployIn,
) -> DeployedOut:
    """Deploy a trained model to the flow: a saved model with the recipe that trains it anew. Nothing is trained now."""
    found = trained.require(session, project=project, model_id=model_id)
    item = None
    if body.saved_model_id is not None:
        item = savedmodels.require(session, project=project, model_id=body.saved_model_id)
    made = deployment.deploy(
        session,
        project=project,
        store=atelier.store,
        found=found,
        name=body.name,
        saved_model=item,
        activate=body.activate,
        author=caller.login,
        may_write_code=caller.may_write_code,
    )
    return DeployedOut(item_id=made.item.id, recipe_id=made.recipe.id, version=made.version)


@router.get(f"{_TRAINED}/deployments", name="deployments")
def deployments(session: ReadSession, project: ReadableProject, model_id: WholeNumber) -> list[DeploymentOut]:
    """Return the saved models that a trained model was deployed to."""
    found = trained.require(session, project=project, model_id=model_id)
    return [
        DeploymentOut(item_id=item.id, name=item.name, version=one.version, is_active=item.version == one.version)
        for item, one in deployment.deployed_to(session, project=project, found=found)
    ]


@router.get(_ALL, name="list")
def list_models(session: ReadSession, project: ReadableProject) -> list[SavedModelBrief]:
    """Return the saved models of a project, by name."""
    return [saved_model_brief(one) for one in savedmodels.list_of(session, project=project)]


@router.get(_MODEL, name="get")
def get_model(
    session: ReadSession, atelier: AtelierDep, project: ReadableProject, saved_model_id: str
) -> SavedModelOut:
    """Return a saved model with all its versions."""
    model = savedmodels.require(session, project=project, model_id=saved_model_id)
    return saved_model_out(session, atelier.store, project, model)


@router.patch(_MODEL, name="change")
def change(
    session: WriteSession, atelier: AtelierDep, project: WritableProject, saved_model_id: str, body: ItemPatch
) -> SavedModelOut:
    """Rename or describe a saved model."""
    model = savedmodels.require(session, project=project, model_id=saved_model_id)
    versions.change(session, project=project, item=model, name=body.name, description=body.description, tags=body.tags)
    return saved_model_out(session, atelier.store, project, model)


@router.delete(_MODEL, name="delete")
def delete(session: WriteSession, project: WritableProject, saved_model_id: str) -> Done:
    """Put a saved model into the trash, with all its versions."""
    model = savedmodels.require(session, project=project, model_id=saved_model_id)
    versions.delete(session, item=model)
    return Done(message=f"{model.name} is in the trash.")


@router.post(f"{_MODEL}/activate", name="activate")
def activate(
    session: WriteSession,
    atelier: AtelierDep,
    caller: CallerDep,
    project: WritableProject,
    saved_model_id: str,
    body: VersionIn,
) -> SavedModelOut:
    """Make a version the active one: what reads the model goes out of date, and the recipe trains its design."""
    model = savedmodels.require(session, project=project, model_id=saved_model_id)
    activation.activate(
        session, project=project, store=atelier.store, model=model, version=body.version, author=caller.login
    )
    return saved_model_out(session, atelier.store, project, model)


@router.get(_VERSION, name="version")
def get_version(
    session: ReadSession, atelier: AtelierDep, project: ReadableProject, saved_model_id: str, version: WholeNumber
) -> ModelVersionDetail:
    """Return a version with its design, its script and the columns it needs."""
    model = savedmodels.require(session, project=project, model_id=saved_model_id)
    return version_detail(session, atelier.store, model, savedmodels.require_version(session, model, version))


@router.delete(_VERSION, name="delete_version")
def delete_version(session: WriteSession, project: WritableProject, saved_model_id: str, version: WholeNumber) -> Done:
    """Put a version away; it can be brought back. The active one cannot be deleted."""
    model = savedmodels.require(session, project=project, model_id=saved_model_id)
    savedmodels.delete_version(session, model=model, version=version)
    return Done(message=f"Version {version} of {model.name} was deleted.")


@router.post(f"{_VERSION}/restore", name="restore_version")
def restore_version(session: WriteSession, project: WritableProject, saved_model_id: str, version: WholeNumber) -> Done:
    """Bring a deleted version back."""
    model = savedmodels.require(session, project=project, model_id=saved_model_id)
    savedmodels.restore_version(session, model=model, version=version)
    return Done(message=f"Version {version} of {model.name} is back.")


@router.get(f"{_VERSION}/report/{{section}}", name="report")
def report(
    session: ReadSession,
    atelier: AtelierDep,
    project: ReadableProject,
    saved_model_id: str,
    version: WholeNumber,
    section: str,
) -> dict[str, Any]:
    """Return a section of a version's report, under `content`."""
    model = savedmodels.require(session, project=project, model_id=saved_model_id)
    found = savedmodels.require_version(session, model, version)
    return {"content": saved.section_of(session, atelier.store, model, found.version, section)}


@router.get(f"{_VERSION}/rows", name="rows")
def rows(
    session: ReadSession,
    atelier: AtelierDep,
    project: ReadableProject,
    saved_model_id: str,
    version: WholeNumber,
    truth: Annotated[str | None, Query(max_length=1000)] = None,
    prediction: Annotated[str | None, Query(max_length=1000)] = None,
    only: Only = "all",
    offset: Annotated[int, Query(ge=0)] = 0,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> TrainedRowsOut:
    """Return rows of a version's test set as it answered them, surest first."""
    model = savedmodels.require(session, project=project, model_id=saved_model_id)
    found = savedmodels.require_version(session, model, version)
    design = saved.described(session, atelier.store, model, found.version)["design"]
    return rows_out(
        saved.rows_of(session, atelier.store, model, found.version),
        picture_folder=design.get("pictureFolder", ""),
        truth=truth,
        prediction=prediction,
        only=only,
        offset=offset,
        limit=limit,
    )


@router.get(f"{_MODEL}/compare", name="compare")
def compare(
    session: ReadSession,
    atelier: AtelierDep,
    project: ReadableProject,
    saved_model_id: str,
    left: Annotated[int, Query(ge=1)],
    right: Annotated[int, Query(ge=1)],
) -> ComparisonOut:
    """Return two versions side by side: all metrics, and the settings in which they differ."""
    model = savedmodels.require(session, project=project, model_id=saved_model_id)
    first = savedmodels.require_version(session, model, left)
    second = savedmodels.require_version(session, model, right)
    return comparison_out(session, atelier.store, model, first, second)
