"""The files that JupyterLab shows: those of the project's notebook folder; what is deleted goes to Atelier's trash."""

from datetime import UTC, datetime
from pathlib import Path
from secrets import token_hex

from jupyter_server.services.contents.largefilemanager import AsyncLargeFileManager
from tornado.web import HTTPError

_TRASH = ".trash"


class ProjectNotebooks(AsyncLargeFileManager):
    """Jupyter's own files, but nothing is deleted for good."""

    async def delete_file(self, path: str) -> None:
        """Move a file or folder to the trash folder beside the project's notebooks."""
        place = Path(self._get_os_path(path.strip("/")))  # type: ignore[no-untyped-call]
        if not path.strip("/") or not place.exists():
            raise HTTPError(404, f"There is nothing at {path} to delete")
        trash = Path(self.root_dir) / _TRASH
        trash.mkdir(exist_ok=True)
        when = datetime.now(UTC).strftime("%Y-%m-%d %H.%M.%S")
        place.rename(trash / f"{place.stem} {when} {token_hex(2)}{place.suffix}")
