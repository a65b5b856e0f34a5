"""Reads what was signed of a document, and says of each signature what it is worth today."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, replace
from pathlib import Path

from interlock.adapters import files, ssh
from interlock.agreement.armour import LARGEST as LARGEST_SIGNATURE
from interlock.agreement.armour import Pin, read_armour, read_pins
from interlock.agreement.statement import LARGEST, Edited, Statement, judged, parsed, principal
from interlock.errors import InterlockError, UsageError
from interlock.journeys.agreeing import agreed_content, identity_of, stem
from interlock.journeys.project import Project
from interlock.model.agreement import Agreed, Grade, Layer, SignedBy, Trouble

FOLDER = "signatures"
PINS = "allowed_signers"
SIGNED, SIGNATURE = ".json", ".json.sig"

_MOST = 500
_LARGEST_PINS = 1_000_000
LARGEST_EVIDENCE = 50_000_000


@dataclass(frozen=True, slots=True)
class _Kept:
    """A file of a signature with what it says, or why it says nothing."""

    path: Path
    data: bytes
    statement: Statement | None
    problem: str = ""
    trouble: Trouble = Trouble.DAMAGED


def signatures(project: Project) -> Agreed:
    """All that was signed of a project's document, with what each signature is worth today.

    Nothing is written, and nothing raised for what is wrong with a signature: each carries its own trouble.

    Raises:
        InterlockError: the folder of signatures cannot be read.
    """
    now = agreed_content(project)
    identity = identity_of(project)
    found = []
    for kept in _kept(project):
        name = f"{FOLDER}/{kept.path.name}"
        if kept.statement is None:
            found.append(_damaged(kept, name))
            continue
        signed = judged(kept.statement, name, now, identity, project.document)
        found.append(_proved(project, kept, signed))
    return Agreed(now.digests, _by_one_each(found))


def _by_one_each(found: list[SignedBy]) -> tuple[SignedBy, ...]:
    """The signatures; those by a key that signed in the names of two people count for neither of them."""
    people: dict[str, dict[str, str]] = {}
    for one in found:
        if one.key and one.genuine:
            people.setdefault(one.key, {})[principal(one.name, one.party)] = f"{one.name} of {one.party}"
    return tuple(
        replace(
            one,
            trouble=Trouble.SHARED_KEY,
            detail=f"the same key {one.key} stands for {' and '.join(people[one.key].values())}",
        )
        if one.genuine and len(people.get(one.key, ())) > 1
        else one
        for one in found
    )


def statements(project: Project) -> tuple[tuple[SignedBy, Statement], ...]:
    """The signatures that are genuine, each with what was signed, the latest first; of one moment, what holds."""
    signed = {one.file: one for one in signatures(project).signatures if one.genuine}
    kept = {f"{FOLDER}/{one.path.name}": one.statement for one in _kept(project)}
    both = [(one, said) for name, one in signed.items() if (said := kept.get(name)) is not None]
    return tuple(sorted(both, key=lambda pair: (pair[1].signed_at, pair[0].holds), reverse=True))


def is_signed(project: Project) -> bool:
    """Whether anybody signed the document; asked often, so only names of files are looked at."""
    return bool(_paths(project))


def folder_of(project: Project) -> Path:
    """Where signatures are kept.

    Raises:
        UsageError: it is a link to somewhere outside of the project.
    """
    folder = files.inside(project.folder, FOLDER)
    if folder is None:
        raise UsageError(
            f"`{project.folder / FOLDER}` leads out of the project's folder",
            hint="signatures are kept beside the document; make it a folder",
        )
    return project.folder / FOLDER


def pins(project: Project) -> bytes:
    """The list of allowed signers as it is kept; empty while there is none."""
    path = folder_of(project) / PINS
    return files.read(path, what="list of signers", largest=_LARGEST_PINS) if files.exists(path) else b""


def _paths(project: Project) -> list[Path]:
    folder = folder_of(project)
    if project.is_draft or not files.is_folder(folder):
        return []
    name = re.escape(stem(Path(project.document.path)))
    wanted = re.compile(rf"{name}\.(?:{'|'.join(Layer)})\.[^.]+\.[^.]+\.json")
    return sorted(path for path in files.listed(folder) if wanted.fullmatch(path.name))[:_MOST]


def _kept(project: Project) -> list[_Kept]:
    return [_read(path) for path in _paths(project)]


def _read(path: Path) -> _Kept:
    data = b""
    try:
        data = files.read(path, what="signature", largest=LARGEST)
        return _Kept(path, data, parsed(data))
    except Edited as problem:
        return _Kept(path, data, None, str(problem), Trouble.FORGED)
    except ValueError as problem:
        return _Kept(path, data, None, str(problem))
    except InterlockError as problem:
        return _Kept(path, data, None, problem.message)


def _damaged(kept: _Kept, name: str) -> SignedBy:
    parts = kept.path.name.split(".")
    return SignedBy(
        party=parts[-3],
        name=parts[-2],
        role="",
        grade=Grade.KEY,
        when=None,
        layer=Layer(parts[-4]),
        version="",
        digest="",
        file=name,
        trouble=kept.trouble,
        detail=kept.problem,
    )


def _proved(project: Project, kept: _Kept, signed: SignedBy) -> SignedBy:
    """The signature with what its proof says: a key's signature, or the file that a weaker agreement rests on."""
    statement = kept.statement
    assert statement is not None  # noqa: S101 - for the type checker
    if statement.grade is not Grade.KEY:
        return _with_evidence(kept, statement, signed)
    beside = kept.path.with_name(kept.path.name.removesuffix(SIGNED) + SIGNATURE)
    try:
        signature = files.read(beside, what="signature", largest=LARGEST_SIGNATURE)
        made = read_armour(signature)
    except ValueError as problem:
        return replace(signed, trouble=Trouble.DAMAGED, detail=f"`{beside.name}`: {problem}")
    except InterlockError as problem:
        return replace(signed, trouble=Trouble.DAMAGED, detail=problem.message)
    signed = replace(signed, key=made.fingerprint)
    try:
        return _by_key(project, kept.data, signature, statement, signed)
    except ssh.NoKeygen as problem:
        # What is already known to be wrong is worse than what is not known.
        return signed if signed.trouble else replace(signed, trouble=Trouble.NOT_CHECKED, detail=problem.message)


