"""Cells and lines in free words: read as they stand, or said in the controlled language with nothing lost."""

from __future__ import annotations

import pytest
from tests.document.helpers import reading

from interlock.document import Reading, read

_MAP = "## Data map\n\n| Record | {0} |\n| ------ | --- |\n| Invoice | {1} |\n"
_POLICY = "## When something goes wrong\n\n| When | Then |\n| --- | --- |\n| {0} | {1} |\n"
_FACT = "## Assumptions\n\n- {0}\n"

# A cell, and what it is understood as: itself where it reads as it stands.
_CELLS = [
    ("On conflict", "Books always wins", None),
    ("On conflict", "most recent edit wins", None),
    ("On conflict", "last write wins, else hold", None),
    ("On conflict", "Books is master", "Books wins"),
    ("On conflict", "the owner wins", "source of truth wins"),
    ("On conflict", "last-writer-wins", "newest wins, else hold"),
    ("On conflict", "flag for review", "hold"),
    ("On delete", "delete it too", None),
    ("On delete", "soft delete", "archive"),
    ("On delete", "do not delete anything", "keep"),
    ("On delete", "remove", "delete"),
    ("On delete", "after approval", "ask"),
    ("Create missing", "only in Books", None),
    ("Create missing", "always", "in both"),
    ("When it leaves", "stop syncing", None),
    ("When it leaves", "freeze", "stop updating"),
    ("Starting", "everything", None),
    ("Starting", "no backfill", "from go-live"),
    ("How often", "each 10 minutes", None),
    ("How often", "hourly", "every 1 hour"),
    ("How often", "real-time", "at once"),
    ("Matched by", "`number`, case-insensitive", None),
    ("Matched by", "number = reference", "`number` = `reference`"),
]
_POLICIES = [
    ("any 5xx", "notify us", "a 5xx answer", "alert"),
    ("too many requests (429)", "wait as told, then retry", "a 429 answer", None),
    ("400/422", "put it on hold", "a 400 or 422 answer", None),
    ("network error", "retry 3 times", "a 5xx answer or no answer", None),
    ("the token has expired", "retry 3x", "a 401 answer", "retry 3 times"),
    ("a required field is missing", "hold the item", "a 400 or 422 answer", None),
    (
        "over 10% of invoices deleted within an hour",
        "do not delete",
        "more than 10 % of a record are deleted within an hour",
        "hold these deletes",
    ),
    ("HTTP 500 or a timeout", "try again 5 times then hold", None, None),
    ("a 422 from Books", "retry three times with exponential backoff, then hold it", "a 422 answer", None),
    ("Books is down", "pause, then retry every minute", "a 5xx answer or no answer", None),
    ("rate limit exceeded", "honour Retry-After", "a 429 answer", "wait as told"),
    ("a 400 answer", "retry 3 times, then log and alert", None, "retry 3 times, then alert"),
    ("a 400 answer", "keep trying, tell Jane after 5 minutes", None, "retry with backoff, then alert after 5 minutes"),
    ("a 401 answer", "the team is notified", None, "alert"),
    ("40 deletions at once", "hold all deletes", "more than 40 of a record are deleted within 1 hour", None),
]  # fmt: skip
_FACTS = [
    ("We may call Books 120 times a minute.", "Books allows 120 requests per minute"),
    ("The Books rate limit is 120/min.", "Books allows 120 requests per min"),
    ("20,000 Invoices are stored in Desk.", "Desk keeps 20,000 Invoices"),
    ("The number of Invoices in Desk is 20,000.", "Desk keeps 20,000 Invoices"),
    ("On average 500 Invoices are created in Desk per day.", "500 Invoices are created in Desk per day"),
    ("The time zone of Books is Europe/Berlin.", "Books times are in Europe/Berlin"),
    ("Desk stores 3,000 Invoices.", None),
    ("The Books rate limit is 100 requests per 10 seconds.", None),
    ("Books is limited to 5 requests per second.", None),
    ("Books can handle about 100 calls per second.", "Books allows 100 requests per second"),
    ("Desk has roughly 20k Invoices.", "Desk keeps 20,000 Invoices"),
    ("Books uses UTC.", "Books times are in UTC"),
    ("We expect 200 new Invoices in Desk a day.", "200 Invoices are created in Desk per day"),
]


def _told(result: Reading, code: str) -> list[str | None]:
    return [f.replacement.text if f.replacement else None for f in result.findings if f.code == code]


