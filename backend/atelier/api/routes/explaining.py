"""Questions to trained models: what they answer, and why. Each is worked out in a process of the model's own."""

from typing import Annotated, Any

from fastapi import APIRouter, Query

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
from atelier.lab import trained

router = APIRouter(tags=["explaining"])

_MODEL = "/api/projects/{key}/trained/{model_id}"
ColumnQuery = Annotated[str, Query(max_length=1000)]


def _ask(
    session: ReadSession,
    atelier: AtelierDep,
    project: ReadableProject,
    model_id: WholeNumber,
    question: str,
    **given: Any,
) -> Any:
    model = trained.require(session, project=project, model_id=model_id).model
    if model.state != "DONE":
        raise Conflict(f"{model.label} is not trained yet.")
    files = list(model.files)
    session.rollback()  # a model may take its time
    return atelier.predictors.ask(files, question, given)


@router.get(f"{_MODEL}/kept-rows", name="kept_rows")
def kept_rows(
    session: ReadSession,
    atelier: AtelierDep,
    project: ReadableProject,
    model_id: WholeNumber,
    offset: Annotated[int, Query(ge=0, le=10_000)] = 0,
    limit: Annotated[int, Query(ge=1, le=100)] = 20,
) -> KeptRowsOut:
    """Return rows of the test set to begin a what-if from."""
    found = _ask(session, atelier, project, model_id, "rows", offset=offset, limit=limit)
    return KeptRowsOut.model_validate(found)


@router.post(f"{_MODEL}/predict", name="predict")
def predict(
    session: ReadSession, atelier: AtelierDep, project: ReadableProject, model_id: WholeNumber, body: ModelRowsIn
) -> list[AnswerOut]:
    """Return what the model answers for rows that were typed in."""
    found = _ask(session, atelier, project, model_id, "predict", rows=body.rows)
    return [AnswerOut.model_validate(one) for one in found]


@router.post(f"{_MODEL}/explain", name="explain")
def explain(
    session: ReadSession, atelier: AtelierDep, project: ReadableProject, model_id: WholeNumber, body: ExplainIn
) -> ExplanationOut:
    """Return what each feature adds to the answer for a row."""
    given = {"rows": [body.row], "class": body.class_name}
    found = _ask(session, atelier, project, model_id, "explain", **given)
    return ExplanationOut.model_validate({**found, "class_name": found["class"]})


@router.get(f"{_MODEL}/permutation", name="permutation")
def permutation(
    session: ReadSession, atelier: AtelierDep, project: ReadableProject, model_id: WholeNumber
) -> PermutationOut:
    """Return how much each column matters: the loss when it is shuffled."""
    return PermutationOut.model_validate(_ask(session, atelier, project, model_id, "permutation"))


@router.get(f"{_MODEL}/dependence", name="dependence")
def dependence(
    session: ReadSession, atelier: AtelierDep, project: ReadableProject, model_id: WholeNumber, column: ColumnQuery
) -> DependenceOut:
    """Return how the mean answer depends on a column."""
    return DependenceOut.model_validate(_ask(session, atelier, project, model_id, "partial", column=column))


@router.get(f"{_MODEL}/subpopulations", name="subpopulations")
def subpopulations(
    session: ReadSession, atelier: AtelierDep, project: ReadableProject, model_id: WholeNumber, column: ColumnQuery
) -> SubpopulationOut:
    """Return how good the model is on the rows of each value of a column."""
    return SubpopulationOut.model_validate(_ask(session, atelier, project, model_id, "subpopulation", column=column))
