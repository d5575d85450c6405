"""The same services in DSS's shapes, for scripts that use the open `dataikuapi` client.

Reference: the public source of that client (Apache-2.0), and Dataiku's public documentation of its REST API.
"""

from importlib import import_module
from pkgutil import iter_modules

from fastapi import APIRouter


def all_routers() -> list[APIRouter]:
    """Return the routers of this folder's modules, by name."""
    modules = (import_module(f"{__name__}.{name}") for name in sorted(found.name for found in iter_modules(__path__)))
    return [module.router for module in modules if hasattr(module, "router")]
