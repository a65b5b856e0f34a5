"""Do the filters by the value of a field filter?

For up to three of them: a value that an item of the list has must show that item and no item of another value, and two
values that no item has must show none.
"""

from interlock.model.fact import Confidence, Evidence
from interlock.model.profile import EqualFilter
from interlock.peers.reads import find_call
from interlock.probing.look import Listed, Look
from interlock.probing.probe import Probe, Reply, cannot_tell

_NEVER = ("interlock-probe-none-1", "interlock-probe-none-2")
_MOST = 3


async def _look(look: Look) -> Reply:
    works: list[EqualFilter] = []
    fails: list[EqualFilter] = []
    open_: list[EqualFilter] = []
    evidence: list[Evidence] = []
    for one in look.record.finds[:_MOST]:
        verdict, seen = await _filters(look, one)
        evidence += seen
        (works if verdict else open_ if verdict is None else fails).append(one)
    if fails:
        names = ", ".join(f"`{one.parameter}`" for one in fails)
        kept = tuple(one for one in look.record.finds if one not in fails)
        return Reply(
            f"no: {names} shows items of other values, too",
            Confidence.SURE,
            tuple(evidence),
            {"finds": kept},
            f"items are found by {names}",
        )
    if not works:
        return cannot_tell("no item shows a value that could be asked for", *evidence)
    rest = f"; not tried: {', '.join(f'`{one.parameter}`' for one in open_)}" if open_ else ""
    return Reply(f"yes: {', '.join(f'`{one.parameter}`' for one in works)}{rest}", Confidence.SURE, tuple(evidence))


async def _filters(look: Look, one: EqualFilter) -> tuple[bool | None, list[Evidence]]:
    """Whether the filter filters; None where that cannot be told."""
    evidence, nothing = [], []
    for value in _NEVER:
        page = await _asked(look, one, _fitting(look, one, value))
        evidence.append(page.shown("a value that no item has"))
        nothing.append(page.ok and not page.ids)
        if page.ok and page.ids and any(str(look.field_of(one.field, b)) == value for b in page.bodies):
            return None, evidence
        if not page.ok:
            nothing[-1] = True  # a refusal shows nothing, either
    if not any(nothing):
        return False, evidence
    there = ((i, look.field_of(one.field, b)) for i, b in zip(look.survey.ids, look.survey.bodies, strict=True))
    usable = ((i, v) for i, v in there if isinstance(v, str | int) and not isinstance(v, bool) and v != "")
    known = next(usable, None)
    if known is None:
        return None, evidence
    item_id, value = known[0], str(known[1])
    page = await _asked(look, one, value)
    evidence.append(page.shown("the value of an item", hide=(one.parameter,)))
    if not page.ok:
        return None, evidence
    others = [b for b in page.bodies if str(look.field_of(one.field, b)).casefold() != value.casefold()]
    return (not others and item_id in page.ids) or (None if not others else False), evidence


async def _asked(look: Look, one: EqualFilter, value: str) -> Listed:
    call, _ = find_call(look.system, look.record, one.field, value)
    return await look.page(more=[pair for pair in call.query if pair[0] == one.parameter], sort=False)


def _fitting(look: Look, one: EqualFilter, value: str) -> str:
    """The value in the form of the field: an address for mail, a number where it counts."""
    shown = next((look.field_of(one.field, b) for b in look.survey.bodies if look.field_of(one.field, b)), None)
    if isinstance(shown, int) and not isinstance(shown, bool):
        return "2147480011"
    return f"{value}@example.com" if isinstance(shown, str) and "@" in shown else value


PROBE = Probe(
    question="Do the filters by value filter?",
    why="a create whose answer was lost is looked for by them; one that does nothing finds the wrong item",
    most=3 * _MOST,
    applies=lambda record: bool(record.finds),
    look=_look,
    order=30,
    example="`?email=interlock-probe-none-1@example.com` shows 50 items: no",
)
