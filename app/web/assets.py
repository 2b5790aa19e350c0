"""The files under static/, read once at start, served from memory under names of their content.

A folder of scripts or styles gets one hash for all its files, in the folder's part of the address
(`/static/js.1f0c.../map.js`), so that relative imports and `url()` inside the files keep working
and still change their address when any file changes. A file directly under static/ carries its own
hash, and so does a view of the body under /figures/views/.
"""

from __future__ import annotations

import hashlib
import mimetypes
from collections.abc import Iterable
from pathlib import Path

from app.web.bodies import IMMUTABLE, StoredBody

# Ten hexadecimal digits: the chance that two versions share a name is one in 10^12.
_HASH_DIGITS = 10

_MEDIA_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".webmanifest": "application/manifest+json",
    ".json": "application/json",
}

# Views have an address of their own, and notes for people are not assets.
_NOT_ASSETS = ("svg",)
_SERVED_SUFFIXES = frozenset({*_MEDIA_TYPES, ".png", ".ico", ".woff2", ".webp"})


def content_hash(parts: Iterable[bytes]) -> str:
    """Name bytes by their content."""
    digest = hashlib.sha256()
    for part in parts:
        digest.update(len(part).to_bytes(8, "big"))
        digest.update(part)
    return digest.hexdigest()[:_HASH_DIGITS]


def media_type(name: str) -> str:
    """Give the Content-Type of a file by its name."""
    known = _MEDIA_TYPES.get(Path(name).suffix)
    return known or mimetypes.guess_type(name)[0] or "application/octet-stream"


class UnknownAssetError(KeyError):
    """A template asks for a file that static/ does not have."""

    def __init__(self, name: str) -> None:
        super().__init__(f"static/ has no file '{name}'")


class AssetStore:
    """All assets in memory, by address.

    Parameters
    ----------
    folder : Path
        The folder `static`; a missing one gives an empty store.
    """

    def __init__(self, folder: Path) -> None:
        self._bodies: dict[str, StoredBody] = {}
        self._urls: dict[str, str] = {}
        if not folder.is_dir():
            return
        for entry in sorted(folder.iterdir()):
            if entry.is_dir() and entry.name not in _NOT_ASSETS:
                self._add_folder(entry)
            elif entry.is_file() and entry.suffix in _SERVED_SUFFIXES:
                content = entry.read_bytes()
                name = f"{entry.stem}.{content_hash([content])}{entry.suffix}"
                self._add(entry.name, f"/static/{name}", content)

    def _add_folder(self, folder: Path) -> None:
        files = {
            path.relative_to(folder).as_posix(): path.read_bytes()
            for path in sorted(folder.rglob("*"))
            if path.is_file() and path.suffix in _SERVED_SUFFIXES
        }
        version = content_hash(
            part for name, content in files.items() for part in (name.encode(), content)
        )
        for name, content in files.items():
            self._add(f"{folder.name}/{name}", f"/static/{folder.name}.{version}/{name}", content)

    def _add(self, name: str, url: str, content: bytes) -> None:
        self._urls[name] = url
        self._bodies[url] = StoredBody(content, media_type(name), IMMUTABLE)

    def add_view(self, view_id: str, content: bytes) -> str:
        """Take in the picture of a view and give its address."""
        url = f"/figures/views/{view_id}.{content_hash([content])}.svg"
        self._bodies[url] = StoredBody(content, _MEDIA_TYPES[".svg"], IMMUTABLE)
        return url

    def get(self, path: str) -> StoredBody | None:
        """Find an asset by its address."""
        return self._bodies.get(path)

    def url(self, name: str) -> str:
        """Give the address of an asset by its name under static/.

        Raises
        ------
        UnknownAssetError
            When there is no such file: a template's slip, found when the page is first rendered.
        """
        try:
            return self._urls[name]
        except KeyError:
            raise UnknownAssetError(name) from None

    def styles_url(self, *names: str) -> str:
        """Give the address of several style sheets in one, in the order of their names.

        A page waits for its styles, and one file comes sooner than a dozen. What the sheets refer
        to is in the document or in themselves, so they may stand together.

        Parameters
        ----------
        names : str
            Without folder and ending, such as `tokens`.

        Raises
        ------
        UnknownAssetError
            When there is no such sheet.
        """
        sheets = [self._bodies[self.url(f"css/{name}.css")].content for name in names]
        url = f"/static/styles.{content_hash(sheets)}.css"
        if url not in self._bodies:
            self._bodies[url] = StoredBody(b"\n".join(sheets), _MEDIA_TYPES[".css"], IMMUTABLE)
        return url

    @property
    def paths(self) -> tuple[str, ...]:
        """List the addresses of all assets."""
        return tuple(self._bodies)
