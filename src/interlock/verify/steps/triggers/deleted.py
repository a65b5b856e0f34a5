"""Items are deleted in one system; `of` says of how many."""

from __future__ import annotations

from interlock.verify.scene import Scene
from interlock.verify.steps._base import Args, Trigger, number


def arrange(scene: Scene, args: Args) -> None:
    """Make items on both sides; where the sentence says of how many, so many are in the system in all."""
    record, side = scene.record(args["record"]), scene.side(args["system"])
    count = number(args, "count")
    known = scene.inventory.index(record, side).all().values()
    here = sum(1 for item in known if not item.deleted and scene.inventory.belongs(record, side, item))
    for i in range(max(count, number(args, "of", 0) - here)):
        subject = scene.inventory.standing(record, side, scene.wish)
        if i < count:
            scene.subjects.append(subject)
        else:
            scene.inventory.background.setdefault(record.name, []).append(subject)


async def act(scene: Scene, args: Args) -> None:
    """Delete them."""
    side = scene.side(args["system"])
    await scene.spread(len(scene.subjects), lambda i: scene.remove(scene.subjects[i], side))


def total(args: Args) -> int | None:
    """Of how many they are."""
    of = args.get("of")
    return of if isinstance(of, int) else None


step = Trigger(act, arrange, total=total)
