"""What a new version of the document would change about what a run does: as text and as data."""

from __future__ import annotations

from collections.abc import Sequence

from interlock.model.plan import Line
from interlock.model.proposal import Proposal, Scope
from interlock.model.value import JSON
from interlock.render.data import dumps, headed
from interlock.render.plain import counted, paint, visible, wrapped
from interlock.render.plans import Names, line_datum, line_text, unread_lines

SCHEMA = "urn:interlock:schema:proposal:1"


def proposal_text(made: Proposal, *, names: Names, color: bool = False, width: int = 100) -> str:
    """Which decisions read otherwise, what enters and leaves, what would be done besides, and what no longer.

    Args:
        made: the comparison.
        names: the systems' names by side.
        color: whether to colour for a terminal.
        width: how many columns there are.
    """
    lines = [f"the new version of the document in {visible(made.environment)}", ""]
    for one in made.wordings:
        was, now = one.before or "not there", one.after or "not there"
        lines.append(wrapped(f"{one.record}, {one.what}: {was} → {now}", width=width, rest="    "))
    if not made.wordings:
        lines.append("no decision about records or fields reads otherwise")
    lines += [wrapped(_scope(one, names), width=width, rest="    ") for one in made.scopes]
    lines += _part("it would do what the present one does not:", made.added, names, color, width)
    lines += _part("it would no longer do:", made.dropped, names, color, width)
    lines += ["", *unread_lines(made.unread, names, width)]
    if not made.added and not made.dropped:
        lines.append("a run would do the same by both versions")
    lines.append(f"{counted(len(made.added), 'change')} more, {len(made.dropped):,} fewer, {made.same:,} the same")
    return "\n".join(lines) + "\n"


def _part(title: str, changes: Sequence[Line], names: Names, color: bool, width: int) -> list[str]:
    if not changes:
        return []
    lines = ["", paint(title, "strong", color=color), ""]
    for change in changes:
        lines += line_text(change, names=names, color=color, width=width)
    return lines


def _scope(one: Scope, names: Names) -> str:
    parts = []
    for count, ids, verb in ((one.enters, one.entering, "come under it"), (one.leaves, one.leaving, "fall out of it")):
        if count:
            more = f" and {count - len(ids):,} more" if count > len(ids) else ""
            parts.append(f"{count:,} {verb} ({', '.join(ids)}{more})")
    return f"{one.record} in {names[one.side]}: {'; '.join(parts)}"


def proposal_json(made: Proposal, *, names: Names, version: str) -> str:
    """The comparison as JSON (`docs/schemas/proposal.json`); sensitive values are not in it."""
    content: dict[str, JSON] = {
        "environment": made.environment,
        "wordings": [
            {"record": one.record, "what": one.what, "before": one.before, "after": one.after} for one in made.wordings
        ],
        "scopes": [
            {
                "record": one.record,
                "system": names[one.side],
                "enters": one.enters,
                "leaves": one.leaves,
                "entering": list(one.entering),
                "leaving": list(one.leaving),
            }
            for one in made.scopes
        ],
        "added": [line_datum(line, names) for line in made.added],
        "dropped": [line_datum(line, names) for line in made.dropped],
        "same": made.same,
        "unread": [{"record": one[0], "system": names[one[1]], "reason": one[2]} for one in made.unread],
    }
    return dumps(headed(SCHEMA, version, content))
