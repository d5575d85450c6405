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
    "after-runner-end",
    "before-adopt",
    "after-adopt",
    "before-publish",
    "inside-publish",
    "before-job-end",
    "after-publish",
    "after-abort-request",
    "inside-recovery",
    "after-upload-blob",
    "before-metrics",
)


def point(name: str) -> None:
    """Kill the process here, at once and without clean-up, if the settings name this point."""
    if get_settings().crash_point == name:
        os.kill(os.getpid(), signal.SIGKILL)
