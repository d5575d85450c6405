"""Questions to models: what they answer, and why. Each is worked out in a process of the model's own.

Trained models of the Lab and versions of saved models are asked in the same words.
"""

from collections.abc import Callable
from enum import Enum
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query

from atelier.api.deps import AtelierDep, ReadableProject, ReadSession
from atelier.api.schemas.base import WholeNumber
from atelier.api.schemas.lab import (
    AnswerOut,
    DependenceOut,
    ExplainIn,
    ExplanationOut,
    KeptRowsOut,
    ModelRowsIn,
    PermutationOut,
    SubpopulationOut,
)
from atelier.errors import Conflict
from atelier.items import savedmodels
from atelier.lab import trained
from atelier.models import saved

router = APIRouter()

ColumnQuery = Annotated[str, Query(max_length=1000)]
Files = list[dict[str, Any]]


def readable_trained_files(session: ReadSession, project: ReadableProject, model_id: WholeNumber) -> Files:
    model = trained.require(session, project=project, model_id=model_id).model
    if model.state != "DONE":
        raise Conflict(f"{model.label} is not trained yet.")
    files = list(model.files)
    session.rollback()  # a model may take its time
    return files


def readable_version_files(
    session: ReadSession, project: ReadableProject, saved_model_id: str, version: WholeNumber
) -> Files:
    model = savedmodels.require(session, project=project, model_id=saved_model_id)
    found = savedmodels.require_version(session, model, version)
    files = [{"path": one.path, "sha256": one.content} for one in saved.files_of(session, model, found.version)]
    session.rollback()  # a model may take its time
    return files


def _add(tag: str, model: str, files_of: Callable[..., Files]) -> None:
    """Add the questions to a model at an address; a dependency asks for the right to read it, and finds its files."""
    tags: list[str | Enum] = [tag]
    readable: Any = Depends(files_of)

    @router.get(f"{model}/kept-rows", name="kept_rows", tags=tags)
    def kept_rows(
        atelier: AtelierDep,
        offset: Annotated[int, Query(ge=0, le=10_000)] = 0,
        limit: Annotated[int, Query(ge=1, le=100)] = 20,
        files: Files = readable,
    ) -> KeptRowsOut:
        """Return rows of the test set to begin a what-if from."""
        return KeptRowsOut.model_validate(atelier.predictors.ask(files, "rows", {"offset": offset, "limit": limit}))

    @router.post(f"{model}/predict", name="predict", tags=tags)
    def predict(atelier: AtelierDep, body: ModelRowsIn, files: Files = readable) -> list[AnswerOut]:
        """Return what the model answers for rows that were typed in."""
        found = atelier.predictors.ask(files, "predict", {"rows": body.rows})
        return [AnswerOut.model_validate(one) for one in found]

    @router.post(f"{model}/explain", name="explain", tags=tags)
    def explain(atelier: AtelierDep, body: ExplainIn, files: Files = readable) -> ExplanationOut:
        """Return what each feature adds to the answer for a row."""
        found = atelier.predictors.ask(files, "explain", {"rows": [body.row], "class": body.class_name})
        return ExplanationOut.model_validate({**found, "class_name": found["class"]})

    @router.get(f"{model}/permutation", name="permutation", tags=tags)
    def permutation(atelier: AtelierDep, files: Files = readable) -> PermutationOut:
        """Return how much each column matters: the loss when it is shuffled."""
        return PermutationOut.model_validate(atelier.predictors.ask(files, "permutation", {}))

    @router.get(f"{model}/dependence", name="dependence", tags=tags)
    def dependence(atelier: AtelierDep, column: ColumnQuery, files: Files = readable) -> DependenceOut:
        """Return how the mean answer depends on a column."""
        return DependenceOut.model_validate(atelier.predictors.ask(files, "partial", {"column": column}))

    @router.get(f"{model}/subpopulations", name="subpopulations", tags=tags)
    def subpopulations(atelier: AtelierDep, column: ColumnQuery, files: Files = readable) -> SubpopulationOut:
        """Return how good the model is on the rows of each value of a column."""
        return SubpopulationOut.model_validate(atelier.predictors.ask(files, "subpopulation", {"column": column}))


_add("explaining", "/api/projects/{key}/trained/{model_id}", readable_trained_files)
_add(
    "versionexplaining", "/api/projects/{key}/saved-models/{saved_model_id}/versions/{version}", readable_version_files
)
