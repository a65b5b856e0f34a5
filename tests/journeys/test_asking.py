"""A sitting: answers are tried, written one by one and recorded; what is no answer changes nothing."""

# ruff: noqa: E501 - rows of a document stand in one line
from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from interlock.document import read
from interlock.errors import InputError, UsageError
from interlock.journeys.answering import answer_all, read_answers
from interlock.journeys.asking import Session
from interlock.journeys.check import check
from interlock.journeys.judging import Became, objection
from interlock.journeys.project import load
from interlock.journeys.questions import add_question
from interlock.journeys.sitting import Sitting
from interlock.journeys.steps import ONE_BY_ONE
from interlock.model.finding import Replacement
from interlock.model.people import named
from interlock.render import fingerprint
from interlock.rules import ColdRead

ROOT = Path(__file__).parents[2]
EXAMPLE = (ROOT / "examples" / "orders" / "orders.interlock.md").read_text(encoding="utf-8")
OWNER, PARTNER = "Ada Lovelace", "Grace Hopper"
HOLED = (
    EXAMPLE.replace("source of truth wins              | archive ", "                                  |         ")
    .replace("| from go-live | at once ", "|              | at once ")
    .replace("it is held with a reason and other", "it is handled correctly and other")
)


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
    path.write_bytes(HOLED.encode())
    return path


def sitting(document: Path, by: str = OWNER, *, dry_run: bool = False) -> Session:
    return Session(document, by=by, clock=Noon(), dry_run=dry_run, scope_only=True)


def whole(document: Path, by: str = OWNER, *, dry_run: bool = False) -> Sitting:
    return Sitting(document, by=by, clock=Noon(), dry_run=dry_run, scope_only=True)


def line(document: Path, start: str, *, last: bool = False) -> str:
    found = [one for one in document.read_text(encoding="utf-8").splitlines() if one.startswith(start)]
    return found[-1 if last else 0]


def test_one_answer_settles_what_is_open_about_a_record(document: Path) -> None:
    session = sitting(document)
    while (step := session.next()) is not None and step.block is None:
        session.skip(step)
    assert step is not None
    assert [one.subject for one in step.findings] == ["Order/on-conflict", "Order/on-delete", "Order/starting"]
    usual = "on conflict: source of truth wins; on delete: archive; starting: from go-live"
    assert [choice.words for choice in step.choices] == [usual, ONE_BY_ONE]
    assert session.answer(step, usual).became is Became.WRITTEN
    expected = HOLED.splitlines(keepends=True)
    after = document.read_text(encoding="utf-8").splitlines(keepends=True)
    assert "source of truth wins              | archive " in line(document, "| Order    | `orders`")
    assert line(document, "version:") == "version: 1.1.0"
    assert line(document, "| 1.1.0") == f"| 1.1.0   | 2027-01-31 | {OWNER} | Order: {usual} |"
    changed = [one for one in expected if one not in after]
    assert [one[:10] for one in changed] == ["version: 1", "| Order   ", "| Order   "]


def test_the_version_is_raised_once_a_sitting(document: Path) -> None:
    session = sitting(document)
    for words in ("archive", "source of truth wins"):
        key = "on-delete" if words == "archive" else "on-conflict"
        finding = next(one for one in session.open() if one.subject == f"Order/{key}")
        assert session.answer(session.step(finding), words).became is Became.WRITTEN
    assert line(document, "version:") == "version: 1.1.0"
    assert line(document, "| 1.1.0").endswith("| Order/on-delete: archive; Order/on-conflict: source of truth wins |")
    again = sitting(document)
    finding = next(one for one in again.open() if one.subject == "Order/starting")
    again.answer(again.step(finding), "from go-live")
    assert line(document, "version:") == "version: 1.2.0"


def test_an_answer_that_brings_an_error_is_refused_with_the_reason(document: Path) -> None:
    session = sitting(document)
    finding = next(one for one in session.open() if one.subject == "Order/on-delete")
    result = session.answer(session.step(finding), "burn it")
    assert result.became is Became.REFUSED
    assert "`burn it` is none of the deletes" in result.reason
    assert document.read_text(encoding="utf-8") == HOLED


def test_an_answer_that_leaves_the_question_open_is_refused(document: Path) -> None:
    session = sitting(document)
    (finding,) = [one for one in session.open() if one.subject.startswith("bad-data")][:1]
    result = session.answer(session.step(finding), "handled properly")
    assert result.became is Became.REFUSED
    assert document.read_text(encoding="utf-8") == HOLED


