"""A user of one system merges an item into another one of the same record."""

from __future__ import annotations

from interlock.errors import InterlockError
from interlock.verify.scene import Scene
from interlock.verify.steps._base import Args, CannotTell, Trigger


def arrange(scene: Scene, args: Args) -> None:
    """Make two items, each on both sides."""
    record, side = scene.record(args["record"]), scene.side(args["system"])
    scene.subjects += [scene.inventory.pair(record, side, scene.wish) for _ in range(2)]


async def act(scene: Scene, args: Args) -> None:
    """Merge the first into the second.

    Raises:
        CannotTell: the system's store cannot do that.
    """
    record, side = scene.record(args["record"]), scene.side(args["system"])
    loser, winner = scene.subjects[:2]
    try:
        scene.sandboxes[side].store.merge(record.resource(side), loser.ids[side], winner.ids[side])
    except InterlockError as problem:
        raise CannotTell(f"no {record.name} can be merged in {scene.system(side)}: {problem.message}") from problem
    scene.inventory.touch()
    scene.happened(side, f"{loser} is merged into {winner}")


step = Trigger(act, arrange)
