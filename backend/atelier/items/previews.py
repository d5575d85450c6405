"""Previews of the recipes that are one query: on a sample of their inputs, before anything is saved or run."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from atelier.db.tables import Item, Project
from atelier.errors import AtelierError, FieldProblem, InvalidInput
from atelier.items import coderight, datasets, expansion
from atelier.items.forms import DatabaseForm
from atelier.items.store import Store
from atelier.recipes.base import Params, Recipe
from atelier.recipes.prepare import Prepare, PrepareParams
from atelier.recipes.sql_code import SqlParams, SqlRecipe, tables_of
from atelier.recipes.table import FileSketch, TableRecipe
from atelier.storage.schema import Column
from atelier.tables import engine, preview, sqlprocess
from atelier.tables.pages import cell
from atelier.tables.preview import Page, StepCount
from atelier.tables.probe import Probe
from atelier.tables.relation import Relation, Scope
from atelier.tables.script import Applied, apply_script, script_of

SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class SchemaChange:
    """How an output's columns would differ from those it has."""

    added: list[Column]
    removed: list[Column]
    retyped: list[tuple[Column, Column]]


@dataclass(frozen=True, slots=True)
class Preview:
    """What a query recipe would give on the sample. `problems` are at `steps.<n>.params...` or `params...`."""

    page: Page
    sampled: int
    is_whole: bool
    outputs: dict[str, list[Column]]
    steps: list[tuple[Applied, StepCount | None]] = field(default_factory=list)
    sql: str = ""
    problems: list[FieldProblem] = field(default_factory=list)
    files: list[FileSketch] = field(default_factory=list)
    seconds: float = 0.0


def preview_recipe(
    session: Session,
    *,
    project: Project,
    store: Store,
    found: Recipe[Any],
    inputs: dict[str, list[str]],
    params: dict[str, Any],
    slot: str = "",
    upto: int | None = None,
    sample_rows: int = preview.SAMPLE_ROWS,
    offset: int = 0,
    limit: int = 200,
    only: Sequence[str] = (),
    may_write_code: bool = False,
) -> Preview:
    """Work a recipe out on the first `sample_rows` of each input; a Prepare script only to step `upto`.

    A script's wrong steps are left out and named; another recipe's wrong settings raise `InvalidInput`, and code of
    somebody who may not write it `Forbidden`.
    """
    coderight.demand(found, params, may_write_code=may_write_code)
    started = time.monotonic()
    if isinstance(found, SqlRecipe):
        return _sql_preview(
            DatabaseForm(session, project=project, store=store, inputs=inputs),
            expansion.checked(session, project=project, found=found, params=params),
            sample_rows,
            offset,
            limit,
            started,
        )
    form = DatabaseForm(session, project=project, store=store, inputs=inputs)
    if not isinstance(found, TableRecipe):
        return _sampled_preview(
            form, found, expansion.checked(session, project=project, found=found, params=params), offset, limit, started
        )
    checked = expansion.checked(session, project=project, found=found, params=params)
    scope = Scope()
    taken: dict[str, list[Relation]] = {}
    read, is_whole = 0, True
    for role in found.inputs:
        for source in form.tables(role.name) if role.kind == "dataset" else []:
            table = scope.table(source.name, source.columns, source.parts)
            if isinstance(found, Prepare) and role.name == "lookups":  # in a part of it, keys would be missing
                taken.setdefault(role.name, []).append(table)
                continue
            taken.setdefault(role.name, []).append(preview.sampled(table, sample_rows))
            read += min(source.row_count, sample_rows)
            is_whole = is_whole and source.row_count <= sample_rows
        if role.required and role.kind == "dataset" and not taken.get(role.name):
            raise InvalidInput.at(("inputs", role.name), f"{role.label} is needed: choose a dataset.")
    with engine.shared() as connection:
        probe = Probe(connection, seconds=SECONDS)
        if isinstance(found, Prepare):
            assert isinstance(checked, PrepareParams)
            probe.tables = {lookup.name: lookup for lookup in taken.get("lookups", ())}
            return _script_preview(
                taken["input"][0],
                checked.steps,
                probe,
                upto,
                read,
                is_whole,
                offset,
                limit,
                only,
                started,
            )
        problems: list[FieldProblem] = [FieldProblem(one.loc, one.message) for one in found.check(form, checked)]
        built = found.build(taken, checked, probe)
        shown = built.get(slot) or next(iter(built.values()))
        return Preview(
            page=preview.page(shown, probe, offset=offset, limit=limit, only=only),
            sampled=read,
            is_whole=is_whole,
            outputs={name: relation.columns for name, relation in built.items()},
            sql=shown.explained(),
            problems=problems,
            files=found.files(built, checked, probe),
            seconds=time.monotonic() - started,
        )


