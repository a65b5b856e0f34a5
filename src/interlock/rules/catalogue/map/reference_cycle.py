"""Records refer to each other in a circle that no order resolves.

What it asks:
    Which of these records can exist without the other, for a while?

Why it matters:
    Each waits for the other to be created first, and none ever is.

How to answer:
    Leave out one of the references when an item is created, or make it one-way so that only one of them has to come
    first.

Example bad:
    ## Field mapping

    ### Client

    | Desk        | Direction | Books     | Rule               | Notes |
    | ----------- | --------- | --------- | ------------------ | ----- |
    | `email`     | ↔         | `mail`    |                    |       |
    | `latest_id` | →         | `bill_id` | the linked Invoice |       |

    ### Invoice

    | Desk        | Direction | Books        | Rule              | Notes |
    | ----------- | --------- | ------------ | ----------------- | ----- |
    | `number`    | →         | `number`     |                   |       |
    | `client_id` | →         | `account_id` | the linked Client |       |

Example good:
    ## Field mapping

    ### Client

    | Desk        | Direction | Books     | Rule               | Notes |
    | ----------- | --------- | --------- | ------------------ | ----- |
    | `email`     | ↔         | `mail`    |                    |       |

    ### Invoice

    | Desk        | Direction | Books        | Rule              | Notes |
    | ----------- | --------- | ------------ | ----------------- | ----- |
    | `number`    | →         | `number`     |                   |       |
    | `client_id` | →         | `account_id` | the linked Client |       |
"""

from __future__ import annotations

from collections.abc import Iterator

from interlock.model.document import FieldRow, RecordRow
from interlock.model.finding import Severity
from interlock.model.value import Side
from interlock.rules.context import Context
from interlock.rules.rows import direction_of, paths, references
from interlock.rules.rule import Concern, Needs, Rule


def check(context: Context) -> Iterator[Concern]:
    """Follows the references that must be filled on creation, on each side; an optional one can be filled later."""
    for side in Side:
        waits: dict[str, dict[str, FieldRow]] = {}
        for row, pair, name in references(context.document):
            direction, other = direction_of(row, pair), context.record(name)
            if other is None or direction is None or not direction.writes(side) or _later(context, row, pair, side):
                continue
            waits.setdefault(row.name, {})[other.name] = pair
        circle = _circle({name: list(others) for name, others in waits.items()})
        if circle:
            shown = " → ".join(f"`{name}`" for name in (*circle, circle[0]))
            pair = waits[circle[0]][circle[1] if len(circle) > 1 else circle[0]]
            message = f"which of these can exist without the other in `{context.name(side)}` for a while? {shown}"
            yield Concern(pair.rule.span, message, "reference/" + "/".join(sorted(circle)), context.owner)
            return


def _later(context: Context, row: RecordRow, pair: FieldRow, side: Side) -> bool:
    """Whether the reference can be filled after the item exists, as far as is known."""
    learned = [context.field(row, side, path) for path in paths(pair, side)]
    return bool(learned) and all(field is not None and not field.required for field in learned)


def _circle(waits: dict[str, list[str]]) -> list[str]:
    """One circle of names, from the name that comes first in the map; nothing where there is none."""
    for start, others in waits.items():
        trail = [start]
        seen = {start}
        ways = [iter(others)]
        while ways:
            following = next(ways[-1], None)
            if following is None:
                ways.pop()
                trail.pop()
            elif following == start:
                return trail
            elif following not in seen:
                seen.add(following)
                trail.append(following)
                ways.append(iter(waits.get(following, [])))
    return []


RULE = Rule(check, Severity.ERROR, needs=Needs.FIELDS)
