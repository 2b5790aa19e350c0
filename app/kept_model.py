"""The base of models that are read once and kept as long as the process.

A model remembers which of its fields were given, in a set of its own that takes more memory than
its values. There are a hundred different such sets among ten thousand records, so they are shared.
"""

from __future__ import annotations

from pydantic import BaseModel

_GIVEN: dict[frozenset[str], set[str]] = {}


class KeptModel(BaseModel):
    """A model that is never changed; heirs are frozen."""

    def model_post_init(self, context: object, /) -> None:
        """Share the record of which fields were given with all models that were given the same."""
        given = self.model_fields_set
        shared = _GIVEN.setdefault(frozenset(given), given)
        object.__setattr__(self, "__pydantic_fields_set__", shared)
