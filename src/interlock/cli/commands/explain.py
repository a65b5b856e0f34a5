"""Explain why `check` asks a question, and how to answer it.

CODE is the name that `check` prints beside its place (`owner-missing`). Without CODE, all with one line each.
"""

from __future__ import annotations

import click

from interlock.asking.elsewhere import ELSEWHERE
from interlock.catalogue import did_you_mean
from interlock.cli import completing
from interlock.cli.console import out
from interlock.document import CODES, Code
from interlock.errors import UsageError
from interlock.render import rule_text
from interlock.rules import guides


@click.command(help=__doc__)
@click.argument("code", required=False, shell_complete=completing.codes)
def command(code: str | None) -> int:
    """Explain one rule, or list all."""
    rules = guides()
    titles = {name: one.means for name, one in CODES.items()} | {name: rule.title for name, rule in rules.items()}
    if code is None:
        longest = max(map(len, titles))
        out("\n".join(f"{name:<{longest}}  {titles[name][:1].upper()}{titles[name][1:]}" for name in sorted(titles)))
    elif code in rules:
        out(rule_text(rules[code], elsewhere=ELSEWHERE.get(code, "")))
    elif code in CODES:
        out(_of_reading(CODES[code]))
    else:
        raise UsageError(f"there is no rule `{code}`", hint=did_you_mean(code, titles))
    return 0


def _of_reading(code: Code) -> str:
    """What is wrong where the text itself could not be understood; where and how to cure it, `check` shows."""
    head = f"# {code.name}\n\n{_sentence(code.means)}\n\nFamily: reading. Severity: {code.severity.value}."
    return f"{head}\n\n## Why it matters\n\n{_sentence(code.why)}"


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."
