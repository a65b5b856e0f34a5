"""Makes the view of a document: each part of it resolved, in the order in which it is read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import PurePath

from interlock.document import refer
from interlock.document.sections.data_map import DECISIONS
from interlock.model.document import Criterion, Document, LookUp, Person, Question, RecordRow
from interlock.model.finding import Finding, Severity
from interlock.model.people import may_decide
from interlock.model.profile import SystemProfile
from interlock.model.value import Side
from interlock.model.verdict import Verdict
from interlock.render.marks import fingerprints
from interlock.render.view import model as m
from interlock.render.view.believed import assumption_view
from interlock.render.view.inline import safe_link
from interlock.render.view.mappings import field_views
from interlock.render.view.paragraphs import name_of, paragraph
from interlock.render.view.prose import uncommented

_MOST_OF_A_FILE = 100


def view_of(
    document: Document,
    *,
    profiles: Mapping[Side, SystemProfile] | None = None,
    findings: Sequence[Finding] = (),
    verdicts: Iterable[Verdict] = (),
    signatures: Sequence[m.Signed] = (),
    digests: Mapping[str, str] | None = None,
    scope_only: bool = False,
) -> m.View:
    """The view of a document; pure, and the same for the same arguments.

    Args:
        document: as it was read, with whatever is still open in it.
        profiles: what was learned of its systems; fields of others have no labels, types and required.
        findings: what `check` finds; they are shown as open points.
        verdicts: what is known of its criteria.
        signatures: who signed or approved what.
        digests: what stands for the content of each layer.
        scope_only: leave out mappings, tables and error policies.
    """
    known = profiles or {}
    judged = {one.criterion: one for one in verdicts}
    return m.View(
        file=PurePath(document.path).name,
        title=document.title.text or PurePath(document.path).name.partition(".")[0],
        version=document.version.text,
        scope_only=scope_only,
        overview=uncommented(one.text for one in document.overview),
        systems=_systems(document, known),
        diagram=_diagram(document),
        owner=_person(document.owner, "Owner") if document.owner is not None else None,
        people=tuple(_person(one, f"People/{one.name}") for one in document.people if one.name or one.role),
        terms=tuple(_term(document, one.name, one.record, one.span.start, one.span.end) for one in document.terms),
        resources=tuple(
            m.ResourceView(f"Resources/{one.what}", one.what, one.where, one.access, safe_link(one.where))
            for one in document.resources
        ),
        stories=_stories(document),
        records=tuple(_record(document, one, known, scope_only=scope_only) for one in document.records),
        tables=() if scope_only else _tables(document),
        criteria=tuple(_criterion(one, judged.get(one.name)) for one in document.criteria),
        dates=tuple(m.Pair(f"Dates/{one.what}", one.what, one.when) for one in document.dates),
        policies=()
        if scope_only
        else tuple(m.Pair("When something goes wrong", one.when.text, one.then.text) for one in document.policies),
        in_scope=tuple(_in_scope(document, one) for one in document.records),
        out_of_scope=tuple(
            m.Pair(f"Out of scope/{one.what}", one.what, one.candidate_for) for one in document.out_of_scope
        ),
        assumptions=tuple(assumption_view(document, one, known) for one in document.assumptions),
        questions=tuple(_question(document, one) for one in document.questions),
        open_points=_open_points(document, findings),
        left_open=tuple(
            m.LeftOpenView("Left open on purpose", one.code, one.about, one.decided_by, one.why)
            for one in document.left_open
        ),
        changes=tuple(m.ChangeView(one.version, one.date, one.decided_by, one.what) for one in document.changes),
        signatures=tuple(signatures),
        notes=tuple(
            m.Notes(one.heading, shown)
            for one in document.sections
            if one.heading.casefold() != "overview" and (shown := uncommented(p.text for p in one.prose))
        ),
        digests=dict(digests or {}),
    )


def _systems(document: Document, known: Mapping[Side, SystemProfile]) -> tuple[m.SystemView, ...]:
    return tuple(
        m.SystemView(f"Systems/{one.name}", one.name, one.company, one.what, one.description, one.side in known)
        for one in document.systems
    )


def _person(one: Person, ref: str) -> m.PersonView:
    return m.PersonView(ref, one.name, one.role, one.company, one.contact)


def _term(document: Document, name: str, record: str, start: int, end: int) -> m.Pair:
    written = " ".join(document.text[start:end].split()).strip("|-* ")
    _, sign, said = written.partition("=")
    return m.Pair(f"Terms/{name}", name, said.strip() if sign else f"{record}, as written: {written}")


def _stories(document: Document) -> tuple[m.StoryView, ...]:
    proofs: dict[str, list[str]] = {}
    for one in document.criteria:
        for story in one.stories:
            proofs.setdefault(story, []).append(one.name)
    return tuple(
        m.StoryView(
            one.name or "User stories",
            one.name,
            one.source.text,
            one.target.text,
            one.sentence.text,
            tuple(proofs.get(one.name, ())),
        )
        for one in document.stories
    )


def _record(
    document: Document, row: RecordRow, known: Mapping[Side, SystemProfile], *, scope_only: bool
) -> m.RecordView:
    headings = {key: heading for heading, key in reversed(DECISIONS.items())}
    decisions = tuple(
        m.DecisionView(f"{row.name}/{key.replace('_', '-')}", heading, _decided(row, key))
        for key, heading in ((key, headings[key]) for key in dict.fromkeys(DECISIONS.values()))
    )
    fields = () if scope_only else field_views(document, row, known)
    said = paragraph(document, row)
    return m.RecordView(row.name, row.name, row.left.text, row.right.text, said, decisions, fields)


def _decided(row: RecordRow, key: str) -> str:
    """The words of a decision; a direction that is understood is its arrow, however it was typed."""
    if key == "direction" and row.direction.value is not None:
        return row.direction.value.value
    return str(getattr(row, key).text)


def _tables(document: Document) -> tuple[m.TableView, ...]:
    return tuple(_table(one) for one in document.tables)


def _table(one: LookUp) -> m.TableView:
    """A look-up; of a long file only the first rows, which show what it is about."""
    rows = one.rows[:_MOST_OF_A_FILE] if one.file else one.rows
    first = f"the first {len(rows)} of " if len(rows) < len(one.rows) else ""
    note = f"{first}{len(one.rows):,} rows of the file {one.file}" if one.file else ""
    return m.TableView(f"Tables/{one.name}", one.name, one.headings, rows, note)


def _criterion(one: Criterion, verdict: Verdict | None) -> m.CriterionView:
    # A verdict on another sentence of this name says nothing of this one.
    fits = verdict is not None and verdict.text == one.text
    state = m.CriterionState(verdict.judgement.value) if verdict is not None and fits else m.CriterionState.NOT_TRIED
    reason = verdict.reason if verdict is not None and fits else ""
    return m.CriterionView(one.name or "Acceptance criteria", one.name, one.stories, one.text, state, reason)


def _in_scope(document: Document, row: RecordRow) -> m.Pair:
    left, right = name_of(document, Side.LEFT), name_of(document, Side.RIGHT)
    ways = {"→": f"{left} → {right}", "←": f"{right} → {left}", "↔": f"{left} ↔ {right}"}
    way = ways.get(row.direction.value.value, "") if row.direction.value is not None else ""
    count = len(row.fields)
    fields = "" if not count else f", {count} field{'' if count == 1 else 's'}"
    stories = [one.name for one in document.stories if _is_told_by(row, one.name, document)]
    why = f" ({', '.join(stories)})" if stories else ""
    return m.Pair(row.name, row.name, f"{way or 'direction not decided yet'}{fields}{why}")


def _is_told_by(row: RecordRow, story: str, document: Document) -> bool:
    """Whether a criterion of the story is about the record."""
    wanted = row.name.casefold().removesuffix("s")
    triggers = (one.trigger for one in document.criteria if story and story in one.stories)
    names = (str(one.args.get("record", "")).casefold().removesuffix("s") for one in triggers if one is not None)
    return wanted in names


def _question(document: Document, one: Question) -> m.QuestionView:
    by = one.answered_by.strip()
    decided = bool(one.answer.strip()) and (not by or may_decide(document, by, one.about))
    return m.QuestionView(
        "Questions", one.text, one.asked_by, one.asks, one.about, one.answer, one.answered_by, open=not decided
    )


def _open_points(document: Document, findings: Sequence[Finding]) -> tuple[m.OpenPoint, ...]:
    found = []
    for one, mark in zip(findings, fingerprints(findings), strict=True):
        if one.severity is Severity.NOTE or one.code == "question-unanswered":
            continue
        known = refer(document, one.subject) if one.subject else None
        ref = known.name if known is not None else one.subject
        found.append(
            m.OpenPoint(ref, mark, one.severity.value, one.message, one.asks, one.why, one.hint, one.place.line)
        )
    return tuple(found)


def _diagram(document: Document) -> m.Diagram | None:
    if len(document.systems) < 2:
        return None
    left, right = document.system(Side.LEFT), document.system(Side.RIGHT)
    arrows = tuple(
        m.Arrow(
            row.name,
            row.left.text,
            row.right.text,
            row.direction.value.value if row.direction.value is not None else "",
            row.how_often.text,
        )
        for row in document.records
    )
    return m.Diagram(left.name, _note(left.company, left.what), right.name, _note(right.company, right.what), arrows)


def _note(*parts: str) -> str:
    return " · ".join(part for part in parts if part.strip())
