"""What people read of plans, verdicts, history, held items and status: whole outputs."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from xml.etree import ElementTree as Xml

import pytest
from tests.render.helpers import FALSIFIED, HELD, HISTORY, NAMES, NOW, PLAN, REPORT, STATUS, VERDICTS

from interlock.model.fact import Confidence, Evidence, Fact
from interlock.model.path import Path
from interlock.model.pause import RESTS
from interlock.model.plan import Plan
from interlock.model.profile import FieldProfile, FieldType, Operation, RecordProfile, SystemProfile, Verb
from interlock.model.recovery import Regime
from interlock.model.status import RecordStatus, Status, SystemStatus
from interlock.model.value import Side
from interlock.model.verdict import of_several
from interlock.render import (
    cycle_text,
    falsification_github,
    falsification_junit,
    falsification_text,
    held_text,
    history_text,
    plan_text,
    profile_text,
    status_text,
    verdicts_github,
    verdicts_junit,
    verdicts_text,
)


def test_plan() -> None:
    assert (
        plan_text(PLAN, names=NAMES)
        == """\
plan for sandbox at 2026-03-01 09:00:00 UTC

+ create Invoice in Books, from i-7 of Desk
    no Invoice in Books has its number (line 12)
    amount_cents → amount: nothing → 12.50
~ update Client c-1 in Desk, from 44 of Books
    phone ↔ phone: (hidden) → (hidden), (hidden) gives way
    name ↔ title: "Ann" → "Anne"
        Books is newer (line 20)
a archive Client 45 in Books, from c-2 of Desk
    c-2 was deleted in Desk
- delete Client 46 in Books, from c-3 of Desk
= link Client c-4 of Desk with 47 of Books
    the same email
? hold (waiting) Invoice i-8 in Desk
    its Client is missing
