from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from app import process


@pytest.fixture(autouse=True)
def collector_as_it_was() -> Iterator[None]:
    thresholds = gc.get_threshold()
    yield
    gc.unfreeze()
    gc.set_threshold(*thresholds)


def test_no_garbage_is_looked_for_while_the_application_starts() -> None:
    with process.starting():
        assert not gc.isenabled()
    assert gc.isenabled()


def test_the_collector_is_turned_on_again_when_the_start_fails() -> None:
    with pytest.raises(RuntimeError), process.starting():
        raise RuntimeError
    assert gc.isenabled()


def test_what_is_there_to_stay_is_set_apart() -> None:
    process.settle()
    assert gc.get_freeze_count() > 0
    assert gc.get_threshold()[0] > 700
