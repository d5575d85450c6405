"""What routes ask for in their signature: the instance, a session, the caller, a project that the caller may use.

All are of scope "function": they end, and a transaction commits, after the route's function and before the answer is
sent, so nobody is told of what might still be rolled back.
"""

from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from typing import Annotated, Any, cast

from fastapi import Depends, Request
from sqlalchemy.orm import Session

from atelier.api.identity import caller_from
from atelier.auth.caller import Caller
from atelier.auth.permissions import Permission
from atelier.db.tables import Project
from atelier.errors import Forbidden
from atelier.instance import Atelier
from atelier.projects import audit, service

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})

PUBLIC_ROUTES: tuple[tuple[str, str], ...] = (
    ("GET", "/api/health"),
    ("POST", "/api/auth/login"),
    ("POST", "/api/auth/link"),
    ("GET", "/{path:path}"),  # the built pages, which hold nothing of anybody
)
"""Routes that need nobody signed in; the walk over all routes knows no other exception."""

UNRECORDED = frozenset(
    {
        "recipes-check",
        "recipes-choices",
        "code-validate",
        "previews-preview",
        "previews-downstream",
        "datasets-explore",
        "datasets-explore_cell",
        "datasets-analyze",
        "datasets-check_columns",
        "charts-draw",
        "charts-draw_analysis",
        "charts-behind",
        "charts-analyze",
        "charts-behind_analysis",
        "macros-check",
        "macros-choices",
        "jobs-plan",
        "uploads-put",
        "metrics-try_probe",
        "metrics-form",
        "metrics-choices",
        "explaining-predict",
        "explaining-explain",
        "versionexplaining-predict",
        "versionexplaining-explain",
        "reproductions-plan",
    }
)
"""Operations that change nothing anybody sees: they answer a question too long for an address, at each key pressed,
or bring in a file that belongs to nothing until its upload is finished, which is recorded."""


def get_atelier(request: Request) -> Atelier:
    return cast(Atelier, request.app.state.atelier)


AtelierDep = Annotated[Atelier, Depends(get_atelier)]


def get_caller(request: Request, atelier: AtelierDep) -> Iterator[Caller]:
    """Give the one who asks; raises `NotSignedIn`.

    A change that went through without a write session (which keeps the record itself) is recorded here afterwards.
    """
    caller = caller_from(request, atelier)
    yield caller
    if not getattr(request.state, "audited", False) and _is_recorded(request):
        with atelier.database.write() as session:
            _note(session, request, caller)


CallerDep = Annotated[Caller, Depends(get_caller, scope="function")]


def get_admin(caller: CallerDep) -> Caller:
    """Give the caller if they are an administrator; raises `Forbidden`."""
    if not caller.is_admin:
        raise Forbidden("Only administrators of this Atelier may do this.")
    return caller


AdminDep = Annotated[Caller, Depends(get_admin, scope="function")]


def get_read_session(atelier: AtelierDep) -> Iterator[Session]:
    with atelier.database.read() as session:
        yield session


ReadSession = Annotated[Session, Depends(get_read_session, scope="function")]


async def take_turn(request: Request, atelier: AtelierDep) -> AsyncIterator[None]:
    """Wait, without holding a thread, until no other request of this process writes (SQLite has one writer).

    Threads waiting for the database's own lock could otherwise use up the pool that its holder needs to finish.
    """
    if not atelier.database.one_writer:
        yield
        return
    async with request.app.state.write_turn:
        yield


def get_write_session(
    request: Request,
    atelier: AtelierDep,
    caller: CallerDep,
    _turn: Annotated[None, Depends(take_turn, scope="function")],
) -> Iterator[Session]:
    """Give a session whose one transaction commits when the route has returned, with its line in the record."""
    with atelier.database.write() as session:
        yield session
        if not session.info.pop(audit.NOTED, False) and _is_recorded(request):
            _note(session, request, caller)
        request.state.audited = True


WriteSession = Annotated[Session, Depends(get_write_session, scope="function")]


def project_with(permission: Permission, *, write: bool, deleted: bool = False) -> Callable[..., Project]:
    """Return the dependency that loads the project of the path's `key` and demands `permission` in it."""
    session_of = get_write_session if write else get_read_session

    def load(
        key: str, caller: CallerDep, session: Annotated[Session, Depends(session_of, scope="function")]
    ) -> Project:
        return service.require(session, caller, key, permission, deleted=deleted)

    load.permission = permission  # type: ignore[attr-defined]  # read by the walk over all routes
    return load


def _project(permission: Permission, *, write: bool) -> Any:
    return Depends(project_with(permission, write=write), scope="function")


ReadableProject = Annotated[Project, _project(Permission.READ_CONF, write=False)]
WritableProject = Annotated[Project, _project(Permission.WRITE_CONF, write=True)]
WritableProjectReading = Annotated[Project, _project(Permission.WRITE_CONF, write=False)]
AdministeredProject = Annotated[Project, _project(Permission.ADMIN, write=True)]
ReadableProjectForWrite = Annotated[Project, _project(Permission.READ_CONF, write=True)]


@contextmanager
def writing(
    atelier: Atelier,
    caller: Caller,
    key: str,
    permission: Permission = Permission.WRITE_CONF,
    *,
    request: Request | None = None,
) -> Iterator[tuple[Session, Project]]:
    """Open the short transaction at the end of a route that works long: the permission is looked at once more.

    With `request`, the line in the record is part of it; else a transaction of its own follows for that.
    """
    with atelier.database.write() as session:
        yield session, service.require(session, caller, key, permission)
        if request is not None:
            _note(session, request, caller)
    if request is not None:
        request.state.audited = True


def operation_of(request: Request) -> str:
    """Return the name of the operation asked for, as the API's description has it."""
    route = request.scope.get("route")
    tag = (getattr(route, "tags", None) or ["api"])[0]
    return f"{tag}-{getattr(route, 'name', request.method)}"


def _is_recorded(request: Request) -> bool:
    return request.method not in SAFE_METHODS and operation_of(request) not in UNRECORDED


def _note(session: Session, request: Request, caller: Caller) -> None:
    parameters = dict(request.path_params)
    project_key = parameters.pop("key", None)
    audit.note(
        session,
        caller=caller,
        action=operation_of(request),
        project_key=project_key,
        object_ref="/".join(str(value) for value in parameters.values()),
    )
