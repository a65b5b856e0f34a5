"""Field rows before they are compiled: parsed, placed in their lists, and questioned."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from interlock.catalogue import did_you_mean
from interlock.mapping.language import nearest_rules, parse_rule, rules
from interlock.mapping.outcome import Problem
from interlock.mapping.rule import Rule, RuleUse, Takes
from interlock.model.decisions import Direction
from interlock.model.document import FieldRow, RecordRow, Stated
from interlock.model.finding import Finding, Severity
from interlock.model.path import Path
from interlock.model.place import Span
from interlock.model.profile import FieldProfile, FieldType, RecordProfile
from interlock.model.value import Side

Level: TypeAlias = tuple[Path | None, Path | None]
"""The list of each side whose elements a row speaks of; two None: the item itself."""
TOP: Level = (None, None)
_DEEPEST_PATH = 32


@dataclass(slots=True)
class Draft:
    """A row that was understood. `level` is where its fields stand; `array` where those of the rows below it do."""

    row: FieldRow
    name: str
    use: RuleUse
    rule: Rule
    direction: Direction
    left: tuple[Path, ...]
    right: tuple[Path, ...]
    level: Level = TOP
    array: Level | None = None
    members: list[Draft] = field(default_factory=list)

    @property
    def source(self) -> Side:
        """The side that the rule starts from: the left one where values flow both ways."""
        return Side.RIGHT if self.direction is Direction.LEFT else Side.LEFT

    @property
    def two_way(self) -> bool:
        """Whether values flow both ways."""
        return self.direction is Direction.BOTH

    def fields(self, side: Side) -> tuple[Path, ...]:
        """The fields of a side, with their lists."""
        return self.left if side is Side.LEFT else self.right


@dataclass(slots=True)
class Desk:
    """What the rows of one record are compiled with, and the findings so far."""

    record: RecordRow
    profiles: dict[Side, RecordProfile]
    file: str
    findings: list[Finding] = field(default_factory=list)

    def report(self, code: str, place: Span, message: str, *, about: str, why: str = "", hint: str = "") -> None:
        """Note a problem that stands in the way."""
        where = place if place.file else replace(place, file=self.file)
        subject = f"{self.record.name}/{about}"
        self.findings.append(Finding(code, Severity.ERROR, where, message, why, hint, subject))

    def profile(self, side: Side, path: Path) -> FieldProfile | None:
        """What is known of a field, written with or without the brackets of a list."""
        return find_field(self.profiles[side], path)

    def knows(self, side: Side, path: Path) -> bool:
        """Whether a field may exist: it is described, lies in an open object, or nothing at all is described."""
        profile = self.profiles[side]
        if not profile.fields or find_field(profile, path) is not None:
            return True
        for end in range(len(path.parts) - 1, 0, -1):
            outer = Path(path.parts[:end])
            found = find_field(profile, outer)
            if found is not None:
                return found.type in {FieldType.MAP, FieldType.ANY} or not _described_below(profile, found.path)
        return False

    def demand(self, side: Side, path: Path) -> None:
        """Refuse the path of a field that is not there.

        Raises:
            Problem: it is not.
        """
        if not self.knows(side, path):
            profile = self.profiles[side]
            hint = did_you_mean(str(path), (str(f.path) for f in profile.fields))
            raise Problem(f"`{path}` is not a field of `{profile.name}`", hint=hint)


def find_field(profile: RecordProfile, path: Path) -> FieldProfile | None:
    """The field at a path, whether or not its last list is written with brackets."""
    last = path.parts[-1]
    other = last.removesuffix("[]") if last.endswith("[]") else f"{last}[]"
    return profile.field(path) or profile.field(Path((*path.parts[:-1], other)))


def _described_below(profile: RecordProfile, outer: Path) -> bool:
    size = len(outer.parts)
    return any(len(f.path.parts) > size and f.path.parts[:size] == outer.parts for f in profile.fields)


def place_in(cell: Stated[tuple[Path, ...]] | Stated[str], words: str) -> Span:
    """The place of some words of a cell, or of the whole cell where they cannot be told apart."""
    at = cell.text.find(f"`{words}`")
    span = cell.span
    if at < 0 or span.line != span.end_line or span.end_column - span.column != len(cell.text):
        return span
    size = len(words) + 2
    return replace(
        span,
        column=span.column + at,
        end_column=span.column + at + size,
        start=span.start + at,
        end=span.start + at + size,
    )


def drafts_of(desk: Desk) -> list[Draft]:
    """The rows of the record that can be compiled, those below lists as members of their list's row."""
    found: list[Draft] = []
    names: dict[str, int] = {}
    for row in desk.record.fields:
        draft = _draft(desk, row)
        if draft is not None:
            draft.name = _unique(draft.name, names)
            found.append(draft)
    return _nested(desk, found)


