"""Settings come from the environment and the command line, and bad ones are named."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.errors import SettingsError
from app.settings import ROOT, Settings, settings_from


def test_without_an_environment_the_project_serves_itself_on_this_machine_only() -> None:
    settings = settings_from({})
    assert settings == Settings()
    assert (settings.host, settings.port, settings.watch) == ("127.0.0.1", 8000, True)
    assert settings.data == ROOT / "data"
    assert settings.figures == ROOT / "static" / "svg"


def test_the_environment_gives_every_setting() -> None:
    settings = settings_from(
        {
            "KNOTMAP_DATA": "somewhere/data",
            "KNOTMAP_STATIC": "static",
            "KNOTMAP_TEMPLATES": "templates",
            "KNOTMAP_HOST": "192.0.2.1",
            "KNOTMAP_PORT": "0",
            "KNOTMAP_LOG_LEVEL": "debug",
            "KNOTMAP_WATCH": "No",
            "KNOTMAP_PUBLIC_URL": "https://knotmap.example/",
        }
    )
    assert settings == Settings(
        data=Path("somewhere/data"),
        static=Path("static"),
        templates=Path("templates"),
        host="192.0.2.1",
        port=0,
        log_level="debug",
        watch=False,
        public_url="https://knotmap.example",
    )


def test_the_process_environment_is_read_when_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KNOTMAP_PORT", "8123")
    assert settings_from().port == 8123


def test_an_empty_value_counts_as_not_given() -> None:
    assert settings_from({"KNOTMAP_PORT": " ", "KNOTMAP_DATA": ""}) == Settings()


@pytest.mark.parametrize(
    ("variable", "value", "word"),
    [
        ("PORT", "eighty", "KNOTMAP_PORT"),
        ("PORT", "-1", "KNOTMAP_PORT"),
        ("PORT", "99999", "65535"),
        ("WATCH", "maybe", "KNOTMAP_WATCH"),
        ("LOG_LEVEL", "loud", "debug"),
        ("PUBLIC_URL", "knotmap.example", "https://"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named(variable: str, value: str, word: str) -> None:
    with pytest.raises(SettingsError) as raised:
        settings_from({f"KNOTMAP_{variable}": value})
    assert word in str(raised.value)


def test_the_command_line_changes_what_it_gives_and_nothing_else() -> None:
    settings = Settings(port=1234).changed(port=None, host="localhost")
    assert settings == Settings(port=1234, host="localhost")
