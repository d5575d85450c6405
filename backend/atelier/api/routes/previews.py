"""Previews of query recipes, and the library of Prepare steps."""

from typing import Any

from fastapi import APIRouter

from atelier.api.deps import AtelierDep, CallerDep, ReadableProject, ReadSession
from atelier.api.schemas.base import FieldProblemOut
from atelier.api.schemas.tables import (
    DownstreamIn,
    DownstreamOut,
    FileSketchOut,
    OutputPreviewOut,
    RecipePreviewIn,
    RecipePreviewOut,
    RetypedOut,
    SchemaChangeOut,
    StepReportOut,
    StepTypeOut,
)
from atelier.db.tables import Item
from atelier.items import previews, propagation, recipes
from atelier.items.previews import Preview, SchemaChange
from atelier.lab import analyses
from atelier.recipes import registry as recipe_types
from atelier.runner.spec import slot_of
from atelier.tables.preview import StepCount
from atelier.tables.script import Applied
from atelier.tables.steps import registry as step_types

router = APIRouter(tags=["previews"])


@router.get("/api/steps", name="steps")
def steps(_caller: CallerDep) -> list[StepTypeOut]:
    """Return the library of Prepare steps."""
    return [_step_type_out(found) for _, found in sorted(step_types.all_types().items())]


@router.post("/api/projects/{key}/recipes/{recipe_id}/preview", name="preview")
def preview(
    session: ReadSession,
    atelier: AtelierDep,
    caller: CallerDep,
    project: ReadableProject,
    recipe_id: str,
    body: RecipePreviewIn,
) -> RecipePreviewOut:
    """Work a recipe out on a sample of its inputs; nothing is stored."""
    recipe = recipes.require(session, project=project, recipe_id=recipe_id)
    found = previews.preview_recipe(
        session,
        project=project,
        store=atelier.store,
        found=recipe_types.get(recipe.type),
        inputs=body.inputs if body.inputs is not None else recipes.io_of(recipe, "input"),
        params=body.params,
        slot=body.slot,
        upto=body.upto,
        sample_rows=body.sample_rows,
        offset=body.offset,
        limit=body.limit,
        only=body.columns,
        may_write_code=caller.may_write_code,
    )
    items = {
        slot_of(role, place): session.get(Item, item_id)
        for role, ids in recipes.io_of(recipe, "output").items()
        for place, item_id in enumerate(ids)
    }
    return _preview_out(found, body.offset, items)


@router.post("/api/projects/{key}/analyses/{analysis_id}/preview", name="preview_analysis")
def preview_analysis(
    session: ReadSession,
    atelier: AtelierDep,
    caller: CallerDep,
    project: ReadableProject,
    analysis_id: str,
    body: RecipePreviewIn,
) -> RecipePreviewOut:
    """Work a script out on a sample of an analysis's dataset, as a Prepare recipe would; nothing is stored."""
    analysis = analyses.require(session, project=project, analysis_id=analysis_id)
    dataset = analyses.dataset_of(session, project=project, analysis=analysis)
    found = previews.preview_recipe(
        session,
        project=project,
        store=atelier.store,
        found=recipe_types.get("prepare"),
        inputs={"input": [dataset.id]},
        params=body.params,
        upto=body.upto,
        sample_rows=body.sample_rows,
        offset=body.offset,
        limit=body.limit,
        only=body.columns,
        may_write_code=caller.may_write_code,
    )
    return _preview_out(found, body.offset, {})


@router.post("/api/projects/{key}/recipes/{recipe_id}/downstream", name="downstream")
def downstream(
    session: ReadSession,
    atelier: AtelierDep,
    caller: CallerDep,
    project: ReadableProject,
    recipe_id: str,
    body: DownstreamIn,
) -> list[DownstreamOut]:
    """Say what these settings would do to everything that is built from the recipe's outputs."""
    recipe = recipes.require(session, project=project, recipe_id=recipe_id)
    found = propagation.downstream_of(
        session,
        project=project,
        store=atelier.store,
        recipe=recipe,
        params=body.params,
        may_write_code=caller.may_write_code,
    )
    return [
        DownstreamOut(
            recipe_id=one.recipe.id,
            recipe_name=one.recipe.name,
            type=one.recipe.type,
            changes={name: _changed(change) for name, change in one.changes.items()},
            problem=one.problem,
            is_known=one.is_known,
        )
        for one in found
    ]


def _preview_out(found: Preview, offset: int, items: dict[str, Item | None]) -> RecipePreviewOut:
    outputs = []
    for slot, columns in found.outputs.items():
        item = items.get(slot)
        change = previews.schema_change(item, columns) if item is not None else None
        outputs.append(
            OutputPreviewOut(slot=slot, columns=columns, change=_changed(change) if change is not None else None)
        )
    return RecipePreviewOut(
        columns=list(found.page.columns),
        rows=[list(row) for row in found.page.rows],
        offset=offset,
        total=found.page.total,
        sampled=found.sampled,
        is_whole=found.is_whole,
        steps=[_report_out(one, count) for one, count in found.steps],
        outputs=outputs,
        sql=found.sql,
        problems=[FieldProblemOut(loc=list(one.loc), message=one.message) for one in found.problems],
        files=[FileSketchOut(path=one.path, lines=list(one.lines)) for one in found.files],
        seconds=found.seconds,
    )


def _report_out(one: Applied, count: StepCount | None) -> StepReportOut:
    return StepReportOut(
        sentence=one.sentence,
        enabled=one.step.enabled,
        columns=one.after.names,
        rows_in=count.rows_in if count else None,
        rows_out=count.rows_out if count else None,
        hits=count.hits if count else None,
        note=count.words if count else "",
        is_idle=bool(count and count.hits == 0 and one.effect and one.effect.is_expected),
    )


def _changed(change: SchemaChange) -> SchemaChangeOut:
    return SchemaChangeOut(
        added=[column.name for column in change.added],
        removed=[column.name for column in change.removed],
        retyped=[RetypedOut(name=a.name, before=b.type, after=a.type) for b, a in change.retyped],
    )


def _step_type_out(found: Any) -> StepTypeOut:
    return StepTypeOut(
        type=found.type,
        label=found.label,
        description=" ".join((found.__doc__ or "").split()),
        category=found.category,
        icon=found.icon,
        keywords=list(found.keywords),
        params_schema=found.Params.model_json_schema(),
        defaults={
            name: field.get_default(call_default_factory=True)
            for name, field in found.Params.model_fields.items()
            if not field.is_required()
        },
    )
