"""JupyterLab opened from Atelier: the real one, driven as a browser does, inside the person's permissions."""

import importlib.util
import io
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import psutil
import pytest
from dataikuapi import DSSClient
from tests.dssapi.accuracy import accuracy_in
from tests.dssapi.kernels import Kernel, Lab
from tests.dssapi.test_notebooks import ROWS
from tests.served import ADMIN_KEY, Served, free_port, processes_of

from atelier.auth import users
from atelier.instance import Atelier
from atelier.notebooks import sessions
from atelier.settings import Settings

pytestmark = [pytest.mark.xdist_group("jupyterlab"), pytest.mark.timeout(300)]

PROJECT = "/api/projects/CARTOON"
NAME = "Accuracy (test)"
OPEN = f"{PROJECT}/notebooks/{NAME}/session"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server with two projects, three people and a notebook."""
    first = free_port()
    running = Served(
        tmp_path_factory.mktemp("served") / "home", ATELIER_NOTEBOOK_PORTS=f"{first}-{min(first + 9, 65535)}"
    )
    running.start()
    try:
        dss = DSSClient(f"http://127.0.0.1:{running.port}", ADMIN_KEY)
        for key in ("CARTOON", "OTHER"):
            dataset = dss.create_project(key, key.title(), "admin").create_upload_dataset("scored")
            dataset.uploaded_add_file(io.BytesIO(ROWS), "s.csv")
            dataset.autodetect_settings(infer_storage_types=True).save()
            body = {"name": NAME, "template": "accuracy", "dataset_id": "scored",
                    "options": {"label": "target", "prediction": "prediction"}}  # fmt: skip
            assert running.post(f"/api/projects/{key}/notebooks", body).status_code == 201
        assert running.post("/api/admin/groups", {"name": "makers"}).status_code == 201
        give_rights(running, "CARTOON", "WRITE_CONF")
        give_rights(running, "OTHER", "WRITE_CONF")
        for login, may_write_code in (("ada", True), ("bob", False), ("cleo", True)):
            user = {"login": login, "display_name": login.title(), "password": f"{login} likes long words",
                    "may_write_code": may_write_code, "groups": ["makers"]}  # fmt: skip
            assert running.post("/api/admin/users", user).status_code == 201
        yield running
    finally:
        running.stop()


@pytest.fixture(scope="module")
def browser(served: Served) -> Iterator[Callable[[str], httpx.Client]]:
    """Log somebody in: `browser("ada")`."""
    clients: dict[str, httpx.Client] = {}

    def of(login: str) -> httpx.Client:
        if login not in clients:
            clients[login] = httpx.Client(base_url=f"http://127.0.0.1:{served.port}", timeout=120)
            given = {"login": login, "password": f"{login} likes long words"}
            assert clients[login].post("/api/auth/login", json=given).status_code == 200
        return clients[login]

    yield of
    for client in clients.values():
        client.close()


@pytest.fixture(scope="module")
def lab(browser: Callable[[str], httpx.Client]) -> Lab:
    """Ada's JupyterLab."""
    answer = browser("ada").post(OPEN)
    assert answer.status_code == 200, answer.text
    return Lab(answer.json()["address"])


@pytest.fixture(scope="module")
def kernel(lab: Lab) -> Kernel:
    """A kernel in it."""
    return lab.kernel()


def give_rights(served: Served, project: str, permission: str | None) -> None:
    rights = [{"group": "makers", "permission": permission}] if permission else []
    answer = served.request("PUT", f"/api/projects/{project}/rights", json={"rights": rights})
    assert answer.status_code == 200, answer.text


def wait_until(what: Callable[[], bool], seconds: float = 40) -> None:
    until = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < until, "it did not come to be in time"
        time.sleep(0.1)


def labs_of(served: Served) -> list[psutil.Process]:
    return [one for one in processes_of(served.home) if one.pid != served.pid]


def test_its_cells_read_the_dataset_and_give_the_accuracy(lab: Lab, kernel: Kernel) -> None:
    said = kernel.run_all(lab.notebook())
    assert accuracy_in(said) == 3 / 4
    assert "3 of 4 rows are right" in said


def test_it_has_an_origin_and_a_name_of_its_own_and_asks_for_the_token(served: Served, lab: Lab) -> None:
    assert lab.base.startswith("http://localhost:")  # Atelier was asked as 127.0.0.1, whose cookies go to all its ports
    assert lab.base != f"http://localhost:{served.port}"
    assert lab.token not in " ".join(part for one in labs_of(served) for part in one.cmdline())
    assert httpx.get(f"{lab.base}/api/contents").status_code == 403
    assert httpx.get(f"{lab.base}/api/terminals", headers=lab.client.headers).status_code == 404


