"""Verdicts of acceptance criteria, as text and as data."""

from __future__ import annotations

import shlex
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from interlock.model.value import JSON
from interlock.model.verdict import Judgement, Observation, Seen, Verdict
from interlock.render.data import dumps, headed
from interlock.render.findings import place_datum
from interlock.render.plain import counted, paint, visible, wrapped

SCHEMA = "urn:interlock:schema:verdicts:1"
_SIGNS = {Judgement.MET: "✓", Judgement.NOT_MET: "✗", Judgement.CANNOT_TELL: "?"}
_STYLES = {Judgement.MET: "good", Judgement.NOT_MET: "bad", Judgement.CANNOT_TELL: "doubt"}


def verdict_text(verdict: Verdict, *, color: bool = False, width: int = 100, timeline: bool = False) -> str:
    """One verdict: a line where the criterion is met, else with its sentence, reason and what was seen when.

    Args:
        verdict: what became of the criterion.
        color: whether to colour for a terminal.
        width: how many columns there are.
        timeline: show what was seen also where the criterion is met.
    """
    sign = paint(_SIGNS[verdict.judgement], _STYLES[verdict.judgement], color=color)
    name = paint(visible(verdict.criterion), "strong", color=color)
    lines = [f"{sign} {name}: {verdict.judgement.value} ({lasted(verdict.virtual_s)} in {verdict.real_s:.2f} s)"]
    met = verdict.judgement is Judgement.MET
    if verdict.seeds:
        lines.append(wrapped(with_seeds(verdict), width=width, first="  ", rest="  "))
    if not met:
        lines.append(f"  {visible(str(verdict.place))}")
        lines.append(wrapped(verdict.text, width=width, first="  ", rest="  "))
        if verdict.reason:
            lines.append(wrapped(verdict.reason, width=width, first="  because ", rest="          "))
    if timeline or not met:
        lines += observation_lines(verdict.timeline, failed_at=verdict.failed_at, width=width)
    if verdict.judgement is Judgement.NOT_MET:
        lines.append(f"  again: {visible(reproduce(verdict))}")
    return "\n".join(lines)


def observation_lines(
    timeline: Sequence[Observation], *, failed_at: datetime | None = None, width: int = 100
) -> Iterator[str]:
    """What was seen, line by line; the moment that it went wrong has an arrow."""
    for seen in timeline:
        mark = "→" if seen.at == failed_at and seen.kind is not Seen.STATE else " "
        where = f"{visible(seen.where)}: " if seen.where else ""
        first = f"  {mark} {seen.at:%Y-%m-%d %H:%M:%S}  {where}"
        yield wrapped(seen.what, width=width, first=first, rest=" " * 25)


def with_seeds(verdict: Verdict) -> str:
    """What each seed gave: `met with seeds 0 to 3; not met with seed 4`."""
    said = []
    for judgement in Judgement:
        seeds = [seed for seed, one in verdict.seeds if one is judgement]
        if seeds:
            said.append(f"{judgement.value} with seed{'s' if len(seeds) > 1 else ''} {_runs(seeds)}")
    return "; ".join(said)


