"""Decisions of the data map: the cell shapes that there are, each with what then happens."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from interlock.asking.offer import Asked, Choice, NotAnAnswer, Offer
from interlock.document import shapes
from interlock.document.editing import decide
from interlock.model.decisions import Direction
from interlock.model.document import RecordRow
from interlock.model.path import Path
from interlock.model.profile import RecordProfile
from interlock.model.value import Side

KEYS = {
    "source-of-truth": "",
    "direction": "directions",
    "on-conflict": "conflicts",
    "on-delete": "deletes",
    "matched-by": "matches",
    "only-when": "conditions",
    "when-it-leaves": "leavings",
    "create-missing": "creations",
    "starting": "startings",
    "how-often": "frequencies",
}
"""The decisions by their keys, with the catalogue of what can be written."""

_ARROWS = {"->": "→", "<-": "←", "<->": "↔"}
_TYPED = {
    "direction": "`→`, `←` or `↔` (`->`, `<-`, `<->` are the same)",
    "matched-by": "the fields by which both know the same item, like `number` = `reference`",
    "only-when": "a condition after its system's name, like SYSTEM: `state` is `paid`",
    "starting": "or `since 2027-01-31`",
    "how-often": "or `every N minutes`, or `at 05:30 in Europe/Berlin`",
    "on-delete": "or `archive by FIELD = VALUE`; each with `in SYSTEM` for one side only",
    "on-conflict": "or `newest wins by FIELD and FIELD, else hold`",
}


def decision(asked: Asked) -> Offer | None:
    """The cell of the decision that the finding's subject names (`RECORD/on-delete`), or None."""
    row = asked.record()
    key = asked.finding.subject.split("/")[1] if row is not None and "/" in asked.finding.subject else ""
    if row is None or key not in KEYS:
        return None

    def write(words: str) -> str:
        said = " ".join(words.split())
        if not said:
            raise NotAnAnswer("nothing is written")
        return decide(asked.text, row.name, key, _ARROWS.get(said, said))

    return Offer(write, tuple(choices(asked, row, key)), _TYPED.get(key, ""))


def choices(asked: Asked, row: RecordRow, key: str) -> Iterator[Choice]:
    """What can be chosen for a decision about a record, the usual one first."""
    systems = [one.name for one in asked.document.systems]
    if key == "source-of-truth":
        for name in systems:
            yield Choice(name, f"{name} is right where the two differ, unless another rule says otherwise")
    elif key == "matched-by":
        yield from _matches(asked, row)
    elif key == "direction" and len(systems) == 2:
        left, right = systems
        yield Choice("→", f"changes flow from {left} to {right}")
        yield Choice("←", f"changes flow from {right} to {left}")
        yield Choice("↔", f"changes flow both ways between {left} and {right}")
    elif key in KEYS:
        yield from _of_catalogue(asked, row, key)


def _of_catalogue(asked: Asked, row: RecordRow, key: str) -> Iterator[Choice]:
    catalogue = shapes()[KEYS[key]]
    usual = usual_answer(asked, row, key)
    found = [
        Choice(words, _sentence(catalogue.docs[shape]))
        for shape, words in _written(asked, row, key)
        if shape in catalogue
    ]
    yield from sorted(found, key=lambda choice: choice.words != usual)


def _sentence(docstring: str) -> str:
    said = docstring.strip().splitlines()[0].rstrip(".")
    return said[:1].lower() + said[1:]


def _written(asked: Asked, row: RecordRow, key: str) -> Iterator[tuple[str, str]]:
    """The names of shapes with the words that can be chosen, where they can apply to the record."""
    direction = row.direction.value
    two_way, one_way = direction is not None and direction is Direction.BOTH, direction not in {None, Direction.BOTH}
    written = [side for side in Side if direction is None or direction.writes(side)]
    if key == "on-conflict":
        yield "source_of_truth", "source of truth wins"
        if not one_way:
            yield "newest", "newest wins, else source of truth"
            yield "hold", "hold"
            yield "per_field", "per field"
        if not two_way:
            yield "report", "report"
    elif key == "on-delete":
        yield from ((name, name) for name in ("archive", "delete", "keep", "ask"))
    elif key == "when-it-leaves":
        yield from (("stop", "stop updating"), ("keep", "keep updating"), ("archive", "archive"), ("hold", "hold"))
    elif key == "create-missing":
        if len(written) == 2:
            yield "both", "in both"
        yield from (("one", f"in {asked.name(side)}") for side in written)
        yield "never", "never"
    elif key == "starting":
        yield from (("from_go_live", "from go-live"), ("link_only", "link only"), ("all", "all"))
    elif key == "how-often":
        yield from (("every", "every 5 minutes"), ("at_once", "at once"), ("every", "every 1 hour"))


def usual_answer(asked: Asked, row: RecordRow, key: str) -> str:
    """What is decided most often where nothing speaks against it; empty where there is no such answer."""
    direction = row.direction.value
    both = direction is Direction.BOTH
    if direction is None:
        return ""
    target = Side.RIGHT if direction is Direction.RIGHT else Side.LEFT
    return {
        "on-conflict": "newest wins, else source of truth" if both else "source of truth wins",
        "on-delete": "archive",
        "when-it-leaves": "stop updating",
        "create-missing": "in both" if both else f"in {asked.name(target)}",
        "starting": "link only" if both else "from go-live",
        "how-often": "every 5 minutes",
    }.get(key, "")


def _matches(asked: Asked, row: RecordRow) -> Iterator[Choice]:
    """Pairs of fields that are called alike in both systems, those that are kept unique first."""
    left, right = (_learned(asked, row, side) for side in Side)
    if left is None or right is None:
        return
    by_words = {_words(one.path): one.path for one in right.fields if _is_key(one.path)}
    pairs = [(one.path, by_words[_words(one.path)]) for one in left.fields if _words(one.path) in by_words]
    keys = [(one, other) for one, other in pairs if _is_key(one)]
    for one, other in sorted(keys, key=lambda pair: _likely(pair[0]))[:4]:
        yield Choice(f"`{one}` = `{other}`", "items with the same value in both are taken for the same one")


_LIKELY = ("email", "mail", "number", "code", "sku", "reference", "external", "name")


def _likely(path: Path) -> int:
    words = str(path).casefold()
    return next((index for index, one in enumerate(_LIKELY) if one in words), len(_LIKELY))


def _is_key(path: Path) -> bool:
    return len(path.parts) == 1 and not path.parts[0].endswith("[]") and _words(path) != "id"


def _words(path: Path) -> str:
    return "".join(c for c in str(path).casefold() if c.isalnum())


def _learned(asked: Asked, row: RecordRow, side: Side) -> RecordProfile | None:
    profile = asked.profiles.get(side)
    return None if profile is None else profile.record(row.resource(side))


def deadline(row: RecordRow, usual: timedelta = timedelta(minutes=15)) -> str:
    """A time that a promise about this record can keep: longer than it takes to look again."""
    often = row.how_often.value
    if often is not None and often.at is not None:
        return "2 days"
    every = often.every if often is not None and often.every is not None else timedelta(0)
    minutes = int(max(usual, every * 2).total_seconds() // 60)
    return f"{minutes // 60} hours" if minutes >= 120 and minutes % 60 == 0 else f"{minutes} minutes"
