from __future__ import annotations

import gc
import sys
from collections.abc import Iterator
from pathlib import Path

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


def area(name: str, size_kib: int, resident_kib: int, mode: str = "rw-p", inode: int = 0) -> str:
    # As in man 5 proc, with the addresses from 16 MiB on.
    span = f"1000000-{0x1000000 + 1024 * size_kib:x}"
    lines = (
        f"{span} {mode} 00000000 00:00 {inode}   {name}".rstrip(),
        f"Size:           {size_kib:8d} kB",
        "KernelPageSize:        4 kB",
        "MMUPageSize:           4 kB",
        f"Rss:            {resident_kib:8d} kB",
        f"Pss:            {resident_kib:8d} kB",
        "THPeligible:           1",
        "VmFlags: rd wr mr mw me ac",
    )
    return "".join(f"{line}\n" for line in lines)


@pytest.mark.parametrize(
    "listed",
    [
        pytest.param(area("", 4096, 512), id="a stack, mostly empty"),
        pytest.param(area("", 1024, 1024), id="smaller than a large page"),
        pytest.param(area("", 4096, 4096, mode="r--p"), id="not to be written"),
        pytest.param(area("/usr/bin/python3", 4096, 4096, inode=7), id="from a file"),
        pytest.param(area("[stack]", 4096, 4096), id="the stack"),
    ],
)
def test_large_pages_are_for_full_memory_of_the_process_alone(listed: str) -> None:
    full = [(0x1000000, 8 << 20)]
    assert process.full_areas(listed) == []
    assert process.full_areas(listed + area("[heap]", 8192, 8000) + listed) == full
    assert process.full_areas(area("", 8192, 8000) + listed) == full


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux lists memory so")
def test_the_memory_of_a_process_is_found() -> None:
    held = b"x" * (64 << 20)
    areas = process.full_areas(Path("/proc/self/smaps").read_text())
    assert sum(size for _, size in areas) >= len(held)
