"""Records people's cold read, and tells how it stands."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

import orjson

from interlock.adapters import files
from interlock.adapters.clocks import SystemClock
from interlock.catalogue import did_you_mean
from interlock.document import read, refer, references
from interlock.document.digests import decisions_digest
from interlock.errors import InputError, InterlockError, UsageError
from interlock.journeys.documents import ENDING, read_document, write_document
from interlock.journeys.project import all_documents, find_document
from interlock.journeys.questions import asked, having
from interlock.model.clock import Clock
from interlock.model.coldread import ReadersQuestion, Reading, Standing, belongs, side_of, standing
from interlock.model.document import Document, SystemRow

SCHEMA = "urn:interlock:schema:coldread:1"
_FOLDER, _KIND = "evidence", "coldread"
_LARGEST = 1_000_000


def coldread(
    where: Path | str = ".",
    *,
    reader: str,
    of: str,
    questions: Iterable[tuple[str, str]] = (),
    by: str,
    clock: Clock | None = None,
) -> tuple[Path, Standing]:
    """Record that somebody read the document, and what they asked; where the evidence lies, and how it all stands.

    What is asked is written under Questions, for the owner; what stands there in the reader's name already belongs to
    the read as well. Whoever reads again adds to what they asked before, and the evidence then holds for the document
    as it is now.

    Args:
        where: the document, or the folder that holds it.
        reader: who read it; nobody whom the document names.
        of: the side: a system's name or its company's.
        questions: what each question is about (`Order/on-delete`), and the question.
        by: who records it.
        clock: tells when; the system's unless given.

    Raises:
        UsageError: the reader belongs to the project or read it for the other side; there is no such side or row.
        InterlockError: something cannot be read or written.
    """
    path = find_document(Path(where))
    read_now = _prepared(path, reader=reader, of=of, questions=questions, by=by, clock=clock)
    (kept,) = _all_kept([read_now])
    return kept, coldread_standing(path)


def coldreads(
    where: Path | str = ".",
    *,
    reader: str,
    of: str,
    questions: Iterable[tuple[str, str]] = (),
    by: str,
    clock: Clock | None = None,
) -> tuple[Path, ...]:
    """Record that somebody read all documents of a folder that have this side; where the evidence lies.

    Each question goes to the document that has what it is about. Nothing is written where one of them is refused.

    Args and errors are those of `coldread`.
    """
    asked_of: dict[Path, list[tuple[str, str]]] = {}
    for about, question in questions:
        _demand_about(about, question)
        asked_of.setdefault(having(Path(where), about), []).append((about, question))
    paths = _of_side(Path(where), of)
    strange = next((one for one in asked_of if one not in paths), None)
    if strange is not None:
        raise UsageError(
            f"`{asked_of[strange][0][0]}` stands in `{strange}`, of which `{of}` is no side",
            hint="leave that question out, or ask it with `interlock ask --add`",
        )
    prepared = [
        _prepared(one, reader=reader, of=of, questions=asked_of.get(one, ()), by=by, clock=clock) for one in paths
    ]
    return _all_kept(prepared)


def ask_while_reading(where: Path | str, about: str, question: str, *, reader: str) -> Path:
    """Write a reader's question under Questions before the read is recorded; in which document it then stands.

    The evidence of the read names it, too, once `coldread` or `coldreads` record it.

    Raises:
        UsageError: no document has what it is about, or several have.
        InterlockError: the document cannot be read or written.
    """
    _demand_about(about, question)
    path = having(Path(where), about)
    before = _document(path).text
    text, _ = _asked(before, str(path), about, question, reader)
    if text != before:
        write_document(path, text)
    return path


def demand_reader(where: Path | str, *, reader: str, of: str) -> None:
    """See that this person can have read the document cold for this side.

    Raises:
        UsageError: the reader belongs to the project or read it for the other side; there is no such side.
    """
    for path in _of_side(Path(where), of):
        _side(_document(path), recorded(path), reader=reader, of=of)


def demand_row(where: Path | str, about: str) -> None:
    """See that a document has what a question is about.

    Raises:
        UsageError: none has, or several have.
    """
    path = having(Path(where), about)
    document = _document(path)
    if refer(document, about) is None:
        hint = did_you_mean(about, references(document))
        raise UsageError(f"the document has nothing that is called `{about}`", hint=hint)


@dataclass(frozen=True, slots=True)
class _Prepared:
    """A cold read that can be written: the document's new text where something was asked, and the evidence."""

    path: Path
    before: str
    text: str | None
    reading: Reading


