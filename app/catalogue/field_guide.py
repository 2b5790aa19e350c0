"""What each field of each record means, for people who edit the data files.

The generated documents and the schemas take their words from here; a test holds that every field
has its words. Texts only: shapes are in `models`.
"""

from __future__ import annotations

_ID = "Lower-case words and hyphens; never reused, never a display name."
_ALIASES = "Ids it had before, or is known by elsewhere; they keep leading here."
_SOURCE = "The work the statement rests on: an id of sources.yaml."
_BASIS = "Whether that work was read for the catalogue, or is recalled."
_LINE_SOURCE = "The record's unless given."
_LEVEL = "The main pattern, or the wider one felt by some."

FIELDS: dict[str, dict[str, str]] = {
    "ZonesFile": {
        "groups": "The headings under which zones are listed, from head to toe.",
        "zones": "The zones, in the order of their groups.",
        "areas": "The published pain areas, each a set of zones.",
    },
    "SourcesFile": {"sources": "The works, in order of id."},
    "SymptomsFile": {"symptoms": "The symptoms, in order of id."},
    "WarningsFile": {"warnings": "The warning signs, in order of id."},
    "TriggerPointsFile": {
        "version": "Year and month of the edition, in quotes.",
        "muscles": "The muscles, by region from head to toe, and by id within a region.",
    },
    "Source": {
        "id": "Author and year for books and studies, site and subject for pages.",
        "kind": "What sort of work it is.",
        "title": "Its title.",
        "authors": "Who wrote it.",
        "year": "When it appeared.",
        "url": "Where it can be read; only an address that was seen, or a permanent one.",
        "note": "What was read of it, and what it is worth.",
    },
    "Attachments": {
        "origin": "Where the muscle comes from.",
        "insertion": "Where it goes to.",
    },
    "FrequencyFigure": {
        "percent": "The percentage as published; the lower end of a range.",
        "percent_to": "The upper end of a range.",
        "kind": "What was counted: people with an active or a latent point, with either, or the "
        "muscle's share of all points found.",
        "who": "Who was examined, in plain words.",
        "n": "How many they were; left out where the source does not say.",
        "note": "What else one must know to read the figure.",
        "source": _SOURCE,
        "basis": _BASIS,
    },
    "Account": {"says": "What this source says.", "source": _SOURCE, "basis": _BASIS},
    "Disagreement": {
        "about": "What the sources differ about.",
        "versions": "What each says, with its source.",
        "kept": "Which of them the catalogue shows, and how.",
    },
    "Identifiers": {
        "uberon": "In the Uberon anatomy ontology.",
        "fma": "In the Foundational Model of Anatomy.",
        "wikidata": "In Wikidata.",
    },
    "Companion": {
        "muscle": "The other muscle: an id of this catalogue.",
        "how": "Works with it, works against it, or lies in its pain zone (satellite).",
        "note": "When, or how often.",
        "source": _LINE_SOURCE,
        "basis": _LINE_SOURCE,
    },
    "LookAlike": {
        "condition": "The condition, in words a person can look up.",
        "tell": "What speaks for the condition, in plain words.",
        "source": _LINE_SOURCE,
        "basis": _LINE_SOURCE,
    },
    "TechniqueUse": {
        "technique": "An id of techniques.yaml.",
        "how": "How it is done on this muscle.",
        "source": _LINE_SOURCE,
        "basis": _LINE_SOURCE,
    },
    "Stretch": {
        "how": "Position, what is felt, how long, how often.",
        "avoid": "Who leaves it out.",
        "source": _LINE_SOURCE,
        "basis": _LINE_SOURCE,
    },
    "Care": {
        "muscle": "The muscle: an id of trigger_points.yaml.",
        "source": "The work that the record's lines rest on, unless a line names its own.",
        "basis": _BASIS,
        "companions": "Muscles that often go with it.",
        "look_alikes": "Conditions it can be mistaken for.",
        "techniques": "Release techniques that suit it, the most useful first.",
        "stretch": "A stretch, where one is sensible.",
        "self_care": "What a layperson can do safely.",
    },
    "GapsFile": {"gaps": "What a reader may look for in vain."},
    "Gap": {"id": _ID, "name": "What is missing.", "why": "Why, and what would be needed."},
    "TechniquesFile": {"techniques": "The techniques, the most direct first."},
    "CareFile": {"care": "One record per muscle, in the order of trigger_points.yaml."},
    "Technique": {
        "id": _ID,
        "name": "What it is called.",
        "plain": "What a person would call it.",
        "what": "What it is.",
        "how": "What the therapist does, step by step.",
        "suits": "Where it is used.",
        "feels": "What a client feels, and should not feel.",
        "avoid": "Who should not have it, or where not.",
        "evidence": "What studies say, without praise.",
        "source": _SOURCE,
        "basis": _BASIS,
    },
    "Frequency": {
        "level": "How often studies found trigger points in the muscle.",
        "source": "The study; needed unless the level is unknown.",
        "basis": _BASIS,
        "note": "What was counted, in words.",
        "figures": "Published percentages, each with its study and the number examined.",
    },
    "MuscleSymptom": {
        "text": "What the muscle is described with besides pain, in plain words.",
        "symptom": "The symptom of symptoms.yaml that it is, where there is one.",
        "strength": "How characteristic the sources make it.",
        "source": _SOURCE,
        "basis": _BASIS,
    },
    "OffsetMm": {
        "lateral": "Away from the midline.",
        "up": "Towards the head.",
        "forward": "Towards the front.",
    },
    "Position": {
        "between": "One landmark, or two.",
        "along": "How far from the first landmark (0) to the second (1); or, on a sheet, from the "
        "fibres' origin (0) to their insertion (1).",
        "offset_mm": "A shift from there.",
        "facing": "Which way the skin faces where the point is drawn.",
        "part": "Instead of `between`: the part of the muscle's sheet that the point is on.",
        "across": "With `part`: how far from the sheet's one side (0) to the other (1).",
    },
    "Referral": {
        "zone": "Where pain is described: an id of zones.yaml.",
        "level": _LEVEL,
        "laterality": "On which side, seen from the trigger point.",
        "note": "How often, or under what condition.",
        "source": "The trigger point's source unless given.",
        "basis": "The trigger point's basis unless given.",
    },
    "TriggerPoint": {
        "id": "The muscle's id, a hyphen, and a number counted from 1 in the order listed.",
        "label": "The number the manual gives it.",
        "aliases": _ALIASES,
        "only_side": "The one side on which the point is described; left out when on both.",
        "place": "Where it is, in words.",
        "position": "Where the figure draws it.",
        "confidence": "How well the sources agree.",
        "source": _SOURCE,
        "basis": _BASIS,
        "islands": "In how many separate places the pattern lies, where more than one: a jump that "
        "is meant, and no slip of a zone.",
        "referrals": "Where it is described as sending pain: essential first, then in the order of "
        "zones.yaml.",
        "note": "What else is to be said of it.",
    },
    "Muscle": {
        "id": "Lower-case words and hyphens, the part last: trapezius-upper. Never reused.",
        "aliases": _ALIASES,
        "name": "The English name.",
        "latin": "The name after Terminologia Anatomica.",
        "plain": "A name that needs no anatomy.",
        "synonyms": "Other words people search by.",
        "region": "The region under which it is listed, from head to toe.",
        "depth": "The layer it lies in.",
        "attachments": "Where it comes from and goes to.",
        "action": "What it does.",
        "nerve": "The nerve that moves it.",
        "roots": "The roots of that nerve.",
        "identifiers": "Its ids in public vocabularies, where they are certain.",
        "frequency": "How often studies found trigger points in it.",
        "overload": "What is described as overloading it, in plain words.",
        "symptoms": "What it is described with besides pain.",
        "disagreements": "Where sources differ: every version, with its source.",
        "cautions": "What lies near, and who must not press here.",
        "sources": "Every work the record rests on.",
        "trigger_points": "Its trigger points.",
    },
    "ZoneGroup": {"id": _ID, "label": "The heading."},
    "Zone": {
        "id": f"{_ID} No side in it.",
        "aliases": _ALIASES,
        "label": "What a person reads; the page puts the side before it.",
        "group": "The group it is listed under.",
        "kind": "Whether it exists on each side, or once across the midline.",
        "place": "On the surface, or deep inside.",
        "also": "Other words people search by.",
    },
    "Area": {
        "id": "The id of the published guides, with underscores.",
        "name": "The name in the guides.",
        "plain": "What a person would say.",
        "group": "The guide it comes from.",
        "zones": "The zones it means.",
    },
    "Symptom": {
        "id": _ID,
        "label": "What a person reads and ticks; no diagnosis.",
        "also": "Other words people search by.",
    },
    "WarningSign": {
        "id": _ID,
        "level": "How soon it needs help.",
        "sign": "What a person notices, in plain words.",
        "zones": "The zones it belongs to; left out or empty when it is always asked.",
        "rank": "Rarer signs of the same urgency have a higher one and are asked later.",
        "source": _SOURCE,
        "basis": _BASIS,
    },
}
