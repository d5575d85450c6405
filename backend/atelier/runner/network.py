"""Shutting a process off from the network, by a seccomp filter that refuses sockets.

Landlock (see `landlock`) knows TCP only; a filter knows every kind, but not addresses. Local (Unix) sockets are refused
with the others: behind their names in the file system, which Landlock does not guard, are programs that would run or
fetch anything for whoever asks. Pairs of connected sockets stay, on which pools and event loops work.
Numbers: the kernel's `include/uapi/linux/{seccomp,filter,audit}.h` and its tables of system calls.
This file is also loaded by itself, so it imports nothing of the package.
"""

import ctypes
import errno
import platform
import socket
import sys
import traceback
from collections.abc import Iterator, Sequence
from pathlib import Path

OF_RECIPES = (
    "The code may not use the network. Bring the data in as an input; an administrator can allow the network to code"
    " recipes with ATELIER_CODE_NETWORK."
)
OF_OTHERS = "Code of steps, metrics and checks may not use the network. Bring the data in as a dataset or a folder."
LOCAL = "The code may not open sockets to other programs."
INTERNET = (int(socket.AF_INET), int(socket.AF_INET6))

_NO_NEW_PRIVILEGES, _SET_SECCOMP, _MODE_FILTER = 38, 22, 2
_KILL, _ERROR, _ALLOW = 0x8000_0000, 0x0005_0000, 0x7FFF_0000
_LOAD, _IS_EQUAL, _IS_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06
_NUMBER_AT, _ARCHITECTURE_AT, _FIRST_ARGUMENT_AT = 0, 4, 16  # in `struct seccomp_data`, of a machine of low bytes first
_X32 = 0x4000_0000
_CALLS = {  # machine: its number among architectures, `socket`, `socketpair`, `io_uring_setup`
    "x86_64": (0xC000_003E, 41, 53, 425),
    "aarch64": (0xC000_00B7, 198, 199, 425),
}
_ASKS_FOR_NAMES = ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr", "socket.getnameinfo")


class _Instruction(ctypes.Structure):
    _fields_ = [("code", ctypes.c_uint16), ("jt", ctypes.c_uint8), ("jf", ctypes.c_uint8), ("k", ctypes.c_uint32)]


class _Program(ctypes.Structure):
    _fields_ = [("len", ctypes.c_uint16), ("filter", ctypes.POINTER(_Instruction))]


def shut_off(families: Sequence[int] = ()) -> bool:
    """Leave this process, and all that it starts, only sockets of these families; say whether this machine can do that.

    There is no way back. Only the calling thread and what it starts later are bound, so call it before any other runs.
    """
    known = _CALLS.get(platform.machine())
    if not sys.platform.startswith("linux") or known is None or sys.byteorder != "little":
        return False
    lines = list(_filter(*known, families=families))
    program = _Program(len(lines), (_Instruction * len(lines))(*lines))
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0) != 0:
        return False
    return int(libc.prctl(_SET_SECCOMP, _MODE_FILTER, ctypes.byref(program), 0, 0)) == 0


def say_refusals(words: str) -> None:
    """Let Python's own attempts at the network end in `words`, instead of in the kernel's “permission denied”.

    This guards nothing; what guards is the filter.
    """

    def look(event: str, arguments: tuple[object, ...]) -> None:
        if event in _ASKS_FOR_NAMES or (event == "socket.__new__" and arguments[1] in INTERNET):
            raise PermissionError(words)

    sys.addaudithook(look)


def words_of(error: BaseException) -> str | None:
    """Return the refusal in words, if an exception is the kernel's answer to a local socket."""
    if not isinstance(error, PermissionError) or error.errno != errno.EACCES:
        return None
    frames = traceback.extract_tb(error.__traceback__)
    return LOCAL if frames and Path(frames[-1].filename).name == "socket.py" else None


def _filter(machine: int, opening: int, pairing: int, ring: int, *, families: Sequence[int]) -> Iterator[_Instruction]:
    """Yield the filter's instructions; a jump counts the instructions that it leaps over."""
    refused = _Instruction(_RETURN, 0, 0, _ERROR | errno.EACCES)
    missing = _Instruction(_RETURN, 0, 0, _ERROR | errno.ENOSYS)
    allowed = _Instruction(_RETURN, 0, 0, _ALLOW)
    yield _Instruction(_LOAD, 0, 0, _ARCHITECTURE_AT)
    yield _Instruction(_IS_EQUAL, 1, 0, machine)
    yield _Instruction(_RETURN, 0, 0, _KILL)  # a call in the manner of another machine has other numbers
    yield _Instruction(_LOAD, 0, 0, _NUMBER_AT)
    if machine == _CALLS["x86_64"][0]:
        yield _Instruction(_IS_LEAST, 0, 1, _X32)
        yield missing
    yield _Instruction(_IS_EQUAL, 0, 1, ring)  # a ring opens sockets without calling `socket`
    yield missing
    for call, among in ((opening, families), (pairing, (int(socket.AF_UNIX),))):
        yield _Instruction(_IS_EQUAL, 0, 2 * len(among) + 2, call)
        yield _Instruction(_LOAD, 0, 0, _FIRST_ARGUMENT_AT)
        for family in among:
            yield _Instruction(_IS_EQUAL, 0, 1, family)
            yield allowed
        yield refused
    yield allowed
