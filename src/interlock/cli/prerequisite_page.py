"""The page of the prerequisites that `interlock doctor` proves, made from their files."""

from __future__ import annotations

from interlock.doctor.check import checks, code_of, in_turn

_INTRODUCTION = """\
# Prerequisites

What `interlock doctor --env NAME` proves, in this order. Each is *proven*, *missing*, a *warning*, or *not tried*, with
the reason; beside it stands what to do, and whose turn it is. See [access](access.md).
"""


def prerequisite_page() -> str:
    """The page."""
    parts = [_INTRODUCTION]
    for name, check in in_turn():
        said, _, more = checks().docs[name].strip().partition("\n\n")
        parts.append(f"## {code_of(name)}\n\n*{check.title}.* {' '.join(said.split())} {' '.join(more.split())}\n")
    return "\n".join(parts)
