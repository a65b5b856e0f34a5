"""Answers from a file, for programs: each is tried against what is open; those that are not used are told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ryaml import loads  # type: ignore[attr-defined] # its stubs do not list what it gives

from interlock.adapters import files
from interlock.errors import InputError
from interlock.journeys.asking import ChangedMeanwhile, Session
from interlock.journeys.judging import Became, Result
from interlock.journeys.sitting import Sitting
from interlock.model.clock import Clock
from interlock.model.finding import Finding
from interlock.render import fingerprint

# A file of answers is written by people or made from findings; a larger one is something else.
_LARGEST = 1_000_000
_SHORTEST_FINGERPRINT = 8
# Who saves the document again and again meanwhile is another program, which does not end.
_MOST_CHANGES = 5


@dataclass(frozen=True, slots=True)
class Given:
    """One answer of the file, and what became of it; `reason` says why it was refused or not used."""

    key: str
    answer: str
    became: str
    reason: str = ""
    document: str = ""
    """the file of the document that it was for, where there are several"""


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
        where: the document, or the folder of one or several.
        answers: by subject (`Order/on-delete`), fingerprint, code, or code and subject; those about one record may
            stand together below its name, those of one document below its file's name, which what is asked in several
            needs. A number is that of the choice on a terminal; in quotes it is text.
        by: who answers: only the owner or a delegate decides, what others say becomes a proposal.
        scope_only: leave out what needs field mappings and API descriptions.
        dry_run: write nothing.
        clock: tells the day for Changes; the system's unless given.

    Raises:
        InputError: an answer is no text.
        InterlockError: the document cannot be read or written.
    """
    given = tuple(_flat(answers, "", "answers"))
    return answer_all(Sitting(where, by=by, clock=clock, scope_only=scope_only, dry_run=dry_run), given)


def read_answers(path: Path) -> tuple[tuple[str, str], ...]:
    """The answers of a YAML or JSON file, in its order.

    A key is a finding's fingerprint (at least 8 characters of it), `CODE SUBJECT`, the subject (`Order/on-delete`) or
    the code; the value is the answer, in words or by the number of the choice that a terminal shows. Answers about one
    record can stand together below its name, and those of one document below its file's name.

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


def answer_all(sitting: Sitting, answers: tuple[tuple[str, str], ...]) -> Answered:
    """Give all answers, those first that others wait for; an answer that is refused is tried again after others.

    An answer whose key is asked in several documents is given in none of them, unless it names one.
    """
    became: dict[int, Given] = {}
    waiting = dict(enumerate(answers))
    while waiting:
        sitting.tell_each_other()
        places = {number: _places(sitting, key) for number, (key, _) in waiting.items()}
        before = len(waiting)
        for session in sitting.sessions:
            here = {number: waiting[number] for number, found in places.items() if found == [session]}
            for number, given in _answered(session, here, several=sitting.several).items():
                became[number] = given
                if given.became != Became.REFUSED.value:
                    del waiting[number]
        if len(waiting) == before:
            break
    for number, (key, words) in waiting.items():
        names = " or ".join(f"`{one.path.name}/{key}`" for one in _places(sitting, key))
        if " or " in names:
            became[number] = Given(key, words, Became.REFUSED.value, f"several documents ask it: write {names}")
        became.setdefault(number, Given(key, words, "not used", "nothing that is open is called so"))
    return Answered(tuple(became[n] for n in sorted(became)), sitting.open(), sitting.diff)


def _answered(session: Session, answers: Mapping[int, tuple[str, str]], *, several: bool) -> dict[int, Given]:
    """What became of the answers for one document; those that nothing waits for are left out."""
    document = session.path.name if several else ""
    became: dict[int, Given] = {}
    waiting = {number: (_own_key(session, key), words) for number, (key, words) in answers.items()}
    refused: set[int] = set()
    progress = False
    changed = 0
    while waiting:
        found = _next(session, waiting, refused)
        if found is None:
            if not (progress and refused):
                break
            refused.clear()
            progress = False
            continue
        number, finding = found
        try:
            result = session.say(session.step(finding), waiting[number][1])
        except ChangedMeanwhile as problem:
            changed += 1
            if changed <= _MOST_CHANGES:
                continue
            result = Result(Became.REFUSED, problem.message)
        became[number] = Given(*answers[number], result.became.value, result.reason, document)
        if result.became is Became.REFUSED:
            refused.add(number)
        else:
            del waiting[number]
            progress = True
    for number, (key, _) in waiting.items():
        names = [f"`{one.removeprefix('Questions/')}`" for one in _named(session, key)]
        if len(names) > 1:
            reason = f"several questions are called so: write {' or '.join(names)}"
            became.setdefault(number, Given(*answers[number], Became.REFUSED.value, reason, document))
    return became


def _places(sitting: Sitting, key: str) -> list[Session]:
    """The documents in which something is asked that an answer's key means; of what none asks, what they leave open."""
    if not sitting.several:
        return list(sitting.sessions)
    named = [one for one in sitting.sessions if _own_key(one, key) != key]
    sessions = named or list(sitting.sessions)
    asked = [one for one in sessions if any(is_meant(_own_key(one, key), each) for each in one.open())]
    return asked or [one for one in sessions if any(_takes_up(_own_key(one, key), each) for each in one.left_open)]


def _own_key(session: Session, key: str) -> str:
    """An answer's key without the name of the document's file."""
    name = f"{session.path.name}/"
    return key[len(name) :] if key.casefold().startswith(name.casefold()) else key


def _next(session: Session, waiting: Mapping[int, tuple[str, str]], refused: set[int]) -> tuple[int, Finding] | None:
    """The first open finding that an answer is for, with the answer's number."""
    for finding in session.open():
        for number, (key, _) in waiting.items():
            if number not in refused and is_meant(key, finding):
                return number, finding
    for finding in session.left_open:
        for number, (key, _) in waiting.items():
            if number not in refused and _takes_up(key, finding):
                return number, finding
    for number, (key, _) in waiting.items():
        named = _named(session, key) if number not in refused else {}
        if len(named) == 1:
            return number, next(iter(named.values()))
    return None


def _named(session: Session, key: str) -> dict[str, Finding]:
    """The open questions of people that a key names by what they are about, or by their words alone."""
    said = " ".join(key.split()).casefold()
    found: dict[str, Finding] = {}
    for finding in session.open():
        about, _, words = finding.subject.removeprefix("Questions/").casefold().partition(": ")
        if finding.subject.startswith("Questions/") and said in {about, " ".join(words.split())}:
            found.setdefault(finding.subject, finding)
    return found


def _takes_up(key: str, finding: Finding) -> bool:
    """Whether the key means what is left open; a code alone would take up each of its kind, which somebody decided."""
    return key.strip().casefold() != finding.code and is_meant(key, finding)


def is_meant(key: str, finding: Finding) -> bool:
    """Whether the key of an answer means this finding."""
    said = " ".join(key.split()).casefold()
    code, subject = finding.code.casefold(), " ".join(finding.subject.split()).casefold()
    names = {code, subject, f"{code} {subject}", f"{code}/{subject}", subject.removeprefix("questions/")} - {""}
    if said in names or said.replace(" ", "-") in names:
        return True
    return len(said) >= _SHORTEST_FINGERPRINT and fingerprint(finding).startswith(said)
