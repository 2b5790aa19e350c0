"""The jaw opened: each side of the skull from its own side, a window cut into the lower jaw.

The arch of the cheekbone and the upper front part of the jaw's branch are taken away, so that the
pterygoid plate and the muscles between it, the jaw's neck and the inside of the jaw's angle lie
open; what is gone is drawn as a broken line. The left side is on the right of the picture and looks
to the middle, as in the pictures of the feet from outside. Distances are rounded adult means: 10 cm
from the front teeth to the condyle, 6 cm from the condyle to the angle.
"""

from __future__ import annotations

from atlas.diagrams.diagram import Diagram, Ligament, Points
from atlas.diagrams.forms import Bone, Hollow, Plate, Rod
from atlas.diagrams.places import sided
from atlas.pictures import Box

VIEW_ID = "jaw-open"
BOX_MM: Box = (-128.0, 0.0, 256.0, 156.0)

# The temple and the base of the skull, cut level above.
TOP_MM = 4.0
BRAINCASE = Bone(
    "braincase",
    (
        Plate(((38.0, -20.0), (78.0, -26.0), (116.0, -22.0), (124.0, 6.0), (125.0, 34.0),
               (121.0, 54.0), (114.0, 66.0), (103.0, 69.0), (95.0, 64.0), (86.0, 64.5),
               (79.0, 62.0), (70.0, 58.5), (60.0, 62.0), (48.0, 62.0), (36.0, 44.0),
               (34.0, 14.0)), 17.0),
        Rod(((110.0, 56.0, 9.0, 7.0), (112.0, 68.0, 8.0, 8.0), (109.5, 80.0, 4.6, 6.0))),
    ),
    0.0,
    (
        # The temple's hollow, the ear canal and the jaw's joint.
        Hollow((52.0, 42.0), (17.0, 26.0), 7.0, -12.0),
        Hollow((106.5, 61.5), (3.6, 3.2), 13.0),
        Hollow((95.0, 64.0), (8.0, 6.0), 8.0),
    ),
    cut_above_mm=TOP_MM,
)  # fmt: skip
# The wing of bone beside the back of the nose, from which both pterygoids arise.
PTERYGOID_PLATE = Bone(
    "pterygoid-plate",
    (
        Plate(((51.0, 57.0), (62.0, 55.0), (68.0, 62.0), (69.5, 74.0), (67.0, 88.0), (62.5, 97.5),
               (57.0, 99.5), (52.0, 94.0), (50.0, 84.0)), 3.0),
    ),
    -6.0,
)  # fmt: skip
# Forehead, eye socket, nose, cheekbone and upper jaw; the cheekbone's branch to the arch is cut.
FACE = Bone(
    "face",
    (
        Plate(((21.0, -20.0), (44.0, -20.0), (45.0, 0.0), (47.0, 12.0), (46.0, 22.0), (39.0, 19.0),
               (30.0, 20.0), (22.0, 26.0), (17.0, 24.0), (15.5, 19.0), (18.0, 6.0)), 7.0, 3.0),
        Rod(((18.5, 21.0, 3.6, 9.0), (27.0, 16.5, 4.4, 8.0), (36.0, 15.5, 4.2, 8.0),
             (43.5, 19.0, 4.0, 8.0))),
        Rod(((43.5, 18.0, 4.2, 8.0), (44.5, 30.0, 3.8, 9.0), (42.5, 42.0, 5.0, 10.0),
             (40.0, 54.0, 8.0, 10.0))),
        Rod(((40.0, 54.0, 8.0, 10.0), (32.0, 57.0, 6.0, 9.0), (25.0, 54.0, 4.0, 7.0))),
        Rod(((40.0, 55.0, 8.0, 10.0), (48.0, 57.0, 5.5, 10.0), (53.0, 57.0, 4.4, 10.0))),
        Plate(((19.5, 21.0), (16.0, 26.0), (11.5, 38.0), (8.5, 46.0), (11.0, 49.5), (17.0, 52.0),
               (20.0, 60.0), (18.5, 68.0), (12.0, 73.0), (8.5, 76.5), (12.0, 80.0), (11.5, 91.0),
               (22.0, 93.0), (38.0, 94.0), (53.0, 92.5), (55.0, 84.0), (53.5, 72.0), (48.0, 60.0),
               (40.0, 54.0), (30.0, 54.0), (25.0, 46.0), (23.5, 34.0), (24.0, 25.0)), 8.0),
    ),
    8.0,
    (Hollow((34.0, 72.0), (9.0, 7.0), 4.0),),
    cut_above_mm=TOP_MM,
    fillet_mm=3.0,
)  # fmt: skip
SOCKET = Bone(
    "eye-socket",
    (Plate(((22.0, 22.0), (42.0, 18.0), (46.0, 40.0), (38.0, 54.0), (24.0, 50.0)), 4.0),),
    -14.0,
)
# What is left of the arch behind, with the knob before the jaw's joint.
ARCH_ROOT = Bone(
    "arch-root",
    (
        Rod(((103.0, 54.0, 2.6, 0.0), (95.0, 55.0, 3.6, 2.0), (86.0, 56.5, 4.2, 5.0),
             (79.0, 56.5, 4.2, 6.0))),
        Rod(((87.0, 57.0, 4.0, 4.0), (86.0, 62.0, 3.4, 4.0))),
    ),
    12.0,
)  # fmt: skip
LOWER_JAW = Bone(
    "lower-jaw",
    (
        Plate(((12.0, 109.0), (12.5, 116.0), (11.0, 124.0), (8.5, 132.0), (9.0, 141.0),
               (14.0, 147.0), (24.0, 149.0), (42.0, 146.5), (58.0, 142.5), (71.0, 140.0),
               (83.0, 138.0), (93.0, 133.0), (98.0, 125.0), (100.0, 113.0), (101.0, 101.0),
               (102.5, 90.0), (103.0, 82.0), (100.0, 76.0), (95.0, 77.0), (92.0, 86.0),
               (89.0, 93.0), (88.5, 103.0), (85.0, 113.0), (78.0, 120.5), (70.0, 121.5),
               (63.0, 117.0), (57.0, 110.5), (46.0, 110.5), (28.0, 110.0)), 7.5),
        Rod(((98.0, 90.0, 4.6, 2.0), (98.4, 80.0, 4.7, 3.0), (98.0, 72.0, 5.6, 3.5))),
    ),
    10.0,
    (Hollow((29.0, 126.0), (2.0, 1.8), 6.0),),
    fillet_mm=3.0,
)  # fmt: skip
BONES = (BRAINCASE, SOCKET, PTERYGOID_PLATE, FACE, ARCH_ROOT, LOWER_JAW)

