"""Everything that is broken is reported in one pass, with its code, its words and a way out; the rest is still read."""

import pytest
from tests.document.helpers import DATA_MAP, FRONT, SYSTEMS, found, reading

from interlock.document import CODES, read
from interlock.model.place import Span

STORIES = "## User stories\n\n- **quick** (Desk → Books): As a clerk, it is there at once, so that I can go.\n\n"

CRITERIA = "## Acceptance criteria\n\n"

CASES = [
    ("## Acceptence criteria\n", [("misspelt-heading", "Acceptence criteria")], "`Acceptance criteria`"),
    ("## Weather\n", [("unknown-heading", "Weather")], "prose"),
    (
        "## People\n\n| Role | Nane |\n|---|---|\n| Engineer | Ada |\n",
        [("missing-column", "| Role | Nane |"), ("unknown-column", "Nane")],
        "`Name`",
    ),
    ("## Dates\n\n| What | When | When |\n|---|---|---|\n| a | b | c |\n", [("repeated-column", "When")], ""),
    ("## Dates\n\n| What | When |\n|---|---|\n| a | b | c |\n", [("wrong-cell-count", "| a | b | c |")], "`\\|`"),
    ("## Dates\n\n| What | When |\n|---|---|\n| a |\n", [("wrong-cell-count", "| a |")], ""),
    ("## Dates\n\n- tomorrow\n", [("not-interpreted", "- tomorrow")], "table"),
    (
        "## User stories\n\n- **a** (Dekk → Books): As a clerk, it is there, so that I go.\n",
        [("unknown-system", "Dekk")],
        "`Desk`",
    ),
    (
        "## User stories\n\n- **a** (Desk): As a clerk, it is there, so that I go.\n",
        [("story-not-understood", "Desk")],
        "→",
    ),
    (
        "## User stories\n\n- **a** (Desk -> Books): we sync invoices\n",
        [("story-not-understood", "we sync invoices")],
        "so that",
    ),
    (
        "## User stories\n\n- As a clerk, it is there, so that I go.\n",
        [("story-not-understood", "- As"), ("unnamed", "As")],
        "",
    ),
    (STORIES + STORIES, [("repeated-name", "quick")], "another"),
    (
        CRITERIA
        + "- **a**: When an Invoice is created in Desk, it is held.\n"
        + "- **A**: When an Invoice is deleted in Desk, it is held.\n",
        [("repeated-name", "A")],
        "another",
    ),
    (
        STORIES + "## Acceptance criteria\n\n- **a** (quick, qick): When an Invoice is created in Desk, it is held.\n",
        [("unknown-story", "qick")],
        "`quick`",
    ),
    (
        "## Field mapping\n\n### Invoce\n\n| Desk | Books |\n|---|---|\n| `a` | `b` |\n",
        [("unknown-record", "Invoce")],
        "`Invoice`",
    ),
    (
        "## Field mapping\n\n### Invoice\n\n| Dekk | Books |\n|---|---|\n| `a` | `b` |\n",
        [("missing-column", "| Dekk | Books |"), ("unknown-column", "Dekk")],
        "`Desk`",
    ),
    (
        "## Field mapping\n\n### Invoice\n\n| Desk | Books |\n|---|---|\n| the a | `b` |\n",
        [("not-a-field", "the a")],
        "backticks",
    ),
    ("## Field mapping\n\n### Invoice\n\n### Invoices\n", [("repeated-record", "Invoices")], ""),
    (
        "## When something goes wrong\n\n| When | Then |\n|---|---|\n| the moon is full | hold and howl |\n",
        [("policy-not-understood", "the moon is full"), ("policy-not-understood", "howl")],
        "answer",
    ),
    (
        "## Assumptions\n\n- Dekk allows 5 requests per minute.\n- The moon is far.\n",
        [("unknown-system", "Dekk")],
        "`Desk`",
    ),
    ("## Assumptions\n\n- Desk keeps 5 Invoices and 7 Acounts.\n", [("unknown-record", "Acounts")], "`Account`"),
    ("## Terms\n\n- `big` = Invoce where `a` is `b`\n", [("unknown-record", "Invoce")], "`Invoice`"),
    ("## Terms\n\n- big means large\n", [("term-not-understood", "big means large")], "where"),
    ("## Owner\n\nThe committee decides.\n", [("owner-not-understood", "The committee decides.")], "Company"),
    ("## Tables\n\n| a | b |\n|---|---|\n| 1 | 2 |\n", [("not-interpreted", "| a | b |")], "sub-heading"),
    ("## Acceptance criteria\n\n- **a**: " + "x" * 1001 + "\n", [("too-long", "x" * 1001)], "several"),
]