def _by_key(project: Project, data: bytes, signature: bytes, statement: Statement, signed: SignedBy) -> SignedBy:
    allowed = pins(project)
    who = statement.principal
    said = ssh.verify(data, signature, allowed=allowed, principal=who, when=statement.signed_at)
    if said.good:
        return signed
    fits = ssh.fits(data, signature)
    if not fits.good:
        made = read_armour(signature)
        detail = "it does not fit the words beside it: one of the two was edited, or it was made for something else"
        if made.namespace != ssh.NAMESPACE:
            detail = f"it was made for `{made.namespace}` and not for `{ssh.NAMESPACE}`"
        return replace(signed, trouble=Trouble.FORGED, detail=detail)
    trouble, detail = _whose(read_pins(allowed), who, signed.key, said.words)
    return replace(signed, trouble=trouble, detail=detail)


def _whose(known: tuple[Pin, ...], who: str, key: str, words: str) -> tuple[Trouble, str]:
    """What is wrong with a key that is not allowed to sign for somebody."""
    theirs = [pin.fingerprint for pin in known if who in pin.principals]
    if key in theirs:
        return Trouble.UNKNOWN_KEY, f"the key {key} is not accepted: {words}"
    if theirs:
        detail = f"it was made with the key {key}; the one pinned for `{who}` is {' or '.join(theirs)}"
        return Trouble.CHANGED_KEY, detail
    others = [name for pin in known if pin.fingerprint == key for name in pin.principals]
    whose = f", which is pinned for `{others[0]}`" if others else ""
    return Trouble.UNKNOWN_KEY, f"it was made with the key {key}{whose}; none is pinned for `{who}`"


def _with_evidence(kept: _Kept, statement: Statement, signed: SignedBy) -> SignedBy:
    evidence = statement.evidence
    wanted = kept.path.name.removesuffix(SIGNED)
    # The name of the file stands in what somebody else may have written.
    if evidence is None or "/" in evidence.file or "\\" in evidence.file or not evidence.file.startswith(f"{wanted}."):
        return replace(signed, trouble=Trouble.DAMAGED, detail="it names no file beside it that it rests on")
    try:
        data = files.read(kept.path.with_name(evidence.file), what=str(statement.grade), largest=LARGEST_EVIDENCE)
    except InterlockError as problem:
        return replace(signed, trouble=Trouble.DAMAGED, detail=problem.message)
    if hashlib.sha256(data).hexdigest() != evidence.sha256:
        detail = f"`{FOLDER}/{evidence.file}` is not the file that it was recorded with"
        return replace(signed, trouble=Trouble.FORGED, detail=detail)
    return signed
