"""What several gates say in the same way, and whom they turn to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from interlock.gates.ground import Ground
from interlock.model.document import Document, Person
from interlock.model.finding import Finding, printable
from interlock.model.gate import Turn
from interlock.model.people import named_or_none
from interlock.model.roles import ENGINEER, OWNER, PROJECT, as_written, having

_MOST = 5
_ADDRESS = re.compile(r"\s*<[^<>]*>\s*$")


def turns(document: Document, role: str, *, company: str = "") -> tuple[Turn, ...]:
    """Who has a role, of a company if given; where nobody does, the role with no name."""
    found = [one for one in having(document, role) if not company or _same(one.company, company)]
    return tuple(Turn.of(one) for one in found) or (Turn(as_written(document, role), company=company),)


def leading(document: Document) -> tuple[Turn, ...]:
    """Who looks after the project as a whole: its project manager, else the owner."""
    found = [*having(document, PROJECT), *having(document, OWNER)]
    return tuple(Turn.of(one) for one in found[:1]) or (Turn("owner"),)


def engineers(document: Document) -> tuple[Turn, ...]:
    """The engineers, else who leads the project."""
    found = having(document, ENGINEER)
    return tuple(Turn.of(one) for one in found) or leading(document)


def asked(document: Document, words: Iterable[str]) -> tuple[Turn, ...]:
    """Whom these words name (`Ida Rhodes <ida@acorn.example>`, a name, a role), each once; for nobody the owner."""
    found: dict[str, Turn] = {}
    for one in words:
        person = named_or_none(document, _ADDRESS.sub("", one)) if one.strip() else document.owner
        person = person or document.owner
        turn = Turn.of(person) if person is not None else Turn(one.strip() or "owner")
        found.setdefault(f"{turn.name or turn.role}".casefold(), turn)
    return tuple(found.values())


def told(findings: tuple[Finding, ...], command: str) -> tuple[str, ...]:
    """What stands in the way, the first ones by line and message; then how many more, and what shows them."""
    lines = tuple(f"line {one.place.line}: {printable(one.message)}" for one in findings[:_MOST])
    more = len(findings) - _MOST
    return (*lines, f"and {more:,} more: see `{command}`") if more > 0 else lines


def first(words: Iterable[str], *, more: str = "") -> tuple[str, ...]:
    """The first of many sentences, then how many more there are."""
    listed = tuple(printable(one) for one in words)
    left = len(listed) - _MOST
    return (*listed[:_MOST], f"and {left:,} more{more}") if left > 0 else listed


def names(people: Iterable[Person]) -> str:
    """People by name and role: `Ida Rhodes (End user)`."""
    return " or ".join(f"{printable(one.name)} ({printable(one.role)})" for one in people)


def owing(ground: Ground, findings: Iterable[Finding]) -> tuple[Turn, ...]:
    """Who owes the answers to findings."""
    return asked(ground.document, _owers(findings))


def _owers(findings: Iterable[Finding]) -> Iterator[str]:
    yield from dict.fromkeys(one.asks for one in findings)


def _same(one: str, other: str) -> bool:
    return " ".join(one.casefold().split()).removesuffix(".") == " ".join(other.casefold().split()).removesuffix(".")
