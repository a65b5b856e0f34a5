"""Explain why `check` asks a question, and how to answer it.

CODE is the name that `check` prints beside its place (`owner-missing`). Without CODE, all with one line each.
"""

from __future__ import annotations

import click

from interlock.catalogue import did_you_mean
from interlock.cli.console import out
from interlock.errors import UsageError
from interlock.render import rule_text
from interlock.rules import guides


@click.command(help=__doc__)
@click.argument("code", required=False)
def command(code: str | None) -> int:
    """Explain one rule, or list all."""
    known = guides()
    if code is None:
        longest = max(len(name) for name in known)
        out("\n".join(f"{name:<{longest}}  {guidance.title}" for name, guidance in known.items()))
        return 0
    if code not in known:
        raise UsageError(f"there is no rule `{code}`", hint=did_you_mean(code, known.keys()))
    out(rule_text(known[code]))
    return 0
