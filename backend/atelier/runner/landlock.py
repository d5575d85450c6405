"""Shutting a process off from files that it was not given, from TCP and from other processes, by Linux's Landlock.

Numbers and structures: the kernel's `include/uapi/linux/landlock.h`; the idea: https://docs.kernel.org/userspace-api/landlock.html
"""

import contextlib
import ctypes
import os
import sys
from collections.abc import Iterable
from pathlib import Path

_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_VERSION_FLAG, _PATH_BENEATH, _NO_NEW_PRIVILEGES = 1, 1, 38

_EXECUTE, _WRITE_FILE, _READ_FILE, _READ_DIR = 1, 1 << 1, 1 << 2, 1 << 3
_ALL_OF_ABI_1 = (1 << 13) - 1
_REFER, _TRUNCATE = 1 << 13, 1 << 14
_BIND_TCP, _CONNECT_TCP = 1, 1 << 1
_ABSTRACT_SOCKETS, _SIGNALS = 1, 1 << 1

_READ_FOLDER = _EXECUTE | _READ_FILE | _READ_DIR
_FILE_RIGHTS = _EXECUTE | _WRITE_FILE | _READ_FILE | _TRUNCATE


class _Ruleset(ctypes.Structure):
    # kernels that know less take the longer structure as long as what they do not know is zero
    _fields_ = [
        ("handled_access_fs", ctypes.c_uint64),
        ("handled_access_net", ctypes.c_uint64),
        ("scoped", ctypes.c_uint64),
    ]


class _Beneath(ctypes.Structure):
    _pack_ = 1
    _fields_ = [("allowed_access", ctypes.c_uint64), ("parent_fd", ctypes.c_int32)]


def abi() -> int:
    """Return the version of Landlock that this kernel has, 0 for none."""
    if not sys.platform.startswith("linux"):
        return 0
    return max(0, int(_libc().syscall(_CREATE_RULESET, None, 0, _VERSION_FLAG)))


def knows_tcp() -> bool:
    """Say whether this kernel's Landlock guards TCP."""
    return abi() >= 4


def confine(
    *, readable: Iterable[Path], openable: Iterable[Path], writable: Iterable[Path], network: bool = False
) -> bool:
    """Leave this process, and all that it starts, only these places; say whether this machine can do that.

    `readable` files and folders may be read and run; in `openable` folders files may be read by those who know their
    names, but not listed; `writable` folders are the process's own. Without `network`, TCP is refused where the kernel
    can (version 4); signals to others, and their abstract sockets, always (version 6). There is no way back.
    """
    version = abi()
    if version == 0:
        return False
    handled = _ALL_OF_ABI_1 | (_REFER if version >= 2 else 0) | (_TRUNCATE if version >= 3 else 0)
    tcp = _BIND_TCP | _CONNECT_TCP if version >= 4 and not network else 0
    scoped = _ABSTRACT_SOCKETS | _SIGNALS if version >= 6 else 0
    libc = _libc()
    asked = _Ruleset(handled, tcp, scoped)
    ruleset = int(libc.syscall(_CREATE_RULESET, ctypes.byref(asked), ctypes.sizeof(_Ruleset), 0))
    if ruleset < 0:
        return False
    try:
        for places, rights in ((readable, _READ_FOLDER), (openable, _READ_FILE), (writable, handled)):
            for place in places:
                _allow(libc, ruleset, place, rights & handled)
        if libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0) != 0:
            return False
        return int(libc.syscall(_RESTRICT_SELF, ruleset, 0)) == 0
    finally:
        os.close(ruleset)


def _allow(libc: ctypes.CDLL, ruleset: int, place: Path, rights: int) -> None:
    with contextlib.suppress(FileNotFoundError):
        opened = os.open(place, os.O_PATH | os.O_CLOEXEC)
        try:
            allowed = rights if place.is_dir() else rights & _FILE_RIGHTS
            libc.syscall(_ADD_RULE, ruleset, _PATH_BENEATH, ctypes.byref(_Beneath(allowed, opened)), 0)
        finally:
            os.close(opened)


def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)