def _sampled_preview(
    form: DatabaseForm, found: Recipe[Any], params: Params, offset: int, limit: int, started: float
) -> Preview:
    """Show the first rows of a recipe that is no query; raises `InvalidInput` for one that has none to show."""
    for role in found.inputs:
        if role.required and form.input(role.name) is None:
            raise InvalidInput.at(("inputs", role.name), f"{role.label} is needed: choose a {role.kind}.")
    refused = list(found.check(form, params))
    if refused:
        raise InvalidInput(refused[0].message, fields=refused)
    sample = found.sample(form, params)
    if sample is None:
        raise InvalidInput(f"{found.label} has no preview: its result is known only after a run.")
    rows = [
        [
            cell(int(value.timestamp() * 1000) if isinstance(value, datetime) else value, column)
            for value, column in zip(row, sample.columns, strict=True)
        ]
        for row in sample.rows[offset : offset + limit]
    ]
    return Preview(
        page=Page(sample.columns, rows, len(sample.rows)),
        sampled=sample.read,
        is_whole=sample.is_whole,
        outputs=found.output_columns(form, params),
        seconds=time.monotonic() - started,
    )


def _sql_preview(
    form: DatabaseForm, params: Params, sample_rows: int, offset: int, limit: int, started: float
) -> Preview:
    """Try a person's query out in a process of its own."""
    assert isinstance(params, SqlParams)
    sources = form.tables("input")
    answer = sqlprocess.ask(
        params.code, tables_of(sources), seconds=SECONDS, sample_rows=sample_rows, offset=offset, limit=limit
    )
    problems = []
    if answer.problem is not None:
        problems = list(answer.problem.as_error().fields)
    return Preview(
        page=Page(answer.columns, answer.rows, answer.total),
        sampled=sum(min(source.row_count, sample_rows) for source in sources),
        is_whole=all(source.row_count <= sample_rows for source in sources),
        outputs={} if problems else {"output": answer.columns},
        sql=params.code,
        problems=problems,
        seconds=time.monotonic() - started,
    )


def schema_change(item: Item, columns: list[Column]) -> SchemaChange | None:
    """Return how an output that was built before would change; None where it would not, or was never built."""
    if item.version == 0 or not item.columns:
        return None
    before = {column.name: column for column in datasets.columns_of(item)}
    after = {column.name: column for column in columns}
    change = SchemaChange(
        added=[column for name, column in after.items() if name not in before],
        removed=[column for name, column in before.items() if name not in after],
        retyped=[(before[n], column) for n, column in after.items() if n in before and before[n].type != column.type],
    )
    return change if change.added or change.removed or change.retyped else None


def _script_preview(
    table: Relation,
    steps: list[dict[str, Any]],
    probe: Probe,
    upto: int | None,
    read: int,
    is_whole: bool,
    offset: int,
    limit: int,
    only: Sequence[str],
    started: float,
) -> Preview:
    script = script_of(steps)
    applied = apply_script(table, script, probe, strict=False)
    shown = applied[: len(applied) if upto is None else upto]
    final = shown[-1].after if shown else table
    problems = [problem for one in applied for problem in one.problems]
    try:
        page = preview.page(final, probe, offset=offset, limit=limit, only=only)
        counts: list[StepCount | None] = list(preview.step_counts(applied, probe))
    except AtelierError as error:
        # a step that compiles may still fail on the rows: find the first that does
        place, error = _first_failing(applied, probe, error)
        problems.append(FieldProblem(("steps", place), error.message))
        good = applied[place].before if applied else table
        page = preview.page(good, probe, offset=offset, limit=limit, only=only)
        counts = [*preview.step_counts(applied[:place], probe), *([None] * (len(applied) - place))]
    return Preview(
        page=page,
        sampled=read,
        is_whole=is_whole,
        outputs={"output": (applied[-1].after if applied else table).columns},
        steps=list(zip(applied, counts, strict=True)),
        sql=final.explained(),
        problems=problems,
        seconds=time.monotonic() - started,
    )


def _first_failing(applied: list[Applied], probe: Probe, error: AtelierError) -> tuple[int, AtelierError]:
    for place, one in enumerate(applied):
        try:
            probe.run(one.after, one.after.statement().limit(preview.SAMPLE_ROWS))
        except AtelierError as found:
            return place, found
    return max(0, len(applied) - 1), error
