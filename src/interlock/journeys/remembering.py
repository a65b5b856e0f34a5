"""What was decided about pairs of fields, kept beside the document and committed with it.

One decision is one line of JSON, and the lines are sorted, so that what two people decided merges as lines do. A line
that is no decision is kept as it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import orjson

from interlock.adapters import files
from interlock.errors import InterlockError

FILE = "interlock.decisions.jsonl"
"""What the file is called; it lies in the folder of the documents."""

_LARGEST, _LONGEST_LINE = 20_000_000, 20_000


@dataclass(frozen=True, slots=True, order=True)
class End:
    """The fields of one side of a pair, in a resource of a system; no field: the resource itself."""

    system: str
    resource: str
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Decision:
    """That a pair was accepted, with its rule, or refused; by whom, on which day (both may be empty)."""

    left: End
    right: End
    accepted: bool
    rule: str = ""
    by: str = ""
    day: str = ""

    @property
    def pair(self) -> tuple[End, End]:
        """What it is about: one pair has one decision, whichever system a document names first."""
        return (self.left, self.right) if self.left <= self.right else (self.right, self.left)


@dataclass(frozen=True, slots=True)
class Memory:
    """All decisions of a folder, and the lines of its file that are none, as they stand there."""

    decisions: tuple[Decision, ...] = ()
    strays: tuple[str, ...] = ()


def remembered(folder: Path) -> Memory:
    """The decisions of a folder; none where it keeps none yet.

    Raises:
        InputError: the file is too large, or no text.
        InterlockError: it cannot be read.
    """
    path = folder / FILE
    if not files.exists(path):
        return Memory()
    text = files.read(path, what="file of decisions", largest=_LARGEST).decode("utf-8", errors="surrogateescape")
    decisions: dict[tuple[End, End], Decision] = {}
    strays = []
    for line in text.splitlines():
        found = _decision(line)
        if found is not None:
            decisions[found.pair] = found
        elif line.strip():
            strays.append(line)
    return Memory(tuple(decisions.values()), tuple(strays))


def remember(folder: Path, new: Iterable[Decision], *, forget: Iterable[Decision] = ()) -> None:
    """Keep decisions; a newer one about the same pair takes the place of the older one.

    Args:
        folder: the folder of the documents.
        new: what was decided.
        forget: what was taken back.

    Raises:
        InterlockError: the file cannot be written; it is as it was.
    """
    memory = remembered(folder)
    decisions = {one.pair: one for one in memory.decisions}
    for one in forget:
        decisions.pop(one.pair, None)
    decisions |= {one.pair: one for one in new}
    kept = tuple(decisions.values())
    if kept == memory.decisions:
        return
    lines = [*sorted(map(_line, kept)), *memory.strays]
    data = "".join(f"{line}\n" for line in lines).encode("utf-8", errors="surrogateescape")
    if len(data) > _LARGEST:
        raise InterlockError(f"`{FILE}` would become larger than can be read", hint="take old lines out of it")
    files.write(folder / FILE, data, what="file of decisions")


def _line(one: Decision) -> str:
    said = {
        "left": _ending(one.left),
        "right": _ending(one.right),
        "decided": "accepted" if one.accepted else "refused",
        "rule": one.rule,
        "by": one.by,
        "on": one.day,
    }
    return orjson.dumps({key: value for key, value in said.items() if value}).decode()


def _ending(end: End) -> list[str]:
    said = (end.system, end.resource, *end.fields)
    return [one.encode("utf-8", "replace").decode("utf-8") for one in said]  # halves of pairs, which no file can hold


def _decision(line: str) -> Decision | None:
    """What a line says; None where it is no decision."""
    if len(line) > _LONGEST_LINE:
        return None
    try:
        said = orjson.loads(line)
    except (ValueError, UnicodeEncodeError):
        return None
    if not isinstance(said, dict) or said.get("decided") not in {"accepted", "refused"}:
        return None
    ends = [_end(said.get(side)) for side in ("left", "right")]
    words = [said.get(key, "") for key in ("rule", "by", "on")]
    if ends[0] is None or ends[1] is None or not all(isinstance(one, str) for one in words):
        return None
    return Decision(ends[0], ends[1], said["decided"] == "accepted", *words)


def _end(said: object) -> End | None:
    if not isinstance(said, list) or len(said) < 2 or not all(isinstance(one, str) for one in said):
        return None
    return End(said[0], said[1], tuple(said[2:]))


def about(decisions: Iterable[Decision], left: str, right: str) -> Iterator[Decision]:
    """The decisions about two systems, whichever of them is called left there, turned so that `left` is."""
    wanted = (left.casefold(), right.casefold())
    for one in decisions:
        named = (one.left.system.casefold(), one.right.system.casefold())
        if named == wanted:
            yield one
        elif named == (wanted[1], wanted[0]):
            # A rule reads from its own left to its own right: turned round, its words would say something else.
            yield Decision(one.right, one.left, one.accepted, "", one.by, one.day)
