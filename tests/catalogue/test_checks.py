"""What must hold between records: a broken line gives exactly its code, a faultless folder none."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.catalogue.checks import CHECKS, COMPLETENESS_CHECKS, Check
from app.catalogue.draft import Draft
from app.catalogue.files import read_files
from app.catalogue.findings import CODES
from app.catalogue.loader import check_catalogue, read_draft
from tests.catalogue.broken import (
    CARE,
    POINTS,
    SOURCES,
    SYMPTOMS,
    TECHNIQUES,
    WARNINGS,
    ZONES,
    Broken,
    assert_found,
    line_with,
)
from tests.catalogue.test_shape import SLIPS
from tests.data_folder import DATA, replaced, write_data

STERNUM_REFERRAL = "    - {zone: sternum, level: essential}\n"
STERNALIS = DATA[POINTS][DATA[POINTS].index("- id: sternalis\n") :]
TEMPORALIS = DATA[POINTS][DATA[POINTS].index("- id: temporalis\n") : -len(STERNALIS)]
STUDY = line_with(SOURCES, "fernandez-2006")
DIZZINESS = line_with(SYMPTOMS, "dizziness")
STERNUM = line_with(ZONES, "id: sternum")

CARE_OF_STERNALIS = DATA[CARE][DATA[CARE].index("- muscle: sternalis\n") :]
CARE_AGAIN = CARE_OF_STERNALIS.replace("Breathe", "Sing").replace("open", "wide")
CARE_OF_TEMPORALIS = DATA[CARE][len("care:\n") : -len(CARE_OF_STERNALIS)]

REFERENCES = [
    Broken("CAT209", CARE, "sternalis, how", "sternals, how", "use one of sternalis"),
    Broken("CAT209", CARE, "- muscle: sternalis\n", "- muscle: x\n", "or add it"),
    Broken("CAT210", CARE, "muscle-stripping,", "stripping,", "use one of muscle-stripping"),
    Broken(
        "CAT201",
        POINTS,
        "  name: Sternalis\n",
        "  name: Sternalis\n  aliases: [temporal]\n",
        "delete the alias",
        at="aliases: [temporal]\n  latin: Musculus sternalis",
    ),
    Broken(
        "CAT201",
        POINTS,
        "    label: TrP2\n",
        "    label: TrP2\n    aliases: [temporalis-1]\n",
        "delete the alias",
        at="    aliases: [temporalis-1]",
    ),
    Broken(
        "CAT201",
        SYMPTOMS,
        f"{DIZZINESS}\n",
        f"{DIZZINESS}\n- {{id: dizziness, label: vertigo}}\n",
        "another id",
        at="- {id: dizziness, label: vertigo}",
    ),
    Broken("CAT201", ZONES, "aliases: [brow]", "aliases: [temple]", "delete the alias"),
    Broken("CAT202", POINTS, "{zone: sternum,", "{zone: sternim,", "use one of sternum"),
    Broken("CAT202", POINTS, "{zone: eyebrow,", "{zone: brow,", "use its present id eyebrow"),
    Broken("CAT202", ZONES, "zones: [temple]}", "zones: [temple, xyz]}", "or add it"),
    Broken("CAT202", WARNINGS, "[sternum]", "[sternim]", "use one of sternum"),
    Broken("CAT203", ZONES, "group: chest", "group: chst", "use one of chest"),
    Broken("CAT204", POINTS, "symptom: dizziness", "symptom: dizzyness", "use one of dizziness"),
    Broken(
        "CAT205",
        POINTS,
        "place: over the breastbone\n    position: {between: [sternum-mid]}\n"
        "    confidence: low\n    source: simons-1999",
        "place: over the breastbone\n"
        "    position: {between: [sternum-mid]}\n    confidence: low\n    source: simons-1998",
        "use one of simons-1999",
        at="source: simons-1998",
    ),
    Broken(
        "CAT205",
        POINTS,
        "[simons-1999]\n  trigger_points:\n  - id: sternalis-1",
        "[simons]\n  trigger_points:\n  - id: sternalis-1",
        "use one of simons-1999",
    ),
    Broken(
        "CAT205",
        POINTS,
        "sternum, level: essential}",
        "sternum, level: essential, source: x, basis: recalled}",
        "or add it",
    ),
    Broken("CAT205", WARNINGS, "basis: recalled", "source: simons, basis: recalled", "simons-1999"),
    Broken("CAT207", POINTS, "id: sternalis-1", "id: sternum-1", "call it sternalis-1"),
    Broken("CAT207", POINTS, "id: sternalis-1", "id: sternalis-a", "call it sternalis-1"),
    Broken("CAT208", POINTS, "id: sternalis-1", "id: sternalis-2", "call it sternalis-1"),
]
ORDER = [
    Broken(
        "CAT301",
        POINTS,
        TEMPORALIS + STERNALIS,
        STERNALIS + TEMPORALIS,
        "move it first",
        at="- id: temporalis\n",
    ),
    Broken(
        "CAT302",
        POINTS,
        STERNUM_REFERRAL,
        f"    - {{zone: eyebrow, level: spillover}}\n{STERNUM_REFERRAL}",
        "before eyebrow",
        at=STERNUM_REFERRAL,
    ),
    Broken(
        "CAT302",
        POINTS,
        STERNUM_REFERRAL,
        f"{STERNUM_REFERRAL}    - {{zone: ear-inside, level: essential}}\n# end\n",
        "before sternum",
        at="    - {zone: ear-inside, level: essential}\n# end",
    ),
    Broken(
        "CAT303",
        ZONES,
        f"{STERNUM}\n",
        f"{STERNUM}\n- {{id: ear, label: ear, group: head, kind: sided, place: surface}}\n",
        "after ear-inside",
        at="- {id: ear,",
    ),
    Broken(
        "CAT304",
        SOURCES,
        f"{STUDY}\n",
        f"- {{id: z-2000, kind: web, title: Z}}\n{STUDY}\n",
        "move it first",
        at=STUDY,
    ),
    Broken(
        "CAT305",
        SYMPTOMS,
        f"{DIZZINESS}\n",
        f"{DIZZINESS}\n- {{id: ache, label: ache}}\n",
        "move it first",
        at="- {id: ache",
    ),
    Broken(
        "CAT306",
        WARNINGS,
        "warnings:\n",
        "warnings:\n- {id: lump, level: soon, sign: a lump, basis: recalled}\n",
        "move it first",
        at="- {id: heart",
    ),
]
ORDER.append(
    Broken(
        "CAT307",
        CARE,
        f"care:\n{CARE_OF_TEMPORALIS}{CARE_OF_STERNALIS}",
        f"care:\n{CARE_OF_STERNALIS}{CARE_OF_TEMPORALIS}",
        "move it first",
        at="- muscle: temporalis\n",
    )
)
SENSE = [
    Broken(
        "CAT401",
        POINTS,
        f"    referrals:\n{STERNUM_REFERRAL}",
        "",
        "or delete it",
        at="- id: sternalis\n",
    ),
    Broken(
        "CAT402",
        POINTS,
        STERNUM_REFERRAL,
        f"{STERNUM_REFERRAL}    - {{zone: sternum, level: essential, note: again}}\n",
        "laterality: both",
        at="    - {zone: sternum, level: essential, note",
    ),
    Broken(
        "CAT403",
        POINTS,
        "sternum, level: essential}",
        "sternum, level: essential, laterality: opposite}",
        "delete `laterality`",
    ),
    Broken("CAT404", POINTS, "{level: unknown}", "{level: low}", "level: unknown"),
    Broken("CAT404", POINTS, "{level: unknown}", "{level: low, source: simons-1999}", "`basis:`"),
    Broken(
        "CAT405",
        SOURCES,
        ", url: https://example.org/1",
        "",
        "basis: recalled",
        at="    source: fernandez-2006\n    basis: read\n    note",
    ),
    Broken(
        "CAT405",
        POINTS,
        "sternum, level: essential}",
        "sternum, level: essential, basis: read}",
        "add the source's `url:`",
    ),
    Broken(
        "CAT405", WARNINGS, "[sternum], basis: recalled", "[sternum], basis: read", "add `source:`"
    ),
    Broken("CAT405", WARNINGS, "basis: recalled", "source: simons-1999, basis: read", "`url:`"),
    Broken(
        "CAT407",
        CARE,
        CARE_OF_STERNALIS,
        CARE_OF_STERNALIS + CARE_AGAIN,
        "join the two",
        at=CARE_AGAIN,
    ),
    Broken(
        "CAT408",
        CARE,
        "sternalis, how: s",
        "temporalis, how: s",
        "delete the line",
        at="- {muscle: temporalis, how: sat",
    ),
    Broken(
        "CAT408",
        CARE,
        "  stretch:",
        "  - {technique: muscle-stripping, how: again}\n  stretch:",
        "join the two",
        at="  - {technique: muscle-stripping, how: again}",
    ),
    Broken("CAT409", POINTS, "percent_to: 50", "percent_to: 40", "delete `percent_to`"),
    Broken("CAT406", POINTS, "name: Sternalis", "name: temporalis", "tell the two apart"),
    Broken("CAT406", POINTS, "label: TrP2", "label: trp1", "its own label"),
    Broken("CAT406", ZONES, "label: breastbone", "label: Eyebrow", "tell the two apart"),
]
WORDING = [
    Broken("CAT501", CARE, "Rest flat fingers", "What causes it is rest", "is described with"),
    Broken("CAT502", TECHNIQUES, "little studied", "helps 9 of 10, or 90 %", "in words"),
    Broken("CAT501", POINTS, "[clenching the teeth]", "[it causes ache]", "is described with"),
    Broken(
        "CAT501",
        POINTS,
        "place: middle fibres",
        "place: often caused\n     by fibres",
        "is described with",
    ),
    Broken("CAT501", WARNINGS, "sign: pressing pain", "sign: pain Caused by x", "is described"),
    Broken("CAT502", POINTS, "place: over the breastbone", "place: in 5 % of cases", "in words"),
    Broken(
        "CAT502", POINTS, "{level: unknown}", "{level: unknown, note: ninety per cent}", "often"
    ),
    Broken(
        "CAT502",
        POINTS,
        "essential}\n    - {zone: temple, level: spillover, laterality: both}",
        "essential, note: 20%}\n    - {zone: temple, level: spillover, laterality: both}",
        "in words",
        at="note: 20%",
    ),
    Broken("CAT502", SYMPTOMS, "label: dizziness", "label: dizziness in 5%", "in words"),
]
NOTICES = [
    Broken(
        "CAT901",
        POINTS,
        "    - {zone: ear-inside, level: essential}\n",
        "",
        "add its referrals",
        at="- {id: ear-inside",
    ),
    Broken(
        "CAT902",
        SOURCES,
        f"{STUDY}\n",
        f"{STUDY}\n- {{id: g-2000, kind: web, title: G}}\n",
        "or delete it",
        at="- {id: g-2000",
    ),
    Broken(
        "CAT903",
        SYMPTOMS,
        f"{DIZZINESS}\n",
        f"{DIZZINESS}\n- {{id: itch, label: itch}}\n",
        "or delete it",
        at="- {id: itch",
    ),
]
NOTICES.append(
    Broken("CAT904", CARE, CARE_OF_STERNALIS, "", "add one to care.yaml", at="- id: sternalis\n")
)
ALL = REFERENCES + ORDER + SENSE + WORDING + NOTICES


@pytest.fixture(scope="module")
def good_draft(tmp_path_factory: pytest.TempPathFactory) -> Draft:
    """Give the faultless folder as a draft."""
    return read_draft(read_files(write_data(tmp_path_factory.mktemp("good"))))[0]


@pytest.mark.parametrize("check", CHECKS + COMPLETENESS_CHECKS, ids=lambda check: check.__name__)
def test_a_faultless_folder_gives_nothing(check: Check, good_draft: Draft) -> None:
    assert len(good_draft.muscles) == 2
    assert list(check(good_draft)) == []


@pytest.mark.parametrize("broken", ALL, ids=lambda broken: f"{broken.code} {broken.new[-30:]!r}")
def test_a_broken_rule_gives_its_finding_and_no_other(broken: Broken, tmp_path: Path) -> None:
    assert_found(broken, tmp_path)


def test_every_code_of_the_table_has_a_case() -> None:
    # The codes of reading a file are in test_yaml_lines, test_loader and test_service.
    shown = {broken.code for broken in [*ALL, *SLIPS]} | {"CAT206"}
    assert shown == {code for code in CODES if not code.startswith("CAT0")}


def test_landmarks_are_checked_where_the_file_exists(tmp_path: Path) -> None:
    known = "landmarks:\n- {id: pterion}\n- {id: zygomatic-arch-mid}\n- {id: sternum-mod}\n"
    data = write_data(tmp_path, landmarks=known)
    (finding,) = check_catalogue(data)[1]
    line = DATA[POINTS].splitlines().index("    position: {between: [sternum-mid]}") + 1
    assert (finding.line, finding.code) == (line, "CAT206")
    assert finding.fix == "use one of sternum-mod"
    write_data(tmp_path, landmarks=known.replace("mod", "mid"))
    assert check_catalogue(data)[1] == ()


def test_landmarks_may_stand_in_several_files(tmp_path: Path) -> None:
    data = write_data(tmp_path)
    (data / "landmarks-head.yaml").write_text(
        "landmarks: [{id: pterion}, {id: zygomatic-arch-mid}]\n"
    )
    assert [finding.code for finding in check_catalogue(data)[1]] == ["CAT206"]
    (data / "landmarks-trunk.yaml").write_text("landmarks: [{id: sternum-mid}]\n")
    assert check_catalogue(data)[1] == ()
    (data / "landmarks-trunk.yaml").write_text("landmarks: [\n")
    assert [finding.code for finding in check_catalogue(data)[1]] == ["CAT004"]


@pytest.mark.parametrize(
    ("first", "second", "codes"),
    [
        ("same", "opposite", []),
        ("same", "both", ["CAT402"]),
        ("both", "opposite", ["CAT402"]),
        ("opposite", "opposite", ["CAT402"]),
    ],
)
def test_a_zone_may_be_referred_to_once_on_each_side(
    first: str, second: str, codes: list[str], tmp_path: Path
) -> None:
    old = "    - {zone: temple, level: spillover, laterality: both}\n"
    new = "".join(
        f"    - {{zone: temple, level: spillover, laterality: {side}}}\n"
        for side in (first, second)
    )
    data = write_data(tmp_path, trigger_points=replaced(POINTS, old, new))
    assert [finding.code for finding in check_catalogue(data)[1]] == codes


def test_editions_of_one_book_may_share_a_title(tmp_path: Path) -> None:
    text = replaced(
        SOURCES, STUDY, f"{STUDY}\n- {{id: s-1983, kind: book, title: The manual, year: 1983}}"
    )
    data = write_data(tmp_path, sources=text)
    assert [finding.code for finding in check_catalogue(data)[1]] == ["CAT902"]


def test_one_broken_record_does_not_make_its_id_unknown(tmp_path: Path) -> None:
    text = replaced(ZONES, "label: eyebrow, group", "label: [], group")
    assert [f.code for f in check_catalogue(write_data(tmp_path, zones=text))[1]] == ["CAT104"]


def test_a_file_that_cannot_be_read_does_not_make_its_ids_unknown(tmp_path: Path) -> None:
    found = check_catalogue(write_data(tmp_path, zones="zones: [\n"))[1]
    assert [finding.code for finding in found] == ["CAT004"]


def test_notices_are_not_given_while_records_are_missing(tmp_path: Path) -> None:
    text = replaced(POINTS, "  action: none known\n", "")
    assert [f.code for f in check_catalogue(write_data(tmp_path, trigger_points=text))[1]] == [
        "CAT101"
    ]
