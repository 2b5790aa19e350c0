"""The small world that the tests of the web share: a few muscles, zones of every kind, figures."""

from __future__ import annotations

from typing import Any

from app.catalogue.catalogue import Catalogue
from app.catalogue.models import Muscle
from app.catalogue.service import FixedCatalogue
from app.factory import create_app
from app.figures import Figures
from app.settings import Settings
from app.web.front import FrontedApp
from tests.builders import build_catalogue, build_figures, care_of, muscle, read_muscles

MUSCLES = """
temporalis (high): temple! eyebrow! eye-behind | temple! upper-molars
sternalis: sternum! breast@both
"""


def world_muscles() -> list[Muscle]:
    """Make the muscles of the world; the masseter has everything a muscle can have."""
    rich = muscle(
        "masseter-deep",
        "jaw-angle! temple",
        aliases=["masseter-profundus"],
        synonyms=["chewing muscle"],
        roots="cranial nerve V",
        frequency={
            "level": "middle",
            "source": "simons-1999",
            "basis": "recalled",
            "figures": [
                {
                    "percent": 41.5,
                    "percent_to": 50,
                    "kind": "active",
                    "who": "adults with headache",
                    "n": 20,
                    "source": "simons-1999",
                    "basis": "read",
                }
            ],
        },
        overload=["chewing gum"],
        symptoms=[
            {
                "text": "the mouth opens less",
                "symptom": "restricted-opening",
                "strength": "strong",
                "source": "simons-1999",
                "basis": "read",
            }
        ],
        identifiers={"uberon": "UBERON:0001597", "wikidata": "Q484876"},
        disagreements=[
            {
                "about": "whether the ear hurts",
                "versions": [
                    {"says": "it does", "source": "simons-1999", "basis": "read"},
                    {"says": "it does not", "source": "simons-1999", "basis": "recalled"},
                ],
                "kept": "the ear is left out",
            }
        ],
        cautions=["mind the facial artery"],
    )
    return [*read_muscles(MUSCLES), rich]


def world_catalogue(version: str = "2026.11-00000000") -> Catalogue:
    return build_catalogue(
        muscles=world_muscles(),
        version=version,
        zones="temple eyebrow jaw-angle knee-back-inner",
        midline="sternum",
        deep="eye-behind upper-molars",
        symptoms={"restricted-opening": "", "dizziness": ""},
        techniques="muscle-stripping",
        care=[care_of("masseter-deep", "temporalis", "muscle-stripping")],
        gaps={"eye-muscles": "no source at hand draws a pattern"},
        areas={"temporal_headache": "temple eyebrow", "posterior_knee": "knee-back-inner"},
        warnings={
            "new-lump": "soon",
            "heart": "same-day sternum",
            "stroke": "emergency",
        },
    )


def world_figures(catalogue: Catalogue) -> Figures:
    return build_figures(catalogue, borders="temple eyebrow 20, sternum breast 10")


def make_app(catalogue: Catalogue | None = None, **settings: Any) -> FrontedApp:
    catalogue = catalogue or world_catalogue()
    settings = {"watch": False, **settings}
    return create_app(FixedCatalogue(catalogue), world_figures(catalogue), Settings(**settings))


def every_mark(catalogue: Catalogue) -> list[dict[str, str]]:
    return [
        {"zone": zone.id, "side": side.value} for zone in catalogue.zones for side in zone.sides
    ]
