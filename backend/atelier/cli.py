"""The command line: serve, worker, migrate, user, openapi, docs, demo."""

import importlib.util
import logging
import os
import socket
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer
import uvicorn

from atelier import jsontext
from atelier.auth import links, users
from atelier.db import schema
from atelier.db.engine import Database
from atelier.errors import AtelierError, Unavailable
from atelier.settings import Settings, get_settings

cli = typer.Typer(no_args_is_help=True, add_completion=False, help="Atelier: visual image classification.")
user_cli = typer.Typer(no_args_is_help=True, help="Users of this Atelier.")
cli.add_typer(user_cli, name="user")


def main() -> None:
    """Run the command line; an error that is an answer is printed as one, with exit status 1."""
    try:
        cli()
    except AtelierError as error:
        print(f"atelier: {error.message}", file=sys.stderr)
        if error.hint:
            print(f"         {error.hint}", file=sys.stderr)
        raise SystemExit(1) from error


@cli.command()
def serve(
    host: Annotated[str | None, typer.Option(help="Address to listen on (ATELIER_HOST).")] = None,
    port: Annotated[int | None, typer.Option(help="Port; 0 takes a free one (ATELIER_PORT).")] = None,
) -> None:
    """Start the server and print a one-time log-in link."""
    from atelier.app import create_app
    from atelier.instance import Atelier

    settings = get_settings()
    settings = settings.model_copy(
        update={"host": host or settings.host, "port": settings.port if port is None else port}
    )
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    for chatty in ("alembic", "httpx"):
        logging.getLogger(chatty).setLevel(logging.WARNING)
    listener = _listen(settings)
    instance = Atelier(settings)
    try:
        instance.start()
        address = f"http://{_shown_host(settings.host)}:{listener.getsockname()[1]}"
        print(f"\n  Atelier is ready at {address}")
        print(f"  Log in once with    {address}{instance.login_link()}\n", flush=True)
        config = uvicorn.Config(
            create_app(settings, instance=instance),
            log_level="warning",
            timeout_graceful_shutdown=5,
            server_header=False,
        )
        uvicorn.Server(config).run(sockets=[listener])
    finally:
        instance.stop()
        listener.close()


@cli.command()
def worker() -> None:
    """Run activities on a host of its own (needs PostgreSQL and Redis)."""
    settings = get_settings()
    if not settings.database_url or not settings.redis_url:
        raise Unavailable(
            "Workers of their own need PostgreSQL and Redis: set ATELIER_DATABASE_URL and ATELIER_REDIS_URL.",
            hint="Without them `atelier serve` runs everything itself.",
        )
    raise Unavailable(
        "This version runs activities inside `atelier serve` only.", hint="Start that; it needs no worker."
    )


@cli.command()
def notebook(
    folder: Annotated[Path, typer.Argument(help="Folder with the notebooks.", exists=True, file_okay=False)] = Path(),
) -> None:
    """Start JupyterLab with the `dataiku` module; ATELIER_URL and ATELIER_API_KEY name server and person."""
    if importlib.util.find_spec("jupyterlab") is None:
        raise Unavailable("JupyterLab is not installed here.", hint="Install it with `pip install atelier[notebook]`.")
    names = (("ATELIER_URL", "DKU_DSS_URL"), ("ATELIER_API_KEY", "DKU_API_KEY"))
    missing = [ours for ours, known in names if not os.environ.get(ours) and not os.environ.get(known)]
    if missing:
        raise Unavailable(
            f"{' and '.join(missing)} must be set, so that notebooks can read from Atelier.",
            hint="The address is that of Atelier in the browser; API keys are made under Settings, API keys.",
        )
    package = Path(__file__).resolve().parent
    given = [part for part in os.environ.get("PYTHONPATH", "").split(os.pathsep) if part]
    paths = [str(package / "dataiku_module"), str(package.parent), *given]
    os.environ["PYTHONPATH"] = os.pathsep.join(dict.fromkeys(paths))
    # on the loopback address only, with the token that JupyterLab makes for itself
    arguments = [sys.executable, "-m", "jupyterlab", "--ip=127.0.0.1", f"--ServerApp.root_dir={folder.resolve()}"]
    os.execv(sys.executable, arguments)  # noqa: S606  # our own interpreter


