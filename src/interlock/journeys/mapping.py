"""Maps the fields of a record: what is proposed is accepted or refused, written into the document, and remembered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from interlock.adapters.clocks import SystemClock
from interlock.document.formatting import kept_aligned
from interlock.errors import UsageError
from interlock.journeys.documents import difference, read_document, write_document
from interlock.journeys.map_rows import placed
from interlock.journeys.meeting import Meeting, meeting
from interlock.journeys.project import Project, beside, rewritten
from interlock.journeys.remembering import Decision, End, remember
from interlock.journeys.samples_of import Samples
from interlock.journeys.suggesting import Proposals, pair_of, propose_fields
from interlock.model.clock import Clock
from interlock.model.fact import Confidence
from interlock.model.finding import Finding
from interlock.model.suggestion import Candidate, Encoder
from interlock.model.value import Side
from interlock.systems.words import stem

ACCEPTED = {"sure": (Confidence.SURE,), "likely": (Confidence.SURE, Confidence.LIKELY)}
"""What is taken without a question, by the word that asks for it."""


@dataclass(frozen=True, slots=True)
class Mapped:
    """What came of accepting pairs: the rows that were written (or would be), and what was left out and why."""

    rows: tuple[Candidate, ...]
    left_out: tuple[tuple[Candidate, str], ...]
    sensitive: int
    difference: str
    written: bool
    asked: tuple[Finding, ...] = ()
    """errors that `check` finds now that the record has rows, and that none of these rows brings"""


class Mapper:
    """One document into which field pairs are written, as often as somebody decides.

    Args:
        project: the document as it was read.
        by: who decides, for the file of decisions.
        clock: tells the day; the system's unless given.
        dry_run: write nothing.
    """

    def __init__(self, project: Project, *, by: str = "", clock: Clock | None = None, dry_run: bool = False) -> None:
        self.project = project
        self._others = beside(project, readable_only=True)
        self._by, self._clock, self.dry_run = by, clock or SystemClock(), dry_run
        self._first = project.document.text
        self.path = Path(project.document.path)

    def accept(self, met: Meeting, wanted: Iterable[Candidate], *, no: Iterable[Candidate] = ()) -> Mapped:
        """Write pairs as rows, and remember them and those to which somebody said no.

        Raises:
            UsageError: the document was changed by somebody else meanwhile; nothing was written.
            InterlockError: something cannot be written.
        """
        before, met = self.project.document.text, self.now(met)
        found = placed(self.project, self._others, met, wanted, name=name_of(met))
        found = replace(found, text=kept_aligned(before, found.text))
        wrote = found.text != before and not self.dry_run
        if wrote:
            self.write(found.text)
        elif self.dry_run:
            self.project = rewritten(self.project, found.text)
        self.remember(met, found.rows, no)
        shown = difference(before, found.text, self.path.name)
        return Mapped(found.rows, found.left_out, found.sensitive, shown, wrote, found.asked)

    def now(self, met: Meeting) -> Meeting:
        """The same two resources, by the document as it is now."""
        name = met.row.name if met.row is not None else name_of(met)
        return replace(met, project=self.project, row=self.project.document.record(name))

    def read_anew(self) -> None:
        """Take up what the document says now.

        Raises:
            InterlockError: it cannot be read.
        """
        self.project = rewritten(self.project, read_document(self.path))

    def refuse(self, met: Meeting, no: Iterable[Candidate]) -> None:
        """Remember that pairs are not wanted; they are not proposed again.

        Raises:
            InterlockError: the file of decisions cannot be written.
        """
        self.remember(met, (), no)

    def remember(
        self, met: Meeting, yes: Iterable[Candidate], no: Iterable[Candidate], *, forget: Iterable[Candidate] = ()
    ) -> None:
        """Keep what was decided about fields beside the document."""
        decided = [self._decision(met, one, accepted=True) for one in yes if one.left and one.right]
        decided += [self._decision(met, one, accepted=False) for one in no]
        self.keep(decided, forget=[self._decision(met, one, accepted=True) for one in forget])

    def keep(self, decided: Iterable[Decision], *, forget: Iterable[Decision] = ()) -> None:
        """Keep decisions beside the document, with who took them and when.

        Raises:
            InterlockError: the file of decisions cannot be written.
        """
        day = self._clock.now().date().isoformat()
        kept, gone = [replace(one, by=self._by, day=day) for one in decided], tuple(forget)
        if (kept or gone) and not self.dry_run:
            remember(self.project.folder, kept, forget=gone)

    def restore(self, text: str) -> None:
        """Let the document say what it said before.

        Raises:
            UsageError: it was changed by somebody else meanwhile; nothing was written.
        """
        if self.dry_run:
            self.project = rewritten(self.project, text)
        else:
            self.write(text)

    def write(self, text: str) -> None:
        """Write the document.

        Raises:
            UsageError: it was changed by somebody else meanwhile; nothing was written.
            InterlockError: it cannot be written.
        """
        if read_document(self.path) != self.project.document.text:
            raise UsageError(
                f"`{self.path}` was changed by somebody else meanwhile", hint="nothing was written; map once more"
            )
        write_document(self.path, text)
        self.project = rewritten(self.project, text)

    @property
    def difference(self) -> str:
        """What was changed since the document was read, as a unified diff."""
        return difference(self._first, self.project.document.text, self.path.name)

    def _decision(self, met: Meeting, one: Candidate, *, accepted: bool) -> Decision:
        left = End(met.system(Side.LEFT), met.left.name, one.left)
        right = End(met.system(Side.RIGHT), met.right.name, one.right)
        return Decision(left, right, accepted, one.rule if accepted else "")


def name_of(met: Meeting) -> str:
    """What a record is called that the data map does not have yet: the resources' common words, in the singular."""
    if met.row is not None:
        return met.row.name
    there = (
        one
        for one in met.project.document.records
        if (one.left.text, one.right.text) == (met.left.name, met.right.name)
    )
    known = next(there, None)
    if known is not None:
        return known.name
    left, right = stem(met.left.name), stem(met.right.name)
    shared = (
        [word for word in left if word in right] or list(left if len(left) <= len(right) else right) or [met.left.name]
    )
    wanted = " ".join(dict.fromkeys(shared)).capitalize()
    taken = {one.name.casefold() for one in met.project.document.records}
    return next(
        one for one in (wanted, *(f"{wanted} {n}" for n in range(2, len(taken) + 3))) if one.casefold() not in taken
    )


