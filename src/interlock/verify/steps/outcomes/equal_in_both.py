"""Every item of the record is equal in both systems, as the mapping says."""

from __future__ import annotations

from collections.abc import Iterator

from interlock.model.document import RecordRow
from interlock.model.value import Side
from interlock.verify.scene import Scene
from interlock.verify.steps._base import Args, CannotTell, Outcome, Sight
from interlock.verify.steps.outcomes._looking import all_well, missing
from interlock.verify.subject import Subject


def look(scene: Scene, args: Args) -> Sight:
    """Whether all items that stand on both sides agree, each row in its direction.

    Raises:
        CannotTell: there is none.
    """
    record = scene.record(args["record"])
    subjects = [s for s in scene.subjects if s.record.name == record.name]
    subjects += scene.inventory.background.get(record.name, [])
    if not subjects:
        raise CannotTell(f"no {record.name} stands on both sides")
    problems = (clause for subject in subjects for clause in _unequal(scene, record, subject))
    return all_well(problems, f"{len(subjects)} {record.name} are equal in both")


def _unequal(scene: Scene, record: RecordRow, subject: Subject) -> Iterator[str]:
    items = {side: scene.inventory.shown(subject, side) for side in Side}
    if all(item is None for item in items.values()):
        return
    bodies = {side: item.body for side, item in items.items() if item is not None}
    for side in Side:
        if side not in bodies:
            yield missing(scene, subject, side)
    if len(bodies) < len(Side):
        return
    truth = record.source_of_truth.value or Side.LEFT
    for source in Side:
        # A two-way row is read once, from the source of truth.
        reader = scene.inventory.reader(record)
        both = source is not truth
        yield from (
            f"{clause} in {scene.system(source.other)} ({subject})"
            for clause in reader.disagreements(
                source,
                bodies,
                lambda pair, both=both, s=source: not (both and pair.direction.writes(s)),  # type: ignore[misc]
            )
        )


step = Outcome(look)
