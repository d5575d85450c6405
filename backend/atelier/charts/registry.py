"""All types of chart."""

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from atelier.charts import types
from atelier.charts.base import ChartType
from atelier.charts.measured import Measured
from atelier.errors import InvalidInput
from atelier.storage.names import shown


@cache
def all_types() -> dict[str, ChartType]:
    """Return every type by its name, in the order in which they are offered."""
    for module in iter_modules(types.__path__):
        import_module(f"{types.__name__}.{module.name}")
    found = [
        declared() for base in (ChartType, Measured) for declared in base.__subclasses__() if declared is not Measured
    ]
    return {one.name: one for one in sorted(found, key=lambda one: one.place)}


def get(name: str) -> ChartType:
    """Return a type by its name; raises `InvalidInput` at `type`."""
    found = all_types().get(name)
    if found is None:
        raise InvalidInput.at(
            "type", f"There is no type of chart “{shown(name)}”.", hint=f"There are: {', '.join(all_types())}."
        )
    return found