# Length along the row and height of the crowns of one side, front to back, as this side shows them.
UPPER_CROWNS = ((4.0, 9.2), (4.6, 8.4), (6.4, 9.4), (6.6, 8.4), (6.4, 8.0), (9.6, 7.6), (9.2, 7.2),
                (7.4, 6.6))  # fmt: skip
LOWER_CROWNS = ((3.6, 8.8), (4.2, 8.8), (6.2, 9.4), (6.6, 8.6), (6.8, 8.2), (10.6, 7.6),
                (10.0, 7.2), (7.6, 6.8))  # fmt: skip
UPPER_NECK, LOWER_NECK = ((12.0, 91.0), (53.5, 92.0)), ((13.0, 109.5), (56.5, 110.5))


def crowns(
    sizes: tuple[tuple[float, float], ...],
    neck: tuple[tuple[float, float], tuple[float, float]],
    down: float,
) -> tuple[Points, ...]:
    """Return the outlines of a row of teeth that stands on a line, narrower at the neck.

    Parameters
    ----------
    down : 1 for the upper row, whose crowns hang down, -1 for the lower
    """
    (x0, y0), (x1, y1) = neck
    whole = sum(width for width, _ in sizes)
    found: list[Points] = []
    at = 0.0
    for width, height in sizes:
        start, end = (x0 + share * (x1 - x0) for share in (at / whole, (at + width) / whole))
        base = y0 + (at + width / 2.0) / whole * (y1 - y0)
        narrow, edge = 0.12 * (end - start), base + down * height
        found.append((
            (start + narrow, base), (start + 0.1, base + down * 0.6 * height),
            (start + 2.0 * narrow, edge), (end - 2.0 * narrow, edge),
            (end - 0.1, base + down * 0.6 * height), (end - narrow, base),
            ((start + end) / 2.0, base - down * 1.4),
        ))  # fmt: skip
        at += width
    return tuple(found)


