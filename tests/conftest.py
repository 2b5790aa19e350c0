"""Order of the whole run."""

from __future__ import annotations

from pathlib import Path

import pytest

BROWSER = Path(__file__).parent / "browser"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the browser's tests last.

    While its session is open an event loop runs in the main thread, and no other test there could
    run one of its own.
    """
    items.sort(key=lambda item: BROWSER in item.path.parents)
