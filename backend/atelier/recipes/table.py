"""Recipes that are one query: from tables to tables. A type declares roles and settings and builds the relations.

Running, previewing, showing the SQL and foreseeing the columns all follow from `build`.
"""

from collections.abc import Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Protocol, TypeVar

from atelier import jsontext
from atelier.errors import FieldProblem, InvalidInput
from atelier.recipes.base import FormContext, Params, Recipe, RunContext
from atelier.recipes.dss.reading import Part
from atelier.storage.schema import Column

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from atelier.tables.probe import Probe
    from atelier.tables.relation import Relation


@dataclass(frozen=True, slots=True)
class TableSource:
    """A stored table as a query reads it."""

    name: str
    columns: Sequence[Column]
    parts: Sequence[Path]
    row_count: int


@dataclass(frozen=True, slots=True)
class FileSketch:
    """A file that a run would write: its path in the folder, and its first lines (none: it is not text)."""

    path: str
    lines: Sequence[str]


class PayloadShape(Protocol):
    """Settings in the shape of DSS's payload, both ways; `from_dss` gives what was said, and raises `InvalidInput`."""

    def to_dss(self, params: dict[str, Any]) -> dict[str, Any]: ...

    def from_dss(self, given: Part) -> dict[str, Any]: ...


P = TypeVar("P", bound=Params)

_CHECKED_ROWS = 1_000
_ROOTS = ("params", "inputs")

Inputs = Mapping[str, "list[Relation]"]


class TableRecipe(Recipe[P]):
    """Base of the visual recipes that one query carries out."""

    is_base = True
    family = "visual"
    example: ClassVar[dict[str, Any]] = {}
    """Settings that hold for inputs of the columns `name` (text), `group` (text) and `value` (decimal)."""
    dss_shape: PayloadShape | None = None
    """How scripts see the settings (a module of `recipes.dss`); None: as they are."""

    def build(self, inputs: Inputs, params: P, probe: "Probe") -> "dict[str, Relation]":
        """Return the relation of each output, by slot: the role's name, and `role.1`, `role.2`, ... for further items.

        `inputs` holds the relations of each input role in order, all of one scope; raises `InvalidInput`.
        """
        raise NotImplementedError

    def to_payload(self, params: dict[str, Any]) -> str | None:
        return jsontext.dumps(self.dss_shape.to_dss(params) if self.dss_shape else params)

    def from_payload(self, payload: str, inputs: Sequence[str] = ()) -> dict[str, Any]:
        try:
            read = jsontext.loads(payload)
        except ValueError:
            raise InvalidInput.at("payload", f"The payload of {self.label} must be a JSON object.") from None
        if not isinstance(read, dict):
            raise InvalidInput.at("payload", f"The payload of {self.label} must be a JSON object.")
        return self.dss_shape.from_dss(Part(read, inputs=inputs)) if self.dss_shape else read

    def output_columns(self, form: FormContext, params: P) -> dict[str, list[Column]]:
        """Return the columns of each output; only as much is read as `build` asks of the rows."""
        from atelier.tables import engine
        from atelier.tables.probe import Probe

        taken = relations(self, form.tables)
        self.demand_inputs(taken)
        with engine.shared() as connection:
            built = self.build(taken, params, Probe(connection, seconds=10))
            return {slot: relation.columns for slot, relation in built.items()}

    def demand_inputs(self, taken: Inputs) -> None:
        """Raise `InvalidInput` when an input that is needed is not there any more; `build` takes it as given."""
        for role in self.inputs:
            if role.required and role.kind == "dataset" and not taken.get(role.name):
                raise InvalidInput.at(
                    ("inputs", role.name),
                    f"“{role.label}” is missing: its dataset was deleted, or none was chosen.",
                    hint="Choose another input, or bring the deleted one back from the trash.",
                )

    def check(self, form: FormContext, params: P) -> Sequence[FieldProblem]:
        """Return what `build` refuses, each at its field; the first rows of the inputs are enough to see it."""
        from atelier.tables import engine
        from atelier.tables.preview import sampled
        from atelier.tables.probe import Probe

        found = relations(self, form.tables)
        taken = {role: [sampled(table, _CHECKED_ROWS) for table in tables] for role, tables in found.items()}
        if any(role.required and role.kind == "dataset" and not taken.get(role.name) for role in self.inputs):
            return ()  # an empty role is told of where it is chosen
        if not all(table.fields for tables in taken.values() for table in tables):
            return ()  # an input that is built first, in the same job, has no columns yet
        try:
            with engine.shared() as connection:
                self.build(taken, params, Probe(connection, seconds=10))
        except InvalidInput as error:
            whole = f"{error.message} {error.hint}" if error.hint else error.message
            fields = error.fields or (FieldProblem(("params",), whole),)
            return [one if one.loc[0] in _ROOTS else FieldProblem(("params", *one.loc), one.message) for one in fields]
        return ()

    def files(self, built: "Mapping[str, Relation]", params: P, probe: "Probe") -> "list[FileSketch]":
        """Return the files that a run would write, where it writes files; `built` are the relations of a sample."""
        return []

    def demand_room(self, inputs: "list[TableSource]", relations: Inputs, params: P, probe: "Probe", room: int) -> None:
        """Raise `InvalidInput` where the result would be far too large; `room` is what the disk has left, in bytes."""

    def run(self, ctx: RunContext, params: P) -> None:
        """Run the query of each output into its dataset."""
        from atelier.tables.writing import room_on_disk, write_relation

        with opened(self, ctx) as (inputs, probe):
            roles = [role.name for role in self.inputs if role.kind == "dataset"]
            sources = [source for role in roles for source in ctx.input_tables(role)]
            built = self.build(inputs, params, probe)
            self.demand_room(sources, inputs, params, probe, room_on_disk(ctx.work))
            written = _written(self, built, ctx)
            for place, (slot, relation) in enumerate(written.items()):
                share = 1 / len(written)
                output = ctx.output_dataset(slot)
                ctx.log(f"{output.name}: {len(relation.columns):,} columns")
                rows = write_relation(
                    probe,
                    relation,
                    output,
                    progress=_reporting(ctx, place * share, share),
                    stop=ctx.stop_requested,
                )
                ctx.log(f"{output.name}: {rows:,} rows written")
                ctx.summarise(rows=rows)


