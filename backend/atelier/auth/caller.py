"""Who is asking, as every edge hands it to the services."""

from dataclasses import dataclass
from typing import Literal

from atelier.auth.permissions import Permission


@dataclass(frozen=True, slots=True)
class KeyScope:
    """The API key that was shown.

    A project key reaches its project only, with the rights written on it. A notebook key acts as a person in one
    project only; `permission` is set where the person administers this Atelier.
    """

    id: str
    kind: Literal["personal", "project", "global", "notebook"]
    project_key: str | None = None
    permission: Permission | None = None


@dataclass(frozen=True, slots=True)
class Caller:
    """A known asker. `user_id` is None for project and global keys, whose `login` is `key:<label>`."""

    login: str
    user_id: int | None
    is_admin: bool
    may_write_code: bool
    via: Literal["browser", "api"]
    key: KeyScope | None = None
    session_id: int | None = None
    address: str = ""
    request_id: str = ""

    @property
    def is_of_one_project(self) -> bool:
        """Say whether a key was shown that reaches one project and nothing else, not even its person's account."""
        return self.key is not None and self.key.kind in ("project", "notebook")


def system_caller(login: str) -> Caller:
    """Return the caller for what the program does by itself or from a shell, with all rights."""
    return Caller(login, None, is_admin=True, may_write_code=True, via="api")
