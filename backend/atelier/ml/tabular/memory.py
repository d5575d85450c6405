"""What this process does with memory that it is done with."""

import ctypes

_M_MMAP_THRESHOLD = -3  # of malloc.h
_LARGE_BYTES = 2**17  # where it begins; the nodes of a tree take more


def return_large_blocks() -> None:
    """Have the C library give blocks of 128 KiB and more back to the machine as soon as they are freed.

    Left to itself it raises that bound to 32 MiB once such a block was freed, and keeps the copies of training rows
    and the trees of each fit: a search then ends with all that it ever needed at once. Without glibc nothing changes.
    """
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is not None:
        mallopt(_M_MMAP_THRESHOLD, _LARGE_BYTES)


def return_what_is_free() -> None:
    """Have the C library give the free pages between small blocks back too, as a grown forest leaves them."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)
