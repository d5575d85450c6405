"""A small flow of the plugin's recipes on a served Atelier, built over HTTP as a person would."""

import shutil
import time
from pathlib import Path
from typing import Any

from tests.served import Served

_PLUGIN = Path(__file__).parent / "plugin_recipes.py"
OVER = ("DONE", "FAILED", "ABORTED")


def install_plugin(home: Path) -> None:
    """Drop the recipe types into the data folder."""
    folder = home / "plugins" / "recipes"
    folder.mkdir(parents=True)
    shutil.copy(_PLUGIN, folder / "fault_recipes.py")


class SmallFlow:
    """`photos` -> copy-slowly -> `first` -> copy-slowly -> `second`, and `first` -> describe -> `table`, `names`."""

    def __init__(self, served: Served, *, key: str = "FAULTS", files: int = 12, **copy_params: Any) -> None:
        self.served = served
        self.key = key
        self.base = f"/api/projects/{key}"
        self.made(served.post("/api/projects", {"key": key, "name": "Faults"}))
        self.photos = self.folder(
            "photos", {f"ada_pic_{index:04d}.jpg": f"picture {index}".encode() * 50 for index in range(files)}
        )
        params = {"steps": 4, "seconds": 0.02, **copy_params}
        self.first_copy = self.recipe(
            "copy-slowly", {"source": [self.photos]}, {"copy": [{"new_name": "first"}]}, params
        )
        self.first = self.first_copy["outputs"]["copy"][0]
        self.second_copy = self.recipe(
            "copy-slowly", {"source": [self.first]}, {"copy": [{"new_name": "second"}]}, params
        )
        self.second = self.second_copy["outputs"]["copy"][0]
        self.describe = self.recipe(
            "describe",
            {"source": [self.first]},
            {"table": [{"new_name": "table"}], "names": [{"new_name": "names"}]},
            {},
        )
        self.table = self.describe["outputs"]["table"][0]

    @staticmethod
    def made(answer: Any) -> Any:
        """Return the answer's JSON; the request must have been accepted."""
        assert answer.status_code < 300, answer.text
        return answer.json()

    def folder(self, name: str, files: dict[str, bytes]) -> str:
        """Make a folder and put files into it."""
        folder: str = self.made(self.served.post(f"{self.base}/folders", {"name": name}))["id"]
        upload = self.made(self.served.post(f"{self.base}/uploads"))["id"]
        for path, data in files.items():
            self.made(self.served.request("PUT", f"{self.base}/uploads/{upload}/files/{path}", content=data))
        self.made(self.served.post(f"{self.base}/folders/{folder}/uploads", {"upload_id": upload}))
        return folder

    def recipe(self, type: str, inputs: Any, outputs: Any, params: Any) -> Any:
        """Make a recipe."""
        body = {"type": type, "inputs": inputs, "outputs": outputs, "params": params}
        return self.made(self.served.post(f"{self.base}/recipes", body))

    def build_everything(self, **options: Any) -> int:
        """Ask for all that stands on the photos, anew; return the job's id."""
        targets = [{"kind": "recipe", "id": self.second_copy["id"]}, {"kind": "recipe", "id": self.describe["id"]}]
        body = {"targets": targets, "build_type": "RECURSIVE_FORCED_BUILD"}
        job: int = self.made(self.served.post(f"{self.base}/jobs", body, **options))["id"]
        return job

    def build(self, recipe: Any) -> int:
        """Ask for one recipe only."""
        body = {"targets": [{"kind": "recipe", "id": recipe["id"]}], "build_type": "NON_RECURSIVE_FORCED_BUILD"}
        job: int = self.made(self.served.post(f"{self.base}/jobs", body))["id"]
        return job

    def job(self, job_id: int) -> Any:
        """Return the job as the API shows it."""
        return self.made(self.served.get(f"{self.base}/jobs/{job_id}"))

    def jobs(self) -> list[Any]:
        """Return all jobs."""
        return list(self.made(self.served.get(f"{self.base}/jobs?limit=200"))["items"])

    def wait(self, job_id: int, *, timeout_seconds: float = 90.0) -> Any:
        """Wait until the job is over and return it."""
        limit = time.monotonic() + timeout_seconds
        while (job := self.job(job_id))["state"] not in OVER:
            assert time.monotonic() < limit, f"job {job_id} is not over: {job}"
            time.sleep(0.05)
        return job

    def wait_for_epoch(self, job_id: int, *, timeout_seconds: float = 60.0) -> None:
        """Wait until a runner of the job has told of an epoch."""
        limit = time.monotonic() + timeout_seconds
        while not any(event["body"]["kind"] == "epoch" for event in self.events(job_id)):
            assert time.monotonic() < limit, self.job(job_id)
            time.sleep(0.02)

    def wait_for_running(self, job_id: int, *, timeout_seconds: float = 60.0) -> None:
        """Wait until a runner of the job is at work, or the job is over."""
        limit = time.monotonic() + timeout_seconds
        while self.job(job_id)["state"] not in OVER and not self.served.runners():
            assert time.monotonic() < limit, self.job(job_id)
            time.sleep(0.05)

    def events(self, job_id: int) -> list[Any]:
        """Return all events of a job."""
        return list(self.made(self.served.get(f"{self.base}/jobs/{job_id}/events?limit=10000"))["events"])
