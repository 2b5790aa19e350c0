"""The part that all pages share: title, address, navigation, the catalogue's version."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from app.web.contexts import CatalogueNote, Crumb, NavItem

_NAV = (
    ("Map", "/", ("map",)),
    ("Muscles", "/muscles", ("muscles", "muscle")),
    ("Zones", "/zones", ("zones", "zone")),
    ("Pain areas", "/areas", ("areas", "area")),
    ("Symptoms", "/symptoms", ("symptoms", "symptom")),
    ("Techniques", "/techniques", ("techniques", "technique")),
    ("About", "/about", ("about", "coverage")),
)


@dataclass(frozen=True, slots=True)
class Frame:
    """Makes the common part of every page of one catalogue version.

    Attributes
    ----------
    public_url : str
        The address under which the operator offers the site, without a slash at its end; empty when
        it is not known, and addresses stay relative.
    """

    catalogue: CatalogueNote
    public_url: str = ""

    def common(
        self,
        page: str,
        path: str,
        title: str,
        description: str,
        crumbs: tuple[Crumb, ...] = (),
        *,
        is_indexed: bool = True,
    ) -> dict[str, Any]:
        """Give the fields of `PageContext`, to be spread into a page's own context."""
        return {
            "title": title,
            "description": description,
            "canonical": f"{self.public_url}{path}",
            "page": page,
            "nav": tuple(NavItem(label, href, page in pages) for label, href, pages in _NAV),
            "catalogue": self.catalogue,
            "crumbs": (Crumb("Map", "/"), *crumbs) if crumbs else (),
            "is_indexed": is_indexed,
        }
