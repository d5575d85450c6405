"""Accepting work: what was asked becomes a plan, and the plan becomes rows. A job exists once they are committed."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from atelier import clock
from atelier.db.hooks import after_commit
from atelier.db.tables import Activity, Item, Job, Project, Recipe
from atelier.errors import Conflict, InvalidInput, NotFound
from atelier.flow.plan import BuildType, Plan, plan
from atelier.items import datasets, expansion, flow, folders, recipes
from atelier.items.forms import DatabaseForm
from atelier.items.sentences import validated
from atelier.items.store import Store
from atelier.jobs import crash
from atelier.macros import registry as macro_registry
from atelier.projects.events import record
from atelier.recipes import registry as recipe_registry
from atelier.recipes.base import Device
from atelier.recipes.base import Recipe as RecipeType
from atelier.recipes.table import TableRecipe
from atelier.runner.events import ActivityState, JobState, LogLine

Via = Literal["browser", "api", "shell"]


@dataclass(frozen=True, slots=True)
class Target:
    """What to build: an item, or a recipe with all its outputs."""

    kind: Literal["item", "recipe"]
    id: str


def plan_build(
    session: Session, *, project: Project, targets: Sequence[Target], build_type: BuildType
) -> tuple[Plan, flow.LoadedFlow]:
    """Return what a build would do, with the flow it was worked out from."""
    loaded = flow.load(session, project=project)
    return plan(loaded.graph, [_recipe_of(loaded, target) for target in targets], build_type), loaded


def start_build(
    session: Session,
    *,
    project: Project,
    store: Store,
    targets: Sequence[Target],
    build_type: BuildType,
    initiator: str,
    via: Via,
    idempotency_key: str | None = None,
) -> Job:
    """Accept a build; the same idempotency key again returns the same job.

    Raises `InvalidInput` when a recipe's settings do not hold or an input is empty, `Conflict` when nothing is to do.
    """
    if idempotency_key:
        known = session.scalar(select(Job).where(Job.idempotency_key == idempotency_key))
        if known is not None:
            return known
    _read_linked_again(session, project, store)
    planned, loaded = plan_build(session, project=project, targets=targets, build_type=build_type)
    if planned.problems:
        raise InvalidInput(planned.problems[0], details={"problems": list(planned.problems)})
    if not planned.steps and build_type == "NON_RECURSIVE_FORCED_BUILD":
        raise Conflict("There is nothing to build.")
    for step in planned.steps:
        _demand_sound(session, project, store, loaded.recipes[step.recipe_id], is_fed=bool(step.needs))
    job = _new_job(session, project, "build", _name(loaded, targets), initiator, via)
    job.build_type = build_type
    job.targets = [{"kind": target.kind, "id": target.id} for target in targets]
    job.idempotency_key = idempotency_key
    made: dict[str, Activity] = {}
    for position, step in enumerate(planned.steps):
        recipe = loaded.recipes[step.recipe_id]
        found = recipe_registry.get(recipe.type)
        params = validated(found.Params, recipes.current_params(recipe))
        settled = expansion.checked(session, project=project, found=found, params=recipes.current_params(recipe))
        activity = _new_activity(
            session,
            job,
            kind="recipe",
            position=position,
            type=recipe.type,
            name=recipe.name,
            recipe_id=recipe.id,
            params=params.model_dump(mode="json"),
            inputs=recipes.io_of(recipe, "input"),
            outputs=recipes.io_of(recipe, "output"),
            needs=[made[need].id for need in step.needs],
            reason=step.reason,
            slot_class=found.slot_class(settled),
            wish=_wish(found.device_wish(settled)),
        )
        made[recipe.id] = activity
    text = f"Job {job.id:,} accepted: " + (
        ", ".join(loaded.recipes[s.recipe_id].name for s in planned.steps) or "nothing to do, all is up to date"
    )
    record(session, project_key=project.key, job_id=job.id, body=LogLine(text=text + "."))
    if not made:
        job.state, job.started_at, job.ended_at = "DONE", job.created_at, job.created_at
    _announce(session, job)
    return job


def start_macro(
    session: Session,
    *,
    project: Project,
    store: Store,
    type: str,
    params: dict[str, Any],
    initiator: str,
    via: Via,
    after: Job | None = None,
) -> Job:
    """Accept a macro's run, as a job of one activity; the items it writes are made, empty, if they are not there.

    `after` appends the macro to that job instead, to run when its activities are done.
    """
    found = macro_registry.get(type)
    stored = validated(found.Params, params)
    checked = expansion.checked(session, project=project, found=found, params=params)
    chosen = {role: [item_id] for role, item_id in found.input_ids(checked).items()}
    for role in found.inputs:
        for item_id in chosen.get(role.name, ()):
            item = session.get(Item, item_id)
            if item is None or item.project_key != project.key or item.deleted_at is not None:
                raise InvalidInput.at(("params", role.name), f"The item chosen for {role.label} is gone.")
    form = DatabaseForm(session, project=project, store=store, inputs=chosen)
    problems = list(found.check(form, checked))
    if problems:
        raise InvalidInput(problems[0].message, fields=problems)
    outputs: dict[str, list[str]] = {}
    names = found.output_names(checked)
    for role in found.outputs:
        outputs[role.name] = [_macro_output(session, project, role.kind, names[role.name], initiator)]
    job = after or _new_job(session, project, "macro", found.label, initiator, via)
    earlier = session.scalars(select(Activity).where(Activity.job_id == job.id)).all() if after else []
    _new_activity(
        session,
        job,
        kind="macro",
        position=len(earlier),
        type=found.type,
        name=found.label,
        recipe_id=None,
        params=stored.model_dump(mode="json"),
        inputs=chosen,
        outputs=outputs,
        needs=[activity.id for activity in earlier],
        reason="asked for",
        slot_class=found.slot_class(checked),
        wish=_wish(found.device_wish(checked)),
    )
    record(
        session,
        project_key=project.key,
        job_id=job.id,
        body=LogLine(text=f"Then {found.label}." if after else f"Job {job.id:,} accepted: {found.label}."),
    )
    _announce(session, job)
    return job


def start_session(
    session: Session,
    *,
    project: Project,
    name: str,
    params: dict[str, Any],
    inputs: dict[str, list[str]],
    initiator: str,
    via: Via,
) -> Job:
    """Accept a training session of the Lab as a job of one activity; it writes no items."""
    job = _new_job(session, project, "lab", name, initiator, via)
    _new_activity(
        session,
        job,
        kind="session",
        position=0,
        type="lab-session",
        name=name,
        recipe_id=None,
        params=params,
        inputs=inputs,
        outputs={},
        needs=[],
        reason="asked for",
        slot_class="cpu",
        wish=_wish(Device()),
    )
    record(session, project_key=project.key, job_id=job.id, body=LogLine(text=f"Job {job.id:,} accepted: {name}."))
    _announce(session, job)
    return job


def _wish(device: Device) -> dict[str, Any]:
    return {"gpus": list(device.gpus), "share": device.memory_share}


def _macro_output(session: Session, project: Project, kind: str, name: str, author: str) -> str:
    known = session.scalar(
        select(Item).where(
            Item.project_key == project.key, Item.kind == kind, Item.name == name, Item.deleted_at.is_(None)
        )
    )
    if known is not None:
        if known.origin == "linked":
            raise Conflict(f"{known.name} is read from a shared root and cannot be written to. Choose another name.")
        return known.id
    make = datasets.create if kind == "dataset" else folders.create
    return make(session, project=project, name=name, author=author).id


def _recipe_of(loaded: flow.LoadedFlow, target: Target) -> str:
    if target.kind == "recipe":
        if target.id not in loaded.recipes:
            raise NotFound("The recipe to build is gone. It may have been deleted: look in the trash.")
        return target.id
    if target.id not in loaded.items:
        raise NotFound("The item to build is gone. It may have been deleted: look in the trash.")
    writer = loaded.graph.writer_of.get(target.id)
    if writer is None:
        name = loaded.items[target.id].name
        raise Conflict(f"No recipe writes {name}, so there is nothing to build. Fill it by hand, or make a recipe.")
    return writer


def _read_linked_again(session: Session, project: Project, store: Store) -> None:
    """Look at linked folders on the disk, so that what changed there counts."""
    linked = session.scalars(
        select(Item).where(
            Item.project_key == project.key,
            Item.kind == "folder",
            Item.origin == "linked",
            Item.deleted_at.is_(None),
        )
    )
    for folder in linked:
        folders.scan(session, folder=folder, store=store, author="atelier")


def _demand_sound(session: Session, project: Project, store: Store, recipe: Recipe, *, is_fed: bool = False) -> None:
    """Check settings and roles as they are now; raises `InvalidInput` naming the recipe.

    `is_fed` says that the same job writes one of its inputs first: a query is then checked when it runs, since the
    columns it names may not be there before.
    """
    found = recipe_registry.get(recipe.type)
    given = recipes.io_of(recipe, "input")
    for role in found.inputs:
        if role.required and not given.get(role.name):
            raise InvalidInput(f"{recipe.name} has nothing in {role.label}. Choose it under Inputs and outputs.")
    written = recipes.io_of(recipe, "output")
    for role in found.outputs:
        if role.required and not written.get(role.name):
            raise InvalidInput(f"{recipe.name} has nothing in {role.label}. Choose it under Inputs and outputs.")
    params = _settled(session, project, recipe, found)
    if is_fed and isinstance(found, TableRecipe):
        return
    form = DatabaseForm(session, project=project, store=store, inputs=given)
    problems = [problem for problem in found.check(form, params) if not _waits(session, given, problem.loc)]
    if problems:
        raise InvalidInput(f"{recipe.name}: {problems[0].message}", fields=problems)


def _settled(session: Session, project: Project, recipe: Recipe, found: RecipeType[Any]) -> Any:
    try:
        return expansion.checked(session, project=project, found=found, params=recipes.current_params(recipe))
    except InvalidInput as error:
        raise InvalidInput(
            f"{recipe.name}: {error.message}", hint=error.hint, fields=error.fields, details=error.details
        ) from None


def _waits(session: Session, given: dict[str, list[str]], loc: tuple[str | int, ...]) -> bool:
    """Say whether a problem is about an input that the same job may still build; the run checks it again."""
    if loc[:1] != ("inputs",) or len(loc) < 2:
        return False
    items = [session.get(Item, item_id) for item_id in given.get(str(loc[1]), ())]
    return any(item is not None and item.version == 0 for item in items)


def _new_job(session: Session, project: Project, kind: str, name: str, initiator: str, via: Via) -> Job:
    job = Job(
        project_key=project.key,
        kind=kind,
        name=name,
        initiator=initiator,
        via=via,
        state="NOT_STARTED",
        created_at=clock.now(),
    )
    session.add(job)
    session.flush()
    return job


def _new_activity(session: Session, job: Job, *, slot_class: str, **fields: Any) -> Activity:
    activity = Activity(
        job_id=job.id,
        project_key=job.project_key,
        initiator=job.initiator,
        slot_class=slot_class,
        state="QUEUED",
        created_at=clock.now(),
        **fields,
    )
    session.add(activity)
    session.flush()
    body = ActivityState(activity=activity.name, state="QUEUED", recipe_id=activity.recipe_id)
    record(session, project_key=job.project_key, job_id=job.id, activity_id=activity.id, body=body)
    return activity


def _announce(session: Session, job: Job) -> None:
    record(session, project_key=job.project_key, job_id=job.id, body=JobState(state=job.state, name=job.name))
    after_commit(session, lambda: crash.point("job-accepted"))
    bell = session.info.get("bell")
    if bell is not None:
        after_commit(session, lambda: bell.ring("queue"))


def _name(loaded: flow.LoadedFlow, targets: Sequence[Target]) -> str:
    names = []
    for target in targets:
        if target.kind == "item":
            names.append(loaded.items[target.id].name)
        else:
            recipe = loaded.graph.recipes[target.id]
            names.extend(loaded.items[ref.item_id].name for ref in recipe.outputs if ref.item_id in loaded.items)
    unique = list(dict.fromkeys(names))
    return "Build " + (", ".join(unique[:3]) + (f" and {len(unique) - 3} more" if len(unique) > 3 else ""))