def test_what_somebody_else_answers_is_a_proposal(document: Path) -> None:
    session = sitting(document, PARTNER)
    finding = next(one for one in session.open() if one.subject == "Order/on-delete")
    assert session.answer(session.step(finding), "archive").became is Became.PROPOSED
    assert line(document, "version:") == "version: 1.0.0"
    assert session.document.record("Order").on_delete.open  # type: ignore[union-attr]
    (question,) = session.document.questions
    assert (question.answer, question.answered_by, question.about, question.asks) == (
        "archive",
        PARTNER,
        "Order/on-delete",
        OWNER,
    )
    found = check(load(document), scope_only=True)
    assert "question-unanswered" not in {one.code for one in found}  # it is shown once, where it is open
    (shown,) = [one for one in found if one.subject == "Order/on-delete"]
    assert shown.hint.startswith(f"{PARTNER} proposes `archive`. Write ")
    owner = sitting(document)
    step = owner.step(next(one for one in owner.open() if one.subject == "Order/on-delete"))
    assert (step.choices[0].words, step.choices[0].then) == ("archive", f"what {PARTNER} proposes")
    assert [choice.words for choice in step.choices].count("archive") == 1
    assert owner.answer(step, "archive").became is Became.WRITTEN
    assert not owner.document.record("Order").on_delete.open  # type: ignore[union-attr]
    assert not [one for one in owner.open() if one.code in {"question-unanswered", "delete-undecided"}]


def test_decisions_about_a_record_can_be_proposed_and_taken_together(document: Path) -> None:
    session = sitting(document, PARTNER)
    while (step := session.next()) is not None and step.block is None:
        session.skip(step)
    assert step is not None
    usual = step.choices[0].words
    assert session.answer(step, usual).became is Became.PROPOSED
    owner = sitting(document)
    asked = next(one for one in owner.open() if one.code == "question-unanswered")
    assert owner.answer(owner.step(asked), usual).became is Became.WRITTEN
    assert not [one for one in owner.open() if one.subject.startswith("Order/") or one.code == "question-unanswered"]


def test_deciding_the_cell_settles_the_proposal_as_well(document: Path) -> None:
    session = sitting(document, PARTNER)
    finding = next(one for one in session.open() if one.subject == "Order/on-delete")
    session.answer(session.step(finding), "archive")
    owner = sitting(document)
    finding = next(one for one in owner.open() if one.code == "delete-undecided")
    assert owner.answer(owner.step(finding), "archive in ERP").became is Became.WRITTEN
    (question,) = owner.document.questions
    assert (question.answer, question.answered_by) == ("archive in ERP (proposed was: archive)", OWNER)


def test_a_delegate_decides_about_the_named_records_only(document: Path) -> None:
    text = HOLED.replace("| Partner contact | Grace Hopper", "| Delegate for Order | Grace Hopper", 1)
    text = text.replace("| Customer | `customers` | `business-partners` | Storefront      | ↔         | newest wins, else source of truth | archive   |",
                        "| Customer | `customers` | `business-partners` | Storefront      | ↔         | newest wins, else source of truth |           |")  # fmt: skip
    document.write_text(text, encoding="utf-8")
    session = sitting(document, PARTNER)
    became = {}
    for record in ("Order", "Customer"):
        finding = next(one for one in session.open() if one.subject == f"{record}/on-delete")
        became[record] = session.answer(session.step(finding), "archive").became
    assert became == {"Order": Became.WRITTEN, "Customer": Became.PROPOSED}


def test_a_question_is_handed_on(document: Path) -> None:
    session = sitting(document)
    finding = next(one for one in session.open() if one.subject == "Order/on-delete")
    assert session.hand_on(session.step(finding), "Nobody").became is Became.REFUSED
    assert session.hand_on(session.step(finding), "Annie Easley").became is Became.HANDED_ON
    (question,) = session.document.questions
    assert (question.asks, question.asked_by, question.about) == ("Annie Easley", OWNER, "Order/on-delete")
    (asked,) = [one for one in session.open() if one.subject == "Order/on-delete"]
    assert asked.asks == "Annie Easley"
    while (step := session.next()) is not None:
        assert step.finding.subject != "Order/on-delete"
        assert step.finding.code != "question-unanswered"
        session.skip(step)


