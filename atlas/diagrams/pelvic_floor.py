"""The pelvic outlet from below, as an examiner sees a person who lies on the back, legs apart.

The pubic symphysis is at the top, the tailbone at the bottom, the sitting bones at the sides; the
patient's left is on the picture's right. Distances are rounded means of adults of both sexes: about
10 cm between the sitting bones, and from the symphysis to the tip of the tailbone. Organs are not
drawn: their places are areas without a form of their own.
"""

from __future__ import annotations

from atlas.diagrams.diagram import Diagram, Ligament, across
from atlas.diagrams.forms import Bone, Hollow, Plate, Rod
from atlas.diagrams.places import midline, sided
from atlas.pictures import Box

VIEW_ID = "pelvic-floor"
BOX_MM: Box = (-116.0, 0.0, 232.0, 222.0)

# Nearer the viewer is higher: the sitting bones are the lowest part of the pelvis.
HIP_BONE = Bone(
    "hip-bone",
    (
        # Body of the pubis and its upper branch, to the socket of the hip.
        Rod(((11.0, 27.0, 9.4, -2.0), (13.0, 38.0, 9.0, 2.0))),
        Rod(((12.0, 27.0, 9.4, -2.0), (26.0, 21.0, 7.6, -5.0), (42.0, 20.0, 6.8, -9.0),
             (60.0, 27.0, 8.4, -13.0), (76.0, 41.0, 13.0, -16.0))),
        # Lower branch, to the sitting bone.
        Rod(((10.5, 38.0, 8.0, 2.0), (18.5, 51.0, 5.6, 4.0), (29.0, 66.5, 5.2, 7.0),
             (40.0, 80.5, 6.4, 9.0), (50.0, 93.0, 8.6, 10.0))),
        Rod(((51.0, 94.0, 9.4, 10.0), (58.0, 104.0, 12.0, 9.0), (63.5, 114.0, 12.6, 7.0),
             (67.0, 122.0, 10.0, 3.0))),
        # Body of the sitting bone, up to the socket.
        Rod(((63.0, 106.0, 12.0, 4.0), (72.0, 93.0, 12.5, -5.0), (82.0, 78.0, 15.0, -12.0))),
        Rod(((84.0, 52.0, 17.0, -17.0), (90.0, 66.0, 19.0, -16.0), (87.0, 82.0, 17.0, -15.0))),
    ),
    20.0,
    fillet_mm=6.0,
    rounding_mm=2.5,
    hollows=(Hollow((102.0, 66.0), (13.0, 19.0), 15.0, -8.0),),
)  # fmt: skip
SPINE = Bone(
    "ischial-spine",
    (Rod(((86.0, 96.0, 13.0, -2.0), (78.0, 114.0, 9.0, 0.0), (63.0, 127.5, 5.2, 0.0),
          (45.5, 131.0, 2.2, 0.0))),),
    2.0,
)  # fmt: skip
# The hip bone behind the great sciatic notch, up to its joint with the sacrum.
ILIUM = Bone(
    "ilium",
    (
        Plate(((84.0, 100.0), (97.0, 94.0), (106.0, 106.0), (109.0, 128.0), (105.0, 154.0),
               (94.0, 178.0), (77.0, 197.0), (58.0, 209.0), (42.0, 211.0), (38.0, 200.0),
               (47.0, 191.0), (60.0, 177.0), (70.0, 158.0), (74.0, 138.0)), 5.0),
    ),
    -20.0,
    rounding_mm=3.0,
)  # fmt: skip
SACRUM = Bone(
    "sacrum",
    (
        Plate(
            across(((0.0, 166.0), (11.0, 166.5), (20.0, 172.0), (26.0, 180.0), (33.0, 188.0),
                    (43.0, 197.0), (47.0, 205.0), (40.0, 212.0), (24.0, 215.5), (0.0, 217.0))),
            13.0,
        ),
        Rod(((0.0, 172.0, 4.2, 11.5), (0.0, 190.0, 5.0, 13.0), (0.0, 209.0, 5.0, 10.0))),
    ),
    -9.0,
    (
        Hollow((12.5, 181.0), (3.0, 2.4), 5.0),
        Hollow((16.5, 194.0), (3.6, 2.8), 6.0),
        Hollow((20.0, 206.0), (3.8, 2.6), 5.0),
    ),
)  # fmt: skip
COCCYX = Bone(
    "coccyx",
    (
        Plate(across(((0.0, 155.0), (7.0, 155.5), (13.5, 159.0), (14.5, 162.5), (10.0, 166.0),
                      (0.0, 168.5))), 5.0, -1.0),
        Rod(((0.0, 155.0, 7.6, 0.0), (0.0, 148.0, 6.2, 1.5), (0.0, 142.5, 4.4, 2.0))),
    ),
    4.0,
)  # fmt: skip
BONES = (HIP_BONE, SPINE, ILIUM, SACRUM, COCCYX)

