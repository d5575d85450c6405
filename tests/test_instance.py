"""One data folder, one server."""

import subprocess
import sys
from pathlib import Path

import pytest

from atelier.errors import Unavailable
from atelier.instance import Atelier, lock_folder
from atelier.settings import Settings


def test_a_second_instance_on_the_same_folder_is_refused(settings: Settings) -> None:
    first = Atelier(settings)
    first.start(with_executor=False)
    second = Atelier(settings)
    with pytest.raises(Unavailable, match="is in use by another Atelier server") as refused:
        second.start(with_executor=False)
    assert "ATELIER_HOME" in str(refused.value.hint)
    first.stop()
    second.start(with_executor=False)
    second.stop()


def test_the_lock_ends_with_its_process(tmp_path: Path) -> None:
    program = (
        "import os,sys\nfrom pathlib import Path\nfrom atelier.instance import lock_folder\n"
        f"file = lock_folder(Path({str(tmp_path)!r}))\nprint('locked', flush=True)\nsys.stdin.read()"
    )
    holder = subprocess.Popen([sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert holder.stdout is not None
    assert holder.stdout.readline() == "locked\n"
    with pytest.raises(Unavailable, match=f"process {holder.pid}"):
        lock_folder(tmp_path)
    holder.kill()
    holder.wait()
    lock_folder(tmp_path).close()


def test_the_first_start_makes_an_administrator_and_later_ones_keep_them(tmp_path: Path) -> None:
    from atelier.auth import passwords, users

    settings = Settings(home=tmp_path / "home", admin_login="root")
    for password in (None, "set by the environment", None):
        instance = Atelier(settings.model_copy(update={"admin_password": password}))
        instance.start(with_executor=False)
        with instance.database.read() as session:
            (only,) = users.list_all(session)
            assert only.login == "root"
            assert only.is_admin
            stored = only.password_hash
        instance.stop()
    assert passwords.verify_password(stored, "set by the environment")