def test_a_question_is_left_open_on_purpose(document: Path) -> None:
    session = sitting(document)
    finding = next(one for one in session.open() if one.subject == "Order/on-delete")
    assert session.leave_open(session.step(finding), " ").became is Became.REFUSED
    assert session.leave_open(session.step(finding), "the ERP keeps all").became is Became.WRITTEN
    assert finding.subject not in {one.subject for one in session.open()}
    (row,) = session.document.left_open
    assert (row.code, row.about, row.decided_by, row.why) == (
        "delete-undecided",
        "Order/on-delete",
        OWNER,
        "the ERP keeps all",
    )
    other = sitting(document, PARTNER)
    finding = next(one for one in other.open() if one.subject == "Order/starting")
    assert other.leave_open(other.step(finding), "because").became is Became.REFUSED


def test_back_takes_the_last_answer_back(document: Path) -> None:
    session = sitting(document)
    assert not session.back()
    finding = next(one for one in session.open() if one.subject == "Order/on-delete")
    session.answer(session.step(finding), "archive")
    first = session.next()
    assert first is not None
    session.skip(first)
    second = session.next()
    assert second is None or second.finding != first.finding
    assert session.back()
    again = session.next()
    assert again is not None
    assert again.finding == first.finding
    assert session.back()
    assert document.read_text(encoding="utf-8") == HOLED
    session.answer(session.step(finding), "archive in ERP")
    assert line(document, "version:") == "version: 1.1.0"


def test_what_somebody_else_writes_meanwhile_is_kept(document: Path) -> None:
    session = sitting(document)
    finding = next(one for one in session.open() if one.subject == "Order/on-delete")
    theirs = HOLED.replace("Candidate for |", "Candidate for |", 1).replace("never", "v2", 1)
    document.write_text(theirs, encoding="utf-8")
    with pytest.raises(UsageError, match="changed by somebody else"):
        session.answer(session.step(finding), "archive")
    assert document.read_text(encoding="utf-8") == theirs
    finding = next(one for one in session.open() if one.subject == "Order/on-delete")
    assert session.answer(session.step(finding), "archive").became is Became.WRITTEN
    assert "v2" in document.read_text(encoding="utf-8")


def test_a_dry_run_writes_nothing(document: Path) -> None:
    done = answer_all(whole(document, dry_run=True), (("Order/on-delete", "archive"),))
    assert document.read_text(encoding="utf-8") == HOLED
    assert "+version: 1.1.0\n" in done.diff


def test_answers_from_a_file(document: Path, tmp_path: Path) -> None:
    file = tmp_path / "answers.yaml"
    mark = next(one for one in sitting(document).open() if one.subject == "Order/starting")
    file.write_text(
        "Order:\n  on-delete: archive\n  on-conflict: wrong\n"
        f"{fingerprint(mark)[:12]}: from go-live\n"
        "delete-undecided Customer/on-delete: keep\n"
    )
    done = answer_all(whole(document), read_answers(file))
    assert [(one.key, one.became) for one in done.given][:2] == [
        ("Order/on-delete", "written"),
        ("Order/on-conflict", "refused"),
    ]
    assert [one.became for one in done.given][2:] == ["written", "not used"]
    assert "`wrong`" in done.given[1].reason
    assert not done.clean


@pytest.mark.parametrize(
    ("text", "says"),
    [("- a\n- b\n", "not made of keys"), ("a: [1]\n", "is no text"), ("a: {b: [}", "is no YAML"), ("'", "is no YAML")],
)
def test_a_file_that_is_none_of_answers(tmp_path: Path, text: str, says: str) -> None:
    file = tmp_path / "answers.yaml"
    file.write_text(text)
    with pytest.raises(InputError, match=says):
        read_answers(file)