@cli.command()
def migrate() -> None:
    """Bring the database to this program's schema."""
    database = _database()
    schema.upgrade(database.engine)
    print(f"The database is at schema {schema.current_revision(database.engine)}.")


@cli.command()
def openapi() -> None:
    """Print the OpenAPI description, without starting anything."""
    from atelier.app import create_app

    print(jsontext.dumps_pretty(create_app(Settings()).openapi()))


@cli.command()
def demo(
    train: Annotated[int, typer.Option(min=24, help="Pictures to train on.")] = 2400,
    test: Annotated[int, typer.Option(min=12, help="Pictures to test on.")] = 480,
    home: Annotated[
        Path | None, typer.Option(help="Data folder to keep the project in; else it is thrown away.")
    ] = None,
) -> None:
    """Run parts 0 to 3 of the course without a browser, ending with a table of accuracies."""
    from atelier.demo import run_demo, table

    outcome = run_demo(
        get_settings(),
        train_pictures=train,
        test_pictures=test,
        home=home,
        say=lambda line: print(line, flush=True),
    )
    print(table(outcome))
    if home is not None:
        print(f"  Look at it: ATELIER_HOME={home} atelier serve\n")


@cli.command()
def docs(folder: Annotated[Path, typer.Argument(help="Where to write them.")] = Path("docs/recipes")) -> None:
    """Write the pages of recipe types and macros from their declarations."""
    from atelier.macros.docs import write_pages

    for page in write_pages(folder):
        print(page)


@user_cli.command("add")
def add_user(
    login: str,
    name: Annotated[str, typer.Option(help="The name shown.")] = "",
    admin: Annotated[bool, typer.Option("--admin", help="Make them an administrator.")] = False,
) -> None:
    """Add a user and print a one-time log-in link."""

    def add(database: Database) -> str:
        with database.write() as session:
            user = users.create(session, login=login, display_name=name, is_admin=admin)
            return links.make(session, user=user)[0]

    _print_link(add)


@user_cli.command("link")
def link_user(login: str) -> None:
    """Print a one-time log-in link for a user."""

    def make(database: Database) -> str:
        with database.write() as session:
            return links.make(session, user=users.get(session, login))[0]

    _print_link(make)


@user_cli.command("password")
def set_password(login: str) -> None:
    """Set a user's password (asked for twice) and end their log-ins."""
    password = typer.prompt("New password", hide_input=True, confirmation_prompt=True)
    with _database().write() as session:
        users.set_password(session, user=users.get(session, login), password=password)
    print(f"The password of {login} is set; all their log-ins have ended.")


def _print_link(make: Callable[[Database], str]) -> None:
    settings = get_settings()
    print(f"http://{_shown_host(settings.host)}:{settings.port}{make(_database())}")


def _database() -> Database:
    settings = get_settings()
    settings.home.mkdir(parents=True, exist_ok=True)
    database = Database(settings.database)
    schema.upgrade(database.engine)
    return database


def _listen(settings: Settings) -> socket.socket:
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((settings.host, settings.port))
    except OSError as error:
        listener.close()
        reason = f"Port {settings.port} on {settings.host} cannot be used: {error.strerror}."
        raise AtelierError(reason, hint="Choose another with ATELIER_PORT; 0 takes a free one.") from error
    listener.listen(2048)
    return listener


def _shown_host(host: str) -> str:
    shown = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, host)  # noqa: S104  (shown, not bound)
    return f"[{shown}]" if ":" in shown and not shown.startswith("[") else shown
