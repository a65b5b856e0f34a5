"""A partner's reply becomes rows for the owner and nothing else; what is wrong with a reply is said, and refused."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.render.view.documents import TEXT, document

import interlock
from interlock.asking import NotAnAnswer
from interlock.asking.merging import voice_of, with_answer, with_proposal, with_question
from interlock.asking.replies import digest_of, read_reply
from interlock.document import read
from interlock.document.digests import decisions_digest
from interlock.errors import InputError
from interlock.journeys.accepting import acceptable
from interlock.journeys.agreeing import layers
from interlock.journeys.asking import Session
from interlock.journeys.evidence import evidence, keep, kept
from interlock.journeys.judging import Became
from interlock.journeys.signatures import signatures
from interlock.model.agreement import Grade, shown_digest
from interlock.model.document import Document
from interlock.model.gate import Gate, State, every_gate
from interlock.model.reply import Remark, Reply, ReplyAnswer
from interlock.model.value import JSON
from interlock.render.received import received_json, received_text

ROOT = Path(__file__).parents[2]
SCHEMAS = ROOT / "docs" / "schemas"
WEAK = "a reply file says who accepts and cannot prove it: it is kept as that person's statement"
OWNER, PARTNER = "Ada Lovelace", "Grace Hopper"


@pytest.mark.parametrize(
    ("data", "said"), [(b" \n", "`a` is empty"), (b"---\ninterlock: 1\n", "`a` is no JSON, which a reply is")]
)
def test_a_file_that_is_no_json_is_told_in_words_of_people(data: bytes, said: str) -> None:
    with pytest.raises(InputError) as refused:
        read_reply(data, "a")
    assert refused.value.message == said


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "examples" / "orders", tmp_path / "orders", ignore=shutil.ignore_patterns(".*"))
    return tmp_path / "orders"


def content(folder: Path, **changes: Any) -> dict[str, Any]:
    """A reply to the document as it is, without its digest."""
    digests = {layer.value: digest for layer, digest in layers(interlock.load(folder)).items()}
    told: dict[str, Any] = {
        "schema": "urn:interlock:schema:reply:1",
        "document": {"file": "orders.interlock.md", "version": "1.0.0", "layers": digests},
        "from": {"name": PARTNER, "company": "Ledgerline", "contact": "grace@ledgerline.example"},
        "made_at": "2026-12-01T09:30:00Z",
        "questions": [],
        "answers": [],
        "proposals": [],
        "approvals": [],
    }
    return told | changes


def sent(folder: Path, told: dict[str, Any], name: str = "a.reply.json") -> Path:
    """The file of a reply, with its digest unless it has one."""
    path = folder / name
    path.write_text(json.dumps({"digest": digest_of(told), **told}, ensure_ascii=False), encoding="utf-8")
    return path


def now(folder: Path) -> Document:
    return interlock.load(folder).document


def test_questions_and_proposals_stand_open_for_the_owner(folder: Path) -> None:
    before = now(folder)
    told = content(
        folder,
        questions=[{"about": "Order/on-delete", "text": "Why archive?"}, {"about": "", "text": "Who tests?"}],
        proposals=[{"about": "Order/total_cents", "text": "net amounts"}],
    )
    (received,) = interlock.receive(folder, [sent(folder, told)], by=OWNER)
    assert [one.became for one in received.taken] == ["taken up"] * 3
    found = [
        (one.text, one.about, one.asked_by, one.asks, one.answer, one.answered_by) for one in now(folder).questions
    ]
    assert found == [
        ("Why archive?", "Order/on-delete", PARTNER, OWNER, "", ""),
        ("Who tests?", "", PARTNER, OWNER, "", ""),
        ("What should Order/total_cents be instead?", "Order/total_cents", PARTNER, OWNER, "net amounts", PARTNER),
    ]
    assert decisions_digest(now(folder)) == decisions_digest(before)
    (again,) = interlock.receive(folder, [sent(folder, told)], by=OWNER)
    assert [one.became for one in again.taken] == ["there already"] * 3
    assert interlock.check(interlock.load(folder)) != ()


def proposed(folder: Path, *told: tuple[str, str], name: str = PARTNER, by: str = OWNER) -> None:
    proposals = [{"about": about, "text": words} for about, words in told]
    whole = content(folder, proposals=proposals) | {"from": {"name": name, "company": "", "contact": ""}}
    (received,) = interlock.receive(folder, [sent(folder, whole)], by=by)
    assert [one.became for one in received.taken] == ["taken up"] * len(told)


def decisions(folder: Path) -> dict[str, str]:
    return {row.name: row.on_delete.text for row in now(folder).records}


TWO = (("Order/on-delete", "keep"), ("Customer/on-delete", "delete"), ("", "Start in May"), ("", "Call it Bridge"))


def test_each_proposal_is_answered_by_itself_and_changes_what_it_is_about(folder: Path) -> None:
    proposed(folder, *TWO)
    before = decisions(folder)
    session = Session(folder, by=OWNER)
    asked = [one for one in session.open() if one.code == "question-unanswered"]
    assert len({one.subject for one in asked}) == len(TWO)
    for finding in asked:
        (choice,) = session.step(finding).choices
        assert f"proposes `{choice.words}`" in finding.message
    customer = next(one for one in asked if "Customer/on-delete" in one.subject)
    assert session.say(session.step(customer), "1").became is Became.WRITTEN
    assert decisions(folder) == before | {"Customer": "delete"}
    rows = {one.subject: (one.answer, one.answered_by) for one in now(folder).questions}
    assert rows[customer.subject] == ("delete", OWNER)
    assert sorted(rows.values()) == sorted(
        [("keep", PARTNER), ("delete", OWNER), ("Start in May", PARTNER), ("Call it Bridge", PARTNER)]
    )


def test_what_is_decided_otherwise_leaves_the_words_that_were_proposed(folder: Path) -> None:
    proposed(folder, *TWO)
    given = interlock.ask(folder, {"Order/on-delete": "delete", "Call it Bridge": "no"}, by=OWNER).given
    assert [one.became for one in given] == ["written", "written"]
    assert decisions(folder)["Order"] == "delete"
    (row,) = [one for one in now(folder).questions if one.about == "Order/on-delete"]
    assert (row.answer, row.answered_by) == ("delete (proposed was: keep)", OWNER)
    whole = content(folder, proposals=[{"about": "Order/on-delete", "text": "keep"}])
    (again,) = interlock.receive(folder, [sent(folder, whole)], by=OWNER)
    assert [one.became for one in again.taken] == ["there already"]


def test_a_proposal_that_its_cell_cannot_say_is_not_taken_as_it_is(folder: Path) -> None:
    proposed(folder, ("Order/on-delete", "keep, please"))
    before = decisions(folder)
    refused, taken = (
        interlock.ask(folder, {"Order/on-delete": words}, by=OWNER).given[0]
        for words in ("keep, please", "no, not now")
    )
    assert (refused.became, taken.became) == ("refused", "written")
    assert "cannot say" in refused.reason
    assert decisions(folder) == before


def test_the_owners_own_proposal_waits_until_it_is_taken_where_it_changes_a_decision(folder: Path) -> None:
    proposed(folder, ("Order/on-delete", "ask"), name=OWNER)
    assert [one.answered_by for one in now(folder).questions] == [f"{OWNER}, by reply"]
    assert interlock.ask(folder, {"Order/on-delete": "ask"}, by=OWNER).given[0].became == "written"
    assert decisions(folder)["Order"] == "ask"


def test_the_same_words_asked_of_two_things_are_two_questions(folder: Path) -> None:
    for about in ("Order", "Customer"):
        interlock.add_question(folder, "Who pays?", on=about, by=PARTNER)
    (given,) = interlock.ask(folder, {"Who pays?": "Lark"}, by=OWNER).given
    assert given.became == "refused"
    assert "`Customer: Who pays?` or `Order: Who pays?`" in given.reason
    (given,) = interlock.ask(folder, {"Customer: Who pays?": "Lark"}, by=OWNER).given
    assert given.became == "written"
    assert [(one.about, one.answer) for one in now(folder).questions] == [("Order", ""), ("Customer", "Lark")]


def test_an_answer_in_the_words_of_another_one_is_kept(folder: Path) -> None:
    for about in ("Order", "Customer"):
        interlock.add_question(folder, "Is it so?", on=about, by=OWNER)
        answer = {"about": about, "point": "", "question": "Is it so?", "text": "yes"}
        (received,) = interlock.receive(folder, [sent(folder, content(folder, answers=[answer]))], by=OWNER)
        assert [one.became for one in received.taken] == ["taken up"]
    assert [(one.about, one.answer) for one in now(folder).questions] == [("Order", "yes"), ("Customer", "yes")]


def test_an_answer_in_the_owners_name_decides_nothing_unless_the_owner_takes_it_up(folder: Path) -> None:
    interlock.add_question(folder, "Why archive?", on="Order/on-delete", by=PARTNER)
    answer = {"about": "Order/on-delete", "point": "", "question": "Why archive?", "text": "by law"}
    forged = content(folder, answers=[answer])
    forged["from"] = {"name": OWNER, "company": "Lark", "contact": ""}
    open_before = len([one for one in interlock.check(interlock.load(folder)) if one.code == "question-unanswered"])
    interlock.receive(folder, [sent(folder, forged)], by=PARTNER)
    (question,) = now(folder).questions
    assert (question.answer, question.answered_by) == ("by law", f"{OWNER}, by reply")
    still = [one for one in interlock.check(interlock.load(folder)) if one.code == "question-unanswered"]
    assert len(still) == open_before == 1


def test_the_owners_own_reply_is_the_owners_answer(folder: Path) -> None:
    interlock.add_question(folder, "Why archive?", on="Order/on-delete", by=PARTNER)
    answer = {"about": "Order/on-delete", "point": "", "question": "Why archive?", "text": "by law"}
    own = content(folder, answers=[answer])
    own["from"] = {"name": OWNER, "company": "Lark", "contact": ""}
    interlock.receive(folder, [sent(folder, own)], by=OWNER)
    assert not [one for one in interlock.check(interlock.load(folder)) if one.code == "question-unanswered"]


def test_an_approval_of_what_is_shown_is_kept_as_the_weaker_grade(folder: Path) -> None:
    digest = content(folder)["document"]["layers"]["scope"]
    told = content(folder, approvals=[{"layer": "scope", "digest": digest}])
    (received,) = interlock.receive(folder, [sent(folder, told)], by=OWNER)
    assert [(one.kind, one.became, one.reason) for one in received.taken] == [("approval", "taken up", "")]
    (signed,) = signatures(interlock.load(folder)).signatures
    assert (signed.name, signed.grade, signed.holds) == (PARTNER, Grade.REPLY, True)
    assert "weaker grade" in received_text([received])
    page = interlock.render(interlock.load(folder)).decode()
    assert "by reply file" in page
    for dry_run in (True, False):
        (again,) = interlock.receive(folder, [sent(folder, told)], by=OWNER, dry_run=dry_run)
        assert [(one.kind, one.became) for one in again.taken] == [("approval", "there already")]


def test_an_approval_of_another_state_is_refused_and_questions_are_kept(folder: Path) -> None:
    digest = content(folder)["document"]["layers"]["spec"]
    told = content(
        folder, approvals=[{"layer": "spec", "digest": digest}], questions=[{"about": "", "text": "Who tests?"}]
    )
    path = folder / "orders.interlock.md"
    path.write_text(path.read_text().replace("upper case", "lower case"))
    (received,) = interlock.receive(folder, [sent(folder, told)], by=OWNER)
    question, approval = received.taken
    assert question.became == "taken up"
    assert approval.became == "refused"
    assert "has changed since the page was made" in approval.reason
    assert received.note == "it was written for another state of the spec"
    assert signatures(interlock.load(folder)).signatures == ()


def test_an_approval_by_somebody_whom_the_document_does_not_name_is_refused(folder: Path) -> None:
    digest = content(folder)["document"]["layers"]["scope"]
    told = content(folder, approvals=[{"layer": "scope", "digest": digest}])
    told["from"] = {"name": "Nobody Known", "company": "Ledgerline", "contact": ""}
    (received,) = interlock.receive(folder, [sent(folder, told)], by=OWNER)
    assert received.taken[0].became == "refused"
    assert received.taken[0].reason


def accepting(folder: Path, what: str, name: str = "Mary Jackson", **changes: Any) -> dict[str, Any]:
    """A reply in which somebody accepts what a page shows now."""
    shown = {one.of: one.digest for one in acceptable(interlock.load(folder))}
    told = content(folder, acceptances=[{"of": what, "digest": shown.get(what, "0" * 64)}], **changes)
    return told | {"from": {"name": name, "company": "Lark", "contact": ""}}


def accepted(folder: Path, what: str) -> Gate:
    phases = interlock.gates(interlock.load(folder), "sandbox")
    return next(one for one in every_gate(phases) if one.code == f"{what}-accepted")


def test_an_end_user_accepts_by_reply_until_it_changes(folder: Path) -> None:
    told = accepting(folder, "stories", "mary jackson")
    (received,) = interlock.receive(folder, [sent(folder, told)], by=OWNER, dry_run=True)
    assert (received.taken[0].became, accepted(folder, "stories").state) == ("would be taken up", State.OPEN)
    for became in ("taken up", "there already"):
        (received,) = interlock.receive(folder, [sent(folder, told)], by=OWNER)
        digest = shown_digest(told["acceptances"][0]["digest"])
        assert received_text([received], width=400).splitlines()[1:] == [
            f"  acceptance of the stories: version 1.0.0, {digest}: {became}",
            f"  1 thing said, 0 refused; {WEAK}",
        ]
    (basis,) = accepted(folder, "stories").basis
    assert (basis.by, basis.what) == ("Mary Jackson", "accepted the stories, by reply")
    (kept_one,) = kept(interlock.load(folder)).of("acceptance")
    assert kept_one.evidence.details["recorded_by"] == OWNER
    reply = kept_one.evidence.details["reply"]
    assert isinstance(reply, dict)
    assert digest_of(reply) == reply["digest"], "the reply stands there as it was saved"

    path = folder / "orders.interlock.md"
    path.write_text(path.read_text().replace("so that I never retype it", "so that I retype less"))
    gate = accepted(folder, "stories")
    assert (gate.state, gate.missing[0][-34:]) == (State.EXPIRED, "but the stories have changed since")
    (received,) = interlock.receive(folder, [sent(folder, told)], by=OWNER)
    said = "the stories have changed since the page was made; send them the page again"
    assert [(one.became, one.reason) for one in received.taken] == [("refused", said)]


def test_the_report_is_accepted_by_reply_for_the_verdicts_that_the_page_shows(folder: Path) -> None:
    def ran(judgement: str) -> None:
        project = interlock.load(folder)
        criteria: list[JSON] = [{"criterion": one.name, "judgement": judgement} for one in project.document.criteria]
        keep(project, evidence(project, "verification", verdict="met", details={"criteria": criteria}))

    assert [one.of for one in acceptable(interlock.load(folder))] == ["stories"]
    (received,) = interlock.receive(folder, [sent(folder, accepting(folder, "report"))], by=OWNER)
    assert received.taken[0].reason == "there is no verification report yet"
    ran("met")
    shown = next(one for one in acceptable(interlock.load(folder)) if one.of == "report")
    assert shown.said[0] == ("met", interlock.load(folder).document.criteria[0].text)
    told = accepting(folder, "report")
    ran("not met")
    (received,) = interlock.receive(folder, [sent(folder, told)], by=OWNER)
    assert "the verification report has changed since the page was made" in received.taken[0].reason
    (received,) = interlock.receive(folder, [sent(folder, accepting(folder, "report"))], by=OWNER)
    assert (received.clean, bool(accepted(folder, "report").missing)) == (True, False)
    ran("met")
    assert accepted(folder, "report").state is State.EXPIRED


@pytest.mark.parametrize(
    ("name", "of", "said"),
    [
        (PARTNER, "stories", "Grace Hopper is Partner contact, and cannot accept it"),
        ("End user", "stories", "it has no name of a person: `End user`"),
        ("Nobody Known", "stories", "the document names nobody who is called `Nobody Known` or has that role"),
        ("Mary Jackson", "document", "there is no `document` to accept"),
    ],
)
def test_nobody_else_accepts_by_reply_and_nothing_else(folder: Path, name: str, of: str, said: str) -> None:
    (received,) = interlock.receive(folder, [sent(folder, accepting(folder, of, name))], by=OWNER)
    assert [(one.became, one.reason) for one in received.taken] == [("refused", said)]
    assert not (folder / "evidence").exists()


def test_a_dry_run_writes_nothing_and_shows_the_change(folder: Path) -> None:
    before = (folder / "orders.interlock.md").read_bytes()
    told = content(folder, questions=[{"about": "Order", "text": "Why?"}])
    (received,) = interlock.receive(folder, [sent(folder, told)], by=OWNER, dry_run=True)
    assert (folder / "orders.interlock.md").read_bytes() == before
    assert "Why?" in received.diff
    assert not (folder / "signatures").exists()


def _edited(told: dict[str, Any]) -> None:
    told["digest"] = digest_of(told)
    told["questions"] = [{"about": "", "text": "slipped in"}]


def _moved(told: dict[str, Any]) -> None:
    told["document"]["file"] = "other.interlock.md"


def _without(told: dict[str, Any]) -> None:
    del told["approvals"]


CORRUPTIONS: list[tuple[Any, str]] = [
    (_edited, "was changed after it was saved"),
    (_moved, "is a reply to `other.interlock.md`, not to `orders.interlock.md`"),
    (_without, "lacks `approvals`"),
    (lambda told: told.update(decision="archive"), "a key that no reply has: `decision`"),
    (lambda told: told["from"].update(role="owner"), "`from` has a key that no reply has"),
    (lambda told: told["from"].update(name=" \u200b"), "the name of who replies is missing"),
    (lambda told: told.update(schema="urn:interlock:schema:reply:9"), "written in another way"),
    (lambda told: told.update(questions=[{"about": "", "text": "x" * 2001}]), "2,001 characters"),
    (lambda told: told.update(questions=[{"about": "", "text": "x"}] * 201), "at most 200"),
    (lambda told: told.update(questions={"about": "x"}), "is no list"),
    (lambda told: told.update(made_at="yesterday"), "is no reply"),
    (lambda told: told.update(made_at="2026-12-01T09:30:00"), "no time zone"),
    (lambda told: told.update(approvals=[{"layer": "../x", "digest": "0" * 64}]), "a `layer` is none"),
    (lambda told: told.update(approvals=[{"layer": "scope", "digest": "0"}]), "a `digest` is none"),
    (lambda told: told.update(acceptances=[{"of": "report"}]), "an acceptance lacks `digest`"),
]


@pytest.mark.parametrize(("corrupt", "said"), CORRUPTIONS)
def test_a_forged_or_edited_reply_is_refused_with_the_reason(folder: Path, corrupt: Any, said: str) -> None:
    before = (folder / "orders.interlock.md").read_bytes()
    told = content(folder)
    corrupt(told)
    good = sent(folder, content(folder, questions=[{"about": "", "text": "Who?"}]), "good.reply.json")
    with pytest.raises(InputError) as refused:
        interlock.receive(folder, [good, sent(folder, told)], by=OWNER)
    assert said in refused.value.message
    assert (folder / "orders.interlock.md").read_bytes() == before


@pytest.mark.parametrize("data", [b"", b"[]", b"{", b"[" * 100_000, b"\xff", b'"' + b"x" * 1_000_001 + b'"', b"null"])
def test_what_is_no_reply_is_refused(data: bytes) -> None:
    with pytest.raises(InputError):
        read_reply(data, "a.reply.json")


def test_a_reply_follows_its_schema_and_so_does_what_became_of_it(folder: Path) -> None:
    told = content(folder, questions=[{"about": "Order", "text": "Why?"}])
    schemas = {name: json.loads((SCHEMAS / f"{name}.json").read_text()) for name in ("reply", "received")}
    jsonschema.Draft202012Validator(schemas["reply"]).validate(json.loads(sent(folder, told).read_text()))
    received = interlock.receive(folder, [sent(folder, told)], by=OWNER, dry_run=True)
    data = json.loads(received_json(received, version="1"))
    jsonschema.Draft202012Validator(schemas["received"]).validate(data)
    for name, example in (("reply", json.loads(sent(folder, told).read_text())), ("received", data)):
        assert not jsonschema.Draft202012Validator(schemas[name]).is_valid({**example, "more": 1})


HOSTILE = st.one_of(
    st.text(min_size=1, max_size=60),
    st.lists(
        st.sampled_from(
            [
                "|",
                "\\",
                "`",
                "<!--",
                "-->",
                "\n",
                "# ",
                "## Owner",
                "- ",
                "***",
                "<b>",
                "[x](y)",
                "a",
                " ",
                "~~~",
                "```",
            ]
        ),
        min_size=1,
        max_size=12,
    ).map("".join),
)


def _reply(name: str) -> Reply:
    return read_reply(json.dumps(_signed(name)).encode(), "a")


def _signed(name: str) -> dict[str, Any]:
    told: dict[str, Any] = {
        "schema": "urn:interlock:schema:reply:1",
        "document": {"file": "invoices.interlock.md", "version": "", "layers": {}},
        "from": {"name": name, "company": "", "contact": ""},
        "made_at": "2026-12-01T09:30:00+00:00",
        "questions": [],
        "answers": [],
        "proposals": [],
        "approvals": [],
    }
    return {**told, "digest": digest_of(told)}


@settings(max_examples=60)
@given(said=HOSTILE, about=st.sampled_from(["", "Invoice/on-delete", "gone | row"]), kind=st.sampled_from("qpa"))
def test_no_words_become_another_row_cell_heading_or_decision(said: str, about: str, kind: str) -> None:
    before = document(TEXT)
    words = " ".join("".join(c if c.isprintable() else " " for c in said).split())
    if not words:
        return
    voice = voice_of(before, _reply("Grace | Hopper <!--"), "Ida Rhodes")
    try:
        if kind == "q":
            text = with_question(before, Remark(about, words), voice)
        elif kind == "p":
            text = with_proposal(before, Remark(about, words), voice)
        else:
            text = with_answer(before, ReplyAnswer("Invoice/on-delete", "", "Why never deleted?", words), voice, {})
    except NotAnAnswer:
        return
    after = read(text, before.path).document
    assert decisions_digest(after) == decisions_digest(before)
    assert [one.heading for one in after.sections] == [one.heading for one in before.sections]
    assert len(after.questions) - len(before.questions) in ({0} if kind == "a" else {0, 1})
    old = before.questions if kind != "a" else before.questions[1:]
    kept = after.questions[: len(old)] if kind != "a" else after.questions[1:]
    assert [(one.text, one.answer) for one in kept] == [(one.text, one.answer) for one in old]
