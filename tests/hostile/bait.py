"""What hostile requests are offered to steal, overwrite or call: files outside, another project's table, a listener."""

import socket
import threading
from pathlib import Path

SECRET = "the-secret-of-another-project"


class Bait:
    """Canaries below `folder`, and a listener that must never be called."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True)
        (folder / "secret.csv").write_text(f"word\n{SECRET}\n")
        (folder / "secret.json").write_text(f'{{"word": "{SECRET}"}}\n')
        self._before = self._files()
        self.calls = 0
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listener.getsockname()[1])
        threading.Thread(target=self._listen, daemon=True).start()

    @property
    def file(self) -> str:
        return str(self.folder / "secret.csv")

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/secret.csv"

    def untouched(self) -> bool:
        """Say whether the files are as they were and nobody called."""
        return self._files() == self._before and self.calls == 0

    def close(self) -> None:
        self._listener.close()

    def _files(self) -> dict[str, bytes]:
        return {path.name: path.read_bytes() for path in self.folder.iterdir()}

    def _listen(self) -> None:
        while True:
            try:
                caller, _ = self._listener.accept()
            except OSError:
                return
            self.calls += 1
            caller.close()
