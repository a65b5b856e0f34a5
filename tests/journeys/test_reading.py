"""People's cold read: who may read, what they ask, and how long the evidence holds."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interlock.document import fmt, read
from interlock.document.digests import decisions_digest
from interlock.document.editing import add_row, decide
from interlock.document.sections.listings import CHANGES, QUESTIONS
from interlock.errors import InputError, InterlockError, UsageError
from interlock.journeys.answering import ask
from interlock.journeys.check import check
from interlock.journeys.project import load
from interlock.journeys.reading import coldread, coldread_standing, coldreads
from interlock.render import coldread_text

ROOT = Path(__file__).parents[2]
EXAMPLE = (ROOT / "examples" / "orders" / "orders.interlock.md").read_text(encoding="utf-8")
SCHEMA = json.loads((ROOT / "docs" / "schemas" / "coldread.json").read_text(encoding="utf-8"))
OWNER = "Ada Lovelace"


class Noon:
    """Always the same moment."""

    def now(self) -> datetime:
        return datetime(2027, 1, 31, 12, tzinfo=UTC)

    async def sleep(self, seconds: float) -> None:
        del seconds
        raise AssertionError


@pytest.fixture
def document(tmp_path: Path) -> Path:
    path = tmp_path / "orders.interlock.md"
    path.write_text(EXAMPLE, encoding="utf-8")
    return path


def recorded(document: Path, reader: str, of: str, *questions: tuple[str, str]) -> Path:
    return coldread(document, reader=reader, of=of, questions=questions, by="me", clock=Noon())[0]


def test_both_sides_read_it_and_what_they_ask_is_answered(document: Path) -> None:
    assert not coldread_standing(document).complete
    evidence = recorded(document, "Jean Bartik", "lark", ("order / on delete", "Why  archive?"))
    recorded(document, "Kay McNulty", "ERP")
    assert evidence == document.parent / "evidence" / "orders.coldread.storefront.jean-bartik.json"
    jsonschema.validate(json.loads(evidence.read_bytes()), SCHEMA)
    standing = coldread_standing(document)
    assert standing.missing == ("Jean Bartik asks about Order/on-delete: Why archive? (open)",)
    (question,) = [one for one in check(load(document), scope_only=True) if one.code == "question-unanswered"]
    assert question.message == "Jean Bartik asks: Why archive?"
    ask(document, {"Why archive?": "the auditor wants it"}, by="Grace Hopper", scope_only=True, clock=Noon())
    assert coldread_standing(document).missing == ("Jean Bartik asks about Order/on-delete: Why archive? (proposed)",)
    done = ask(document, {"Why archive?": "the auditor wants it"}, by=OWNER, scope_only=True, clock=Noon())
    assert done.clean
    assert coldread_standing(document).complete
    assert (
        coldread_text(coldread_standing(document))
        == """\
Lark, Storefront
  Jean Bartik, 2027-01-31, version 1.0.0: holds
    Order/on-delete: Why archive? [answered]: the auditor wants it (Ada Lovelace)
Ledgerline, ERP
  Kay McNulty, 2027-01-31, version 1.0.0: holds

