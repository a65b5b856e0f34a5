"""What is known of one thing in a system, what is not, and what was corrected: as text and as data."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from interlock.model.explained import Explained, Known, Restated
from interlock.model.fact import Confidence, Evidence
from interlock.model.readiness import Capability
from interlock.model.value import JSON
from interlock.render.data import dumps, headed
from interlock.render.plain import counted, paint, visible, wrapped

SCHEMA = "urn:interlock:schema:explained:1"
_MOST_RECORDS = 6


def explained_text(found: Sequence[Explained], *, color: bool = False, width: int = 100) -> str:
    """Each thing with its facts: the value, how sure, and where it was read; then the questions that are open."""
    return "\n\n".join("\n".join(_thing(one, color=color, width=width)) for one in found) + "\n"


def _thing(one: Explained, *, color: bool, width: int) -> Iterator[str]:
    yield paint(visible(one.address), "strong", color=color)
    for place, known in enumerate(one.known):
        yield _fact(known, color=color, width=width)
        after = one.known[place + 1] if place + 1 < len(one.known) else None
        if after is None or after.evidence != known.evidence:  # what several were read at is said once, below them
            for piece in known.evidence[:3]:
                yield wrapped(_where(piece), width=width, first="      ", rest="        ")
    if not one.known:
        yield "  nothing is known of it"
    for question in one.questions:
        yield ""
        yield from _question(question, (), color=color, width=width)


def _fact(known: Known, *, color: bool, width: int) -> str:
    sure = "" if known.confidence is Confidence.UNKNOWN else f" ({known.confidence.value})"
    said = wrapped(f"{known.title}: {known.value}{sure}", width=width, first="  ", rest="    ")
    return said if known.confidence is Confidence.SURE else paint(said, "doubt", color=color)


def _where(piece: Evidence) -> str:
    quote = f" “{piece.quote}”" if piece.quote else ""
    return f"read at {piece.pointer}{quote}" if "#" in piece.pointer else f"{piece.pointer}{quote}"


def questions_text(
    found: Sequence[tuple[Capability, tuple[str, ...]]], *, color: bool = False, width: int = 100
) -> str:
    """What is not known, each kind of question once with the records that it is open for."""
    blocks = ["\n".join(_question(one, names, color=color, width=width)) for one, names in found]
    if not blocks:
        return paint("nothing to ask", "good", color=color) + "\n"
    blocks.append(counted(len(found), "question"))
    return "\n\n".join(blocks) + "\n"


def _question(one: Capability, names: tuple[str, ...], *, color: bool, width: int) -> Iterator[str]:
    yield paint(wrapped(one.question, width=width, first="  ", rest="  "), "question", color=color)
    if len(names) > 1:
        more = f" and {len(names) - _MOST_RECORDS} more" if len(names) > _MOST_RECORDS else ""
        shown = ", ".join(names[:_MOST_RECORDS]) + more
        yield wrapped(f"the same of {shown}", width=width, first="    ", rest="    ")
    if one.told.how:
        yield wrapped(one.told.how, width=width, first="    known   ", rest=" " * 12)
    yield wrapped(one.why, width=width, first="    why     ", rest=" " * 12)
    for settling in one.settles:
        yield wrapped(f"{settling.by.value}: {settling.what}", width=width, first="    settle  ", rest=" " * 14)
    yield f"    write   {visible(one.state)}"


def restated_text(found: Sequence[Restated], *, color: bool = False, width: int = 100) -> str:
    """What was corrected: before and now."""
    lines = []
    for one in found:
        said = (
            f"{one.address}: {one.before} → {one.after}" if one.before != one.after else f"{one.address}: {one.after}"
        )
        lines.append(paint(wrapped(said, width=width, rest="  "), "update", color=color))
    return "\n".join(lines) + "\n"


def explained_json(found: Sequence[Explained], *, version: str) -> str:
    """The same as JSON (`docs/schemas/explained.json`); `version` is the tool's."""
    return dumps(headed(SCHEMA, version, {"explained": [_datum(one) for one in found]}))


def questions_json(found: Sequence[tuple[Capability, tuple[str, ...]]], *, version: str) -> str:
    """Questions as JSON of the same schema."""
    data: JSON = [{**_asked(one), "records": list(names)} for one, names in found]
    return dumps(headed(SCHEMA, version, {"questions": data}))


def _datum(one: Explained) -> JSON:
    return {
        "address": one.address,
        "known": [
            {
                "title": known.title,
                "value": known.value,
                "confidence": known.confidence.value,
                "evidence": [{"pointer": piece.pointer, "quote": piece.quote} for piece in known.evidence],
            }
            for known in one.known
        ],
        "questions": [{**_asked(question), "records": []} for question in one.questions],
    }


def _asked(one: Capability) -> dict[str, JSON]:
    return {
        "code": one.code,
        "question": one.question,
        "why": one.why,
        "settled_by": [{"by": settling.by.value, "what": settling.what} for settling in one.settles],
        "write_with": one.state,
    }