def _unique(name: str, names: dict[str, int]) -> str:
    """The name, or the first of `name (2)`, `name (3)` ... that is free; `names` has where to go on looking."""
    chosen, number = name, names.get(name, 1)
    while chosen in names:
        number += 1
        chosen = f"{name} ({number})"
    names[name] = number
    names.setdefault(chosen, 1)
    return chosen


def _draft(desk: Desk, row: FieldRow) -> Draft | None:
    direction = row.direction.value or desk.record.direction.value
    left, right = (_paths(cell) for cell in (row.left, row.right))
    if direction is None or left is None or right is None or not (left or right):
        return None  # the document's own findings tell
    name = f"{_listed(left)} {direction.value} {_listed(right)}".strip()
    use = parse_rule(row.rule.text)
    if use is None:
        close = nearest_rules(row.rule.text)
        hint = "did you mean " + " or ".join(f"“{shape}”" for shape in close) + "?" if close else ""
        desk.report(
            "rule-unknown",
            row.rule.span,
            f"no mapping rule is written “{row.rule.text.strip()[:80]}”",
            about=name,
            why="a rule that nobody can read is coded by each side as it seems right",
            hint=hint or "`interlock shapes` lists the rules",
        )
        return None
    draft = Draft(row, name, use, rules()[use.rule], direction, left, right)
    return draft if _is_sound(desk, draft) else None


def _paths(cell: Stated[tuple[Path, ...]]) -> tuple[Path, ...] | None:
    if cell.value is None:
        return () if cell.open else None
    return cell.value


def _listed(paths: Sequence[Path]) -> str:
    return ", ".join(str(path) for path in paths)


def _is_sound(desk: Desk, draft: Draft) -> bool:
    before = len(desk.findings)
    for side, cell in ((Side.LEFT, draft.row.left), (Side.RIGHT, draft.row.right)):
        for path in draft.fields(side):
            if len(path.parts) > _DEEPEST_PATH or not all(path.parts):
                message = f"`{str(path)[:80]}` is not the path of a field"
                desk.report("field-unknown", place_in(cell, str(path)), message, about=draft.name)
            elif not desk.knows(side, path):
                desk.report(
                    "field-unknown",
                    place_in(cell, str(path)),
                    f"`{path}` is not a field of `{desk.record.resource(side) or desk.profiles[side].name}`",
                    about=draft.name,
                    why="a field that is not there can be neither read nor written",
                    hint=did_you_mean(str(path), (str(f.path) for f in desk.profiles[side].fields)),
                )
    _check_rule(desk, draft)
    return len(desk.findings) == before


def _check_rule(desk: Desk, draft: Draft) -> None:
    rule, place = draft.rule, draft.row.rule.span
    words = draft.use.text.strip() or "equal"
    sources, targets = draft.fields(draft.source), draft.fields(draft.source.other)
    given = len(sources)
    takes = {Takes.NONE: given == 0, Takes.ONE: given == 1, Takes.MANY: given >= 1}[rule.takes]
    if not takes:
        desk.report(
            "rule-fields",
            place if draft.use.text.strip() else draft.row.span,
            f"the rule “{words}” takes {rule.takes.value}, and {given or 'none'} {'is' if given < 2 else 'are'} given",
            about=draft.name,
            hint="write `join with a space` to make one text of several" if given > 1 else "",
        )
    if not targets or (len(targets) != 1 and rule.gives is Takes.ONE):
        fills = "one field" if rule.gives is Takes.ONE else rule.gives.value
        message = f"the rule “{words}” fills {fills}, and {len(targets) or 'none'} {'are' if targets else 'is'} given"
        desk.report("rule-fields", draft.row.span, message, about=draft.name)
    if draft.two_way and not rule.has_inverse(draft.use.args):
        desk.report(
            "rule-inverse",
            place,
            f"the rule “{words}” has no way back, and the row goes both ways",
            about=draft.name,
            why="a value that comes back could not be told apart from others",
            hint="write → or ← as the direction of the row, or choose a rule with an inverse",
        )


def _nested(desk: Desk, drafts: list[Draft]) -> list[Draft]:
    lists: dict[Level, Draft] = {}
    inside = tuple(_around(path for draft in drafts for path in draft.fields(side)) for side in Side)
    for draft in drafts:
        draft.array = _array_of(draft, inside)
        if draft.array is not None:
            lists.setdefault(draft.array, draft)
    top: list[Draft] = []
    for draft in drafts:
        level = _level_of(desk, draft, lists)
        if level == TOP:
            top.append(draft)
            continue
        outer = lists.get(level)
        if outer is None or outer is draft:
            _report_without_list(desk, draft, level)
        elif outer.direction is not draft.direction:
            desk.report(
                "array-direction",
                draft.row.direction.span,
                f"a row below `{outer.name}` flows as its list does, {outer.direction.value}",
                about=draft.name,
                why="the elements of a list are compared and written as one",
            )
        else:
            draft.level = level
            outer.members.append(draft)
    return top


