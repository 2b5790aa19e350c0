"""What a serving process sets for itself: when garbage is looked for, and memory handed back.

The catalogue and what is made from it live as long as the process and hold a few hundred thousand
objects. Looking through them for garbage again and again would take a third of the time of a match.
Only processes that serve call this; it knows nothing of what is served.
"""

from __future__ import annotations

import contextlib
import ctypes
import gc
import sys
from collections.abc import Iterator

# A match makes some hundred objects and leaves no cycle, so there is next to nothing to find:
# looked for once in about a hundred matches instead of at every other one.
_YOUNG_OBJECTS = 50_000


@contextlib.contextmanager
def starting() -> Iterator[None]:
    """Look for no garbage while the application is made: all of it is kept."""
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


def _trim() -> None:
    """Hand back what the making of the catalogue has left over, where the C library can."""
    if not sys.platform.startswith("linux"):
        return
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)
