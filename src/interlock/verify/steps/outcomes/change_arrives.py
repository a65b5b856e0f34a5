"""A change of a field in one system reaches the other."""

from __future__ import annotations

from interlock.errors import InterlockError
from interlock.verify.scene import Scene
from interlock.verify.steps._base import Args, CannotTell, Outcome, Sight, word
from interlock.verify.steps.outcomes._looking import all_well, differing
from interlock.verify.subject import Subject


async def act(scene: Scene, args: Args) -> None:
    """Change the field of an item that stands on both sides: the sentence's own, else one of the background."""
    source = scene.side(args["source"])
    subject = _subject(scene, args)
    path = scene.path(subject.record, source, word(args, "field"))
    scene.change(subject, source, path, scene.inventory.fresh(subject, source, path))
    subject.touched = True


def look(scene: Scene, args: Args) -> Sight:
    """Whether the target shows the new value.

    Raises:
        CannotTell: no row carries the field there.
    """
    source, target = scene.side(args["source"]), scene.side(args["target"])
    subject = _subject(scene, args)
    path = scene.path(subject.record, source, word(args, "field"))
    rows = scene.inventory.reader(subject.record).rows.every
    if not any(pair.speaks_of(source, path) and pair.direction.writes(target) for pair in rows):
        raise CannotTell(f"no row of {subject.record.name} carries `{path}` to {scene.system(target)}")
    problems = differing(scene, subject, target, lambda pair: pair.speaks_of(source, path))
    return all_well(problems, f"the change of `{path}` arrived in {scene.system(target)}")


def _subject(scene: Scene, args: Args) -> Subject:
    source, target = scene.side(args["source"]), scene.side(args["target"])
    background = [one for known in scene.inventory.background.values() for one in known[:1]]
    for subject in (*scene.subjects, *background):
        try:
            scene.path(subject.record, source, word(args, "field"))
        except InterlockError:
            continue
        if all(scene.inventory.shown(subject, side) is not None for side in (source, target)):
            return subject
    raise CannotTell(f"no item on both sides has a field `{args['field']}` in {scene.system(source)}")


step = Outcome(look, act=act)
