"""What several outcomes look at: counterparts, their values, what an archive left."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from interlock.model.document import RecordRow
from interlock.model.path import get
from interlock.model.value import Side
from interlock.verify.expect._base import blank
from interlock.verify.fixtures.conditions import same_as_written
from interlock.verify.index import Stored
from interlock.verify.pairs import NaivePair, bare
from interlock.verify.scene import Scene
from interlock.verify.steps._base import CannotTell, Sight
from interlock.verify.subject import Subject

_SHOWN = 3


def anything(_pair: NaivePair) -> bool:
    """Every row counts."""
    return True


def counted(count: int, record: RecordRow, what: str = "") -> str:
    """So many items of a record, in words."""
    return f"{count:,} {what}{record.name}{'' if count == 1 else 's'}"


def all_well(problems: Iterable[str], well: str) -> Sight:
    """True where there is no problem; else the first few, and how many more."""
    found = list(problems)
    if not found:
        return Sight(true=True, why=well)
    more = len(found) - _SHOWN
    return Sight(true=False, why="; ".join(found[:_SHOWN]) + (f"; and {more} more" if more > 0 else ""))


def before_and_now(scene: Scene, side: Side, *, could: str) -> Iterator[tuple[Subject, Stored, Stored | None]]:
    """Each subject with what stood for it on a side before, and what stands there now.

    Raises:
        CannotTell: nothing stood there that could have become what `could` says.
    """
    for subject in scene.subjects:
        before = scene.was(subject, side)
        if before is None:
            raise CannotTell(f"no {subject} stood in {scene.system(side)} that could {could}")
        yield subject, before, scene.inventory.index(subject.record, side).all().get(before.id)


def missing(scene: Scene, subject: Subject, side: Side) -> str:
    """Why there is no counterpart, in a clause."""
    gone = any(item.deleted for item in scene.inventory.all_of(subject, side))
    system = scene.system(side)
    return f"the matching {subject} is deleted in {system}" if gone else f"no matching {subject} exists in {system}"


def differing(
    scene: Scene, subject: Subject, side: Side, only: Callable[[NaivePair], bool] = anything
) -> Iterator[str]:
    """One clause for each field of the counterpart on a side that is not as the document says."""
    item = scene.inventory.shown(subject, side)
    if item is None:
        yield missing(scene, subject, side)
        return
    reader = scene.inventory.reader(subject.record)
    bodies = {side: item.body, side.other: scene.source_of(subject, side)}
    for clause in reader.disagreements(side.other, bodies, only):
        yield f"{clause} in {scene.system(side)} ({subject})"


def unequal(scene: Scene, subject: Subject) -> Iterator[str]:
    """One clause for each row in which the subject's two items do not agree; none where both are gone."""
    record = subject.record
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


def is_archived(record: RecordRow, item: Stored) -> bool:
    """Whether the item is out of use: as its system says, or by the field that the delete rule names."""
    rule = record.on_delete.value
    if rule is not None and rule.field is not None and rule.value is not None:
        return same_as_written(get(item.body, rule.field), rule.value) or item.archived
    return item.archived


def emptied(scene: Scene, subject: Subject, side: Side, before: Stored, now: Stored) -> list[str]:
    """The mapped fields that showed something before and show nothing now."""
    rows = scene.inventory.reader(subject.record).rows
    return [
        f"`{bare(path)}`"
        for pair in rows.pairs
        for path in pair.fields[side]
        if not blank(get(before.body, path)) and blank(get(now.body, path))
    ]
