"""A process that answers questions to one model: a line of JSON in, a line of JSON out, until its input ends.

A model is a program: it is loaded here, shut off from all files but its own and from the network, never in the server.
"""

import os
import sys
from pathlib import Path
from typing import Any

from atelier import jsontext
from atelier.errors import AtelierError
from atelier.ml.tabular import owncode
from atelier.runner import landlock, network
from atelier.runner.__main__ import PipeChannel, described
from atelier.runner.limits import Limits, apply
from atelier.runner.system import DEVICES, SYSTEM, die_with_parent, drop_powers, program


def main() -> None:
    """Load the model that the first line names, then answer."""
    die_with_parent()
    drop_powers()
    channel = PipeChannel()
    spec = jsontext.loads(sys.stdin.buffer.readline())
    scratch = Path(spec["scratch"])
    os.environ["NUMBA_CACHE_DIR"] = str(scratch)
    landlock.confine(
        readable=[*map(Path, SYSTEM), *program(), Path(spec["folder"])],
        openable=(),
        writable=[*map(Path, DEVICES), scratch],
    )
    network.shut_off()
    apply(Limits(**spec["limits"]))
    owncode.allow()  # a metric of one's own; this process sees no more than the model
    answering: Any = None
    for line in sys.stdin.buffer:
        question = jsontext.loads(line)
        try:
            if answering is None:
                from atelier.ml.tabular.answering import Answering

                answering = Answering(Path(spec["folder"]))
            channel.send({"answer": answering.answer(question["question"], question["given"])})
        except AtelierError as error:
            channel.send({"error": described(error)})
        except Exception as error:
            message = f"The model cannot answer this: {type(error).__name__}: {error}"
            channel.send({"error": {"code": "invalid_input", "message": message[:1000], "hint": None, "fields": []}})


if __name__ == "__main__":
    main()
