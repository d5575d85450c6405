"""Stores of evaluations: the runs they hold, and each with its drift."""

from typing import Annotated, Any

from fastapi import APIRouter, Query

from atelier.api.deps import AtelierDep, ReadableProject, ReadSession
from atelier.api.schemas.evaluations import EvaluationBrief, EvaluationOut, EvaluationStoreOut
from atelier.api.schemas.lab import TrainedRowsOut
from atelier.api.testrows import rows_out
from atelier.items import flow, folders
from atelier.ml.tabular.mistakes import Only
from atelier.models import evaluations
from atelier.models.evaluations import Run

router = APIRouter(prefix="/api/projects/{key}/evaluation-stores", tags=["evaluations"])


@router.get("/{folder_id}", name="store")
def get_store(
    session: ReadSession, atelier: AtelierDep, project: ReadableProject, folder_id: str
) -> EvaluationStoreOut:
    """Return a store with its runs, newest first."""
    folder = folders.require(session, project=project, folder_id=folder_id)
    runs = evaluations.runs_of(session, atelier.store, folder)
    loaded = flow.load(session, project=project)
    return EvaluationStoreOut(
        folder_id=folder.id,
        name=folder.name,
        version=folder.version,
        written_by=loaded.graph.writer_of.get(folder.id),
        runs=[EvaluationBrief.model_validate(_brief(run)) for run in runs],
    )


@router.get("/{folder_id}/runs/{path}", name="run")
def get_run(
    session: ReadSession, atelier: AtelierDep, project: ReadableProject, folder_id: str, path: str
) -> EvaluationOut:
    """Return one run: figures, confusion, drift of each feature and of the answers."""
    folder = folders.require(session, project=project, folder_id=folder_id)
    run = evaluations.run_of(session, atelier.store, folder, path)
    report = run.report
    drift = report.get("drift") or {}
    answers = drift.get("answers")
    loaded = flow.load(session, project=project)
    return EvaluationOut.model_validate(
        {
            **_brief(run),
            "target": report["target"],
            "prediction_type": report["prediction_type"],
            "with_truth": report["with_truth"],
            "unknown_classes": report["unknown_classes"],
            "confusion": report["confusion"],
            "classes": report["classes"],
            "picture_folder": evaluations.picture_folder(loaded, run),
            "has_rows": "rows_file" in report,
            "features": [_drift(one) for one in drift.get("features", [])],
            "answers": None if answers is None else _drift({"name": "prediction", **answers}),
        }
    )


@router.get("/{folder_id}/runs/{path}/rows", name="rows")
def rows(
    session: ReadSession,
    atelier: AtelierDep,
    project: ReadableProject,
    folder_id: str,
    path: str,
    truth: Annotated[str | None, Query(max_length=1000)] = None,
    prediction: Annotated[str | None, Query(max_length=1000)] = None,
    only: Only = "all",
    offset: Annotated[int, Query(ge=0)] = 0,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> TrainedRowsOut:
    """Return rows that were judged, of one cell of the confusion if wished; of each cell the surest 200 are kept."""
    folder = folders.require(session, project=project, folder_id=folder_id)
    run = evaluations.run_of(session, atelier.store, folder, path)
    return rows_out(
        evaluations.rows_file(session, atelier.store, folder, run),
        picture_folder=evaluations.picture_folder(flow.load(session, project=project), run),
        truth=truth,
        prediction=prediction,
        only=only,
        offset=offset,
        limit=limit,
    )


def _brief(run: Run) -> dict[str, Any]:
    report = run.report
    drift = report.get("drift") or {}
    levels = [one["level"] for one in drift.get("features", [])]
    names = ("at", "model", "dataset", "rows", "judged", "correct", "metrics", "training_metrics")
    return {
        "path": run.path,
        **{name: report[name] for name in names},
        "answers_level": drift["answers"]["level"] if drift else None,
        "strong": levels.count("strong"),
        "slight": levels.count("slight"),
    }


def _drift(said: dict[str, Any]) -> dict[str, Any]:
    bins = [{"name": None, "low": None, "high": None, **one} for one in said["bins"]]
    return {**said, "bins": bins}
