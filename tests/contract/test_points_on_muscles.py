"""The X of the map and the muscle under it come from two files: they must agree on every body."""

from __future__ import annotations

import json
import math

import pytest

from atlas.descriptors import BODIES
from atlas.freshness import MANIFEST, ROOT, figure_folder
from atlas.muscles.freshness import muscle_folder

# Two ways of carrying a point to another body differ by about this at most.
APART_MM = 6.0


@pytest.mark.parametrize("body", BODIES)
def test_a_point_lies_where_its_muscle_has_it(body: str) -> None:
    views = json.loads((ROOT / figure_folder(body) / MANIFEST).read_text())["views"]
    on_map = {
        (view["id"], point["trigger_point"]): point["point"]
        for view in views
        for point in view["trigger_points"]
        if point["side"] == "left"
    }
    muscles = json.loads((ROOT / muscle_folder(body) / MANIFEST).read_text())["muscles"]
    on_muscle = {
        (view["view"], name): at
        for muscle in muscles
        for view in muscle["views"]
        if "left" in view["sides"]
        for name, at in view["points"].items()
    }
    both = on_map.keys() & on_muscle.keys()
    assert len({name for _, name in both}) > 250
    apart = {key: math.dist(on_map[key], on_muscle[key]) for key in both}
    assert {key: apart[key] for key in both if apart[key] > APART_MM} == {}
