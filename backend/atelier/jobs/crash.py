"""Named places at which a test may kill the process, to show that whatever was accepted survives it."""

import os
import signal

from atelier.settings import get_settings

POINTS = (
    "job-accepted",
    "after-claim",
    "before-spawn",
    "after-spawn",
    "after-first-event",
    "before-adopt",
    "after-adopt",
    "before-publish",
    "inside-publish",
    "after-publish",
    "before-job-end",
    "after-abort-request",
    "after-upload-blob",
)


def point(name: str) -> None:
    """Kill the process here, at once and without clean-up, if the settings name this point."""
    if get_settings().crash_point == name:
        os.kill(os.getpid(), signal.SIGKILL)
