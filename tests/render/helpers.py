"""A plan, verdicts, history and held items with something of every kind in them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from interlock.model.falsification import Broken, Falsification, Weighed, Worth
from interlock.model.gate import Basis, BasisKind, Gate, NotAsked, Override, Phase, Stage, State, Turn
from interlock.model.hearing import Hearing
from interlock.model.history import Decision, Entry, EntryKind, Held, HeldKind
from interlock.model.kept import Link, LinkState
from interlock.model.latency import Times
from interlock.model.place import Span
from interlock.model.plan import ChangeKind, CycleReport, FieldChange, Line, Plan, Tally
from interlock.model.standing import ProjectStatus
from interlock.model.status import FlowStatus, HeldCount, RecordStatus, Refused, Status, SystemStatus
from interlock.model.value import Side
from interlock.model.verdict import Judgement, Observation, Verdict
from interlock.model.week import Changed, HeldThen, Kept, Noted, StoryKept, Week

NOW = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
NAMES = {Side.LEFT: "Desk", Side.RIGHT: "Books"}

LINES = (
    Line(
        ChangeKind.CREATE,
        "Invoice",
        Side.RIGHT,
        source_id="i-7",
        fields=(FieldChange("amount_cents → amount", None, Decimal("12.50")),),
        reason="no Invoice in Books has its number",
        place="a.interlock.md:12:3",
    ),
    Line(
        ChangeKind.UPDATE,
        "Client",
        Side.LEFT,
        source_id="44",
        target_id="c-1",
        fields=(
            FieldChange("phone ↔ phone", "+49 1", "+49 2", lost="+49 1", sensitive=True),
            FieldChange("name ↔ title", "Ann", "Anne", reason="Books is newer", place="a.interlock.md:20:3"),
        ),
    ),
    Line(ChangeKind.ARCHIVE, "Client", Side.RIGHT, source_id="c-2", target_id="45", reason="c-2 was deleted in Desk"),
    Line(ChangeKind.DELETE, "Client", Side.RIGHT, source_id="c-3", target_id="46"),
    Line(ChangeKind.LINK, "Client", Side.RIGHT, source_id="c-4", target_id="47", reason="the same email"),
    Line(ChangeKind.HOLD, "Invoice", Side.LEFT, source_id="i-8", reason="its Client is missing", held=HeldKind.WAITING),
    Line(ChangeKind.REPORT, "Client", Side.RIGHT, source_id="48\x1b[31m", reason="edited\nthere"),
)
TALLY = {"Client": Tally(written=3, equal=1_200), "Invoice": Tally(written=1, held=1)}
UNREAD = (("Invoice", Side.RIGHT, "answered 503"),)

PLAN = Plan("sandbox", NOW, LINES, TALLY, UNREAD)
REPORT = CycleReport(
    "sandbox",
    NOW,
    NOW + timedelta(seconds=2.5),
    LINES[:1],
    TALLY,
    writes=1,
    found_done=2,
    unread=UNREAD,
    paused=((Side.RIGHT, "its credential is not accepted"),),
    next_at=NOW + timedelta(minutes=1),
)

FALSIFIED = Falsification(
    (
        Broken(
            "deletes_ignored", "carries no delete over", "Invoice in Books", ("a",), (("a", "it stands"),), "When A."
        ),
        Broken("text_cut", "cuts texts off", "Invoice in Books", ("a", "b"), (), "When an Invoice\x1b is created, B."),
        Broken(
            "fields_swapped",
            "takes two fields for each other",
            "Invoice in Books",
            (),
            (),
            "When an Invoice\x1b is created, B.",
        ),
        Broken("guard_off", "lets a mass delete through", "the whole integration", (), (), "When C."),
    ),
    (
        Weighed("a", Worth.CATCHES, ("carries no delete over: Invoice in Books",), 2, 0.5),
        Weighed("b", Worth.VACUOUS, (), 1, 1.0),
        Weighed("busy\x1b", Worth.ADDS_NOTHING, ("carries no delete over: Invoice in Books",), 1, 20.5),
        Weighed("c", Worth.NOT_MET, (), 0, 0.25),
    ),
)

VERDICTS = (
    Verdict(
        "arrives", "When it rains, it pours.", Span("a.interlock.md", 4, 3, 4, 9), Judgement.MET, "", virtual_s=900
    ),
    Verdict(
        "stays",
        "When it is created in Desk, nothing is created in Books for 1 hour.",
        Span("a.interlock.md", 5, 3, 5, 9),
        Judgement.NOT_MET,
        "an Invoice was created in Books after 4 minutes",
        timeline=(
            Observation(NOW, "Desk", "created i-1"),
            Observation(NOW + timedelta(minutes=4), "Books", "POST /bills answered 201"),
        ),
        failed_at=NOW + timedelta(minutes=4),
        virtual_s=240,
        real_s=0.031,
    ),
    Verdict(
        "maybe", "When nobody looks.", Span("a.interlock.md", 6, 3, 6, 9), Judgement.CANNOT_TELL, "Desk has no label"
    ),
)

HISTORY = (
    Entry(NOW, EntryKind.CREATED, "Invoice", "l1", Side.RIGHT, "b-1", reason="no Invoice in Books has its number"),
    Entry(
        NOW,
        EntryKind.OVERWRITTEN,
        "Client",
        "l2",
        Side.LEFT,
        "c-1",
        "phone ↔ phone",
        before="+49 1",
        after="+49 2",
        lost="+49 1",
        reason="newest wins",
        place="a.interlock.md:9:3",
        sensitive=True,
    ),
    Entry(NOW, EntryKind.PAUSED, side=Side.RIGHT, reason="answered 503"),
)

HELD = (
    Held(
        1,
        HeldKind.CONFLICT,
        "Client",
        Side.LEFT,
        "c-1",
        "both changed",
        NOW,
        pair="name ↔ title",
        left="Ann",
        right=None,
        assignee="Ida Rhodes",
        decision=Decision.LEFT,
        decided_by="Ida Rhodes",
        place="a.interlock.md:9:3",
    ),
    Held(
        2,
        HeldKind.WAITING,
        "Invoice",
        Side.LEFT,
        "i-8",
        "its Client is missing",
        NOW,
        attempts=3,
        waits_record="Client",
        waits_for="c-9",
    ),
)

_TIMES = Times(excused=1)
for _seconds in (3.0, 4.0, 5.0, 61.0, 1_000.0):
    _TIMES.add(_seconds)

STATUS = Status(
    "sandbox",
    NOW,
    (
        RecordStatus("Client", 1200, 1199, 1198, 1, 0, NOW - timedelta(minutes=4), None),
        RecordStatus(
            "Invoice",
            5,
            5,
            5,
            0,
            2,
            NOW - timedelta(seconds=4),
            NOW - timedelta(hours=5),
            timedelta(minutes=5),
            (Side.RIGHT,),
        ),
    ),
    (
        SystemStatus(Side.LEFT, NOW - timedelta(seconds=4)),
        SystemStatus(
            Side.RIGHT,
            NOW - timedelta(hours=5),
            "Books: answered 503",
            NOW - timedelta(minutes=12),
            NOW + timedelta(minutes=1),
        ),
    ),
    (
        FlowStatus("Client", Side.LEFT, _TIMES, timedelta(minutes=15), "phone-back"),
        FlowStatus("Invoice", Side.RIGHT, Times(), timedelta(minutes=5), "arrives"),
    ),
    (
        HeldCount(HeldKind.CONFLICT, 3, 2, NOW - timedelta(days=3), 1),
        HeldCount(HeldKind.WAITING, 1, 1, NOW - timedelta(minutes=1), 7),
    ),
    (Refused("Invoice", Side.RIGHT, "i-8", 2, NOW + timedelta(seconds=40), "answered 422: no number"),),
    open_writes=2,
    webhooks=((Side.LEFT, Hearing(1200, 3, 2, 17, 90, 10, NOW - timedelta(minutes=2))),),
    untold=2,
)

_IDA = Turn("End user", "Ida Rhodes", "Acorn", "ida@acorn.example")
_KAY = Turn("Engineer", "Kay McNulty", "Acorn", "kay@acorn.example")
_SIGNED = Basis(BasisKind.SIGNATURE, "signed for Acorn (SSH key)", "Kay McNulty", NOW, "signatures/a.json")

PHASES = (
    Phase(
        Stage.USE_CASES,
        (
            Gate("scope-clean", Stage.USE_CASES, "the scope is clean", State.MET, since=NOW),
            Gate(
                "stories-accepted",
                Stage.USE_CASES,
                "the end user accepts the stories",
                State.EXPIRED,
                ("Ida Rhodes accepted the stories on 2026-02-01, but the stories have changed since",),
                (_IDA,),
                NOW - timedelta(days=1),
                close='`interlock accept stories --by "Ida Rhodes"`',
                digests={"stories": "0" * 64},
                quotes=("As a clerk, I never retype an invoice.",),
                answer="yes, or what should be otherwise",
            ),
        ),
        (NotAsked("cold-reads", "somebody read it cold", "nobody has begun one"),),
    ),
    Phase(
        Stage.FIELD_MAPPING,
        (
            Gate(
                "spec-signed",
                Stage.FIELD_MAPPING,
                "both companies signed the spec",
                State.OPEN,
                ("Birch has not signed the spec; nobody may",),
                basis=(_SIGNED,),
                waits_for=("stories-accepted",),
                close="`interlock sign`",
            ),
        ),
    ),
    Phase(
        Stage.CONSTRUCTION,
        (
            Gate(
                "proven",
                Stage.CONSTRUCTION,
                "credentials are proven",
                State.OPEN,
                ("nothing was proven yet", "`Desk` has no\x1b credential"),
                (_KAY, Turn("Engineer", company="Birch"), _IDA),
                close="`interlock doctor`",
            ),
        ),
    ),
    Phase(
        Stage.TESTING,
        (
            Gate(
                "verified",
                Stage.TESTING,
                "criteria are met",
                State.OVERRIDDEN,
                ("`arrives` was not run",),
                since=NOW,
                override=Override("verified", "Kay McNulty", "run by hand", NOW, {}, "Owner"),
            ),
        ),
    ),
    Phase(Stage.GO_LIVE, (Gate("signed", Stage.GO_LIVE, "it is signed", State.MET, basis=(_SIGNED,)),)),
)

PROJECT = ProjectStatus(
    "a.interlock.md", "Invoices", "1.0.0", "sandbox", NOW, NAMES, "Acorn (Desk) and Birch (Books)", PHASES, STATUS
)
IDLE = replace(PROJECT, running=None, idle="nothing has run there yet", target="Target 2026-04-01")

LINKS = (
    Link("L1", "Client", "c-1", "44", NOW),
    Link("L2", "Client", "=c-2", "45", NOW, LinkState.PARTED),
)

WEEK = Week(
    "Invoices",
    "1.1.0",
    "production",
    "Acorn (Desk) and Birch (Books)",
    NOW,
    date(2026, 2, 23),
    (
        StoryKept(
            "billed-once",
            "As a clerk, when an invoice is paid, the books show it within 5 minutes, so that I never retype it.",
            (Kept("Invoice", "Books", 412, 3, 2, 1_320.0, timedelta(minutes=5), "arrives", 120),),
        ),
        StoryKept("rare", "As a clerk, I see new clients.", (Kept("Client", "Books", 0), Kept("Client", "Desk", 1))),
        StoryKept("unclear", "As a clerk, I am <b>glad</b>.\x1b", ()),
        StoryKept("", "", (Kept("Note", "Desk", 7, 0, 0, 4.2, timedelta(minutes=15), "notes"),)),
    ),
    HeldThen(9, 6, (("Ida Rhodes", 4), ("Kay McNulty", 1)), (("conflict", 2, NOW - timedelta(days=3)),)),
    (Changed("2026-02-25", "1.1.0", "Ida Rhodes", "tax is mapped"),),
    (
        Noted(NOW - timedelta(days=2), "verification: met", "", True),
        Noted(NOW - timedelta(days=1), "acceptance (stories): accepted", "Ruth Lichter", False),
    ),
    ("2 held items to be decided about: see `interlock held`",),
    True,
    ahead=(Noted(NOW + timedelta(days=400), "acceptance (verification): accepted", "Ruth Lichter", True),),
)