def _prepared(
    path: Path, *, reader: str, of: str, questions: Iterable[tuple[str, str]], by: str, clock: Clock | None
) -> _Prepared:
    document = _document(path)
    readings = recorded(path)
    row = _side(document, readings, reader=reader, of=of)
    text, wanted = document.text, []
    for about, question in questions:
        text, one = _asked(text, str(path), about, question, reader)
        wanted.append(one)
    now = read(text, str(path)).document
    # What they asked with `ask --add`, or in a sitting that ended early, belongs to the read, too.
    wanted += [
        ReadersQuestion(one.text, one.about) for one in document.questions if one.about and _same(one.asked_by, reader)
    ]
    before = next((one for one in readings if _same(one.reader, reader) and _same(one.system, row.name)), None)
    reading = Reading(
        reader=" ".join(reader.split()),
        system=row.name,
        company=row.company,
        read_at=(clock or SystemClock()).now().replace(microsecond=0),
        recorded_by=by,
        version=now.version.text,
        digest=decisions_digest(now),
        questions=tuple(dict.fromkeys([*(before.questions if before is not None else ()), *wanted])),
    )
    return _Prepared(path, document.text, text if text != document.text else None, reading)


def _all_kept(prepared: Sequence[_Prepared]) -> tuple[Path, ...]:
    """Write all or nothing: where something cannot be written, what was written before it is taken back."""
    undo: list[Callable[[], None]] = []
    targets = []
    try:
        for one in prepared:
            if one.text is not None:
                write_document(one.path, one.text)
                undo.append(partial(_document_back, one))
            targets.append(_path(one.path, one.reading))
            before = files.read(targets[-1], what="evidence") if files.exists(targets[-1]) else None
            files.write(targets[-1], _written(one.reading, one.path.name), what="evidence")
            undo.append(partial(_evidence_back, targets[-1], before))
    except InterlockError as problem:
        try:
            for step in reversed(undo):
                step()
        except InterlockError:
            raise InterlockError(
                problem.message,
                hint="the questions stand under Questions all the same; free space, and give the same command again",
            ) from None
        raise
    return tuple(targets)


def _document_back(prepared: _Prepared) -> None:
    """The document without the questions, unless somebody has changed it since."""
    if read_document(prepared.path) == prepared.text:
        write_document(prepared.path, prepared.before)


def _evidence_back(target: Path, before: bytes | None) -> None:
    if before is None:
        files.remove(target)
    else:
        files.write(target, before, what="evidence")


def _of_side(where: Path, of: str) -> list[Path]:
    """The documents that have this side; where there is only one, that one."""
    paths = all_documents(where)
    if len(paths) == 1:
        return paths
    documents = {path: _document(path) for path in paths}
    found = [path for path, one in documents.items() if side_of(one, of) is not None]
    if not found:
        sides = dict.fromkeys(name for one in documents.values() for name in _sides(one))
        raise UsageError(f"`{of}` is no side of any document in `{where}`", hint=did_you_mean(of, sides))
    return found


def _side(document: Document, readings: Iterable[Reading], *, reader: str, of: str) -> SystemRow:
    row = side_of(document, of)
    if row is None:
        raise UsageError(f"`{of}` is no side of the document", hint=did_you_mean(of, _sides(document)))
    _demand_cold(document, readings, reader, row.name)
    return row


def _sides(document: Document) -> list[str]:
    return [name for one in document.systems for name in (one.name, one.company) if name]


def coldread_standing(where: Path | str = ".") -> Standing:
    """How the cold read of both sides stands.

    Raises:
        UsageError: there is no document.
        InputError: a file of evidence is not what it should be.
    """
    path = find_document(Path(where))
    document = _document(path)
    return standing(document, recorded(path), decisions_digest(document))


def recorded(document: Path) -> tuple[Reading, ...]:
    """What was recorded of a document's cold reads.

    Raises:
        InputError: a file of evidence is not what it should be.
    """
    return tuple(map(_read, _files(document)))


