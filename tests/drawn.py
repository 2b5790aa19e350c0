"""A small muscle layer on disk: one muscle in the view `front`, on both sides."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

LAYER = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" data-muscle="temporalis">\n'
    '<g class="muscle muscle-deep">\n'
    '<g data-view="front head-front"><path class="muscle-belly" d="M1 1h4v4h-4z"/></g>\n'
    "</g>\n</svg>\n"
)


def write_layer(
    folder: Path, layer: str = LAYER, more_views: tuple[Any, ...] = (), **changes: Any
) -> Path:
    """Write the layer under a folder of figures and give that folder."""
    muscles = folder / "muscles"
    muscles.mkdir(parents=True, exist_ok=True)
    (muscles / "temporalis.svg").write_text(layer)
    shown = {"drawing": "front", "box": [1, 1, 5, 5], "points": {"temporalis-1": [2.5, 3]}}
    entry = {
        "muscle": "temporalis",
        "file": "temporalis.svg",
        "sha256": hashlib.sha256(layer.encode()).hexdigest(),
        "best_view": "front",
        "views": [
            {"view": "head-front", "sides": ["left"], **shown},
            {"view": "front", "sides": ["left", "right"], **shown},
            *more_views,
        ],
        **changes,
    }
    manifest = {"schema": 1, "digest": "0" * 64, "inputs": {}, "muscles": [entry]}
    (muscles / "manifest.json").write_text(json.dumps(manifest))
    return folder
