"""Adds a question of a person to the document, at the row that it is about."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from interlock.catalogue import did_you_mean
from interlock.document import read, refer, references
from interlock.document.editing import add_row
from interlock.document.sections.listings import QUESTIONS
from interlock.errors import UsageError
from interlock.journeys.documents import difference, read_document, write_document
from interlock.journeys.project import all_documents, find_document
from interlock.model.document import Document
from interlock.model.people import named


@dataclass(frozen=True, slots=True)
class Raised:
    """A question as it was written: what it is about, who is to answer, its line, and what was changed."""

    about: str
    asks: str
    line: int
    diff: str = ""


def add_question(
    where: Path | str, question: str, *, on: str = "", by: str, to: str = "", dry_run: bool = False
) -> Raised:
    """Write a question under Questions, where it is open until the owner answers.

    Args:
        where: the document, or its folder; of several documents it goes to the one that has what it is about.
        question: what is asked.
        on: what it is about: a record, a decision (`RECORD/on-delete`), a field, a criterion, a story, a section;
            empty: the document as a whole.
        by: who asks; anybody may.
        to: who is to answer, by name or role; the owner unless given.
        dry_run: write nothing.

    Raises:
        UsageError: the document has no such place or person, or asks this already.
        InputError: the file is no document.
    """
    path = having(Path(where), on) if on.strip() else find_document(Path(where))
    document = read(read_document(path), str(path)).document
    text, raised = asked(document, question, on=on, by=by, to=to)
    if not dry_run:
        write_document(path, text)
    return replace(raised, diff=difference(document.text, text, path.name))


def having(where: Path, reference: str) -> Path:
    """The one document at `where` that has what a reference names.

    Raises:
        UsageError: none of several has it, or more than one.
        InputError: a file is no document.
    """
    paths = all_documents(where)
    if len(paths) == 1:
        return paths[0]
    documents = [read(read_document(path), str(path)).document for path in paths]
    found = [path for path, one in zip(paths, documents, strict=True) if refer(one, reference) is not None]
    if len(found) == 1:
        return found[0]
    if found:
        names = " and ".join(f"`{path}`" for path in found)
        raise UsageError(f"{names} have something that is called `{reference}`", hint="name the one you mean")
    known = dict.fromkeys(name for one in documents for name in references(one))
    raise UsageError(
        f"no document in `{where}` has anything that is called `{reference}`", hint=did_you_mean(reference, known)
    )


def asked(document: Document, question: str, *, on: str, by: str, to: str = "") -> tuple[str, Raised]:
    """The document's text with one more question, and how it was written.

    Raises:
        UsageError: the document has no such place or person, or asks this already.
    """
    said = " ".join(question.split())
    if not said:
        raise UsageError("the question is empty", hint="say what is asked in one sentence")
    if not by.strip():
        raise UsageError("nobody asks", hint="say who asks with --by NAME")
    known = refer(document, on) if on.strip() else None
    if on.strip() and known is None:
        hint = did_you_mean(on, references(document))
        raise UsageError(f"the document has nothing that is called `{on}`", hint=hint)
    asks = named(document, to).name if to.strip() else (document.owner.name if document.owner is not None else "")
    about = known.name if known is not None else ""
    for one in document.questions:
        if one.text.casefold() == said.casefold() and one.about.casefold() == about.casefold():
            raise UsageError(f"that is asked already, in line {one.span.line}")
    row = {"text": said, "asked_by": by.strip(), "asks": asks, "about": about}
    text = add_row(document.text, "Questions", QUESTIONS, row)
    line = read(text, document.path).document.questions[-1].span.line
    return text, Raised(about, asks, line)
