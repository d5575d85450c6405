"""Some of a dataset's rows, by a formula and a sample: what the Sample / filter recipe does, without a recipe."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from atelier import jsontext
from atelier.errors import InvalidInput
from atelier.items.sentences import validated
from atelier.recipes import registry
from atelier.recipes.base import Params
from atelier.recipes.table import TableRecipe
from atelier.storage.schema import Column
from atelier.tables import engine
from atelier.tables.probe import Probe
from atelier.tables.relation import Relation, Scope
from atelier.tables.writing import fetched_rows

_RECIPE = "sample-filter"
_SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class Selection:
    """Which rows and columns of a stored table are wanted; `wanted` are the columns in order."""

    name: str
    parts: Sequence[Path]
    columns: Sequence[Column]
    wanted: Sequence[Column]
    params: Params

    def demand_sound(self) -> None:
        """Raise `InvalidInput` for what cannot be worked out; reads next to no rows."""
        with engine.shared() as connection:
            self._built(Probe(connection, seconds=_SECONDS))

    def rows(self) -> Iterator[tuple[Any, ...]]:
        """Yield the rows."""
        with engine.shared() as connection:
            probe = Probe(connection, seconds=_SECONDS)
            yield from fetched_rows(probe, self._built(probe).select([column.name for column in self.wanted]))

    def _built(self, probe: Probe) -> Relation:
        found = registry.get(_RECIPE)
        assert isinstance(found, TableRecipe)
        table = Scope().table(self.name, self.columns, self.parts)
        return found.build({"input": [table]}, self.params, probe)["output"]


def params_of(filter: str, sampling: str) -> Params:
    """Return the settings that a formula and a sample (JSON, as `DSSDatasetSelectionBuilder` builds it) mean."""
    found = registry.get(_RECIPE)
    wished: dict[str, Any] = {"method": "whole", "pre_filter": filter}
    if sampling:
        try:
            read = jsontext.loads(sampling)
        except ValueError:
            read = None
        if not isinstance(read, dict):
            raise InvalidInput.at("sampling", '“sampling” must be a JSON object, such as {"samplingMethod": "FULL"}.')
        wished |= found.from_dss_settings({"selection": read})
    return validated(found.Params, wished)
