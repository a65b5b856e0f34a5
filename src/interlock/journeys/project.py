"""Opens a project: the document, both systems as learned, and what was found on the way."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from interlock import systems
from interlock.adapters import files
from interlock.catalogue import nearest
from interlock.document import read
from interlock.errors import InputError, InterlockError, UsageError
from interlock.journeys import keepsakes
from interlock.journeys.descriptions import sources_of
from interlock.journeys.documents import ENDING, read_document
from interlock.journeys.named_tests import tests_missing
from interlock.journeys.table_files import with_tables
from interlock.mapping import RecordMapping, compile_record
from interlock.model.corrections import as_file_name, corrections_file, probed_file
from interlock.model.document import Document, SystemRow
from interlock.model.environment import Environment
from interlock.model.finding import Finding, Severity, by_place, printable
from interlock.model.profile import SystemProfile
from interlock.model.value import Side

_NO_DOCUMENT = (
    "name one, go to its folder, start one with `interlock new`, or see a complete example with `interlock demo`"
)

_REFERS_TO_FILES = re.compile(rb"""\$ref["']?\s*:\s*["']?[^#"'\s]""")
"""What other files say may have changed, whatever this one's digest is."""


class NoSettings(UsageError):
    """There is no `interlock.toml` yet."""


@dataclass(frozen=True, slots=True)
class Project:
    """A document with all that belongs to it.

    `findings` are those of reading the document and the descriptions; `profiles` lacks a side whose description is
    missing or unreadable, and then a finding says so.
    """

    folder: Path
    document: Document
    findings: tuple[Finding, ...]
    profiles: Mapping[Side, SystemProfile]
    is_draft: bool = False
    """Whether it is another version of a document: it has no ledger, and does not stand beside the folder's own."""

    def environment(self, name: str | None = None) -> Environment:
        """The environment of that name, or the only one, with the ledger that is this document's.

        Raises:
            SettingsError: there is no usable `interlock.toml`.
            UsageError: several environments and none was named, or no such one.
        LedgerError: whose ledger it is cannot be told.
        """
        # Settings and ledgers take long to load, and who checks a document needs neither.
        from interlock.journeys import settings  # noqa: PLC0415
        from interlock.journeys.kept_for import own  # noqa: PLC0415

        path = self.folder / settings.FILE
        if not files.exists(path):
            raise NoSettings(
                f"there is no `{settings.FILE}` in `{self.folder}`",
                hint="it says where the two systems are reached: [environments.NAME.systems.SYSTEM] with an address",
            )
        data = files.read(path, what="settings file", largest=1_000_000)
        chosen = settings.choose(settings.parse(data, file=str(path)), name)
        return chosen if self.is_draft else own(self.folder, self.document, others_of(self), chosen)


def find_document(where: Path) -> Path:
    """The document at `where`, or the only one in that folder.

    Raises:
        UsageError: there is none, or several to choose from.
    """
    if not files.is_folder(where):
        return _there(where)
    found = documents_in(where)
    if not found:
        raise UsageError(
            f"there is no document (`NAME{ENDING}`) in `{where}`",
            hint=_NO_DOCUMENT,
        )
    if len(found) > 1:
        names = ", ".join(f"`{path.name}`" for path in found)
        raise UsageError(f"there are several documents in `{where}`: {names}", hint="name the one you mean")
    return found[0]


def all_documents(where: Path) -> list[Path]:
    """The documents of a folder, by name; of a file, that one only.

    Raises:
        UsageError: there is none.
    """
    found = documents_in(where) if files.is_folder(where) else []
    return found if len(found) > 1 else [find_document(where)]


def documents_in(folder: Path) -> list[Path]:
    """The documents of a folder, by name.

    Raises:
        UsageError: the folder cannot be read.
    """
    return sorted(path for path in files.listed(folder) if path.name.endswith(ENDING) and path.is_file())


def load_all(where: Path | str = ".") -> tuple[Project, ...]:
    """The projects of all documents of a folder, by name; of a file, that one only.

    Raises:
        UsageError: there is no such file, or no document in the folder.
        InputError: a document cannot be read as text at all.
    """
    return tuple(load(one) for one in all_documents(Path(where)))


def beside(project: Project, *, readable_only: bool = False) -> tuple[Project, ...]:
    """The projects of the other documents of a project's folder, by name.

    With `readable_only`, documents that cannot be read as text at all are left out.

    Raises:
        InputError: one cannot be read as text at all.
    """
    found = []
    for name in others_of(project):
        try:
            found.append(load(project.folder / name))
        except InterlockError:
            if not readable_only:
                raise
    return tuple(found)


