"""Each way to answer: what is written for an answer closes the question and touches nothing else."""

# ruff: noqa: E501 - one case stands in one line
from __future__ import annotations

from pathlib import Path

import pytest
from tests.rules.helpers import APART, BASE, OTHER, OTHER_PATH, PATH, SIGNED, known_profiles, raised, signed
from tests.rules.splice import splice

from interlock.asking import ELSEWHERE, Asked, NotAnAnswer, offer, ways
from interlock.document import CODES, read
from interlock.model.finding import Finding, Replacement, Severity
from interlock.model.people import may_decide
from interlock.rules import check, guides
from interlock.rules.context import Context


def found(text: str) -> tuple[Finding, ...]:
    reading = read(text, PATH)
    return check(reading.document, reading.findings, {}, scope_only=True)


def the(text: str, code: str) -> Finding:
    return next(one for one in found(text) if one.code == code)


def without(section: str) -> str:
    """The sound document without a section's body."""
    start = BASE.index(f"## {section}\n")
    end = BASE.find("\n## ", start + 1)
    return BASE[:start] + f"## {section}\n" + (BASE[end:] if end > 0 else "")


def lines_without(*starts: str) -> str:
    return "".join(line for line in BASE.splitlines(True) if not line.startswith(starts))


CASES = [
    ("owner-missing", without("Owner"), "Ida Rhodes <ida@acorn.example>, Acorn"),
    ("owner-not-one-person", BASE.replace("Ida Rhodes <ida@acorn.example>, Acorn.", "The team, Acorn."), "Ida Rhodes, Acorn"),
    ("owner-of-neither-company", BASE.replace("Ida Rhodes <ida@acorn.example>, Acorn.", "Ida Rhodes, Elm."), "Acorn"),
    ("company-missing", BASE.replace("| Books  | Birch   |", "| Books  |         |"), "Birch"),
    ("owner-not-in-people", lines_without("| Analyst "), "Analyst"),
    ("role-not-filled", lines_without("| End user"), "Ruth Lichter <ruth@acorn.example>, Acorn"),
    ("role-not-filled", lines_without("| QA analyst"), "not needed"),
    ("engineer-missing", BASE.replace("| Engineer        | Jean Bartik ", "| Bystander       | Jean Bartik "), "Jean Bartik <j@b>"),
    ("person-without-contact", BASE.replace("kay@acorn.example", " " * 17), "kay@acorn.example"),
    ("documentation-missing", lines_without("| Books API reference"), "https://docs.birch.example; open"),
    ("sandbox-missing", lines_without("| Desk sandbox"), "https://x.example; API key, asked of Kay McNulty"),
    ("access-not-said", BASE.replace("API key, asked of Kay McNulty", "?"), "API key, asked of Kay McNulty"),
    ("credential-missing", BASE.replace("OAuth client, asked of", "asked of"), "OAuth client, asked of Betty Holbert"),
    ("overview-without-reason", without("Overview").replace("## Overview\n", "## Overview\n\nDesk and Books are kept in step.\n"), "So that accounting closes the month without retyping."),
    ("overview-missing", without("Overview"), "Invoices of Desk become bills in Books."),
    ("overview-leaves-out-a-system", BASE.replace("Books", "Ledgers", 2).replace("Books to Desk, ", "", 1), "Books is the other."),
    ("conflict-undecided", BASE.replace("newest wins, else source of truth |", "                                  |"), "hold"),
    ("version-missing", BASE.replace("version: 1.1.0\n", ""), "1.1.0"),
    ("version-not-raised", BASE.replace("version: 1.1.0", "version: 0.9.0"), "1.1.0"),
    ("out-of-scope-missing", without("Out of scope"), "custom fields (v2); historical backfill (never); currencies"),
    ("records-missing", without("Data map"), "Client, Invoice"),
]  # fmt: skip


@pytest.mark.parametrize(("code", "text", "answer"), CASES, ids=[f"{one[0]}-{n}" for n, one in enumerate(CASES)])
def test_an_answer_closes_the_question(code: str, text: str, answer: str) -> None:
    finding = the(text, code)
    offered = offer(Asked(read(text, PATH).document, finding, by="Ida Rhodes"))
    assert offered is not None
    after = offered.write(answer)
    assert (finding.code, finding.subject) not in {(one.code, one.subject) for one in found(after)}
    kept = {line for line in text.splitlines() if line.strip()}
    gone = kept - set(after.splitlines())
    assert len(gone) <= 1, gone


def test_every_choice_of_every_way_can_be_written() -> None:
    for _, text, _ in CASES:
        document = read(text, PATH).document
        for finding in found(text):
            offered = offer(Asked(document, finding, by="Ida Rhodes"))
            for choice in offered.choices if offered is not None else ():
                assert offered is not None
                assert offered.write(choice.words) != text


@pytest.mark.parametrize("code", [code for way in ways() for code in way.codes])
def test_ways_are_for_codes_that_there_are(code: str) -> None:
    assert code in guides() or code in CODES