def chosen(proposals: Proposals, word: str) -> tuple[Candidate, ...]:
    """The proposed pairs that are accepted without a question: `sure`, or `likely` and better.

    Raises:
        UsageError: the word says neither.
    """
    if word not in ACCEPTED:
        raise UsageError(f"`{word}` cannot be accepted as a whole", hint="give `sure` or `likely`")
    return tuple(one for one in proposals.selected if one.confidence in ACCEPTED[word])


def still_open(proposals: Proposals, rows: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """What is proposed and was not taken."""
    taken: Mapping[Side, set[str]] = {
        Side.LEFT: {path for one in rows for path in one.left},
        Side.RIGHT: {path for one in rows for path in one.right},
    }
    pairs = {pair_of(one) for one in rows}
    return tuple(
        one
        for one in proposals.selected
        if pair_of(one) not in pairs
        and taken[Side.LEFT].isdisjoint(one.left)
        and taken[Side.RIGHT].isdisjoint(one.right)
    )


def map_fields(
    project: Project,
    *names: str,
    accept: str | Sequence[Candidate] = (),
    by: str = "",
    dry_run: bool = False,
    encoder: Encoder | None = None,
    samples: Mapping[Side, Samples] | None = None,
) -> tuple[Proposals, Mapped]:
    """The field pairs that are proposed for a record, and what came of those that were accepted.

    Args:
        project: a loaded project.
        names: the record, or a resource of the left and one of the right system.
        accept: `sure`, `likely`, or some of the candidates; nothing is written where it is empty.
        by: who decides, for the file of decisions.
        dry_run: write nothing.
        encoder: tells how near texts are in meaning.
        samples: items that the systems showed, whose values are compared.

    Raises:
        UsageError: there is no such record or resource; or the document was changed meanwhile.
        InterlockError: something cannot be read or written.
    """
    met = meeting(project, names)
    proposals = propose_fields(met, encoder=encoder, samples=samples)
    wanted = chosen(proposals, accept) if isinstance(accept, str) else tuple(accept)
    if not wanted:
        return proposals, Mapped((), (), 0, "", written=False)
    return proposals, Mapper(project, by=by, dry_run=dry_run).accept(met, wanted)
