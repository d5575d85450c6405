"""JupyterLab sessions: one for each person and project, watched by a thread each, ended with this server.

They are known to this process only. A session's kernels hold a key that lives ten minutes and is renewed while the
session runs and the person may still work here, so nothing has to be put in order after this server was killed.
"""

import logging
import shutil
import threading
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal

from sqlalchemy.orm import Session as DbSession

from atelier import clock, ids
from atelier.auth import keys
from atelier.auth.caller import Caller
from atelier.auth.permissions import Permission
from atelier.db.engine import Database
from atelier.db.tables import Project, User
from atelier.errors import AtelierError, Forbidden, NotFound, Unavailable
from atelier.items import notebooks
from atelier.notebooks import jupyter, process
from atelier.notebooks.process import LabProcess, Order
from atelier.projects import service
from atelier.settings import Settings

_LOG = logging.getLogger("atelier.notebooks")
KEY_LIFETIME = timedelta(minutes=10)
_BEAT_SECONDS = 10.0
_START_SECONDS = 90.0
_LOOK_SECONDS = 0.1

Reason = Literal["stopped", "idle", "too long", "no longer allowed", "Atelier stops"]


@dataclass(slots=True)
class LabSession:
    """A running JupyterLab: whose, for which project, on which port, and what runs in it."""

    id: str
    login: str
    user_id: int
    project_key: str
    port: int
    token: str
    key_id: str
    started_at: datetime
    last_used_at: datetime
    kernels: list[jupyter.Kernel] = field(default_factory=list)
    lab: LabProcess | None = None
    failure: AtelierError | None = None
    is_ready: threading.Event = field(default_factory=threading.Event)
    is_ending: threading.Event = field(default_factory=threading.Event)
    has_ended: threading.Event = field(default_factory=threading.Event)
    reason: Reason | None = None
    display_name: str = ""


