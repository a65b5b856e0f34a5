"""Gates of a real project: opened by what changes, closed by what is said, signed and run, and by nothing else."""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tests.journeys.keys import ADA, GRACE, company, needs_keys, sign

from interlock.errors import UsageError
from interlock.gates import judge
from interlock.journeys.accepting import accept
from interlock.journeys.answering import ask
from interlock.journeys.evidence import evidence, keep
from interlock.journeys.gating import gates, ground, override
from interlock.journeys.knowing import correct, knowledge
from interlock.journeys.project import load
from interlock.journeys.reading import coldread
from interlock.journeys.readying import readiness
from interlock.journeys.weekly import weekly
from interlock.journeys.whole import standing_of
from interlock.model.gate import BasisKind, Gate, Stage, State, every_gate, in_the_way, waiting_for
from interlock.model.history import Held, HeldKind
from interlock.model.value import JSON, Side

MARY = "Mary Jackson"
NOW = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)


class At:
    """A clock that stands still."""

    def __init__(self, at: datetime = NOW) -> None:
        self._at = at

    def now(self) -> datetime:
        """Always the same."""
        return self._at

    async def sleep(self, seconds: float) -> None:
        """Nothing here waits."""
        raise AssertionError(seconds)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return company(tmp_path / "a")


def judged(folder: Path, at: datetime = NOW) -> dict[str, Gate]:
    """The gates by their codes."""
    return {one.code: one for one in every_gate(gates(load(folder), clock=At(at)))}


def edit(folder: Path, old: str, new: str) -> None:
    """Change the document; what is changed must be there."""
    path = folder / "orders.interlock.md"
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))


def prove(
    folder: Path, kind: str, verdict: str, details: dict[str, JSON], env: str | None = None, by: str = ""
) -> None:
    """Keep a piece of evidence for what stands there now."""
    project = load(folder)
    keep(project, evidence(project, kind, verdict=verdict, details=details, environment=env, by=by, clock=At()))


def verified(folder: Path, **others: str) -> None:
    """Keep a run of all criteria: met, but for the ones that are named."""
    criteria: list[JSON] = [
        {"criterion": one.name, "judgement": others.get(one.name, "met"), "reason": "seen"}
        for one in load(folder).document.criteria
    ]
    prove(folder, "verification", "met", {"criteria": criteria})


def test_the_stories_are_accepted_by_an_end_user_and_by_nobody_else(folder: Path) -> None:
    found = judged(folder)["stories-accepted"]
    assert (found.state, found.turn[0].name, found.turn[0].role) == (State.OPEN, MARY, "End user")
    assert found.quotes[0].startswith("As an operations lead, when a customer's payment clears")
    with pytest.raises(UsageError, match="Ada Lovelace is Owner, and cannot accept it") as refused:
        accept(load(folder), "stories", by=ADA)
    assert refused.value.hint == "Mary Jackson (End user) can"
    with pytest.raises(UsageError, match="the document names nobody who is called `Jean`"):
        accept(load(folder), "stories", by="Jean")
    accept(load(folder), "stories", by="mary jackson", note="as we said", clock=At())
    found = judged(folder)["stories-accepted"]
    assert (found.state, found.since, found.turn) == (State.MET, NOW, ())
    assert [(one.kind, one.by) for one in found.basis] == [(BasisKind.STATEMENT, MARY)]

    edit(folder, "no-retyping** (Storefront → ERP): As", "no-retyping**  (Storefront  ->  ERP): As")
    edit(folder, "| Target                | 2027-02-01", "| Target                | 2027-03-01")
    assert judged(folder)["stories-accepted"].state is State.MET, "the stories say what they said"
    edit(folder, "so that I never retype it", "so that I retype less")
    found = judged(folder)["stories-accepted"]
    assert found.state is State.EXPIRED
    said = "Mary Jackson accepted the stories on 2026-12-01, but the stories have changed since"
    assert found.missing == (said,)
    accept(load(folder), "stories", by=MARY)
    edit(folder, "| End user        | Mary Jackson      |", "| End user        | Jean Bartik       |")
    found = judged(folder)["stories-accepted"]
    assert found.missing == ("Jean Bartik (End user) has not accepted the stories",), (
        "who accepted has the role no more"
    )
    edit(folder, "| End user        | Jean Bartik       |", "| End user        | not needed        |")
    assert "stories-accepted" not in judged(folder)