TEETH = (*crowns(UPPER_CROWNS, UPPER_NECK, 1.0), *crowns(LOWER_CROWNS, LOWER_NECK, -1.0))
# The inner side of cheek and throat, behind the window.
SOFTS_LEFT = (
    ("tone-3", ((52.0, 58.0), (72.0, 54.0), (94.0, 60.0), (102.0, 76.0), (100.0, 100.0),
                (94.0, 124.0), (78.0, 130.0), (60.0, 122.0), (52.0, 106.0), (50.0, 82.0))),
    ("tone-2", ((58.0, 64.0), (74.0, 61.0), (88.0, 66.0), (94.0, 82.0), (91.0, 102.0),
                (83.0, 116.0), (72.0, 118.0), (62.0, 110.0), (57.0, 92.0))),
)  # fmt: skip
# The disc between the jaw's head and the base of the skull.
LIGAMENTS = (
    Ligament("disc", (
        ((90.8, 70.5), (92.4, 71.6)), ((93.4, 65.4), (94.2, 67.6)),
        ((98.0, 63.0), (98.0, 66.2)), ((102.6, 65.0), (101.8, 67.4)),
        ((105.2, 70.0), (103.6, 71.0)),
    ), 2),
)  # fmt: skip
GHOSTS = (
    # The jaw's branch with its two processes.
    ((61.0, 112.0), (61.5, 102.0), (64.0, 91.0), (66.0, 80.0), (67.5, 71.0), (70.0, 68.5),
     (73.5, 73.0), (78.0, 82.0), (84.0, 85.5), (90.0, 83.0), (93.5, 78.5)),
    # The arch of the cheekbone.
    ((56.5, 53.2), (66.0, 52.0), (76.0, 52.6)),
    ((56.5, 60.6), (66.0, 60.4), (76.0, 60.2)),
)  # fmt: skip
MARKS = (
    # Seams: brow and cheekbone, cheekbone and upper jaw; the temple's line.
    ((41.0, 28.5), (44.5, 27.8), (48.0, 28.6)),
    ((28.0, 53.0), (32.0, 58.0), (38.0, 62.0), (43.0, 63.5)),
    ((19.5, 25.5), (22.5, 24.5), (24.5, 26.0)),
    # The opening of the ear canal.
    (
        (106.5, 58.1),
        (108.8, 59.0),
        (109.9, 61.5),
        (108.8, 64.0),
        (106.5, 64.9),
        (104.2, 64.0),
        (103.1, 61.5),
        (104.2, 59.0),
        (106.5, 58.1),
    ),
    # Hollows between the roots of the teeth, the oblique line of the lower jaw.
    ((56.0, 113.0), (50.0, 120.0), (40.0, 128.0)),
)

# Places one can tap: what lies over these bones. The teeth have a view of their own.
ZONES = (
    *sided("cheekbone", ((31.0, 52.0), (42.0, 40.5), (48.0, 43.0), (50.5, 51.0), (57.5, 55.0),
                         (56.0, 61.0), (46.0, 63.0), (36.0, 59.0))),
    *sided("maxilla", ((20.0, 58.0), (28.0, 57.5), (34.0, 62.0), (49.5, 65.5), (53.5, 72.0),
                       (54.0, 89.0), (38.0, 91.0), (13.0, 89.5), (13.0, 79.0), (18.5, 70.0))),
    *sided("chin", ((13.5, 112.0), (22.0, 112.5), (26.0, 121.0), (27.0, 134.0), (26.5, 147.5),
                    (17.0, 147.0), (9.5, 140.0), (9.5, 131.0), (12.5, 120.0))),
    *sided("jaw-body", ((25.0, 113.0), (46.0, 112.5), (57.0, 113.0), (64.0, 120.5), (70.0, 124.5),
                        (71.5, 139.0), (55.0, 142.5), (42.0, 146.0), (29.0, 147.5), (29.5, 133.0),
                        (28.5, 121.0))),
    *sided("jaw-angle", ((73.5, 125.0), (82.0, 122.0), (88.5, 113.5), (89.5, 103.0), (100.5, 103.0),
                         (99.5, 114.0), (95.5, 128.0), (87.0, 136.0), (74.0, 138.5))),
    *sided("jaw-joint", ((86.5, 66.0), (91.0, 61.5), (98.0, 60.5), (103.0, 65.5), (104.0, 75.0),
                         (101.0, 83.5), (94.0, 84.0), (89.0, 76.0))),
    *sided("ear-inside", ((106.5, 57.0), (110.0, 59.5), (110.0, 64.0), (106.5, 66.0),
                          (103.5, 63.5), (103.5, 59.5))),
    *sided("mastoid", ((112.0, 62.0), (118.5, 62.0), (119.5, 69.0), (115.0, 80.0), (110.0, 84.0),
                       (106.5, 79.0), (107.0, 70.0))),
    *sided("temple", ((48.5, 10.0), (60.0, 6.5), (72.0, 8.0), (79.0, 21.0), (75.0, 40.0),
                      (64.0, 50.0), (53.0, 47.0), (49.0, 32.0))),
)  # fmt: skip

DIAGRAM = Diagram(
    VIEW_ID, BOX_MM, BONES, ZONES, softs_left=SOFTS_LEFT, ligaments=LIGAMENTS, teeth=TEETH,
    marks=MARKS, ghosts=GHOSTS,
)  # fmt: skip