@pytest.mark.parametrize(("section", "expected", "hint"), CASES)
def test_what_is_wrong_is_reported(section: str, expected: list[tuple[str, str]], hint: str) -> None:
    result = reading(section)
    got = found(result)
    assert [code for code, _ in got] == [code for code, _ in expected]
    for (_, words), (_, start) in zip(got, expected, strict=True):
        assert words.startswith(start.removeprefix("- ") if words[:1] != "-" else start)
    assert any(hint in finding.hint for finding in result.findings)
    assert len(result.document.systems) == 2
    assert len(result.document.records) == 2


MAPS = [
    ("| Invoice | `a` | `b` |\n| Invoice | `c` | `d` |\n", [("repeated-record", "Invoice")]),
    ("| Invoice | `a` | `b` |\n\n| Record | Starting |\n|---|---|\n| Invoce | all |\n", [("unknown-record", "Invoce")]),
    (
        "| Invoice | `a` | `b` |\n\n| Record | Starting | Starting |\n|---|---|---|\n| Invoice | all | all |\n",
        [("repeated-column", "Starting")],
    ),
    (
        (
            "| Invoice | `a` | `b` |\n\n| Record | Starting |\n|---|---|\n| Invoice | all |\n\n"
            "| Record | Starting |\n|---|---|\n| Invoices | link only |\n"
        ),
        [("repeated-decision", "link only")],
    ),
    ("| | `a` | `b` |\n| Invoice | `a` | `b` |\n", [("unnamed", "| | `a` | `b` |")]),
    ("| Invoice | `a` | `b` |\n\n### Account\n\n- On conflikt: hold\n", [("unknown-column", "On conflikt")]),
]


@pytest.mark.parametrize(("rows", "expected"), MAPS)
def test_what_is_wrong_with_a_data_map(rows: str, expected: list[tuple[str, str]]) -> None:
    result = reading("", data_map=f"## Data map\n\n| Record | Desk | Books |\n|---|---|---|\n{rows}\n")
    assert found(result) == expected
    assert result.document.records[0].name == "Invoice"


def test_a_data_map_without_a_system_column() -> None:
    result = reading("", data_map="## Data map\n\n| Record | Desk |\n|---|---|\n| Invoice | `a` |\n")
    assert [(f.code, f.message) for f in result.findings] == [
        ("missing-column", "no table of the data map has a column `Books`")
    ]


SYSTEM_TABLES = [
    ("| Desk | a | b | c |\n", "not-two-systems", "names 1 systems"),
    ("| Desk | a | b | c |\n| Books | a | b | c |\n| Third | a | b | c |\n", "not-two-systems", "names 3 systems"),
    ("| Desk | a | b | c |\n| Books | a | b | c |\n| desk | a | b | c |\n", "repeated-name", "two systems"),
]


@pytest.mark.parametrize(("rows", "code", "message"), SYSTEM_TABLES)
def test_what_is_wrong_with_the_systems(rows: str, code: str, message: str) -> None:
    heading = "## Systems\n\n| System | Company | What it is | API description |\n|---|---|---|---|\n"
    result = reading("", systems=heading + rows + "\n", data_map="")
    assert [f.code for f in result.findings] == [code]
    assert message in result.findings[0].message


