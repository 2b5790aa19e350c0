"""A small, faultless data folder in YAML, to load, and to break one line at a time."""

from __future__ import annotations

from pathlib import Path

# A faultless data folder: each file shows each kind of record once or twice.
DATA: dict[str, str] = {
    "zones.yaml": """\
groups:
- {id: head, label: Head}
- {id: chest, label: Chest}
zones:
- {id: temple, label: temple, group: head, kind: sided, place: surface, also: [side of the head]}
- {id: eyebrow, aliases: [brow], label: eyebrow, group: head, kind: sided, place: surface}
- {id: ear-inside, label: inside the ear, group: head, kind: sided, place: deep}
- {id: sternum, label: breastbone, group: chest, kind: midline, place: surface}
areas:
- {id: temporal_headache, name: temporal headache, plain: headache, group: head, zones: [temple]}
""",
    "sources.yaml": """\
sources:
- {id: fernandez-2006, kind: study, title: A study of the temple, year: 2006, url: https://example.org/1}
- {id: simons-1999, kind: book, title: The manual, authors: 'Simons, Travell', year: 1999}
""",
    "symptoms.yaml": """\
symptoms:
- {id: dizziness, label: dizziness, also: [vertigo]}
- {id: tooth-hypersensitivity, label: over-sensitive teeth}
""",
    "warnings.yaml": """\
warnings:
- {id: heart, level: emergency, sign: pressing pain in the chest, zones: [sternum], basis: recalled}
""",
    "techniques.yaml": """\
techniques:
- id: muscle-stripping
  name: Muscle stripping
  plain: Slow gliding along the fibres
  what: a slow glide along a muscle
  how: [glide slowly]
  suits: long muscles
  feels: bearable pressure
  avoid: [over varicose veins]
  evidence: little studied
  source: simons-1999
  basis: recalled
- id: pnf-stretching
  name: PNF stretching
  plain: Tense, let go, then lengthen
  what: a stretch after a gentle push
  how: [push gently, let go]
  suits: short muscles
  feels: a pull
  avoid: [in fresh injuries]
  evidence: gains range at once
  source: simons-1999
  basis: recalled
""",
    "gaps.yaml": """\
gaps:
- {id: eye-muscles, name: Muscles of the eye, why: no source at hand draws a pattern}
""",
    "care.yaml": """\
care:
- muscle: temporalis
  source: simons-1999
  basis: recalled
  companions:
  - {muscle: sternalis, how: satellite, note: rarely}
  look_alikes:
  - {condition: giant cell arteritis, tell: a thick and tender artery}
  techniques:
  - {technique: muscle-stripping, how: glide upward with flat fingers}
  stretch: {how: open the jaw slowly, avoid: after surgery of the jaw}
  self_care:
  - Rest flat fingers on the temple for a minute.
- muscle: sternalis
  source: simons-1999
  basis: recalled
  companions:
  - {muscle: temporalis, how: synergist}
  look_alikes:
  - {condition: heart disease, tell: pressing pain with effort}
  techniques:
  - {technique: pnf-stretching, how: with the arms open}
  self_care:
  - Breathe slowly into the chest.
""",
    "trigger_points.yaml": """\
version: "2026.11"
muscles:
- id: temporalis
  aliases: [temporal]
  name: Temporalis
  latin: Musculus temporalis
  plain: Temple muscle
  synonyms: [temporal muscle]
  region: head-neck
  depth: superficial
  attachments:
    origin: temporal fossa
    insertion: coronoid process
  action: closes the jaw
  nerve: deep temporal nerves
  roots: cranial nerve V
  frequency:
    level: middle
    source: fernandez-2006
    basis: read
    note: in one study
    figures:
    - {percent: 40, percent_to: 50, kind: active, who: adults, n: 20,
       source: simons-1999, basis: recalled}
  overload: [clenching the teeth]
  symptoms:
  - {text: upper teeth ache, symptom: tooth-hypersensitivity, source: simons-1999, basis: recalled}
  - {text: dizziness, symptom: dizziness, strength: weak, source: simons-1999, basis: recalled}
  disagreements:
  - about: where the pain is strongest
    versions:
    - {says: the brow, source: simons-1999, basis: recalled}
    - {says: the temple, source: simons-1999, basis: recalled}
    kept: both are kept
  cautions: []
  sources: [simons-1999]
  trigger_points:
  - id: temporalis-1
    label: TrP1
    place: front fibres
    position: {between: [pterion, zygomatic-arch-mid], along: 0.3, offset_mm: {up: 5}}
    confidence: high
    source: simons-1999
    basis: recalled
    referrals:
    - {zone: eyebrow, level: essential}
    - {zone: temple, level: spillover, laterality: both}
  - id: temporalis-2
    label: TrP2
    place: middle fibres
    position: {between: [pterion]}
    confidence: medium
    source: simons-1999
    basis: recalled
    referrals:
    - {zone: temple, level: essential}
    - {zone: ear-inside, level: essential}
- id: sternalis
  name: Sternalis
  latin: Musculus sternalis
  plain: Breastbone muscle
  region: trunk
  depth: superficial
  attachments:
    origin: sternum
    insertion: pectoral fascia
  action: none known
  nerve: intercostal nerves
  frequency: {level: unknown}
  sources: [simons-1999]
  trigger_points:
  - id: sternalis-1
    label: TrP1
    place: over the breastbone
    position: {between: [sternum-mid]}
    confidence: low
    source: simons-1999
    basis: recalled
    referrals:
    - {zone: sternum, level: essential}
""",
}


def write_data(folder: Path, **texts: str | None) -> Path:
    """Write a data folder of `DATA`; `zones="..."` replaces zones.yaml, `zones=None` leaves it out.

    Returns
    -------
    Path
        The folder, named `data`.
    """
    data = folder / "data"
    data.mkdir(parents=True, exist_ok=True)
    for name, text in {**DATA, **{f"{stem}.yaml": text for stem, text in texts.items()}}.items():
        if text is not None:
            (data / name).write_text(text, encoding="utf-8")
    return data


def replaced(file: str, old: str, new: str) -> str:
    """Give a file of `DATA` with one passage replaced; the passage must occur exactly once."""
    text = DATA[file]
    if text.count(old) != 1:
        raise ValueError(f"{old!r} occurs {text.count(old)} times in {file}")
    return text.replace(old, new)
