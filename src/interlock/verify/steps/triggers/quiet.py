"""Nothing happens for a time, after some items changed on both sides."""

from __future__ import annotations

from interlock.errors import InterlockError
from interlock.model.document import RecordRow
from interlock.model.value import Side
from interlock.verify.scene import Scene
from interlock.verify.steps._base import Args, CannotTell, Trigger, time
from interlock.verify.steps.triggers.changed import flowing

_CHANGED = 3


async def act(scene: Scene, args: Args) -> None:
    """Change a few background items of every record where their values flow from, then wait.

    Raises:
        CannotTell: nothing could be changed, so that quiet would show nothing.
    """
    changed = sum(_change(scene, record, side) for record in scene.document.records for side in Side)
    if not changed:
        raise CannotTell("no item could be changed before the quiet, so it would show nothing")
    scene.quiet_from = scene.clock.now() + time(args, "duration")
    await scene.clock.sleep(time(args, "duration").total_seconds())
    scene.last_at = scene.clock.now()


def _change(scene: Scene, record: RecordRow, side: Side) -> int:
    known = scene.inventory.background.get(record.name, [])
    if not any(pair.direction.writes(side.other) for pair in scene.inventory.reader(record).rows.every):
        return 0
    # Each side changes items of its own, so that no two edits meet.
    mine = known[:_CHANGED] if side is Side.LEFT else known[-_CHANGED:]
    try:
        path = flowing(scene, record, side)
    except InterlockError:
        return 0
    for subject in mine:
        scene.change(subject, side, path, scene.inventory.fresh(subject, side, path))
        subject.touched = True
    return len(mine)


step = Trigger(act, ends_it=True)
