"""Write a constructed view as SVG, as `static/svg/README.md` promises: half of it, and its mirror.

Takes a diagram, gives text. Colours are the page's business: classes only.
"""

from __future__ import annotations

import shapely

from atlas.curves import Finish, Line, fit_lines
from atlas.diagrams.diagram import Diagram, Points
from atlas.diagrams.forms import closed_curve, open_curve
from atlas.diagrams.places import STEP_MM, loop
from atlas.diagrams.relief import draw_relief
from atlas.paths import open_path_data, path_data
from atlas.svg_writer import MIRROR, pins_group, svg_document, zones_group

# Lines on bones are sampled finely and written with few curves.
FINISH, SAMPLE_MM = Finish(0.0, 0.12), 0.4
TOOTH_STEP_MM = 0.2


def write_diagram(diagram: Diagram) -> str:
    """Write the whole view."""
    over = [*(one.outline() for one in diagram.ligaments), *diagram.teeth]
    before = shapely.union_all([shapely.Polygon(closed_curve(outline)) for outline in over])
    relief = draw_relief(diagram.bones, diagram.box_mm, before)
    ground, clip = f"{diagram.view_id}-ground", f"{diagram.view_id}-bones"
    tones = "".join(_path(f"bone-{n}", data) for n, data in enumerate(relief.tones, start=1))
    shade = (
        f'<defs><path id="{ground}" d="{relief.ground}"/>'
        f'<clipPath id="{clip}"><use href="#{ground}" clip-rule="evenodd"/></clipPath></defs>'
    )
    shade += "".join(_path(tone, _loops((outline,))) for tone, outline in diagram.softs)
    shade += _half(
        f"{diagram.view_id}-shade",
        "".join(_path(tone, _loops((outline,))) for tone, outline in diagram.softs_left)
        + _path("membrane", _loops(diagram.membranes))
        + f'<g clip-path="url(#{clip})" fill-rule="evenodd">'
        f'<use class="bone-0" href="#{ground}"/>{tones}</g>'
        + _path("membrane", _loops(tuple(one.outline() for one in diagram.ligaments)))
        + _path("tooth", _loops(diagram.teeth, TOOTH_STEP_MM)),
    )
    strands = tuple(line for one in diagram.ligaments for line in one.strands())
    lines = _half(
        f"{diagram.view_id}-lines",
        _path("outline", relief.lines)
        + _path("edge", _lines((*diagram.marks, *strands)))
        + _path("ghost", _lines(diagram.ghosts)),
    )
    return svg_document(
        diagram.view_id,
        diagram.box_mm,
        (
            f'<g class="figure-shade">{shade}</g>\n',
            f'<g class="figure-lines">{lines}</g>\n',
            zones_group(diagram.zones),
            pins_group(()),
        ),
    )


def _path(name: str, data: str) -> str:
    return f'<path class="{name}" d="{data}"/>' if data else ""


def _half(name: str, content: str) -> str:
    """Draw what lies on the left, and mirror it."""
    return f'<g id="{name}">{content}</g><use href="#{name}"{MIRROR}/>'


def _loops(outlines: tuple[Points, ...], step_mm: float = STEP_MM) -> str:
    return path_data(loop(outline, step_mm).segments for outline in outlines)


def _lines(lines: tuple[Points, ...]) -> str:
    asked = [Line(open_curve(line), 2 * k, 2 * k + 1, FINISH) for k, line in enumerate(lines)]
    return "".join(open_path_data(c.segments) for c in fit_lines(asked, step_mm=SAMPLE_MM))
