"""Answers from a file, for programs: each is tried against what is open; those that are not used are told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ryaml import loads  # type: ignore[attr-defined] # its stubs do not list what it gives

from interlock.adapters import files
from interlock.errors import InputError
from interlock.journeys.asking import Session
from interlock.journeys.judging import Became
from interlock.model.clock import Clock
from interlock.model.finding import Finding
from interlock.render import fingerprint

# A file of answers is written by people or made from findings; a larger one is something else.
_LARGEST = 1_000_000
_SHORTEST_FINGERPRINT = 8


@dataclass(frozen=True, slots=True)
class Given:
    """One answer of the file, and what became of it; `reason` says why it was refused or not used."""

    key: str
    answer: str
    became: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Answered:
    """What became of all answers, what is still open, and what was changed."""

    given: tuple[Given, ...]
    open: tuple[Finding, ...]
    diff: str

    @property
    def clean(self) -> bool:
        """Whether every answer was written and nothing is open."""
        return not self.open and all(one.became == Became.WRITTEN.value for one in self.given)


def ask(
    where: Path | str,
    answers: Mapping[str, object],
    *,
    by: str,
    scope_only: bool = False,
    dry_run: bool = False,
    clock: Clock | None = None,
) -> Answered:
    """Give answers to what a document leaves open, as `interlock ask --answers` does; what became of each.

    Args:
        where: the document, or the folder that holds it.
        answers: by subject (`Order/on-delete`), fingerprint, code, or code and subject; those about one record may
            stand together below its name. A number is that of the choice on a terminal; in quotes it is text.
        by: who answers: only the owner or a delegate decides, what others say becomes a proposal.
        scope_only: leave out what needs field mappings and API descriptions.
        dry_run: write nothing.
        clock: tells the day for Changes; the system's unless given.

    Raises:
        InputError: an answer is no text.
        InterlockError: the document cannot be read or written.
    """
    given = tuple(_flat(answers, "", "answers"))
    return answer_all(Session(where, by=by, clock=clock, scope_only=scope_only, dry_run=dry_run), given)


def read_answers(path: Path) -> tuple[tuple[str, str], ...]:
    """The answers of a YAML or JSON file, in its order.

    A key is a finding's fingerprint (at least 8 characters of it), `CODE SUBJECT`, the subject (`Order/on-delete`) or
    the code; the value is the answer, in words or by the number of the choice that a terminal shows. Answers about one
    record can stand together below its name.

    Raises:
        UsageError: there is no such file.
        InputError: it is not made of keys and answers.
    """
    data = files.read(path, what="file of answers", largest=_LARGEST)
    try:
        loaded = loads(data.decode("utf-8"))
    except (ValueError, RecursionError) as problem:
        raise InputError(f"`{path}` is no YAML or JSON: {str(problem).splitlines()[0]}") from None
    if not isinstance(loaded, Mapping):
        raise InputError(f"`{path}` is not made of keys and answers", hint="write it like `Order/on-delete: archive`")
    return tuple(_flat(loaded, "", str(path)))


def _flat(data: Mapping[Any, object], above: str, path: str) -> Iterator[tuple[str, str]]:
    for key, value in data.items():
        name = f"{above}{key}"
        if isinstance(value, Mapping):
            yield from _flat(value, f"{name}/", path)
        elif isinstance(value, bool):
            yield name, "yes" if value else "no"
        elif isinstance(value, str | int | float):
            yield name, str(value)
        else:
            raise InputError(f"`{path}`: the answer to `{name}` is no text", hint="write one line of text")


def answer_all(session: Session, answers: tuple[tuple[str, str], ...]) -> Answered:
    """Give all answers, those first that others wait for; an answer that is refused is tried again after others."""
    became: dict[int, Given] = {}
    waiting = dict(enumerate(answers))
    refused: set[int] = set()
    progress = False
    while waiting:
        found = _next(session, waiting, refused)
        if found is None:
            if not (progress and refused):
                break
            refused.clear()
            progress = False
            continue
        number, finding = found
        key, words = waiting[number]
        result = session.say(session.step(finding), words)
        became[number] = Given(key, words, result.became.value, result.reason)
        if result.became is Became.REFUSED:
            refused.add(number)
        else:
            del waiting[number]
            progress = True
    for number, (key, words) in waiting.items():
        became.setdefault(number, Given(key, words, "not used", "nothing that is open is called so"))
    return Answered(tuple(became[n] for n in sorted(became)), session.open(), session.diff)


def _next(session: Session, waiting: Mapping[int, tuple[str, str]], refused: set[int]) -> tuple[int, Finding] | None:
    """The first open finding that an answer is for, with the answer's number."""
    for finding in session.open():
        for number, (key, _) in waiting.items():
            if number not in refused and is_meant(key, finding):
                return number, finding
    for finding in session.left_open:
        for number, (key, _) in waiting.items():
            # A code alone would take up each of its kind, which somebody has decided to leave.
            if number not in refused and key.strip().casefold() != finding.code and is_meant(key, finding):
                return number, finding
    return None


def is_meant(key: str, finding: Finding) -> bool:
    """Whether the key of an answer means this finding."""
    said = " ".join(key.split()).casefold()
    code, subject = finding.code.casefold(), " ".join(finding.subject.split()).casefold()
    names = {code, subject, f"{code} {subject}", f"{code}/{subject}", subject.removeprefix("questions/")} - {""}
    if said in names or said.replace(" ", "-") in names:
        return True
    return len(said) >= _SHORTEST_FINGERPRINT and fingerprint(finding).startswith(said)
