"""A question is silenced only by a written decision, which is shown; whatever is wrong with one is asked."""

from __future__ import annotations

import pytest
from tests.rules.helpers import BASE, PATH, PROFILES
from tests.rules.splice import splice

from interlock.document import read
from interlock.model.value import Side
from interlock.rules import ColdRead, cold_read

KNOWN = {Side.LEFT: PROFILES["systems/desk.yaml"], Side.RIGHT: PROFILES["systems/books.yaml"]}
OPEN = splice(
    BASE,
    "## Data map\n\n| Record | Desk | Books | Source of truth | Direction | On conflict | On delete |\n"
    "|-|-|-|-|-|-|-|\n"
    "| Client | `clients` | `accounts` | Desk | ↔ | newest wins, else source of truth | |\n"
    "| Invoice | `invoices` | `bills` | Desk | → | hold | |\n",
)


def _read(*rows: str, text: str = OPEN, scope_only: bool = False) -> ColdRead:
    table = "\n## Left open on purpose\n\n| Question | About | Decided by | Why |\n|-|-|-|-|\n"
    reading = read(text + table + "".join(f"| {row} |\n" for row in rows) if rows else text, PATH)
    return cold_read(reading.document, reading.findings, KNOWN, scope_only=scope_only)


def _asked(read_: ColdRead) -> list[str]:
    return sorted(f"{finding.code} {finding.subject}" for finding in read_.findings)


CLIENT, INVOICE = "delete-undecided Client/on-delete", "delete-undecided Invoice/on-delete"


def test_both_are_asked_without_a_decision() -> None:
    assert _asked(_read()) == [CLIENT, INVOICE]
    assert _read().silenced == ()


def test_a_decision_silences_what_it_names_and_is_shown() -> None:
    found = _read("`delete-undecided` | `Client` | Ida Rhodes | nobody deletes")
    assert _asked(found) == [INVOICE]
    (one,) = found.silenced
    assert (one.finding.subject, one.silence.decided_by, one.silence.why) == (
        "Client/on-delete",
        "Ida Rhodes",
        "nobody deletes",
    )


@pytest.mark.parametrize("about", ["all", "Everything"])
def test_all_of_a_kind_can_be_silenced_by_saying_so(about: str) -> None:
    assert _asked(_read(f"`delete-undecided` | {about} | Ida Rhodes | nobody deletes")) == []


def test_the_owner_is_also_known_by_contact_and_in_any_case() -> None:
    assert (
        _asked(
            _read("delete-undecided | client | ida@acorn.example | x", "delete-undecided | INVOICE | ida rhodes | x")
        )
        == []
    )


def test_a_delegate_may_decide() -> None:
    text = OPEN.replace("| Partner contact |", "| Partner contact, delegate of the owner |")
    assert _asked(_read("`delete-undecided` | all | Betty Holbert | x", text=text)) == []


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("`delete-undecided` | Client | | nobody deletes", "silence-without-decision"),
        ("`delete-undecided` | Client | Ida Rhodes | ", "silence-without-decision"),
        ("`delete-undecided` | Client | Betty Holbert | nobody deletes", "silence-by-somebody-else"),
        ("`delete-undecided` | Order | Ida Rhodes | nobody deletes", "silence-of-nothing"),
        ("`delete-undecidd` | Client | Ida Rhodes | nobody deletes", "silence-of-nothing"),
        ("`conflict-undecided` | | Ida Rhodes | nobody deletes", "silence-of-nothing"),
        ("`delete-undecided` | | Ida Rhodes | nobody deletes", "silence-too-wide"),
    ],
)
def test_a_row_that_is_no_decision_silences_nothing_and_is_asked_about(row: str, code: str) -> None:
    found = _read(row)
    assert {CLIENT, INVOICE} < set(_asked(found))
    assert [one.code for one in found.findings if one.code.startswith("silence")] == [code]
    assert found.silenced == ()


def test_errors_and_what_nothing_runs_without_stay() -> None:
    text = BASE.replace("| `phone`  | ↔         | `phone` |", "| `phnoe`  | ↔         | `phone` |")
    text = text.replace(
        "| Desk            | →         | source of truth wins", "| Desk            |           | source of truth wins"
    )
    rows = [f"`{code}` | all | Ida Rhodes | x" for code in ("field-not-in-system", "direction-undecided")]
    found = _read(*rows, text=text)
    assert found.silenced == ()
    codes = [one.code for one in found.findings]
    assert "field-not-in-system" in codes
    assert "direction-undecided" in codes
    assert codes.count("silence-of-an-error") == 2


def test_findings_about_decisions_cannot_be_silenced() -> None:
    found = _read("`silence-of-nothing` | all | Ida Rhodes | x", "`overview-missing` | | Ida Rhodes | x")
    assert [one.code for one in found.findings].count("silence-of-nothing") == 1
    assert found.silenced == ()


def test_a_rule_that_was_not_tried_says_nothing_about_its_decision() -> None:
    row = "`text-may-not-fit` | | Ida Rhodes | x"
    assert "silence-of-nothing" in [one.code for one in _read(row).findings]
    assert _asked(_read(row, scope_only=True)) == [CLIENT, INVOICE]


def test_a_rule_over_several_documents_says_nothing_where_there_is_one() -> None:
    assert _asked(_read("`one-name-two-systems` | | Ida Rhodes | x")) == [CLIENT, INVOICE]


def test_a_problem_of_the_mapping_is_known_and_stays() -> None:
    text = BASE.replace(
        "| `name`   | ↔         | `title` |                |", "| `name` | ↔ | `title` | by table Sizes |"
    )
    found = _read("`rule-words` | all | Ida Rhodes | x", text=text)
    assert [one.code for one in found.findings] == ["rule-words", "silence-of-an-error"]


def test_problems_of_reading_that_are_no_errors_can_be_left_open() -> None:
    found = _read(
        "`unknown-heading` | | Ida Rhodes | our own notes", text=BASE + "\n## Notes of the fitters\n\nNone.\n"
    )
    assert found.findings == ()
    assert len(found.silenced) == 1