@pytest.mark.parametrize(("column", "cell", "wanted"), _CELLS, ids=[f"{a}-{b}" for a, b, _ in _CELLS])
def test_a_decision_reads_or_is_offered(column: str, cell: str, wanted: str | None) -> None:
    assert _told(reading(_MAP.format(column, cell)), "unknown-decision") == ([] if wanted is None else [wanted])


@pytest.mark.parametrize(("when", "then", "for_when", "for_then"), _POLICIES, ids=[one[0] for one in _POLICIES])
def test_a_row_of_the_error_policy_reads_or_is_offered(
    when: str, then: str, for_when: str | None, for_then: str | None
) -> None:
    wanted = {one for one in (for_when, for_then) if one}
    assert set(_told(reading(_POLICY.format(when, then)), "policy-not-understood")) == wanted


def test_a_time_that_would_get_lost_is_asked_about() -> None:
    """`alert` alone would be sent at once."""
    assert _told(
        reading(_POLICY.format("a 400 answer", "notify us after a quarter of an hour")), "policy-not-understood"
    ) == [None]


_STORIES = [
    ("As a clerk, I want paid invoices in Books within 1 hour, so I never type them.",
     "As a clerk, I want paid invoices in Books within 1 hour, so that I never type them"),
    ("So that nobody types, as a clerk, I want invoices in Books within 1 hour.",
     "as a clerk, I want invoices in Books within 1 hour, so that nobody types"),
    ("Clerk: when an invoice is paid, Books shows it within 1 hour so that nobody types it.",
     "As a Clerk, when an invoice is paid, Books shows it within 1 hour so that nobody types it"),
]  # fmt: skip


@pytest.mark.parametrize(("line", "wanted"), _STORIES, ids=[one[0][:30] for one in _STORIES])
def test_a_story_in_another_order_is_offered_in_the_one_that_is_read(line: str, wanted: str) -> None:
    section = f"## User stories\n\n- **s** (Desk → Books): {line}\n"
    assert _told(reading(section), "story-not-understood") == [wanted]
    again = reading(section.replace(line, wanted + "."))
    assert _told(again, "story-not-understood") == []


@pytest.mark.parametrize(("line", "wanted"), _FACTS, ids=[one[0] for one in _FACTS])
def test_a_number_of_a_system_is_counted_with_or_noted(line: str, wanted: str | None) -> None:
    result = reading(_FACT.format(line))
    assert _told(result, "fact-not-understood") == ([] if wanted is None else [wanted])
    assert (result.document.assumptions[0].fact is not None) == (wanted is None)


@pytest.mark.parametrize(
    "line", ["Books is never closed.", "Nobody edits 2 things at once.", "Customers pay in euros."]
)
def test_what_says_nothing_of_a_systems_numbers_is_left_alone(line: str) -> None:
    assert _told(reading(_FACT.format(line)), "fact-not-understood") == []


@pytest.mark.parametrize(
    ("code", "sections"),
    [
        ("unknown-decision", [_MAP.format(column, cell) for column, cell, wanted in _CELLS if wanted]),
        ("policy-not-understood", [_POLICY.format(*row[:2]) for row in _POLICIES if row[2] or row[3]]),
        ("fact-not-understood", [_FACT.format(line) for line, wanted in _FACTS if wanted]),
    ],
    ids=["cells", "policies", "facts"],
)
def test_what_is_offered_reads_in_its_place(code: str, sections: list[str]) -> None:
    for section in sections:
        result = reading(section)
        for _ in range(3):
            offered = next((f.replacement for f in result.findings if f.code == code and f.replacement), None)
            if offered is None:
                break
            text = result.document.text
            result = read(text[: offered.place.start] + offered.text + text[offered.place.end :], "d.md")
        assert not _told(result, code), section


def test_words_that_a_test_cannot_bring_about_are_pointed_at_exactly() -> None:
    said = (
        "When an Invoice is created in Desk while the moon is full, a matching Invoice exists in Books within 1 minute."
    )
    result = reading(f"## Acceptance criteria\n\n- **c**: {said}\n")
    (finding,) = [f for f in result.findings if f.code == "criterion-not-understood"]
    assert result.document.text[finding.place.start : finding.place.end] == "while the moon is full"
    assert "while Desk is down for 30 minutes" in finding.hint
