"""What a recipe reads and writes: the items of its roles, checked, made where they are new, and put down."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from atelier.db.tables import Item, Project, Recipe, RecipeIo
from atelier.errors import FieldProblem, InvalidInput
from atelier.items import datasets, flow, folders, savedmodels
from atelier.recipes.base import Recipe as RecipeType
from atelier.recipes.base import Role

_KINDS = {"dataset": "dataset", "folder": "folder", "model": "saved model"}


@dataclass(frozen=True, slots=True)
class OutputWish:
    """An output: an item that is there, or the name of a new one."""

    item_id: str | None = None
    new_name: str | None = None


def chosen_inputs(
    session: Session, project: Project, found: RecipeType[Any], inputs: Mapping[str, Sequence[str]], *, lenient: bool
) -> dict[str, list[Item]]:
    """Return the items of each input role; raises `InvalidInput` at the roles that are empty or do not fit."""
    roles = {role.name: role for role in found.inputs}
    problems = [
        FieldProblem(("inputs", name), f"{found.label} has no input “{name}”.") for name in inputs if name not in roles
    ]
    chosen: dict[str, list[Item]] = {}
    for role in found.inputs:
        ids_given = list(dict.fromkeys(inputs.get(role.name, ())))
        if not ids_given and role.required and not lenient:
            problems.append(FieldProblem(("inputs", role.name), f"{role.label} is needed: choose a {_word(role)}."))
        if len(ids_given) > 1 and not role.many:
            problems.append(FieldProblem(("inputs", role.name), f"{role.label} takes one {_word(role)}."))
        items = []
        for item_id in ids_given:
            item = session.get(Item, item_id)
            if item is None or item.project_key != project.key or item.deleted_at is not None:
                problems.append(
                    FieldProblem(("inputs", role.name), f"The {_word(role)} chosen for {role.label} is gone.")
                )
            elif item.kind != role.kind:
                text = f"{item.name} is a {_KINDS[item.kind]}; {role.label} needs a {_word(role)}."
                problems.append(FieldProblem(("inputs", role.name), text))
            elif role.holds == "model" and item.version > 0 and not item.facts.get("model") and not lenient:
                text = f"{item.name} holds no network. {role.label} needs a model folder."
                problems.append(FieldProblem(("inputs", role.name), text))
            else:
                items.append(item)
        if items:
            chosen[role.name] = items
    if problems:
        raise InvalidInput(problems[0].message, fields=problems)
    return chosen


def implied(
    session: Session, project: Project, found: RecipeType[Any], wanted: Mapping[str, Sequence[str]]
) -> dict[str, list[Item]]:
    """Return the items that chosen inputs ask for, by role; a role of which one is gone stays empty."""
    given: dict[str, list[Item]] = {}
    for role in found.inputs:
        asked = list(dict.fromkeys(wanted.get(role.name, ())))
        items = [one for one in (session.get(Item, item_id) for item_id in asked) if one is not None]
        there = [one for one in items if (one.project_key, one.kind, one.deleted_at) == (project.key, role.kind, None)]
        if there and len(there) == len(asked):
            given[role.name] = there
    return given


def made_outputs(
    session: Session,
    project: Project,
    found: RecipeType[Any],
    outputs: Mapping[str, Sequence[OutputWish]],
    *,
    author: str,
    lenient: bool,
) -> dict[str, list[Item]]:
    """Return the items of each output role, new ones made; raises `InvalidInput` at the roles that do not fit."""
    roles = {role.name: role for role in found.outputs}
    problems = [
        FieldProblem(("outputs", name), f"{found.label} has no output “{name}”.")
        for name in outputs
        if name not in roles
    ]
    made: dict[str, list[Item]] = {}
    for role in found.outputs:
        for wish in outputs.get(role.name, ()):
            item = session.get(Item, wish.item_id) if wish.item_id else None
            if item is not None and item.project_key == project.key and item.deleted_at is None:
                if item.kind != role.kind:
                    text = f"{item.name} is a {_KINDS[item.kind]}; {role.label} writes a {_word(role)}."
                    problems.append(FieldProblem(("outputs", role.name), text))
                elif item.origin == "linked":
                    text = f"{item.name} is read from a shared root and cannot be written to."
                    problems.append(FieldProblem(("outputs", role.name), text))
                else:
                    made.setdefault(role.name, []).append(item)
            elif wish.new_name:
                made.setdefault(role.name, []).append(
                    create_output(session, project=project, role=role, name=wish.new_name, author=author)
                )
            else:
                problems.append(FieldProblem(("outputs", role.name), f"The item chosen for {role.label} is gone."))
        if role.required and role.name not in made and not lenient and not problems:
            problems.append(
                FieldProblem(("outputs", role.name), f"{role.label} is needed: give the new {_word(role)} a name.")
            )
    if problems:
        raise InvalidInput(problems[0].message, fields=problems)
    return made


def create_output(session: Session, *, project: Project, role: Role, name: str, author: str) -> Item:
    """Make the item that a role will write."""
    if role.kind == "dataset":
        return datasets.create(session, project=project, name=name, author=author)
    if role.kind == "model":
        return savedmodels.create(session, project=project, name=name, author=author)
    return folders.create(session, project=project, name=name, author=author)


def _word(role: Role) -> str:
    if role.kind == "folder":
        return {"pictures": "folder of pictures", "model": "model folder"}.get(role.holds or "", "folder")
    return "saved model" if role.kind == "model" else role.kind


def put_down(
    session: Session, recipe: Recipe, inputs: Mapping[str, Sequence[Item]], outputs: Mapping[str, Sequence[Item]]
) -> None:
    """Let a recipe read and write these items, and no others."""
    recipe.io.clear()
    session.flush()
    for direction, roles in (("input", inputs), ("output", outputs)):
        for role, items in roles.items():
            for position, item in enumerate(items):
                recipe.io.append(RecipeIo(direction=direction, role=role, position=position, item_id=item.id))
    session.flush()


def demand_sound(session: Session, project: Project, recipe: Recipe) -> None:
    """Refuse an output that is also an input, one that another recipe writes, and a flow that feeds itself."""
    read = {io.item_id for io in recipe.io if io.direction == "input"}
    written = [io for io in recipe.io if io.direction == "output"]
    for io in written:
        item = session.get(Item, io.item_id)
        name = item.name if item else io.item_id
        if io.item_id in read:
            raise InvalidInput.at(
                ("outputs", io.role), f"{name} is an input of this recipe; a recipe cannot write what it reads."
            )
        other = session.scalar(
            select(Recipe)
            .join(RecipeIo, RecipeIo.recipe_id == Recipe.id)
            .where(
                RecipeIo.item_id == io.item_id,
                RecipeIo.direction == "output",
                Recipe.id != recipe.id,
                Recipe.deleted_at.is_(None),
            )
        )
        if other is not None:
            raise InvalidInput.at(
                ("outputs", io.role), f"{name} is written by {other.name} already. Choose another output."
            )
    flow.load(session, project=project).graph.demand_no_cycle()
