"""A preparation applied to further pictures in one action: extraction, preparation and scoring reproduced."""

from typing import Annotated

from fastapi import APIRouter, Query

from atelier.api.deps import AtelierDep, CallerDep, ReadableProject, ReadSession, WritableProject, WriteSession
from atelier.api.schemas.reproductions import (
    BeginningOut,
    CopiedOut,
    ReproductionIn,
    ReproductionOut,
    ReproductionPlanIn,
)
from atelier.db.tables import Item
from atelier.items import naming, recipes, reproduction, savedmodels, types
from atelier.items.recipes import OutputWish
from atelier.jobs.start import Target, start_build

router = APIRouter(prefix="/api/projects/{key}/reproductions", tags=["reproductions"])

_THEN = {"score": "prediction-scoring", "evaluate": "evaluation"}


@router.get("/beginnings", name="beginnings")
def beginnings(
    session: ReadSession, project: ReadableProject, item_id: Annotated[str, Query(max_length=40)]
) -> list[BeginningOut]:
    """Return what a dataset is built from and another can take the place of, pictures first."""
    return [
        BeginningOut.model_validate(
            {
                "id": one.item.id,
                "name": one.item.name,
                "kind": one.item.kind,
                "pictures": one.item.facts.get("pictures", 0),
                "is_root": one.is_root,
            }
        )
        for one in reproduction.beginnings(session, project=project, item_id=item_id)
    ]


@router.post("/plan", name="plan")
def plan(session: ReadSession, project: ReadableProject, body: ReproductionPlanIn) -> list[CopiedOut]:
    """Return the recipes that would be reproduced, with the names proposed for what they write."""
    steps = reproduction.plan(session, project=project, item_id=body.item_id, replaced=body.replaced)
    found = []
    for step in steps:
        known = types.find(step.recipe.type)
        found.append(
            CopiedOut(
                recipe_id=step.recipe.id,
                recipe_name=step.recipe.name,
                type=step.recipe.type,
                type_label=known.label if known else step.recipe.type,
                outputs=step.names,
            )
        )
    return found


@router.post("", name="reproduce", status_code=201)
def reproduce(
    session: WriteSession, atelier: AtelierDep, caller: CallerDep, project: WritableProject, body: ReproductionIn
) -> ReproductionOut:
    """Reproduce the way to a dataset for other beginnings, score what comes out, and build it."""
    made = reproduction.reproduce(
        session,
        project=project,
        store=atelier.store,
        item_id=body.item_id,
        replaced=body.replaced,
        names=body.names,
        author=caller.login,
        may_write_code=caller.may_write_code,
    )
    prepared = made.items[body.item_id]
    last = made.recipes[-1]
    scored = None
    if body.saved_model_id is not None:
        model = savedmodels.require(session, project=project, model_id=body.saved_model_id)
        name = body.scored_name
        if not name:
            wish = f"{session.get_one(Item, prepared).name}_scored"
            name = naming.propose(session, project=project, kind="dataset", wish=wish)
        last = recipes.create(
            session,
            project=project,
            store=atelier.store,
            type=_THEN[body.then],
            name=None,
            inputs={"dataset": [prepared], "model": [model.id]},
            outputs={"output": [OutputWish(new_name=name)]},
            params=None,
            author=caller.login,
        )
        scored = recipes.io_of(last, "output")["output"][0]
    job = None
    if body.run:
        job = start_build(
            session,
            project=project,
            store=atelier.store,
            targets=[Target("recipe", last.id)],
            build_type="RECURSIVE_BUILD",
            initiator=caller.login,
            via=caller.via,
        )
    return ReproductionOut(
        prepared_id=prepared,
        scored_id=scored,
        recipes=[one.id for one in made.recipes] + ([last.id] if scored else []),
        job_id=None if job is None else job.id,
    )
