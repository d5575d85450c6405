"""Who may do what: the walk over all routes, and the matrix of people and routes."""

from collections.abc import Callable
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from tests.api.routes_walk import Walked, walk

from atelier.api import deps
from atelier.app import create_app
from atelier.auth import keys
from atelier.auth.permissions import Permission
from atelier.instance import Atelier
from atelier.projects import service
from atelier.settings import Settings

ALL = list(walk(create_app(Settings(home=Path("/nonexistent")))))
UNSAFE = [route for route in ALL if route.method not in deps.SAFE_METHODS]


def _is_public(route: Walked) -> bool:
    return (route.method, route.path) in deps.PUBLIC_ROUTES


def test_every_route_demands_somebody_or_is_listed_as_public() -> None:
    open_ = [str(route) for route in ALL if deps.get_caller not in route.calls and not _is_public(route)]
    assert open_ == []
    assert len(ALL) > 25


def test_the_list_of_public_routes_names_only_routes_that_exist() -> None:
    assert set(deps.PUBLIC_ROUTES) <= {(route.method, route.path) for route in ALL}


def test_every_route_of_a_project_demands_a_permission_in_it() -> None:
    without = [str(route) for route in ALL if "{key}" in route.path and not route.permissions]
    assert without == []


ASKING = (
    "cell", "check", "choices", "plan", "preview", "downstream", "explore", "analyze", "validate",
    "get-partitions-status", "predict", "explain", "draw", "behind",
)  # fmt: skip
COPYING = "/dip/publicapi/projects/{key}/datasets/{name}/actions/copyTo"
"""Reads in one project and writes in another, whose right it demands by itself; see the test below."""


def test_nothing_is_changed_with_the_right_to_read_alone() -> None:
    allowed = {"/api/projects/{key}/datasets/preview", COPYING}  # the first asks without changing
    weak = [
        str(route)
        for route in UNSAFE
        if route.permissions == {Permission.READ_CONF} and route.path not in allowed and not _asks(route.path)
    ]
    assert weak == []


def _asks(path: str) -> bool:
    """Say whether a route only answers a question that is too long for an address."""
    return path.rsplit("/", 1)[-1] in ASKING


def test_every_admin_route_demands_an_administrator() -> None:
    admin = [route for route in ALL if route.path.startswith("/api/admin")]
    assert admin
    assert [str(route) for route in admin if deps.get_admin not in route.calls] == []


# --- the matrix ------------------------------------------------------------------------------------------------------

PEOPLE = ("nobody", "none", "reader", "writer", "project_admin", "other_key", "own_key", "admin")
MATRIX: list[tuple[str, str, dict[str, object] | None, dict[str, int]]] = [
    ("GET", "/api/projects/CARTOON", None, {"none": 404, "other_key": 404, "nobody": 401}),
    ("GET", "/api/projects/CARTOON/classes", None, {"none": 404, "other_key": 404, "nobody": 401}),
    ("GET", "/api/projects/CARTOON/rights", None, {"none": 404, "other_key": 404, "nobody": 401}),
    ("GET", "/api/projects/CARTOON/trash", None, {"none": 404, "other_key": 404, "nobody": 401}),
    (
        "PATCH",
        "/api/projects/CARTOON",
        {"description": "New"},
        {"none": 404, "other_key": 404, "nobody": 401, "reader": 403},
    ),
    (
        "PUT",
        "/api/projects/CARTOON/rights",
        {"rights": [{"group": "readers", "permission": "READ_CONF"}]},
        {"none": 404, "other_key": 404, "nobody": 401, "reader": 403, "writer": 403, "own_key": 403},
    ),
    (
        "DELETE",
        "/api/projects/CARTOON",
        None,
        {"none": 404, "other_key": 404, "nobody": 401, "reader": 403, "writer": 403, "own_key": 403},
    ),
    (
        "GET",
        "/api/admin/users",
        None,
        {name: 403 for name in PEOPLE if name not in ("nobody", "admin")} | {"nobody": 401},
    ),
]


@pytest.fixture
def people(
    client: TestClient, app: FastAPI, atelier: Atelier, client_of: Callable[..., TestClient]
) -> dict[str, TestClient]:
    clients = {
        "nobody": TestClient(app),
        "none": client_of("nora", groups=("strangers",)),
        "reader": client_of("rita", groups=("readers",)),
        "writer": client_of("will", groups=("writers",)),
        "project_admin": client_of("paul", groups=("keepers",)),
        "admin": client_of("anna", is_admin=True),
    }
    for key in ("CARTOON", "OTHER"):
        assert client.post("/api/projects", json={"name": key, "key": key}).status_code == 201
    given = [("readers", "READ_CONF"), ("writers", "WRITE_CONF"), ("keepers", "ADMIN")]
    rights = {"rights": [{"group": group, "permission": permission} for group, permission in given]}
    assert client.put("/api/projects/CARTOON/rights", json=rights).status_code == 200
    with atelier.database.write() as session:
        for name, key in (("own_key", "CARTOON"), ("other_key", "OTHER")):
            project = service.find(session, key)
            assert project is not None
            _, secret = keys.make_project(session, project=project, label=name, permission=Permission.WRITE_CONF)
            clients[name] = TestClient(app, headers={"Authorization": f"Bearer {secret}"})
    return clients


