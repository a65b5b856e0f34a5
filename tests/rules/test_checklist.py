"""The five lines at the end of a check."""

from __future__ import annotations

from tests.rules.helpers import BASE, PATH

from interlock.document import read
from interlock.render.checklists import checklist_text
from interlock.rules import check, checklist


def lines(text: str) -> dict[str, tuple[str, ...]]:
    reading = read(text, PATH)
    listed = checklist(reading.document, check(reading.document, reading.findings, {}, scope_only=True))
    return {one.item: one.missing for one in listed.lines}


def test_a_sound_document_lacks_nothing() -> None:
    assert lines(BASE) == {"stories": (), "map": (), "criteria": (), "owner": (), "out of scope": ()}


def test_each_line_names_what_it_lacks() -> None:
    text = BASE.replace("newest wins, else source of truth | archive ", "newest wins, else source of truth |         ")
    text = text.replace("Ida Rhodes <ida@acorn.example>, Acorn. She decides what the integration does.", "")
    found = lines(text)
    assert (found["map"], found["owner"]) == (("Client/on-delete",), ("Owner",))


def test_a_sentence_that_was_not_understood_belongs_to_its_section() -> None:
    found = lines(
        BASE.replace("- **closed-month** (Desk → Books): As an accountant, when", "- **closed-month**: If", 1)
    )
    assert found["stories"]
    assert not found["criteria"]


def test_an_empty_document_has_nothing_done() -> None:
    assert all(missing for missing in lines("# Nothing\n").values())


def test_open_decisions_about_one_record_stand_together() -> None:
    text = BASE.replace("newest wins, else source of truth | archive ", "                                  |         ")
    reading = read(text, PATH)
    listed = checklist(reading.document, check(reading.document, reading.findings, {}, scope_only=True))
    (one,) = listed.together
    assert one.record == "Client"
    assert [finding.subject for finding in one.findings] == ["Client/on-conflict", "Client/on-delete"]


def test_fields_of_a_record_are_no_decision_that_one_line_settles() -> None:
    text = BASE.replace("newest wins, else source of truth | archive ", "                                  |         ")
    start = text.index("### Client")
    text = text[:start] + text[text.index("### ", start + 4) :]
    reading = read(text, PATH)
    found = check(reading.document, reading.findings, {})
    assert "Client/fields" in {one.subject for one in found}
    (one,) = [one for one in checklist(reading.document, found).together if one.record == "Client"]
    assert [finding.subject for finding in one.findings] == ["Client/on-conflict", "Client/on-delete"]


def shown(text: str) -> str:
    reading = read(text, PATH)
    return checklist_text(checklist(reading.document, check(reading.document, reading.findings, {}, scope_only=True)))


def test_all_five_lines_of_a_sound_document() -> None:
    assert (
        shown(BASE)
        == """\
stories       done (3 stories)
map           done (2 records)
criteria      done (13 criteria)
owner         done (Ida Rhodes)
out of scope  done (5 rows)
"""
    )


def test_all_five_lines_where_each_lacks_something() -> None:
    text = BASE.replace("newest wins, else source of truth | archive ", "                                  |         ")
    text = text.replace("Ida Rhodes <ida@acorn.example>, Acorn. She decides what the integration does.", "")
    text = text.replace("- **closed-month** (Desk → Books): As an accountant, when", "- **closed-month**: If", 1)
    text = "".join(line for line in text.splitlines(True) if "currenc" not in line and "deleted" not in line)
    assert (
        shown(text)
        == """\
stories       missing: Invoice/story/Desk, closed-month
map           missing: Client/on-conflict, Client/on-delete
criteria      missing: Client/criterion/deleted/Desk, Invoice/criterion/deleted/Desk,
              Client/criterion/deleted/Books
owner         missing: Owner
out of scope  missing: Out of scope/multi-currency
one answer may settle 2 questions about Client: on-conflict, on-delete
"""
    )
