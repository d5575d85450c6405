"""Recipes that are one query: from tables to tables. A type declares roles and settings and builds the relations.

Running, previewing, showing the SQL and foreseeing the columns all follow from `build`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from atelier import jsontext
from atelier.errors import InvalidInput
from atelier.recipes.base import FormContext, Params, Recipe, RunContext
from atelier.storage.schema import Column

if TYPE_CHECKING:
    from collections.abc import Callable

    from atelier.tables.probe import Probe
    from atelier.tables.relation import Relation


@dataclass(frozen=True, slots=True)
class TableSource:
    """A stored table as a query reads it."""

    name: str
    columns: Sequence[Column]
    parts: Sequence[Path]
    row_count: int


P = TypeVar("P", bound=Params)

Inputs = Mapping[str, "list[Relation]"]


class TableRecipe(Recipe[P]):
    """Base of the visual recipes that one query carries out."""

    is_base = True
    family = "visual"
    example: ClassVar[dict[str, Any]] = {}
    """Settings that hold for inputs of the columns `name` (text), `group` (text) and `value` (decimal)."""

    def build(self, inputs: Inputs, params: P, probe: "Probe") -> "dict[str, Relation]":
        """Return the relation of each output, by slot: the role's name, and `role.1`, `role.2`, ... for further items.

        `inputs` holds the relations of each input role in order, all of one scope; raises `InvalidInput`.
        """
        raise NotImplementedError

    def to_payload(self, params: dict[str, Any]) -> str | None:
        return jsontext.dumps(self.to_dss_payload(params))

    def from_payload(self, payload: str) -> dict[str, Any]:
        try:
            read = jsontext.loads(payload)
        except ValueError:
            raise InvalidInput.at("payload", f"The payload of {self.label} must be a JSON object.") from None
        if not isinstance(read, dict):
            raise InvalidInput.at("payload", f"The payload of {self.label} must be a JSON object.")
        return self.from_dss_payload(read)

    def to_dss_payload(self, params: dict[str, Any]) -> dict[str, Any]:
        """Return params in the shape that DSS keeps them in (default: as they are)."""
        return params

    def from_dss_payload(self, payload: dict[str, Any]) -> dict[str, Any]:
        """Turn DSS's shape into params (default: as they are)."""
        return payload

    def output_columns(self, form: FormContext, params: P) -> dict[str, list[Column]]:
        """Return the columns of each output; only as much is read as `build` asks of the rows."""
        from atelier.tables import engine
        from atelier.tables.probe import Probe

        with engine.shared() as connection:
            built = self.build(relations(self, form.tables), params, Probe(connection, seconds=10))
            return {slot: relation.columns for slot, relation in built.items()}

    def run(self, ctx: RunContext, params: P) -> None:
        """Run the query of each output into its dataset."""
        from atelier.tables import engine
        from atelier.tables.probe import Probe
        from atelier.tables.writing import write_relation

        inputs = relations(self, ctx.input_tables)
        sources = next((table.scope for tables in inputs.values() for table in tables), None)
        readable = [part for parts, _ in sources.sources.values() for part in parts] if sources else []
        with engine.locked(readable=readable, writable=ctx.work, threads=ctx.device.threads) as connection:
            probe = Probe(connection)
            built = self.build(inputs, params, probe)
            for place, (slot, relation) in enumerate(built.items()):
                share = 1 / len(built)
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