@pytest.mark.parametrize(("method", "path", "body", "refused"), MATRIX, ids=lambda value: str(value)[:40])
def test_matrix(
    people: dict[str, TestClient], method: str, path: str, body: dict[str, object] | None, refused: dict[str, int]
) -> None:
    for name in PEOPLE:
        if method == "DELETE" and name not in refused:
            continue
        answer = people[name].request(method, path, json=body)
        assert answer.status_code == refused.get(name, 200), (name, answer.text)
        assert "fields" not in refused or answer.json()["message"].endswith(".")


def test_a_copy_demands_the_right_to_read_here_and_to_write_there(
    client: TestClient, people: dict[str, TestClient]
) -> None:
    for key in ("CARTOON", "OTHER"):
        made = client.post(f"/dip/publicapi/projects/{key}/datasets/managed", json={"name": "rows"})
        assert made.status_code == 200, made.text
    path = COPYING.format(key="CARTOON", name="rows")
    there = {"targetProjectKey": "CARTOON", "targetDatasetName": "rows"}
    assert people["reader"].post(path, json=there).status_code == 403
    assert people["none"].post(path, json=there).status_code == 404
    for name in ("reader", "writer", "own_key"):  # they do not see the other project
        assert people[name].post(path, json={**there, "targetProjectKey": "OTHER"}).status_code == 404
    assert people["other_key"].post(path, json={**there, "targetProjectKey": "OTHER"}).status_code == 404


def test_an_invisible_project_answers_like_one_that_does_not_exist(people: dict[str, TestClient]) -> None:
    there = people["none"].get("/api/projects/CARTOON").json()
    missing = people["none"].get("/api/projects/NOWHERE").json()
    assert there["message"].replace("CARTOON", "X") == missing["message"].replace("NOWHERE", "X")
    assert people["none"].get("/api/projects").json() == []


def test_a_project_key_sees_its_project_only_and_makes_none(people: dict[str, TestClient]) -> None:
    assert [card["key"] for card in people["own_key"].get("/api/projects").json()] == ["CARTOON"]
    made = people["own_key"].post("/api/projects", json={"name": "New", "key": "NEW"})
    assert made.status_code == 403


def test_a_removed_group_loses_its_rights_at_once(client: TestClient, people: dict[str, TestClient]) -> None:
    assert people["reader"].get("/api/projects/CARTOON").status_code == 200
    assert client.delete("/api/admin/groups/readers").status_code == 200
    assert people["reader"].get("/api/projects/CARTOON").status_code == 404


# --- the record ------------------------------------------------------------------------------------------------------


def test_a_change_writes_one_line_of_the_record_with_who_where_and_what(client: TestClient, atelier: Atelier) -> None:
    from sqlalchemy import select

    from atelier.db.tables import AuditRecord

    client.post("/api/projects", json={"name": "Cartoon", "key": "CARTOON"})
    answer = client.patch("/api/projects/CARTOON", json={"description": "x"})
    client.get("/api/projects/CARTOON")
    client.patch("/api/projects/CARTOON", json={"nonsense": 1})
    with atelier.database.read() as session:
        rows = list(session.scalars(select(AuditRecord).order_by(AuditRecord.id)))
    assert [(row.action, row.project_key) for row in rows] == [
        ("projects-create", "CARTOON"),
        ("projects-change", "CARTOON"),
    ]
    assert rows[1].request_id == answer.headers["x-request-id"]
    assert rows[1].login == "key:ATELIER_ADMIN_API_KEY"
    assert rows[1].address


def test_asking_writes_no_line_and_unrecorded_operations_exist(client: TestClient, atelier: Atelier) -> None:
    from sqlalchemy import func, select

    from atelier.db.tables import AuditRecord

    client.post("/api/projects", json={"name": "Cartoon", "key": "CARTOON"})
    asked = client.post("/api/projects/CARTOON/macros/tutorial-pictures/check", json={"params": {}})
    assert asked.status_code == 200, asked.text
    upload = client.post("/api/projects/CARTOON/uploads").json()["id"]
    assert client.put(f"/api/projects/CARTOON/uploads/{upload}/files/a.txt", content=b"a").status_code == 200
    with atelier.database.read() as session:
        assert session.scalar(select(func.count()).select_from(AuditRecord)) == 2
    operations = {
        method["operationId"]
        for path in client.get("/api/openapi.json").json()["paths"].values()
        for method in path.values()
    }
    assert operations >= deps.UNRECORDED


def test_every_changing_route_goes_through_what_keeps_the_record() -> None:
    unrecorded = [
        str(route)
        for route in UNSAFE
        if deps.get_caller not in route.calls and route.path not in ("/api/auth/login", "/api/auth/link")
    ]
    assert unrecorded == []
