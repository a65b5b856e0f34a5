"""A rule cuts off or rounds away a part of a value.

What it asks:
    May this part be lost, here?

Why it matters:
    Sums differ by cents and names end in the middle, and nobody can tell afterwards what it was.

How to answer:
    Say in Notes that it may, or write a rule that keeps it; by what items are matched nothing should be lost.

Example bad:
    ## Field mapping

    ### Client

    | Desk     | Direction | Books      | Rule                 | Notes     |
    | -------- | --------- | ---------- | -------------------- | --------- |
    | `email`  | ↔         | `mail`     |                      | sensitive |
    | `note`   | →         | `headline` | cut to 60 characters |           |

Example good:
    ## Field mapping

    ### Client

    | Desk     | Direction | Books      | Rule                 | Notes                      |
    | -------- | --------- | ---------- | -------------------- | -------------------------- |
    | `email`  | ↔         | `mail`     |                      | sensitive                  |
    | `note`   | →         | `headline` | cut to 60 characters | the rest stays in the desk |
"""

from __future__ import annotations

from collections.abc import Iterator

from interlock.mapping import Trial, Tried
from interlock.model.document import FieldRow, RecordRow
from interlock.model.finding import Severity
from interlock.model.value import JSON, Side
from interlock.rules.context import Context
from interlock.rules.rows import paths
from interlock.rules.rule import Concern, Needs, Rule
from interlock.rules.trials import brief, trials


def check(context: Context) -> Iterator[Concern]:
    """Looks, for each rule that cuts or rounds, for two values that the field can show and that become one."""
    for row, pair, _, source, tried in trials(context):
        if not tried.rule.coarse or (pair.notes.strip() and not _matches(row, pair)):
            continue
        lost = _lost(tried)
        if lost is None or tried.here is None:
            continue
        words = pair.rule.text.strip().replace("`", "")
        became = f"{brief(lost.value)} of `{tried.here.path}` of `{context.name(source)}` becomes {brief(lost.shown)}"
        if _matches(row, pair):
            message = f"which items are the same, when “{words}” makes one value of several? {became}"
        else:
            message = f"may a part of the value be lost by “{words}”? {became}"
        yield Concern(pair.rule.span, message, f"{row.name}/{tried.here.path}/loss", context.owner)


def _matches(row: RecordRow, pair: FieldRow) -> bool:
    """Whether items are matched by the fields of the row."""
    key = row.matched_by.value
    here = (paths(pair, Side.LEFT), paths(pair, Side.RIGHT))
    return key is not None and any(((one.left,), (one.right,)) == here for one in key.pairs)


def _lost(tried: Trial) -> Tried | None:
    """A value of the field that becomes what another one becomes, too, and is not that."""
    first: dict[str, JSON] = {}
    for value in (*tried.usual(), *tried.certain(), *_long(tried)):
        found = tried.of(value)
        if found.held or found.shown is None:
            continue
        other = first.setdefault(repr(found.shown), value)
        if other != value and not isinstance(other, bool) and type(other) is type(value):
            return found if found.shown != value else tried.of(other)
    return None


def _long(tried: Trial) -> tuple[JSON, ...]:
    """Two texts as long as the field can show them, which differ at their end."""
    longest = tried.here.max_length if tried.here is not None else None
    return () if longest is None or longest < 2 or longest > 4000 else (f"{'a' * (longest - 1)}b", "a" * longest)


RULE = Rule(check, Severity.WARNING, needs=Needs.FIELDS)