def test_a_question_of_a_person_is_added_where_it_belongs(document: Path) -> None:
    raised = add_question(document, "Who archives  it?", on="order / on delete", by="Jean", to="Engineer")
    text = document.read_text(encoding="utf-8")
    (question,) = read(text, "x").document.questions
    assert (question.text, question.about, question.asked_by) == ("Who archives it?", "Order/on-delete", "Jean")
    assert question.asks == named(load(document).document, "Engineer").name
    assert raised.line == question.span.line
    with pytest.raises(UsageError, match="asked already"):
        add_question(document, "Who archives it?", on="Order/on-delete", by="Jean")
    with pytest.raises(UsageError, match="has nothing that is called `Odrer`") as problem:
        add_question(document, "Why?", on="Odrer", by="Jean")
    assert "Order" in problem.value.hint


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.sampled_from(["Order/on-delete", "Order/on-conflict", "Order/starting"]),
    st.one_of(st.sampled_from(["keep", "ask", "report", "all", "link only", "since 2026-01-01"]), st.text(max_size=30)),
    st.sampled_from([OWNER, PARTNER]),
    st.booleans(),
)
def test_an_answer_changes_its_cell_the_changes_and_the_version_only(
    document: Path, subject: str, words: str, by: str, windows: bool
) -> None:
    """The law of writing back: whatever is answered, every other line keeps its bytes."""
    text = HOLED.replace("\n", "\r\n") if windows else HOLED
    document.write_bytes(text.encode())
    session = sitting(document, by)
    finding = next(one for one in session.open() if one.subject == subject)
    became = session.answer(session.step(finding), words).became
    after = document.read_bytes().decode()
    if became is Became.REFUSED:
        assert after == text
        return
    before_lines, after_lines = text.splitlines(keepends=True), after.splitlines(keepends=True)
    gone = [one for one in before_lines if one not in after_lines]
    new = [one for one in after_lines if one not in before_lines]
    if became is Became.PROPOSED:
        assert gone == []
        assert [one for one in after_lines if one in before_lines and one.strip()] == [
            one for one in before_lines if one.strip()
        ]
        return
    row = [one for one in gone if one.startswith("| Order ")]
    assert [one for one in gone if one not in row and not one.startswith("version:")] == []
    assert len(row) == 1
    (written,) = [one for one in new if one.startswith("| Order ")]
    assert sum(a != b for a, b in zip(row[0].split("|"), written.split("|"), strict=True)) == 1
    rest = [one for one in new if one is not written]
    assert [one[:8] for one in rest] == ["version:", "| 1.1.0 "]


def test_a_line_of_some_decisions_settles_those(document: Path) -> None:
    session = sitting(document)
    while (step := session.next()) is not None and step.block is None:
        session.skip(step)
    assert step is not None
    assert session.say(step, "on conflict: Storefront wins; on delete: archive").became is Became.WRITTEN
    assert line(document, "| 1.1.0").endswith("| Order: on conflict: Storefront wins; on delete: archive |")
    assert [one.subject for one in session.open() if one.subject.startswith("Order/")] == ["Order/starting"]
    asked = session.next()
    assert asked is not None
    assert [one.subject for one in asked.findings] == ["Order/starting"]


def test_numbers_mean_the_same_in_a_file_as_on_a_terminal(document: Path) -> None:
    together = whole(document)
    (session,) = together.sessions
    done = answer_all(together, (("Order/on-delete", "1"), ("Order/on-conflict", "#1"), ("Order/starting", "9")))
    assert [one.became for one in done.given] == ["written", "written", "refused"]
    assert "choose 1 to 3" in done.given[2].reason
    row = session.document.record("Order")
    assert row is not None
    assert (row.on_delete.text, row.on_conflict.text, row.starting.text) == ("archive", "source of truth wins", "")
    assert answer_all(together, (("Order/starting", '"all"'),)).given[0].became == "written"


def test_a_comment_is_not_taken_away(document: Path) -> None:
    text = EXAMPLE.replace("| archive ", "| <!-- after the pilot --> ", 1)
    document.write_text(text, encoding="utf-8")
    session = sitting(document)
    finding = next(one for one in session.findings if "<!--" in one.message)
    result = session.answer(session.step(finding), "archive")
    assert result.became is Became.REFUSED
    assert "would take the comment `<!--" in result.reason
    assert document.read_text(encoding="utf-8") == text


def test_a_whole_sentence_takes_the_place_of_one_of_which_nothing_was_understood(document: Path) -> None:
    text = EXAMPLE.replace("When an Order is created in Storefront, a matching Order exists in ERP within 15 minutes.",
                           "When somebody is cross, everybody is unhappy.", 1)  # fmt: skip
    assert text != EXAMPLE
    document.write_text(text, encoding="utf-8")
    session = sitting(document)
    found = [one for one in session.open() if one.code == "criterion-not-understood"]
    assert len(found) == 2
    sentence = "When an Order is created in Storefront, a matching Order exists in ERP within 20 minutes."
    assert session.answer(session.step(found[1]), sentence).became is Became.WRITTEN
    assert line(document, "- **arrives**").endswith(f": {sentence}")
    assert "criterion-not-understood" not in {one.code for one in session.findings}


