from __future__ import annotations

import os

import pytest

from atlas.parallel import for_each


@pytest.mark.parametrize("processes", [1, 2])
def test_results_come_in_the_order_of_the_things(processes: int) -> None:
    held = {"factor": 3}
    assert for_each(range(20), lambda n: n * held["factor"], processes) == [
        3 * n for n in range(20)
    ]


def test_several_processes_share_the_work() -> None:
    assert os.getpid() not in for_each([1, 2, 3, 4], lambda _: os.getpid(), 2)
    assert for_each([1], lambda _: os.getpid(), 2) == [os.getpid()]


def test_a_failure_is_told_and_leaves_nothing_behind() -> None:
    with pytest.raises(ZeroDivisionError):
        for_each([1, 0], lambda n: 1 // n, 2)
    assert for_each([1, 2], lambda n: 1 // n, 2) == [1, 0]
