"""What a serving process sets for itself: when garbage is looked for, and how memory is kept.

The catalogue and what is made from it live as long as the process and hold a few hundred thousand
objects. Looking through them for garbage again and again would take a third of the time of a match.
Only processes that serve call this; it knows nothing of what is served.
"""

from __future__ import annotations

import contextlib
import ctypes
import gc
import os
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

# A match makes some hundred objects, leaves no cycle and lets them all go, so it never gets here;
# what does are the cycles of closed connections, with a network buffer each.
_YOUNG_OBJECTS = 2_000
# From malloc.h of the GNU C library.
_M_ARENA_MAX = -8
# From mman.h of Linux.
_MADV_COLLAPSE = 25
_LARGE_PAGE_BYTES = 2 * 1024 * 1024
# Below, pages that hold nothing yet would come into being with the large one.
_FULL_SHARE = 0.9
# Memory of the process's own as smaps lists it: from, to, and what of it is there.
_OWN_MEMORY = re.compile(
    r"^([0-9a-f]+)-([0-9a-f]+) rw-p \S+ \S+ 0 *(?:\[heap\])?\n(?:[A-Z]\w+:.*\n)*?Rss: +(\d+) kB$",
    re.MULTILINE,
)


@contextlib.contextmanager
def starting() -> Iterator[None]:
    """Look for no garbage while the application is made, since all of it is kept."""
    _share_one_arena()
    # None is used here, and looking for one reads the description of every installed package.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def settle() -> None:
    """Set apart what is there to stay; again after each change of the catalogue."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()
    gc.set_threshold(_YOUNG_OBJECTS, *gc.get_threshold()[1:])
    _trim()
    _enlarge_pages()


def _share_one_arena() -> None:
    """Have all threads take memory from one place, where the C library can.

    Pages are rendered on several threads, but one at a time; a heap for each would only keep what
    the others have left.
    """
    set_option = _library_function("mallopt")
    if set_option is not None:
        set_option(_M_ARENA_MAX, 1)


def _trim() -> None:
    """Hand back what the making of the catalogue has left over, where the C library can."""
    trim = _library_function("malloc_trim")
    if trim is not None:
        trim(0)


def _enlarge_pages() -> None:
    """Have the kernel put what is there into large pages, where it can (Linux from 6.1 on).

    A match touches hundreds of objects strewn over this memory; the fewer pages they lie in, the
    fewer the processor has to look up.
    """
    advise = _library_function("madvise")
    if advise is None:
        return
    # Some containers hide the list; then pages stay as they are.
    with contextlib.suppress(OSError):
        for start, size in full_areas(Path("/proc/self/smaps").read_text()):
            advise(ctypes.c_void_p(start), ctypes.c_size_t(size), _MADV_COLLAPSE)


def full_areas(smaps: str) -> list[tuple[int, int]]:
    """List the memory of a process that large pages suit: the addresses and sizes in bytes.

    Parameters
    ----------
    smaps : str
        The process's memory, as Linux lists it.
    """
    areas = []
    for first, after, resident_kib in _OWN_MEMORY.findall(smaps):
        start = int(first, 16)
        size = int(after, 16) - start
        if size >= _LARGE_PAGE_BYTES and 1024 * int(resident_kib) >= _FULL_SHARE * size:
            areas.append((start, size))
    return areas


def _library_function(name: str) -> Callable[..., int] | None:
    if not sys.platform.startswith("linux"):
        return None
    return getattr(ctypes.CDLL(None), name, None)
