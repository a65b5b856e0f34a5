"""A document as GitHub Markdown with everything resolved; whatever its cells say, they stay text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from interlock.render.view.inline import Run, runs
from interlock.render.view.model import CriterionState, FieldEnd, FieldView, RecordView, View
from interlock.render.view.unplaced import unplaced

_SPECIAL = re.compile(r"([\\`*_\[\]<>|~$])")
_BLOCK = re.compile(r"^(\s*)([#+\-=:])")
_NUMBER = re.compile(r"^(\d+)([.)])")
_TICKS = re.compile(r"`+")


def markdown(view: View) -> str:
    """The whole document; sections that are empty are left out."""
    return "\n".join(line for part in _PARTS for line in part(view)).strip() + "\n"


def said(text: str) -> str:
    """A cell or a line: code, emphasis and links of the web as they are, all else escaped."""
    return "".join(map(_run, runs(text)))


def _run(run: Run) -> str:
    if run.code:
        longest = max((len(found) for found in _TICKS.findall(run.text)), default=0)
        ticks = "`" * (longest + 1)
        space = " " if longest else ""
        shown = f"{ticks}{space}{run.text}{space}{ticks}".replace("|", "\\|")
    else:
        shown = _SPECIAL.sub(r"\\\1", run.text).replace("&", "&amp;")
    if run.strong or run.emphasis:
        mark = "***" if run.strong and run.emphasis else "**" if run.strong else "*"
        shown = f"{mark}{shown}{mark}" if shown.strip() == shown and shown else shown
    return f"[{shown}](<{run.link}>)" if run.link and not set(run.link) & set("<>\n") else shown


def paragraph(text: str) -> str:
    """A paragraph that cannot become a heading, a list or a rule."""
    return _BLOCK.sub(lambda found: f"{found[1]}\\{found[2]}", _NUMBER.sub(r"\1\\\2", said(text)))


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """The lines of a table of cells that are Markdown already, and an empty one."""
    yield _line(heads)
    yield _line(["---"] * len(heads))
    yield from map(_line, rows)
    yield ""


def _line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def _heading(view: View, heading: str, *notes: str) -> Iterator[str]:
    """A heading with the paragraphs that the document has under it, or under the headings that are named."""
    yield from (f"## {heading}", "")
    yield from _notes(view, *(notes or (heading,)))


def _head(view: View) -> Iterator[str]:
    yield f"# {said(view.title)}"
    yield ""
    about = [f"Version {said(view.version)}"] if view.version else []
    if view.owner is not None:
        about.append(f"{said(view.owner.name)} decides")
    if about:
        yield "; ".join(about) + "."
        yield ""
    for one in view.overview:
        yield from (paragraph(one), "")


def _flow(view: View) -> Iterator[str]:
    if view.systems:
        yield from _heading(view, "Systems")
        rows = ((said(one.name), said(one.company), said(one.what)) for one in view.systems)
        yield from table(("System", "Company", "What it is"), rows)
    if view.diagram is not None and view.diagram.arrows:
        yield from _heading(view, "What flows")
        heads = (said(view.diagram.left), "Way", said(view.diagram.right), "Record", "How often")
        arrows = view.diagram.arrows
        rows5 = (
            (said(one.left), one.direction or "?", said(one.right), said(one.record), said(one.how_often))
            for one in arrows
        )
        yield from table(heads, rows5)


def _scope(view: View) -> Iterator[str]:
    for heading, heads, rows in (
        ("In scope", ("Record", "Way and fields"), view.in_scope),
        ("Out of scope", ("Not in this version", "Candidate for"), view.out_of_scope),
    ):
        if rows:
            yield from _heading(view, heading)
            yield from table(heads, ((said(one.what), said(one.said)) for one in rows))


def _stories(view: View) -> Iterator[str]:
    if view.stories:
        yield from _heading(view, "User stories")
        for one in view.stories:
            way = f" ({said(one.source)} → {said(one.target)})" if one.source else ""
            proof = f" (proven by {_listed(one.criteria)})" if one.criteria and not view.scope_only else ""
            yield f"- **{said(one.name) or 'story'}**{way}: {said(one.sentence)}{proof}"
        yield ""


def _listed(names: Iterable[str]) -> str:
    return ", ".join(map(said, names))


def _notes(view: View, *headings: str) -> Iterator[str]:
    for heading in headings:
        for one in view.under(heading):
            yield from (paragraph(one), "")


def _records(view: View) -> Iterator[str]:
    yield from _notes(view, "Data map", "Field mapping")
    for one in view.records:
        yield from (f"## {said(one.name)}", "", paragraph(one.paragraph), "")
        yield from _notes(view, one.name)
        decisions = ((said(d.name), said(d.said) or "—") for d in one.decisions)
        yield from table(("Decision", "As agreed"), decisions)
        if one.fields:
            yield from _fields(view, one)


def _fields(view: View, record: RecordView) -> Iterator[str]:
    left, right = (said(one.name) for one in view.systems[:2]) if len(view.systems) > 1 else ("Left", "Right")
    rows = (_field(one) for one in record.fields)
    yield from table((left, "Way", right, "Rule", "Example", "Notes"), rows)


def _field(one: FieldView) -> tuple[str, ...]:
    rule = said(one.rule) or "the same value"
    wins = f"; wins: {said(one.wins)}" if one.wins else ""
    shown = "" if one.example is None else _example(one.example.left, one.arrow, one.example.right)
    return (_ends(one.left), said(one.arrow), _ends(one.right), rule + wins, shown, said(one.notes))


def _example(left: str, arrow: str, right: str) -> str:
    parts = [_run(Run(one, code=True)) for one in (left, right) if one]
    return f" {arrow} ".join(parts)


def _ends(some: tuple[FieldEnd, ...]) -> str:
    return "<br>".join(_end(one) for one in some) or "(fixed)"


def _end(one: FieldEnd) -> str:
    more = [said(part) for part in (one.label, one.type, "required" if one.required else "") if part]
    return _run(Run(one.path, code=True)) + (f" ({', '.join(more)})" if more else "")


def _tables(view: View) -> Iterator[str]:
    yield from _notes(view, *(("Tables",) if view.tables else ()))
    for one in view.tables:
        yield from (f"## Table {said(one.name)}", "")
        yield from _notes(view, one.name)
        if one.note:
            yield from (f"*{said(one.note)}*", "")
        yield from table([said(h) for h in one.headings], ([said(cell) for cell in row] for row in one.rows))


def _criteria(view: View) -> Iterator[str]:
    if not view.criteria:
        return
    yield from _heading(view, "Acceptance criteria")
    for one in view.criteria:
        state = "" if one.state is CriterionState.NOT_TRIED else f" *{one.state.value}*"
        why = f" ({said(one.reason)})" if one.reason else ""
        proves = f" ({_listed(one.stories)})" if one.stories else ""
        yield f"- **{said(one.name) or 'criterion'}**{proves}: {said(one.sentence)}{state}{why}"
    yield ""


def _rest(view: View) -> Iterator[str]:
    for heading, heads, rows in (
        ("When something goes wrong", ("When", "Then"), view.policies),
        ("Dates", ("What", "When"), view.dates),
        ("Terms", ("Term", "Means"), view.terms),
    ):
        if rows:
            yield from _heading(view, heading)
            yield from table(heads, ((said(one.what), said(one.said)) for one in rows))
    if view.people:
        yield from _heading(view, "People", "Owner", "People")
        cells = ((said(p.name), said(p.role), said(p.company), said(p.contact)) for p in view.people)
        yield from table(("Name", "Role", "Company", "Contact"), cells)
    if view.resources and not view.scope_only:
        yield from _heading(view, "Resources")
        rows3 = ((said(one.what), _where(one.where, one.link), said(one.access)) for one in view.resources)
        yield from table(("What", "Where", "Access"), rows3)
    if view.assumptions:
        yield from _heading(view, "Assumptions and considerations")
        beliefs = ((said(one.text), f"{one.held.value} by {said(one.by)}") for one in view.assumptions)
        yield from table(("What is taken for granted", "Rests on"), beliefs)


def _where(where: str, link: str) -> str:
    return f"<{link}>" if link and not set(link) & set("<>|\\") else said(where)


def _open(view: View) -> Iterator[str]:
    if view.questions or view.open_points:
        yield from _heading(view, "Questions")
        for one in view.questions:
            answer = f" {said(one.answer)}" if one.answer else ""
            by = f" (proposed by {said(one.answered_by)})" if one.answer and one.open else ""
            state = "open" if one.open else "answered"
            about = f" about {said(one.about)}," if one.about else ""
            asked = f", asked by {said(one.asked_by)}" if one.asked_by else ""
            yield f"- **{said(one.text)}**{about} {state}, for {said(one.asks) or 'the owner'}{asked}.{answer}{by}"
        for point in view.open_points:
            about = f" about {said(point.ref)}," if point.ref else ""
            yield f"- **{said(point.message)}**{about} for {said(point.asks) or 'the owner'}"
        yield ""
    if view.left_open:
        yield from _heading(view, "Left open on purpose")
        rows = ((said(o.question), said(o.about), said(o.decided_by), said(o.why)) for o in view.left_open)
        yield from table(("Question", "About", "Decided by", "Why"), rows)


def _end_matter(view: View) -> Iterator[str]:
    for more in unplaced(view):
        yield from (f"## {said(more.heading)}", "")
        for one in more.paragraphs:
            yield from (paragraph(one), "")
    if view.changes:
        yield from _heading(view, "Changes")
        rows = ((said(o.version), said(o.date), said(o.decided_by), said(o.what)) for o in view.changes)
        yield from table(("Version", "Date", "Decided by", "What and why"), rows)
    yield from _heading(view, "Signatures")
    if view.signatures:
        heads = ("Layer", "Who", "Company", "Given", "Holds")
        signed = (
            (s.layer, said(s.name), said(s.company), f"{s.given} by {s.grade}", said(s.void) if s.void else "yes")
            for s in view.signatures
        )
        yield from table(heads, signed)
    else:
        yield from ("Nobody has signed this version yet.", "")
    for layer, digest in view.digests.items():
        yield f"- {layer}: `{digest}`"


_PARTS = (_head, _flow, _scope, _stories, _records, _tables, _criteria, _rest, _open, _end_matter)
