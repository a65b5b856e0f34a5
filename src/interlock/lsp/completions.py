"""What may be written at a position: names, decisions with their consequences, and sentences that are understood."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping

from lsprotocol.types import (
    CompletionItem,
    CompletionItemKind,
    CompletionList,
    MarkupContent,
    MarkupKind,
    TextEdit,
)

from interlock.document import HEADINGS, shapes
from interlock.document.columns import folded
from interlock.document.sections.data_map import DECISIONS
from interlock.journeys.named_tests import tests_beside
from interlock.lsp.analysis import Analysis
from interlock.lsp.cursor import Cursor, cursor_at
from interlock.lsp.lines import Lines
from interlock.lsp.notes import brief, code, field_note, record_note, resource_note, system_note, term_note
from interlock.lsp.partners import partners, rule_between
from interlock.lsp.wording import in_words_of
from interlock.mapping import rules as mapping_rules
from interlock.model.document import RecordRow
from interlock.model.profile import RecordProfile
from interlock.model.value import Side

_MOST = 500
CATALOGUES: Mapping[str, tuple[str, ...]] = {
    "direction": ("directions",),
    "on_conflict": ("conflicts",),
    "on_delete": ("deletes",),
    "matched_by": ("matches",),
    "only_when": ("conditions",),
    "when_it_leaves": ("leavings",),
    "create_missing": ("creations",),
    "starting": ("startings",),
    "how_often": ("frequencies",),
}
"""The catalogues of shapes of each decision of the data map."""
DECISION_KEYS = {folded(heading): key for heading, key in DECISIONS.items()}
_INTRODUCTION = re.compile(r"(?:When|After|If|Once|Whenever) ", re.IGNORECASE)
_LAST_WORD = re.compile(r"[\w-]+$")

Items = Iterator[CompletionItem]


def complete(analysis: Analysis, lines: Lines, offset: int) -> CompletionList:
    """What may stand at an offset of a text that may be newer than what was looked at."""
    cursor = cursor_at(lines, offset)
    found: list[CompletionItem] = []
    for item in _offered(analysis, lines, cursor):
        item.sort_text = f"{len(found):04}"
        found.append(item)
        if len(found) >= _MOST:
            break
    return CompletionList(is_incomplete=len(found) >= _MOST, items=found)


def _offered(analysis: Analysis, lines: Lines, cursor: Cursor) -> Items:
    if cursor.in_heading:
        return _headings(analysis, lines, cursor)
    if cursor.quoted is not None:
        return _fields(analysis, lines, cursor)
    by_kind: dict[str, Callable[[Analysis, Lines, Cursor], Items]] = {
        "data_map": _data_map,
        "field_mapping": _field_mapping,
        "criteria": _criteria,
        "stories": _stories,
        "policies": _policies,
        "assumptions": _facts,
        "left_open": _left_open,
    }
    return by_kind.get(cursor.kind, _names)(analysis, lines, cursor)


# Sections


def _data_map(analysis: Analysis, lines: Lines, cursor: Cursor) -> Items:
    column = folded(cursor.column)
    side = analysis.names.side(cursor.column)
    if side is not None:
        profile = analysis.project.profiles.get(side)
        for resource in profile.records if profile is not None else ():
            note = resource_note(resource, cursor.column)
            yield _cell(lines, cursor, resource.name, CompletionItemKind.Class, note=note, quoted=True)
    elif column == "record":
        yield from (_record(lines, cursor, analysis, row) for row in analysis.document.records)
    elif DECISION_KEYS.get(column) == "source_of_truth":
        for row in analysis.document.systems:
            yield _cell(lines, cursor, row.name, CompletionItemKind.Module, note=system_note(row, analysis))
    else:
        record = analysis.record(cursor.row.get("record", ""))
        if DECISION_KEYS.get(column) == "matched_by" and record is not None:
            yield from _match_keys(analysis, lines, cursor, record)
        yield from _shapes(analysis, lines, cursor, CATALOGUES.get(DECISION_KEYS.get(column, ""), ()))


def _match_keys(analysis: Analysis, lines: Lines, cursor: Cursor, record: RecordRow) -> Items:
    """Pairs of fields of the mapping of which one is known to tell items apart."""
    keys = {side: _keys(analysis.resource(record, side)) for side in Side}
    for pair in record.fields:
        left, right = pair.left.value or (), pair.right.value or ()
        if len(left) == len(right) == 1 and (left[0] in keys[Side.LEFT] or right[0] in keys[Side.RIGHT]):
            words = f"`{left[0]}` = `{right[0]}`"
            yield _cell(lines, cursor, words, CompletionItemKind.Reference, detail="known to tell items apart")


def _keys(resource: RecordProfile | None) -> tuple[object, ...]:
    if resource is None:
        return ()
    unique = tuple(field.path for field in resource.fields if field.unique.value)
    return (*(resource.match_keys.value or ()), *unique)


def _field_mapping(analysis: Analysis, lines: Lines, cursor: Cursor) -> Items:
    side, column = analysis.names.side(cursor.column), folded(cursor.column)
    record = analysis.record(cursor.part)
    if side is not None:
        if record is not None:
            yield from _fields_of(analysis, lines, cursor, [record], side)
    elif column == "direction":
        yield from _shapes(analysis, lines, cursor, ("directions",))
    elif column == "wins":
        yield from _shapes(analysis, lines, cursor, ("conflicts",))
    elif column == "rule":
        pair = rule_between(analysis, record, cursor) if record is not None else None
        if pair is not None and pair.rule:
            detail = f"{pair.confidence.value}; {'; '.join(pair.reasons[:2])}"
            yield _cell(lines, cursor, pair.rule, CompletionItemKind.Function, detail=detail)
        for name, rule in mapping_rules().items.items():
            note = mapping_rules().docs[name]
            for text in list(dict.fromkeys(one.text for one in rule.samples if one.text))[:1]:
                yield _cell(lines, cursor, text, CompletionItemKind.Function, note=note)
    elif column == "notes":
        yield _cell(lines, cursor, "sensitive", CompletionItemKind.Keyword, detail="its values are not shown")


def _criteria(analysis: Analysis, lines: Lines, cursor: Cursor) -> Items:
    test = cursor.before.rfind("(test:")
    if test > cursor.before.rfind(")"):
        start = test + len("(test:")
        start += len(cursor.before) - start - len(cursor.before[start:].lstrip())
        for name in tests_beside(analysis.project.folder):
            yield _phrase(lines, cursor, start, name, kind=CompletionItemKind.Reference, detail="a test")
        return
    begun = _INTRODUCTION.search(cursor.before)
    if begun is None:
        yield _phrase(lines, cursor, len(cursor.before.rstrip()) + 1, "When ", detail="a criterion")
        return
    comma = cursor.before.rfind(", ")
    after_comma = comma > begun.end()
    start = comma + 2 if after_comma else begun.end()
    kinds = ("outcomes", "deadlines") if after_comma else ("triggers", "withs", "circumstances")
    yield from _names(analysis, lines, cursor)
    for kind in kinds:
        inner = start if kind in {"outcomes", "triggers"} else max(start, cursor.before.rfind(" ") + 1)
        yield from _sentences(analysis, lines, cursor, kind, inner)


def _stories(analysis: Analysis, lines: Lines, cursor: Cursor) -> Items:
    yield from _names(analysis, lines, cursor)
    yield from _sentences(analysis, lines, cursor, "stories", max(0, cursor.before.rfind(": ") + 2))


def _facts(analysis: Analysis, lines: Lines, cursor: Cursor) -> Items:
    yield from _names(analysis, lines, cursor)
    yield from _sentences(analysis, lines, cursor, "facts", 0)


def _policies(analysis: Analysis, lines: Lines, cursor: Cursor) -> Items:
    yield from _shapes(analysis, lines, cursor, ("situations",) if folded(cursor.column) == "when" else ("reactions",))


def _left_open(analysis: Analysis, lines: Lines, cursor: Cursor) -> Items:
    """The questions that are asked now, and what each is about."""
    column = folded(cursor.column)
    for finding in analysis.findings:
        if column == "question":
            yield _cell(lines, cursor, finding.code, CompletionItemKind.Event, detail=finding.message[:100])
        elif column == "about" and finding.code == cursor.row.get("question", "") and finding.subject:
            yield _cell(lines, cursor, finding.subject, CompletionItemKind.Reference, detail=finding.message[:100])


def _headings(analysis: Analysis, lines: Lines, cursor: Cursor) -> Items:
    """Sections that are missing; below Field mapping and Data map the records."""
    marks = cursor.words.split(" ")[0]
    if len(marks) > 2:
        for row in analysis.document.records:
            yield _phrase(lines, cursor, len(marks) + 1, row.name, note=record_note(row, analysis))
        return
    there = {folded(section.heading) for section in analysis.document.sections}
    for heading in HEADINGS:
        if folded(heading) not in there:
            yield _phrase(lines, cursor, len(marks) + 1, heading, detail="a section")


# Names


def _names(analysis: Analysis, lines: Lines, cursor: Cursor) -> Items:
    """Systems, records and terms in the place of the word before the position."""
    word = _LAST_WORD.search(cursor.before)
    start = word.start() if word is not None else len(cursor.before)
    for system in analysis.document.systems:
        note = system_note(system, analysis)
        yield _phrase(lines, cursor, start, system.name, kind=CompletionItemKind.Module, note=note)
    for row in analysis.document.records:
        note = record_note(row, analysis)
        yield _phrase(lines, cursor, start, row.name, kind=CompletionItemKind.Class, note=note)
    for term in analysis.document.terms:
        yield _phrase(lines, cursor, start, term.name, kind=CompletionItemKind.Constant, note=term_note(term))


def _record(lines: Lines, cursor: Cursor, analysis: Analysis, row: RecordRow) -> CompletionItem:
    return _cell(lines, cursor, row.name, CompletionItemKind.Class, note=record_note(row, analysis))


def _fields(analysis: Analysis, lines: Lines, cursor: Cursor) -> Items:
    """Between backticks: fields of the right system in a table, of both in a sentence."""
    side = analysis.names.side(cursor.column)
    if side is not None and cursor.kind == "data_map":
        yield from _data_map(analysis, lines, cursor)
        return
    if cursor.kind == "field_mapping":
        record = analysis.record(cursor.part)
        records = [record] if record is not None else []
        # A rule speaks of the fields of the side from which it reads, which is the left one unless an arrow says more.
        side = side or (Side.RIGHT if cursor.row.get("direction", "") in {"←", "<-"} else Side.LEFT)
    elif cursor.kind == "data_map":
        record = analysis.record(cursor.row.get("record", ""))
        records = [record] if record is not None else []
    else:
        records = analysis.mentioned(cursor.words)
    yield from _fields_of(analysis, lines, cursor, records, *([side] if side is not None else []))


def _fields_of(analysis: Analysis, lines: Lines, cursor: Cursor, records: Iterable[RecordRow], *sides: Side) -> Items:
    told: set[tuple[str, str]] = set()
    for row in records:
        in_table = cursor.kind == "field_mapping" and len(sides) == 1
        likely = partners(analysis, row, sides[0], cursor) if in_table else ()
        first = {(one.right if sides[0] is Side.RIGHT else one.left)[0]: one for one in likely}
        order = {path: n for n, path in enumerate(first)}
        for side, field in sorted(
            analysis.fields(row, *sides), key=lambda one: order.get(str(one[1].path), len(order))
        ):
            name, system = str(field.path), analysis.system(side)
            if (name, system) in told:
                continue
            told.add((name, system))
            note = field_note(field, system, row.resource(side))
            mark = f"{first[name].confidence.value}; " if name in first else ""
            detail = f"{mark}{system}: {brief(field)}"
            yield _cell(lines, cursor, name, CompletionItemKind.Field, detail=detail, note=note, quoted=True)


# Shapes


def _shapes(analysis: Analysis, lines: Lines, cursor: Cursor, kinds: Iterable[str]) -> Items:
    for kind in kinds:
        for words, note in _examples(analysis, cursor, kind):
            yield _cell(lines, cursor, words, CompletionItemKind.EnumMember, note=note)


def _sentences(analysis: Analysis, lines: Lines, cursor: Cursor, kind: str, start: int) -> Items:
    for words, note in _examples(analysis, cursor, kind):
        yield _phrase(lines, cursor, start, words, kind=CompletionItemKind.Snippet, detail=kind, note=note)


def _examples(analysis: Analysis, cursor: Cursor, kind: str) -> Iterator[tuple[str, str]]:
    """Each shape of a kind as this document would say it, with what it means."""
    catalogue = shapes()[kind]
    systems = [row.name for row in analysis.document.systems]
    meant = [row.name for row in analysis.mentioned(cursor.words)]
    records = list(dict.fromkeys([*meant[:1], *(row.name for row in analysis.document.records)]))
    for name, shape in catalogue.items.items():
        # The shortest way to say it, where that needs no name or number, and the example with all that may be said.
        short = [shape.expressions[0]] if not set("{(/") & set(shape.expressions[0]) else []
        for words in dict.fromkeys([*short, in_words_of(shape.example, systems, records)]):
            yield words, catalogue.docs[name]


# Items


def _cell(
    lines: Lines,
    cursor: Cursor,
    words: str,
    kind: CompletionItemKind,
    *,
    detail: str = "",
    note: str = "",
    quoted: bool = False,
) -> CompletionItem:
    """Words in the place of what stands in the cell, or in the backticks around the position."""
    place = cursor.quoted
    if place is not None:
        plain = words if quoted else words.replace("`", "")
        return _item(lines, plain, plain, place[0], place[1], kind, detail, note)
    written = code(words) if quoted else words
    begin = cursor.start if not quoted or _is_one_name(cursor.words) else cursor.offset
    end = cursor.end if begin == cursor.start else cursor.offset
    return _item(lines, words, written, begin, end, kind, detail, note)


def _is_one_name(words: str) -> bool:
    """Whether a cell holds no more than one name, which another may take the place of."""
    return "," not in words and words.count("`") in {0, 2}


def _phrase(
    lines: Lines,
    cursor: Cursor,
    start: int,
    words: str,
    *,
    kind: CompletionItemKind = CompletionItemKind.Keyword,
    detail: str = "",
    note: str = "",
) -> CompletionItem:
    """Words in the place of those between `start`, counted in the item, and the position."""
    begin = min(cursor.start + start, cursor.offset)
    return _item(lines, words, words, begin, cursor.offset, kind, detail, note)


def _item(
    lines: Lines, label: str, words: str, start: int, end: int, kind: CompletionItemKind, detail: str, note: str
) -> CompletionItem:
    return CompletionItem(
        label=label,
        kind=kind,
        detail=detail or None,
        documentation=MarkupContent(MarkupKind.Markdown, note.strip()) if note else None,
        filter_text=f"`{label}`" if lines.text[start : start + 1] == "`" else label,
        text_edit=TextEdit(lines.range(start, end), words),
    )
