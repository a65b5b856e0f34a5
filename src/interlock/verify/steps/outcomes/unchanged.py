"""The counterpart is as it was: every field but the time of its last change."""

from __future__ import annotations

from interlock.model.path import Path
from interlock.model.value import JSON, Side
from interlock.verify.index import Stored
from interlock.verify.pairs import bare
from interlock.verify.scene import Scene
from interlock.verify.steps._base import Args, CannotTell, Outcome, Sight
from interlock.verify.steps.outcomes._looking import all_well, is_archived, missing
from interlock.verify.subject import Subject


def look(scene: Scene, args: Args) -> Sight:
    """Whether the item that stood for each subject before stands there still, with the same values.

    Raises:
        CannotTell: there was none.
    """
    record, side = scene.record(args["record"]), scene.side(args["system"])
    problems: list[str] = []
    for subject in scene.about(record):
        before = scene.was(subject, side)
        if before is None:
            raise CannotTell(f"no {subject} stood in {scene.system(side)} that could stay unchanged")
        problems += _differences(scene, subject, side, before)
    return all_well(problems, f"unchanged in {scene.system(side)}")


def _differences(scene: Scene, subject: Subject, side: Side, before: Stored) -> list[str]:
    now = scene.inventory.index(subject.record, side).all()[before.id]
    system = scene.system(side)
    if now.deleted and not before.deleted:
        return [missing(scene, subject, side)]
    if is_archived(subject.record, now) != is_archived(subject.record, before):
        return [f"the matching {subject} is archived in {system}"]
    own = _kept_by_system(scene, subject, side)
    changed = sorted(key for key in {*before.body, *now.body} if key not in own and _at(before, key) != _at(now, key))
    return [f"`{key}` of {subject} changed in {system}" for key in changed]


def _at(item: Stored, key: str) -> tuple[bool, JSON]:
    return key in item.body, item.body.get(key)


def _kept_by_system(scene: Scene, subject: Subject, side: Side) -> set[str]:
    profile = scene.inventory.profile(subject.record, side)
    version = profile.version.value
    paths = [profile.updated_at.value, Path.of(version) if version and version != "etag" else None]
    return {bare(Path((path.root,))) for path in paths if path is not None}


step = Outcome(look, lasting=True)
