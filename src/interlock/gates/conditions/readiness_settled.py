"""Nothing is open about what the systems can do, of what the document needs of them.

`interlock readiness` asks whether deletes can be seen, changes listed, creates told apart and so on. What the
description does not say is asked of the vendor, probed, or seen in an answer; a system that cannot do it is known as
well, and then the check of the document says what follows.
"""

from __future__ import annotations

from interlock.gates.condition import Condition, Found
from interlock.gates.ground import Ground
from interlock.gates.sayings import asked, first
from interlock.model.finding import printable
from interlock.model.gate import Basis, BasisKind, Stage


def _judge(ground: Ground) -> Found:
    missing: list[str] = []
    owing: list[str] = []
    for system in ground.readiness.systems:
        gaps = [gap for gap in system.gaps if gap.is_open]
        if system.score is None or gaps:
            owing.append(system.asks)
        if system.score is None:
            missing.append(f"nothing is known of {printable(system.system)} yet")
        for gap in gaps:
            of = f" ({', '.join(gap.names)})" if gap.names else ""
            missing.append(f"{printable(system.system)}{printable(of)}: {gap.first.question}")
    scores = (f"{one.system} {one.score} of 100" for one in ground.readiness.systems if one.score is not None)
    basis = Basis(BasisKind.COMPUTED, f"`interlock readiness`: {', '.join(scores)}")
    dates = [ground.since.get(one) for one in ("scope", "descriptions")]
    known = [one for one in dates if one is not None]
    return Found(
        missing=first(missing, more=": see `interlock readiness`"),
        turn=asked(ground.document, owing) if missing else (),
        basis=() if missing else (basis,),
        since=max(known) if len(known) == len(dates) else None,
        digests=ground.digests_of("scope", "spec", "descriptions"),
    )


CONDITION = Condition(
    Stage.FIELD_MAPPING,
    2,
    "nothing is open about what the systems can do",
    _judge,
    "`interlock readiness` lists the questions and whom to ask, `interlock learn SYSTEM --set` takes the answers",
    "Shop (Client): how does one see that an item was deleted?",
    after=("descriptions-learned",),
)
