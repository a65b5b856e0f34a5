"""Two resources that meet, and the record of the data map that they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from interlock.catalogue import did_you_mean
from interlock.errors import UsageError
from interlock.journeys.project import Project
from interlock.model.decisions import Direction
from interlock.model.document import RecordRow
from interlock.model.profile import RecordProfile
from interlock.model.value import Side


@dataclass(frozen=True, slots=True)
class Meeting:
    """Two resources that meet, and the record that the data map makes of them; None where it has none yet."""

    project: Project
    left: RecordProfile
    right: RecordProfile
    row: RecordRow | None

    @property
    def name(self) -> str:
        """What messages call it."""
        return self.row.name if self.row is not None else f"{self.left.name} and {self.right.name}"

    @property
    def direction(self) -> Direction | None:
        """Which way the record flows; None while that is open."""
        return self.row.direction.value if self.row is not None else None

    def system(self, side: Side) -> str:
        """The system of a side, as the document calls it."""
        return self.project.document.system(side).name

    def profile(self, side: Side) -> RecordProfile:
        """What is known of the resource of a side."""
        return self.left if side is Side.LEFT else self.right

    def mapped(self, side: Side) -> frozenset[str]:
        """The fields of a side that rows of the field mapping have."""
        rows = self.row.fields if self.row is not None else ()
        cells = (one.left if side is Side.LEFT else one.right for one in rows)
        return frozenset(str(path) for cell in cells for path in cell.value or ())


def meeting(project: Project, names: Sequence[str]) -> Meeting:
    """What is meant by the name of a record, or by those of a resource of the left and one of the right system.

    Raises:
        UsageError: there is no such record or resource, or a system's description is not known.
    """
    document = project.document
    for side in Side:
        if not any(one.side is side for one in document.systems):
            raise UsageError("the document does not name two systems", hint="fill in its table Systems")
    if len(names) == 1:
        row = document.record(names[0])
        if row is None:
            hint = did_you_mean(names[0], [one.name for one in document.records])
            raise UsageError(
                f"the data map has no record `{names[0]}`",
                hint=hint or "`interlock map` without a name proposes the data map itself",
            )
        left, right = (_resource(project, side, row.resource(side), row.name) for side in Side)
        return Meeting(project, left, right, row)
    left, right = (_resource(project, side, name) for side, name in zip(Side, names, strict=True))
    row = next((one for one in document.records if (one.left.text, one.right.text) == (left.name, right.name)), None)
    return Meeting(project, left, right, row)


def _resource(project: Project, side: Side, name: str, record: str = "") -> RecordProfile:
    system = project.document.system(side).name
    profile = project.profiles.get(side)
    if profile is None:
        raise UsageError(
            f"nothing is known of `{system}`: its API description is missing or cannot be read",
            hint="`interlock check` says what is wrong with it",
        )
    if not name:
        raise UsageError(
            f"the data map does not say what `{record}` is called in `{system}`",
            hint="`interlock map` without a name proposes it",
        )
    found = profile.record(name)
    if found is None:
        found = next((one for one in profile.records if one.name.casefold() == name.casefold()), None)
    if found is None:
        raise UsageError(
            f"`{system}` has no resource `{name}`", hint=did_you_mean(name, [one.name for one in profile.records])
        )
    return found