def test_the_report_is_accepted_for_the_verdicts_that_it_has(folder: Path) -> None:
    with pytest.raises(UsageError, match="there is no verification report yet"):
        accept(load(folder), "report", by=MARY)
    assert judged(folder)["criteria-verified"].missing == ("the criteria were not run yet",)
    verified(folder, arrives="not met")
    found = judged(folder)["criteria-verified"]
    assert (found.state, found.missing) == (State.OPEN, ("`arrives` not met: seen",))
    verified(folder)
    accept(load(folder), "report", by=MARY)
    all_now = judged(folder)
    assert all_now["criteria-verified"].state is State.MET
    assert all_now["report-accepted"].state is State.MET
    verified(folder, conflict="cannot tell")
    all_now = judged(folder)
    assert all_now["criteria-verified"].missing == ("`conflict` cannot tell: seen",)
    assert all_now["report-accepted"].state is State.EXPIRED, "the report has another verdict now"
    verified(folder)
    assert judged(folder)["report-accepted"].state is State.MET, "the same verdicts again"
    edit(folder, "while ERP is down for 30 minutes", "while ERP is down for 40 minutes")
    all_now = judged(folder)
    assert all_now["criteria-verified"].state is State.EXPIRED
    assert "the scope of the document has changed since" in all_now["criteria-verified"].missing[0]
    with pytest.raises(UsageError, match="the verification report does not count any more"):
        accept(load(folder), "report", by=MARY)


def test_what_no_criterion_notices_and_what_was_not_run_at_a_vendor(folder: Path) -> None:
    verified(folder)
    broken: dict[str, JSON] = {"title": "loses a line", "where": "Order in ERP", "caught_by": []}
    prove(folder, "falsification", "gaps", {"broken": [broken]})
    found = judged(folder)["criteria-proven"]
    assert found.missing == ("no criterion notices an integration that loses a line (Order in ERP)",)
    broken["caught_by"] = [{"criterion": "whole-order"}]
    worth: list[JSON] = [{"criterion": "arrives", "worth": "vacuous"}, {"criterion": "conflict", "worth": "catches"}]
    prove(folder, "falsification", "gaps", {"broken": [broken], "criteria": worth})
    found = judged(folder)["criteria-proven"]
    assert found.missing == ("`arrives` is met by every integration that was broken on purpose",)
    prove(folder, "falsification", "all noticed", {"broken": [broken], "criteria": worth[1:]})
    assert judged(folder)["criteria-proven"].state is State.MET
    with pytest.raises(UsageError, match=r"Katherine Johnson .Engineer. does not decide that"):
        accept(load(folder), "no-vendor-sandbox", by="Katherine Johnson", note="there is none")
    with pytest.raises(UsageError, match="no reason is given"):
        accept(load(folder), "no-vendor-sandbox", by=ADA, note=" ")
    accept(load(folder), "no-vendor-sandbox", by=ADA, note="there is none")
    found = judged(folder)["vendor-sandboxes"]
    assert [(one.kind, one.by, one.what) for one in found.basis] == [
        (BasisKind.STATEMENT, ADA, "not run in vendors' sandboxes: there is none")
    ]


def test_an_override_needs_a_name_with_authority_and_a_reason_and_holds_for_what_stands_there(folder: Path) -> None:
    with pytest.raises(UsageError, match=r"Mary Jackson .End user. cannot let a gate pass"):
        override(load(folder), gate="criteria-verified", by=MARY, reason="late")
    with pytest.raises(UsageError, match="no reason is given"):
        override(load(folder), gate="criteria-verified", by=ADA, reason=" ")
    with pytest.raises(UsageError, match="there is no gate `criteria-verifed`"):
        override(load(folder), gate="criteria-verifed", by=ADA, reason="late")
    with pytest.raises(UsageError, match="the gate `scope-clean` is met"):
        override(load(folder), gate="scope-clean", by=ADA, reason="late")
    with pytest.raises(UsageError, match="only going live meets it"):
        override(load(folder), gate="live-recorded", by=ADA, reason="late")
    before = len(in_the_way(gates(load(folder), clock=At())))
    override(load(folder), gate="criteria-verified", by=ADA, reason="run by hand", clock=At())
    found = judged(folder)["criteria-verified"]
    assert found.override is not None
    assert (found.state, found.override.by, found.override.reason) == (State.OVERRIDDEN, ADA, "run by hand")
    assert len(in_the_way(gates(load(folder), clock=At()))) == before - 1
    edit(folder, "| upper case ", "| lower case ")
    assert judged(folder)["criteria-verified"].state is State.OPEN


