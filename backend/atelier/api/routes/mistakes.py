"""What is done about the mistakes of a model: rows of its report sent to the flow, labels of pictures corrected."""

from pathlib import Path

import pyarrow.parquet as pq
from fastapi import APIRouter, Request

from atelier.api.deps import (
    AtelierDep,
    CallerDep,
    ReadSession,
    WritableProject,
    WritableProjectReading,
    WriteSession,
    writing,
)
from atelier.api.schemas.base import WholeNumber
from atelier.api.schemas.lab import CorrectedOut, CorrectionsIn, SendRowsIn, SentRowsOut
from atelier.auth.caller import Caller
from atelier.errors import InvalidInput
from atelier.instance import Atelier
from atelier.items import naming, savedmodels
from atelier.lab import mistakes, trained
from atelier.ml.tabular.design import Design
from atelier.ml.tabular.mistakes import as_dataset, chosen
from atelier.ml.tabular.report import FOLDER, ROWS
from atelier.models import saved

router = APIRouter(tags=["mistakes"])

_TRAINED = "/api/projects/{key}/trained/{model_id}"
_VERSION = "/api/projects/{key}/saved-models/{saved_model_id}/versions/{version}"


@router.post(f"{_TRAINED}/rows/dataset", name="send", status_code=201)
def send(
    reading: ReadSession,
    atelier: AtelierDep,
    caller: CallerDep,
    project: WritableProjectReading,
    model_id: WholeNumber,
    body: SendRowsIn,
    request: Request,
) -> SentRowsOut:
    """Make a dataset of the flow from rows of a model's test set: all of a cell of the confusion, or all mistakes."""
    naming.demand_free(reading, project=project, kind="dataset", name=naming.clean(body.name))
    found = trained.require(reading, project=project, model_id=model_id)
    design = Design.model_validate(found.session.design)
    place = trained.file_of(atelier.store, found.model, f"{FOLDER}/{ROWS}")
    origin = f"Rows of the test set of {found.model.name or found.model.label}, session {found.session.number}."
    reading.rollback()
    return _sent(atelier, caller, project.key, body, request, design, place, origin)


@router.post(f"{_VERSION}/rows/dataset", name="send_of_version", status_code=201)
def send_of_version(
    reading: ReadSession,
    atelier: AtelierDep,
    caller: CallerDep,
    project: WritableProjectReading,
    saved_model_id: str,
    version: WholeNumber,
    body: SendRowsIn,
    request: Request,
) -> SentRowsOut:
    """Make a dataset of the flow from rows of the test set of a saved model's version."""
    naming.demand_free(reading, project=project, kind="dataset", name=naming.clean(body.name))
    model = savedmodels.require(reading, project=project, model_id=saved_model_id)
    found = savedmodels.require_version(reading, model, version)
    design = Design.model_validate(saved.described(reading, atelier.store, model, found.version)["design"])
    place = saved.rows_of(reading, atelier.store, model, found.version)
    origin = f"Rows of the test set of {model.name}, version {found.version}."
    reading.rollback()
    return _sent(atelier, caller, project.key, body, request, design, place, origin)


@router.post(f"{_TRAINED}/corrections", name="correct")
def correct(
    session: WriteSession, caller: CallerDep, project: WritableProject, model_id: WholeNumber, body: CorrectionsIn
) -> CorrectedOut:
    """Correct labels of pictures by a step of the analysis's script; the dataset stays as it is."""
    found = trained.require(session, project=project, model_id=model_id)
    done = mistakes.correct(found=found, labels=body.labels, may_write_code=caller.may_write_code)
    count = f"{done.count:,} label{'' if done.count == 1 else 's'}"
    return CorrectedOut(
        message=f"{count} corrected by a step of the script. Train again to see what it changes.",
        analysis_id=done.analysis.id,
        revision=done.analysis.revision,
        before=done.before,
    )


def _sent(
    atelier: Atelier,
    caller: Caller,
    key: str,
    body: SendRowsIn,
    request: Request,
    design: Design,
    place: Path,
    origin: str,
) -> SentRowsOut:
    rows = chosen(pq.read_table(place), truth=body.truth, prediction=body.prediction, only=body.only)
    if rows.num_rows == 0:
        raise InvalidInput("There are no such rows in this model's test set, so there is nothing to send.")
    columns, table = as_dataset(rows, design)
    parts = mistakes.stored(table, columns, store=atelier.store, staging=atelier.staging)
    with writing(atelier, caller, key, request=request) as (session, project):
        made = mistakes.send(
            session,
            project=project,
            name=body.name,
            parts=parts,
            columns=columns,
            picture_folder=design.pictureFolder if "picture" in rows.column_names else "",
            origin=origin,
            author=caller.login,
        )
        return SentRowsOut(dataset_id=made.id, name=made.name, rows=rows.num_rows)