FRONTS = [
    ("# No front matter\n", ["unknown-format"]),
    ("---\ninterlock: 2\nversion: 1.0.0\n---\n", ["unknown-format"]),
    ("---\nversion: 1.0.0\n---\n", ["unknown-format"]),
    ("---\ninterlock: 1\nverson: 1.0.0\n---\n", ["unknown-key"]),
    ("---\ninterlock: 1\ninterlock: 1\n---\n", ["broken-front-matter"]),
    ("---\ninterlock: 1\n", ["broken-front-matter"]),
    ("---\ninterlock: 1\n- a\n---\n", ["broken-front-matter"]),
]


@pytest.mark.parametrize(("front", "codes"), FRONTS)
def test_what_is_wrong_with_the_front_matter(front: str, codes: list[str]) -> None:
    result = read(front + SYSTEMS + DATA_MAP, "d.md")
    assert sorted({f.code for f in result.findings}) == codes


def test_a_key_that_was_probably_meant_is_named() -> None:
    result = read("---\ninterlock: 1\nverson: 1.0.0\n---\n" + SYSTEMS, "d.md")
    assert [(f.hint, f.place.line, f.place.column) for f in result.findings] == [("did you mean `version`?", 3, 1)]


def test_all_is_reported_in_one_pass_by_place() -> None:
    result = reading("".join(section for section, _, _ in CASES))
    codes = {code for _, expected, _ in CASES for code, _ in expected}
    assert codes <= {f.code for f in result.findings}
    places = [f.place for f in result.findings]
    assert places == sorted(places)


def test_every_code_is_told_plainly_and_can_occur() -> None:
    for name, code in CODES.items():
        assert code.name == name
        assert code.means[0].islower()
        assert not code.means.endswith(".")
        assert code.why
    tested = {code for _, expected, _ in CASES for code, _ in expected}
    tested |= {code for _, expected in MAPS for code, _ in expected} | {code for _, code, _ in SYSTEM_TABLES}
    tested |= {code for _, codes in FRONTS for code in codes}
    elsewhere = {
        "fact-not-understood",
        "too-large",
        "too-many-like-this",
        "unknown-decision",
        "unknown-time-zone",
        "criterion-not-understood",
        "row-without-table",
        "table-not-drawn",
        "never-closed",
        "table-file",
        "table-row",
    }
    assert tested | elsewhere == set(CODES)


def test_a_place_counts_lines_and_columns_from_one() -> None:
    result = read(FRONT.replace("\n", "\r\n") + SYSTEMS.replace("Books  ", "Desk   "), "d.md")
    assert [f.code for f in result.findings] == ["not-two-systems", "repeated-name"]
    place = result.findings[1].place
    assert place == Span("d.md", 13, 3, 13, 7, place.start, place.end)


def test_many_problems_of_one_kind_are_cut_short() -> None:
    result = reading("## Dates\n\n| What | When |\n|---|---|\n" + "| a |\n" * 1000)
    assert [f.code for f in result.findings].count("wrong-cell-count") == 200
    assert [f.code for f in result.findings].count("too-many-like-this") == 1
    assert len(result.document.dates) == 1000


@pytest.mark.parametrize(
    ("written", "company"),
    [
        ("Lark.", "Lark"),
        ("Lark Ltd. She decides.", "Lark Ltd"),
        ("Acorn S.A., who decides.", "Acorn S.A"),
        ("Elm, Inc.", "Elm, Inc"),
        ("Oak GmbH & Co. KG.", "Oak GmbH & Co. KG"),
        ("shop.example B.V. It decides.", "shop.example B.V"),
        ("Lark, and nobody else.", "Lark"),
    ],
)
def test_the_owners_company_keeps_the_points_and_commas_of_its_name(written: str, company: str) -> None:
    text = f"---\ninterlock: 1\n---\n# A\n\n## Owner\n\nAda Lovelace <ada@x.example>, {written}\n"
    owner = read(text, "a.interlock.md").document.owner
    assert owner is not None
    assert (owner.name, owner.company) == ("Ada Lovelace", company)
