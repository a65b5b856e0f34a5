"""The five phases and the messages as people read them."""

from __future__ import annotations

from dataclasses import replace

from tests.render.helpers import IDLE, PHASES, PROJECT

from interlock.model.gate import Phase, State
from interlock.render.phase_messages import messages
from interlock.render.phases import phases_text
from interlock.render.statuses import is_in_order, project_text

MET = tuple(Phase(one.stage, tuple(replace(gate, state=State.MET, turn=()) for gate in one.gates)) for one in PHASES)


def test_phases() -> None:
    assert (
        project_text(IDLE)
        == """\
Invoices, version 1.0.0, environment sandbox

1 use cases: 1 of 2 gates met
  met: the scope is clean (scope-clean)
  expired: the end user accepts the stories (stories-accepted)
    - Ida Rhodes accepted the stories on 2026-02-01, but the stories have changed since
    whose turn: Ida Rhodes (End user, Acorn)
    since: 2026-02-28 09:00 UTC
    to close it: `interlock accept stories --by "Ida Rhodes"`
  not asked: somebody read it cold (cold-reads): nobody has begun one

2 field mapping: 0 of 1 gate met
  later: both companies signed the spec (spec-signed)
    - Birch has not signed the spec; nobody may
    after stories-accepted

3 construction: 0 of 1 gate met
  open: credentials are proven (proven)
    - nothing was proven yet
    - `Desk` has no␛ credential
    whose turn: Kay McNulty (Engineer, Acorn), or nobody yet (Engineer of Birch), or Ida Rhodes (End
    user, Acorn)
    since: not known
    to close it: `interlock doctor`

4 testing: 1 of 1 gate met
  overridden: criteria are met (verified)
    - `arrives` was not run
    statement of Kay McNulty (Owner) on 2026-03-01 09:00 UTC: run by hand

5 go-live: 1 of 1 gate met
  met: it is signed (signed)
    signature of Kay McNulty on 2026-03-01 09:00 UTC: signed for Acorn (SSH key)

whose turn it is (`interlock status --message` writes to each):
- Ida Rhodes (End user, Acorn): the end user accepts the stories; credentials are proven
- Kay McNulty (Engineer, Acorn): credentials are proven
- nobody yet (Engineer of Birch): credentials are proven

nothing has run there yet
"""
    )


def test_a_message_says_what_is_missing_in_the_words_of_the_document() -> None:
    texts = {one.who.name or one.who.role: text for one, text in messages(IDLE)}
    assert list(texts) == ["Ida Rhodes", "Kay McNulty", "Engineer"]
    assert (
        texts["Ida Rhodes"]
        == """\
To: Ida Rhodes <ida@acorn.example>
Subject: Invoices: it is your turn

Hello Ida Rhodes,

in the integration "Invoices" (version 1.0.0) between Acorn (Desk) and Birch (Books), these wait for you as End user:

1. The end user accepts the stories (phase: use cases, since 2026-02-28)
   - Ida Rhodes accepted the stories on 2026-02-01, but the stories have changed since
   What the document says:
   > As a clerk, I never retype an invoice.
   Please answer this message: yes, or what should be otherwise.
   Your answer is noted with `interlock accept stories --by "Ida Rhodes"`.

2. Credentials are proven (phase: construction)
   - nothing was proven yet
   - `Desk` has no␛ credential
   What to do: `interlock doctor`.

What we aim at: Target 2026-04-01.

(As it stands on 2026-03-01 09:00 UTC, computed from what is written, run and signed.)
"""
    )
    assert texts["Engineer"].startswith("""\
To: (nobody is named: Engineer)
Subject: Invoices: it is your turn

Hello,

the document names nobody who does this. Please say who it is.
""")


def test_of_a_project_whose_gates_are_met_one_line_is_told() -> None:
    told = phases_text(replace(IDLE, phases=MET))
    assert told == "Invoices, version 1.0.0, environment sandbox\n\nall 6 gates of the five phases are met\n"


def test_when_something_is_to_report() -> None:
    running = replace(PROJECT.running, held=(), systems=(), records=(), flows=(), untold=0) if PROJECT.running else None
    sound = replace(PROJECT, running=running)
    assert is_in_order(sound), "gates of a sandbox that runs are no matter"
    assert not is_in_order(replace(sound, is_production=True))
    assert is_in_order(replace(sound, is_production=True, phases=MET))
    assert not is_in_order(PROJECT), "held items wait"
    assert not is_in_order(IDLE)
    assert is_in_order(replace(IDLE, phases=MET))
