"""What changed between two versions of a document: files, revisions of git, or what was signed and now."""

from __future__ import annotations

import posixpath
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from interlock.adapters import files
from interlock.adapters.git import Revision
from interlock.agreement.comparing import compared, layers_changed
from interlock.agreement.layers import Content
from interlock.document import decode, read
from interlock.errors import UsageError
from interlock.journeys.agreeing import Opener, agreed_content, content_of, open_in
from interlock.journeys.documents import ENDING, demand_document, read_document
from interlock.journeys.project import find_document, load
from interlock.journeys.signatures import statements
from interlock.model.agreement import Cell, Layer, parties, signers
from interlock.model.differences import Difference, Differences, SignsAgain
from interlock.model.document import Document


@dataclass(frozen=True, slots=True)
class _Version:
    """A version of a document: what people call it, and what it says."""

    name: str
    document: Document
    content: Content
    is_file: bool = False


def diff(old: Path | str | None = None, new: Path | str | None = None, *, where: Path | str = ".") -> Differences:
    """What changed between two versions of a document, and who has to sign again.

    Args:
        old: a file, a revision of git (`HEAD~1`), or a file in one (`v1.2:orders.interlock.md`); what was last signed
            of each layer unless given.
        new: the same; the document at `where` unless given.
        where: the document, or the folder that holds it.

    Raises:
        UsageError: there is no such file or revision, or nothing was signed yet.
        InputError: one of them is no document.
    """
    if old is None:
        return _since_signed(where)
    after = _version(new, where) if new is not None else _now(where)
    before = _version(old, where, like=after.document.path if new is None else None)
    before, after = _as_far_as_seen(before, after)
    changes = compared(before.content.cells, after.content.cells, after.document)
    return Differences(before.name, after.name, changes, _again(changes, after.document))


def _as_far_as_seen(before: _Version, after: _Version) -> tuple[_Version, _Version]:
    """Both without the digests of API descriptions, where one is a copy that lies without them."""
    if _shows_none(before) is _shows_none(after):
        return before, after
    bare = before if _shows_none(before) else after
    if not bare.is_file or not any(row.description for row in bare.document.systems):
        return before, after
    told = f"{bare.name}, beside which no API description lies (they were not compared)"
    first, second = (_without_digests(one, told if one is bare else one.name) for one in (before, after))
    return first, second


def _without_digests(version: _Version, name: str) -> _Version:
    cells = tuple(cell for cell in version.content.cells if not _is_digest(cell))
    return replace(version, name=name, content=Content(cells))


def _shows_none(version: _Version) -> bool:
    return not any(_is_digest(cell) and cell.text for cell in version.content.cells)


def _is_digest(cell: Cell) -> bool:
    return cell.section == "API descriptions" and cell.column.startswith("digest of")


def _since_signed(where: Path | str) -> Differences:
    project = load(where)
    now = agreed_content(project)
    cells: list[Cell] = []
    said: dict[str, list[str]] = {}
    current: list[Cell] = []
    signed = statements(project)
    for layer in Layer:
        last = next((statement for one, statement in signed if one.layer is layer), None)
        if last is None:
            continue
        cells += last.cells
        current += now.of(layer)
        by = f"that {last.name} of {last.party} signed as version {last.version or '?'}"
        said.setdefault(by, []).append(f"the {layer}")
    if not said:
        raise UsageError(
            f"nobody has signed `{project.document.path}` yet, so there is nothing to compare it with",
            hint="name a file or a revision: `interlock diff HEAD~1`",
        )
    changes = compared(cells, current, project.document)
    before = " and ".join(f"{' and '.join(what)} {by}" for by, what in said.items())
    return Differences(before, project.document.path, changes, _again(changes, project.document))


def _again(changes: Sequence[Difference], document: Document) -> tuple[SignsAgain, ...]:
    return tuple(
        SignsAgain(layer, party, tuple(one.name for one in signers(document, layer, party)))
        for layer in layers_changed(changes)
        for party in parties(document)
    )


def _now(where: Path | str) -> _Version:
    path = find_document(Path(where))
    return _of_file(path)


def _of_file(path: Path) -> _Version:
    document = read(read_document(path), str(path)).document
    return _Version(str(path), document, content_of(document, open_in(path.parent)), is_file=True)


def _version(given: Path | str, where: Path | str, *, like: str | None = None) -> _Version:
    """The version that somebody names: a file where there is one, else a revision."""
    path = Path(given)
    if files.exists(path):
        return _of_file(find_document(path))
    folder = Path(where)
    folder = folder if files.is_folder(folder) else folder.parent
    name, colon, inside = str(given).partition(":")
    revision = Revision(folder, name)
    return _of_revision(revision, _path_in(revision, inside if colon else "", like), str(given))


def _path_in(revision: Revision, inside: str, like: str | None) -> str:
    """The document's path from the root: as named, else that of the document of today, else the only one there."""
    if inside:
        plain = inside.removeprefix("./")
        return posixpath.normpath(revision.prefix + plain if plain != inside else plain)
    there = revision.named(ENDING)
    if like is not None and f"{revision.prefix}{Path(like).name}" in there:
        return f"{revision.prefix}{Path(like).name}"
    if len(there) == 1:
        return there[0]
    listed = ", ".join(f"`{revision.name}:{name}`" for name in there[:8])
    raise UsageError(
        f"there {'are several documents' if there else 'is no document'} in `{revision.name}`",
        hint=f"name one: {listed}" if there else "name one with its path: `v1.2:folder/NAME.interlock.md`",
    )


def _of_revision(revision: Revision, path: str, name: str) -> _Version:
    data = revision.read(path)
    if data is None:
        raise UsageError(
            f"there is no file `{path}` in `{revision.name}`", hint=f"`git ls-tree -r {revision.name}` lists its files"
        )
    text = decode(data, name)
    demand_document(text, Path(path))
    document = read(text, name).document
    return _Version(name, document, content_of(document, _opener(revision, posixpath.dirname(path))))


def _opener(revision: Revision, folder: str) -> Opener:
    def opened(relative: str) -> bytes | None:
        path = posixpath.normpath(posixpath.join(folder, relative))
        outside = path.startswith(("../", "/")) or (folder != "" and not path.startswith(f"{folder}/"))
        return None if outside else revision.read(path)

    return opened
