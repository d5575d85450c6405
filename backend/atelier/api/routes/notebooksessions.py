"""JupyterLab sessions: opened on a notebook, listed, stopped."""

from urllib.parse import quote, urlsplit

from fastapi import APIRouter, Request

from atelier.api.deps import AtelierDep, CallerDep, WritableProjectReading
from atelier.api.schemas.base import Done
from atelier.api.schemas.notebooks import NotebookKernelOut, NotebookOpened, NotebookSessionOut
from atelier.auth.caller import Caller
from atelier.instance import Atelier
from atelier.items import notebooks
from atelier.notebooks.sessions import LabSession

router = APIRouter(prefix="/api", tags=["notebooksessions"])

_ANY = {"0.0.0.0": "127.0.0.1", "::": "[::1]", "::1": "[::1]"}  # noqa: S104  # asked, not bound
_OTHER_NAME = {"127.0.0.1": "localhost", "::1": "localhost", "localhost": "127.0.0.1"}


@router.post("/projects/{key}/notebooks/{name}/session", name="open")
def open_session(
    project: WritableProjectReading, caller: CallerDep, atelier: AtelierDep, request: Request, name: str
) -> NotebookOpened:
    """Open a notebook in JupyterLab; the person's session of the project is started where there is none."""
    notebooks.require(atelier.home, project, name)
    session = atelier.notebooks.open(caller=caller, project_key=project.key, url=_own_address(request, atelier))
    place = _address(request, atelier, session)
    address = f"{place}/lab/tree/{quote(f'{name}.ipynb', safe='')}?token={session.token}"
    return NotebookOpened(session=_out(session, caller, atelier), address=address)


@router.get("/notebook-sessions", name="list")
def list_sessions(caller: CallerDep, atelier: AtelierDep) -> list[NotebookSessionOut]:
    """List one's JupyterLab sessions; an administrator sees everybody's."""
    return [_out(one, caller, atelier) for one in atelier.notebooks.list_of(caller)]


@router.delete("/notebook-sessions/{session_id}")
def stop(caller: CallerDep, atelier: AtelierDep, session_id: str) -> Done:
    """End a JupyterLab session with all its kernels; an administrator may end anybody's."""
    ended = atelier.notebooks.end(caller, session_id)
    whose = "Your" if ended.user_id == caller.user_id else f"{ended.display_name}’s"
    return Done(message=f"{whose} JupyterLab in {ended.project_key} has ended.")


def _out(session: LabSession, caller: Caller, atelier: Atelier) -> NotebookSessionOut:
    return NotebookSessionOut(
        id=session.id,
        login=session.login,
        display_name=session.display_name,
        project_key=session.project_key,
        started_at=session.started_at,
        last_used_at=session.last_used_at,
        ends_when_idle_minutes=atelier.settings.notebook_idle_minutes,
        is_mine=session.user_id == caller.user_id,
        kernels=[NotebookKernelOut.model_validate(one) for one in session.kernels],
    )


def _own_address(request: Request, atelier: Atelier) -> str:
    """Return where kernels, which run on this machine, reach this server: the port it really listens on."""
    server = request.scope.get("server")
    port = server[1] if server and server[1] else atelier.settings.port
    host = atelier.settings.host
    return f"http://{_ANY.get(host, host)}:{port}"


def _address(request: Request, atelier: Atelier, session: LabSession) -> str:
    """Return where the person's browser reaches the session.

    Cookies do not tell ports apart. On the person's own machine the other of its two names is taken, so that a
    session never sees the cookie of a log-in; elsewhere ATELIER_NOTEBOOK_ADDRESS gives sessions a name of their own.
    """
    if atelier.settings.notebook_address is not None:
        return atelier.settings.notebook_address.format(port=session.port).rstrip("/")
    host = urlsplit(f"//{request.headers.get('host', '')}").hostname or "localhost"
    host = _OTHER_NAME.get(host, host)
    return f"http://{f'[{host}]' if ':' in host else host}:{session.port}"
