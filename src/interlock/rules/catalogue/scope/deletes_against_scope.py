"""Deletes flow although they are said to be out of scope.

What it asks:
    Are deletes carried over, or are they not?

Why it matters:
    One company was promised that nothing of its own is ever deleted or archived, and on some day it is.

How to answer:
    Write `keep` in the column On delete, or take the line out of Out of scope.

Example bad:
    ## Out of scope

    | Not in this version             | Candidate for |
    | ------------------------------- | ------------- |
    | Custom field mapping            | v2            |
    | Historical backfill of invoices | v2            |
    | Multi-currency conversion       | never         |
    | Bulk re-sync                    | v2            |
    | Records other than these        | v2            |
    | Deletes of invoices             | v2            |

Example good:
    ## Out of scope

    | Not in this version             | Candidate for |
    | ------------------------------- | ------------- |
    | Custom field mapping            | v2            |
    | Historical backfill of invoices | v2            |
    | Multi-currency conversion       | never         |
    | Bulk re-sync                    | v2            |
    | Records other than these        | v2            |
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from interlock.model.decisions import DeleteKind
from interlock.rules.context import Context
from interlock.rules.rows import targets
from interlock.rules.rule import Concern, Rule
from interlock.rules.wording import named, quoted

_DELETES = re.compile(
    r"^\W*(?:(?:the|any|all|carrying over|propagating|syncing) )?(?:delet(?:es?|ing|ions?))\b", re.IGNORECASE
)
_ALL = re.compile(
    r"^\W*(?:(?:the|any|all|carrying over|propagating|syncing) )?(?:delet(?:es?|ions?|ing))"
    r"(?: of (?:records?|items?|anything))?\W*$",
    re.IGNORECASE,
)


def check(context: Context) -> Iterator[Concern]:
    """Compares lines that begin with deletes with the records that they name, or with all where they name nothing."""
    document = context.document
    for one in document.out_of_scope:
        if not _DELETES.search(one.what):
            continue
        meant = [context.records[name] for name in sorted(named(one.what, context.records))]
        for row in meant or (document.records if _ALL.search(one.what) else ()):
            rule = row.on_delete.value
            if rule is None or not targets(row) or rule.kind not in {DeleteKind.DELETE, DeleteKind.ARCHIVE}:
                continue
            message = (
                f"are deletes of `{row.name}` carried over? its cell On delete says {quoted(row.on_delete.text)}, and "
                f"{quoted(one.what)} is out of scope"
            )
            yield Concern(row.on_delete.span, message, f"{row.name}/on-delete/scope", context.owner)


RULE = Rule(check)
