"""What a document's criteria are worth: run against integrations that are broken on purpose, and the holes mended."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path
from typing import Any

from interlock.adapters.processes import side_by_side
from interlock.asking.sentences import named
from interlock.document import read
from interlock.document.editing import add_item
from interlock.errors import UsageError
from interlock.journeys.evidence import evidence, keep, kept, unchanged
from interlock.journeys.project import Project
from interlock.journeys.verifying import verify
from interlock.model.clock import Clock
from interlock.model.falsification import Broken, Falsification, Weighed, Worth
from interlock.model.value import JSON
from interlock.verify import falsify as weigh

KIND = "falsification"
_SECTION = "Acceptance criteria"


def falsify(
    project: Project,
    *,
    only: Collection[str] = (),
    seed: int = 0,
    thorough: bool = False,
    jobs: int = 1,
    told: Callable[[int, int], None] = lambda _done, _of: None,
) -> Falsification:
    """What the criteria of a document catch of everything that can be broken in it.

    Args:
        project: a loaded project without errors.
        only: names of criteria, stories or records to which to keep; what others would catch is then not known.
        seed: another one gives other made-up items.
        thorough: try every criterion on everything that it speaks of, however long it takes.
        jobs: how many processes work side by side.
        told: is called with how many of how many broken integrations are tried.

    Raises:
        InputError: the document or a description has errors, or there are no criteria.
        UsageError: `only` names something that the document does not have, or that no criterion speaks of.
    """
    sound = list(verify(project, only=only, seed=seed, jobs=jobs))
    with side_by_side(jobs) as each:
        return weigh(
            project.document,
            project.profiles,
            sound,
            seed=seed,
            thorough=thorough,
            whole=not only,
            each=each,
            told=told,
        )


def keep_falsification(project: Project, found: Falsification, *, clock: Clock | None = None) -> Path | None:
    """Keep what all criteria are worth as evidence; where, or None: the document was changed in the meantime.

    Raises:
        UsageError: it is another version of a document, or not all criteria were tried.
        InterlockError: it cannot be written.
    """
    if not found.whole:
        raise UsageError("evidence is kept of all criteria together", hint="falsify without choosing some of them")
    sound = not found.gaps and not found.vacuous
    proof = evidence(project, KIND, verdict="all noticed" if sound else "gaps", details=_details(found), clock=clock)
    return keep(project, proof) if unchanged(project, proof) else None


def kept_falsification(project: Project) -> Falsification | None:
    """What was kept of what the criteria are worth, while it holds; without the verdicts on the sound integration."""
    piece = next((one for one in kept(project).of(KIND) if one.holds), None)
    if piece is None:
        return None
    try:
        return _falsification(piece.evidence.details)
    except (KeyError, TypeError, ValueError):
        return None  # it was not written by this program


def _details(found: Falsification) -> Mapping[str, JSON]:
    """Without seconds, which are others each time."""
    return {
        "broken": [
            {
                "breakage": one.breakage,
                "title": one.title,
                "where": one.where,
                "tried": list(one.tried),
                "caught_by": [{"criterion": name, "reason": reason} for name, reason in one.by],
                "criterion": one.criterion,
            }
            for one in found.broken
        ],
        "criteria": [
            {"criterion": one.criterion, "worth": one.worth.value, "caught": list(one.caught), "tried": one.tried}
            for one in found.weighed
        ],
    }


def _falsification(told: Mapping[str, Any]) -> Falsification:
    broken = (
        Broken(
            str(one["breakage"]),
            str(one["title"]),
            str(one["where"]),
            tuple(map(str, one["tried"])),
            tuple((str(by["criterion"]), str(by["reason"])) for by in one["caught_by"]),
            str(one["criterion"]),
        )
        for one in told["broken"]
    )
    weighed = (
        Weighed(str(one["criterion"]), Worth(one["worth"]), tuple(map(str, one["caught"])), int(one["tried"]), 0.0)
        for one in told["criteria"]
    )
    return Falsification(tuple(broken), tuple(weighed))


def with_criteria(text: str, path: str, sentences: Sequence[str]) -> str:
    """The document's text with these sentences among its criteria, each with a name that is free."""
    for sentence in dict.fromkeys(sentences):
        text = add_item(text, _SECTION, named(read(text, path).document, _SECTION, sentence))
    return text
