"""A Prepare script: steps in order, compiled to one query."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from atelier.errors import AtelierError, FieldProblem, InvalidInput, Stopped
from atelier.tables.probe import Probe
from atelier.tables.relation import Relation
from atelier.tables.steps import registry
from atelier.tables.steps.base import Effect


class ScriptStep(BaseModel):
    """One line of a script; `id` is the browser's, so that a list can be reordered without losing its place."""

    model_config = ConfigDict(extra="allow")

    id: str = ""
    type: str
    params: dict[str, Any] = {}
    enabled: bool = True
    comment: str = ""
    group: str = ""


def script_of(steps: Sequence[Any]) -> list[ScriptStep]:
    """Return stored steps as a script; raises `InvalidInput` at the first that is none."""
    found = []
    for place, step in enumerate(steps):
        try:
            found.append(ScriptStep.model_validate(step))
        except ValidationError as error:
            first = error.errors(include_url=False)[0]
            where = f": “{first['loc'][0]}” is missing or of the wrong kind" if first["loc"] else ""
            said = f"Step {place + 1} cannot be read{where}."
            raise InvalidInput.at(("steps", place, *first["loc"][:1]), said) from None
    return found


@dataclass(frozen=True, slots=True)
class Applied:
    """What became of one step: the table before and after it (after is before where it was off or failed)."""

    step: ScriptStep
    sentence: str
    before: Relation
    after: Relation
    effect: Effect | None = None
    problems: tuple[FieldProblem, ...] = field(default=())


def sentence_of(step: ScriptStep) -> str:
    """Return a step in words, also when its settings do not hold yet."""
    try:
        found = registry.get(step.type)
        return found.sentence(found.Params.model_validate(found.from_dss(step.params)))
    except (AtelierError, ValidationError):
        return f"{step.type} (not ready)"


def apply_script(table: Relation, steps: Sequence[ScriptStep], probe: Probe, *, strict: bool = True) -> list[Applied]:
    """Apply all steps that are on, in order.

    With `strict` the first wrong one raises `InvalidInput` at `steps.<n>...`; else it is left out, with its problems.
    """
    applied: list[Applied] = []
    for place, step in enumerate(steps):
        if not step.enabled:
            applied.append(Applied(step, sentence_of(step), table, table))
            continue
        try:
            found = registry.get(step.type)
            params = found.Params.model_validate(found.from_dss(step.params))
            after = found.apply(table, params, probe)
            one = Applied(step, found.sentence(params), table, after, found.effect(table, params))
        except ValidationError as error:
            problems = tuple(
                FieldProblem(("steps", place, "params", *each["loc"]), str(each["msg"])) for each in error.errors()
            )
            one = Applied(step, sentence_of(step), table, table, None, problems)
        except Stopped:
            raise
        except AtelierError as error:
            wrong = error.fields or (FieldProblem((), _with_hint(error)),)
            problems = tuple(FieldProblem(("steps", place, "params", *each.loc), each.message) for each in wrong)
            one = Applied(step, sentence_of(step), table, table, None, problems)
        if strict and one.problems:
            first = one.problems[0]
            raise InvalidInput(f"Step {place + 1} ({one.sentence}): {first.message}", fields=one.problems)
        applied.append(one)
        table = one.after
    return applied


def _with_hint(error: AtelierError) -> str:
    return f"{error.message} {error.hint}" if error.hint else error.message
