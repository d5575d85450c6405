"""Projects over HTTP."""

from fastapi.testclient import TestClient


def test_a_project_is_made_found_changed_deleted_and_restored(client: TestClient) -> None:
    made = client.post("/api/projects", json={"name": "Cartoon", "key": "CARTOON"})
    assert made.status_code == 201, made.text
    assert made.json()["owner"] == "admin"
    assert [card["key"] for card in client.get("/api/projects").json()] == ["CARTOON"]
    changed = client.patch("/api/projects/CARTOON", json={"description": "Twelve of them", "tags": ["deck", "deck"]})
    assert changed.json()["tags"] == ["deck"]
    assert client.delete("/api/projects/CARTOON").status_code == 200
    assert client.get("/api/projects/CARTOON").status_code == 404
    assert client.get("/api/projects").json() == []
    restored = client.post("/api/projects/CARTOON/restore")
    assert restored.json()["description"] == "Twelve of them"
    assert client.get("/api/projects/CARTOON").status_code == 200


def test_a_taken_key_is_refused_at_its_field_with_a_free_one(client: TestClient) -> None:
    client.post("/api/projects", json={"name": "Cartoon", "key": "CARTOON"})
    again = client.post("/api/projects", json={"name": "Cartoon", "key": "CARTOON"})
    assert again.status_code == 409
    assert again.json()["fields"] == [{"loc": ["key"], "message": "The key CARTOON is taken. CARTOON_2 is free."}]
