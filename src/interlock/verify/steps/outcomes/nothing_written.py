"""No item is created, changed or deleted by the integration, in one system or in both."""

from __future__ import annotations

from interlock.model.value import Side
from interlock.verify.scene import Scene
from interlock.verify.steps._base import Args, Outcome, Sight
from interlock.verify.steps.outcomes._looking import all_well


def look(scene: Scene, args: Args) -> Sight:
    """Whether no request since the trigger, or since the quiet that it asks for, was one that writes an item."""
    sides = list(Side) if args.get("system") is None else [scene.side(args["system"])]
    since = scene.quiet_from or scene.began_at
    written = (
        f"{exchange.request.method} {exchange.request.path} was sent to {scene.system(side)}"
        for side in sides
        for exchange in scene.sandboxes[side].log
        if exchange.at >= since and exchange.request.writes and exchange.resource is not None
    )
    return all_well(written, "nothing written to " + " and ".join(scene.system(side) for side in sides))


step = Outcome(look, lasting=True, of_requests=True)
