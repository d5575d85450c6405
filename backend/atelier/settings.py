"""Every setting, once, with its meaning; each is read from the environment as `ATELIER_<NAME>`."""

from functools import lru_cache
from pathlib import Path
from typing import Annotated

from pydantic import Field, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict


class Settings(BaseSettings):
    """The settings of one Atelier instance."""

    model_config = SettingsConfigDict(env_prefix="ATELIER_", extra="ignore")

    home: Path = Field(Path("data"), description="Data folder: database, blobs, staging, caches.")
    host: str = Field("127.0.0.1", description="Address the server listens on.")
    port: int = Field(8000, ge=0, le=65535, description="Port the server listens on; 0 takes a free one.")
    admin_login: str = Field("admin", description="Login of the first administrator.")
    admin_password: str | None = Field(None, description="If set, the administrator's password is set to it at start.")
    admin_api_key: str | None = Field(None, description="If set, a global API key of this value exists.")
    allowed_roots: Annotated[tuple[Path, ...], NoDecode] = Field(
        (), description="Folders that may be read from, separated by ':'; `name=path` names a root."
    )
    weights_mirror: Path | None = Field(
        None,
        description="Folder that holds weight files under their original names, used before the network.",
    )
    database_url: str | None = Field(None, description="SQLAlchemy address; SQLite in the data folder if unset.")
    redis_url: str | None = Field(
        None, description="Redis address; set together with the database address to scale out."
    )
    cpu_slots: int = Field(2, ge=1, le=64, description="Activities without a GPU that run at once.")
    lease_seconds: float = Field(60.0, gt=0, description="A running attempt that is silent this long is lost.")
    beat_seconds: float = Field(10.0, gt=0, description="How often a running attempt is renewed.")
    code_memory_bytes: int = Field(
        4 * 2**30, ge=256 * 2**20, description="Memory that the code of a recipe may use, with all that it starts."
    )
    code_processes: int = Field(64, ge=1, le=4096, description="Processes that the code of a recipe may start.")
    code_file_bytes: int = Field(64 * 2**30, ge=2**20, description="Largest file that the code of a recipe may write.")
    code_network: bool = Field(
        False,
        description="Whether code of recipes may use the network; that of steps, metrics and checks never may.",
    )
    notebook_ports: Annotated[tuple[int, int], NoDecode] = Field(
        (8890, 8929), description="Ports of JupyterLab sessions, as `first-last`; each session has one of its own."
    )
    notebook_address: str | None = Field(
        None,
        description="Address at which browsers reach the port of a session, with `{port}` in it, such as "
        "`https://n{port}.example.org`; this host and that port if unset.",
    )
    notebook_idle_minutes: float = Field(
        60, gt=0, description="Kernels and JupyterLab sessions that nobody used this long are ended."
    )
    notebook_hours: int = Field(24, ge=1, le=24 * 30, description="How long a JupyterLab session may last in all.")
    session_hours: int = Field(24 * 14, ge=1, description="How long a log-in lasts without use.")
    max_upload_bytes: int = Field(8 * 2**30, ge=1, description="Largest single uploaded file.")
    max_archive_ratio: float = Field(200.0, ge=1, description="Largest allowed ratio of unpacked to packed size.")
    max_archive_files: int = Field(1_000_000, ge=1, description="Most members an uploaded archive may have.")
    max_picture_pixels: int = Field(50_000_000, ge=1, description="Pictures of more pixels are refused, not decoded.")
    table_cache_bytes: int = Field(
        20 * 2**30, ge=0, description="Most bytes kept of samples, orders and columns of tables; the oldest go first."
    )
    trusted_hosts: Annotated[tuple[str, ...], NoDecode] = Field(
        ("*",), description="Host names the server answers to, separated by ','."
    )
    crash_point: str | None = Field(None, description="For tests: the named step at which the process kills itself.")

    @field_validator("allowed_roots", mode="before")
    @classmethod
    def _split_roots(cls, value: object) -> object:
        return tuple(Path(part) for part in value.split(":") if part) if isinstance(value, str) else value

    @field_validator("trusted_hosts", mode="before")
    @classmethod
    def _split_hosts(cls, value: object) -> object:
        return tuple(part.strip() for part in value.split(",") if part.strip()) if isinstance(value, str) else value

    @field_validator("notebook_ports", mode="before")
    @classmethod
    def _split_ports(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        first, _, last = value.partition("-")
        return int(first), int(last or first)

    @field_validator("notebook_ports")
    @classmethod
    def _check_ports(cls, value: tuple[int, int]) -> tuple[int, int]:
        if not 1 <= value[0] <= value[1] <= 65535:
            raise ValueError("a range of ports is written first-last, such as 8890-8929")
        return value

    @field_validator("notebook_address")
    @classmethod
    def _check_address(cls, value: str | None) -> str | None:
        if value is not None and ("{port}" not in value or not value.startswith(("http://", "https://"))):
            raise ValueError("it begins with http:// or https:// and has {port} in it")
        return value

    @property
    def database(self) -> str:
        """Return the SQLAlchemy address in force."""
        return self.database_url or f"sqlite:///{self.home.resolve() / 'atelier.db'}"


@lru_cache(maxsize=1)
def get_settings() -> Settings:
    """Return the settings of this process, read once."""
    return Settings()
