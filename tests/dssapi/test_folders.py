"""Managed folders through the official client."""

import io
from pathlib import Path

import pytest
import requests
from dataikuapi.dss.project import DSSProject
from dataikuapi.utils import DataikuException
from PIL import Image
from tests.conftest import ADMIN_KEY


def _picture(colour: str = "red") -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (8, 8), colour).save(buffer, "PNG")
    return buffer.getvalue()


def test_a_folder_is_made_and_its_variables_expanded(project: DSSProject) -> None:
    folder = project.create_managed_folder("images_train")
    assert len(folder.id) == 8
    assert folder.id.isalnum()
    (listed,) = project.list_managed_folders()
    assert (listed["id"], listed["name"], listed["type"]) == (folder.id, "images_train", "Filesystem")
    assert listed["params"]["connection"] == "filesystem_folders"
    assert listed["params"]["path"] == f"/CARTOON/{folder.id}"
    with pytest.raises(DataikuException, match="There is already a folder called “images_train”"):
        project.create_managed_folder("images_train")


@pytest.mark.parametrize("path", ["a.png", "/a.png", "//a.png", "deep/er/ç+d é 100%.png", "日本.png"])
def test_files_come_back_byte_for_byte_under_any_path(project: DSSProject, path: str) -> None:
    folder = project.create_managed_folder("images")
    data = _picture()
    put = folder.put_file(path, io.BytesIO(data))
    plain = "/" + path.lstrip("/")
    assert put["path"] == plain
    (item,) = folder.list_contents()["items"]
    assert (item["path"], item["size"]) == (plain, len(data))
    assert item["lastModified"] > 1_600_000_000_000
    answer = folder.get_file(path)
    assert answer.content == data
    assert answer.headers["content-type"] == "application/octet-stream"
    assert "content-encoding" not in answer.headers
    with folder.get_file(path) as stream:
        assert stream.raw.read() == data


def test_a_file_is_replaced_and_deleted_and_missing_ones_are_said(project: DSSProject) -> None:
    folder = project.create_managed_folder("images")
    folder.put_file("a.txt", "text of a string")
    folder.put_file("a.txt", "other")
    assert folder.get_file("a.txt").content == b"other"
    folder.delete_file("a.txt")
    assert folder.list_contents()["items"] == []
    folder.delete_file("a.txt")
    with pytest.raises(DataikuException, match="There is no file “/a.txt” in images"):
        folder.get_file("a.txt")


def test_old_clients_name_the_file_in_the_part(server: str, project: DSSProject) -> None:
    folder = project.create_managed_folder("images")
    url = f"{server}/dip/publicapi/projects/CARTOON/managedfolders/{folder.id}/contents/"
    answer = requests.post(url, files={"file": ("b.png", _picture())}, auth=(ADMIN_KEY, ""), timeout=10)
    assert answer.status_code == 200
    assert [item["path"] for item in folder.list_contents()["items"]] == ["/b.png"]


@pytest.mark.parametrize("path", ["%2e%2e/x", "a/%2e%2e/%2e%2e/x", "a%00b", "a%0ab"])
def test_paths_that_lead_out_or_cannot_be_are_refused(server: str, project: DSSProject, path: str) -> None:
    import http.client

    folder = project.create_managed_folder("images")
    connection = http.client.HTTPConnection(server.removeprefix("http://"), timeout=10)
    auth = requests.auth._basic_auth_str(ADMIN_KEY, "")
    target = f"/dip/publicapi/projects/CARTOON/managedfolders/{folder.id}/contents/{path}"
    connection.request("GET", target, headers={"Authorization": auth})
    answer = connection.getresponse()
    assert answer.status in (404, 422)
    assert b"errorType" in answer.read()


def test_a_whole_local_folder_is_uploaded(project: DSSProject, tmp_path: Path) -> None:
    for name in ("ada_pic_0001.png", "below/bob_pic_0001.png"):
        (tmp_path / "up" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "up" / name).write_bytes(_picture())
    folder = project.create_managed_folder("images")
    folder.upload_folder("/target", str(tmp_path / "up"))
    paths = sorted(item["path"] for item in folder.list_contents()["items"])
    assert paths == ["/target/ada_pic_0001.png", "/target/below/bob_pic_0001.png"]


def test_read_from_filesystem_root_by_absolute_path(project: DSSProject, root: Path) -> None:
    (root / "simpsons").mkdir()
    (root / "simpsons" / "a_1.png").write_bytes(_picture())
    folder = project.create_managed_folder("images_train")
    settings = folder.get_settings()
    settings.set_connection_and_path("filesystem_root", str(root / "simpsons"))
    settings.save()
    assert [item["path"] for item in folder.list_contents()["items"]] == ["/a_1.png"]
    assert folder.get_file("a_1.png").content == _picture()
    raw = folder.get_settings().get_raw()
    assert raw["params"] == {"connection": "filesystem_root", "path": str(root / "simpsons")}
    with pytest.raises(DataikuException, match="is read from a shared root and cannot be changed here"):
        folder.put_file("b.png", io.BytesIO(_picture()))


@pytest.mark.parametrize("path", ["/etc", "/", "", "{root}/../outside", "{root}/missing"])
def test_nothing_outside_the_allowed_roots_is_read(project: DSSProject, root: Path, path: str) -> None:
    (root.parent / "outside").mkdir()
    folder = project.create_managed_folder("images")
    definition = folder.get_definition()
    definition["params"] = {"connection": "filesystem_root", "path": path.replace("{root}", str(root))}
    with pytest.raises(DataikuException):
        folder.set_definition(definition)
    assert folder.get_definition()["params"]["connection"] == "filesystem_folders"


def test_settings_keep_what_is_not_understood(project: DSSProject) -> None:
    folder = project.create_managed_folder("images")
    definition = folder.get_definition()
    definition["tags"] = ["deck"]
    definition["customFields"] = {"a": {"b": [1, None, "x"]}}
    definition["unknownKey"] = {"deep": True}
    definition["metrics"]["probes"] = [{"type": "mine"}]
    folder.set_definition(definition)
    back = folder.get_definition()
    for changing in ("versionTag",):
        definition.pop(changing), back.pop(changing)
    assert back == definition


def test_a_folder_is_renamed_and_deleted(project: DSSProject) -> None:
    folder = project.create_managed_folder("images")
    folder.rename("pictures")
    assert folder.get_definition()["name"] == "pictures"
    assert folder.get_usages() == []
    folder.delete()
    assert project.list_managed_folders() == []
    with pytest.raises(DataikuException, match="There is no managed folder"):
        folder.list_contents()
