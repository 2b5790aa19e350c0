"""The words that pages use for the vocabulary's ids: sides, levels, regions, confidence, frequency.

Plain words only; clinical statements come from the catalogue's files.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from app.catalogue.models import (
    Confidence,
    FrequencyClass,
    Laterality,
    Level,
    Muscle,
    Referral,
    Region,
    Side,
    Source,
    TriggerPoint,
    WarningLevel,
    Zone,
    ZoneKind,
)

REGIONS: dict[Region, str] = {
    Region.HEAD_NECK: "Head and neck",
    Region.SHOULDER_BACK: "Shoulder and upper back",
    Region.ARM: "Upper arm",
    Region.FOREARM_HAND: "Forearm and hand",
    Region.TRUNK: "Chest, abdomen and low back",
    Region.PELVIS_HIP: "Pelvis and hip",
    Region.THIGH: "Thigh",
    Region.LEG: "Lower leg",
    Region.FOOT: "Foot",
}

AREA_GROUPS: dict[str, str] = {
    "head_neck": "Head and neck",
    "upper_back_shoulder_arm": "Upper back, shoulder and arm",
    "elbow_to_finger": "Elbow to fingers",
    "torso": "Chest, belly and back",
    "lower_torso": "Low back, pelvis and buttock",
    "hip_thigh_knee": "Hip, thigh and knee",
    "leg_ankle_foot": "Lower leg, ankle and foot",
}

VIEW_GROUPS: dict[str, str] = {
    "body": "Body",
    "head": "Head",
    "hands": "Hands",
    "legs": "Legs",
    "feet": "Feet",
    "mouth": "Inside",
    "jaw": "Inside",
    "pelvis": "Inside",
}


def view_group(group: str) -> str:
    """Name a group of views."""
    return VIEW_GROUPS.get(group, upper_first(group))


SIDE_LABELS: dict[Side, str] = {Side.LEFT: "Left", Side.RIGHT: "Right", Side.MIDLINE: "Middle"}

LEVELS: dict[Level, str] = {Level.ESSENTIAL: "main pattern", Level.SPILLOVER: "wider pattern"}

STRENGTHS: dict[str, str] = {
    "strong": "Strong match",
    "possible": "Possible match",
    "weak": "Weak match",
}

CONFIDENCES: dict[Confidence, str] = {
    Confidence.HIGH: "sources agree on this point",
    Confidence.MEDIUM: "sources mostly agree on this point",
    Confidence.LOW: "sources differ on this point",
}

FREQUENCIES: dict[FrequencyClass, str] = {
    FrequencyClass.HIGH: "Among the muscles in which trigger points are reported most often",
    FrequencyClass.MIDDLE: "Trigger points are reported in this muscle fairly often",
    FrequencyClass.LOW: "Trigger points are reported in this muscle rarely",
    FrequencyClass.UNKNOWN: "No count of trigger points in this muscle is recorded here",
}

WARNING_LEVELS: dict[WarningLevel, str] = {
    WarningLevel.EMERGENCY: "Emergency: call an ambulance or go to an emergency department now",
    WarningLevel.SAME_DAY: "Get medical help today",
    WarningLevel.SOON: "See a doctor or physiotherapist in the next days",
}


def upper_first(text: str) -> str:
    """Begin a label with a capital and leave the rest as it is."""
    return text[:1].upper() + text[1:]


def zone_on_side(zone: Zone, side: Side) -> str:
    """Name a zone on a side: "left temple", or "breastbone" on the midline."""
    return zone.label if side is Side.MIDLINE else f"{side.value} {zone.label}"


def mark_value(zone: Zone, side: Side) -> str:
    """Write a zone on a side as the value of a checkbox."""
    return f"{zone.id}:{side.value}"


def map_link(marks: Iterable[tuple[str, Side]]) -> str:
    """Write the address of the map with marks on it; they stay in the fragment, on the client."""
    texts = [zone if side is Side.MIDLINE else f"{zone}:{side.value}" for zone, side in marks]
    return f"/#m={','.join(dict.fromkeys(texts))}" if texts else "/"


def muscle_on_side(muscle: Muscle, side: Side) -> str:
    """Name a muscle on a side: "Left temporalis"."""
    name = muscle.name[:1].lower() + muscle.name[1:]
    return f"{SIDE_LABELS[side]} {name}"


def where_felt(referral: Referral, zone: Zone) -> str:
    """Say on which side a referral is felt, seen from its trigger point."""
    if zone.kind is ZoneKind.MIDLINE:
        return "in the middle"
    return {
        Laterality.SAME: "same side",
        Laterality.BOTH: "both sides",
        Laterality.OPPOSITE: "opposite side",
    }[referral.laterality]


def sides_felt(referral: Referral, zone: Zone, point_side: Side) -> tuple[Side, ...]:
    """Resolve a referral of a trigger point on a side to the sides of its zone."""
    if zone.kind is ZoneKind.MIDLINE:
        return (Side.MIDLINE,)
    other = Side.RIGHT if point_side is Side.LEFT else Side.LEFT
    return {
        Laterality.SAME: (point_side,),
        Laterality.BOTH: (Side.LEFT, Side.RIGHT),
        Laterality.OPPOSITE: (other,),
    }[referral.laterality]


def point_heading(muscle: Muscle, point: TriggerPoint) -> str:
    """Write a trigger point's label as a heading: TrP1, "upper TrPs" or "TrP, less common"."""
    if re.fullmatch(r"TrP\d+\b.*", point.label):
        return f"Trigger point {point.label}"
    words = re.sub(r"\bTrPs\b", "trigger points", point.label)
    heading = upper_first(re.sub(r"\bTrP\b", "trigger point", words))
    n = point_numbers(muscle).get(point.id)
    return heading if n is None else f"{n}. {heading}"


def point_numbers(muscle: Muscle) -> dict[str, int]:
    """Give the number that stands beside each X of a muscle with several trigger points.

    A point that the books number keeps that number (TrP4); others are counted in their order.
    """
    points = muscle.trigger_points
    if len(points) == 1:
        return {}
    own = [re.match(r"TrP(\d+)\b", point.label) for point in points]
    numbers = [int(found[1]) if found else n for n, found in enumerate(own, start=1)]
    if len(set(numbers)) < len(numbers):
        numbers = list(range(1, len(points) + 1))
    return {point.id: n for point, n in zip(points, numbers, strict=True)}


def numbered_label(muscle: Muscle, point: TriggerPoint) -> str:
    """Write a trigger point's label with its number on the pictures: TrP4, or "2 (upper TrP)"."""
    n = point_numbers(muscle).get(point.id)
    is_said = n is None or re.match(rf"TrP{n}\b", point.label)
    return point.label if is_said else f"{n} ({point.label})"


def point_name(muscle_name: str, muscle: Muscle, point: TriggerPoint) -> str:
    """Name a trigger point by its muscle, and by its label where the muscle has several."""
    is_only = len(muscle.trigger_points) == 1
    return muscle_name if is_only else f"{muscle_name}, {point.label}"


def joined(words: list[str], last: str = "and") -> str:
    """Write a list as words: "a, b and c"."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def counted(number: int, one: str, many: str | None = None) -> str:
    """Write a number with its noun: "1 muscle", "3 muscles"."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def source_text(source: Source) -> str:
    """Write a source as one line of a bibliography, without its address."""
    parts = [source.authors, source.title, str(source.year) if source.year else None]
    return ". ".join(part.rstrip(".") for part in parts if part) + "."
