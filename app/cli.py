"""The `knotmap` command: serve the map, check the data files, match marks in the terminal.

Wiring and exit codes only: 0 when all is well, 1 when files or figures are not, 2 when the command
itself was given something it cannot use. What is slow to import is imported by the command that
needs it.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from app.catalogue.catalogue import Catalogue
from app.catalogue.files import LANDMARKS, MODELS, is_data_file
from app.catalogue.findings import CatalogueError, Finding, errors_among
from app.catalogue.loader import check_catalogue, load_catalogue
from app.errors import (
    BadMarkError,
    KnotmapError,
    SettingsError,
    TooManyMarksError,
    UnknownIdError,
    WrongSideError,
)
from app.settings import settings_from

FAILED = 1
MISUSED = 2
# What the person at the keyboard can mend by writing the command differently.
_MISUSES = (BadMarkError, SettingsError, TooManyMarksError, UnknownIdError, WrongSideError)

app = typer.Typer(
    name="knotmap",
    help="An interactive trigger-point referral body map.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)

DataFolder = Annotated[
    Path | None, typer.Option("--data", help="Folder of the data files.", show_default=False)
]


@app.command()
def check(
    file: Annotated[
        Path | None,
        typer.Argument(help="Report on this file alone; a draft may lie elsewhere."),
    ] = None,
    data: DataFolder = None,
    complete: Annotated[
        bool, typer.Option("--complete", help="Fail on notices too: nothing may be unfinished.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Check the data files and report every problem at once."""
    from app.terminal import counted, findings_lines, summary

    folder = settings_from().changed(data=data).data
    if file is not None and not is_data_file(file.name):
        known = ", ".join((*MODELS, LANDMARKS))
        raise SettingsError(f"{file.name} is not a data file", f"name one of {known}")
    if file is not None and not file.exists() and file.name == str(file):
        file = folder / file
    catalogue, findings = check_catalogue(folder, file)
    failing = findings if complete else errors_among(findings)
    failed = bool(failing)
    if as_json:
        _print_json(catalogue, findings, failed=failed)
    else:
        for line in findings_lines(failing):
            typer.echo(line)
        if failed:
            typer.echo(counted(len(failing), "problem"), err=True)
        else:
            clean = "no error" if catalogue is None else summary(catalogue)
            done = clean if file is None else f"{file.name} has no error"
            left = f"; {counted(len(findings), 'notice')} (--complete lists them)"
            typer.echo(f"{done}{left if findings else ''}")
    raise typer.Exit(FAILED if failed else 0)


def _print_json(
    catalogue: Catalogue | None, findings: tuple[Finding, ...], *, failed: bool
) -> None:
    report = {
        "ok": not failed,
        "version": catalogue.version if catalogue is not None else None,
        "findings": [finding.as_json() for finding in findings],
    }
    typer.echo(json.dumps(report, ensure_ascii=False, indent=2))


@app.command()
def match(
    marks: Annotated[
        list[str],
        typer.Argument(help="Where it hurts: zone:left, zone:right, a midline zone; ! for most."),
    ],
    symptom: Annotated[
        list[str] | None, typer.Option("--symptom", help="Id of a non-pain symptom; repeatable.")
    ] = None,
    limit: Annotated[int, typer.Option(min=1, help="How many candidates to show.")] = 10,
    warnings: Annotated[
        bool, typer.Option("--warnings", help="List every warning sign, not the urgent ones only.")
    ] = False,
    data: DataFolder = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print what the API answers to the same marks.")
    ] = False,
) -> None:
    """Show which trigger points are described as referring to where it hurts."""
    from app.figures import load_figures
    from app.matching.engine import Engine
    from app.terminal import answer_lines, read_mark
    from app.web.warning_signs import signs_as_json

    settings = settings_from().changed(data=data)
    catalogue = load_catalogue(settings.data)
    read = [read_mark(text, number, catalogue) for number, text in enumerate(marks, start=1)]
    engine = Engine(catalogue, load_figures(settings.figures))
    if as_json:
        signs = signs_as_json(catalogue.warnings_for(mark.zone for mark in read))
        typer.echo(engine.match_json(read, symptom or (), limit, signs).decode())
        return
    answer = engine.match(read, symptom or (), limit)
    for line in answer_lines(answer, read, catalogue, all_warnings=warnings):
        typer.echo(line)


@app.command()
def serve(
    host: Annotated[
        str | None, typer.Option(help="Address to listen on.", show_default="127.0.0.1")
    ] = None,
    port: Annotated[
        int | None,
        typer.Option(help="Port; another when it is taken.", show_default="8000"),
    ] = None,
    no_open: Annotated[
        bool, typer.Option("--no-open", help="Do not open the map in a browser.")
    ] = False,
    data: DataFolder = None,
) -> None:
    """Serve the map."""
    from app.server import serve_map

    settings = settings_from().changed(host=host, port=port, data=data)
    serve_map(settings, open_browser=not no_open, tell=typer.echo)


@app.command("contact-sheets")
def contact_sheets(
    out: Annotated[Path, typer.Option(help="Folder that the pictures are written to.")],
    data: DataFolder = None,
) -> None:
    """Draw all muscles of each region on one picture, as PNG."""
    from app.drawings import load_drawings
    from app.figures import load_figures
    from app.web.contact_sheets import contact_sheet
    from app.web.pictures import PictureBook
    from app.web.plate_style import PlateStyle, read_tokens
    from app.web.plates import PlateMaker
    from app.web.png import render_png
    from app.web.wording import REGIONS

    settings = settings_from().changed(data=data)
    catalogue, figures = load_catalogue(settings.data), load_figures(settings.figures)
    style = PlateStyle(read_tokens(settings.static))
    drawings = load_drawings(settings.figures)
    maker = PlateMaker(catalogue, figures, drawings, PictureBook(figures), style)
    out.mkdir(parents=True, exist_ok=True)
    for region, name in REGIONS.items():
        muscles = [muscle for muscle in catalogue.muscles if muscle.region is region]
        svg = contact_sheet(maker, style, f"Muscles: {name}", muscles, catalogue.version)
        path = out / f"{region.value}.png"
        path.write_bytes(render_png(svg, zoom=1.0))
        typer.echo(f"{path}: {len(muscles)} muscles")


def main() -> None:
    """Run the command line and exit."""
    try:
        app()
    except CatalogueError as error:
        for finding in error.findings:
            print(finding, file=sys.stderr)
        _fail("the catalogue cannot be used", "mend the lines named above", FAILED)
    except KnotmapError as error:
        _fail(error.message, error.fix, MISUSED if isinstance(error, _MISUSES) else FAILED)


def _fail(message: str, fix: str, status: int) -> None:
    print(f"knotmap: {message}; {fix}", file=sys.stderr)
    sys.exit(status)


if __name__ == "__main__":
    main()