def _runs(numbers: Sequence[int]) -> str:
    """Rising numbers, those that follow each other as one: `0 to 3, 7`."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(f"{one[0]} to {one[-1]}" if len(one) > 2 else ", ".join(map(str, one)) for one in runs)


def reproduce(verdict: Verdict) -> str:
    """The command that plays this criterion with this seed again, or runs the test that proves it."""
    if verdict.test:
        return shlex.join(["pytest", f"{verdict.place.file}::{verdict.criterion}"])
    words = ["interlock", "verify", verdict.place.file, *verdict.played, "--only", verdict.criterion]
    return shlex.join([*words, *(["--seed", str(verdict.seed)] if verdict.seed else ())])


def verdict_blocks(
    verdicts: Iterable[Verdict], *, color: bool = False, width: int = 100, timeline: bool = False
) -> Iterator[str]:
    """The text of each as it comes; why several cannot be told is said once, with the first of them."""
    told: dict[str, str] = {}
    for verdict in verdicts:
        first = told.get(verdict.reason, "")
        if verdict.judgement is Judgement.CANNOT_TELL and first and not timeline:
            sign = paint(_SIGNS[verdict.judgement], _STYLES[verdict.judgement], color=color)
            name = paint(visible(verdict.criterion), "strong", color=color)
            yield f"{sign} {name}: {verdict.judgement.value}, for the same reason as {visible(first)}"
            continue
        if verdict.judgement is Judgement.CANNOT_TELL and verdict.reason:
            told[verdict.reason] = verdict.criterion
        yield verdict_text(verdict, color=color, width=width, timeline=timeline)


def verdicts_text(verdicts: Sequence[Verdict], *, color: bool = False, width: int = 100, timeline: bool = False) -> str:
    """Every verdict, and how many there are of each kind."""
    blocks = verdict_blocks(verdicts, color=color, width=width, timeline=timeline)
    return "\n".join([*blocks, "", verdicts_summary(verdicts, color=color)]) + "\n"


def verdicts_summary(verdicts: Sequence[Verdict], *, color: bool = False) -> str:
    """One line: how many criteria are met, not met, and cannot be told, and how fast virtual time passed.

    The speed is that of one process: the hours that passed in the systems, by the seconds that all plays took.
    """
    tally = Counter(one.judgement for one in verdicts)
    kinds = [paint(f"{tally[one]} {one.value}", _STYLES[one], color=color) for one in Judgement if tally[one]]
    said = ", ".join(kinds) or "nothing to test"
    return f"{counted(len(verdicts), 'criterion', 'criteria')}: {said}{_speed(verdicts)}"


def _speed(verdicts: Sequence[Verdict]) -> str:
    """How fast virtual time passed; empty where time was real, or no criterion was played."""
    hours = sum(one.virtual_s * max(1, len(one.seeds)) for one in verdicts) / 3600
    seconds = sum(one.real_s for one in verdicts if not one.test)
    if any(one.played for one in verdicts) or hours <= 0 or seconds <= 0:
        return ""
    return f"; {_few(hours)} virtual hours, {_few(hours / seconds)} a second"


def _few(number: float) -> str:
    """A number in three digits, or in all that it has before the point."""
    return f"{number:,.0f}" if number >= 100 else f"{number:.3g}"


def lasted(seconds: float) -> str:
    """A duration in the largest unit that keeps it readable: `45 s`, `15 min`, `2.5 h`, `3 d`."""
    for unit, length in (("d", 86400.0), ("h", 3600.0), ("min", 60.0)):
        if seconds >= 2 * length:
            return f"{seconds / length:.3g} {unit}"
    return f"{seconds:.3g} s"


def verdicts_json(verdicts: Sequence[Verdict], *, version: str) -> str:
    """The verdicts as JSON (`docs/schemas/verdicts.json`); `version` is the tool's."""
    tally = Counter(one.judgement for one in verdicts)
    counts: JSON = {one.value: tally[one] for one in Judgement}
    return dumps(headed(SCHEMA, version, {"verdicts": [_datum(one) for one in verdicts], "counts": counts}))


def _datum(verdict: Verdict) -> JSON:
    return {
        "criterion": verdict.criterion,
        "text": verdict.text,
        "place": place_datum(verdict.place),
        "judgement": verdict.judgement.value,
        "reason": verdict.reason,
        "failed_at": verdict.failed_at.isoformat() if verdict.failed_at else None,
        "virtual_s": verdict.virtual_s,
        "real_s": verdict.real_s,
        "seed": verdict.seed,
        "seeds": [{"seed": seed, "judgement": judgement.value} for seed, judgement in verdict.seeds],
        "reproduce": reproduce(verdict),
        "timeline": [
            {"at": seen.at.isoformat(), "where": seen.where, "what": seen.what, "kind": seen.kind.value}
            for seen in verdict.timeline
        ],
    }
