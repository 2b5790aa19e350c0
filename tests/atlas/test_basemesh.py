from __future__ import annotations

import json

import numpy as np
import pytest

from atlas.basemesh import (
    parse_mirror,
    parse_obj,
    parse_rig,
    parse_target,
    shape_weights,
    symmetrise,
)

OBJ = """# a comment
v 0 0 0
v 1 0 0
v 1 1 0
v 0 1 0
vt 0.5 0.5
g body
f 1/1 2/1 3/1 4/1
g joint-a
f 1 2 3
"""


def test_obj_faces_are_grouped_and_counted_from_zero() -> None:
    points, groups = parse_obj(OBJ)
    assert points.tolist() == [[0, 0, 0], [1, 0, 0], [1, 1, 0], [0, 1, 0]]
    assert groups["body"] == [[0, 1, 2, 3]]
    assert groups["joint-a"] == [[0, 1, 2]]


def test_a_target_moves_only_the_vertices_it_names() -> None:
    assert parse_target("# c\n2 .5 -1 0\n", 4).tolist() == [
        [0, 0, 0],
        [0, 0, 0],
        [0.5, -1.0, 0],
        [0, 0, 0],
    ]


def test_a_mirror_table_pairs_every_vertex_both_ways() -> None:
    assert parse_mirror("0 1 r\n1 0 l\n2 2 m\n", 3).tolist() == [1, 0, 2]
    with pytest.raises(ValueError, match="pair"):
        parse_mirror("0 1 r\n1 2 l\n2 2 m\n", 3)


def test_symmetrising_takes_the_mean_of_both_sides() -> None:
    points = np.array([[1.0, 0.0, 2.0], [-3.0, 2.0, 2.0], [0.5, 1.0, 0.0]])
    mended = symmetrise(points, np.array([1, 0, 2]))
    assert mended.tolist() == [[2.0, 1.0, 2.0], [-2.0, 1.0, 2.0], [0.0, 1.0, 0.0]]


def test_a_rig_lists_parents_first_and_knows_three_kinds_of_joints() -> None:
    rig = {
        "child": {
            "parent": "root",
            "head": {"strategy": "VERTEX", "vertex_index": 7},
            "tail": {"strategy": "MEAN", "vertex_indices": [3, 4]},
        },
        "root": {
            "parent": "",
            "head": {"strategy": "CUBE", "cube_name": "joint-a"},
            "tail": {"strategy": "VERTEX", "vertex_index": 7},
        },
    }
    root, child = parse_rig(json.dumps(rig), {"joint-a": [[0, 1], [1, 2]]})
    assert (root.name, root.head_vertices) == ("root", (0, 1, 2))
    assert (child.head_vertices, child.tail_vertices) == ((7,), (3, 4))
    rig["root"]["parent"] = "nobody"
    with pytest.raises(ValueError, match="without a reachable parent"):
        parse_rig(json.dumps(rig), {"joint-a": [[0]]})


@pytest.mark.parametrize("female_share", [0.0, 0.3, 0.5, 1.0])
def test_ancestry_and_muscle_weights_each_sum_to_one(female_share: float) -> None:
    weights = shape_weights(female_share)
    muscle = {name: w for name, w in weights.items() if name.startswith("universal")}
    assert sum(muscle.values()) == pytest.approx(1.0)
    assert sum(weights.values()) == pytest.approx(2.0)
    female = sum(w for name, w in weights.items() if "female" in name)
    assert female == pytest.approx(2.0 * female_share)


def test_a_share_outside_the_range_is_refused() -> None:
    with pytest.raises(ValueError, match=r"within 0\.\.1"):
        shape_weights(1.2)
