"""Errors are answers."""

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from atelier.api.errors import add_handlers, from_validation
from atelier.api.schemas.jobs import BuildIn
from atelier.api.security import Wall
from atelier.errors import FieldProblem, InvalidInput

TWO_THINGS = InvalidInput("Two things are wrong.", fields=[FieldProblem(("params", "a"), "Too low.")], hint="Raise it.")


@pytest.fixture
def faulty() -> TestClient:
    """An application whose routes fail in all the ways."""
    app = FastAPI()
    add_handlers(app)

    @app.get("/api/fault")
    def fault() -> None:
        raise RuntimeError("secret of the inside: /etc/passwd")

    @app.get("/dip/publicapi/fault")
    def dss_fault() -> None:
        raise RuntimeError("secret of the inside")

    @app.get("/api/full")
    def full() -> None:
        raise OSError(28, "No space left on device")

    @app.get("/api/fields")
    def fields() -> None:
        raise InvalidInput(
            "Two things are wrong.", fields=[FieldProblem(("params", "a"), "Too low.")], hint="Raise it."
        )

    @app.get("/dip/publicapi/fields")
    def dss_fields() -> None:
        raise InvalidInput(
            "Two things are wrong.", fields=[FieldProblem(("params", "a"), "Too low.")], hint="Raise it."
        )

    app.add_middleware(Wall, hosts=("*",), largest_upload_bytes=100)
    return TestClient(app)


def test_a_fault_tells_its_number_and_nothing_of_the_inside(faulty: TestClient) -> None:
    answer = faulty.get("/api/fault")
    assert answer.status_code == 500
    assert answer.json()["request_id"] == answer.headers["x-request-id"]
    assert "secret" not in answer.text
    assert answer.json()["message"] == "Something went wrong inside Atelier; nothing was changed."


def test_a_full_disk_is_named(faulty: TestClient) -> None:
    answer = faulty.get("/api/full")
    assert answer.status_code == 503
    assert answer.json()["message"] == "The disk of the server is full; nothing was changed."


def test_an_answer_names_fields_and_the_way_out(faulty: TestClient) -> None:
    body = faulty.get("/api/fields").json()
    assert body["code"] == "invalid_input"
    assert body["fields"] == [{"loc": ["params", "a"], "message": "Too low."}]
    assert body["hint"] == "Raise it."


def test_scripts_get_their_own_shape(faulty: TestClient) -> None:
    body = faulty.get("/dip/publicapi/fields").json()
    assert body["errorType"] == "java.lang.IllegalArgumentException"
    assert body["message"] == "Two things are wrong."
    assert body["detailedMessage"] == "Two things are wrong. params.a: Too low. Raise it."
    for path in (
        "/dip/publicapi/fault",
        "/dip/publicapi/nowhere",
        "/public/api/nowhere",
        "http://testserver//dip/publicapi/nowhere",
    ):
        assert set(faulty.get(path).json()) >= {"errorType", "message", "detailedMessage"}, path


def test_unknown_paths_and_methods_are_problems_too(client: TestClient) -> None:
    missing = client.get("/api/nothing")
    assert (missing.status_code, missing.json()["message"]) == (404, "There is nothing at /api/nothing.")
    method = client.put("/api/health")
    assert (method.status_code, method.json()["code"]) == (405, "method_not_allowed")


@pytest.mark.parametrize(
    ("body", "loc", "sentence"),
    [
        ({}, ["name"], "This is needed."),
        ({"name": "", "key": "A"}, ["name"], "This must not be empty."),
        ({"name": "x" * 201, "key": "A"}, ["name"], "This can have at most 200 characters."),
        ({"name": 3, "key": "A"}, ["name"], "This has to be text."),
        ({"name": "x", "key": "small"}, ["key"], "This has signs that are not allowed here."),
        ({"name": "x", "key": "A", "colour": 1}, ["colour"], "There is no field of this name."),
    ],
)
def test_invalid_fields_are_said_in_plain_words(
    client: TestClient, body: dict[str, object], loc: list[str], sentence: str
) -> None:
    answer = client.post("/api/projects", json=body)
    assert answer.status_code == 422
    assert {"loc": loc, "message": sentence} in answer.json()["fields"]


def test_broken_json_is_said(client: TestClient) -> None:
    answer = client.post("/api/projects", content=b"{", headers={"Content-Type": "application/json"})
    assert answer.status_code == 422
    assert answer.json()["message"].startswith("0: The body is not JSON") or "not JSON" in answer.json()["message"]


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(st.sampled_from(["targets", "build_type", "kind", "id", "x"]), inner, max_size=3)
        ),
        max_leaves=6,
    )
)
def test_every_finding_becomes_a_sentence(value: object) -> None:
    try:
        BuildIn.model_validate(value)
    except ValidationError as error:
        for problem in from_validation(error.errors()).fields:
            assert problem.message[0].isupper()
            assert problem.message.endswith((".", "?"))
            assert "{" not in problem.message
