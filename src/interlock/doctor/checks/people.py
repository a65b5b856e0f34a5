"""The people whom the project needs are named.

An owner, an engineer on each side, and who else has a part: the same that `check` asks for.
"""

from __future__ import annotations

from collections.abc import Sequence

from interlock.doctor.check import Check, Outcome, Proof, Whole

_CODES = (
    "owner-missing", "owner-not-one-person", "engineer-missing", "role-not-filled", "person-without-contact",
    "company-missing",
)  # fmt: skip


def _prove(whole: Whole) -> Sequence[Proof]:
    found = [one for one in whole.findings if one.code in _CODES]
    if not found:
        return [Proof("People", Outcome.PROVEN, "everybody whom the project needs is named")]
    return [
        Proof("People", Outcome.MISSING, one.message, one.hint or "name them under People", one.asks) for one in found
    ]


CHECK = Check("the people are named", 90, of_whole=_prove)
