"""From a trained model of the Lab to the flow: a saved model, its version, and the recipe that trains it anew.

Nothing is trained: the version takes the blobs of the trained model.
"""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from atelier import clock
from atelier.db.tables import Analysis, Item, ItemVersion, Project, Recipe
from atelier.errors import Conflict, InvalidInput
from atelier.flow import fingerprint as prints
from atelier.flow.graph import RoleRef
from atelier.items import coderight, flow, recipes, savedmodels
from atelier.items.folders import NewFile
from atelier.items.recipes import OutputWish
from atelier.items.store import Store
from atelier.lab import activation, trained
from atelier.lab.trained import Found
from atelier.ml.tabular import embedding, stored
from atelier.ml.tabular.design import Design
from atelier.ml.tabular.model import DESCRIPTION, described_from
from atelier.ml.tabular.versionfacts import facts_of
from atelier.projects import classes, variables
from atelier.projects.events import item_changed
from atelier.recipes import registry

RECIPE = activation.TRAINING


@dataclass(frozen=True, slots=True)
class Deployed:
    """What a deployment made or changed."""

    item: Item
    recipe: Recipe
    version: int


def deploy(
    session: Session,
    *,
    project: Project,
    store: Store,
    found: Found,
    name: str,
    saved_model: Item | None,
    activate: bool,
    author: str,
    may_write_code: bool,
) -> Deployed:
    """Deploy a trained model as a new saved model, or as the next version of one.

    Raises `Conflict` for a model that is not trained, a name that is taken, or a saved model of another target.
    """
    design, params = _frozen(store, found)
    coderight.demand(registry.get(RECIPE), params, may_write_code=may_write_code)
    if saved_model is not None:
        _demand_same_task(saved_model, design)
    inputs = _inputs(session, project, found, design)
    is_used = activate or saved_model is None or saved_model.version == 0
    kept = None if is_used or saved_model is None else _settings_in_use(session, project, store, saved_model)
    item, recipe = _placed(
        session,
        project=project,
        store=store,
        name=name,
        saved_model=saved_model,
        wanted=(params, inputs) if kept is None else kept,
        is_saved=is_used,
        author=author,
    )
    print_ = _fingerprint(session, project, recipe, params, inputs, found)
    facts = {**_version_facts(session, found, design), activation.TRAINED_ON: inputs}
    before = item.fingerprint
    made = savedmodels.add_version(
        session,
        model=item,
        files=_files(found),
        facts={**facts, savedmodels.ACTIVATION: "always" if activate else "never"},
        author=author,
        reason=f"deployed from {found.analysis.name}",
        fingerprint=print_,
    )
    if not is_used:
        item.fingerprint = before  # the recipe still trains the design of the active version
    if design.is_classification:
        classes.assign(session, project=project, names=facts["class_names"])
    item_changed(session, project_key=project.key, object="item", id=item.id, change="built")
    return Deployed(item, recipe, made.version)


def deployed_to(session: Session, *, project: Project, found: Found) -> list[tuple[Item, ItemVersion]]:
    """Return the saved models that a trained model was deployed to, with the version it became."""
    rows = session.execute(
        select(Item, ItemVersion)
        .join(ItemVersion, ItemVersion.item_id == Item.id)
        .where(Item.project_key == project.key, Item.kind == "model", Item.deleted_at.is_(None))
        .order_by(ItemVersion.created_at.desc())
    )
    return [
        (item, version)
        for item, version in rows
        if version.facts.get("origin") == found.full_id and not version.facts.get("is_retrained")
    ]


def analysis_is_there(session: Session, analysis_id: str) -> bool:
    """Say whether the analysis that a model came from can still be opened."""
    analysis = session.get(Analysis, analysis_id)
    return analysis is not None and analysis.deleted_at is None


def _frozen(store: Store, found: Found) -> tuple[Design, dict[str, Any]]:
    """Return the design that a model was trained by, and the settings of the recipe that trains it anew."""
    said = described_from(trained.file_of(store, found.model, DESCRIPTION).read_bytes())
    has_inputs = any(one["path"] == stored.FILE for one in found.model.files)
    read = trained.file_of(store, found.model, stored.FILE).read_bytes() if has_inputs else None
    design = Design.model_validate(said["design"])
    return design, activation.frozen(found.full_id, said, stored.inputs_from(read).script)


def _settings_in_use(
    session: Session, project: Project, store: Store, model: Item
) -> tuple[dict[str, Any], dict[str, list[str]]] | None:
    """Return settings and inputs of a recipe that trains the active version's design; None where it cannot be told."""
    deployed = activation.deployed_version(session, model, model.version)
    if deployed is None:
        return None
    inputs = activation.inputs_of(session, project, None, deployed)
    return activation.settings_of(session, store, model, deployed), inputs


