"""What tests of all parts share: a database per test, an application, and signed-in clients."""

import os

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("TF_NUM_INTRAOP_THREADS", "1")

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from hypothesis import settings as hypothesis_settings
from sqlalchemy.orm import Session

from atelier.app import create_app
from atelier.auth import passwords, users
from atelier.auth.caller import Caller
from atelier.db import schema
from atelier.db.engine import Database
from atelier.db.tables import Project, User
from atelier.instance import Atelier
from atelier.projects import service
from atelier.settings import Settings

# how long one example takes says nothing on a busy machine
hypothesis_settings.register_profile("atelier", deadline=None)
hypothesis_settings.load_profile("atelier")

ADMIN_PASSWORD = "correct horse battery"
ADMIN_KEY = "test-admin-key-0123456789abcdef"


@pytest.fixture(scope="session")
def _template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database brought to the schema once; each test copies it."""
    path = tmp_path_factory.mktemp("template") / "atelier.db"
    database = Database(f"sqlite:///{path}")
    schema.upgrade(database.engine)
    with database.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA user_version")
    database.dispose()
    return path


@pytest.fixture
def settings(tmp_path: Path, _template: Path) -> Settings:
    """Settings of an instance of its own below the test's folder, with its database in place."""
    home = tmp_path / "home"
    home.mkdir()
    shutil.copy(_template, home / "atelier.db")
    roots = tmp_path / "roots"
    roots.mkdir()
    return Settings(
        home=home,
        admin_password=ADMIN_PASSWORD,
        admin_api_key=ADMIN_KEY,
        allowed_roots=(roots,),
        trusted_hosts=("*",),
    )


@pytest.fixture
def database(settings: Settings) -> Iterator[Database]:
    """The test's database, without a server."""
    opened = Database(settings.database)
    yield opened
    opened.dispose()


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    """A write session that is rolled back after the test."""
    with database._write() as opened:
        yield opened
        opened.rollback()


@pytest.fixture
def admin(session: Session) -> User:
    """An administrator in `session`."""
    return users.create(session, login="admin", display_name="Administrator", is_admin=True)


@pytest.fixture
def caller(admin: User) -> Caller:
    """The administrator as a caller."""
    return Caller(admin.login, admin.id, is_admin=True, may_write_code=True, via="api")


@pytest.fixture
def project(session: Session, caller: Caller) -> Project:
    """An empty project in `session`."""
    return service.create(session, caller=caller, key="CARTOON", name="Cartoon")


@pytest.fixture
def app(settings: Settings) -> FastAPI:
    """The application; it starts with the first client that is entered."""
    return create_app(settings)


@pytest.fixture
def client(app: FastAPI) -> Iterator[TestClient]:
    """A client with the administrator's API key, on a started application."""
    with TestClient(app, headers={"Authorization": f"Bearer {ADMIN_KEY}"}) as entered:
        yield entered


@pytest.fixture
def atelier(client: TestClient, app: FastAPI) -> Atelier:
    """The instance behind `client`."""
    found: Atelier = app.state.atelier
    return found


@pytest.fixture
def anonymous(client: TestClient, app: FastAPI) -> TestClient:
    """A client that nobody is signed in on."""
    return TestClient(app)


@pytest.fixture
def client_of(client: TestClient, app: FastAPI, atelier: Atelier) -> Callable[..., TestClient]:
    """Make a user and return a browser-like client signed in as them: `client_of("ada", groups=["makers"])`."""

    def make(login: str, *, groups: tuple[str, ...] = (), is_admin: bool = False) -> TestClient:
        from atelier.auth import groups as group_service

        with atelier.database.write() as session:
            known = {group.name for group in group_service.list_all(session)}
            for name in groups:
                if name not in known:
                    group_service.create(session, name=name)
            users.create(
                session, login=login, password=f"{login} likes long words", is_admin=is_admin, groups=list(groups)
            )
        browser = TestClient(app)
        answer = browser.post("/api/auth/login", json={"login": login, "password": f"{login} likes long words"})
        assert answer.status_code == 200, answer.text
        return browser

    return make


@pytest.fixture(autouse=True, scope="session")
def _fast_passwords() -> Iterator[None]:
    """Hash with the least cost the algorithm allows; the real cost has a test of its own."""
    original = passwords._HASHER
    passwords._HASHER = type(original)(time_cost=1, memory_cost=8, parallelism=1)
    yield
    passwords._HASHER = original