@pytest.mark.parametrize(
    ("code", "text", "wrong", "says"),
    [
        ("owner-missing", without("Owner"), "Ida Rhodes", "of which company"),
        ("owner-missing", without("Owner"), "<>", "names nobody"),
        ("version-missing", BASE.replace("version: 1.1.0\n", ""), "one point oh", "is no version"),
        ("records-missing", without("Data map"), "| Order |", "no name of a record"),
        ("overview-missing", without("Overview"), "  ", "nothing is written"),
    ],
)
def test_what_is_no_answer_is_told(code: str, text: str, wrong: str, says: str) -> None:
    offered = offer(Asked(read(text, PATH).document, the(text, code)))
    assert offered is not None
    with pytest.raises(NotAnAnswer, match=says):
        offered.write(wrong)


@pytest.mark.parametrize("shown", ["create", "delete", "downtime", "bad-data", "volume"])
def test_the_first_sentence_that_is_offered_is_the_criterion_that_is_looked_for(shown: str) -> None:
    text = without("Acceptance criteria")
    asked = [one for one in found(text) if one.code == f"{shown}-without-criterion"]
    assert asked
    for finding in asked:
        offered = offer(Asked(read(text, PATH).document, finding))
        assert offered is not None
        after = found(offered.write(offered.choices[0].words))
        assert (finding.code, finding.subject) not in {(one.code, one.subject) for one in after}
        assert "criterion-not-understood" not in {one.code for one in after}


def test_what_a_finding_says_instead_is_the_first_choice() -> None:
    document = read(BASE, PATH).document
    place = document.criteria[0].span
    sentence = "**new**: When an Invoice is created in Desk, a matching Invoice exists in Books within 5 minutes."
    instead = Replacement(place, sentence, ("“soon” is read as within 5 minutes",))
    finding = Finding("criterion-not-understood", Severity.ERROR, place, "x", replacement=instead)
    offered = offer(Asked(document, finding))
    assert offered is not None
    assert (offered.choices[0].words, offered.choices[0].then) == (sentence, "“soon” is read as within 5 minutes")
    assert offered.write(sentence) == BASE[: place.start] + sentence + BASE[place.end :]
    assert offered.write("**other**: words") == BASE[: place.start] + "**other**: words" + BASE[place.end :]


def test_a_way_has_one_file_and_says_what_it_asks() -> None:
    folder = Path(__file__).parents[2] / "src" / "interlock" / "asking" / "ways"
    assert {path.stem for path in folder.glob("[a-z]*.py")} == set(ways().items)


CLIENT_ROW = "newest wins, else source of truth |"
CLIENT_FIELDS = BASE[BASE.index("| `email`  | ↔") : BASE.index("### Invoice")]


def without_criterion(name: str, old: str = "", new: str = "") -> str:
    """The sound document without a criterion, and with something else in its map."""
    text = lines_without(f"- **{name}**")
    assert old in text
    return text.replace(old, new)


@pytest.mark.parametrize(
    ("code", "text", "first"),
    [
        (
            "conflict-without-criterion",
            without_criterion("conflict"),
            "When a Client's `name` changes in Desk and 2 minutes later in Books, the value of Books is in both within 15 minutes and the other value is in the history.",
        ),
        (
            "conflict-without-criterion",
            without_criterion("conflict", CLIENT_ROW, "source of truth wins              |"),
            "When a Client's `name` changes in Desk and 2 minutes later in Books, the value of Desk is in both within 15 minutes and the other value is in the history.",
        ),
        (
            "conflict-without-criterion",
            without_criterion("conflict", CLIENT_ROW, "hold                              |"),
            "When a Client's `name` changes in Desk and 2 minutes later in Books, it is held with a reason within 15 minutes.",
        ),
        (
            "conflict-without-criterion",
            without_criterion("conflict", CLIENT_FIELDS, "| `contact.phone` | ↔ | `phone` | | |\n\n"),
            "When a Client's `contact.phone` changes in Desk and 2 minutes later in Books, the value of Books is in both within 15 minutes and the other value is in the history.",
        ),
        (
            "rename-without-criterion",
            without_criterion("label-renamed"),
            "When the label of `title` of Client is renamed in Books, a change of `name` in Desk still arrives in Books within 15 minutes.",
        ),
    ],
)  # fmt: skip
def test_a_criterion_is_offered_in_the_documents_own_words(code: str, text: str, first: str) -> None:
    finding = the(text, code)
    offered = offer(Asked(read(text, PATH).document, finding, by="Ida Rhodes"))
    assert offered is not None
    assert offered.choices[0].words == first
    before = {(one.code, one.subject) for one in found(text)}
    for choice in offered.choices:
        after = {(one.code, one.subject) for one in found(offered.write(choice.words))}
        assert after < before, choice.words


def test_what_is_wrong_with_a_name_is_said() -> None:
    finding = the(lines_without("| End user"), "role-not-filled")
    offered = offer(Asked(read(lines_without("| End user"), PATH).document, finding, by="Ida Rhodes"))
    assert offered is not None
    with pytest.raises(NotAnAnswer, match=r"^`\|` ends a cell of a table"):
        offered.write("Bob | Ross <bob@x.example>")


