"""Events as they happen, over one long answer that resumes exactly where it broke off."""

import asyncio
import queue
import time
from collections.abc import AsyncIterator

from sqlalchemy import or_, select
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import StreamingResponse

from atelier.api.identity import caller_from
from atelier.api.jobview import stored
from atelier.auth.permissions import Permission
from atelier.db.tables import Event
from atelier.errors import AtelierError
from atelier.instance import Atelier
from atelier.jobs.reader import CLOSE_ONLY, Viewer
from atelier.projects import service

_COMMENT_SECONDS = 15.0
_CHECK_SECONDS = 60.0
_LONGEST_SECONDS = 600.0
_PAGE = 1000


def stream(
    request: Request, atelier: Atelier, *, project_key: str, job_id: int | None, after: int
) -> StreamingResponse:
    """Answer with the project's events after `after`; log lines only of the job that is watched."""
    return StreamingResponse(
        _messages(request, atelier, Viewer(project_key, job_id), after),
        media_type="text/event-stream",
        headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"},
    )


async def _messages(request: Request, atelier: Atelier, viewer: Viewer, after: int) -> AsyncIterator[bytes]:
    loop = asyncio.get_running_loop()
    woken = asyncio.Event()

    def wake() -> None:
        loop.call_soon_threadsafe(woken.set)

    viewer.wake = wake
    started = checked = spoke = time.monotonic()
    yield b"retry: 1000\n\n"
    with atelier.reader.watch(viewer) as begins_after:
        last = after
        while last < begins_after:
            past = await run_in_threadpool(_past, atelier, viewer, last, begins_after)
            if past:
                yield b"".join(_message(event) for event in past)
            last = past[-1].id if len(past) == _PAGE else begins_after
        while not (atelier.reader.is_stopping or viewer.overflowed):
            now = time.monotonic()
            if now - started > _LONGEST_SECONDS:
                return  # the browser comes back by itself; no stream grows old
            if now - checked > _CHECK_SECONDS:
                checked = now
                if not await run_in_threadpool(_still_allowed, request, atelier, viewer.project_key):
                    return
            waiting = _drain(viewer, last)
            if waiting:
                last = waiting[-1].id
                spoke = now
                yield b"".join(_message(event) for event in waiting)
                continue
            if now - spoke > _COMMENT_SECONDS:
                spoke = now
                yield b": still here\n\n"
            try:
                await asyncio.wait_for(woken.wait(), timeout=1.0)
            except TimeoutError:
                continue
            woken.clear()


def _drain(viewer: Viewer, last: int) -> list[Event]:
    found: list[Event] = []
    while True:
        try:
            event = viewer.queue.get_nowait()
        except queue.Empty:
            return found
        if event.id > last:
            found.append(event)


def _past(atelier: Atelier, viewer: Viewer, after: int, until: int) -> list[Event]:
    of_job = Event.job_id == viewer.job_id if viewer.job_id is not None else Event.id < 0
    with atelier.database.read() as session:
        return list(
            session.scalars(
                select(Event)
                .where(
                    Event.project_key == viewer.project_key,
                    Event.id > after,
                    Event.id <= until,
                    or_(Event.kind.not_in(CLOSE_ONLY), of_job),
                )
                .order_by(Event.id)
                .limit(_PAGE)
            )
        )


def _still_allowed(request: Request, atelier: Atelier, project_key: str) -> bool:
    try:
        caller = caller_from(request, atelier)
        with atelier.database.read() as session:
            service.require(session, caller, project_key, Permission.READ_CONF)
    except AtelierError:
        return False
    return True


def _message(event: Event) -> bytes:
    return f"id: {event.id}\ndata: {stored(event).model_dump_json()}\n\n".encode()
