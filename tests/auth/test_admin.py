"""Users and groups over HTTP, and the record of refused log-ins."""

from collections.abc import Callable

from fastapi.testclient import TestClient
from sqlalchemy import select

from atelier.db.tables import AuditRecord
from atelier.instance import Atelier


def test_a_user_is_added_without_a_password_and_enters_by_a_link(client: TestClient, anonymous: TestClient) -> None:
    made = client.post("/api/admin/users", json={"login": "ada", "display_name": "Ada Marsh"})
    assert made.status_code == 201
    token = client.post("/api/admin/users/ada/link").json()["path"].partition("token=")[2]
    me = anonymous.post("/api/auth/link", json={"token": token}).json()
    assert (me["login"], me["has_password"], me["is_admin"]) == ("ada", False, False)
    set_one = anonymous.patch("/api/auth/me", json={"new_password": "seven green bottles"})
    assert set_one.json()["has_password"] is True


def test_a_login_is_taken_whatever_its_case(client: TestClient) -> None:
    client.post("/api/admin/users", json={"login": "ada", "display_name": "Ada"})
    again = client.post("/api/admin/users", json={"login": "ADA", "display_name": "Ada"})
    assert (again.status_code, again.json()["message"]) == (409, "The login “ada” is taken.")


def test_groups_are_made_filled_and_removed(client: TestClient) -> None:
    assert client.post("/api/admin/groups", json={"name": "makers"}).status_code == 201
    assert client.post("/api/admin/groups", json={"name": "makers"}).status_code == 409
    client.post("/api/admin/users", json={"login": "ada", "display_name": "Ada", "groups": ["makers"]})
    assert client.get("/api/admin/groups").json() == [{"name": "makers", "description": "", "members": ["ada"]}]
    unknown = client.patch("/api/admin/users/ada", json={"groups": ["nobody"]})
    assert unknown.json()["fields"] == [{"loc": ["groups"], "message": "No such group: nobody."}]
    assert client.patch("/api/admin/users/ada", json={"groups": []}).json()["groups"] == []
    assert client.delete("/api/admin/groups/makers").status_code == 200
    assert client.delete("/api/admin/groups/makers").status_code == 404


def test_an_administrators_new_password_for_a_user_ends_their_log_ins(
    client: TestClient, client_of: Callable[..., TestClient]
) -> None:
    ada = client_of("ada")
    assert client.patch("/api/admin/users/ada", json={"password": "a brand new secret"}).status_code == 200
    assert ada.get("/api/auth/me").status_code == 401


def test_refused_log_ins_are_on_the_record_without_the_password(anonymous: TestClient, atelier: Atelier) -> None:
    anonymous.post("/api/auth/login", json={"login": "mallory", "password": "guess guess guess"})
    with atelier.database.read() as session:
        (row,) = session.scalars(select(AuditRecord).where(AuditRecord.action == "auth-refused"))
        assert (row.login, row.object_ref) == ("mallory", "mallory")
        assert "guess" not in str(row.details)
