"""Everything the pages are made from, for one version of the catalogue, and its change to the next.

A `Site` is made once per catalogue version and never changed; pages are rendered at the first
request for them and kept. `SiteKeeper` holds the site in use and makes the next one when the
catalogue's source announces it, on the thread that announces.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import cached_property
from typing import Any

from markupsafe import Markup

from app.catalogue.catalogue import Catalogue
from app.catalogue.service import CatalogueSource
from app.drawings import Drawings
from app.figures import Figures
from app.matching.engine import Engine
from app.matching.types import Mark, Weight
from app.settings import Settings
from app.web.answer_cards import CardNotation
from app.web.answer_page import SHOWN_CANDIDATES, AnswerPresenter
from app.web.assets import AssetStore
from app.web.bodies import PUBLIC, AnswerCache, StoredBody
from app.web.body_types import NEUTRAL, BodyTypes
from app.web.contexts import CatalogueNote
from app.web.frames import Frame
from app.web.map_page import map_context
from app.web.match_request import MatchQuery, MatchReader
from app.web.pictures import PictureBook
from app.web.plate_store import PlateStore
from app.web.plate_style import PlateStyle, read_tokens
from app.web.plates import PlateMaker
from app.web.search import SearchIndex
from app.web.templating import Templates
from app.web.warning_signs import WarningSets

HTML = "text/html; charset=utf-8"
JSON = "application/json"
# All pages of the finished catalogue take about half of this.
_KEPT_BYTES = 32 * 1024 * 1024
_ANSWER_SLOT = Markup("<!--answer-->")
VERSION_HEADER = "knotmap-catalogue-version"


class Site:
    """What one version of the catalogue is served from.

    Parameters
    ----------
    catalogue : Catalogue
    figures : Figures
    drawings : Drawings
    style : PlateStyle
    book : PictureBook
    templates : Templates
    public_url : str
        Empty when not known.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        figures: Figures,
        drawings: Drawings,
        style: PlateStyle,
        book: PictureBook,
        templates: Templates,
        public_url: str,
    ) -> None:
        self.catalogue = catalogue
        self.figures = figures
        self.drawings = drawings
        self.book = book
        self.templates = templates
        self.public_url = public_url
        self.engine = Engine(catalogue, figures)
        self.reader = MatchReader(catalogue)
        self.warnings = WarningSets(catalogue)
        self.cards = CardNotation(catalogue, figures, book, templates)
        self.answers = AnswerPresenter(catalogue, self.engine, self.cards, templates, self.warnings)
        self._headers = ((VERSION_HEADER.encode(), catalogue.version.encode()),)
        maker = PlateMaker(catalogue, figures, drawings, book, style)
        self.plates = PlateStore(maker, self._headers)
        self.show_state(is_stale=False)

    @cached_property
    def search(self) -> SearchIndex:
        """The search over this catalogue; made beside the first answers."""
        return SearchIndex(self.catalogue)

    def warm_up(self) -> None:
        """Make what is made at need, and ask about every place once."""
        self.search  # noqa: B018 - made by the asking
        places = self.engine.places
        for number, here in enumerate(places):
            # Each place once as the main pain and once as a lesser one, far from the other.
            there = places[number - len(places) // 2]
            marks = (Mark(*here, Weight.MAIN), Mark(*there, Weight.ALSO))
            self.engine.match_json(marks)
            self.answers.answer(MatchQuery(marks, (), SHOWN_CANDIDATES))

    def show_state(self, *, is_stale: bool) -> None:
        """Begin pages anew, with a note of whether the catalogue's files are broken."""
        self.frame = Frame(CatalogueNote(self.catalogue.version, is_stale), self.public_url)
        self.kept = AnswerCache(_KEPT_BYTES)
        figure_url: Any = self.templates.environment.globals["figure_url"]
        context = map_context(
            self.catalogue,
            self.figures,
            self.drawings,
            self.book,
            self.frame,
            figure_url,
            _ANSWER_SLOT,
        )
        before, after = self.templates.render("map.html", context).split(_ANSWER_SLOT)
        self._map = (before, after)
        empty = self.templates.render("_answer.html", self.answers.empty())
        self.home = self._keep(self.kept, "/", HTML, lambda: before + empty + after)

    async def stored(self, path: str, media_type: str, make: Callable[[], str]) -> StoredBody:
        """Give the answer to GET of a path: the kept one, or one made now off the event loop.

        Parameters
        ----------
        path : str
            The address.
        media_type : str
        make : callable
            Makes the text.
        """
        found = self.kept.get(path)
        if found is None:
            found = await asyncio.to_thread(self._keep, self.kept, path, media_type, make)
        return found

    async def page(self, path: str, template: str, make: Callable[[], Any]) -> StoredBody:
        """Give the page of a path as `stored` does; `make` makes the context of the template."""
        return await self.stored(path, HTML, lambda: self.templates.render(template, make()))

    def _keep(
        self, kept: AnswerCache, path: str, media_type: str, make: Callable[[], str]
    ) -> StoredBody:
        body = StoredBody(make().encode(), media_type, PUBLIC, self._headers)
        return kept.keep(path, body.compressed())

    def map_with(self, answer: str, marks: dict[str, bool], symptoms: tuple[str, ...]) -> str:
        """Give the map with an answer and its marks in place, for those who use no script.

        Parameters
        ----------
        answer : str
            The rendered answer.
        marks : dict of str to bool
            Values of checkboxes, `temple:left`, and whether each is the main pain.
        symptoms : tuple of str
            Ids.
        """
        before, after = self._map
        page = f"{before}{_ANSWER_SLOT}{after}"
        ticked = [("mark", value) for value in marks]
        ticked += [("main", value) for value, is_main in marks.items() if is_main]
        ticked += [("symptom", symptom) for symptom in symptoms]
        for name, value in ticked:
            box = f'name="{name}" value="{value}"'
            page = page.replace(box, f"{box} checked")
        for value, is_main in marks.items():
            zone, _, side = value.partition(":")
            state = "is-marked is-main" if is_main else "is-marked"
            for kind in ("zone", "pin"):
                shape = f'class="{kind}" data-zone="{zone}" data-side="{side}"'
                page = page.replace(shape, shape.replace(f'"{kind}"', f'"{kind} {state}"'))
        return page.replace(_ANSWER_SLOT, answer)


class SiteKeeper:
    """Holds the site in use.

    Parameters
    ----------
    source : CatalogueSource
        Gives the catalogue, and announces its successors.
    figures : Figures
    settings : Settings
        Where assets and templates are, and the public address.
    settle : callable, optional
        Called when all that is made from a catalogue is there.
    """

    def __init__(
        self,
        source: CatalogueSource,
        figures: Figures,
        settings: Settings,
        settle: Callable[[], None] | None = None,
    ) -> None:
        self.source = source
        self._settle = settle
        self._figures = figures
        self._public_url = settings.public_url
        self.assets = AssetStore(settings.static)
        self.figure_urls = {
            view.id: self.assets.add_view(view.id, figures.svg_bytes(view.id))
            for view in figures.views
        }
        self._templates = Templates(
            settings.templates,
            self.assets.url,
            self.assets.styles_url,
            self.figure_urls.__getitem__,
        )
        self._book = PictureBook(figures)
        self.bodies = BodyTypes(settings.static / "svg", self.assets)
        self._drawings = self.bodies.drawings(NEUTRAL)
        self._style = PlateStyle(read_tokens(settings.static))
        self._status = source.status
        self.site = self._make(source.catalogue)
        source.on_swap(self._take)

    def _make(self, catalogue: Catalogue) -> Site:
        return Site(
            catalogue,
            self._figures,
            self._drawings,
            self._style,
            self._book,
            self._templates,
            self._public_url,
        )

    def warm_up(self) -> None:
        """Make at once what the site in use would make at its first uses."""
        self.site.warm_up()
        if self._settle is not None:
            self._settle()

    def _take(self, catalogue: Catalogue) -> None:
        site = self._make(catalogue)
        site.warm_up()
        self.site = site
        if self._settle is not None:
            self._settle()

    def find(self, path: str) -> StoredBody | None:
        """Find the kept answer to GET of a path: a page, JSON or an asset."""
        status = self.source.status
        if status is not self._status:
            # The files have broken or been mended since: pages say so.
            if status.state != self._status.state:
                self.site.show_state(is_stale=status.state == "stale")
            self._status = status
        return self.site.kept.get(path) or self.assets.get(path)