read cold on both sides, nothing open
"""
    )


def test_a_changed_decision_ends_it_until_it_is_read_again(document: Path) -> None:
    recorded(document, "Jean Bartik", "Lark", ("Stock", "Who counts?"))
    recorded(document, "Kay McNulty", "ERP")
    text = decide(document.read_text(encoding="utf-8"), "Order", "on-delete", "ask")
    document.write_text(text, encoding="utf-8")
    standing = coldread_standing(document)
    assert [one.void for side in standing.sides for one in side.readings] == [
        "the document's decisions have changed since"
    ] * 2
    recorded(document, "Jean Bartik", "Lark")
    (again,) = coldread_standing(document).sides[0].readings
    assert not again.void
    assert [one.question.text for one in again.asked] == ["Who counts?"]


@pytest.mark.parametrize("name", ["Grace Hopper", "hopper, grace", "GRACE  HOPPER", "grace@ledgerline.example", OWNER])
def test_nobody_of_the_project_reads_it_cold(document: Path, name: str) -> None:
    with pytest.raises(UsageError, match="belongs to the project") as refused:
        recorded(document, name, "ERP")
    assert "in no meeting" in refused.value.hint
    assert not (document.parent / "evidence").exists()


def test_whoever_joins_the_project_has_read_it_cold_no_more(document: Path) -> None:
    recorded(document, "Jean Bartik", "ERP")
    document.write_text(EXAMPLE.replace("Dorothy Vaughan  ", "Jean Bartik      "), encoding="utf-8")
    (judged,) = coldread_standing(document).sides[1].readings
    assert judged.void == "the reader stands in the document now (QA analyst)"


def test_one_person_reads_for_one_side(document: Path) -> None:
    recorded(document, "Jean Bartik", "ERP")
    with pytest.raises(UsageError, match="read it for Ledgerline already"):
        recorded(document, "jean bartik", "Storefront")


def test_a_question_that_was_taken_out_is_not_answered(document: Path) -> None:
    recorded(document, "Jean Bartik", "ERP", ("Stock", "Who counts?"))
    document.write_text(EXAMPLE, encoding="utf-8")
    assert coldread_standing(document).sides[1].readings[0].open[0].state.value == "gone"


@pytest.mark.parametrize(
    ("reader", "of", "about", "says"),
    [
        ("Jean", "Elsewhere", "Order", "is no side of the document"),
        ("Jean", "ERP", "Odrer", "is about nothing"),
        ("Jean", "ERP", "", "is about nothing"),
        (" ", "ERP", "Order", "nobody read it"),
    ],
)
def test_what_cannot_be_recorded(document: Path, reader: str, of: str, about: str, says: str) -> None:
    with pytest.raises(UsageError, match=says):
        recorded(document, reader, of, (about, "why?"))
    assert document.read_text(encoding="utf-8") == EXAMPLE
    assert not (document.parent / "evidence").exists()


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"schema": 1}', "\\u0000"])
def test_evidence_that_is_none(document: Path, text: str) -> None:
    recorded(document, "Jean Bartik", "ERP").write_text(text)
    with pytest.raises(InputError, match="is no evidence of a cold read"):
        coldread_standing(document)


@settings(max_examples=40, deadline=None)
@given(st.text(min_size=1, max_size=20), st.sampled_from(["on-delete", "on-conflict", "starting", "how-often"]))
def test_only_decisions_change_what_stands_for_them(words: str, decision: str) -> None:
    before = decisions_digest(read(EXAMPLE, "a").document)
    asked = add_row(EXAMPLE, "Questions", QUESTIONS, {"text": words})
    noted = add_row(asked, "Changes", CHANGES, {"version": "2", "what": words})
    assert decisions_digest(read(noted, "b").document) == before
    decided = decide(EXAMPLE, "Order", decision, f"x{words}")
    assert decisions_digest(read(decided, "a").document) != before


def test_formatting_changes_no_decision() -> None:
    ragged = EXAMPLE.replace("   |", " |").replace("→", "->").replace("↔", "<->").replace("←", "<-")
    assert ragged != EXAMPLE
    assert decisions_digest(read(ragged, "a").document) == decisions_digest(read(EXAMPLE, "a").document)
    assert decisions_digest(read(fmt(ragged), "a").document) == decisions_digest(read(EXAMPLE, "a").document)


def test_where_the_evidence_cannot_be_written_the_document_is_as_it_was(document: Path) -> None:
    (document.parent / "evidence").write_text("no folder")
    before = document.read_bytes()
    with pytest.raises(InterlockError, match="cannot be written"):
        recorded(document, "Jean Bartik", "Lark", ("Order", "Why?"))
    assert document.read_bytes() == before


def test_where_one_of_several_cannot_be_written_none_is(document: Path) -> None:
    other = document.parent / "zoo.interlock.md"
    other.write_text(EXAMPLE.replace("Stock", "Animal"), encoding="utf-8")
    # The place of the second document's evidence is taken by a folder.
    (document.parent / "evidence" / "zoo.coldread.storefront.jean-bartik.json").mkdir(parents=True)
    files = sorted(one for one in document.parent.rglob("*") if one.is_file())
    before = [one.read_bytes() for one in files]
    with pytest.raises(InterlockError):
        coldreads(document.parent, reader="Jean Bartik", of="Lark", questions=[("Stock", "Why?")], by="me")
    assert sorted(one for one in document.parent.rglob("*") if one.is_file()) == files
    assert [one.read_bytes() for one in files] == before
