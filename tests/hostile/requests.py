"""Every route that takes values, with bodies and queries drawn for it: after its schema, or a valid body spoilt."""

import random
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

from fastapi import FastAPI
from fastapi.routing import APIRoute, iter_route_contexts
from tests.hostile.values import Hostile, as_json
from tests.hostile.world import World

from atelier.checks import registry as checks
from atelier.macros import registry as macros
from atelier.probes import registry as probes
from atelier.recipes import registry as recipes
from atelier.tables.steps import registry as steps

LEFT_OUT = {
    ("GET", "/api/projects/{key}/events"): "a stream that does not end",
    ("DELETE", "/api/projects/{key}"): "takes the ground from under the others",
    ("POST", "/api/projects/tutorial"): "draws pictures for seconds and takes no texts",
    ("POST", "/api/auth/login"): "each wrong password makes the next answer wait",
    ("POST", "/api/auth/link"): "likewise",
    ("POST", "/api/auth/logout"): "takes no values",
    ("PATCH", "/api/admin/users/{login}"): "could take the administrator's rights",
    ("POST", "/dip/publicapi/projects/{key}/runnables/{type}"): "may wait for a job, and nothing runs jobs here",
    ("DELETE", "/dip/publicapi/projects/{key}"): "takes the ground from under the others",
}
SLOW = {"python_code": 0.02, "sql_code": 0.02, "python": 0.02, "sql_query": 0.05, "PythonUDF": 0.05}
"""Types that start a process each time: how many of their draws are kept."""
_LESS = {"validate": 0.1, "zip": 0.2, "download": 0.3, "compute": 0.3, "preview": 0.6}

_LONGEST_ADDRESS = 60_000


@dataclass(frozen=True)
class Operation:
    """One method of one route; `body` is its schema, if one is known."""

    method: str
    path: str
    queries: Mapping[str, Any]
    body: Mapping[str, Any] | None
    has_body: bool


@dataclass(frozen=True)
class Request:
    method: str
    address: str
    content: bytes | None


def operations(app: FastAPI) -> list[Operation]:
    """Return all operations of both faces that take values."""
    described = app.openapi()["paths"]
    found = []
    for context in iter_route_contexts(app.routes):
        if not isinstance(context.original_route, APIRoute) or not context.path.startswith(("/api/", "/dip/")):
            continue
        for method in sorted(context.methods or ()):
            if (method, context.path) in LEFT_OUT or method == "HEAD":
                continue
            said = described.get(context.path, {}).get(method.lower(), {})
            content = said.get("requestBody", {}).get("content", {})
            body = content.get("application/json", {}).get("schema")
            queries = {one["name"]: one["schema"] for one in said.get("parameters", ()) if one["in"] == "query"}
            if not said:
                queries = {one.alias: {"type": "string"} for one in context.dependant.query_params}
            has_body = method in ("POST", "PUT", "PATCH")
            if "{" in context.path or queries or has_body:
                found.append(Operation(method, context.path, queries, body, has_body))
    return found


class Requests:
    """Draws requests; each operation is as likely as its weight."""

    def __init__(self, app: FastAPI, rng: random.Random, places: Mapping[str, str]) -> None:
        self.all = operations(app)
        self._weights = [_LESS.get(one.path.rsplit("/", 1)[-1], 1.0) * (3 if one.has_body else 1) for one in self.all]
        self._defs = app.openapi()["components"]["schemas"]
        self._rng, self._places = rng, places

    def draw(self, world: World) -> tuple[Operation, Request]:
        """Return an operation and a request for it."""
        operation = self._rng.choices(self.all, self._weights)[0]
        values = Hostile(self._rng, places=self._places, known=world.known)
        recipe = self._rng.choice([name for name in world.recipes if self._rng.random() < SLOW.get(name, 1)])
        seeds = _valid(world, recipe)
        where = _path(operation, values, world, recipe)
        query = [(name, _query(values.of(schema, self._defs, _never))) for name, schema in operation.queries.items()
                 if self._rng.random() < 0.6]  # fmt: skip
        address = where + ("?" + urlencode(query, errors="surrogatepass") if query else "")
        address = address[:_LONGEST_ADDRESS].rstrip("%0123456789ABCDEF") if len(address) > _LONGEST_ADDRESS else address
        content = None
        if operation.has_body:
            seed = seeds.get((operation.method, operation.path))
            if seed is not None and self._rng.random() < 0.6:
                body = values.spoilt(seed)
            elif operation.body is not None:
                body = values.of(operation.body, self._defs, _never)
                _settle(body, operation.path, values, recipe)
            else:
                body = values.spoilt(_DSS) if self._rng.random() < 0.5 else values.anything()
            content = as_json(body)
        return operation, Request(operation.method, address, content)


