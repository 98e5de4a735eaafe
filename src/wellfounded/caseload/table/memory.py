"""Memory that is kept between batches.

Every batch needs as much as the one before. Memory that was never touched is many times slower to write to than memory
that was, and by default large arrays are given back to the system and asked for anew each time.
"""

from __future__ import annotations

import ctypes

import pyarrow as pa

_TRIM_THRESHOLD, _TOP_PAD, _MMAP_THRESHOLD = -1, -2, -3
"""Names of glibc, from malloc.h."""


def keep_memory() -> None:
    """Let this process keep what it was given. For a command; a library leaves its host as it is.

    Where the C library is not glibc, nothing changes.
    """
    pa.set_memory_pool(pa.system_memory_pool())
    try:
        mallopt = ctypes.CDLL(None).mallopt
    except (AttributeError, OSError, TypeError):
        return
    for name, size in ((_MMAP_THRESHOLD, 1 << 30), (_TRIM_THRESHOLD, 2**31 - 1), (_TOP_PAD, 1 << 26)):
        mallopt(name, size)
