"""The sources of one page: numbered as they are cited, listed at its end."""

from __future__ import annotations

from app.catalogue.catalogue import Catalogue
from app.catalogue.models import Basis
from app.web.contexts import Cite, SourceNote
from app.web.wording import source_text


class Bibliography:
    """Numbers the sources of a page in the order in which they are first cited.

    Parameters
    ----------
    catalogue : Catalogue
        Where the sources are described.
    """

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._numbers: dict[str, int] = {}
        self.recalled_count = 0
        self.statement_count = 0

    def cite(self, source_id: str, basis: Basis | None = None) -> Cite:
        """Cite a source for a statement, and count the statement when its basis is given."""
        number = self._numbers.setdefault(source_id, len(self._numbers) + 1)
        is_recalled = basis is Basis.RECALLED
        if basis is not None:
            self.statement_count += 1
            self.recalled_count += is_recalled
        source = self._catalogue.source_by_id[source_id]
        return Cite(number, f"#source-{source_id}", source.title, is_recalled)

    def notes(self) -> tuple[SourceNote, ...]:
        """List every source cited so far, in order of its number."""
        notes = []
        for source_id, number in self._numbers.items():
            source = self._catalogue.source_by_id[source_id]
            notes.append(
                SourceNote(
                    number=number,
                    id=source_id,
                    text=source_text(source),
                    url=source.url,
                    kind=source.kind.value,
                    note=source.note,
                )
            )
        return tuple(notes)
