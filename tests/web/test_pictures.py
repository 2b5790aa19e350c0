from __future__ import annotations

import hashlib
from typing import Any

import pytest

from app.errors import FiguresError
from app.figures import Figures, Manifest, figures_from
from app.web.pictures import PictureBook, Scenes
from tests.web.html_reader import read_html

FRONT, HEAD, BACK = "front", "head-left", "back"


def shape(zone: str, side: str, kind: str = "path") -> Any:
    if kind == "pin":
        return f'<g class="pin" data-zone="{zone}" data-side="{side}"><circle r="3"/></g>'
    return f'<path class="zone" data-zone="{zone}" data-side="{side}" d="M0 0h9v9z"/>'


def svg(view: str, zones: Any, pins: Any = ()) -> Any:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 900 1700" data-view="{view}">'
        '<g class="figure-shade"><g><path class="tone-1" d="M1 1"/></g></g>'
        '<g class="figure-lines"><path d="M2 2"/></g>'
        f'<g class="figure-zones">{"".join(shape(*key) for key in zones)}</g>'
        f'<g class="figure-pins">{"".join(shape(*key, "pin") for key in pins)}</g>'
        '<g class="figure-points"/></svg>'
    ).encode()


TEMPLE, NECK, EAR = ("temple", "left"), ("neck", "left"), ("ear-inside", "left")
# Per view: zone, area, box.
SEEN = {
    FRONT: [(TEMPLE, 100.0, (400, 100, 420, 120)), (NECK, 20.0, (400, 200, 420, 220))],
    HEAD: [(TEMPLE, 400.0, (10, 10, 60, 60)), (EAR, 1.0, (80, 60, 90, 70))],
    BACK: [(NECK, 200.0, (300, 200, 380, 260))],
}


@pytest.fixture(scope="module")
def figures() -> Figures:
    svgs = {
        view: svg(
            view, [key for key, *_ in seen if key != EAR], [key for key, *_ in seen if key == EAR]
        )
        for view, seen in SEEN.items()
    }
    manifest = Manifest.model_validate(
        {
            "schema": 1,
            "digest": "0" * 64,
            "inputs": {},
            "views": [
                {
                    "id": view,
                    "label": view.title(),
                    "group": "head" if view == HEAD else "body",
                    "file": f"{view}.svg",
                    "sha256": hashlib.sha256(svgs[view]).hexdigest(),
                    "view_box": (0, 0, 900, 1700) if view != HEAD else (0, 0, 300, 300),
                    "zones": [
                        {
                            "zone": zone,
                            "side": side,
                            "label_point": box[:2],
                            "box": box,
                            "area": area,
                            "pin": (zone, side) == EAR,
                        }
                        for (zone, side), area, box in seen
                    ],
                }
                for view, seen in SEEN.items()
            ],
            "zones": [
                {"zone": z, "side": s, "area_mm2": 100, "best_view": v}
                for (z, s), v in ((TEMPLE, HEAD), (NECK, BACK), (EAR, HEAD))
            ],
        }
    )
    return figures_from(manifest, svgs)


@pytest.fixture
def book(figures: Figures) -> PictureBook:
    return PictureBook(figures)


def test_the_view_that_shows_most_of_a_pattern_comes_first(book: PictureBook) -> None:
    assert book.views_for({TEMPLE: 1.0}) == (HEAD,)
    assert book.views_for({NECK: 1.0}) == (BACK,)


def test_a_further_view_is_added_for_what_the_first_does_not_show(book: PictureBook) -> None:
    assert book.views_for({TEMPLE: 1.0, NECK: 0.4}) == (HEAD, BACK)
    assert book.views_for({TEMPLE: 1.0, NECK: 0.4}, limit=1) == (HEAD,)


def test_the_first_view_shows_the_x(book: PictureBook) -> None:
    views = book.views_for({NECK: 1.0}, {FRONT: (410.0, 210.0)})
    assert FRONT in views
    assert book.views_for({TEMPLE: 1.0}, {HEAD: (1.0, 2.0), FRONT: (3.0, 4.0)})[0] == HEAD


