"""Signs the layers of a document: by an SSH key, or by what came back from a partner who has none."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from interlock.adapters import files, ssh, whoami
from interlock.adapters.clocks import SystemClock
from interlock.agreement.armour import read_armour, read_pins
from interlock.agreement.layers import Content
from interlock.agreement.statement import Evidence, Statement, principal, slug, written
from interlock.errors import InputError, UsageError
from interlock.journeys.agreeing import agreed_content, identity_of, stem
from interlock.journeys.check import check
from interlock.journeys.project import Project
from interlock.journeys.signatures import (
    FOLDER,
    LARGEST_EVIDENCE,
    PINS,
    SIGNATURE,
    SIGNED,
    folder_of,
    pins,
    signatures,
)
from interlock.model.agreement import (
    DIGITS_SHOWN,
    Grade,
    Layer,
    SignedBy,
    has_authority,
    party_of,
    roles_of,
    same,
    shown_digest,
    signers,
)
from interlock.model.clock import Clock
from interlock.model.document import Person
from interlock.model.finding import Severity

_ATTRIBUTES = b"""\
# A signature is over bytes: no line end may change. Both sides add their keys to one list.
* -text
allowed_signers merge=union
"""
_PDF = b"%PDF-"


@dataclass(frozen=True, slots=True)
class Signed:
    """What was signed, and the fingerprint of the key where it was pinned just now (empty: it was before)."""

    signatures: tuple[SignedBy, ...]
    pinned: str = ""
    principal: str = ""


def sign(
    project: Project,
    layers: Collection[Layer] | None = None,
    *,
    by: str | None = None,
    key: Path | str | None = None,
    clock: Clock | None = None,
) -> Signed:
    """Sign layers of a document with an SSH key, and keep what was signed beside the signature.

    The first key that somebody signs with is pinned in `signatures/allowed_signers`.

    Args:
        project: a loaded project.
        layers: which ones; all that have content and that the signer may sign unless given.
        by: the name of who signs, as the document has it; `INTERLOCK_BY` or the login unless given.
        key: the private key, or the public one whose private half an agent or security key holds.
        clock: tells when; the system's unless given.

    Raises:
        UsageError: the document does not name the signer or gives them no authority, another key is pinned for them,
            the key is pinned for somebody else, or it cannot sign.
        InputError: the document has errors; what cannot be built cannot be signed.
        InterlockError: something cannot be read or written, or there is no `ssh-keygen`.
    """
    now = agreed_content(project)
    person, party = _signer(project, by)
    wanted = _layers(project, now, person, layers)
    _demand_sound(project, wanted)
    folder_of(project)  # refuses one that leads elsewhere before anybody touches a key
    moment = (clock or SystemClock()).now().replace(microsecond=0)
    path = Path(key).expanduser() if key is not None else ssh.usual_key()
    made = []
    for layer in wanted:
        statement = _statement(project, now, layer, person, party, Grade.KEY, moment)
        data = written(statement)
        made.append((statement, data, ssh.sign(data, path)))
    pinned = _pin(project, made[0][0].principal, made[0][2])
    for statement, data, signature in made:
        base = _base(project, statement)
        files.write(_file(project, base + SIGNATURE), signature, what="signature")
        files.write(_file(project, base + SIGNED), data, what="signature")
        _drop(project, base, keep=(SIGNED, SIGNATURE))
    return Signed(_read_back(project, [one for one, _, _ in made]), pinned, made[0][0].principal)


def approve(
    project: Project,
    digests: Mapping[Layer, str],
    *,
    name: str,
    grade: Grade,
    evidence: bytes,
    ending: str,
    recorded_by: str = "",
    when: datetime | None = None,
) -> tuple[SignedBy, ...]:
    """Keep an agreement that came without a key: by a reply file, or on paper.

    Args:
        project: a loaded project.
        digests: the digest of each layer that was agreed to, whole or as many digits as are shown.
        name: who agreed, as the document has it.
        grade: what it came by.
        evidence: the file that it rests on, kept beside it.
        ending: how that file's name ends (`reply.json`, `pdf`).
        recorded_by: who takes it up.
        when: when it was given; now unless told.

    Raises:
        UsageError: a digest is not that of the layer as it is now, or the document gives that person no authority.
        InterlockError: something cannot be written.
    """
    if grade is Grade.KEY:
        raise UsageError("a signature by key is made with `interlock sign`")
    now = agreed_content(project)
    person, party = _signer(project, name)
    wanted = _layers(project, now, person, digests or list(Layer))
    for layer in wanted:
        demand_digest(layer, digests[layer], now.digests[layer])
    _demand_sound(project, wanted)
    moment = (when or SystemClock().now()).replace(microsecond=0)
    made = []
    for layer in wanted:
        bare = _statement(project, now, layer, person, party, grade, moment)
        base = _base(project, bare)
        _demand_no_better(project, base, person.name)
        kept = Evidence(f"{base}.{ending}", hashlib.sha256(evidence).hexdigest())
        statement = _statement(project, now, layer, person, party, grade, moment, kept, recorded_by)
        files.write(_file(project, kept.file), evidence, what="evidence")
        files.write(_file(project, base + SIGNED), written(statement), what="signature")
        _drop(project, base, keep=(SIGNED, f".{ending}"))
        made.append(statement)
    return _read_back(project, made)


def sign_on_paper(
    project: Project, layer: Layer, *, scan: Path | str, digest: str, by: str, recorded_by: str = ""
) -> tuple[SignedBy, ...]:
    """Keep a signature on paper: a scan in PDF, bound to the digest that stands on it.

    Raises:
        UsageError: the digest is not that of the layer as it is now, or the document gives the signer no authority.
        InputError: the scan is no PDF.
        InterlockError: something cannot be read or written.
    """
    data = files.read(Path(scan), what="scan", largest=LARGEST_EVIDENCE)
    if not data.startswith(_PDF):
        raise InputError(f"`{scan}` is no PDF", hint="scan the signed page to PDF")
    recorder = recorded_by or whoami.who()
    return approve(
        project, {layer: digest}, name=by, grade=Grade.PAPER, evidence=data, ending="pdf", recorded_by=recorder
    )


def demand_digest(layer: Layer, given: str, now: str) -> None:
    """Refuse a digest that is not a layer's as it is now.

    Raises:
        UsageError: it is too short, or another one.
    """
    plain = "".join(given.split()).casefold()
    if len(plain) < DIGITS_SHOWN or not now.startswith(plain):
        raise UsageError(
            f"the digest `{' '.join(given.split())[:80]}` is not that of the {layer}, which is {shown_digest(now)}",
            hint="the document changed since it was printed or sent: `interlock diff` tells what; send it again",
        )


def _signer(project: Project, by: str | None) -> tuple[Person, str]:
    document = project.document
    name = (by if by is not None else whoami.who()).strip()
    known = roles_of(document, name) or tuple(
        one
        for one in (*([document.owner] if document.owner else []), *document.people)
        if name and same(one.contact) == same(name)
    )
    if not known:
        may = [f"`{one.name}`" for one in _everybody(project)]
        raise UsageError(
            f"the document names nobody called `{name}`" if name else "nobody signs",
            hint="say who signs with --by NAME; "
            + (f"there is {', '.join(may)}" if may else "fill the section People"),
        )
    for person in known:
        party = party_of(document, person.company)
        if party is not None:
            return person, party
    raise UsageError(
        f"`{known[0].name}` belongs to `{known[0].company}`, which is the company of neither system",
        hint="a signature is given for one of the two companies; correct the company under People or Systems",
    )


def _everybody(project: Project) -> list[Person]:
    document = project.document
    companies = {row.company for row in document.systems}
    found = [one for layer in Layer for company in companies for one in signers(document, layer, company)]
    return list({same(one.name): one for one in found}.values())


def _layers(project: Project, now: Content, person: Person, layers: Iterable[Layer] | None) -> list[Layer]:
    document = project.document
    may = [
        layer for layer in Layer if any(has_authority(document, one, layer) for one in roles_of(document, person.name))
    ]
    asked = list(dict.fromkeys(layers)) if layers is not None else [layer for layer in may if _has_content(now, layer)]
    for layer in asked:
        if layer not in may:
            allowed = ", ".join(f"`{one.name}`" for one in signers(document, layer, person.company))
            raise UsageError(
                f"`{person.name}` ({person.role}) does not sign the {layer} for {person.company}",
                hint=f"it is signed by {allowed}" if allowed else "name a `Signatory` under People",
            )
        if not _has_content(now, layer):
            raise UsageError(f"there is nothing to sign in the {layer} yet")
    if not asked:
        raise UsageError(
            f"`{person.name}` ({person.role or 'no role'}) signs nothing for {person.company}",
            hint="the owner, partner contacts, project managers and a `Signatory` sign both layers, engineers the spec",
        )
    return asked


def _has_content(now: Content, layer: Layer) -> bool:
    # Before fields are mapped, a spec only says which descriptions there are and what happens on errors.
    return layer is Layer.SCOPE or any(cell.section == "Field mapping" for cell in now.of(layer))


def _demand_sound(project: Project, layers: Collection[Layer]) -> None:
    """Refuse a document with errors: cells that nothing reads would not be part of what is signed."""
    found = check(project, scope_only=Layer.SPEC not in layers, signed=False)
    errors = [one for one in found if one.severity is Severity.ERROR]
    if errors:
        more = f" and {len(errors) - 1} more" if len(errors) > 1 else ""
        raise InputError(
            f"the document has errors, so that nobody can tell what would be signed: {errors[0].place}: "
            f"{errors[0].message}{more}",
            hint="`interlock check` lists them",
        )


def _statement(
    project: Project,
    now: Content,
    layer: Layer,
    person: Person,
    party: str,
    grade: Grade,
    moment: datetime,
    evidence: Evidence | None = None,
    recorded_by: str = "",
) -> Statement:
    document = project.document
    entitled = (one for one in roles_of(document, person.name) if has_authority(document, one, layer))
    role = next((one.role for one in entitled if one.role), person.role)
    return Statement(
        identity=identity_of(project),
        version=document.version.text.strip(),
        layer=layer,
        content=now.data(layer)["content"],  # type: ignore[arg-type]
        party=party,
        name=" ".join(person.name.split()),
        role=role,
        contact=person.contact,
        grade=grade,
        signed_at=moment,
        evidence=evidence,
        recorded_by=recorded_by,
    )


def _base(project: Project, statement: Statement) -> str:
    """The name of a signature's files without their ending: each signer has their own, so that nobody overwrites."""
    name = stem(Path(project.document.path))
    return f"{name}.{statement.layer}.{slug(statement.party)}.{slug(statement.name)}"


