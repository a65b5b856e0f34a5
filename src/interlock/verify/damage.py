"""What happened to items that the sentence never touched: nothing may."""

from __future__ import annotations

from collections.abc import Iterator

from interlock.model.document import RecordRow
from interlock.model.path import get
from interlock.model.value import Side
from interlock.verify.expect._base import same
from interlock.verify.index import Stored
from interlock.verify.scene import Scene
from interlock.verify.steps._base import Phase
from interlock.verify.steps.outcomes._looking import is_archived
from interlock.verify.subject import Subject


def damage(scene: Scene, phase: Phase) -> Iterator[str]:
    """One clause for each background item that was created anew, deleted, archived or changed without a reason.

    Before the first run the integration may still take items up, so that only what stood on both sides is looked at.
    """
    spoken_of = {subject.mark for subject in (*scene.subjects, *scene.others)}
    spoken_of |= {one.mark for subject in scene.subjects for one in subject.refers_to.values()}
    for subject in scene.inventory.known():
        if subject.touched or subject.mark in spoken_of:
            continue
        if phase is not Phase.RUNNING and len(subject.ids) < len(Side):
            continue
        for side in Side:
            yield from _of(scene, subject, side)
    for subject in (*scene.subjects, *scene.others):
        yield from _doubled(scene, subject)
    for record in scene.document.records:
        yield from _orphans(scene, record)


def _of(scene: Scene, subject: Subject, side: Side) -> Iterator[str]:
    record, system = subject.record, scene.system(side)
    known = scene.before.get((record.name, side), {})
    for item in scene.inventory.all_of(subject, side):
        before = known.get(item.id)
        if before is None:
            yield f"a {record.name} that nobody touched was created in {system} ({subject})"
        elif before is item:
            continue
        elif item.deleted and not before.deleted:
            yield f"a {record.name} that nobody touched was deleted in {system} ({subject})"
        elif is_archived(record, item) != is_archived(record, before):
            yield f"a {record.name} that nobody touched was archived in {system} ({subject})"
        else:
            yield from _changed(scene, record, side, before, item)


def _changed(scene: Scene, record: RecordRow, side: Side, before: Stored, now: Stored) -> Iterator[str]:
    rows = scene.inventory.reader(record).rows
    paths = {path for pair in rows.pairs for path in pair.fields[side]}
    paths |= {array.arrays[side] for array in rows.arrays}
    for path in sorted(paths):
        if not same(get(before.body, path), get(now.body, path)):
            yield f"`{path}` of a {record.name} that nobody touched changed in {scene.system(side)}"


def _doubled(scene: Scene, subject: Subject) -> Iterator[str]:
    for side in Side:
        if side is subject.made_on:
            continue
        alive = [item for item in scene.inventory.all_of(subject, side) if not item.deleted]
        if len(alive) > 1:
            yield f"{subject} exists {len(alive)} times in {scene.system(side)}"


def _orphans(scene: Scene, record: RecordRow) -> Iterator[str]:
    """Items that stand for nothing that the bench made."""
    if scene.wish.absent:
        return  # what lacks a field may lack the mark with it
    made = [*scene.subjects, *scene.others, *scene.inventory.known()]
    made += [one for subject in scene.subjects for one in subject.refers_to.values()]
    for side in Side:
        beside = {one.name for one in scene.inventory.beside(record, side)}
        known = scene.before.get((record.name, side), {})
        new = scene.inventory.index(record, side).all().keys() - known.keys()
        if new:
            near = (one for one in made if one.record.name in beside)
            new -= {item.id for one in near for item in scene.inventory.all_of(one, side)}
        for item_id in sorted(new):
            if not scene.inventory.belongs(record, side, scene.inventory.index(record, side).all()[item_id]):
                continue
            yield f"the {record.name} `{item_id}` in {scene.system(side)} stands for nothing that was created"