@needs_keys
def test_signatures_close_their_gate_and_a_change_opens_it(folder: Path) -> None:
    found = judged(folder)["scope-signed"]
    assert found.missing == (
        "Lark has not signed the scope; Ada Lovelace may",
        "Ledgerline has not signed the scope; Grace Hopper may",
    )
    assert (found.turn, found.waits_for) == ((), ("stories-accepted", "cold-reads")), "nobody's turn before that"
    accept(load(folder), "stories", by=MARY)
    for reader, side in (("Jean Bartik", "Lark"), ("Betty Holbert", "ERP")):
        coldread(folder, reader=reader, of=side, by=ADA, clock=At())
    assert {one.who.name for one in waiting_for(gates(load(folder), clock=At()))} >= {ADA, GRACE}
    sign(folder, ADA)
    found = judged(folder)["scope-signed"]
    assert (found.state, [one.name for one in found.turn]) == (State.OPEN, [GRACE])
    sign(folder, GRACE)
    assert judged(folder)["scope-signed"].state is State.MET
    assert judged(folder)["spec-signed"].state is State.MET
    edit(folder, "| upper case ", "| lower case ")
    all_now = judged(folder)
    assert (all_now["scope-signed"].state, all_now["spec-signed"].state) == (State.MET, State.EXPIRED)


def test_what_runs_and_goes_live(folder: Path) -> None:
    all_now = judged(folder)
    assert all_now["held-owned"].state is State.MET
    assert all_now["live-recorded"].after_live
    checks: list[JSON] = [
        {
            "outcome": "missing",
            "about": "ERP sandbox",
            "said": "nobody has access",
            "turn": GRACE,
            "kind": "run",
            "by": "",
        },
        {"outcome": "proven", "about": "API key", "said": "Ada says so", "turn": "", "kind": "statement", "by": ADA},
    ]
    prove(folder, "doctor", "1 missing", {"checks": checks}, env="sandbox")
    found = judged(folder)["prerequisites-proven"]
    assert (found.missing, [one.name for one in found.turn]) == (("ERP sandbox: nobody has access",), [GRACE])
    assert [(one.kind, one.by) for one in found.basis[1:]] == [(BasisKind.STATEMENT, ADA)]
    prove(folder, "go-live", "stopped", {}, env="sandbox", by=ADA)
    assert judged(folder)["live-recorded"].missing == ("going live is not done: stopped",)
    for kind, code in (("doctor", "prerequisites-proven"), ("preview", "preview-seen"), ("go-live", "live-recorded")):
        assert all_now[code].state is State.OPEN
        prove(
            folder,
            kind,
            "live" if kind == "go-live" else "proven",
            {},
            env="sandbox",
            by="" if kind == "doctor" else ADA,
        )
        assert judged(folder)[code].state is State.MET
    (folder / "systems" / "erp.openapi.yaml").write_text((folder / "systems" / "erp.openapi.yaml").read_text() + "\n")
    all_now = judged(folder)
    assert {all_now[code].state for code in ("prerequisites-proven", "preview-seen", "live-recorded")} == {
        State.EXPIRED
    }


@pytest.mark.parametrize("settings", [True, False])
def test_a_week_before_anything_ran_tells_what_was_said_and_whose_turn_it_is(folder: Path, settings: bool) -> None:
    if not settings:
        (folder / "interlock.toml").unlink()
    accept(load(folder), "stories", by=MARY, clock=At())
    coldread(folder, reader="Jean Bartik", of="Lark", by=ADA, clock=At())
    week = weekly(load(folder), clock=At(NOW + timedelta(days=1)))
    assert (week.ran, week.environment, week.cut) == (False, "sandbox" if settings else "", False)
    assert [one.kept for one in week.stories] == [()] * 4
    assert [(one.what, one.by, one.holds) for one in week.evidence] == [
        ("acceptance (stories Mary Jackson): accepted", MARY, True),
        ("read the document cold for Storefront", "Jean Bartik", True),
    ]
    read = "somebody of each side read it cold, and nothing that they asked is open"
    assert [one.partition(" (")[0] for one in week.needs if read in one] == [GRACE]
    assert weekly(load(folder), clock=At(NOW + timedelta(days=8))).evidence == ()


