"""A project full of hostile names and values, against which requests are made."""

import csv
import io
import json
import random
from collections.abc import Mapping, Sequence
from typing import Any

from fastapi.testclient import TestClient
from PIL import Image
from tests.hostile.values import NAMES, Hostile

from atelier.recipes import registry

CANARY = b"canary,n\nstill here,1\n"


class World:
    """One project with tables, a folder and a recipe of every type that can be made of tables."""

    def __init__(self, client: TestClient, key: str, rng: random.Random, places: Mapping[str, str]) -> None:
        self.client, self.key, self.at = client, key, f"/api/projects/{key}"
        self._made("/api/projects", {"name": "Hostile", "key": key})
        values = Hostile(rng, places=places, known=())
        rows = [[_cell(values.text()) for _ in NAMES[:-2]] + [n, f"2024-01-{n + 1:02}"] for n in range(9)]
        self.table = self._table("t", [list(NAMES), *rows])
        self.other = self._table("u", [["name", "value"], ["a", 1], ["b", 2]])
        self.canary = self._table("canary", list(csv.reader(io.StringIO(CANARY.decode()))))
        self.folder = self._made(f"{self.at}/folders", {"name": "pictures"})["id"]
        picture = io.BytesIO()
        Image.new("RGB", (8, 8)).save(picture, "PNG")
        upload = self._upload("ada_pic_1.png", picture.getvalue())
        assert client.post(f"{self.at}/folders/{self.folder}/uploads", json={"upload_id": upload}).status_code == 200
        self.recipes = {name: made for name in registry.all_types() if (made := self._recipe(name))}
        self.upload = self._upload("fresh.csv", b"a,b\n1,2\n")
        notebook = {"name": "look", "template": "dataset-start", "dataset_id": self.table, "options": {}}
        client.post(f"{self.at}/notebooks", json=notebook)
        metrics = {
            "revision": 0,
            "probes": [{"id": "r", "type": "records"}, {"id": "s", "type": "size"}],
            "checks": [
                {"id": "c", "type": "numeric-range", "params": {"metric": "records:COUNT_RECORDS", "minimum": 1}}
            ],
        }
        assert client.put(f"{self.at}/items/{self.table}/metrics", json=metrics).status_code == 200

    @property
    def known(self) -> Sequence[str]:
        """Identifiers that are really there."""
        recipes = [one["id"] for one in self.recipes.values()]
        return [self.table, self.other, self.folder, *recipes, "t", "u", "pictures", self.key, "r", "c", "look"]

    def canary_is_whole(self) -> bool:
        """Say whether the canary's columns and rows are as they were."""
        found = self.client.get(f"{self.at}/datasets/{self.canary}/rows").json()
        return [one["name"] for one in found["columns"]] == ["canary", "n"] and found["rows"] == [["still here", 1]]

    def _table(self, name: str, rows: list[list[Any]]) -> str:
        text = io.StringIO()
        csv.writer(text, quoting=csv.QUOTE_ALL).writerows(rows)
        upload = self._upload("t.csv", text.getvalue().encode())
        body = {"name": name, "source": {"kind": "upload", "upload_id": upload}}
        found: str = self._made(f"{self.at}/datasets", body)["id"]
        return found

    def _upload(self, name: str, data: bytes) -> str:
        upload: str = self.client.post(f"{self.at}/uploads").json()["id"]
        assert self.client.put(f"{self.at}/uploads/{upload}/files/{name}", content=data).status_code == 200
        return upload

    def _recipe(self, name: str) -> dict[str, Any] | None:
        found = registry.get(name)
        inputs = {}
        for role in found.inputs:
            if role.kind == "dataset":
                inputs[role.name] = [self.table, self.other] if role.many else [self.table]
            elif role.kind == "folder":
                inputs[role.name] = [self.folder]
        outputs = {role.name: [{"new_name": f"out {name} {role.name}"}] for role in found.outputs}
        answer = self.client.post(f"{self.at}/recipes", json={"type": name, "inputs": inputs, "outputs": outputs})
        made: dict[str, Any] | None = answer.json() if answer.status_code == 201 else None
        return made

    def _made(self, path: str, body: Any) -> Any:
        answer = self.client.post(path, json=body)
        assert answer.status_code == 201, answer.text
        return answer.json()


def _cell(text: str) -> str:
    return json.loads(json.dumps(text.encode(errors="replace").decode()))[:2_000].replace("\0", "\\0")
