"""JupyterLab in a process that bounds itself and shuts itself off from all files but its notebooks and its own folder.

Its kernels inherit both. The token and the API key come in the environment, which no other process here may read; a
command line could be read by all.
"""

import json
import os
import sys
from pathlib import Path
from typing import Any

from atelier.runner import landlock, network
from atelier.runner.limits import Limits, apply
from atelier.runner.system import DEVICES, SYSTEM, die_with_parent, drop_powers, program

_SOCKETS = (*network.INTERNET, 16)  # AF_NETLINK: kernels are reached over TCP and ask which interfaces there are
_NO_NEWS = {"@jupyterlab/apputils-extension:notification": {"fetchNews": "false", "checkForUpdates": False}}


def main() -> None:
    """Become JupyterLab as standard input describes it."""
    spec = json.loads(sys.stdin.buffer.read())
    drop_powers()
    die_with_parent()
    scratch = Path(spec["scratch"])
    _write_settings(scratch)
    is_confined = landlock.confine(
        readable=[*map(Path, (*SYSTEM, "/etc/jupyter")), *program()],
        openable=(),
        writable=map(Path, (spec["folder"], str(scratch), *DEVICES)),
        network=True,  # it is reached over a port, and its kernels reach Atelier
    )
    network.shut_off(_SOCKETS)
    if not is_confined:
        print("This machine cannot shut notebooks off from other files: its kernel lacks Landlock.", flush=True)  # noqa: T201
    apply(Limits(**spec["limits"]))
    null = os.open(os.devnull, os.O_RDONLY)
    os.dup2(null, 0)
    from jupyterlab.labapp import LabApp

    LabApp.launch_instance(arguments(spec))


def arguments(spec: dict[str, Any]) -> list[str]:
    """Return JupyterLab's command line."""
    idle = int(spec["idle_seconds"])
    given = {
        "ServerApp.ip": spec["listen"],
        "ServerApp.port": spec["port"],
        "ServerApp.port_retries": 0,
        "ServerApp.root_dir": spec["folder"],
        "ServerApp.open_browser": False,
        "ServerApp.allow_root": True,  # the right to write code was asked; the process is bounded
        "ServerApp.allow_remote_access": spec["is_remote"],
        "ServerApp.quit_button": False,
        "ServerApp.terminals_enabled": False,
        "ServerApp.contents_manager_class": "atelier.runner.notebook_files.ProjectNotebooks",
        "MappingKernelManager.cull_idle_timeout": idle,
        "MappingKernelManager.cull_interval": max(1, min(60, idle // 4)),
        "MappingKernelManager.cull_connected": True,
        "LabApp.news_url": "None",
        "LabApp.check_for_updates_class": "jupyterlab.handlers.announcements.NeverCheckForUpdate",
        "LabApp.extension_manager": "readonly",
    }
    return [f"--{name}={value}" for name, value in given.items()]


def _write_settings(scratch: Path) -> None:
    """Write what JupyterLab and its kernels read at their start: no questions about news, no code from the folder."""
    lab = scratch / "config" / "labconfig"
    lab.mkdir(parents=True, exist_ok=True)
    (lab / "default_setting_overrides.json").write_text(json.dumps(_NO_NEWS))
    profile = scratch / "ipython" / "profile_default"
    profile.mkdir(parents=True, exist_ok=True)
    # the folder is shared: a colleague's pandas.py must not run in place of pandas
    (profile / "ipython_kernel_config.py").write_text("c.InteractiveShellApp.ignore_cwd = True\n")


if __name__ == "__main__":
    main()