@pytest.mark.parametrize(
    ("words", "where", "access"),
    [
        ("https://sb.birch.example, API key", "<https://sb.birch.example>", "API key"),
        ("<https://sb.birch.example> API key, asked of Kay", "<https://sb.birch.example>", "API key, asked of Kay"),
        ("https://sb.birch.example?a=1,2; open", "<https://sb.birch.example?a=1,2>", "open"),
        ("https://sb.birch.example", "<https://sb.birch.example>", ""),
        ("in the portal, see there; open", "in the portal, see there", "open"),
    ],
)
def test_an_address_ends_where_it_ends(words: str, where: str, access: str) -> None:
    text = lines_without("| Desk sandbox")
    offered = offer(Asked(read(text, PATH).document, the(text, "sandbox-missing")))
    assert offered is not None
    row = read(offered.write(words), PATH).document.resources[-1]
    assert (row.where.strip("<>"), row.access) == (where.strip("<>"), access)


ON_EXAMPLES = {
    "field-winner-undecided": "Books",
    "counted-number-both-ways": "←",
    "personal-value-shown": "may be shown",
    "record-without-fields": "`email` = `mail`, name -> title",
    "required-field-not-fed": "always `web`",
    "required-field-not-read": "left out on purpose",
    "mapped-record-out-of-scope": "it flows",
    "silence-by-somebody-else": "yes",
    "silence-of-an-error": "take it out",
    "silence-of-nothing": "take it out",
    "silence-too-wide": "Invoice",
    "silence-without-decision": "Acorn is being renamed",
    "two-writers-of-one-field": "not by this document",
    "value-goes-round": "not by this document",
    "first-run-longer-than-window": "20:00 to 19:00",
    "hidden-characters": "take it out",
    "names-look-alike": "Patron",
    "version-not-raised-since-signed": "1.2.0",
}
"""What is answered to the bad examples of rules, read with what was learned of both systems."""


def _example(code: str) -> tuple[str, list[Finding]]:
    fragment = guides()[code].bad
    mine = fragment.partition(SIGNED)[0].partition(APART)[0]
    return splice(BASE, mine) if mine.strip() else BASE, [one for one in raised(fragment) if one.code == code]


def _read_again(code: str, text: str) -> set[tuple[str, str]]:
    """What the rule still asks of the text, with the same other document and the same signatures."""
    fragment, _, table = guides()[code].bad.partition(SIGNED)
    theirs = fragment.partition(APART)[2]
    reading = read(text, PATH)
    other = read(splice(OTHER, theirs.strip() + "\n") if theirs.strip() else OTHER, OTHER_PATH).document
    agreed = signed(table) if table.strip() else None
    known = known_profiles(reading.document)
    found = check(
        reading.document, reading.findings, known, others=[Context(other, known_profiles(other))], agreed=agreed
    )
    return {(one.code, one.subject) for one in found}


@pytest.mark.parametrize("code", list(ON_EXAMPLES))
def test_an_answer_to_a_rules_own_example_closes_it(code: str) -> None:
    text, (finding, *_) = _example(code)
    document = read(text, PATH).document
    offered = offer(Asked(document, finding, known_profiles(document), by="Ida Rhodes"))
    assert offered is not None
    for answer in (ON_EXAMPLES[code], *(choice.words for choice in offered.choices)):
        after = _read_again(code, offered.write(answer))
        assert (code, finding.subject) not in after, answer
        before = {one for one, _ in _read_again(code, text)}
        # What is taken out of `Left open on purpose` is asked again, as it should be.
        new = {one for one, _ in after} - before
        assert not new & {"unknown-column", "not-interpreted", "cell-not-understood", "rule-not-understood"}, answer


def test_each_rule_can_be_answered_or_says_why_not() -> None:
    for code in guides():
        text, findings = _example(code)
        document = read(text, PATH).document
        offers = [offer(Asked(document, one, known_profiles(document), by="Ida Rhodes")) for one in findings]
        if code in ELSEWHERE:
            assert offers == [None] * len(offers), code
        else:
            assert all(one is not None and (one.choices or one.expects) for one in offers), code
    assert set(ELSEWHERE) <= set(guides())


def test_an_owner_without_a_company_is_asked_for_it_and_decides() -> None:
    text = BASE.replace(
        "Ida Rhodes <ida@acorn.example>, Acorn. She decides", "Ida Rhodes <ida@acorn.example>. She decides"
    )
    finding = the(text, "owner-of-neither-company")
    assert finding.message == "of which company is `Ida Rhodes`?"
    document = read(text, PATH).document
    assert document.owner is not None
    assert may_decide(document, "Ida Rhodes", "Client")
    offered = offer(Asked(document, finding, by="Ida Rhodes"))
    assert offered is not None
    assert "Ida Rhodes <ida@acorn.example>, Acorn. She decides" in offered.write("Acorn")
