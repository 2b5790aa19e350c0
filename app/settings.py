"""What may differ from one installation to the next: folders, address, log level.

A value made from the environment and the command line when the application starts; nothing is read
when the module is imported. Knows nothing of what the folders hold.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from app.errors import SettingsError

ROOT = Path(__file__).resolve().parent.parent
LOG_LEVELS = ("critical", "error", "warning", "info", "debug")
PREFIX = "KNOTMAP_"
_TRUTHS = {"1": True, "true": True, "yes": True, "0": False, "false": False, "no": False}


@dataclass(frozen=True)
class Settings:
    """The settings of one running application.

    Attributes
    ----------
    data, static, templates : Path
        The folders of the data files, of what is served as it is, and of the page templates.
    host : str
        The address to listen on; only this machine unless told otherwise.
    port : int
        0 lets the system choose a free one.
    log_level : str
        One of `LOG_LEVELS`. What users mark is logged at none of them.
    watch : bool
        Whether changed data files are taken up while the application runs.
    public_url : str
        The address under which visitors reach the site, without a slash at the end; empty where
        it is not known.
    """

    data: Path = field(default=ROOT / "data")
    static: Path = field(default=ROOT / "static")
    templates: Path = field(default=ROOT / "templates")
    host: str = "127.0.0.1"
    port: int = 8000
    log_level: str = "info"
    watch: bool = True
    public_url: str = ""

    def __post_init__(self) -> None:
        if not 0 <= self.port <= 65535:
            raise SettingsError(f"there is no port {self.port}", "give a port from 0 to 65535")
        if self.log_level not in LOG_LEVELS:
            known = ", ".join(LOG_LEVELS)
            raise SettingsError("unknown log level", f"use one of {known}")
        if self.public_url and not self.public_url.startswith(("http://", "https://")):
            raise SettingsError(
                "the public address is not a web address", "begin it with https:// or http://"
            )

    @property
    def figures(self) -> Path:
        """Give the folder of the built figures."""
        return self.static / "svg"

    def changed(self, **given: Any) -> Settings:  # noqa: ANN401 - each field has its own type
        """Give a copy with some settings changed; None leaves a setting as it is."""
        return replace(self, **{name: value for name, value in given.items() if value is not None})


def settings_from(environment: Mapping[str, str] | None = None) -> Settings:
    """Make settings of environment variables named after them, such as KNOTMAP_PORT.

    Parameters
    ----------
    environment : mapping of str to str, optional
        The process's own unless given. An empty value counts as not given.

    Raises
    ------
    SettingsError
        When a value cannot be used; names the variable.
    """
    environment = os.environ if environment is None else environment
    given: dict[str, Any] = {}
    for setting in fields(Settings):
        variable = PREFIX + setting.name.upper()
        text = environment.get(variable, "").strip()
        if text:
            given[setting.name] = _read(variable, text, type(setting.default))
    return Settings(**given)


def _read(variable: str, text: str, kind: type) -> Any:  # noqa: ANN401 - each field has its own type
    if kind is bool:
        if text.lower() not in _TRUTHS:
            raise SettingsError(f"{variable} is neither true nor false", "write true or false")
        return _TRUTHS[text.lower()]
    if kind is int:
        if not (text.isascii() and text.isdecimal() and len(text) <= 9):
            raise SettingsError(f"{variable} is not a whole number", "write digits only")
        return int(text)
    if issubclass(kind, Path):
        return Path(text).expanduser()
    return text.rstrip("/") if variable.endswith("URL") else text