def _file(project: Project, name: str) -> Path:
    return folder_of(project) / name


def _drop(project: Project, base: str, *, keep: Collection[str]) -> None:
    """Take away what an earlier signature of the same person left."""
    for ending in (SIGNATURE, ".reply.json", ".pdf"):
        if ending not in keep:
            files.remove(_file(project, base + ending))


def _demand_no_better(project: Project, base: str, name: str) -> None:
    """Refuse to put a weaker agreement in the place of a signature by key that still holds."""
    there = next((one for one in signatures(project).signatures if one.file == f"{FOLDER}/{base}{SIGNED}"), None)
    if there is not None and there.holds and there.grade is Grade.KEY:
        raise UsageError(f"`{name}` signed the {there.layer} by key already, and that holds")


def _pin(project: Project, who: str, signature: bytes) -> str:
    """Pin the key of a first signature; the fingerprint where it was pinned now."""
    made = read_armour(signature)
    _demand_own(project, who, made.key)
    known = [one for one in read_pins(pins(project)) if who in one.principals]
    if any(one.key == made.key for one in known):
        return ""
    if known:
        raise UsageError(
            f"another key is pinned for `{who}`: {known[0].fingerprint}; yours is {made.fingerprint}",
            hint=f"sign with the pinned key; where it is lost, both companies agree to take its line out of "
            f"`{FOLDER}/{PINS}`, and every signature by it falls",
        )
    attributes = _file(project, ".gitattributes")
    if not files.exists(attributes):
        files.write(attributes, _ATTRIBUTES, what="settings of git")
    line = f'{who} namespaces="{ssh.NAMESPACE}" {made.public}\n'
    files.append(_file(project, PINS), line.encode(), what="list of signers")
    return made.fingerprint


def _demand_own(project: Project, mine: str, key: bytes) -> None:
    """Refuse a key that is pinned for somebody else whom the document names: it would prove neither of the two."""
    document = project.document
    others = {
        principal(one.name, party): f"{one.name} of {party}"
        for one in (*([document.owner] if document.owner else []), *document.people)
        if (party := party_of(document, one.company)) is not None and principal(one.name, party) != mine
    }
    for pin in read_pins(pins(project)):
        whose = next((others[one] for one in pin.principals if one in others), None)
        if whose is not None and pin.key == key:
            raise UsageError(
                f"this key is pinned for {whose}: {pin.fingerprint}",
                hint="each person signs with a key of their own, because one key for two proves neither; "
                "name yours with --key",
            )


def _read_back(project: Project, made: Iterable[Statement]) -> tuple[SignedBy, ...]:
    names = {f"{FOLDER}/{_base(project, one)}{SIGNED}" for one in made}
    return tuple(one for one in signatures(project).signatures if one.file in names)
