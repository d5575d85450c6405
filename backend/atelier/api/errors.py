"""Turning every failure into an answer: one shape for `/api`, DSS's shape for scripts."""

import errno
import json
import logging
from collections.abc import Sequence
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError, ResponseValidationError
from sqlalchemy.exc import IntegrityError, OperationalError
from starlette.exceptions import HTTPException
from starlette.responses import Response

from atelier.api.words import sentence_for
from atelier.errors import (
    AtelierError,
    Conflict,
    FieldProblem,
    Forbidden,
    InvalidInput,
    NotFound,
    NotSignedIn,
    TooLarge,
    Unavailable,
)

DSS_PREFIXES = ("/dip/publicapi", "/public/api")
_log = logging.getLogger("atelier.api")

_DSS_TYPES: dict[type[AtelierError], str] = {
    InvalidInput: "java.lang.IllegalArgumentException",
    NotFound: "com.dataiku.dip.exceptions.ObjectNotFoundException",
    NotSignedIn: "com.dataiku.dip.exceptions.UnauthenticatedException",
    Forbidden: "com.dataiku.dip.exceptions.UnauthorizedException",
    Conflict: "java.lang.IllegalStateException",
}


def is_dss_path(path: str) -> bool:
    """Say whether a path belongs to the API in DSS's shapes."""
    return path.replace("//", "/").startswith(DSS_PREFIXES)


def render(path: str, error: AtelierError, request_id: str) -> Response:
    """Return the answer for an error, in the shape that the path's readers know."""
    headers = {"X-Request-Id": request_id}
    if isinstance(error, NotSignedIn) and is_dss_path(path):
        headers["WWW-Authenticate"] = 'Basic realm="Atelier"'
    if "retry_after_seconds" in error.details:
        headers["Retry-After"] = str(error.details["retry_after_seconds"])
    body = _dss_body(error) if is_dss_path(path) else _problem_body(error, request_id)
    # a sentence may quote what was sent, and that may hold what no encoding can write
    content = json.dumps(body, ensure_ascii=False, default=str).encode(errors="replace")
    return Response(content, status_code=error.status, headers=headers, media_type="application/json")


def add_handlers(app: FastAPI) -> None:
    """Give the application the handlers for all errors that can be foreseen."""

    @app.exception_handler(AtelierError)
    def _answer(request: Request, error: AtelierError) -> Response:
        return render(request.url.path, error, request_id_of(request))

    @app.exception_handler(RequestValidationError)
    def _invalid(request: Request, error: RequestValidationError) -> Response:
        return render(request.url.path, from_validation(error.errors()), request_id_of(request))

    @app.exception_handler(HTTPException)
    def _http(request: Request, error: HTTPException) -> Response:
        return render(request.url.path, from_http(error, request), request_id_of(request))

    @app.exception_handler(IntegrityError)
    def _clash(request: Request, error: IntegrityError) -> Response:
        _log.info("%s %s: %s", request.method, request.url.path, error)
        clash = Conflict("Somebody else has just made or changed the same thing.", hint="Look again and repeat it.")
        return render(request.url.path, clash, request_id_of(request))

    @app.exception_handler(ResponseValidationError)
    def _wrong_answer(request: Request, error: ResponseValidationError) -> Response:
        return render(request.url.path, fault(error), request_id_of(request))


def fault(error: BaseException) -> AtelierError:
    """Return what is said of an error that nobody foresaw: nothing of its inside, except what the reader can mend."""
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
        return Unavailable(
            "The disk of the server is full; nothing was changed.",
            hint="An administrator has to make room, then try again.",
        )
    if isinstance(error, OperationalError) and "locked" in str(error):
        return Unavailable("The database was busy for too long; nothing was changed.", hint="Try again in a moment.")
    _log.error("A fault in the program", exc_info=error)
    return AtelierError(
        "Something went wrong inside Atelier; nothing was changed.",
        hint="The server's log tells more under the request number given here.",
    )


def from_http(error: HTTPException, request: Request) -> AtelierError:
    """Turn the framework's errors into ours."""
    path = request.url.path
    if error.status_code == 404:
        return NotFound(f"There is nothing at {path}.")
    made: AtelierError
    if error.status_code == 413:
        made = TooLarge("What was sent is larger than is allowed here.")
    elif error.status_code == 405:
        made = AtelierError(f"{request.method} is not possible at {path}.")
        made.code = "method_not_allowed"
    else:
        made = InvalidInput(str(error.detail))
    made.status = error.status_code
    return made


def from_validation(errors: Sequence[Any]) -> InvalidInput:
    """Turn the validator's findings into sentences at their fields."""
    problems = []
    for found in errors:
        loc = tuple(part for part in found.get("loc", ()) if part not in ("body", "query", "path", "header"))
        problems.append(FieldProblem(loc, sentence_for(found)))
    if len(problems) == 1:
        where = _name_of(problems[0].loc)
        message = f"{where}: {problems[0].message}" if where else problems[0].message
    else:
        message = f"{len(problems)} fields cannot be used as they are."
    return InvalidInput(message, fields=problems)


def request_id_of(request: Request) -> str:
    """Return the number under which the log knows this request."""
    return str(request.scope.get("atelier.request_id", ""))


def _name_of(loc: Sequence[str | int]) -> str:
    return ".".join(str(part) for part in loc)


def _problem_body(error: AtelierError, request_id: str) -> dict[str, Any]:
    return {
        "code": error.code,
        "message": error.message,
        "hint": error.hint,
        "fields": [{"loc": list(problem.loc), "message": problem.message} for problem in error.fields],
        "details": error.details,
        "request_id": request_id,
    }


def _dss_body(error: AtelierError) -> dict[str, Any]:
    detailed = [error.message]
    lines = (f"{_name_of(p.loc)}: {p.message}" for p in error.fields if p.message not in error.message)
    detailed += [*lines, *([error.hint] if error.hint else [])]
    kind = next((name for known, name in _DSS_TYPES.items() if isinstance(error, known)), "java.lang.Exception")
    return {"errorType": kind, "message": error.message, "detailedMessage": " ".join(detailed), "code": error.code}
