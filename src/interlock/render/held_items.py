"""What is set aside until someone decides: as text and as data."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from interlock.model.history import Decision, Held
from interlock.model.value import ABSENT, JSON, Side
from interlock.render.data import dumps, headed
from interlock.render.plain import counted, paint, visible, wrapped
from interlock.render.values import line_of, shown, value_datum

SCHEMA = "urn:interlock:schema:held:1"


def held_text(held: Sequence[Held], *, names: Mapping[Side, str], color: bool = False, width: int = 100) -> str:
    """One block per held item: number, kind, reason, the values that stand against each other, who looks after it."""
    if not held:
        return paint("nothing is held", "good", color=color) + "\n"
    lines: list[str] = []
    for one in held:
        lines += _block(one, names, color, width)
    counts = Counter(one.kind for one in held)
    kinds = ", ".join(f"{count:,} {kind.value}" for kind, count in counts.most_common())
    return "\n".join([*lines, "", f"{counted(len(held), 'held item')}: {kinds}"]) + "\n"


def _block(one: Held, names: Mapping[Side, str], color: bool, width: int) -> list[str]:
    number = paint(f"#{one.id}", "strong", color=color)
    kind = paint(one.kind.value, "doubt", color=color)
    pair = f", {visible(one.pair)}" if one.pair else ""
    since = f"{one.since:%Y-%m-%d %H:%M}"
    head = f"{number} {kind}: {visible(one.record)} {visible(one.item_id)} in {visible(names[one.side])}{pair}"
    lines = [f"{head}, since {since} UTC"]
    said = one.reason + line_of(one.place)
    lines.append(wrapped(said, width=width, first="    ", rest="    "))
    for side, value in ((Side.LEFT, one.left), (Side.RIGHT, one.right)):
        if value is not ABSENT:
            lines.append(f"    {visible(names[side])}: {shown(value, sensitive=one.sensitive)}")
    if one.waits_record:
        lines.append(f"    waits for {visible(one.waits_record)} {visible(one.waits_for)}")
    if one.attempts:
        lines.append(f"    tried {counted(one.attempts, 'time')}")
    if one.decision is not None:
        lines.append(
            f"    decided: {one.decision.value}" + (f" by {visible(one.decided_by)}" if one.decided_by else "")
        )
    lines.append(f"    with {visible(one.assignee)}" if one.assignee else "    with nobody yet")
    return lines


def _decision(decision: Decision, names: Mapping[Side, str]) -> str:
    sides = {Decision.LEFT: Side.LEFT, Decision.RIGHT: Side.RIGHT}
    return f"the value of {visible(names[sides[decision]])}" if decision in sides else decision.value


def held_json(held: Sequence[Held], *, names: Mapping[Side, str], version: str) -> str:
    """What is held as JSON (`docs/schemas/held.json`); sensitive values are not in it."""
    return dumps(headed(SCHEMA, version, {"held": [_datum(one, names) for one in held]}))


def _datum(one: Held, names: Mapping[Side, str]) -> JSON:
    return {
        "id": one.id,
        "kind": one.kind.value,
        "record": one.record,
        "system": names[one.side],
        "item_id": one.item_id,
        "pair": one.pair,
        "reason": one.reason,
        "since": one.since.isoformat(),
        "assignee": one.assignee,
        "place": one.place,
        "left": value_datum(one.left, sensitive=one.sensitive),
        "right": value_datum(one.right, sensitive=one.sensitive),
        "attempts": one.attempts,
        "waits_for": {"record": one.waits_record, "id": one.waits_for} if one.waits_record else None,
        "decision": one.decision.value if one.decision is not None else None,
        "decided_by": one.decided_by,
    }
