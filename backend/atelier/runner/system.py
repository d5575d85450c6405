"""What programs need of the machine: the places that code may read everywhere, a life tied to its parent's, and no more
powers than a plain user has.
"""

import ctypes
import signal
import sys
import sysconfig
from pathlib import Path

SYSTEM = (
    "/usr", "/lib", "/lib64", "/bin", "/proc", "/sys", "/nix/store", "/etc/ssl", "/etc/ca-certificates", "/etc/fonts",
    "/etc/hosts", "/etc/resolv.conf", "/etc/nsswitch.conf", "/etc/localtime", "/etc/ld.so.cache", "/etc/passwd",
    "/etc/alternatives", "/etc/mime.types",
)  # fmt: skip
DEVICES = ("/dev/null", "/dev/zero", "/dev/full", "/dev/urandom", "/dev/random", "/dev/shm")  # noqa: S108
_PARENT_DEATH_SIGNAL, _DROP_FROM_BOUNDS, _NO_NEW_PRIVILEGES = 1, 24, 38
_CAPABILITIES_VERSION_3 = 0x20080522
_KEPT = 1 << 1 | 1 << 2  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH: files that root may read; Landlock bounds which


def program() -> list[Path]:
    """Return where this interpreter and its libraries are."""
    places = {Path(path) for path in sys.path if path}
    places |= {Path(path) for name, path in sysconfig.get_paths().items() if name in ("stdlib", "platstdlib")}
    places |= {Path(sys.base_prefix), Path(sys.prefix)}
    return [place for place in places if place.exists() and place != Path("/")]


def die_with_parent() -> None:
    """Have the kernel kill this process when the thread that started it ends."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PARENT_DEATH_SIGNAL, signal.SIGKILL, 0, 0, 0)


def drop_powers() -> None:
    """Give up, for this process and all that it starts, what root may do beyond opening files.

    Root with CAP_PERFMON reads the environment of any process, and secrets of the server are in it, whatever Landlock
    says of tracing (Linux 6.16 and later). Numbers and structures: the kernel's `include/uapi/linux/capability.h`.
    """
    if sys.platform != "linux":
        return
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    for capability in range(64):
        if not _KEPT >> capability & 1:
            libc.prctl(_DROP_FROM_BOUNDS, capability, 0, 0, 0)  # refused to a plain user, who has none of them
    header, sets = _CapabilityHeader(_CAPABILITIES_VERSION_3, 0), (_CapabilitySet * 2)()
    if libc.capget(ctypes.byref(header), sets) != 0:
        return
    for place, kept in ((0, _KEPT), (1, 0)):
        sets[place].effective &= kept
        sets[place].permitted &= kept
        sets[place].inheritable = 0
    libc.capset(ctypes.byref(header), sets)


class _CapabilityHeader(ctypes.Structure):
    _fields_ = [("version", ctypes.c_uint32), ("pid", ctypes.c_int)]


class _CapabilitySet(ctypes.Structure):
    _fields_ = [("effective", ctypes.c_uint32), ("permitted", ctypes.c_uint32), ("inheritable", ctypes.c_uint32)]
