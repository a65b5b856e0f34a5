"""How is a deleted item seen?

Two items are created and deleted. Each is asked for again, looked for in the list, among the changes, and with the
parameter that is said to show deleted items; and one is deleted a second time.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from interlock.model.fact import Confidence, Evidence
from interlock.model.path import Path
from interlock.model.profile import DeletesSeen, DeleteVisibility
from interlock.model.value import Body
from interlock.probing.hand import Hand
from interlock.probing.probe import Probe, Reply, always, cannot_tell

_WAITS_S = (0.0, 1.0, 3.0)


@dataclass
class _Trace:
    """What was seen of one deleted item."""

    deleted: int = 0
    alone: str = ""
    again: str = ""
    mark: str = ""
    """the field that marks it among what the list shows; empty where it is not shown"""
    shown: bool = False
    evidence: list[Evidence] = field(default_factory=list)


async def _write(hand: Hand) -> Reply:
    traces = []
    for _ in range(2):
        trace = await _deleted(hand)
        if trace.deleted >= 300:
            return cannot_tell("it cannot be deleted", *trace.evidence)
        traces.append(trace)
    evidence = tuple(one for trace in traces for one in trace.evidence)
    first, second = traces
    parts = [f"asked for alone: {first.alone}"] if first.alone == second.alone else []
    parts.append(
        _listed(first) if first.mark == second.mark and first.shown == second.shown else "in the list: now and then"
    )
    parts += [f"deleted again: {first.again}"] if first.again == second.again else []
    claimed = hand.record.deletes.value
    claims = claimed is not None and claimed.how in {DeletesSeen.TOMBSTONE, DeletesSeen.FLAG}
    if first.mark and first.mark == second.mark:
        how = claimed if claims and claimed is not None and str(claimed.field) == first.mark else None
        facts = {"deletes": how or DeleteVisibility(DeletesSeen.TOMBSTONE, field=Path.of(first.mark), value=True)}
        return Reply("; ".join(parts), Confidence.SURE, evidence, facts)
    if claims and not any(trace.shown for trace in traces):
        facts = {"deletes": DeleteVisibility(DeletesSeen.NONE)}
        return Reply("; ".join(parts), Confidence.SURE, evidence, facts, "deleted items are shown")
    return Reply("; ".join(parts), Confidence.SURE, evidence)


async def _deleted(hand: Hand) -> _Trace:
    """Create an item, delete it, and see what is left of it."""
    began = hand.now()
    made = await hand.new()
    trace = _Trace()
    gone = await hand.delete(made.id)
    trace.deleted = gone.status
    trace.evidence.append(gone.shown())
    if not gone.good:
        return trace
    if hand.can_get:
        seen = await hand.get(made.id)
        body = hand.body(seen)
        marked = (
            f", marked by `{_mark(hand, body)}`" if body is not None and _mark(hand, body) else ", as if it were there"
        )
        trace.alone = f"{seen.status}{marked if body is not None else ''}"
        trace.evidence.append(seen.shown("just deleted"))
    for wait_s in _WAITS_S:
        await hand.clock.sleep(wait_s)
        if await _look(hand, made.id, trace, began):
            break
        if hand.record.deletes.value is None or hand.record.deletes.value.how is DeletesSeen.NONE:
            break
    again = await hand.delete(made.id)
    trace.again = str(again.status)
    trace.evidence.append(again.shown("a second time"))
    return trace


async def _look(hand: Hand, item_id: str, trace: _Trace, began: datetime) -> bool:
    """Look for the item among the changes and in the list with deleted items; whether it is shown."""
    since = began - timedelta(seconds=5) if hand.record.since.value is not None else None
    for page in await hand.pages(2, since=since, tombstones=True):
        for one, body in zip(page.ids, page.bodies, strict=True):
            if one == item_id:
                trace.shown, trace.mark = True, _mark(hand, body)
                trace.evidence.append(page.shown("the list with deleted items, which has it"))
                return True
    trace.evidence.append(page.shown("the list with deleted items, which does not have it"))
    return False


def _mark(hand: Hand, body: Body) -> str:
    """The field that says that it is deleted; empty where none does."""
    claimed = hand.record.deletes.value
    if (
        claimed is not None
        and claimed.field is not None
        and hand.field_of(claimed.field, body) not in (None, False, "")
    ):
        return str(claimed.field)
    return next(
        (key for key, value in body.items() if "delete" in key.casefold() and value not in (None, False, "")), ""
    )


def _listed(trace: _Trace) -> str:
    if trace.mark:
        return f"in the list: marked by `{trace.mark}`"
    return "in the list: as if it were there" if trace.shown else "in the list: not shown"


PROBE = Probe(
    question="How is a deleted item seen?",
    why="a delete that shows only by its absence is found by reading the whole list",
    most=26,
    makes=6,
    applies=always,
    write=_write,
    order=20,
    example="asked for alone: 404; in the list: marked by `deleted`; deleted again: 404",
)
