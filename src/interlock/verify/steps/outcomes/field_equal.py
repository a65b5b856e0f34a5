"""A field of the counterpart is as its mapping says."""

from __future__ import annotations

from interlock.verify.scene import Scene
from interlock.verify.steps._base import Args, CannotTell, Outcome, Sight, word
from interlock.verify.steps.outcomes._looking import all_well, differing


def look(scene: Scene, args: Args) -> Sight:
    """Whether the system shows in this field what the other one's values ask for.

    Raises:
        CannotTell: no row writes this field.
    """
    side = scene.side(args["system"])
    problems: list[str] = []
    for subject in scene.subjects if args.get("record") is None else scene.about(scene.record(args["record"])):
        path = scene.path(subject.record, side, word(args, "field"))
        rows = scene.inventory.reader(subject.record).rows.every
        if not any(pair.speaks_of(side, path) and pair.direction.writes(side) for pair in rows):
            raise CannotTell(f"no row of {subject.record.name} writes `{path}` in {scene.system(side)}")
        problems += differing(scene, subject, side, lambda pair, path=path: pair.speaks_of(side, path))  # type: ignore[misc]
    return all_well(problems, f"`{args['field']}` is equal in {scene.system(side)}")


step = Outcome(look)