def readable(document: Path) -> tuple[tuple[Reading, ...], tuple[str, ...]]:
    """The same as far as it can be read, and what is wrong with the other files, which prove nothing."""
    found, wrong = [], []
    for path in _files(document):
        try:
            found.append(_read(path))
        except InterlockError as problem:
            wrong.append(problem.message)
    return tuple(found), tuple(wrong)


def _files(document: Path) -> list[Path]:
    folder = document.parent / _FOLDER
    if not files.is_folder(folder):
        return []
    start = f"{_stem(document)}.{_KIND}."
    return sorted(one for one in files.listed(folder) if one.name.startswith(start) and one.suffix == ".json")


def _document(path: Path) -> Document:
    return read(read_document(path), str(path)).document


def _demand_cold(document: Document, readings: Iterable[Reading], reader: str, system: str) -> None:
    if not re.search(r"\w", reader):
        raise UsageError("nobody read it", hint="say who with --reader NAME")
    person = belongs(document, reader)
    if person is not None:
        raise UsageError(
            f"`{person.name}` belongs to the project ({person.role or 'under People'}) and cannot read it cold",
            hint="ask a colleague of theirs who was in no meeting and stands nowhere in the document",
        )
    other = next((one for one in readings if _same(one.reader, reader) and not _same(one.system, system)), None)
    if other is not None:
        raise UsageError(
            f"`{other.reader}` read it for {other.company or other.system} already",
            hint="each side needs a reader of its own",
        )


def _asked(text: str, path: str, about: str, question: str, reader: str) -> tuple[str, ReadersQuestion]:
    document = read(text, path).document
    _demand_about(about, question)
    known = refer(document, about)
    if known is None:
        hint = did_you_mean(about, references(document))
        raise UsageError(f"the question “{question.strip()}” is about nothing: `{about.strip()}`", hint=hint)
    said = " ".join(question.split())
    wanted = ReadersQuestion(said, known.name)
    if any(_same(one.text, said) and _same(one.about, known.name) for one in document.questions):
        return text, wanted  # it was asked before, by them or by somebody else
    return asked(document, said, on=known.name, by=reader)[0], wanted


def _demand_about(about: str, question: str) -> None:
    if not about.strip():
        raise UsageError(
            f"the question “{question.strip()}” is about nothing", hint="write it like `Order/on-delete: why?`"
        )


def _path(document: Path, reading: Reading) -> Path:
    names = ".".join(_slug(one) for one in (reading.system, reading.reader))
    return document.parent / _FOLDER / f"{_stem(document)}.{_KIND}.{names}.json"


def _stem(document: Path) -> str:
    return document.name.removesuffix(ENDING)


def _slug(name: str) -> str:
    return re.sub(r"\W+", "-", name.casefold()).strip("-")[:80] or "-"


def _written(reading: Reading, document: str) -> bytes:
    told = {
        "schema": SCHEMA,
        "document": document,
        "version": reading.version,
        "decisions": reading.digest,
        "reader": reading.reader,
        "system": reading.system,
        "company": reading.company,
        "read_at": reading.read_at.isoformat(),
        "recorded_by": reading.recorded_by,
        "questions": [{"about": one.about, "question": one.text} for one in reading.questions],
    }
    return orjson.dumps(told, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def _read(path: Path) -> Reading:
    data = files.read(path, what="evidence", largest=_LARGEST)
    try:
        return _reading(orjson.loads(data))
    except (ValueError, KeyError, TypeError) as problem:
        raise InputError(
            f"`{path}` is no evidence of a cold read: {problem}", hint="take it away, and record the read again"
        ) from None


def _reading(told: Any) -> Reading:
    texts = {key: told[key] for key in ("schema", "reader", "system", "company", "recorded_by", "version", "decisions")}
    moment = datetime.fromisoformat(told["read_at"])
    if not all(isinstance(one, str) for one in texts.values()) or moment.tzinfo is None:
        raise TypeError("a text or a time is none")
    if texts.pop("schema") != SCHEMA:
        raise ValueError("it is written in another way")
    questions = tuple(ReadersQuestion(str(one["question"]), str(one["about"])) for one in told["questions"])
    return Reading(digest=texts.pop("decisions"), read_at=moment, questions=questions, **texts)


def _same(one: str, other: str) -> bool:
    return " ".join(one.casefold().split()) == " ".join(other.casefold().split())