def test_what_is_saved_is_the_file_that_atelier_lists(
    served: Served, lab: Lab, browser: Callable[[str], httpx.Client]
) -> None:
    content = lab.notebook()
    content["cells"].append({"id": "mine", "cell_type": "markdown", "metadata": {}, "source": "My own words"})
    lab.save(content)
    found = browser("ada").get(f"{PROJECT}/notebooks/{NAME}").json()
    assert "".join(found["cells"][-1]["source"]) == "My own words"
    # one made in JupyterLab is listed too, whatever its name; one deleted there is in Atelier's trash
    lab.client.put("/api/contents/a, b.ipynb", json={"type": "notebook", "format": "json", "content": content})
    listed = browser("ada").get(f"{PROJECT}/notebooks").json()["notebooks"]
    assert {one["name"]: one["dataset"] for one in listed} == {NAME: "scored", "a, b": "scored"}
    assert browser("ada").get(f"{PROJECT}/notebooks/a, b").status_code == 200
    assert lab.client.delete("/api/contents/a, b.ipynb").status_code == 204
    assert browser("ada").get(f"{PROJECT}/notebooks/a, b").status_code == 404
    assert [one.name[:4] for one in (served.home / "notebooks/CARTOON/.trash").iterdir()] == ["a, b"]


def test_its_kernel_sees_no_other_files(served: Served, kernel: Kernel) -> None:
    for place in ("atelier.db", "notebooks/OTHER", "blobs", "notebooks"):
        assert "PermissionError" in kernel.run(f"import os; os.open({str(served.home / place)!r}, os.O_RDONLY)"), place
    assert "PermissionError" in kernel.run("import socket; socket.socket(socket.AF_UNIX)")
    stray = served.home / "notebooks/OTHER/mine.ipynb"
    assert "PermissionError" in kernel.run(f"open({str(stray)!r}, 'w')")
    assert "PermissionError" in kernel.run(f"open('/proc/{served.pid}/environ').read()")
    assert kernel.run("open('notes.txt', 'w').write('x'); import os; print(sorted(os.listdir('.')))").count(NAME) == 1


def test_its_kernel_reaches_this_project_only_and_not_the_account(kernel: Kernel) -> None:
    assert "There is no project “OTHER”" in kernel.run("dataiku.Dataset('OTHER.scored').get_dataframe()")
    ask = "import os, httpx; client = httpx.Client(base_url=os.environ['ATELIER_URL'], headers={'Authorization': " \
          "'Bearer ' + os.environ['ATELIER_API_KEY']}); "  # fmt: skip
    said = kernel.run(ask + "print(client.post('/api/auth/api-keys', json={'label': 'mine'}).text)")
    assert "A notebook's key reaches its project only, not your account." in said
    assert kernel.run(ask + "print([one['key'] for one in client.get('/api/projects').json()])") == "['CARTOON']\n"
    assert "[]" in kernel.run(ask + "print(client.get('/api/notebook-sessions').json())")
    said = kernel.run(ask + f"print(client.post({OPEN!r}).text)")
    assert "JupyterLab runs as a person, and this API key is not a person's." in said


def test_each_person_and_project_has_one(browser: Callable[[str], httpx.Client], lab: Lab) -> None:
    again = Lab(browser("ada").post(OPEN).json()["address"])
    assert (again.base, again.token) == (lab.base, lab.token)
    (mine,) = browser("ada").get("/api/notebook-sessions").json()
    assert (mine["login"], mine["project_key"], mine["is_mine"]) == ("ada", "CARTOON", True)
    assert "token" not in mine


def test_who_may_not_gets_a_sentence(served: Served, browser: Callable[[str], httpx.Client], lab: Lab) -> None:
    answer = browser("bob").post(OPEN)
    assert (answer.status_code, answer.json()["message"]) == (
        403, "A notebook is code, and you may not write code in this Atelier.",
    )  # fmt: skip
    assert browser("bob").get(f"{PROJECT}/notebooks").json()["jupyterlab"] == {
        "is_installed": True,
        "refusal": "A notebook is code, and you may not write code in this Atelier.",
        "hint": "Ask an administrator for the right to write code.",
    }
    answer = served.post(OPEN)
    assert answer.json()["message"] == "JupyterLab runs as a person, and this API key is not a person's."
    answer = browser("ada").post(f"{PROJECT}/notebooks/gone/session")
    assert (answer.status_code, answer.json()["message"]) == (404, "There is no notebook “gone” in this project.")
    # another's session is neither seen nor stopped, an administrator sees whose it is and what runs
    assert browser("cleo").get("/api/notebook-sessions").json() == []
    (session,) = served.get("/api/notebook-sessions").json()
    answer = browser("cleo").delete(f"/api/notebook-sessions/{session['id']}")
    assert answer.status_code == 404
    assert answer.json()["message"] == "There is no such JupyterLab session; it may have ended already."
    wait_until(lambda: bool(served.get("/api/notebook-sessions").json()[0]["kernels"]))
    (session,) = served.get("/api/notebook-sessions").json()
    assert session["login"] == "ada"
    assert [one["notebook"] for one in session["kernels"]] == [f"{NAME}.ipynb"]