@contextmanager
def opened(found: "Recipe[Any]", ctx: RunContext) -> "Iterator[tuple[dict[str, list[Relation]], Probe]]":
    """Give the relations of a run's inputs, and a probe on an engine that sees nothing but their files."""
    from atelier.tables import engine
    from atelier.tables.probe import Probe

    inputs = relations(found, ctx.input_tables)
    scope = next((table.scope for tables in inputs.values() for table in tables), None)
    readable = [part for parts, _ in scope.sources.values() for part in parts] if scope else []
    with engine.locked(readable=readable, writable=ctx.work, threads=ctx.device.threads) as connection:
        yield inputs, Probe(connection, folder=ctx.scratch, stop=ctx.stop_requested)


def _written(found: "Recipe[Any]", built: "dict[str, Relation]", ctx: RunContext) -> "dict[str, Relation]":
    """Return what is to be written: optional outputs may be left out, others must be there, and each be filled."""
    slots = ctx.output_slots()
    written = {}
    for slot, relation in built.items():
        role = next(role for role in found.outputs if role.name == slot.split(".", 1)[0])
        if slot in slots or (role.required and slot == role.name):
            written[slot] = relation
        elif role.many and role.required:
            place = int(slot.split(".", 1)[1]) + 1
            raise InvalidInput(
                f"Rows go to output {place}, but the recipe has {sum(s.split('.')[0] == role.name for s in slots)}.",
                hint="Add an output, or let the rows go elsewhere.",
            )
    for slot in slots:
        if slot not in built:
            raise InvalidInput(
                f"No rows go to the output “{ctx.output_dataset(slot).name}” with these settings.",
                hint="Let a rule name it, or take it off the recipe.",
            )
    return written


def _reporting(ctx: RunContext, start: float, share: float) -> "Callable[[float], None]":
    return lambda done: ctx.progress(start + done * share)


def relations(found: "Recipe[Any]", tables_of: "TablesOf") -> "dict[str, list[Relation]]":
    """Return the relations of all input roles, in one scope."""
    from atelier.tables.relation import Scope

    scope = Scope()
    return {
        role.name: [scope.table(source.name, source.columns, source.parts) for source in tables_of(role.name)]
        for role in found.inputs
        if role.kind == "dataset"
    }


if TYPE_CHECKING:
    TablesOf = Callable[[str], Sequence[TableSource]]