def test_a_picture_of_bones_is_no_place_to_look_for_what_is_seen_elsewhere(
    figures: Figures,
) -> None:
    bones = figures.view_by_id[HEAD].model_copy(update={"id": "jaw-open", "group": "jaw"})
    large = bones.zones[0].model_copy(update={"area": 9000.0})
    bones = bones.model_copy(update={"zones": (large,)})
    with_bones = Figures(figures.digest, (*figures.views, bones), figures.facts, figures.svgs)
    book = PictureBook(with_bones)
    assert book.views_for({TEMPLE: 1.0}) == (HEAD,)
    assert book.open_view((HEAD, "jaw-open")) == "jaw-open"
    assert book.open_view((HEAD, BACK)) is None
    # Where the X is, it may come first; the place itself is shown where it is seen.
    views = book.views_for({TEMPLE: 1.0, NECK: 0.2}, {"jaw-open": (20.0, 20.0)})
    assert HEAD in views


def test_a_pattern_that_no_view_knows_has_no_picture(book: PictureBook) -> None:
    assert book.views_for({("nowhere", "left"): 1.0}) == ()
    assert book.views_for({}, {FRONT: (1.0, 2.0)}) == (FRONT,)


def test_only_the_pattern_is_drawn_each_zone_with_its_state(book: PictureBook) -> None:
    states = {TEMPLE: "is-essential", NECK: "is-spillover", EAR: "is-spillover"}
    figure = read_html(book.draw(HEAD, states, "label", Scenes()))
    assert [e.attributes["class"] for e in figure.all("path", class_="zone")] == [
        "zone is-essential"
    ]
    pin = figure.one("g", class_="pin")
    assert pin.attributes["class"] == "pin is-spillover"
    assert pin.one("circle")
    assert figure.one("path", class_="tone-1")


def test_the_frame_holds_the_pattern_and_the_x_and_stays_within_the_view(book: PictureBook) -> None:
    drawn = book.draw(FRONT, {NECK: "is-marked"}, "label", Scenes(), (500.0, 900.0))
    root = read_html(drawn).one("svg")
    x, y, width, height = map(float, root.attributes["viewbox"].split())
    assert 0 <= x <= 400
    assert x + width >= 500
    assert x + width <= 900
    assert 0 <= y <= 200
    assert y + height >= 900
    assert 0.7 <= width / height <= 1.4
    mark = root.one("path", class_="point-mark")
    assert mark.attributes["d"].startswith("M")
    assert root.one("circle", class_="point-halo").attributes["cx"] == "500"


def test_scenery_is_put_into_a_page_once(book: PictureBook) -> None:
    scenes = Scenes()
    first = book.draw(FRONT, {NECK: "is-marked"}, "a", scenes)
    second = book.draw(FRONT, {TEMPLE: "is-marked"}, "b", scenes)
    assert "tone-1" in first
    assert "tone-1" not in second
    assert read_html(first).one("g", id="scene-front")
    assert read_html(second).one("use").attributes["href"] == "#scene-front"


def test_the_label_is_escaped(book: PictureBook) -> None:
    drawn = book.draw(FRONT, {}, '"><script>', Scenes())
    assert "<script>" not in drawn
    assert read_html(drawn).one("svg").attributes["aria-label"] == '"><script>'


def test_a_whole_view_is_hidden_from_those_who_have_the_checkboxes(book: PictureBook) -> None:
    root = read_html(book.whole(FRONT)).one("svg")
    assert root.attributes["aria-hidden"] == "true"
    assert root.attributes["focusable"] == "false"
    assert root.attributes["class"] == "figure"
    assert len(root.all("path", class_="zone")) == 2


def test_a_picture_without_zones_is_an_error_that_names_it(figures: Figures) -> None:
    broken = Figures(figures.digest, figures.views, figures.facts, {FRONT: b"<svg></svg>"})
    with pytest.raises(FiguresError, match="front"):
        PictureBook(broken).draw(FRONT, {}, "label", Scenes())
