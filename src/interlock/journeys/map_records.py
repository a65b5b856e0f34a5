"""Proposes the data map itself: which resource meets which; what is decided about a record is left to be asked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from interlock.document.editing import add_row_to_each, decide
from interlock.document.formatting import kept_aligned
from interlock.document.sections.data_map import DECISIONS
from interlock.errors import UsageError
from interlock.journeys.documents import difference
from interlock.journeys.mapping import ACCEPTED, Mapper
from interlock.journeys.project import Project, rewritten
from interlock.journeys.remembering import Decision, End, about, remembered
from interlock.model.document import RecordRow
from interlock.model.profile import RecordProfile
from interlock.model.suggestion import Encoder, RecordCandidate
from interlock.model.value import Side
from interlock.suggestion import suggest_records
from interlock.systems.words import stem

_SIGNS = re.compile(r"[^\w ]+|_")
_LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class RecordProposals:
    """What is proposed for the data map: pairs of resources that it does not have, each with what to call it.

    `completes` has, by the place in `selected`, the record whose row lacks one of the two.
    """

    systems: tuple[str, str]
    selected: tuple[RecordCandidate, ...]
    names: tuple[str, ...]
    completes: tuple[str, ...]
    refused: int = 0


@dataclass(frozen=True, slots=True)
class RecordsMapped:
    """What came of accepting pairs of resources."""

    rows: tuple[RecordCandidate, ...]
    left_out: tuple[tuple[RecordCandidate, str], ...]
    difference: str
    written: bool


def propose_records(project: Project, *, encoder: Encoder | None = None) -> RecordProposals:
    """The pairs of resources that might hold the same and that the data map does not have.

    Raises:
        UsageError: the document does not name two systems, or the description of one is not known.
        InterlockError: the decisions of the folder cannot be read.
    """
    profiles = [_learned(project, side) for side in Side]
    left, right = (project.document.system(side).name for side in Side)
    halves = [row for row in project.document.records if bool(row.left.text) != bool(row.right.text)]
    taken = {side: {row.resource(side) for row in project.document.records if row not in halves} for side in Side}
    found = suggest_records(*(
        [one for one in some if one.name not in taken[side]] for side, some in zip(Side, profiles, strict=True)
    ), encoder=encoder)  # fmt: skip
    no = {
        (one.left.resource, one.right.resource)
        for one in about(remembered(project.folder).decisions, left, right)
        if not one.accepted and not one.left.fields
    }
    selected, names, completes = [], [], []
    used = {row.name.casefold() for row in project.document.records}
    for one in found:
        half = next((row for row in halves if _is_half(row, one)), None)
        if (one.left, one.right) not in no:
            name = half.name if half is not None else called(one, used)
            used.add(name.casefold())
            selected.append(one)
            names.append(name)
            completes.append(half.name if half is not None else "")
    return RecordProposals((left, right), tuple(selected), tuple(names), tuple(completes), len(no))


def _learned(project: Project, side: Side) -> Sequence[RecordProfile]:
    if not any(one.side is side for one in project.document.systems):
        raise UsageError("the document does not name two systems", hint="fill in its table Systems")
    profile = project.profiles.get(side)
    if profile is None:
        raise UsageError(
            f"nothing is known of `{project.document.system(side).name}`: its API description is missing or cannot be "
            "read",
            hint="`interlock check` says what is wrong with it",
        )
    return profile.records


def _is_half(row: RecordRow, one: RecordCandidate) -> bool:
    return (row.left.text or one.left, row.right.text or one.right) == (one.left, one.right)


def called(one: RecordCandidate, used: Iterable[str]) -> str:
    """What to call a record: by the name that both have, be it a part of one, else by that of the left resource."""
    left, right = stem(one.left), stem(one.right)
    shared = tuple(word for word in left if word in right)
    ranked = [shared] if shared in (left, right) else []
    said = [" ".join(dict.fromkeys(words)) for words in (*ranked, left, right) if words]
    plain = said or [" ".join(_SIGNS.sub(" ", one.left).split()) or "Record"]
    names = [words[:_LONGEST_NAME].strip().capitalize() for words in plain]
    taken = set(used)
    numbered = (f"{names[0]} {n}" for n in range(2, len(taken) + 3))
    return next(name for name in (*names, *numbered) if name.casefold() not in taken)


def chosen_records(proposals: RecordProposals, word: str) -> tuple[RecordCandidate, ...]:
    """The pairs that are accepted without a question: `sure`, or `likely` and better."""
    return tuple(one for one in proposals.selected if one.confidence in ACCEPTED[word])


def accept_records(mapper: Mapper, proposals: RecordProposals, wanted: Iterable[RecordCandidate]) -> RecordsMapped:
    """Write pairs of resources into the data map, with a match key where one is known; the rest is left to be asked.

    Raises:
        UsageError: the document was changed by somebody else meanwhile; nothing was written.
        InterlockError: it cannot be written.
    """
    before = mapper.project.document.text
    rows, left_out = [], []
    text = before
    for one in wanted:
        at = proposals.selected.index(one)
        then = _with(mapper.project, text, one, proposals.names[at], half=bool(proposals.completes[at]))
        if then:
            rows.append(one)
            text = then
        else:
            left_out.append((one, "its name cannot stand in the data map"))
    text = kept_aligned(before, text)
    wrote = bool(rows) and not mapper.dry_run
    if wrote:
        mapper.write(text)
        mapper.keep(_decision(proposals, one, accepted=True) for one in rows)
    shown = difference(before, text, mapper.path.name)
    return RecordsMapped(tuple(rows), tuple(left_out), shown, wrote)


def refuse_records(mapper: Mapper, proposals: RecordProposals, no: Iterable[RecordCandidate]) -> None:
    """Remember that resources do not belong together; they are not proposed again.

    Raises:
        InterlockError: the file of decisions cannot be written.
    """
    mapper.keep(_decision(proposals, one, accepted=False) for one in no)


def _decision(proposals: RecordProposals, one: RecordCandidate, *, accepted: bool) -> Decision:
    left, right = proposals.systems
    return Decision(End(left, one.left, ()), End(right, one.right, ()), accepted)


def _with(project: Project, text: str, one: RecordCandidate, name: str, *, half: bool) -> str:
    """The text with the pair in the data map; empty where it would read otherwise."""
    left, right = (project.document.system(side).name for side in Side)
    if half:
        before = rewritten(project, text).document.record(name)
        lacks_left = before is not None and before.left.open
        then = decide(text, name, left if lacks_left else right, f"`{one.left if lacks_left else one.right}`")
    else:
        known = {"Record": "record", left: "left", right: "right", **DECISIONS}
        cells = {"record": name, "left": f"`{one.left}`", "right": f"`{one.right}`", "matched_by": match_cell(one)}
        # One that is to be decided and has no column yet gets one when it is decided.
        then = add_row_to_each(
            text, "Data map", known, {key: words for key, words in cells.items() if words}, by="record"
        )
    row = rewritten(project, then).document.record(name)
    says = row is not None and (row.left.text, row.right.text) == (one.left, one.right)
    understood = row is not None and (row.matched_by.open or row.matched_by.value is not None)
    return then if says and understood else ""


def match_cell(one: RecordCandidate) -> str:
    """The best match key as the cell Matched by has it; empty where nothing tells."""
    return f"`{one.match[0][0]}` = `{one.match[0][1]}`" if one.match else ""


def map_records(
    project: Project, *, accept: str = "", by: str = "", dry_run: bool = False, encoder: Encoder | None = None
) -> tuple[RecordProposals, RecordsMapped]:
    """The pairs of resources that are proposed for the data map, and what came of those that were accepted.

    Args:
        project: a loaded project.
        accept: `sure` or `likely`; nothing is written where it is empty.
        by: who decides, for the file of decisions.
        dry_run: write nothing.
        encoder: tells how near texts are in meaning.

    Raises:
        UsageError: a system's description is not known; or the document was changed meanwhile.
        InterlockError: something cannot be read or written.
    """
    proposals = propose_records(project, encoder=encoder)
    if not accept:
        return proposals, RecordsMapped((), (), "", written=False)
    mapper = Mapper(project, by=by, dry_run=dry_run)
    return proposals, accept_records(mapper, proposals, chosen_records(proposals, accept))