def others_of(project: Project) -> list[str]:
    """The file names of the other documents of a project's folder; of a version that lies elsewhere, none."""
    if project.is_draft or not lies_in(project.folder, project.document):
        return []
    return [name for name in names_in(project.folder) if name != Path(project.document.path).name]


def lies_in(folder: Path, document: Document) -> bool:
    """Whether the document is a file of that folder, and not a version of one that lies elsewhere."""
    path = Path(document.path)
    return path.name.endswith(ENDING) and path.parent.resolve() == folder.resolve()


def names_in(folder: Path) -> list[str]:
    """The file names of the documents of a folder; none where it is no folder."""
    return [path.name for path in documents_in(folder)] if files.is_folder(folder) else []


def _there(path: Path) -> Path:
    """The path of a document; what is not there but nearly is named."""
    if files.exists(path):
        return path
    beside = [one.name for one in documents_in(path.parent)] if files.is_folder(path.parent) else []
    meant = nearest(path.name, beside) or (beside if len(beside) == 1 else ())
    hint = "did you mean " + " or ".join(f"`{path.parent / name}`" for name in meant) + "?" if meant else ""
    raise UsageError(f"there is no document at `{path}`", hint=hint or _NO_DOCUMENT)


def load(where: Path | str = ".", *, folder: Path | None = None) -> Project:
    """The project of the document at `where` (a file, or a folder that holds one).

    `folder` is the project's folder where the document lies elsewhere, as another version of it may.

    Raises:
        UsageError: there is no such file, or several documents.
        InputError: the document cannot be read as text at all, or is none.
    """
    path = find_document(Path(where))
    return opened(read_document(path), path, folder=folder)


def opened(text: str, path: Path, *, folder: Path | None = None) -> Project:
    """The project of a document that says this text, whatever its file says; an editor has not saved it yet."""
    home = path.parent if folder is None else folder
    reading = read(text, str(path))
    profiles: dict[Side, SystemProfile] = {}
    more: list[Finding] = []
    for row in reading.document.systems:
        profile, found = learned(home, row)
        more += found
        if profile is not None:
            profiles[row.side] = profile
    document, of_tables = with_tables(reading.document, home)
    findings = by_place([*reading.findings, *more, *of_tables, *tests_missing(document, home)])
    return Project(home, document, findings, profiles, is_draft=folder is not None)


def rewritten(project: Project, text: str) -> Project:
    """The project with another text of its document; what was learned of systems that it still names is kept."""
    reading = read(text, project.document.path)
    known = {(row.name, row.description): project.profiles.get(row.side) for row in project.document.systems}
    profiles: dict[Side, SystemProfile] = {}
    own = {project.document.path, *(str(project.folder / one.file) for one in project.document.tables if one.file)}
    more = [one for one in project.findings if one.place.file not in own]
    for row in reading.document.systems:
        profile = known.get((row.name, row.description))
        if profile is None:
            profile, found = learned(project.folder, row)
            more += [one for one in found if one.place.file == project.document.path]
        if profile is not None:
            profiles[row.side] = profile
    document, of_tables = with_tables(reading.document, project.folder)
    findings = by_place([*reading.findings, *more, *of_tables, *tests_missing(document, project.folder)])
    return replace(project, document=document, findings=findings, profiles=profiles)


def learned(folder: Path, row: SystemRow) -> tuple[SystemProfile | None, tuple[Finding, ...]]:
    """What is known of the system of a row: its profile on disk while that is in step, else learned now."""
    path = description_path(folder, row)
    if path is None or not files.exists(path):
        return None, (_missing(row, outside=path is None and bool(row.description)),)
    try:
        sources = sources_of(path)
    except InterlockError as problem:
        return None, (_unreadable(row, problem),)
    overlay, probed = overlay_of(folder, row.name), probed_of(folder, row.name)
    alone = not any(_REFERS_TO_FILES.search(source.data) for source in sources)
    wanted = systems.digest_of(sources, overlay, probed)
    stored = _stored(folder, row.name, wanted, file=str(path)) if alone else None
    if stored is not None and stored[1] is not None:
        return stored[0], stored[1]
    kept_as = keepsakes.name_of(as_file_name(row.name), str(path))
    key = keepsakes.key_of(row.name, str(path), wanted.encode(), overlay, probed)
    result = keepsakes.recall(folder, kept_as, key) if alone else None
    if result is not None:
        return (stored[0] if stored else result.profile), result.findings
    try:
        beside_it = opener(path if files.is_folder(path) else path.parent)
        result = systems.learn_all(row.name, sources, open_ref=beside_it, overlay=overlay, probed=probed)
        demand_something(result)
    except InterlockError as problem:
        return None, (_unreadable(row, problem),)
    if alone:
        keepsakes.keep(folder, kept_as, key, result)
    return (stored[0] if stored else result.profile), result.findings


