"""The tests that criteria name: whether they are there, and which version of their file it is.

They are looked for in the text of the file. Nothing of it is loaded: what a document names may be hostile, and only
who calls pytest decides to run it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from pathlib import Path

from interlock.adapters import files
from interlock.errors import InterlockError
from interlock.model.document import Document, NamedTest
from interlock.model.finding import Finding, Severity, printable
from interlock.model.place import whole_file

_LARGEST = 2_000_000
_MOST_FILES = 50
_FILE = re.compile(r"test_\w+\.py|\w+_test\.py")
_DEFINED = re.compile(r"([ \t]*)(?:(?:async[ \t]+)?def|class)[ \t]+(\w+)")


def tests_missing(document: Document, folder: Path) -> tuple[Finding, ...]:
    """A finding for each test that a criterion names and that is not there, or lies outside of the folder."""
    found = []
    for one in document.criteria:
        wrong = _wrong(folder, one.test) if one.test is not None else None
        if one.test is not None and wrong is not None:
            severity, said, hint = wrong
            found.append(
                Finding(
                    code="named-test",
                    severity=severity,
                    place=one.test.span,
                    message=f"where is the test that proves `{printable(one.name)}`? {said}",
                    why="nobody would know whether the criterion holds",
                    hint=hint,
                    subject=f"{one.name}/test",
                )
            )
    return tuple(found)


def is_there(folder: Path, test: NamedTest) -> bool:
    """Whether a test that a criterion names stands in a file of the folder."""
    return _wrong(folder, test) is None


def tests_beside(folder: Path) -> tuple[str, ...]:
    """The tests in the folder, and in the one for tests in it, as a criterion names them; of at most 100 files."""
    found: list[str] = []
    for under in ("", "tests/"):
        if files.inside(folder, under) is None or not files.is_folder(folder / under):
            continue
        named = [path.name for path in files.listed(folder / under) if _FILE.fullmatch(path.name)]
        for name in sorted(named)[:_MOST_FILES]:
            data = _data(folder, NamedTest(f"{under}{name}", (), whole_file(name)))
            if isinstance(data, bytes):
                lines = data.decode("utf-8", errors="replace").splitlines()
                defined = (match for line in lines if (match := _DEFINED.match(line)) and not match.group(1))
                found += [
                    f"{under}{name}::{one.group(2)}" for one in defined if one.group(2).lower().startswith("test")
                ]
    return tuple(found)


def digests_of_tests(document: Document, folder: Path) -> Mapping[str, str]:
    """The sha256 of each file with a test that a criterion names, by what evidence calls it."""
    found = {}
    for one in document.criteria:
        data = _data(folder, one.test) if one.test is not None else None
        if one.test is not None and isinstance(data, bytes):
            # Git may store one line ending and check out another; that is no other test.
            found[digest_of(one.test)] = hashlib.sha256(data.replace(b"\r\n", b"\n")).hexdigest()
    return found


def digest_of(test: NamedTest) -> str:
    """What evidence calls the digest of a test's file."""
    return f"file of tests `{test.file}`"


def _wrong(folder: Path, test: NamedTest) -> tuple[Severity, str, str] | None:
    """How grave it is, what is wrong, and what to do about it."""
    named = f"`{printable(test.file)}`"
    if files.inside(folder, test.file) is None:
        hint = "put the file beside the document, and name it there"
        return Severity.ERROR, f"{named} lies outside the project's folder", hint
    data = _data(folder, test)
    if isinstance(data, InterlockError):
        return Severity.QUESTION, data.message, data.hint
    if data is None:
        hint = "write it, and see `docs/pytest.md` for the bench that it may use; or say the criterion as a sentence"
        return Severity.QUESTION, f"{named} is not there", hint
    if not _defines(data, test.names):
        name = printable("::".join(test.names))
        return Severity.QUESTION, f"`{name}` is not in {named}", "write it there, or mend the name"
    return None


def _data(folder: Path, test: NamedTest) -> bytes | InterlockError | None:
    path = files.inside(folder, test.file)
    if path is None or not path.is_file():
        return None
    try:
        return files.read(path, what="file of tests", largest=_LARGEST)
    except InterlockError as problem:
        return problem


def _defines(data: bytes, names: tuple[str, ...]) -> bool:
    """Whether the file's lines define the first name at their start, and each further one inside of that before."""
    sought, deeper = list(names), [-1]
    for line in data.decode("utf-8", errors="replace").splitlines():
        found = _DEFINED.match(line)
        if found is None:
            continue
        indent = len(found.group(1))
        while len(deeper) > 1 and indent <= deeper[-1]:
            deeper.pop()
        wanted = sought[len(deeper) - 1]
        if found.group(2) == wanted and (indent > deeper[-1] if len(deeper) > 1 else not indent):
            if len(deeper) == len(sought):
                return True
            deeper.append(indent)
    return False
