"""Compares a new version of a description with the one so far, and takes it when told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from interlock.adapters import files
from interlock.errors import UsageError
from interlock.journeys.knowing import Knowledge, learn_now
from interlock.journeys.project import profile_path
from interlock.model.finding import Finding, Severity, by_place
from interlock.model.profile import SystemProfile
from interlock.readiness import revised
from interlock.systems import from_json, to_json

_RANK: Mapping[Severity, int] = {one: place for place, one in enumerate(Severity)}


@dataclass(frozen=True, slots=True)
class Revision:
    """What a new description changes for the document, errors first, and what was written (nothing: compared)."""

    findings: tuple[Finding, ...]
    written: tuple[Path, ...] = ()
    can_be_taken: bool = False
    """Whether it is another file than the description, and not yet in its place."""


def update(known: Knowledge, new: Path, *, take: bool = False) -> Revision:
    """What another version of a system's description changes for the records and fields in the document.

    Corrections hold for the new version, too; one that no longer has a place in it is a finding.

    Args:
        known: what is known of the system so far.
        new: the file of the new version; where it is the description itself, it is compared with what was learned last.
        take: put it in the place of the one so far, and learn it.

    Raises:
        UsageError: it is not there; it is the description itself and nothing was learned before; or it refers to files
            that are not beside the description.
        InputError: nothing can be learned of it.
    """
    folder, name = known.project.folder, known.row.name
    in_place = files.exists(new) and new.resolve() == known.description.resolve()
    if take and not in_place and (files.is_folder(new) or files.is_folder(known.description)):
        raise UsageError("a folder of descriptions is not taken as a whole", hint="put the files there, then learn")
    before = _learned_before(known) if in_place else known.learned.profile
    after = known.learned if in_place else learn_now(folder, name, new)
    found = list(revised(known.project.document, known.row.side, before, after.profile))
    before_findings = {(one.code, one.subject) for one in known.learned.findings} if not in_place else set()
    found += [one for one in after.findings if (one.code, one.subject) not in before_findings]
    findings = tuple(sorted(by_place(found), key=lambda one: _RANK[one.severity]))
    if not take:
        return Revision(findings, can_be_taken=not in_place)
    if not in_place:
        _put(known, new, {one.message for one in after.findings})
    learned = learn_now(folder, name, known.description)
    path = profile_path(folder, name)
    files.write(path, to_json(learned.profile, learned.findings), what="profile")
    return Revision(findings, (known.description, path))


def _learned_before(known: Knowledge) -> SystemProfile:
    path = profile_path(known.project.folder, known.row.name)
    if not files.exists(path):
        raise UsageError(
            f"`{known.description}` is the description itself, and nothing was learned of an earlier one",
            hint="save the new version under another name and give that",
        )
    return from_json(files.read(path, what="profile"))


def _put(known: Knowledge, new: Path, problems: set[str]) -> None:
    """Write the new description in the place of the one so far, if all that it refers to is there, too."""
    data = files.read(new, what="API description")
    learned = learn_now(known.project.folder, known.row.name, known.description, data=data)
    lost = [one for one in learned.findings if one.code.endswith("-ref") and one.message not in problems]
    if lost:
        raise UsageError(lost[0].message, hint="put the files that it refers to beside the description first")
    files.write(known.description, data, what="API description")