def description_path(folder: Path, row: SystemRow) -> Path | None:
    """Where the API description of a system is; None where the document names none, or one outside of the folder."""
    if not row.description or files.inside(folder, row.description) is None:
        return None
    return folder / row.description


def demand_something(learning: systems.Learned) -> None:
    """Refuse a description of which nothing could be learned: all that builds on it would only repeat that.

    Raises:
        InputError: there is an error in it and no record; it says where and which.
    """
    error = next((finding for finding in learning.findings if finding.severity is Severity.ERROR), None)
    if error is not None and not learning.profile.records:
        where = "" if error.place.file in error.message else f"{error.place}: "
        raise InputError(f"{where}{error.message}", hint=error.hint)


def _stored(
    folder: Path, system: str, wanted_digest: str, *, file: str
) -> tuple[SystemProfile, tuple[Finding, ...] | None] | None:
    """The profile that `learn` wrote, if of exactly this description, and what was wrong with that, if it says so."""
    path = profile_path(folder, system)
    if not path.exists():
        return None
    try:
        profile, findings = systems.stored_from_json(files.read(path, what="profile"), file=file)
    except InputError:
        return None
    return (profile, findings) if profile.digest == wanted_digest and profile.records else None


def profile_path(folder: Path, system: str) -> Path:
    """Where the profile of a system is kept."""
    return folder / "systems" / f"{as_file_name(system)}.profile.json"


def overlay_of(folder: Path, system: str) -> bytes | None:
    """The corrections to a system's description that the project holds, or None."""
    path = folder / corrections_file(system)
    return files.read(path, what="overlay") if files.exists(path) else None


def probed_of(folder: Path, system: str) -> bytes | None:
    """What the live system was seen to do, as the project keeps it, or None."""
    path = folder / probed_file(system)
    return files.read(path, what="file of what was probed") if files.exists(path) else None


def opener(folder: Path) -> Callable[[str], bytes]:
    """Opens files that a description refers to, inside its folder only."""

    def open_ref(relative: str) -> bytes:
        path = files.inside(folder, relative)
        if path is None:
            raise InputError(f"`{relative}` lies outside the folder of the description")
        return files.read(path, what="API description")

    return open_ref


def mappings(project: Project) -> dict[str, RecordMapping]:
    """The compiled mapping of each record whose two resources are known."""
    compiled = {}
    for row in project.document.records:
        left, right = (project.profiles.get(side) for side in (Side.LEFT, Side.RIGHT))
        left_record = left.record(row.left.text) if left else None
        right_record = right.record(row.right.text) if right else None
        if left_record is not None and right_record is not None:
            result = compile_record(row, left_record, right_record, project.document.tables, project.document.path)
            compiled[row.name] = result.mapping
    return compiled


def _missing(row: SystemRow, *, outside: bool) -> Finding:
    what = f"`{printable(row.description)}`" if row.description else "nothing"
    return Finding(
        code="description-missing",
        # Nothing written is not yet decided; a file that is not there is wrong.
        severity=Severity.ERROR if row.description else Severity.QUESTION,
        place=row.description_span,
        message=f"where is the API description of `{printable(row.name)}`? the table names {what}, "
        + ("which lies outside the project's folder" if outside else "which is not there"),
        why="without it nobody knows which fields there are and what the system can do; they would be guessed",
        hint="copy it into `systems/` and name it in this cell"
        if outside
        else f"ask {row.company or 'the vendor'} for its OpenAPI file, put it into `systems/` and name it in this cell",
        subject=f"{row.name}/description",
    )


def _unreadable(row: SystemRow, problem: InterlockError) -> Finding:
    return Finding(
        code="description-missing",
        severity=Severity.ERROR,
        place=row.description_span,
        message=f"nothing can be learned of `{row.name}`: {problem.message}",
        why="without it nobody knows which fields there are and what the system can do",
        hint=problem.hint or "fetch it again from the vendor; it must be an OpenAPI file in JSON or YAML",
        subject=f"{row.name}/description",
    )