def test_what_is_dated_in_the_future_is_told_apart_and_counted_in_its_own_week(folder: Path) -> None:
    later = NOW + timedelta(days=60)
    accept(load(folder), "stories", by=MARY, clock=At(later))
    coldread(folder, reader="Jean Bartik", of="Lark", by=ADA, clock=At(NOW + timedelta(minutes=2)))
    day = (NOW + timedelta(days=2)).date()
    row = next(line for line in (folder / "orders.interlock.md").read_text().splitlines() if line.startswith("| 1.0.0"))
    edit(folder, row, f"{row}\n| 1.3.0 | {day} | Ada Lovelace | refunds flow |")
    week = weekly(load(folder), clock=At())
    assert [one.by for one in week.evidence] == ["Jean Bartik"], "clocks may be some minutes off"
    assert [(one.at, one.what) for one in week.ahead] == [
        (datetime(day.year, day.month, day.day, tzinfo=UTC), "change (version 1.3.0): refunds flow"),
        (later, "acceptance (stories Mary Jackson): accepted"),
    ]
    assert "refunds flow" not in [one.what for one in week.changes]
    then = weekly(load(folder), clock=At(later + timedelta(days=1)))
    assert ([one.by for one in then.evidence], then.ahead) == ([MARY], ())


def test_a_broken_record_of_a_cold_read_proves_nothing_and_hides_nothing(folder: Path) -> None:
    kept, _ = coldread(folder, reader="Jean Bartik", of="Lark", by=ADA, clock=At())
    kept.write_text(kept.read_text()[:-20])
    standing = standing_of(load(folder), clock=At())
    (said,) = standing.unreadable
    assert f"`{kept}` is no evidence of a cold read" in said
    gate = next(one for one in every_gate(standing.phases) if one.code == "cold-reads")
    assert gate.missing[0] == "nobody of Lark has read the document as it is now"


def test_a_cold_read_is_wanted_of_both_sides_from_the_beginning(folder: Path) -> None:
    found = judged(folder)["cold-reads"]
    assert (found.state, found.since) == (State.OPEN, None)
    assert found.missing == tuple(
        f"nobody of {one} has read the document as it is now" for one in ("Lark", "Ledgerline")
    )
    assert [one.name for one in found.turn] == [ADA, GRACE]
    coldread(folder, reader="Jean Bartik", of="Lark", by=ADA, clock=At())
    found = judged(folder)["cold-reads"]
    assert found.missing == ("nobody of Ledgerline has read the document as it is now",)
    assert [one.name for one in found.turn] == [GRACE], "who speaks for that company"
    asked = [("Order/on-delete", "why archive?")]
    coldread(folder, reader="Betty Holbert", of="ERP", questions=asked, by=GRACE, clock=At())
    found = judged(folder)["cold-reads"]
    assert [one.name for one in found.turn] == [ADA], "who decides what was asked"
    ask(folder, {"question-unanswered": "as our auditors want it"}, by=ADA)
    assert judged(folder)["cold-reads"].state is State.MET
    edit(folder, "so that I never retype it", "so that I retype less")
    assert judged(folder)["cold-reads"].state is State.EXPIRED


def test_what_is_open_about_a_system_is_settled_by_what_its_vendor_says(folder: Path) -> None:
    found = judged(folder)["readiness-settled"]
    assert len(found.missing) == 4
    assert found.missing[1] == "Storefront (Order): Can two items of `orders` have the same value of `number`?"
    assert [one.name for one in found.turn] == ["Katherine Johnson", "Annie Easley"]
    for system in readiness(load(folder)).systems:
        known = knowledge(folder, system.system)
        correct(known, [gap.first.states for gap in system.gaps], because="the vendor says so", by=ADA)
    assert judged(folder)["readiness-settled"].state is State.MET


