"""Write a view as SVG, exactly as `static/svg/README.md` promises.

Takes shapes, shading and pins in picture mm, gives text. Colours are the page's business: classes
only.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from xml.sax.saxutils import escape

from atlas.coverage import Loop
from atlas.mouth import MouthArt
from atlas.paths import number, open_path_data, path_data
from atlas.pictures import Box, Picture, ZoneShape
from atlas.pins import Pin
from atlas.shading import Shade, tone_classes

# The word beside a pin's dot stands this far from it, as a share of the dot's radius.
LABEL_GAP = 1.5
MIRROR = ' transform="scale(-1 1)"'


def plain(value: float) -> str:
    """Write a coordinate in tenths of a mm."""
    return number(round(value * 10.0))


def loops_data(loops: Iterable[Loop]) -> str:
    """Write loops as path data."""
    return path_data(loop.segments for loop in loops)


def _path(class_name: str, data: str) -> str:
    return f'<path class="{class_name}" d="{data}"/>' if data else ""


def shade_group(view_id: str, silhouette: str, shade: Shade, *, is_mirrored: bool) -> str:
    """Write the tone bands, clipped by the outline.

    Parameters
    ----------
    silhouette : path data of the outline
    is_mirrored : the shade is that of the view's mirror image
    """
    classes = tone_classes(len(shade.tones) + 1)
    inner = "".join(
        _path(f"tone {name}", data) for name, data in zip(classes[1:], shade.tones, strict=True)
    )
    inner += "".join(
        _path(name, data)
        for name, data in (
            ("accent", shade.accents),
            ("eye", shade.eyes),
            ("iris", shade.irises),
            ("pupil", shade.pupils),
            ("cut", shade.cut),
        )
    )
    if shade.is_half:
        half = f"{view_id}-half"
        inner = f'<g id="{half}">{inner}</g><use href="#{half}"{MIRROR}/>'
        inner += _path("accent", shade.accents_across)
    elif is_mirrored:
        inner = f"<g{MIRROR}>{inner}</g>"
    outline, clip = f"{view_id}-silhouette", f"{view_id}-outline"
    return (
        f'<defs><path id="{outline}" d="{silhouette}"/>'
        f'<clipPath id="{clip}"><use href="#{outline}" clip-rule="evenodd"/></clipPath></defs>'
        f'<g class="figure-shade" clip-path="url(#{clip})" fill-rule="evenodd">'
        f'<use class="tone {classes[0]}" href="#{outline}"/>{inner}</g>\n'
    )


def lines_group(view_id: str, picture: Picture) -> str:
    """Write the outline and the inner edges."""
    edges = "".join(open_path_data(curve.segments) for curve in picture.edges)
    return (
        f'<g class="figure-lines"><use class="outline" href="#{view_id}-silhouette"/>'
        f"{_path('edge', edges)}</g>\n"
    )


def zones_group(shapes: Sequence[ZoneShape]) -> str:
    """Write every zone as one path; a right twin is its left, mirrored."""
    found = ['<g class="figure-zones" fill-rule="evenodd">']
    for shape in shapes:
        data = loops_data(loop.mirrored() if shape.is_twin else loop for loop in shape.loops)
        found.append(
            f'<path class="zone" data-zone="{shape.zone}" data-side="{shape.side}"'
            f'{MIRROR if shape.is_twin else ""} d="{data}"/>'
        )
    return "\n".join(found) + "\n</g>\n"


def pins_group(pins: Sequence[Pin]) -> str:
    """Write the pins: leader, spot, dot and word."""
    found = ['<g class="figure-pins">']
    for pin in pins:
        (x0, y0), (x1, y1) = pin.spot, pin.dot
        gap = LABEL_GAP * pin.radius
        anchor, at = ("start", x1 + gap) if pin.reads_rightward else ("end", x1 - gap)
        found.append(
            f'<g class="pin" data-zone="{pin.zone}" data-side="{pin.side}">'
            f'<path class="pin-leader" d="M{plain(x0)} {plain(y0)}L{plain(x1)} {plain(y1)}"/>'
            f'<circle class="pin-spot" cx="{plain(x0)}" cy="{plain(y0)}" '
            f'r="{plain(pin.radius / 5.0)}"/>'
            f'<circle class="pin-dot" cx="{plain(x1)}" cy="{plain(y1)}" r="{plain(pin.radius)}"/>'
            f'<text class="pin-label" x="{plain(at)}" y="{plain(y1)}" text-anchor="{anchor}" '
            f'dominant-baseline="central">{escape(pin.label)}</text></g>'
        )
    return "\n".join(found) + "\n</g>\n" if pins else '<g class="figure-pins"></g>\n'


def svg_document(view_id: str, box_mm: Box, groups: Iterable[str]) -> str:
    """Put groups into a view's document, with the empty group in which points are drawn."""
    box = " ".join(plain(value) for value in box_mm)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}" data-view="{view_id}">\n'
        f'{"".join(groups)}<g class="figure-points"></g>\n</svg>\n'
    )


def write_view(
    picture: Picture, shade: Shade, pins: Sequence[Pin], *, is_mirrored: bool = False
) -> str:
    """Write a whole view."""
    view_id = picture.view_id
    return svg_document(
        view_id,
        picture.box_mm,
        (
            shade_group(view_id, loops_data(picture.outline), shade, is_mirrored=is_mirrored),
            lines_group(view_id, picture),
            zones_group(picture.shapes),
            pins_group(pins),
        ),
    )


# The mouth's artwork in tones, from back to front; what they are is said in `mouth.MouthArt`.
MOUTH_TONES = (
    ("lips", "tone-5"),
    ("cavity", "tone-9"),
    ("gums", "tone-6"),
    ("throat", "tone-8"),
    ("palate", "tone-5"),
    ("tongue", "tone-4"),
    ("teeth", "tone-0"),
)


def write_mouth(picture: Picture, art: MouthArt) -> str:
    """Write the view of the open mouth."""
    tones = "".join(
        _path(f"tone {tone}", loops_data(getattr(art, name))) for name, tone in MOUTH_TONES
    )
    rims = loops_data((*art.lips, *art.cavity))
    grooves = "".join(open_path_data(line) for line in art.grooves)
    return svg_document(
        picture.view_id,
        picture.box_mm,
        (
            f'<g class="figure-shade" fill-rule="evenodd">{tones}</g>\n',
            f'<g class="figure-lines">{_path("outline", rims)}{_path("edge", grooves)}</g>\n',
            zones_group(picture.shapes),
            pins_group(()),
        ),
    )
