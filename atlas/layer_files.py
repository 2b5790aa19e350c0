"""Write the files of a layer over the figure: drawings with a manifest that lists them.

Takes texts, gives a folder that holds exactly these. Must not know what they draw.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from atlas.freshness import digest_of


def manifest_of(
    inputs: Mapping[str, str], listing: str, entries: Sequence[Mapping[str, Any]]
) -> str:
    """Write a layer's manifest with one entry a line, so that a change reads well in a diff.

    Parameters
    ----------
    inputs : digests of what the layer is computed from, by name
    listing : what the list of entries is called
    """
    head = json.dumps({"schema": 1, "digest": digest_of(inputs), "inputs": inputs}, indent=1)
    lines = ",\n".join(json.dumps(entry, separators=(",", ":")) for entry in entries)
    return f'{head[:-2]},\n "{listing}": [\n{lines}\n ]\n}}\n'


def write_layer(files: Mapping[str, str], folder: Path) -> list[Path]:
    """Write the files and remove drawings that are no more; return what changed."""
    folder.mkdir(parents=True, exist_ok=True)
    changed: list[Path] = []
    for name, text in files.items():
        path = folder / name
        if not path.exists() or path.read_bytes() != text.encode():
            path.write_bytes(text.encode())
            changed.append(path)
    for path in sorted(folder.glob("*.svg")):
        if path.name not in files:
            path.unlink()
            changed.append(path)
    return changed
