"""Does the list show items whole?

Up to three items of the list are asked for one by one, and compared. Lists that shorten their items, or show them older
than they are, make fields look empty or changes look undone.
"""

from interlock.model.fact import Confidence
from interlock.probing.look import Look
from interlock.probing.probe import Probe, Reply, can_get, cannot_tell


async def _look(look: Look) -> Reply:
    pairs = list(zip(look.survey.ids, look.survey.bodies, strict=True))
    if not pairs:
        return cannot_tell("there are no items", look.survey.pages[0].shown())
    chosen = dict([pairs[0], pairs[len(pairs) // 2], pairs[-1]])
    missing: list[set[str]] = []
    other: set[str] = set()
    evidence = []
    for item_id, in_list in chosen.items():
        seen = await look.get(item_id)
        alone = look.body(seen)
        if alone is None:
            evidence.append(seen.shown("an item of the list"))
            continue
        lacks = {key for key in alone if key not in in_list}
        same = look.raw_stamp(alone) == look.raw_stamp(in_list)
        other |= {key for key in in_list if same and key in alone and alone[key] != in_list[key]}
        missing.append(lacks)
        evidence.append(
            seen.shown(tells=f"{len(lacks)} fields that the list does not show" if lacks else "the same fields")
        )
    if not missing:
        return cannot_tell("no item of the list is shown alone", *evidence)
    always = set.intersection(*missing)
    sure = Confidence.SURE if len(missing) > 1 else Confidence.LIKELY
    if always:
        return Reply(f"no: the list leaves out {_named(always)}", sure, tuple(evidence))
    if any(missing):
        return Reply(f"no: of some items the list leaves out {_named(set.union(*missing))}", sure, tuple(evidence))
    if other:
        return Reply(f"no: {_named(other)} is shown otherwise than alone", Confidence.LIKELY, tuple(evidence))
    return Reply("yes", sure, tuple(evidence))


def _named(keys: set[str]) -> str:
    shown = ", ".join(f"`{key}`" for key in sorted(keys)[:6])
    return shown + (f" and {len(keys) - 6} more" if len(keys) > 6 else "")


PROBE = Probe(
    question="Does the list show items whole?",
    why="a field that the list leaves out looks empty, and would be emptied on the other side",
    most=3,
    applies=can_get,
    look=_look,
    order=42,
    example="the list leaves out `address`, `notes`: no",
)
