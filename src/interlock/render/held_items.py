"""What is set aside until someone decides: as text, as data, and as a sheet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime

from interlock.model.history import Decision, Entry, Held, HeldKind, possible_decisions
from interlock.model.value import ABSENT, JSON, Canonical, Side
from interlock.render.data import dumps, headed
from interlock.render.histories import history_text
from interlock.render.plain import counted, paint, visible, wrapped
from interlock.render.sheets import sheet
from interlock.render.times import age
from interlock.render.values import in_sheet, line_of, shown, value_datum

SCHEMA = "urn:interlock:schema:held:1"

Names = Mapping[Side, str]


def held_text(
    held: Sequence[Held],
    *,
    names: Names,
    at: datetime | None = None,
    others: int = 0,
    color: bool = False,
    width: int = 100,
) -> str:
    """One block per held item: number, kind, reason, the values that stand against each other, who looks after it.

    Args:
        held: the items in the order in which they are shown.
        names: the systems' names by side.
        at: this moment, from which their age is counted; no age is shown without it.
        others: how many more are held that were not asked for.
        color: whether to colour for a terminal.
        width: how many columns there are.
    """
    if not held and others:
        return f"nothing that is held fits; {counted(others, 'other held item')}\n"
    if not held:
        return paint("nothing is held", "good", color=color) + "\n"
    lines: list[str] = []
    for one in held:
        lines += _block(one, names, at, color, width)
    counts = Counter(one.kind for one in held)
    kinds = ", ".join(f"{count:,} {kind.value}" for kind, count in counts.most_common())
    besides = f"; {others:,} more not asked for" if others else ""
    lines += ["", f"{counted(len(held), 'held item')}: {kinds}{besides}"]
    if any(one.decision is None for one in held):
        lines.append("decide with: interlock held decide NUMBER, and one of what stands behind `decide`")
    return "\n".join(lines) + "\n"


def detail_text(
    held: Held,
    *,
    base: Mapping[Side, Canonical],
    history: Sequence[Entry],
    names: Names,
    at: datetime,
    mark: str = "",
    color: bool = False,
    width: int = 100,
) -> str:
    """One held item with what both last agreed on, what each decision leads to, and what happened to it before.

    `mark` stands for what is held as it is now.
    """
    lines = _block(held, names, at, color, width, choices=False)
    for side, value in base.items():
        told = shown(value, sensitive=held.sensitive)
        lines.append(f"    last agreed in {visible(names[side])}: {told}")
    lines += ["", "    What may be decided:"]
    for decision in _offered(held):
        words = f"{option_of(decision, names)}: {effect_of(held, decision, names)}"
        lines.append(wrapped(words, width=width, first=" " * 6, rest=" " * 10))
    if linkable(held):
        words = f"--link ID: it is the same as the {held.record} with that id in {names[held.side.other]}"
        lines.append(wrapped(words, width=width, first=" " * 6, rest=" " * 10))
    if mark:
        lines.append(f"    only while it is as shown here: --seen {mark}")
    if history:
        lines += ["", "    What happened before:"]
        told = history_text(history, names=names, color=color, width=width - 6)
        lines += [f"      {line}" for line in told.rstrip("\n").splitlines()]
    return "\n".join(lines) + "\n"


def option_of(decision: Decision, names: Names) -> str:
    """The option of `held decide` that stands for a decision."""
    sides = {Decision.LEFT: Side.LEFT, Decision.RIGHT: Side.RIGHT}
    if decision not in sides:
        return f"--{decision.value}"
    name = visible(names[sides[decision]])
    return f'--take "{name}"' if " " in name else f"--take {name}"


_EFFECTS = {
    ("merged", Decision.APPROVE): "what the document says of deletes is done to the counterpart that is left over",
    ("merged", Decision.REJECT): "the counterpart that is left over stays, and is no longer kept in step",
    ("reused", Decision.APPROVE): "it is the same item as before, and is kept in step again",
    ("reused", Decision.REJECT): "it is another item, which has the id now",
    ("again", Decision.APPROVE): "it is the item that was linked before; its link goes on",
    ("aside", Decision.APPROVE): "it is another one: create it",
    ("unsure", Decision.APPROVE): "it is not there yet: create it",
    ("unsure", Decision.REJECT): "do not create it",
}
"""By what something is held about, where that is not what its kind is usually about."""


def effect_of(held: Held, decision: Decision, names: Names) -> str:
    """What comes of a decision, as a part of a sentence."""
    sides = {Decision.LEFT: Side.LEFT, Decision.RIGHT: Side.RIGHT}
    if decision in sides:
        side = sides[decision]
        if held.pair:
            return f"the value of {names[side]} goes to {names[side.other]}"
        gone = held.about == f"gone {side.value}"
        return f"what {names[side]} shows holds: " + ("the delete goes on" if gone else "the item is kept")
    special = _EFFECTS.get((held.about.partition(" ")[0], decision))
    if special is not None:
        return special
    if decision is Decision.LEAVE:
        return "both keep what they have, until one of them changes"
    if held.kind is HeldKind.IN_DOUBT:
        return "send it again; first see that it did not arrive, or it will be there twice"
    if decision is Decision.RETRY:
        return "try again, as if for the first time"
    if decision is Decision.REJECT:
        return "do not delete; the item that is left stays, and is no longer kept in step"
    if held.kind is HeldKind.CONFLICT and held.about.startswith("left "):
        return "keep it in step although it left the condition"
    return "try again" if held.kind is HeldKind.REJECTED else "let the delete go on"


def _offered(held: Held) -> list[Decision]:
    """What may be decided, without what is but another word for it."""
    again = held.kind in (HeldKind.REJECTED, HeldKind.IN_DOUBT)
    return [one for one in possible_decisions(held) if not (again and one is Decision.APPROVE)]


def linkable(held: Held) -> bool:
    """Whether it can be solved by naming the item that is the same."""
    return not held.link and held.kind in (HeldKind.AMBIGUOUS, HeldKind.REJECTED)


def decided_text(
    items: Sequence[Held], decision: Decision, *, names: Names, by: str, alone: bool, owner: str, width: int = 100
) -> str:
    """What was decided about which items, and that the next run carries it out."""
    lines = []
    for one in items:
        pair = f", {one.pair}" if one.pair else ""
        what = f"#{one.id} {one.record} {one.item_id}{pair}: {effect_of(one, decision, names)}"
        lines.append(wrapped(what, width=width, rest="    "))
    if items:
        lines.append(wrapped(f"decided by {by}; the next run carries it out", width=width))
        if not alone:
            whose = f"the document gives these decisions to {owner}" if owner else "the document names no owner"
            lines.append(wrapped(f"{whose}, so it stands in the history as somebody else's", width=width))
    return "\n".join(lines) + "\n" if lines else ""


def _block(one: Held, names: Names, at: datetime | None, color: bool, width: int, *, choices: bool = True) -> list[str]:
    number = paint(f"#{one.id}", "strong", color=color)
    kind = paint(one.kind.value, "doubt", color=color)
    pair = f", {visible(one.pair)}" if one.pair else ""
    since = f"{one.since:%Y-%m-%d %H:%M} UTC" + (f" ({age(one.since, at)})" if at is not None else "")
    head = f"{number} {kind}: {visible(one.record)} {visible(one.item_id)} in {visible(names[one.side])}{pair}"
    lines = [f"{head}, since {since}"]
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
        by = f" by {visible(one.decided_by)}" if one.decided_by else ""
        lines.append(f"    decided{by}: {option_of(one.decision, names)}; the next run carries it out")
    elif choices:
        lines.append(f"    decide: {_options(one, names)}")
    nobody = "nobody: it goes on by itself" if one.kind is HeldKind.WAITING else "nobody yet"
    lines.append(f"    with {visible(one.assignee) or nobody}")
    return lines


def _options(one: Held, names: Names) -> str:
    words = [option_of(decision, names) for decision in _offered(one)]
    return " | ".join([*words, *(["--link ID"] if linkable(one) else [])])


def held_json(held: Sequence[Held], *, names: Names, version: str, marks: Mapping[int, str] | None = None) -> str:
    """What is held as JSON (`docs/schemas/held.json`); sensitive values are not in it.

    `marks` has, by number, what stands for an item as it is now.
    """
    known = marks or {}
    return dumps(headed(SCHEMA, version, {"held": [_datum(one, names, known.get(one.id, "")) for one in held]}))


def _datum(one: Held, names: Names, mark: str) -> JSON:
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
        "possible": [decision.value for decision in possible_decisions(one)],
        "linkable": linkable(one),
        "seen": mark,
    }


def held_csv(held: Sequence[Held], *, names: Names) -> str:
    """What is held as a sheet: one row each, safe to be opened by a spreadsheet; sensitive values are not in it."""
    left, right = names[Side.LEFT], names[Side.RIGHT]
    heads = ["Number", "Kind", "Record", "System", "Id", "Field", "Since (UTC)", "Reason", left, right, "With"]
    heads += ["Decided", "Decided by"]
    rows = [
        [
            str(one.id),
            one.kind.value,
            one.record,
            names[one.side],
            one.item_id,
            one.pair,
            f"{one.since:%Y-%m-%d %H:%M}",
            one.reason,
            *(in_sheet(value, sensitive=one.sensitive) for value in (one.left, one.right)),
            one.assignee,
            "" if one.decision is None else option_of(one.decision, names).removeprefix("--"),
            one.decided_by,
        ]
        for one in held
    ]
    return sheet(heads, rows)