def settings_of(type_: Any, values: Hostile) -> dict[str, Any]:
    """Return hostile settings of a type that declares its `Params`."""
    schema = type_.Params.model_json_schema()
    found = values.of(schema, schema.get("$defs", {}), _never)
    return found if isinstance(found, dict) else {}


def _settle(body: Any, path: str, values: Hostile, recipe: str) -> None:
    """Give a body settings that its type knows, and prepare steps that exist: others are refused at the door."""
    if not isinstance(body, dict) or values.rng.random() < 0.1:
        return
    if "/recipes" in path and "params" in body:
        body["params"] = _recipe_settings(recipe, values)
    elif path.endswith("/metrics"):
        body["revision"] = values.rng.randint(0, 3)
        body["probes"] = [_entry(probes, values) for _ in range(values.rng.randint(0, 2))]
        body["checks"] = [_entry(checks, values) for _ in range(values.rng.randint(0, 2))]
    elif path.endswith("/try"):
        body.update(_entry(probes, values))
        body.pop("id", None)
    elif "/forms/" in path or "/macros/" in path:
        registry = macros if "/macros/" in path else values.rng.choice([probes, checks])
        body["params"] = settings_of(values.rng.choice(list(registry.all_types().values())), values)


def _recipe_settings(recipe: str, values: Hostile) -> dict[str, Any]:
    params = settings_of(recipes.get(recipe), values)
    if recipe == "prepare":
        params["steps"] = [_step(values) for _ in range(values.rng.choice([1, 1, 2, 3]))]
    return params


def _step(values: Hostile) -> dict[str, Any]:
    known = [name for name in steps.all_types() if values.rng.random() < SLOW.get(name, 1)]
    name = values.rng.choice(known)
    return {"type": name, "params": settings_of(steps.get(name), values)}


def _entry(registry: Any, values: Hostile) -> dict[str, Any]:
    known = [name for name in registry.all_types() if values.rng.random() < SLOW.get(name, 1)]
    name = values.rng.choice(known)
    return {"id": f"e{values.rng.randint(0, 9)}", "type": name, "params": settings_of(registry.get(name), values)}


def _path(operation: Operation, values: Hostile, world: World, recipe: str) -> str:
    path, takes_away = operation.path, operation.method == "DELETE"
    sort: Any = values.rng.choice([probes, checks])
    known: dict[str, Callable[[], str]] = {
        "key": lambda: world.key,
        "dataset_id": lambda: values.rng.choice([world.table, world.table, world.other]),
        "item_id": lambda: values.rng.choice([world.table, world.folder]),
        "folder_id": lambda: world.folder,
        "recipe_id": lambda: world.recipes[recipe]["id"],
        "upload_id": lambda: world.upload,
        "name": lambda: world.recipes[recipe]["name"] if "recipes" in path else "look" if "notebooks" in path else "t",
        "model_id": lambda: world.folder,
        "type": lambda: values.rng.choice(list((macros if "macro" in path else sort).all_types())),
        "recipe_type": lambda: recipe,
        "sort": lambda: "probe" if sort is probes else "check",
        "root": lambda: "roots",
        "path": lambda: "ada_pic_1.png",
        "kind": lambda: "dataset",
        "version": lambda: "active",
        "partition": lambda: "NP",
        "check_id": lambda: "c",
    }
    found = path
    for part in _parts(path):
        name = part.split(":")[0]
        is_real = name == "key" or not takes_away or values.rng.random() < 0.01
        value = known[name]() if name in known and is_real and values.rng.random() < 0.95 else values.text()[:2_000]
        if "\0" in value and values.rng.random() < 0.5:
            value = value.replace("\0", "")
        # the client would go up a folder by a bare “..”, and so ask another route than the one drawn
        quoted = quote(value, safe="", errors="surrogatepass").replace(".", "%2E")
        found = found.replace(f"{{{part}}}", quoted or "-", 1)
    return found


def _parts(path: str) -> Iterator[str]:
    for piece in path.split("{")[1:]:
        yield piece.split("}")[0]


def _query(value: Any) -> str:
    text = value if isinstance(value, str) else as_json(value).decode()
    return text[:20_000]


def _never(_: str, __: Hostile | None) -> Any:
    return None


