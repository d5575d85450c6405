"""Serving the built frontend: hashed files for ever, the page itself for every navigation."""

import mimetypes
from pathlib import Path

from fastapi import FastAPI, Request
from starlette.responses import FileResponse, HTMLResponse, Response

from atelier.errors import NotFound

_PACKAGE = Path(__file__).resolve().parents[1]
_FOREVER = "public, max-age=31536000, immutable"
_NOT_BUILT = (
    "<!doctype html><html lang=en><meta charset=utf-8><title>Atelier</title>"
    "<h1>Atelier is running, but its pages are not built.</h1><p>Run <code>make run</code>, which builds them, or "
    "<code>npm run build</code> in the folder <code>frontend</code>. The API answers at <code>/api</code>."
)


def find_built() -> Path | None:
    """Return the folder of the built frontend: inside the package, or beside it in a checkout; None when not built."""
    candidates = (_PACKAGE / "pages", _PACKAGE.parents[1] / "frontend" / "dist")
    return next((folder for folder in candidates if (folder / "index.html").is_file()), None)


def add_pages(app: FastAPI, folder: Path | None) -> None:
    """Let every path that nothing else answers to be a file of the frontend, or its page."""

    @app.get("/{path:path}", include_in_schema=False, name="page")
    def page(request: Request, path: str) -> Response:
        if path.split("/", 1)[0] in ("api", "dip", "public"):
            raise NotFound(f"There is nothing at /{path}.")
        file = _file_at(folder, path)
        if file is not None and folder is not None:
            return _send(request, file, hashed=file.is_relative_to(folder / "assets"))
        if "text/html" not in request.headers.get("accept", "*/*") and "." in path.rsplit("/", 1)[-1]:
            raise NotFound(f"There is nothing at /{path}.")
        if folder is None:
            return HTMLResponse(_NOT_BUILT, status_code=503)
        return FileResponse(folder / "index.html", headers={"Cache-Control": "no-cache"})


def _file_at(folder: Path | None, path: str) -> Path | None:
    if folder is None or not path or "\0" in path:
        return None
    file = (folder / path).resolve()
    return file if file.is_relative_to(folder.resolve()) and file.is_file() else None


def _send(request: Request, file: Path, *, hashed: bool) -> Response:
    headers = {"Cache-Control": _FOREVER if hashed else "no-cache", "Vary": "Accept-Encoding"}
    kind = mimetypes.guess_type(file.name)[0]
    packed = file.with_name(f"{file.name}.br")
    if "br" in request.headers.get("accept-encoding", "") and packed.is_file():
        return FileResponse(packed, media_type=kind, headers={**headers, "Content-Encoding": "br"})
    return FileResponse(file, media_type=kind, headers=headers)
