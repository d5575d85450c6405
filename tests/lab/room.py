"""A project with tables, on a real server, and the Lab as a browser talks to it."""

import io
import time
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from tests.served import Served

CLASSES = ("ada_marsh", "bruno_keel", "cleo_finch")


class Room:
    """A project of a server; every answer is checked."""

    def __init__(self, served: Served, key: str) -> None:
        self.served = served
        self.key = key
        self.base = f"/api/projects/{key}"
        self.ask("POST", "/api/projects", {"name": key.title(), "key": key})

    def ask(self, method: str, path: str, body: Any = None, *, status: tuple[int, ...] = (200, 201, 202)) -> Any:
        """Send a request and return the answer's JSON."""
        answer = self.served.request(method, path, json=body)
        assert answer.status_code in status, f"{method} {path}: {answer.status_code} {answer.text[:2000]}"
        return answer.json()

    def refused(self, method: str, path: str, body: Any = None, *, status: int = 422) -> str:
        """Send a request that is refused, and return the sentence."""
        message: str = self.ask(method, path, body, status=(status,))["message"]
        return message

    def dataset(self, name: str, table: pa.Table) -> str:
        """Bring a table in; returns the dataset's id."""
        data = io.BytesIO()
        pq.write_table(table, data)
        upload = self.ask("POST", f"{self.base}/uploads")["id"]
        answer = self.served.request(
            "PUT", f"{self.base}/uploads/{upload}/files/{name}.parquet", content=data.getvalue()
        )
        assert answer.status_code == 200, answer.text
        source = {"kind": "upload", "upload_id": upload}
        return str(self.ask("POST", f"{self.base}/datasets", {"name": name, "source": source})["id"])

    def task(self, dataset_id: str, target: str, **options: Any) -> dict[str, Any]:
        """Begin an analysis with a task."""
        analysis = self.ask("POST", f"{self.base}/analyses", {"dataset_id": dataset_id})
        made: dict[str, Any] = self.ask(
            "POST", f"{self.base}/analyses/{analysis['id']}/tasks", {"target": target, **options}
        )
        return made

    def save(self, task: dict[str, Any]) -> dict[str, Any]:
        """Save a task's design as it was changed."""
        body = {"revision": task["revision"], "design": task["design"]}
        saved: dict[str, Any] = self.ask("PUT", f"{self.base}/tasks/{task['id']}/design", body)
        return saved

    def train(self, task: dict[str, Any]) -> dict[str, Any]:
        """Train a task to its end and return its newest session."""
        job = self.ask("POST", f"{self.base}/tasks/{task['id']}/train", {})
        self.wait(job["id"])
        session: dict[str, Any] = self.ask("GET", f"{self.base}/tasks/{task['id']}/sessions")[0]
        return session

    def wait(self, job_id: int, seconds: float = 120) -> dict[str, Any]:
        """Wait until a job is over."""
        limit = time.monotonic() + seconds
        while time.monotonic() < limit:
            job: dict[str, Any] = self.ask("GET", f"{self.base}/jobs/{job_id}")
            if job["state"] in ("DONE", "FAILED", "ABORTED"):
                return job
            time.sleep(0.1)
        raise AssertionError(f"Job {job_id} is not over after {seconds} s.")


def features_table(rows: int = 240, length: int = 16, *, seed: int = 7) -> pa.Table:
    """Return what the course prepares: picture names, the class in them, and vectors that tell the classes apart."""
    rng = np.random.default_rng(seed)
    places = rng.integers(len(CLASSES), size=rows)
    centres = rng.normal(size=(len(CLASSES), length))
    vectors = (centres[places] + 0.8 * rng.normal(size=(rows, length))).astype(np.float32)
    names = [f"{CLASSES[place]}_pic_{row:04d}.jpg" for row, place in enumerate(places)]
    return pa.table(
        {
            "images": names,
            "target": [CLASSES[place] for place in places],
            "features": pa.array([list(map(float, one)) for one in vectors], type=pa.list_(pa.float32())),
        }
    )


def penguins(rows: int = 300, *, seed: int = 3) -> pa.Table:
    """Return a table of numbers and categories whose `weight` follows from them, with gaps."""
    rng = np.random.default_rng(seed)
    island = rng.choice(["Skye", "Mull", "Iona"], size=rows)
    length = rng.normal(40, 5, size=rows)
    noise = rng.normal(size=rows)
    weight = 50 * length + np.where(island == "Skye", 400.0, 0.0) + 20 * rng.normal(size=rows)
    return pa.table(
        {
            "island": [None if place % 29 == 0 else str(name) for place, name in enumerate(island)],
            "length": [None if place % 31 == 0 else float(one) for place, one in enumerate(length)],
            "noise": noise,
            "heavy": np.where(weight > np.median(weight), "yes", "no"),
            "weight": weight,
        }
    )