_DSS: dict[str, Any] = {
    "name": "made by script", "projectKey": "X", "type": "prepare", "params": {"steps": []},
    "schema": {"columns": [{"name": "name", "type": "string"}], "userModified": True},
    "recipePrototype": {"type": "group", "name": "made", "projectKey": "X",
                        "inputs": {"main": {"items": [{"ref": "t"}]}}, "outputs": {"main": {"items": [{"ref": "u"}]}}},
    "creationSettings": {"rawCreation": True}, "outputs": [{"id": "u", "type": "DATASET"}], "metricIds": ["a:b"],
    "probes": [{"type": "col_stats", "configuration": {"aggregates": [{"column": "name", "aggregated": "AVG"}]}}],
    "standard": {"v": 1}, "local": {}, "columns": [{"name": "name", "type": "string"}], "formatType": "csv",
    "formatParams": {"separator": ",", "quoteChar": "\"", "style": "excel"}, "managed": True, "tags": ["a"],
    "checks": ["c"], "config": {"x": 1}, "payload": "{}", "recipe": {"type": "group", "name": "r"},
}  # fmt: skip


def _valid(world: World, recipe: str) -> dict[tuple[str, str], Any]:
    """Return valid bodies by operation: spoilt in one place, they get furthest."""
    at = "/api/projects/{key}"
    table, found = world.table, world.recipes[recipe]
    explore = {
        "sample": {"method": "random", "rows": 5, "column": "name", "seed": 3},
        "filters": [
            {"column": "name", "kind": "values", "values": ["a", None], "exclude": True},
            {"column": "value", "kind": "range", "min": 0, "max": 100},
            {"column": "name", "kind": "text", "mode": "regex", "text": "a", "case_sensitive": True},
            {"column": 'na"me', "kind": "validity", "validity": ["valid", "empty"]},
        ],
        "sort": [{"column": "value", "descending": True}, {"column": "a.b"}],
        "search": "a", "columns": ["name", "value"], "offset": 0, "limit": 5,
    }  # fmt: skip
    steps_ = [
        {"type": "CreateColumnWithGREL", "params": {"expression": "value + 1", "column": "made"}},
        {"type": "ColumnRenamer", "params": {"renamings": [{"from": "name", "to": "other"}]}},
        {"type": "FindReplace", "params": {"columns": ["name"], "mapping": [{"from": "a", "to": "b"}]}},
        {"type": "FilterOnCustomFormula", "params": {"expression": "value > 1"}},
    ]
    params = {"steps": steps_} if recipe == "prepare" else found["params"]
    form = {"params": params, "inputs": found["inputs"]}
    schema = {"columns": [{"name": name, "type": "string"} for name in ("name", "value")]}
    source = {"kind": "upload", "upload_id": world.upload}
    entry = {"type": "col_stats", "params": {"aggregates": [{"column": "value", "aggregated": "AVG"}]}}
    return {
        ("POST", f"{at}/datasets/{{dataset_id}}/explore"): explore,
        ("POST", f"{at}/datasets/{{dataset_id}}/explore/cell"): {"row": 1, "column": "name", "sample": {"rows": 5}},
        ("POST", f"{at}/datasets/{{dataset_id}}/analyze"): {"column": "name", "bins": 5, "filters": []},
        ("POST", f"{at}/datasets/{{dataset_id}}/check"): schema,
        ("PUT", f"{at}/datasets/{{dataset_id}}/schema"): schema,
        ("POST", f"{at}/datasets/preview"): {"source": source, "format": {"header": True, "separator": ","}},
        ("POST", f"{at}/datasets"): {"name": "new", "source": source},
        ("PATCH", f"{at}/datasets/{{dataset_id}}"): {"description": "x", "tags": ["a"]},
        ("POST", f"{at}/folders"): {"name": "new"},
        ("POST", f"{at}/recipes"): {"type": recipe, "inputs": found["inputs"],
                                    "outputs": {name: [{"new_name": "new"}] for name in found["outputs"]}},
        ("PUT", f"{at}/recipes/{{recipe_id}}"): {"revision": 1, "params": params},
        ("PATCH", f"{at}/recipes/{{recipe_id}}"): {"name": "other", "description": "x", "tags": ["a"]},
        ("POST", f"{at}/recipes/{{recipe_id}}/check"): form,
        ("POST", f"{at}/recipes/{{recipe_id}}/choices"): {**form, "source": "columns"},
        ("POST", f"{at}/recipes/{{recipe_id}}/downstream"): {"params": params},
        ("POST", f"{at}/recipes/{{recipe_id}}/preview"): {"params": params, "offset": 0, "limit": 5},
        ("POST", f"{at}/recipes/{{recipe_id}}/validate"): form,
        ("POST", f"{at}/notebooks"): {"name": "n", "template": "dataset-start", "dataset_id": table, "options": {}},
        ("PUT", f"{at}/variables"): {"standard": {"x": "${y}", "y": [1]}, "local": {"z": 1}},
        ("PUT", "/api/variables"): {"variables": {"a": {"b": 1}}},
        ("POST", f"{at}/items/{{item_id}}/metrics/try"): entry,
        ("POST", f"{at}/jobs/plan"): {"targets": [{"kind": "item", "id": world.table}]},
    }  # fmt: skip
