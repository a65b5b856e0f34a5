"""Compares what a document said with what it says now, and tells what each change means."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from interlock.agreement.edits import edits
from interlock.agreement.kind import kind_of, why
from interlock.agreement.wording import told
from interlock.model.agreement import Cell, Layer, same
from interlock.model.differences import Difference, Edit, Effect
from interlock.model.document import Criterion, Document, Outcome, Phrase

_WHOLE = ("mapped fields", "equal in both")


def compared(before: Sequence[Cell], after: Sequence[Cell], document: Document) -> tuple[Difference, ...]:
    """What changed, the gravest first, in the words of the document as it is now."""
    found = [_difference(edit, document) for edit in _without_echo(edits(before, after))]
    grave = list(Effect)
    return tuple(sorted(found, key=lambda one: grave.index(one.effect)))


def layers_changed(changes: Iterable[Difference]) -> tuple[Layer, ...]:
    """The layers that are to be signed again."""
    changed = {one.edit.layer for one in changes}
    return tuple(layer for layer in Layer if layer in changed)


def _difference(edit: Edit, document: Document) -> Difference:
    name, kind = kind_of(edit)
    return Difference(edit, name, kind.effect, told(edit, document), why(name), _criteria(edit, document))


def _without_echo(found: Sequence[Edit]) -> Iterator[Edit]:
    """The edits but for those that only repeat another one: prose that names the owner, notes of a row that is told."""
    rows = {(one.group, one.row) for one in found if one.section == "Field mapping"}
    owner = any(one.section == "Owner" and one.layer is not None for one in found)
    for edit in found:
        repeats = edit.section == "Notes" and (edit.group, edit.row) in rows
        if not repeats and not (owner and edit.section == "Owner" and edit.layer is None):
            yield edit


def _criteria(edit: Edit, document: Document) -> tuple[str, ...]:
    """The criteria that speak of what a changed mapping writes."""
    if edit.section == "Field mapping":
        return tuple(_named(document, edit.group, _paths(edit)))
    if edit.section == "Tables":
        wanted = re.compile(rf"(?<!\w){re.escape(same(edit.group))}(?!\w)")
        touched: dict[str, None] = {}
        for record in document.records:
            for pair in record.fields:
                if wanted.search(same(pair.rule.text)):
                    paths = {str(path) for side in (pair.left, pair.right) for path in side.value or ()}
                    touched |= dict.fromkeys(_named(document, record.name, paths))
        return tuple(touched)
    return ()


def _paths(edit: Edit) -> set[str]:
    names = edit.row.split("|")
    return {path.strip(" `") for name in names for path in name.split(",") if path.strip(" `")}


def _named(document: Document, record: str, paths: set[str]) -> Iterator[str]:
    """The names of the criteria of a record that name one of the fields, or look at all that are mapped."""
    roots = paths | {path.partition(".")[0].removesuffix("[]") for path in paths}
    for one in document.criteria:
        if same(record) not in _records(one, document):
            continue
        text = one.text
        if any(f"`{path}`" in text for path in roots) or any(word in text for word in _WHOLE):
            yield one.name or text


def _records(criterion: Criterion, document: Document) -> set[str]:
    """The records that a criterion speaks of, in lower case; a term stands for its record."""
    terms = {same(term.name): same(term.record) for term in document.terms}
    found: set[str] = set()
    for phrase in _phrases(criterion):
        for name, value in phrase.args.items():
            if name.startswith("record") and isinstance(value, str):
                found.add(terms.get(same(value), same(value)))
    return found


def _phrases(criterion: Criterion) -> Iterator[Phrase]:
    outcomes: tuple[Outcome, ...] = criterion.outcomes
    for one in (criterion.trigger, *criterion.withs, criterion.circumstance, *(out.phrase for out in outcomes)):
        if one is not None:
            yield one
