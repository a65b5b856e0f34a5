"""What a clause says whatever the order of its words: its verb, what it speaks of, where, and whether it is denied.

Where no pattern has a clause as it stands, it is said in the order that patterns have. Nothing is left out but words
that carry no meaning of their own; one word too many, and the clause stays as it is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from interlock.document.rewriting.patterns import tidy

_EMPTY = frozenset(
    "be have it its in to on at of from that there RECEIVE all and up as by this new also become with".split()
)
_DENIED = frozenset({"not", "no", "none", "nothing"})
_THERE = frozenset({"EXIST", "REACH", "SEND", "CREATE", "SHOW"})
_SAME = frozenset({"EQUAL", "same", "FOLLOW", "CHANGE", "SET", "SHOW", "EXIST", "REACH", "SEND"})
_DONE = ("DELETE", "VANISH", "ARCHIVE", "HOLD", "LINK", "unchanged", "untouched")


@dataclass
class _Gist:
    verbs: list[str] = field(default_factory=list)
    named: dict[str, list[str]] = field(default_factory=dict)
    denied: int = 0
    reason: bool = False

    def one(self, kind: str) -> str:
        """The only symbol of a kind; empty where there is none or more."""
        known = self.named.get(kind, [])
        return known[0] if len(known) == 1 else ""


def _gist(text: str) -> _Gist | None:
    found = _Gist()
    words = text.split()
    if re.match(r"x [A-Z]+ (?:be |in |to )*<[RF]", text):
        words = words[1:]
    for word in words:
        symbol = re.fullmatch(r"<([RSFVNGH])\d+>", word)
        if symbol:
            found.named.setdefault(symbol[1], []).append(word)
        elif word in _DENIED:
            found.denied += 1
        elif word == "reason":
            found.reason = True
        elif word in _THERE | _SAME | set(_DONE) | {"owner", "ASK", "KEEP", "inboth"}:
            found.verbs.append(word)
        elif word not in _EMPTY:
            return None
    if found.denied > 1 or any(len(known) > 1 for kind, known in found.named.items() if kind != "S"):
        return None
    return found


def plain_outcome(text: str) -> str:
    """The clause of an outcome in the order of the patterns; empty where it says more than one thing."""
    said = _gist(text)
    if said is None or said.one("H") or said.one("G"):
        return ""
    places = said.named.get("S", [])
    if len(places) > 1:
        return ""
    where = f"in {places[0]}" if places else ""
    verbs, thing = set(said.verbs), said.one("R") or "it"
    not_ = "not " if said.denied else ""
    value = said.one("V") or said.one("N")
    if verbs == {"owner", "ASK"} and not said.denied:
        return "owner be ASK"
    for done in _DONE:
        if done in verbs and len(verbs) == 1 and not said.one("F") and not value:
            return tidy(f"{thing} be {not_}{done} {where}{' with reason' if said.reason and done == 'HOLD' else ''}")
    if said.reason or not verbs <= _SAME | _THERE:
        return ""
    if said.one("F"):
        if said.denied:
            return (
                tidy(f"{said.one('F')} {where} be not CHANGE") if verbs <= {"CHANGE", "SEND", "SET"} and verbs else ""
            )
        if value:
            return tidy(f"{said.one('F')} be {value} {where}") if verbs <= {"SHOW", "SET", "EQUAL", "CHANGE"} else ""
        return tidy(f"{said.one('F')} be EQUAL {where}") if verbs and verbs <= _SAME else ""
    if value:
        return tidy(f"{thing} be {value} {where}") if not said.denied and verbs <= {"SHOW", "SET", "CHANGE"} else ""
    if verbs and verbs <= _THERE and where:
        return tidy(f"{thing} {not_}EXIST {where}")
    return ""


def plain_trigger(text: str) -> str:
    """The clause of a trigger in the order of the patterns; empty where it says more than one thing."""
    said = _gist(text)
    if said is None or said.denied or said.reason or said.one("H") or said.one("G") or len(said.named.get("S", [])) > 1:
        return ""
    where = f"in {said.one('S')}" if said.one("S") else ""
    verbs, thing = set(said.verbs), said.one("R")
    owned = f"{said.one('F')} of {thing}" if said.one("F") and thing else said.one("F")
    value = said.one("V") or said.one("N")
    if owned and verbs <= {"CHANGE", "SET"} and (verbs or value):
        return tidy(f"{owned} be CHANGE {f'to {value}' if value else ''} {where}")
    if owned or not thing:
        return ""
    if value and verbs <= {"CHANGE", "SET"}:
        return tidy(f"{thing} be {value} {where}")
    if not value and len(verbs) == 1 and verbs <= {"CREATE", "DELETE", "CHANGE", "VANISH"}:
        return tidy(f"{thing} be {verbs.pop()} {where}")
    return ""