def test_a_page_of_a_notebook_cannot_act_with_the_log_in(browser: Callable[[str], httpx.Client], lab: Lab) -> None:
    for site in ("same-site", "cross-site"):
        headers = {"Sec-Fetch-Site": site, "Origin": lab.base}
        answer = browser("ada").post(OPEN, headers=headers)
        assert (answer.status_code, answer.json()["message"]) == (
            403, "The request came from another site and was refused.",
        )  # fmt: skip
        answer = browser("ada").get(f"{PROJECT}/notebooks", headers=headers)
        assert "access-control-allow-origin" not in answer.headers  # sent, but no page of that origin may read it


def test_who_lost_the_project_reads_no_more_and_the_session_ends(served: Served, kernel: Kernel) -> None:
    read = "import dataiku; print(len(dataiku.Dataset('scored').get_dataframe()))"
    assert kernel.run(read) == "6\n"
    give_rights(served, "CARTOON", None)
    try:
        assert "There is no project “CARTOON” that you may see." in kernel.run(read)
        wait_until(lambda: served.get("/api/notebook-sessions").json() == [] and labs_of(served) == [])
    finally:
        give_rights(served, "CARTOON", "WRITE_CONF")


def test_stopping_ends_the_processes_and_the_key(served: Served, browser: Callable[[str], httpx.Client]) -> None:
    lab = Lab(browser("cleo").post(OPEN).json()["address"])
    kernel = lab.kernel()
    key = kernel.run("import os; print(os.environ['ATELIER_API_KEY'])").strip()
    kernel.run("import subprocess; subprocess.Popen(['sleep', '600'], start_new_session=True)")
    assert any(one.name() == "sleep" for one in labs_of(served))
    as_kernel = httpx.Client(base_url=f"http://127.0.0.1:{served.port}", headers={"Authorization": f"Bearer {key}"})
    assert as_kernel.get(PROJECT).status_code == 200
    (session,) = browser("cleo").get("/api/notebook-sessions").json()
    answer = served.request("DELETE", f"/api/notebook-sessions/{session['id']}")
    assert answer.json()["message"] == "Cleo’s JupyterLab in CARTOON has ended."
    assert labs_of(served) == []
    assert as_kernel.get(PROJECT).status_code == 401
    assert list((served.home / "notebook-sessions").iterdir()) == []


@pytest.mark.faults
def test_a_killed_server_leaves_no_jupyterlab(served: Served, browser: Callable[[str], httpx.Client]) -> None:
    lab = Lab(browser("ada").post(OPEN).json()["address"])
    lab.kernel().run("import subprocess; subprocess.Popen(['sleep', '600'], start_new_session=True)")
    assert len(labs_of(served)) >= 4
    served.kill()
    wait_until(lambda: processes_of(served.home) == [])
    served.start()
    assert served.get("/api/notebook-sessions").json() == []


class TestIdle:
    @pytest.fixture
    def settings(self, settings: Settings) -> Settings:
        return settings.model_copy(update={"notebook_idle_minutes": 0.05})

    def test_what_nobody_uses_is_ended(
        self, monkeypatch: pytest.MonkeyPatch, server: str, project: object, client_of: Callable[..., httpx.Client],
        atelier: Atelier,
    ) -> None:  # fmt: skip
        monkeypatch.setattr(sessions, "_BEAT_SECONDS", 0.5)
        folder = atelier.home / "notebooks" / "CARTOON"
        folder.mkdir(parents=True)
        (folder / "n.ipynb").write_text('{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}')
        client_of("root", is_admin=True)
        with atelier.database.write() as session:
            users.get(session, "root").may_write_code = True
        with httpx.Client(base_url=server, timeout=120) as root:
            root.post("/api/auth/login", json={"login": "root", "password": "root likes long words"})
            kernel = Lab(root.post(f"{PROJECT}/notebooks/n/session").json()["address"]).kernel()
            assert kernel.run("import time; time.sleep(5); print('worked on')") == "worked on\n"
            assert len(root.get("/api/notebook-sessions").json()) == 1
            wait_until(lambda: root.get("/api/notebook-sessions").json() == [])


def test_without_jupyterlab_the_page_says_how_to_get_it(
    monkeypatch: pytest.MonkeyPatch, client: httpx.Client, client_of: Callable[..., httpx.Client], tmp_path: Path
) -> None:
    found = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == "jupyterlab" else found(name))
    root = client_of("root", is_admin=True)
    assert client.patch("/api/admin/users/root", json={"may_write_code": True}).status_code == 200
    assert root.post("/api/projects", json={"name": "Cartoon", "key": "CARTOON"}).status_code == 201
    assert root.get(f"{PROJECT}/notebooks").json()["jupyterlab"]["is_installed"] is False
    folder = tmp_path / "home" / "notebooks" / "CARTOON"
    folder.mkdir(parents=True)
    (folder / "n.ipynb").write_text("{}")
    answer = root.post(f"{PROJECT}/notebooks/n/session")
    assert (answer.status_code, answer.json()["message"]) == (503, "JupyterLab is not installed in this Atelier.")
    assert "`pip install atelier[notebook]`" in answer.json()["hint"]
