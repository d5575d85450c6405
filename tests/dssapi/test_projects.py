"""Projects through the official client."""

import pytest
import requests
from dataikuapi import DSSClient
from dataikuapi.utils import DataikuException
from tests.conftest import ADMIN_KEY


def test_who_one_is_and_what_the_server_is(dss: DSSClient) -> None:
    assert dss.get_auth_info()["authIdentifier"] == "key:ATELIER_ADMIN_API_KEY"
    assert dss.get_instance_info().node_type == "DESIGN"


@pytest.mark.parametrize("suffix", ["", "/"])
def test_a_slash_after_the_host_does_no_harm(server: str, suffix: str) -> None:
    assert DSSClient(server + suffix, ADMIN_KEY).list_project_keys() == []


def test_the_address_of_the_documentation_works_too(server: str) -> None:
    answer = requests.get(f"{server}/public/api/projects/", auth=(ADMIN_KEY, ""), timeout=10)
    assert answer.json() == []


def test_a_project_from_creation_to_deletion(dss: DSSClient) -> None:
    project = dss.create_project("CARTOON", "Cartoon characters", "admin", description="Twelve")
    assert dss.list_project_keys() == ["CARTOON"]
    assert project.get_summary()["name"] == "Cartoon characters"
    assert project.get_summary()["ownerLogin"] == "admin"

    metadata = project.get_metadata()
    metadata["label"], metadata["tags"], metadata["strange"] = "Cartoon", ["deck"], {"kept": [1, None]}
    metadata["shortDesc"] = "Short"
    project.set_metadata(metadata)
    assert project.get_metadata() == metadata
    assert project.get_summary()["name"] == "Cartoon"

    project.set_variables({"standard": {"a": 1}, "local": {"b": [2]}})
    project.update_variables({"c": "x"})
    assert project.get_variables() == {"standard": {"a": 1, "c": "x"}, "local": {"b": [2]}}

    settings = project.get_settings()
    settings.set_python_code_env("py311")
    settings.get_raw()["unknown"] = {"deep": True}
    settings.save()
    raw = project.get_settings().get_raw()
    assert raw["settings"]["codeEnvs"]["python"]["envName"] == "py311"
    assert raw["unknown"] == {"deep": True}

    project.delete(wait=True)
    assert dss.list_project_keys() == []


def test_permissions_come_back_with_what_is_not_understood(dss: DSSClient, atelier_groups: None) -> None:
    project = dss.create_project("CARTOON", "Cartoon", "admin")
    permissions = project.get_permissions()
    permissions["permissions"].append({"group": "makers", "writeProjectContent": True, "exportDatasetsData": True})
    project.set_permissions(permissions)
    (entry,) = project.get_permissions()["permissions"]
    assert entry == {
        "group": "makers",
        "admin": False,
        "writeProjectContent": True,
        "readProjectContent": True,
        "exportDatasetsData": True,
    }


@pytest.fixture
def atelier_groups(server: str) -> None:
    headers = {"Authorization": f"Bearer {ADMIN_KEY}"}
    made = requests.post(f"{server}/api/admin/groups", json={"name": "makers"}, headers=headers, timeout=10)
    assert made.status_code == 201


def test_errors_reach_the_script_as_sentences(dss: DSSClient, server: str) -> None:
    dss.create_project("CARTOON", "Cartoon", "admin")
    with pytest.raises(DataikuException, match="The key CARTOON is taken. CARTOON_2 is free."):
        dss.create_project("CARTOON", "Cartoon", "admin")
    with pytest.raises(DataikuException, match="There is no project “NONE” that you may see."):
        dss.get_project("NONE").get_summary()
    with pytest.raises(DataikuException, match="This API key is not known"):
        DSSClient(server, "wrong").list_projects()
    with pytest.raises(DataikuException, match="There is nothing at /dip/publicapi/nowhere"):
        dss._perform_json("GET", "/nowhere")
    with pytest.raises(DataikuException, match="is not possible at"):
        dss._perform_json("PATCH", "/projects/CARTOON")


def test_the_client_sends_json_without_saying_so_and_is_understood(server: str) -> None:
    body = '{"projectKey": "CARTOON", "name": "Cartoon", "owner": null, "permissions": [], "tags": null}'
    answer = requests.post(f"{server}/dip/publicapi/projects/", data=body.encode(), auth=(ADMIN_KEY, ""), timeout=10)
    assert answer.status_code == 200
    broken = requests.post(f"{server}/dip/publicapi/projects/", data=b"{", auth=(ADMIN_KEY, ""), timeout=10)
    assert broken.status_code == 422
    assert broken.json()["message"].startswith("The body is not JSON")


def test_nothing_is_compressed_for_scripts(server: str) -> None:
    auth = (ADMIN_KEY, "")
    for number in range(30):
        body = f'{{"projectKey": "P{number}", "name": "Project with a long name", "tags": []}}'
        requests.post(f"{server}/dip/publicapi/projects/", data=body, auth=auth, timeout=10)
    plain = requests.get(f"{server}/dip/publicapi/projects/", auth=auth, timeout=10)
    assert len(plain.content) > 2000
    assert "content-encoding" not in plain.headers
    headers = {"Authorization": f"Bearer {ADMIN_KEY}"}
    packed = requests.get(f"{server}/api/projects", headers=headers, timeout=10)
    assert packed.headers["content-encoding"] == "gzip"
