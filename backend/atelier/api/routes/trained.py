"""Trained models of the Lab: what they are, how they did, and the rows behind it."""

from typing import Annotated, Any

from fastapi import APIRouter, Query

from atelier import jsontext
from atelier.api.deps import AtelierDep, ReadableProject, ReadSession, WritableProject, WriteSession
from atelier.api.labview import trained_detail
from atelier.api.schemas.base import Done, WholeNumber
from atelier.api.schemas.lab import TrainedDetail, TrainedPatch, TrainedRowsOut
from atelier.api.testrows import rows_out
from atelier.lab import trained
from atelier.ml.tabular.design import Design
from atelier.ml.tabular.mistakes import Only
from atelier.ml.tabular.report import FOLDER, ROWS

router = APIRouter(tags=["trained"])

_MODEL = "/api/projects/{key}/trained/{model_id}"


@router.get(_MODEL, name="get")
def get_trained(session: ReadSession, project: ReadableProject, model_id: WholeNumber) -> TrainedDetail:
    """Return a trained model with its design and the names of its report's sections."""
    return trained_detail(session, trained.require(session, project=project, model_id=model_id))


@router.patch(_MODEL, name="change")
def change(session: WriteSession, project: WritableProject, model_id: WholeNumber, body: TrainedPatch) -> TrainedDetail:
    """Name, describe, star or label a model."""
    found = trained.require(session, project=project, model_id=model_id)
    trained.change(
        model=found.model, name=body.name, description=body.description, starred=body.starred, labels=body.labels
    )
    return trained_detail(session, found)


@router.delete(_MODEL, name="delete")
def delete(session: WriteSession, project: WritableProject, model_id: WholeNumber) -> Done:
    """Put a model away."""
    trained.delete(model=trained.require(session, project=project, model_id=model_id).model)
    return Done(message="The model was deleted.")


@router.get(f"{_MODEL}/report/{{section}}", name="report")
def report(
    session: ReadSession, atelier: AtelierDep, project: ReadableProject, model_id: WholeNumber, section: str
) -> dict[str, Any]:
    """Return a section of a model's report: `confusion`, `classes`, `search`, `summary`, ..., under `content`."""
    found = trained.require(session, project=project, model_id=model_id)
    place = trained.file_of(atelier.store, found.model, f"{FOLDER}/{section}.json")
    return {"content": jsontext.loads(place.read_bytes())}


@router.get(f"{_MODEL}/rows", name="rows")
def rows(
    session: ReadSession,
    atelier: AtelierDep,
    project: ReadableProject,
    model_id: WholeNumber,
    truth: Annotated[str | None, Query(max_length=1000)] = None,
    prediction: Annotated[str | None, Query(max_length=1000)] = None,
    only: Only = "all",
    offset: Annotated[int, Query(ge=0)] = 0,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> TrainedRowsOut:
    """Return rows of the test set as the model answered them, surest first, of one cell of the confusion if wished.

    `only` keeps the right or the wrong answers. Of numbers all are wrong, by more or less: the farthest come first.
    """
    found = trained.require(session, project=project, model_id=model_id)
    return rows_out(
        trained.file_of(atelier.store, found.model, f"{FOLDER}/{ROWS}"),
        picture_folder=Design.model_validate(found.session.design).pictureFolder,
        truth=truth,
        prediction=prediction,
        only=only,
        offset=offset,
        limit=limit,
    )
