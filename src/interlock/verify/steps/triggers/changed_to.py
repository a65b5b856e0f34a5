"""A field of an item changes from any other value to this one in one system."""

from __future__ import annotations

from dataclasses import replace

from interlock.model.document import RecordRow
from interlock.model.path import Path
from interlock.model.value import Side
from interlock.verify.fixtures.conditions import same_as_written
from interlock.verify.pairs import bare
from interlock.verify.scene import Scene
from interlock.verify.steps._base import Args, Trigger, word
from interlock.verify.steps.triggers._changing import to_the_value_after


def arrange(scene: Scene, args: Args) -> None:
    """Make an item with another value: on both sides, or on its own where the filter keeps it out for now."""
    record, side = scene.record(args["record"]), scene.side(args["system"])
    path = scene.path(record, side, word(args, "field"))
    before = _another(scene, record, side, path, word(args, "after"))
    asked = () if before is None else ((str(path), before),)
    wish = replace(scene.wish, values=(*scene.wish.values, *asked))
    scene.subjects.append(scene.inventory.standing(record, side, wish))


def _another(scene: Scene, record: RecordRow, side: Side, path: Path, after: str) -> str | None:
    """A value that the field may have beside that one, where only some are possible: what the mapping knows first."""
    field = scene.inventory.profile(record, side).field(path)
    possible = [str(value) for value in (field.enum if field is not None else ()) if value not in {None, ""}]
    possible = [value for value in possible if not same_as_written(value, after)]
    told = {
        known
        for row in record.fields
        for cell in (row.left, row.right)
        if any(bare(own) == bare(path) for own in cell.value or ())
        for known in possible
        if f"`{known}`" in row.rule.text
    }
    return next((value for value in possible if value in told), possible[0] if possible else None)


step = Trigger(to_the_value_after, arrange)