def _array_of(draft: Draft, inside: Sequence[Collection[Path]]) -> Level | None:
    """The pair of lists that a row speaks of itself, or None where it speaks of values."""
    if len(draft.left) != 1 or len(draft.right) != 1 or draft.use.rule not in {"equal", "paired_by"}:
        return None
    left, right = (_with_brackets(path) for path in (draft.left[0], draft.right[0]))
    if draft.use.rule == "paired_by":
        return left, right
    written = draft.left[0].parts[-1].endswith("[]") and draft.right[0].parts[-1].endswith("[]")
    return (left, right) if written and (left in inside[0] or right in inside[1]) else None


def _around(paths: Iterable[Path]) -> set[Path]:
    """All that any of the paths lies in."""
    return {Path(path.parts[:end]) for path in paths for end in range(1, len(path.parts))}


def _with_brackets(path: Path) -> Path:
    last = path.parts[-1]
    return path if last.endswith("[]") else Path((*path.parts[:-1], f"{last}[]"))


def innermost(path: Path) -> Path | None:
    """The innermost list that a path goes into, itself not counted."""
    for end in range(len(path.parts) - 1, 0, -1):
        if path.parts[end - 1].endswith("[]"):
            return Path(path.parts[:end])
    return None


def is_gathered(path: Path) -> bool:
    """Whether a path, seen from where its row stands, leads through a list: all values below it are taken as one."""
    return any(part.endswith("[]") for part in path.parts[:-1])


def listed(profile: RecordProfile, path: Path) -> tuple[Path, Path | None]:
    """The list that a field stands for as a whole, and where in its elements the field is; None: it is the elements.

    `labels[].id` is a field of the objects in `labels[]`, unless it is known to be a list itself.
    """
    field, around = find_field(profile, path), innermost(path)
    if around is None or path.parts[-1].endswith("[]") or (field is not None and field.type is FieldType.ARRAY):
        return _with_brackets(path), None
    return around, path.below(around)


def _around_of(desk: Desk, draft: Draft, side: Side) -> set[Path | None]:
    """The lists in whose elements the fields of a side stand."""
    paths = draft.fields(side)
    return {innermost(listed(desk.profiles[side], path)[0] if draft.rule.whole else path) for path in paths}


def _level_of(desk: Desk, draft: Draft, lists: dict[Level, Draft]) -> Level:
    if draft.rule.gathers and draft.fields(draft.source):
        return _level_of_gathered(draft, lists)
    left, right = (_around_of(desk, draft, side) for side in Side)
    one = next(iter(left)) if len(left) == 1 else None
    other = next(iter(right)) if len(right) == 1 else None
    if not draft.left or not draft.right:
        # A constant names the list of one side only: it belongs to the row that pairs that list.
        return next((level for level in lists if (one or other) in level), (one, other))
    return one, other


def _level_of_gathered(draft: Draft, lists: dict[Level, Draft]) -> Level:
    """Where a row stands that takes all values below a list: where the field stands that it fills."""
    there = {innermost(path) for path in draft.fields(draft.source.other)}
    wanted = next(iter(there)) if len(there) == 1 else None
    if wanted is None:
        return TOP
    for level in lists:
        theirs, ours = level if draft.source is Side.RIGHT else level[::-1]
        if (
            theirs == wanted
            and ours is not None
            and all(path.parts[: len(ours.parts)] == ours.parts and path != ours for path in draft.fields(draft.source))
        ):
            return level
    return (None, wanted) if draft.source is Side.LEFT else (wanted, None)


def _report_without_list(desk: Desk, draft: Draft, level: Level) -> None:
    left, right = level
    if left is not None and right is not None:
        message = f"`{left}` and `{right}` have no row of their own"
        hint = f"add a row `{left}` {draft.direction.value} `{right}`, with the rule paired by `KEY` = `KEY` or none"
    else:
        message = f"`{left or right}` is a list, and the field on the other side is in none"
        hint = "map the list to a list"
        if draft.use.rule == "linked":
            hint = f"write `the linked {draft.use.args['record']}, each` where both are lists of ids"
    why = "without it nobody knows which element belongs to which"
    desk.report("array-row", draft.row.span, message, about=draft.name, why=why, hint=hint)