! report Client 48␛[31m in Books
    edited␊there

Invoice could not be read in Books: answered 503
1 to create, 1 to update, 1 to archive, 1 to delete, 1 to link, 1 to hold, 1 to report
risk: 1 delete, which an undo makes again only with a new id; 1 archiving; 1 value giving way, kept in the history
Client: 3 written, 1,200 equal
Invoice: 1 written, 1 held
"""
    )


@pytest.mark.parametrize(
    ("way", "said"),
    [
        (Regime.UNIQUE, "found again by a unique field: it is there once\n"),
        (Regime.FINGERPRINT, "found again by all its values: it is there once or held for a person\n"),
    ],
)
def test_a_plan_tells_how_what_it_creates_is_found_again(way: Regime, said: str) -> None:
    plan = replace(PLAN, recovery={("Invoice", Side.RIGHT): way, ("Client", Side.RIGHT): Regime.KEY})
    text = plan_text(plan, names=NAMES, width=200)
    assert f"if an answer is lost, a new Invoice in Books is {said}" in text
    assert "a new Client" not in text  # the plan creates none


def test_the_table_of_a_first_run_counts_each_item_that_differs_once() -> None:
    update = PLAN.lines[1]
    back = replace(update, side=Side.RIGHT, source_id=update.target_id, target_id=update.source_id)
    plan = replace(PLAN, first=True, lines=(*PLAN.lines, back))
    heads, client = (
        next(line for line in plan_text(plan, names=NAMES).splitlines() if line.startswith(what))
        for what in ("First run", "Client")
    )
    assert heads.split()[-3:] == ["Differ", "Left", "alone"]
    assert client.split()[-2] == "1"


def test_empty_plan() -> None:
    assert (
        plan_text(Plan("sandbox", NOW), names=NAMES) == "plan for sandbox at 2026-03-01 09:00:00 UTC\n\nnothing to do\n"
    )


def test_run() -> None:
    assert (
        cycle_text(REPORT, names=NAMES)
        == """\
run in sandbox at 2026-03-01 09:00:00 UTC, 2.5 s

+ create Invoice in Books, from i-7 of Desk
    no Invoice in Books has its number (line 12)
    amount_cents → amount: nothing → 12.50

Invoice could not be read in Books: answered 503
Books is paused: its credential is not accepted
1 create
1 write
2 writes found done whose answer had been lost
Client: 3 written, 1,200 equal
Invoice: 1 written, 1 held
something is due at 2026-03-01 09:01:00 UTC
"""
    )


def test_what_rests_and_what_was_paused_is_told() -> None:
    resting = (("Client", "by Ida since noon"), ("Invoice", f"{RESTS}it changed"), ("Price", f"{RESTS}it changed"))
    said = cycle_text(replace(REPORT, resting=resting), names=NAMES)
    assert "Client is paused by Ida since noon\nInvoice and Price rest: it changed\n" in said


def test_why_several_cannot_be_told_is_said_once() -> None:
    again = [replace(VERDICTS[2], criterion=name) for name in ("so", "too")]
    said = verdicts_text([*VERDICTS[2:], *again, replace(VERDICTS[2], criterion="other", reason="it is late")])
    assert said.count("Desk has no label") == 1
    assert "? so: cannot tell, for the same reason as maybe\n? too: cannot tell, for the same reason as maybe\n" in said
    assert said.count("it is late") == 1


def test_verdicts() -> None:
    assert (
        verdicts_text(VERDICTS)
        == """\
✓ arrives: met (15 min in 0.00 s)
✗ stays: not met (4 min in 0.03 s)
  a.interlock.md:5:3
  When it is created in Desk, nothing is created in Books for 1 hour.
  because an Invoice was created in Books after 4 minutes
    2026-03-01 09:00:00  Desk: created i-1
  → 2026-03-01 09:04:00  Books: POST /bills answered 201
  again: interlock verify a.interlock.md --only stays
? maybe: cannot tell (0 s in 0.00 s)
  a.interlock.md:6:3
  When nobody looks.
  because Desk has no label

3 criteria: 1 met, 1 not met, 1 cannot tell; 0.317 virtual hours, 10.2 a second
"""
    )


def test_a_verdict_of_several_seeds_tells_which_of_them_failed_and_how_to_see_it_again() -> None:
    met, failed, _ = VERDICTS
    seeds = [replace(met, seed=n) for n in (0, 1, 2, 5)] + [
        replace(failed, criterion="arr ives", seed=n) for n in (3, 4)
    ]
    said = verdicts_text([of_several(sorted(seeds, key=lambda one: one.seed))])
    assert "✗ arr ives: not met" in said
    assert "  met with seeds 0 to 2, 5; not met with seeds 3, 4\n" in said
    assert "again: interlock verify a.interlock.md --only 'arr ives' --seed 3\n" in said


def test_verdicts_as_junit() -> None:
    assert (
        verdicts_junit(VERDICTS)
        == """\
<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="interlock verify" tests="3" failures="1" errors="1" skipped="0">
  <testsuite name="interlock verify: criteria" tests="3" failures="1" errors="1" skipped="0">
    <testcase name="arrives" file="a.interlock.md" line="4" time="0.000" classname="interlock.criteria" />
    <testcase name="stays" file="a.interlock.md" line="5" time="0.031" classname="interlock.criteria">
      <failure message="an Invoice was created in Books after 4 minutes" type="not met">\
✗ stays: not met (4 min in 0.03 s)
  a.interlock.md:5:3
  When it is created in Desk, nothing is created in Books for 1 hour.
  because an Invoice was created in Books after 4 minutes
    2026-03-01 09:00:00  Desk: created i-1
  → 2026-03-01 09:04:00  Books: POST /bills answered 201
  again: interlock verify a.interlock.md --only stays</failure>
    </testcase>
    <testcase name="maybe" file="a.interlock.md" line="6" time="0.000" classname="interlock.criteria">
      <error message="Desk has no label" type="cannot tell">? maybe: cannot tell (0 s in 0.00 s)
  a.interlock.md:6:3
  When nobody looks.
  because Desk has no label</error>
    </testcase>
  </testsuite>
</testsuites>
"""
    )


def test_verdicts_as_annotations() -> None:
    hostile = replace(VERDICTS[2], criterion="a\n::error::b", reason="::set-output name=x::y\n%0A")
    assert (
        verdicts_github([*VERDICTS[:2], hostile])
        == """\
::error file=a.interlock.md,line=5,endLine=5,col=3,endColumn=9,title=stays%3A not met::\
an Invoice was created in Books after 4 minutes%0Ait first went wrong at 2026-03-01 09:04:00%0A\
again: interlock verify a.interlock.md --only stays
::warning file=a.interlock.md,line=6,endLine=6,col=3,endColumn=9,title=a␊%3A%3Aerror%3A%3Ab%3A cannot tell::\
::set-output name=x::y%0A%250A%0Aagain: interlock verify a.interlock.md --only 'a%0A::error::b'
"""
    )


def test_what_criteria_are_worth_as_junit_and_annotations() -> None:
    found = replace(FALSIFIED, sound=tuple(replace(VERDICTS[0], criterion=one) for one in "ab"))
    suites = Xml.fromstring(falsification_junit(found))  # noqa: S314 - made here
    failed = [(case.get("name"), kind.get("type")) for case in suites.iter("testcase") for kind in case]
    assert failed == [
        ("b", "proves nothing"),
        ("cuts texts off: Invoice in Books", "gap"),
        ("takes two fields for each other: Invoice in Books", "gap"),
        ("lets a mass delete through: the whole integration", "gap"),
    ]
    said = falsification_github(found).splitlines()
    assert [line.split(",title=")[1].split("::")[0] for line in said] == ["b", *["a criterion is missing"] * 2]
    assert "takes two fields for each other: Invoice in Books%0Aadd: When an Invoice␛ is created, B." in said[1]
    some = replace(found, whole=False)
    assert "a criterion is missing" not in falsification_github(some)
    assert "with one of these faults an integration passes these criteria:" in falsification_text(some)
    assert "add: " not in falsification_text(some)


def test_history() -> None:
    assert (
        history_text(HISTORY, names=NAMES)
        == """\
2026-03-01 09:00:00  created Invoice b-1 in Books
    no Invoice in Books has its number
2026-03-01 09:00:00  overwritten Client c-1 in Desk
    phone ↔ phone: (hidden) → (hidden), (hidden) gave way
    newest wins (line 9)
2026-03-01 09:00:00  paused in Books
    answered 503
"""
    )
    assert history_text([], names=NAMES) == "nothing in the history\n"


def test_held() -> None:
    assert (
        held_text(HELD, names=NAMES)
        == """\
#1 conflict: Client c-1 in Desk, name ↔ title, since 2026-03-01 09:00 UTC
    both changed (line 9)
    Desk: "Ann"
    Books: nothing
    decided by Ida Rhodes: --take Desk; the next run carries it out
    with Ida Rhodes
#2 waiting: Invoice i-8 in Desk, since 2026-03-01 09:00 UTC
    its Client is missing
    waits for Client c-9
    tried 3 times
    decide: --retry
    with nobody: it goes on by itself

2 held items: 1 conflict, 1 waiting
decide with: interlock held decide NUMBER, and one of what stands behind `decide`
"""
    )
    assert held_text([], names=NAMES) == "nothing is held\n"


def test_status() -> None:
    assert (
        status_text(STATUS, names=NAMES)
        == """\
sandbox at 2026-03-01 09:00:00 UTC

System  Last answer  State
Desk    4 s ago      in use
Books   5 h ago      not usable for 12 min, tried again at 09:01:00 UTC
  Books: answered 503

Record    Desk  Books  Linked  Held  Not settled  Desk read  Books read      Wanted
Client   1,200  1,199   1,198     1            0  4 min ago  never           once a day
Invoice      5      5       5     0            2  4 s ago    5 h ago (late)  every 5 min

Changes           In 7 days        Half within  99 % within  Longest  Promised             Kept
Client to Desk    5 and 1 excused  5.4 s        17 min       17 min   15 min (phone-back)  no, 1 later
Invoice to Books  0                                                   5 min (arrives)

Webhooks of  Last       Taken  Refused  Of something else  Changes that none told of
Desk         2 min ago  1,200       17                  2  10 of 100

held: 3 conflict (1 decided), the oldest #1 for 3 d; 1 waiting, the oldest #7 for 1 min

not taken yet, and tried again: 1
  Invoice i-8 to Books, tried 2 times, again at 09:00:40 UTC: answered 422: no number

2 writes not settled: under way, or its answer is missing

needs a person:
- 2 held items to be decided about: see `interlock held`
- Books cannot be used: answered 503
- Invoice was last looked at in Books 5 h ago: is a run under way?
- 1 change of Client came too late to Desk for `phone-back`
- 2 alerts not told yet: does the channel work?
"""
    )


def test_status_of_what_is_paused_and_in_need_of_nothing() -> None:
    told = "by Ida since 2026-03-01 08:00 UTC: the books are closed"
    pause = SystemStatus(Side.RIGHT, NOW, f"paused {told}", NOW - timedelta(hours=1), None, by_people=True)
    record = RecordStatus("Client", 1, 1, 1, 0, 0, NOW, NOW, paused=told)
    status = Status("sandbox", NOW, (record,), (SystemStatus(Side.LEFT), pause), retired="by Ida since yesterday")
    assert (
        status_text(status, names=NAMES)
        == """\
sandbox at 2026-03-01 09:00:00 UTC
everything is retired by Ida since yesterday

System  Last answer  State
Desk    never        not asked yet
Books   0 s ago      paused for 1 h
  Books: paused by Ida since 2026-03-01 08:00 UTC: the books are closed

Record  Desk  Books  Linked  Held  Not settled  Desk read  Books read  Wanted
Client     1      1       1     0            0  0 s ago    0 s ago     paused
  Client: paused by Ida since 2026-03-01 08:00 UTC: the books are closed

nothing needs a person
"""
    )


def test_profile() -> None:
    profile = SystemProfile(
        "Books",
        title="Books API",
        records=(
            RecordProfile(
                "bills",
                operations=(Operation(Verb.LIST, "GET", "/bills"),),
                fields=(FieldProfile(Path.of("number"), FieldType.STRING, required=True, label="Number"),),
                updated_at=Fact(Path.of("changed"), Confidence.LIKELY, (Evidence("#/components/schemas/Bill"),)),
            ),
        ),
    )
    assert (
        profile_text(profile, fields=True)
        == """\
Books: Books API
Of the system     How sure  Where
signing in     ?  unknown
rate limit     ?  unknown
idempotency    ?  unknown
signed events  ?  unknown

bills: list; 1 field
Of the record             How sure  Where
key              ?        unknown
paging           ?        unknown
created at       ?        unknown
updated at       changed  likely    #/components/schemas/Bill
changes since    ?        unknown
deletes seen     ?        unknown
archive flag     ?        unknown
matched by       ?        unknown
own external id  ?        unknown
protected write  ?        unknown
Field   Type    Marks     Says
number  string  required  Number

1 record, 13 facts unknown
"""
    )


def test_colour_adds_nothing_but_colour() -> None:
    plain = plan_text(PLAN, names=NAMES)
    coloured = plan_text(PLAN, names=NAMES, color=True)
    assert coloured != plain
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == plain


def test_what_criteria_are_worth() -> None:
    assert falsification_text(FALSIFIED, width=80) == _FALSIFIED


_FALSIFIED = """\
broken on purpose in 4 places, in 4 ways: 1 caught, 3 not

an integration with one of these faults would pass:
  ✗ cuts texts off: Invoice in Books
  ✗ takes two fields for each other: Invoice in Books
      add: When an Invoice␛ is created, B.
  ✗ lets a mass delete through: the whole integration
      add: When C.

nothing that was broken fails these criteria:
  ? b (1.0 s), tried on 1 broken integration

what these catch, others catch as well:
  · busy␛ (20.5 s)

not met or not to be told, so not tried:
  · c (0.2 s)
"""