def _fingerprint(
    session: Session,
    project: Project,
    recipe: Recipe,
    params: dict[str, Any],
    inputs: dict[str, list[str]],
    found: Found,
) -> str:
    """Return the fingerprint of what a recipe writes that trains this design, whether the recipe does so now or not."""
    type_ = registry.get(RECIPE)
    known = variables.in_force(session, project)
    whole = type_.Params.model_validate({"activation": recipe.params.get("activation", "always"), **params})
    pure = replace(
        flow.pure_recipe(recipe, known),
        params=flow.canonical(known.expand(whole.model_dump(mode="json"), verbatim=type_.verbatim)),
        inputs=tuple(RoleRef(role.name, one) for role in type_.inputs for one in inputs.get(role.name, ())),
    )
    return prints.fingerprint(pure, _versions_then(session, inputs, found))


def _demand_same_task(item: Item, design: Design) -> None:
    if item.version == 0:
        return
    then = (item.facts.get("target"), item.facts.get("prediction_type"))
    if then != (design.targetVariable, design.predictionType):
        raise Conflict(
            f"{item.name} predicts “{then[0]}”, this model “{design.targetVariable}”.",
            hint="What reads the saved model expects its columns. Deploy as a new saved model.",
        )


def _inputs(session: Session, project: Project, found: Found, design: Design) -> dict[str, list[str]]:
    inputs = {"dataset": [found.analysis.dataset_id]}
    other = design.splitParams.eftdTest.dataset
    if design.splitParams.ttPolicy == "EXPLICIT_FILTERING_TWO_DATASETS" and other:
        inputs["test"] = [other]
    inputs |= {kind: ids for kind, ids in embedding.folders_of(design).items() if ids}
    for item_id in (one for ids in inputs.values() for one in ids):
        item = session.get(Item, item_id)
        if item is None or item.deleted_at is not None or item.project_key != project.key:
            name = item.name if item is not None else item_id
            raise Conflict(
                f"{name}, which the model was trained on, was deleted.", hint="Restore it from the trash, then deploy."
            )
    return inputs


def _placed(
    session: Session,
    *,
    project: Project,
    store: Store,
    name: str,
    saved_model: Item | None,
    wanted: tuple[dict[str, Any], dict[str, list[str]]],
    is_saved: bool,
    author: str,
) -> tuple[Item, Recipe]:
    """Return the saved model and the recipe that writes it: made, brought up to date (`is_saved`), or as it is."""
    params, inputs = wanted
    loaded = flow.load(session, project=project)
    writer = loaded.graph.writer_of.get(saved_model.id) if saved_model is not None else None
    if saved_model is not None and writer is not None:
        recipe = loaded.recipes[writer]
        if recipe.type != RECIPE:
            raise Conflict(f"{saved_model.name} is written by {recipe.name}, which trains no models of the Lab.")
        if is_saved:
            kept = {"activation": recipe.params.get("activation", "always")}
            recipes.save(
                session,
                project=project,
                recipe=recipe,
                revision=None,
                params={**params, **kept},
                author=author,
                inputs=inputs,
                may_write_code=True,
            )
        return saved_model, recipe
    wish = OutputWish(new_name=name) if saved_model is None else OutputWish(item_id=saved_model.id)
    recipe = recipes.create(
        session,
        project=project,
        store=store,
        type=RECIPE,
        name=None,
        inputs=inputs,
        outputs={"model": [wish]},
        params=params,
        author=author,
        may_write_code=True,  # of the design that is deployed it was demanded; that of a version was let in with it
    )
    written = next(io.item_id for io in recipe.io if io.direction == "output")
    return session.get_one(Item, written), recipe


def _versions_then(session: Session, inputs: dict[str, list[str]], found: Found) -> dict[str, int]:
    """Return the version that each input had when the model was trained: what came later makes the recipe stale."""
    versions = {}
    for role, ids in inputs.items():
        for item_id in ids:
            if role == "dataset":
                versions[item_id] = found.session.dataset_version
                continue
            began = found.model.started_at or found.session.created_at
            query = select(ItemVersion.version).where(ItemVersion.item_id == item_id, ItemVersion.created_at <= began)
            versions[item_id] = session.scalar(query.order_by(ItemVersion.version.desc()).limit(1)) or 0
    return versions


def _version_facts(session: Session, found: Found, design: Design) -> dict[str, Any]:
    said = found.model.facts
    dataset = session.get_one(Item, found.analysis.dataset_id)
    then = session.get(ItemVersion, (dataset.id, found.session.dataset_version))
    rows = then.facts.get("rows") if then is not None else None
    return {
        **facts_of(
            design,
            algorithm=found.model.algorithm,
            values=said.get("values", {}),
            figures=said.get("metrics", {}),
            spread=said.get("spread", {}),
            seconds=said.get("seconds"),
        ),
        "origin": found.full_id,
        "trained_id": found.model.id,
        "task_id": found.task.id,
        "analysis_id": found.analysis.id,
        "trained_at": (found.model.ended_at or clock.now()).astimezone(UTC).isoformat(),
        "trained_by": found.session.created_by,
        "dataset": {"id": dataset.id, "name": dataset.name, "version": found.session.dataset_version, "rows": rows},
    }


def _files(found: Found) -> list[NewFile]:
    if not found.model.files:
        raise InvalidInput(f"{found.model.label} has no files. Train it again, then deploy.")
    moment: datetime = clock.now().astimezone(UTC)
    return [NewFile(one["path"], one["sha256"], int(one["size"]), moment) for one in found.model.files]
