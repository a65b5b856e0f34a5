"""What every rendering shows: resolved from the document, the systems and the evidence, open or not."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.render.view.documents import PROFILES, TEXT, document

from interlock.document import read, refer
from interlock.journeys.check import check
from interlock.journeys.project import load
from interlock.model.place import Span
from interlock.model.verdict import Judgement, Verdict
from interlock.render.view import CriterionState, Example, Held, Run, View, runs, safe_link, view_of
from interlock.rules import check as cold_read

PLACE = Span("a", 1, 1, 1, 1)


@pytest.fixture(scope="module")
def view() -> View:
    return view_of(document(), profiles=PROFILES)


def test_a_record_opens_with_its_decisions_in_one_paragraph(view: View) -> None:
    assert view.records[0].paragraph == (
        "An Invoice of Desk (`invoices`) becomes one in Books (`bills`). The source of truth is Desk. Changes are "
        "looked for every 30 minutes. One in Desk and one in Books are the same when `number` = `ref`. Only those take "
        "part whose `sent` in Desk is `yes`; one that no longer does is set aside for somebody to decide. One that is "
        "missing in Books is created there. It begins with those that come into being after go-live; older ones are "
        "left alone. What somebody edits in Books is set back, and kept in the history. What happens when one is "
        "deleted is not decided yet."
    )


def test_comments_are_for_those_who_write_and_arrows_are_arrows() -> None:
    text = TEXT.replace("they are sent.", "they are sent. <!-- ask\nZoë --> Say `<!-- a -->`.")
    made = view_of(
        read(text.replace("| →         |", "| ->        |", 1), "a.interlock.md").document, profiles=PROFILES
    )
    assert "Zoë" not in str(made)
    assert made.overview[0].endswith("Say `<!-- a -->`.")
    assert next(one.said for one in made.records[0].decisions if one.name == "Direction") == "→"


def test_nothing_becomes_a_record_where_nothing_is_created() -> None:
    never = TEXT.replace("| in Books ", "| never    ", 1)
    said = view_of(read(never, "a.interlock.md").document, profiles=PROFILES).records[0].paragraph
    assert said.startswith(
        "The values of an Invoice of Desk (`invoices`) are carried over to its counterpart in Books (`bills`)."
    )
    assert "One that is missing on a side is never created there." in said
    assert "becomes" not in said


def test_what_is_open_or_not_understood_is_said_to_be_so(view: View) -> None:
    said = view.records[1].paragraph
    assert "How often changes are looked for is written as “whenever”." in said
    assert "By which fields the two are known to be the same is not decided yet." in said
    assert "the newer value wins; where that cannot be told, Desk wins" in said
    assert "When one is deleted, the owner is asked what becomes of its counterpart." in said


def test_fields_have_labels_types_and_a_value_that_went_through_their_rule(view: View) -> None:
    rows = {row.ref: row for row in view.records[0].fields}
    number = rows["Invoice/number"]
    assert (number.left[0].label, number.left[0].type, number.left[0].required) == ("Number", "text", True)
    assert number.right[0].type == "text, up to 20 characters"
    assert number.example == Example("D-7", "D-7")
    assert rows["Invoice/state"].example == Example("open", "false")
    assert rows["Invoice/total_cents"].example == Example("1250", "12.5")
    assert rows["Invoice/size"].example == Example("S", "small")
    assert rows["Invoice/total_cents"].sensitive


def test_a_row_that_is_not_understood_is_shown_without_an_example(view: View) -> None:
    row = view.records[0].fields[-1]
    assert (row.rule, row.example, row.left[0].required, row.left[0].type) == ("by magic", None, None, "")


def test_an_assumption_is_proven_contradicted_or_believed_by_somebody(view: View) -> None:
    assert [(one.held, one.by) for one in view.assumptions] == [
        (Held.PROVEN, "the API description of Desk: 600 requests per minute"),
        (Held.CONTRADICTED, "the API description of Books: 1 request per second"),
        (Held.BELIEVED, "Ida Rhodes, the owner"),
    ]


def test_only_the_owners_answer_closes_a_question(view: View) -> None:
    assert [one.open for one in view.questions] == [True, True, False]


def test_in_scope_is_derived_from_the_map(view: View) -> None:
    assert [(one.what, one.said) for one in view.in_scope] == [
        ("Invoice", "Desk → Books, 5 fields (booked)"),
        ("Client", "Desk ↔ Books"),
    ]


def test_a_verdict_counts_for_the_sentence_that_it_is_about() -> None:
    sentence = document().criteria[0].text
    for text, state in ((sentence, CriterionState.MET), ("another", CriterionState.NOT_TRIED)):
        verdict = Verdict("arrives", text, PLACE, Judgement.MET, "")
        assert view_of(document(), verdicts=[verdict]).criteria[0].state is state


def test_it_works_without_systems_and_for_the_scope_alone() -> None:
    bare = view_of(document(), scope_only=True)
    assert bare.scope_only
    assert not any(one.fields for one in bare.records)
    assert not bare.tables
    assert not bare.policies
    unlearned = view_of(document())
    assert unlearned.records[0].fields[0].left[0].type == ""
    assert unlearned.records[0].fields[2].example == Example("1250", "12.5")


def test_an_empty_document_has_a_view() -> None:
    view = view_of(document("---\ninterlock: 1\n---\n"))
    assert (view.title, view.records, view.diagram, view.owner) == ("invoices", (), None, None)


def test_every_row_can_be_asked_about_by_its_ref(examples: Path) -> None:
    project = load(examples / "orders")
    view = view_of(project.document, profiles=project.profiles, findings=check(project))
    refs = [one.ref for one in view.systems] + [one.ref for one in view.people] + [one.ref for one in view.resources]
    refs += [one.ref for one in view.stories] + [one.ref for one in view.criteria] + [one.ref for one in view.records]
    refs += [one.ref for one in (*view.dates, *view.policies, *view.out_of_scope)]
    refs += [one.ref for one in view.assumptions]
    refs += [one.ref for record in view.records for one in record.decisions]
    refs += [one.ref for record in view.records for one in record.fields]
    assert len(refs) > 100
    assert [ref for ref in refs if refer(project.document, ref) is None] == []


def test_every_row_of_the_example_has_an_example_but_lists(examples: Path) -> None:
    project = load(examples / "orders")
    view = view_of(project.document, profiles=project.profiles)
    without = [row.rule for record in view.records for row in record.fields if row.example is None]
    assert without == ["paired by `sku` = `product_code`"]


def test_what_is_open_is_shown_and_not_refused() -> None:
    found = cold_read(document(), (), PROFILES)
    view = view_of(document(), profiles=PROFILES, findings=found)
    assert any(one.ref == "Invoice/on-delete" for one in view.open_points)
    assert len({one.fingerprint for one in view.open_points}) == len(view.open_points)


def test_the_same_document_has_the_same_view() -> None:
    assert view_of(document(TEXT), profiles=PROFILES) == view_of(document(TEXT), profiles=PROFILES)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("plain", (Run("plain"),)),
        ("a `b` c", (Run("a "), Run("b", code=True), Run(" c"))),
        ("<script>alert(1)</script>", (Run("<script>alert(1)</script>"),)),
        ("[x](javascript:alert(1))", (Run("[x](javascript:alert(1))"),)),
        ("[x](https://a.example)", (Run("x", link="https://a.example"),)),
        ("![x](https://a.example/i.png)", (Run("!"), Run("x", link="https://a.example/i.png"))),
        ("**b** *i*", (Run("b", strong=True), Run(" "), Run("i", emphasis=True))),
        ("gnp\u202etxt.exe", (Run("gnp�txt.exe"),)),
        ("&#x202e;x", (Run("�x"),)),
        ("", ()),
    ],
)
def test_inline_text_is_taken_apart_and_made_safe(text: str, found: tuple[Run, ...]) -> None:
    assert runs(text) == found


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "//a.example", "http://", "https://a b"],
)
def test_only_addresses_of_the_web_become_links(address: str) -> None:
    assert safe_link(address) == ""
