"""When something must be true, and what else is the case: taken out of the symbols, and said in the language."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from interlock.document.rewriting.lexer import Lexed
from interlock.document.rewriting.patterns import pattern, tidy

NEXT_RUN = "next run"
"""Stands for the record's own How often, which is known once the record is."""


@dataclass(frozen=True, slots=True)
class Due:
    """A deadline as the language says it (`within 5 minutes`), or `NEXT_RUN`."""

    text: str
    late: bool = False
    """Whether it was said as `after 5 minutes`, which of what must not be means the opposite."""


def said(time: timedelta) -> str:
    """A duration in words that the language reads."""
    seconds = int(time.total_seconds())
    for unit, size in (("week", 604_800), ("day", 86_400), ("hour", 3600), ("minute", 60)):
        if seconds >= size and seconds % size == 0 and not (unit == "week" and seconds == size):
            many = seconds // size
            return f"{many:,} {unit}{'' if many == 1 else 's'}"
    return f"{seconds:,} second{'' if seconds == 1 else 's'}"


_AT_MOST = r"(?:within|inside|in under|in less than|in no more than|in|under|less than|no later than|not later than|by|no more than)"
_AFTER = r"(?:later|after(?: that| this)?|of it|from then(?: on)?)"
_BACK = r"(?:after|of|from|when|later when) (?:it|<S\d+>)(?: system)? isback"

_DUE: tuple[tuple[str, Callable[[Lexed, re.Match[str]], str]], ...] = (
    (rf"(?:{_AT_MOST} )?{{T}} {_BACK}", lambda x, m: f"within {_t(x, m)} of its return"),
    (
        rf"(?:{_AT_MOST} )?{{T}} (?:of|after) last(?: <N\d+>| of it| it| <R\d+>)?",
        lambda x, m: f"within {_t(x, m)} of the last",
    ),
    (rf"(?:{_AT_MOST} )?{{T}} {_AFTER}(?= (?:,|;|and)|$)", lambda x, m: f"within {_t(x, m)}"),
    (r"for {T}", lambda x, m: f"for {_t(x, m)}"),
    (r"byclock(?P<at>\d+:\d\d)", lambda x, m: f"by {m['at']} in {x.known['zone']}"),
    ("byendofday", lambda x, m: f"by the end of the day in {x.known['zone']}"),
    ("bynextrun", lambda x, m: NEXT_RUN),
    (rf"{_AT_MOST} {{T}}(?! (?:of|after|from) )", lambda x, m: f"within {_t(x, m)}"),
)
# `within 5 minutes of X being done` and `5 minutes after it was done` say when it is done, too.
_LATE = r"(?<!\S)after {T}(?= ,|$| (?!nochange|when|,|of))"
_HAPPENS = re.compile(rf"(?:{_AT_MOST} )?(?<!after )<T(\d+)> (?:of|after|from) (?=.)")


def _t(lexed: Lexed, found: re.Match[str]) -> str:
    time = lexed[found["T"]]
    return said(time) if isinstance(time, timedelta) else ""


def take_times(lexed: Lexed) -> str:
    """The symbols with each deadline as `<D5>`."""
    text = lexed.text
    for words, say in _DUE:
        text = pattern(rf"(?<!\S){words}(?!\S)").sub(lambda m, say=say: lexed.add("D", Due(say(lexed, m))), text)  # type: ignore[misc]
    text = _HAPPENS.sub(lambda m: f"{lexed.add('D', Due(f'within {_plain(lexed, m[1])}'))} when ", text)
    text = pattern(_LATE).sub(lambda m: _late(lexed, m), text)
    return tidy(text)


def _late(lexed: Lexed, found: re.Match[str]) -> str:
    time = _t(lexed, found)
    lexed.assumes[f"“after {time}” is read as within {time}"] = None
    return lexed.add("D", Due(f"within {time}", late=True))


def _plain(lexed: Lexed, number: str) -> str:
    time = lexed[number]
    return said(time) if isinstance(time, timedelta) else ""


_WHILE = r"(?:while|when|during|as long as|and)"
_SHUT: tuple[tuple[str, Callable[[Lexed, re.Match[str]], str]], ...] = (
    (rf"(?:{_WHILE} )?{{S}}(?: system)? isdown {{D}}", lambda x, m: _while(x, m, "is down")),
    (rf"{_WHILE} {{S}}(?: system)? isdown(?! <D)", lambda x, m: _some_time(x, m)),
    (rf"{_WHILE} {{S}} ANSWER(?: with)? {{H}} {{D}}", lambda x, m: _while(x, m, f"answers {x[m['H']]}")),
    (rf"(?:{_WHILE} )?{{S}} timesout", lambda x, m: f"while the answers of {x[m['S']]} are lost"),
    (rf"(?:{_WHILE} )?{{S}} LOSE (?:its )?ANSWER", lambda x, m: f"while the answers of {x[m['S']]} are lost"),
    (rf"{_WHILE} (?:{{S}} 's (?:x )?token|(?:x )?token (?:of|for) {{S2}}|{{S3}} token) (?:have |be )?(?:expires|EXPIRE)(?: during run| x)*",
     lambda x, m: f"while the token of {x[m['S'] or m['S2'] or m['S3']]} expires"),
    (r"EXPIRE (?:x )?(?:token (?:of |for )?{S}|{S2}(?: x)?(?: token)?)", lambda x, m: f"while the token of {x[m['S'] or m['S2']]} expires"),
    (r"token that (?:EXPIRE|expires)(?: during run| x)*", lambda x, m: f"while the token of {_written(x)} expires"),
    (rf"(?:{_WHILE} )?timesout", lambda x, m: f"while the answers of {_written(x)} are lost"),
    (r"(?:that be )?beforegolive", lambda x, m: "before go-live"),
    ("beforefirstrun", lambda x, m: "before the first run"),
)  # fmt: skip


def take_circumstance(lexed: Lexed, text: str) -> tuple[str, str]:
    """The symbols without what else is the case, and that as the language says it."""
    for words, say in _SHUT:
        found = pattern(rf"(?<!\S){words}(?!\S)").search(text)
        circumstance = say(lexed, found) if found else ""
        if found and circumstance:
            return tidy(f"{text[: found.start()]} {text[found.end() :]}"), circumstance
    return text, ""


def _written(lexed: Lexed) -> str:
    system = str(lexed.known["second"])
    lexed.assumes[f"it is {system} that is meant"] = None
    return system


def _some_time(lexed: Lexed, found: re.Match[str]) -> str:
    lexed.assumes["how long it is down is not said: 30 minutes"] = None
    return f"while {lexed[found['S']]} is down for 30 minutes"


def _while(lexed: Lexed, found: re.Match[str], what: str) -> str:
    due = lexed[found["D"]]
    if not isinstance(due, Due) or not due.text.startswith("for "):
        return ""
    return f"while {lexed[found['S']]} {what} {due.text}"
