"""Do the same with many things on several processes, where the system can fork.

Knows nothing of what is done.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_all_start_methods, get_context
from typing import TypeVar, cast

Thing = TypeVar("Thing")
Result = TypeVar("Result")

# As many as the machines this is built on have cores; more need more memory than they save time.
PROCESSES = 2

# What a forked process does: it and all that it holds come with the fork and need not travel.
_work_of_this_process: list[Callable[..., object]] = []


def _do_work(thing: object) -> object:
    return _work_of_this_process[-1](thing)


def for_each(
    things: Sequence[Thing], work: Callable[[Thing], Result], processes: int = PROCESSES
) -> list[Result]:
    """Do some work with every thing; results in the things' order, the same on any number.

    Parameters
    ----------
    things : they and the results travel between processes, so they must be picklable
    work : may hold whatever it likes
    """
    if processes == 1 or len(things) < 2 or "fork" not in get_all_start_methods():
        return [work(thing) for thing in things]
    _work_of_this_process.append(work)
    try:
        with ProcessPoolExecutor(processes, mp_context=get_context("fork")) as pool:
            return cast("list[Result]", list(pool.map(_do_work, things)))
    finally:
        _work_of_this_process.pop()
