"""What a document's criteria are worth: run against integrations that are broken on purpose, and the holes mended."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from interlock.adapters.processes import side_by_side
from interlock.asking.sentences import named
from interlock.document import read
from interlock.document.editing import add_item
from interlock.journeys.project import Project
from interlock.journeys.verifying import verify
from interlock.model.falsification import Falsification
from interlock.verify import falsify as weigh

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


def with_criteria(text: str, path: str, sentences: Sequence[str]) -> str:
    """The document's text with these sentences among its criteria, each with a name that is free."""
    for sentence in dict.fromkeys(sentences):
        text = add_item(text, _SECTION, named(read(text, path).document, _SECTION, sentence))
    return text
