"""Faults as people write them: `after 10 s: slow 3 s on writes for 1 min`."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from interlock.catalogue import did_you_mean
from interlock.errors import UsageError
from interlock.sandbox.faults import Fault, FaultKind

_UNITS = {"ms": 0.001, "s": 1.0, "min": 60.0, "h": 3600.0}
_DURATION = r"(\d{1,9}(?:\.\d{1,6})?) ?(ms|s|min|h)(?:ec(?:onds?)?|utes?|ours?)?\b"
_MOST_LINES, _LONGEST_LINE = 1_000, 500
_LONGEST_S = 10 * 366 * 86_400.0
_AFTER, _FOR = re.compile(rf"(?:after|at) {_DURATION}:? ?"), re.compile(rf"for {_DURATION}")
_RESTRICTIONS = (
    (re.compile(r"on (reads|writes)\b"), lambda found: {"writes": found[1] == "writes"}),
    (re.compile(r'about "?([^\s"]{1,255})"?'), lambda found: {"item_id": found[1]}),
    (re.compile(r'containing "([^"]{1,200})"'), lambda found: {"containing": found[1]}),
    (re.compile(r"on ([\w.-]{1,100})"), lambda found: {"resource": found[1]}),
    (re.compile(r"(\d{1,9}) times?\b|(once)\b"), lambda found: {"times": int(found[1] or 1)}),
    (re.compile(rf"retry after {_DURATION}"), lambda found: {"retry_after_s": max(1, round(_seconds(found)))}),
    (re.compile(r"after doing it\b"), lambda _found: {"applies": True}),
)


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something that goes wrong: from `after_s` on, for `for_s` seconds (None: until it is lifted).

    `fault` is what happens to requests; else `turn` names what happens to the system itself, by `amounts`.
    """

    said: str
    after_s: float = 0.0
    for_s: float | None = None
    fault: Fault | None = None
    turn: str = ""
    amounts: tuple[float, ...] = field(default=())


def _seconds(found: re.Match[str], first: int = 1) -> float:
    seconds = float(found[first]) * _UNITS[found[first + 1]]
    if seconds > _LONGEST_S:
        raise UsageError(f"`{found[first]} {found[first + 1]}` of a fault is longer than ten years")
    return seconds


def _status(found: re.Match[str]) -> Trouble:
    return Trouble("", fault=Fault(FaultKind.STATUS, status=int(found[1])))


def _fault(kind: FaultKind, **facts: object) -> Callable[[re.Match[str]], Trouble]:
    return lambda _found: Trouble("", fault=Fault(kind, **facts))  # type: ignore[arg-type]


def _delayed(kind: FaultKind, **facts: object) -> Callable[[re.Match[str]], Trouble]:
    return lambda found: Trouble("", fault=Fault(kind, delay_s=_seconds(found), **facts))  # type: ignore[arg-type]


def _turn(name: str, read: Callable[[re.Match[str]], tuple[float, ...]]) -> Callable[[re.Match[str]], Trouble]:
    return lambda found: Trouble("", turn=name, amounts=read(found))


def _quota(found: re.Match[str]) -> tuple[float, ...]:
    return int(found[1]), _seconds(found, 2)


def _share(found: re.Match[str]) -> tuple[float, ...]:
    return (min(1.0, int(found[1] or 100) / 100),)


KINDS: tuple[tuple[str, str, Callable[[re.Match[str]], Trouble]], ...] = (
    ("down", r"down\b", _fault(FaultKind.DOWN)),
    ("drop", r"drop\b", _fault(FaultKind.DROPPED)),
    ("lose answers", r"lose answers\b", _fault(FaultKind.ANSWER_LOST, writes=True)),
    ("cut", r"cut\b", _fault(FaultKind.CUT)),
    ("slow 3 s", rf"slow {_DURATION}", _delayed(FaultKind.SLOW)),
    ("late 30 s", rf"late {_DURATION}", _delayed(FaultKind.LATE, writes=True)),
    ("html", r"html\b", _fault(FaultKind.HTML, status=200)),
    ("maintenance", r"maintenance\b", _fault(FaultKind.HTML, status=503)),
    ("429 retry after 30 s", r"([45]\d\d)\b", _status),
    (
        "quota 100 per 1 min",
        rf"quota (\d{{1,9}}) per {_DURATION}",
        _turn("quota", _quota),
    ),
    ("tokens expire", r"tokens expire\b", _turn("tokens", lambda _m: ())),
    ("clock 300 s", rf"clock (-?){_DURATION}", _turn("clock", lambda m: (_seconds(m, 2) * (-1 if m[1] else 1),))),
    ("lag 5 s", rf"lag {_DURATION}", _turn("lag", lambda m: (_seconds(m),))),
    ("webhooks lost 50 %", r"webhooks lost\b(?: (\d{1,3}) ?%)?", _turn("lost", _share)),
    ("webhooks doubled 50 %", r"webhooks doubled\b(?: (\d{1,3}) ?%)?", _turn("doubled", _share)),
    ("webhooks unsigned", r"webhooks unsigned\b(?: (\d{1,3}) ?%)?", _turn("unsigned", _share)),
    ("webhooks reordered 60 s", rf"webhooks reordered {_DURATION}", _turn("late_s", lambda m: (_seconds(m),))),
)
"""What can go wrong: an example of how it is written, what it is known by, and what it is."""

