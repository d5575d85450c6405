"""The words of failure: every error a user can meet, with a code, an HTTP status and a sentence fit to be shown."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class FieldProblem:
    """One thing wrong with one field; `loc` is the path to it, e.g. `("params", "learning_rate")`."""

    loc: tuple[str | int, ...]
    message: str


class AtelierError(Exception):
    """Base of all errors that are answers rather than faults of the program."""

    code = "error"
    status = 500

    def __init__(
        self,
        message: str,
        *,
        hint: str | None = None,
        fields: Sequence[FieldProblem] = (),
        details: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.fields = tuple(fields)
        self.details = details or {}


class InvalidInput(AtelierError):
    """What was sent cannot be used; `fields` says where."""

    code = "invalid_input"
    status = 422

    @classmethod
    def at(cls, loc: str | tuple[str | int, ...], message: str, *, hint: str | None = None) -> "InvalidInput":
        """Make the error for a single field; a dotted string is split into its path."""
        path = tuple(loc.split(".")) if isinstance(loc, str) else loc
        return cls(message, fields=(FieldProblem(path, message),), hint=hint)


class NotSignedIn(AtelierError):
    """Nobody, or nobody known, is asking."""

    code = "not_signed_in"
    status = 401


class Forbidden(AtelierError):
    """The person is known and may not do this."""

    code = "forbidden"
    status = 403


class NotFound(AtelierError):
    """No such thing, or none that this person may see."""

    code = "not_found"
    status = 404


class Conflict(AtelierError):
    """Somebody else changed it, or the name is taken."""

    code = "conflict"
    status = 409


class TooLarge(AtelierError):
    """Beyond a stated bound of size, count or ratio."""

    code = "too_large"
    status = 413


class TooManyRequests(AtelierError):
    """Asked too often; the message says when to try again."""

    code = "too_many_requests"
    status = 429


class Unavailable(AtelierError):
    """A needed thing outside (disk, network, device) is not there at the moment."""

    code = "unavailable"
    status = 503


class ActivityFailed(AtelierError):
    """A recipe or macro cannot go on for a reason the user can mend; it ends FAILED and is not tried again."""

    code = "activity_failed"
    status = 422


class OutOfMemory(ActivityFailed):
    """The device or the machine had not enough memory for the batch."""

    code = "out_of_memory"


class Stopped(AtelierError):
    """The activity was asked to stop and did; what it keeps is whole."""

    code = "stopped"
    status = 409
