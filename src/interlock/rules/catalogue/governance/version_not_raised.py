"""Changes has a later version than the document.

What it asks:
    Which version is this: the one at the top, or the last one under Changes?

Why it matters:
    A signature names a version; if the text moved on and the number did not, it covers what its signer never read.

How to answer:
    Write the newest version of the table at the top of the file.

Example bad:
    ## Changes

    | Version | Date       | Decided by | What and why             |
    | ------- | ---------- | ---------- | ------------------------ |
    | 1.1.0   | 2026-11-21 | Ida Rhodes | phones flow in both ways |
    | 1.2.0   | 2026-11-22 | Ida Rhodes | names flow in both ways  |

Example good:
    ## Changes

    | Version | Date       | Decided by | What and why             |
    | ------- | ---------- | ---------- | ------------------------ |
    | 1.0.0   | 2026-11-01 | Ida Rhodes | first agreed version     |
    | 1.1.0   | 2026-11-21 | Ida Rhodes | phones flow in both ways |
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from interlock.model.finding import Severity
from interlock.rules.context import Context
from interlock.rules.rule import Concern, Rule

_NUMBERS = re.compile(r"\d{1,9}(?:\.\d{1,9}){0,3}")


def check(context: Context) -> Iterator[Concern]:
    """Compares numbered versions only; others have no order."""
    current = _numbers(context.document.version.text)
    if current is None:
        return
    for change in context.document.changes:
        there = _numbers(change.version)
        if there is not None and there > current:
            text = context.document.version.text.strip()
            message = f"is this version `{text}` or `{change.version.strip()}`, as Changes has it?"
            yield Concern(context.document.version.span, message, f"version/{change.version.strip()}", context.owner)


def _numbers(text: str) -> tuple[int, ...] | None:
    if not _NUMBERS.fullmatch(text.strip()):
        return None
    numbers = [int(part) for part in text.strip().split(".")]
    return tuple(numbers + [0] * (4 - len(numbers)))


RULE = Rule(check, Severity.WARNING)