_COMPILED = tuple((re.compile(pattern), make) for _, pattern, make in KINDS)


def read_trouble(text: str) -> Trouble:
    """What a person wrote.

    Raises:
        UsageError: it is not understood; the message has the part that is not.
    """
    said = " ".join(text.split())
    if len(said) > _LONGEST_LINE:
        raise UsageError(f"a fault has at most {_LONGEST_LINE} characters")
    after = _AFTER.match(said)
    rest = said[after.end() :] if after is not None else said
    trouble, rest = _kind(rest, said)
    facts: dict[str, object] = {}
    for_s: float | None = None
    while rest:
        found = _FOR.match(rest)
        if found is not None:
            for_s = _seconds(found)
        else:
            found, fact = _restriction(rest, said)
            facts |= fact
        rest = rest[found.end() :].lstrip(" ,")
    if facts and trouble.fault is None:
        raise UsageError(f"`{said}` is about the whole system: only `for` and `after` can stand with it")
    return _whole(trouble, said, facts, _seconds(after) if after is not None else 0.0, for_s)


def _whole(trouble: Trouble, said: str, facts: dict[str, object], after_s: float, for_s: float | None) -> Trouble:
    fault = trouble.fault
    if fault is not None:
        if fault.kind is FaultKind.HTML and fault.status == 503 and for_s is not None:
            facts.setdefault("retry_after_s", max(1, round(for_s)))
        known = {name: getattr(fault, name) for name in ("kind", "status", "delay_s", "writes")}
        fault = Fault(**{**known, **facts})
    return Trouble(said, after_s, for_s, fault, trouble.turn, trouble.amounts)


def _kind(rest: str, said: str) -> tuple[Trouble, str]:
    for pattern, make in _COMPILED:
        found = pattern.match(rest)
        if found is not None:
            return make(found), rest[found.end() :].lstrip(" ,")
    examples = [example for example, _, _ in KINDS]
    close = did_you_mean(rest.split(" for ", maxsplit=1)[0], examples)
    raise UsageError(f"`{said}` says no fault that is known", hint=f"{close}; docs/sandbox.md has them all")


def _restriction(rest: str, said: str) -> tuple[re.Match[str], dict[str, object]]:
    for pattern, read in _RESTRICTIONS:
        found = pattern.match(rest)
        if found is not None:
            return found, dict(read(found))
    raise UsageError(
        f"`{rest}` of the fault `{said}` is not understood",
        hint='there is `for 1 min`, `3 times`, `on writes`, `on RESOURCE`, `about ID`, `containing "TEXT"`, '
        "`retry after 30 s` and `after doing it`",
    )


def read_script(text: str) -> tuple[Trouble, ...]:
    """The faults of a script, one a line; empty lines, and what stands after `#`, do not count.

    Raises:
        UsageError: a line is not understood, or there are too many.
    """
    lines = text.splitlines()
    if len(lines) > _MOST_LINES:
        raise UsageError(f"a script of faults has at most {_MOST_LINES} lines")
    troubles: list[Trouble] = []
    for number, line in enumerate(lines, 1):
        told = line.split("#", 1)[0].strip()
        if told:
            try:
                troubles.append(read_trouble(told))
            except UsageError as problem:
                raise UsageError(f"line {number}: {problem}", hint=problem.hint) from None
    return tuple(troubles)