def test_what_is_held_is_somebodys_or_stands_in_the_way(folder: Path) -> None:
    since = NOW - timedelta(days=2)
    held = Held(7, HeldKind.CONFLICT, "Order", Side.LEFT, "o-1", "both changed", since)
    others = (replace(held, id=8, kind=HeldKind.WAITING), replace(held, id=9, assignee=ADA))
    known = ground(load(folder), clock=At())

    def gate(*some: Held) -> Gate:
        return next(one for one in every_gate(judge(replace(known, held=some))) if one.code == "held-owned")

    assert (gate().state, gate(*others).state) == (State.MET, State.MET)
    found = gate(held, *others)
    assert (found.state, found.since) == (State.OPEN, since)
    assert found.missing == ("1 held (conflict) with nobody's name on it",)
    assert [one.name for one in found.turn] == [ADA]
    assert found.digests != gate(replace(held, id=10)).digests, "an override is for these items only"


def test_evidence_that_was_edited_proves_nothing_and_is_told(folder: Path) -> None:
    verified(folder, arrives="not met")
    assert standing_of(load(folder), clock=At()).unreadable == ()
    path = folder / "evidence" / "orders.verification.json"
    path.write_text(path.read_text().replace("not met", "met"))
    assert judged(folder)["criteria-verified"].missing == ("the criteria were not run yet",)
    (said,) = standing_of(load(folder), clock=At()).unreadable
    assert said.startswith("`orders.verification.json` proves nothing: ")


def test_a_day_that_has_passed(folder: Path) -> None:
    assert judged(folder)["dates-known"].state is State.MET
    late = NOW + timedelta(days=100)
    assert judged(folder, late)["dates-known"].missing == ("`Target` under Dates has passed: 2027-02-01",)
    edit(folder, "| weekdays, 05:00 to 07:00 in Europe/Berlin", "| weekdays, early                          ")
    (missing,) = judged(folder)["dates-known"].missing
    assert missing.startswith("`Go-live window` under Dates is not understood: `weekdays, early` names no span")
    edit(folder, "| Go-live window ", "| Other thing    ")
    found = judged(folder)["dates-known"]
    assert (found.state, [one.name for one in found.turn]) == (State.OPEN, [ADA])


def test_a_project_without_settings_or_descriptions_has_gates_too(folder: Path) -> None:
    (folder / "interlock.toml").unlink()
    (folder / "systems" / "erp.openapi.yaml").unlink()
    all_now = judged(folder)
    assert all_now["prerequisites-proven"].missing[0].startswith("there is no `interlock.toml`")
    assert [one.name for one in all_now["descriptions-learned"].turn] == ["Annie Easley"], (
        "the engineer of that company"
    )
    assert all_now["spec-clean"].waits_for == ("descriptions-learned",)
    assert {one.phase for one in all_now.values()} == set(Stage)


def test_since_when_is_told_by_the_repository_and_by_nothing_else(folder: Path) -> None:
    assert judged(folder)["stories-accepted"].since is None, "no repository tells"

    def git(*arguments: str, day: int) -> None:
        who = {"NAME": "n", "EMAIL": "n@n.example", "DATE": f"2026-11-{day:02}T12:00:00+00:00"}
        told = {f"GIT_{role}_{what}": value for role in ("AUTHOR", "COMMITTER") for what, value in who.items()}
        command = [str(shutil.which("git")), "-C", str(folder), *arguments]
        subprocess.run(command, check=True, capture_output=True, env=os.environ | told)

    def commit(day: int) -> None:
        git("add", "-A", day=day)
        git("commit", "-qm", "x", day=day)

    git("init", "-q", day=1)
    commit(1)
    edit(folder, "so that I never retype it", "so that I retype less")
    commit(2)
    edit(folder, "| upper case ", "| lower case ")
    commit(3)
    all_now = judged(folder)
    assert all_now["stories-accepted"].since == datetime(2026, 11, 2, 12, tzinfo=UTC), (
        "the scope changed last on that day"
    )
    assert all_now["criteria-verified"].since == datetime(2026, 11, 3, 12, tzinfo=UTC), "the spec did"
    verified(folder)
    edit(folder, "| lower case ", "| upper case ")
    expired = judged(folder)["criteria-verified"]
    assert (expired.state, expired.since) == (State.EXPIRED, None), "it is not committed"
    git("commit", "-qam", "y", day=30)
    assert judged(folder)["criteria-verified"].since is None, "it was run after that day, so the day cannot be right"
    edit(folder, "so that I retype less", "so that I retype nothing")
    assert judged(folder)["stories-accepted"].since is None, "what is not committed is known to nobody"
