"""What a serving process sets for itself: when garbage is looked for, and memory handed back.

The catalogue and what is made from it live as long as the process and hold a few hundred thousand
objects. Looking through them for garbage again and again would take a third of the time of a match.
Only processes that serve call this; it knows nothing of what is served.
"""

from __future__ import annotations

import contextlib
import ctypes
import gc
import os
import sys
from collections.abc import Callable, Iterator

# A match makes some hundred objects, leaves no cycle and lets them all go, so it never gets here;
# what does are the cycles of closed connections, with a network buffer each.
_YOUNG_OBJECTS = 2_000
# From malloc.h of the GNU C library.
_M_ARENA_MAX = -8


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


def _library_function(name: str) -> Callable[..., int] | None:
    if not sys.platform.startswith("linux"):
        return None
    return getattr(ctypes.CDLL(None), name, None)
