"""From a view to what is printed, in the order in which two companies read it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from interlock.model.agreement import shown_digest
from interlock.render.paper.blocks import (
    Beside,
    Block,
    Cell,
    Facts,
    Grid,
    Heading,
    Paper,
    Paragraph,
    Picture,
    SigningLine,
    Tone,
)
from interlock.render.view.inline import plain
from interlock.render.view.model import CriterionState, FieldEnd, FieldView, Pair, RecordView, View


def paper_of(view: View) -> Paper:
    """The whole document as blocks; sections that are empty are left out.

    One of the scope only is tight, and leaves out what its sentences say already.
    """
    kind = "Scope of an integration" if view.scope_only else "Integration document"
    over = " · ".join(part for part in (kind, f"version {view.version}" if view.version else "") if part)
    foot = " · ".join(part for part in (plain(view.title), plain(view.version), _digests(view)) if part)
    blocks = [block for part in _PARTS for block in part(view)]
    return Paper(view.title, over, foot, (*blocks, *_unsaid(view, blocks), *_end(view)), view.scope_only)


def _digests(view: View) -> str:
    return ", ".join(f"{layer} {shown_digest(digest)}" for layer, digest in view.digests.items())


def cell(text: str, *quiet: str) -> Cell:
    """A cell of one line, and small lines below it where they say anything."""
    return Cell((text,) if text else (), tuple(one for one in quiet if one))


def _row(*texts: str) -> tuple[Cell, ...]:
    return tuple(cell(text) for text in texts)


def _notes(view: View, *headings: str) -> Iterator[Paragraph]:
    for heading in headings:
        yield from (Paragraph(one) for one in view.under(heading))


def _pairs(
    view: View, heading: str, heads: tuple[str, str], pairs: Iterable[Pair], widths: tuple[int, int] = (2, 3)
) -> Iterator[Heading | Paragraph | Grid]:
    rows = tuple(_row(one.what, one.said) for one in pairs)
    if rows:
        yield Heading(1, heading)
        yield from _notes(view, heading)
        yield Grid(heads, rows, widths)


def _unsaid(view: View, blocks: Iterable[Block]) -> Iterator[Block]:
    """What a person wrote under headings that have no place above: nothing of a document is left out on paper."""
    flat = (part for one in blocks for part in ((*one.left, *one.right) if isinstance(one, Beside) else (one,)))
    said = {one.text for one in flat if isinstance(one, Paragraph)}
    for note in view.notes:
        left = [text for text in note.paragraphs if text not in said]
        if left:
            yield Heading(1, note.heading)
            yield from (Paragraph(text) for text in left)


# The parts, in their order


def _head(view: View) -> Iterator[Block]:
    yield from (Paragraph(one, Tone.LEAD) for one in view.overview)
    facts = [(one.company or "System", f"**{one.name}**{_after(one.what)}") for one in view.systems]
    if view.owner is not None:
        facts.append(("Who decides", f"**{view.owner.name}**{_after(view.owner.company)}"))
    facts.append(("Still open", _still_open(view)))
    yield Facts(tuple(facts))


def _after(text: str) -> str:
    return f", {text}" if text else ""


def _still_open(view: View) -> str:
    count = len(view.open_points) + sum(one.open for one in view.questions)
    return f"{count} question{'s' if count != 1 else ''}" if count else "nothing"


def _flow(view: View) -> Iterator[Block]:
    if view.diagram is not None and view.diagram.arrows:
        yield Heading(1, "What flows")
        yield from _notes(view, "Systems")
        yield Picture(view.diagram)


def _scope(view: View) -> Iterator[Block]:
    beside = view.scope_only and view.in_scope and view.out_of_scope
    short, long = ((1, 3), (3, 1)) if beside else ((2, 3), (2, 3))
    inside = tuple(_pairs(view, "In scope", ("Record", "Way and fields"), view.in_scope, short))
    outside = tuple(_pairs(view, "Out of scope", ("Not in this version", "Candidate for"), view.out_of_scope, long))
    if beside:
        yield Beside(inside, outside)
    else:
        yield from (*inside, *outside)


def _stories(view: View) -> Iterator[Block]:
    if view.stories:
        yield Heading(1, "User stories")
        yield from _notes(view, "User stories")
        rows = tuple(
            (
                cell(one.name, f"{one.source} → {one.target}" if one.source else ""),
                cell(one.sentence, "" if view.scope_only else _proof(one.criteria)),
            )
            for one in view.stories
        )
        yield Grid(("Story", "Who needs what, and why"), rows, (2, 9 if view.scope_only else 7))


def _proof(criteria: tuple[str, ...]) -> str:
    return f"proven by {', '.join(criteria)}" if criteria else ""


def _records(view: View) -> Iterator[Block]:
    if view.records:
        yield Heading(1, "Records")
        yield from _notes(view, "Data map")
    for one in view.records:
        both = f"`{one.left}` and `{one.right}`" if one.left and one.right else ""
        yield Heading(2, one.name, both.replace("``", "`"))
        yield Paragraph(one.paragraph)
        yield from _notes(view, one.name)
        decided = tuple((decision.name, decision.said or "—") for decision in one.decisions)
        if decided and not view.scope_only:
            yield Facts(decided)
        if one.fields:
            yield _fields(view, one)


def _fields(view: View, record: RecordView) -> Grid:
    left, right = (one.name for one in view.systems[:2]) if len(view.systems) > 1 else ("Left", "Right")
    rows = tuple(_field(one) for one in record.fields)
    return Grid((left, "", right, "Rule", "Example"), rows, (5, 1, 5, 5, 5), firm=())


def _field(one: FieldView) -> tuple[Cell, ...]:
    notes = one.notes + (f"; wins: {one.wins}" if one.wins and one.notes else f"wins: {one.wins}" if one.wins else "")
    shown = () if one.example is None else tuple(_code(side) for side in (one.example.left, one.example.right) if side)
    return (
        _ends(one.left),
        cell(one.arrow),
        _ends(one.right),
        cell(one.rule or "the same value", notes),
        Cell((f" {one.arrow} ".join(shown),) if shown else ()),
    )


def _code(text: str) -> str:
    """A made-up value between enough backticks to be shown as it is."""
    longest = max((len(run) for run in _backticks(text)), default=0)
    ticks = "`" * (longest + 1)
    return f"{ticks} {text} {ticks}" if longest else f"`{text}`"


def _backticks(text: str) -> list[str]:
    return ["`" * len(run) for run in "".join(c if c == "`" else " " for c in text).split()]


def _ends(some: tuple[FieldEnd, ...]) -> Cell:
    if not some:
        return Cell((), ("(fixed)",))
    quiet = [
        ", ".join(part for part in (one.label, one.type, "required" if one.required else "") if part) for one in some
    ]
    return Cell(tuple(_code(one.path) for one in some), tuple(dict.fromkeys(part for part in quiet if part)))


def _tables(view: View) -> Iterator[Block]:
    for one in view.tables:
        yield Heading(2, f"Table {one.name}")
        rows = tuple(_row(*row) for row in one.rows)
        if one.note:
            yield Paragraph(one.note, Tone.QUIET)
        yield Grid(one.headings, rows, (1,) * len(one.headings), firm=())


def _criteria(view: View) -> Iterator[Block]:
    if view.criteria:
        yield Heading(1, "Acceptance criteria")
        yield from _notes(view, "Acceptance criteria")
        rows = []
        for one in view.criteria:
            state = "" if one.state is CriterionState.NOT_TRIED else one.state.value
            rows.append((cell(one.name), cell(one.sentence, f"{state}{': ' + one.reason if one.reason else ''}")))
        yield Grid(("Criterion", "What must be true"), tuple(rows), (2, 9 if view.scope_only else 7))


def _agreements(view: View) -> Iterator[Block]:
    yield from _pairs(view, "When something goes wrong", ("When", "Then"), view.policies)
    yield from _pairs(view, "Dates", ("What", "When"), view.dates)
    yield from _pairs(view, "Terms", ("Term", "Means"), view.terms)
    if view.people:
        yield Heading(1, "People")
        yield from _notes(view, "Owner", "People")
        people = tuple(_row(one.name, one.role, one.company, one.contact) for one in view.people)
        yield Grid(("Name", "Role", "Company", "Contact"), people, (4, 3, 3, 5))
    if view.resources and not view.scope_only:
        yield Heading(1, "Resources")
        yield from _notes(view, "Resources")
        things = tuple(_row(one.what, f"<{one.link}>" if one.link else one.where, one.access) for one in view.resources)
        yield Grid(("What", "Where", "Access"), things, (3, 5, 5))
    if view.assumptions:
        yield Heading(1, "Assumptions and considerations")
        yield from _notes(view, "Assumptions and considerations")
        beliefs = tuple(
            _row(one.text, f"{one.held.value} by {one.by}" if one.by else one.held.value) for one in view.assumptions
        )
        yield Grid(("What is taken for granted", "Rests on"), beliefs, (1, 1) if view.scope_only else (3, 2), firm=())


def _open(view: View) -> Iterator[Block]:
    if view.questions:
        yield Heading(1, "Questions")
        rows = []
        for one in view.questions:
            proposed = f"proposed by {one.answered_by}" if one.answer and one.open and one.answered_by else ""
            rows.append(
                (cell(one.text, one.about), cell(one.asks or "the owner"), cell(one.answer or "open", proposed))
            )
        yield Grid(("Question", "For", "Answer"), tuple(rows), (5, 2, 4), firm=())
    if view.open_points:
        yield Heading(1, "Still open")
        points = tuple((cell(one.message, one.hint), cell(one.asks or "the owner")) for one in view.open_points)
        yield Grid(("What an engineer would have to ask", "For"), points, (5, 1), firm=())
    if view.left_open:
        yield Heading(1, "Left open on purpose")
        left = tuple(_row(one.question, one.about, one.decided_by, one.why) for one in view.left_open)
        yield Grid(("Question", "About", "Decided by", "Why"), left, (3, 2, 2, 5))


def _end(view: View) -> Iterator[Block]:
    if view.changes:
        yield Heading(1, "Changes")
        rows = tuple(_row(one.version, one.date, one.decided_by, one.what) for one in view.changes)
        yield Grid(("Version", "Date", "Decided by", "What and why"), rows, (2, 2, 3, 7))
    yield Heading(1, "Signatures")
    if view.signatures:
        signed = tuple(
            _row(one.layer, one.name, one.company, f"{one.given} by {one.grade}", one.void or "yes")
            for one in view.signatures
        )
        yield Grid(("Layer", "Who", "Company", "Given", "Holds"), signed, (2, 3, 3, 5, 4), firm=())
    else:
        yield Paragraph("Nobody has signed this version yet.", Tone.QUIET)
    if view.digests:
        if not view.scope_only:
            yield Paragraph("What is signed here is exactly the content that these digests stand for:", Tone.QUIET)
        yield Facts(tuple((layer, _code(shown_digest(digest))) for layer, digest in view.digests.items()))
    companies = dict.fromkeys(one.company or one.name for one in view.systems)
    yield from (SigningLine(plain(company)) for company in companies if company)


_PARTS = (_head, _flow, _scope, _stories, _records, _tables, _criteria, _agreements, _open)
