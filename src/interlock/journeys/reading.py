"""Records people's cold read, and tells how it stands."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

import orjson

from interlock.adapters import files
from interlock.adapters.clocks import SystemClock
from interlock.catalogue import did_you_mean
from interlock.document import read, refer, references
from interlock.document.digests import decisions_digest
from interlock.errors import InputError, UsageError
from interlock.journeys.documents import ENDING, read_document, write_document
from interlock.journeys.project import find_document
from interlock.journeys.questions import asked
from interlock.model.clock import Clock
from interlock.model.coldread import ReadersQuestion, Reading, Standing, belongs, side_of, standing
from interlock.model.document import Document

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

    What is asked is written under Questions, for the owner. Whoever reads again adds to what they asked before, and the
    evidence then holds for the document as it is now.

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
    document = _document(path)
    row = side_of(document, of)
    if row is None:
        sides = [name for one in document.systems for name in (one.name, one.company) if name]
        raise UsageError(f"`{of}` is no side of the document", hint=did_you_mean(of, sides))
    readings = recorded(path)
    _demand_cold(document, readings, reader, row.name)
    text, wanted = document.text, []
    for about, question in questions:
        text, one = _asked(text, str(path), about, question, reader)
        wanted.append(one)
    if text != document.text:
        write_document(path, text)
        document = _document(path)
    before = next((one for one in readings if _same(one.reader, reader) and _same(one.system, row.name)), None)
    kept = tuple(dict.fromkeys([*(before.questions if before is not None else ()), *wanted]))
    reading = Reading(
        reader=" ".join(reader.split()),
        system=row.name,
        company=row.company,
        read_at=(clock or SystemClock()).now().replace(microsecond=0),
        recorded_by=by,
        version=document.version.text,
        digest=decisions_digest(document),
        questions=kept,
    )
    target = _path(path, reading)
    files.write(target, _written(reading, path.name), what="evidence")
    return target, coldread_standing(path)


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
    folder = document.parent / _FOLDER
    if not files.is_folder(folder):
        return ()
    start = f"{_stem(document)}.{_KIND}."
    paths = sorted(one for one in files.listed(folder) if one.name.startswith(start) and one.suffix == ".json")
    return tuple(_read(one) for one in paths)


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
    known = refer(document, about) if about.strip() else None
    if known is None:
        hint = did_you_mean(about, references(document)) if about.strip() else "write it like `Order/on-delete: why?`"
        raise UsageError(f"the question “{question.strip()}” is about nothing: `{about.strip()}`", hint=hint)
    said = " ".join(question.split())
    wanted = ReadersQuestion(said, known.name)
    if any(_same(one.text, said) and _same(one.about, known.name) for one in document.questions):
        return text, wanted  # it was asked before, by them or by somebody else
    return asked(document, said, on=known.name, by=reader)[0], wanted


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