class Sessions:
    """All sessions of this server."""

    def __init__(self, database: Database, settings: Settings) -> None:
        self._database = database
        self._settings = settings
        self._home = settings.home.resolve()
        self._folder = self._home / "notebook-sessions"
        self._lock = threading.Lock()
        self._sessions: dict[str, LabSession] = {}
        self._is_stopping = False

    def start(self) -> None:
        """Remove what a former server left. Its processes have been ended by then."""
        self._is_stopping = False
        shutil.rmtree(self._folder, ignore_errors=True)

    def stop(self) -> None:
        """End all sessions, and return when they are gone."""
        with self._lock:
            self._is_stopping = True
            found = list(self._sessions.values())
        for one in found:
            _ask_to_end(one, "Atelier stops")
        for one in found:
            one.has_ended.wait(30)

    def open(self, *, caller: Caller, project_key: str, url: str) -> LabSession:
        """Return the caller's session of a project, started where there is none; `url` is where kernels reach Atelier.

        It takes some seconds. Raises `Forbidden` without a person or the right to write code, `Unavailable` when
        JupyterLab is missing, does not start, or no port is left.
        """
        refusal = refusal_for(caller)
        if refusal is not None:
            raise refusal
        process.demand_installed()
        session, is_new = self._found_or_made(caller, project_key)
        if is_new:
            threading.Thread(target=self._run, args=(session, url), name="atelier-notebook", daemon=True).start()
        session.is_ready.wait(_START_SECONDS + 10)
        if session.failure is not None:
            raise session.failure
        return session

    def list_of(self, caller: Caller) -> list[LabSession]:
        """Return the caller's own sessions, an administrator's all, the newest first."""
        with self._lock:
            found = [one for one in self._sessions.values() if one.is_ready.is_set() and _may_see(caller, one)]
        return sorted(found, key=lambda one: one.started_at, reverse=True)

    def end(self, caller: Caller, session_id: str) -> LabSession:
        """End a session of the caller, or anybody's for an administrator, and return when it is gone."""
        with self._lock:
            session = self._sessions.get(session_id)
        if session is None or not _may_see(caller, session):
            raise NotFound("There is no such JupyterLab session; it may have ended already.")
        _ask_to_end(session, "stopped")
        session.has_ended.wait(30)
        return session

    def _found_or_made(self, caller: Caller, project_key: str) -> tuple[LabSession, bool]:
        assert caller.user_id is not None
        with self._lock:
            if self._is_stopping:
                raise Unavailable("Atelier is being stopped.")
            for one in self._sessions.values():
                if (one.user_id, one.project_key) == (caller.user_id, project_key) and not one.is_ending.is_set():
                    return one, False
            now = clock.now()
            made = LabSession(
                ids.item_id(), caller.login, caller.user_id, project_key, self._free_port(), ids.token(), "", now, now
            )
            self._sessions[made.id] = made
            return made, True

    def _free_port(self) -> int:
        first, last = self._settings.notebook_ports
        used = {one.port for one in self._sessions.values()}
        for port in range(first, last + 1):
            if port not in used and process.is_free(self._settings.host, port):
                return port
        raise Unavailable(
            f"All {last - first + 1} places for JupyterLab sessions are taken.",
            hint="Try again when somebody has stopped theirs; an administrator can end idle ones, or widen "
            "ATELIER_NOTEBOOK_PORTS.",
        )

    def _run(self, session: LabSession, url: str) -> None:
        """Live through a session from its start to its end; the thread of its own."""
        try:
            self._begin(session, url)
            session.is_ready.set()
            while not self._is_over(session):
                self._beat(session)
        except AtelierError as error:
            session.failure = error
        except Exception:
            _LOG.exception("A JupyterLab session failed.")
            session.failure = Unavailable("JupyterLab could not be started.", hint="The server's log says why.")
        finally:
            session.is_ending.set()
            self._close(session)
            session.is_ready.set()
            session.has_ended.set()

    def _begin(self, session: LabSession, url: str) -> None:
        with self._database.write() as database:
            project = database.get_one(Project, session.project_key)
            user = database.get_one(User, session.user_id)
            row, secret = keys.make_notebook(
                database, user=user, project=project, label="JupyterLab", lifetime=KEY_LIFETIME
            )
            session.key_id, session.display_name = row.id, user.display_name
            folder = notebooks.folder_of(self._home, project)
        order = Order(
            session.id,
            session.project_key,
            folder,
            self._folder / session.id,
            session.port,
            session.token,
            secret,
            url,
        )
        session.lab = LabProcess(self._settings, order)
        until = clock.now() + timedelta(seconds=_START_SECONDS)
        while not jupyter.is_ready(self._address(session), session.token):
            if session.is_ending.is_set():
                raise Unavailable("The JupyterLab session was stopped before it was ready.")
            if session.lab.has_ended(within_seconds=_LOOK_SECONDS) or clock.now() > until:
                said = session.lab.last_words()
                raise Unavailable("JupyterLab did not start.", hint=f"It said: {said}" if said else None)
        _LOG.info("JupyterLab of %s in %s: port %s", session.login, session.project_key, session.port)

    def _is_over(self, session: LabSession) -> bool:
        """Wait a beat, and say whether the session has ended or has been told to."""
        assert session.lab is not None
        if session.is_ending.wait(_BEAT_SECONDS):
            return True
        return session.lab.has_ended()

    def _beat(self, session: LabSession) -> None:
        """Look at what runs; renew the key, or end what is idle, too old or no longer allowed."""
        found = jupyter.kernels(self._address(session), session.token)
        if found is not None:
            session.kernels = found
        now = clock.now()
        if any(one.is_busy for one in session.kernels):
            session.last_used_at = now
        used = [one.last_used_at for one in session.kernels if one.last_used_at is not None]
        session.last_used_at = max([session.last_used_at, *(when for when in used if when <= now)])
        with self._database.write() as database:
            if not _is_allowed(database, session):
                _ask_to_end(session, "no longer allowed")
                return
            keys.renew_notebook(database, key_id=session.key_id, lifetime=KEY_LIFETIME)
        if now - session.last_used_at > timedelta(minutes=self._settings.notebook_idle_minutes):
            _ask_to_end(session, "idle")
        elif now - session.started_at > timedelta(hours=self._settings.notebook_hours):
            _ask_to_end(session, "too long")

    def _close(self, session: LabSession) -> None:
        try:
            if session.key_id:
                with self._database.write() as database:
                    keys.end_notebook(database, key_id=session.key_id)
        except Exception:
            _LOG.exception("The key of a JupyterLab session could not be revoked; it expires by itself.")
        if session.lab is not None:
            session.lab.end()
        with self._lock:
            self._sessions.pop(session.id, None)
        _LOG.info("JupyterLab of %s in %s ended: %s", session.login, session.project_key, session.reason or "by itself")

    def _address(self, session: LabSession) -> str:
        host = {"0.0.0.0": "127.0.0.1", "::": "[::1]", "localhost": "127.0.0.1"}.get(  # noqa: S104  # asked, not bound
            self._settings.host, self._settings.host
        )
        return f"http://{f'[{host}]' if ':' in host and not host.startswith('[') else host}:{session.port}"


def refusal_for(caller: Caller) -> AtelierError | None:
    """Return why this caller can have no session, or None."""
    if caller.user_id is None or caller.is_of_one_project:
        return Forbidden(
            "JupyterLab runs as a person, and this API key is not a person's.",
            hint="Log in, or use a personal API key.",
        )
    if not caller.may_write_code:
        return Forbidden(
            "A notebook is code, and you may not write code in this Atelier.",
            hint="Ask an administrator for the right to write code.",
        )
    return None


def _may_see(caller: Caller, session: LabSession) -> bool:
    if caller.is_of_one_project:
        return False
    return caller.is_admin or caller.user_id == session.user_id


def _ask_to_end(session: LabSession, reason: Reason) -> None:
    if session.reason is None:
        session.reason = reason
    session.is_ending.set()


def _is_allowed(database: DbSession, session: LabSession) -> bool:
    user = database.get(User, session.user_id)
    if user is None or user.disabled or not user.may_write_code:
        return False
    caller = Caller(user.login, user.id, user.is_admin, user.may_write_code, "api")
    try:
        service.require(database, caller, session.project_key, Permission.WRITE_CONF)
    except AtelierError:
        return False
    return True