def test_what_is_left_open_can_be_taken_up(document: Path) -> None:
    session = sitting(document)
    finding = next(one for one in session.open() if one.subject == "Order/on-delete")
    assert session.leave_open(session.step(finding), "the ERP keeps all").became is Became.WRITTEN
    kept = document.read_bytes()
    assert finding not in sitting(document).open()
    only = Session(document, by=OWNER, clock=Noon(), scope_only=True, only="order/on-delete")
    step = only.next()
    assert step is not None
    assert step.finding.subject == "Order/on-delete"
    assert only.leave_open(step, "again").became is Became.REFUSED
    assert only.say(step, "burn it").became is Became.REFUSED
    assert document.read_bytes() == kept
    assert only.say(step, "archive").became is Became.WRITTEN
    assert only.open() == ()
    assert only.document.left_open == ()
    assert "silence-of-nothing" not in {one.code for one in only.findings}
    document.write_bytes(kept)
    assert answer_all(whole(document), (("delete-undecided", "archive"),)).given[0].became == "not used"
    assert answer_all(whole(document), (("Order/on-delete", "archive"),)).given[0].became == "written"


def test_what_two_people_propose_stands_beside_each_other_until_the_owner_decides(document: Path) -> None:
    for name, words in ((PARTNER, "archive"), ("Annie Easley", "keep"), (PARTNER, "delete")):
        session = sitting(document, name)
        finding = next(one for one in session.open() if one.subject == "Order/on-delete")
        assert session.answer(session.step(finding), words).became is Became.PROPOSED
    told = [(one.asked_by, one.answer, one.answered_by) for one in load(document).document.questions]
    assert told == [(PARTNER, "delete", PARTNER), ("Annie Easley", "keep", "Annie Easley")]
    (shown,) = [one for one in check(load(document), scope_only=True) if one.subject == "Order/on-delete"]
    assert shown.hint.startswith(f"{PARTNER} proposes `delete`, Annie Easley proposes `keep`. Write ")
    owner = sitting(document)
    step = owner.step(next(one for one in owner.open() if one.subject == "Order/on-delete"))
    assert {one.words: one.then for one in step.choices[:2]} == {
        "delete": f"what {PARTNER} proposes",
        "keep": "what Annie Easley proposes",
    }
    assert owner.answer(step, "keep").became is Became.WRITTEN
    assert not [one for one in owner.open() if one.code == "question-unanswered"]


def test_a_persons_question_keeps_what_each_proposes(document: Path) -> None:
    add_question(document, "Why keep?", on="Stock/on-delete", by="Mary Jackson")
    for name, words in ((PARTNER, "the auditor"), ("Annie Easley", "no idea")):
        session = sitting(document, name)
        finding = next(one for one in session.open() if one.code == "question-unanswered")
        assert session.answer(session.step(finding), words).became is Became.PROPOSED
    told = [(one.text, one.answer, one.answered_by) for one in load(document).document.questions]
    assert told == [("Why keep?", "the auditor", PARTNER), ("Why keep?", "no idea", "Annie Easley")]
    owner = sitting(document)
    step = owner.step(next(one for one in owner.open() if one.code == "question-unanswered"))
    assert [one.words for one in step.choices] == ["the auditor", "no idea"]
    assert owner.answer(step, "the auditor").became is Became.WRITTEN
    assert not [one for one in owner.open() if one.code == "question-unanswered"]


def test_changes_has_all_of_a_decision(document: Path) -> None:
    session = sitting(document)
    block = session.next()
    while block is not None and block.block is None:
        session.skip(block)
        block = session.next()
    assert block is not None
    said = block.choices[0].words
    assert session.answer(block, said).became is Became.WRITTEN
    assert session.document.changes[-1].what.endswith(f": {said}")


def test_what_would_be_taken_instead_of_words_that_leave_it_open_is_offered(document: Path) -> None:
    session = sitting(document)
    finding = session.open()[0]
    instead = replace(finding, replacement=Replacement(finding.place, "said like this"))
    before = ColdRead((finding,))
    result = objection([finding], before=before, after=ColdRead((instead,)))
    assert result is not None
    assert (result.became, result.instead) == (Became.REFUSED, "said like this")