# From the sitting bone to the side of the sacrum; what runs to the tailbone is left out, so that
# the muscle under it lies open.
LIGAMENTS = (
    Ligament("sacrotuberous-ligament", (
        ((70.5, 121.0), (57.5, 117.5)),
        ((58.5, 139.0), (47.0, 136.0)),
        ((47.5, 168.0), (35.0, 158.0)),
        ((44.5, 199.0), (19.5, 172.5)),
    ), 8),
)  # fmt: skip
# The membrane that closes the hip bone's opening.
MEMBRANES = (
    ((17.0, 36.0), (30.0, 23.0), (52.0, 25.0), (70.0, 40.0), (76.0, 58.0), (72.0, 80.0),
     (60.0, 90.0), (46.0, 84.0), (34.0, 69.0), (22.0, 52.0)),
)  # fmt: skip
MARKS = (
    # Joints of the tailbone and of the sacrum, and the notch between the two.
    ((0.0, 151.8), (3.6, 151.6), (6.2, 150.6)),
    ((0.0, 145.8), (3.0, 145.6), (4.9, 144.8)),
    ((0.0, 164.8), (6.0, 164.2), (10.5, 163.4)),
    # The rough ridge of the sitting bone.
    ((52.0, 99.0), (57.0, 109.0), (62.5, 117.5), (65.5, 123.0)),
    # The socket's rim.
    ((93.0, 45.5), (88.0, 57.0), (88.5, 73.0), (96.0, 86.5)),
)
# The floor itself, as a soft ground from bone to bone, and the dip of the anus in it.
SOFTS = (
    ("tone-3", across(((0.0, 30.0), (4.0, 31.0), (8.0, 43.0), (22.0, 62.0), (37.0, 83.0),
                       (50.0, 103.0), (54.0, 122.0), (48.0, 137.0), (36.0, 154.0),
                       (19.0, 172.0), (0.0, 173.0)))),
    ("tone-2", across(((0.0, 50.0), (9.0, 55.0), (21.0, 73.0), (34.0, 91.0), (43.0, 107.0),
                       (45.0, 121.0), (38.0, 135.0), (26.0, 148.0), (13.0, 158.0), (0.0, 160.0)))),
    ("tone-1", across(((0.0, 62.0), (8.0, 66.0), (17.0, 80.0), (26.0, 95.0), (32.0, 110.0),
                       (30.0, 124.0), (22.0, 135.0), (11.0, 141.0), (0.0, 142.0)))),
    ("membrane", across(((0.0, 21.0), (4.0, 22.0), (5.0, 33.0), (4.0, 44.0), (0.0, 47.0)))),
    ("tone-3", across(((0.0, 106.5), (5.5, 108.5), (8.0, 116.0), (5.5, 123.5), (0.0, 125.5)))),
    ("tone-4", across(((0.0, 110.0), (3.2, 111.5), (4.6, 116.0), (3.2, 120.5), (0.0, 122.0)))),
    ("tone-6", across(((0.0, 113.2), (1.3, 114.0), (1.9, 116.0), (1.3, 118.0), (0.0, 118.8)))),
)  # fmt: skip
# Places. None has a form of its own: they part the ground between the bones.
ZONES = (
    midline("penis-clitoris", across(((0.0, 45.0), (6.0, 46.0), (9.6, 51.0), (8.0, 57.5),
                                      (0.0, 59.0)))),
    midline("vagina", across(((0.0, 61.0), (6.0, 63.0), (9.0, 72.0), (7.0, 81.0), (0.0, 83.5)))),
    *sided("testicle-labium", ((11.5, 56.0), (15.5, 55.5), (20.0, 62.0), (25.0, 71.0),
                               (24.0, 79.0), (16.5, 84.0), (10.5, 83.0), (12.0, 73.0),
                               (10.5, 63.0))),
    midline("perineum", across(((0.0, 85.5), (12.0, 86.5), (23.0, 86.5), (31.0, 91.0),
                                (31.5, 97.0), (23.0, 99.5), (11.0, 97.5), (0.0, 96.5)))),
    midline("rectum-anus", across(((0.0, 98.0), (10.0, 99.8), (17.0, 107.0), (18.5, 117.0),
                                   (15.0, 127.5), (8.0, 133.0), (0.0, 134.6)))),
    midline("coccyx", across(((0.0, 136.5), (5.0, 138.0), (8.0, 145.0), (10.5, 153.0),
                              (15.5, 160.0), (13.0, 165.0), (0.0, 166.5)))),
    midline("sacrum", across(((0.0, 168.0), (11.0, 167.0), (20.0, 172.0), (26.0, 180.0),
                              (33.0, 188.0), (43.0, 197.0), (47.0, 205.0), (40.0, 212.0),
                              (24.0, 215.5), (0.0, 217.0)))),
)  # fmt: skip

DIAGRAM = Diagram(
    VIEW_ID, BOX_MM, BONES, ZONES,
    softs=SOFTS, membranes=MEMBRANES, ligaments=LIGAMENTS, marks=MARKS,
)  # fmt: skip
