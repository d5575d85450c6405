"""Shapes of log-in, accounts, groups and keys."""

from datetime import datetime
from typing import Literal

from pydantic import Field

from atelier.api.schemas.base import In, Out


class LoginIn(In):
    login: str = Field(min_length=1, max_length=80)
    password: str = Field(min_length=1, max_length=1024)


class LoginLinkIn(In):
    token: str = Field(min_length=1, max_length=200)


class Me(Out):
    login: str
    display_name: str
    email: str | None
    is_admin: bool
    may_write_code: bool
    groups: list[str]
    has_password: bool


class MeIn(In):
    display_name: str | None = Field(None, min_length=1, max_length=200)
    email: str | None = Field(None, max_length=320)
    current_password: str | None = Field(None, max_length=1024)
    new_password: str | None = Field(None, max_length=1024)


class SessionOut(Out):
    id: int
    user_agent: str
    created_at: datetime
    last_seen_at: datetime
    current: bool


class ApiKeyIn(In):
    label: str = Field(min_length=1, max_length=200)
    expires_in_days: int | None = Field(None, ge=1, le=3650)


class ApiKeyOut(Out):
    id: str
    kind: Literal["personal", "project", "global"]
    label: str
    prefix: str
    created_at: datetime
    expires_at: datetime | None
    last_used_at: datetime | None


class ApiKeyMade(ApiKeyOut):
    """A new key; `key` is shown this once and never again."""

    key: str


class UserIn(In):
    login: str = Field(pattern=r"^[A-Za-z0-9_.@-]{1,80}$")
    display_name: str = Field(min_length=1, max_length=200)
    email: str | None = Field(None, max_length=320)
    password: str | None = Field(None, max_length=1024)
    is_admin: bool = False
    may_write_code: bool = False
    groups: list[str] = []


class UserPatch(In):
    display_name: str | None = Field(None, min_length=1, max_length=200)
    email: str | None = Field(None, max_length=320)
    password: str | None = Field(None, max_length=1024)
    is_admin: bool | None = None
    may_write_code: bool | None = None
    disabled: bool | None = None
    groups: list[str] | None = None


class UserOut(Out):
    login: str
    display_name: str
    email: str | None
    is_admin: bool
    may_write_code: bool
    disabled: bool
    groups: list[str]
    created_at: datetime


class GroupIn(In):
    name: str = Field(pattern=r"^[\w .@-]{1,80}$")
    description: str = Field("", max_length=1000)


class GroupOut(Out):
    name: str
    description: str
    members: list[str]


class LinkMade(Out):
    """A one-time log-in link, as a path with its token."""

    path: str
    expires_at: datetime


class Health(Out):
    status: Literal["ready", "starting"]
    version: str
    database: str
    executor: str
    warnings: list[str]
