"""Tests of the catalogue: reading, checking, serving."""

import pytest

pytest.register_assert_rewrite("tests.catalogue.broken")
