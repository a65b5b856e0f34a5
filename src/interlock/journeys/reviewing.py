"""Gathers what a partner's review of the integration asks for: computed from document, descriptions and evidence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from urllib.parse import urlsplit

from interlock.adapters.clocks import SystemClock
from interlock.catalogue import did_you_mean
from interlock.doctor.guide import guide
from interlock.doctor.used import Used, used
from interlock.errors import UsageError
from interlock.gates.ground import Proof as KeptProof
from interlock.gates.runs import VERIFICATION, judgements
from interlock.journeys.check import check
from interlock.journeys.evidence import Piece, digests_now, kept
from interlock.journeys.gating import all_digests
from interlock.journeys.project import NoSettings, Project, beside
from interlock.journeys.rendering import view_of_project
from interlock.model.clock import Clock
from interlock.model.decisions import DeleteKind
from interlock.model.document import FieldRow, RecordRow
from interlock.model.environment import Connection, Environment
from interlock.model.profile import SystemProfile, Verb
from interlock.model.review import Access, Datum, Judged, OperationUsed, Proof, Review, ScopeNeeded
from interlock.model.value import Side
from interlock.render.brief import Brief
from interlock.render.brief_markdown import brief_markdown
from interlock.render.page.brief import brief_page
from interlock.render.review import review_brief
from interlock.render.view import View

_FORMS = {"html": brief_page, "markdown": brief_markdown}
_LOOKS_PERSONAL = "personal-value-shown"
_FOR = {
    Verb.LIST: "to see what is there and what changed",
    Verb.SEARCH: "to see what is there and what changed",
    Verb.GET: "to read one item",
    Verb.CREATE: "to make items that are missing",
    Verb.BULK_CREATE: "to make items that are missing",
    Verb.UPDATE: "to bring changes",
    Verb.BULK_UPDATE: "to bring changes",
    Verb.UPSERT: "to make items that are missing and to bring changes",
    Verb.DELETE: "to delete what was deleted on the other side",
    Verb.ARCHIVE: "to archive what was deleted on the other side",
}
_KEPT_IN = {
    "env": "an environment variable",
    "file": "a file outside of the repository",
    "keyring": "the key ring of the system",
}


def review_pack(project: Project, form: str = "html", *, env: str | None = None, clock: Clock | None = None) -> bytes:
    """The pack for a partner's review of the integration, as the bytes of its file.

    Args:
        project: a loaded project; what is open in it is said.
        form: `html` or `markdown`.
        env: the environment that is reviewed; the only one unless named.
        clock: tells when.

    Raises:
        UsageError: there is no such form or environment, or several environments and none was named.
        InterlockError: settings, evidence or signatures cannot be read.
    """
    if form not in _FORMS:
        raise UsageError(f"the review is not written as `{form}`", hint=did_you_mean(form, _FORMS))
    return _FORMS[form](review_of(project, env=env, clock=clock)).encode()


def review_of(project: Project, *, env: str | None = None, clock: Clock | None = None) -> Brief:
    """The same as values; arguments and errors are those of `review_pack`."""
    environment = _environment(project, env)
    view = view_of_project(project)
    pieces = kept(project, all_digests(project)).pieces
    found = check(project, others=beside(project, readable_only=True), signed=False)
    suspected = {one.place.line for one in found if one.code == _LOOKS_PERSONAL}
    access = tuple(_access(project, row.side, environment) for row in project.document.systems)
    review = Review(
        environment="" if environment is None else environment.name,
        at=(clock or SystemClock()).now(),
        access=access,
        data=tuple((row.name, tuple(_data(row, suspected))) for row in project.document.records),
        secured=tuple(_secured(project, environment)),
        kept=tuple(_retention(project, environment)),
        handled=tuple((one.what, one.said) for one in view.policies),
        proofs=tuple(_proof(one) for one in pieces),
        criteria=tuple(_criteria(project, pieces)),
        digests=tuple(digests_now(project).items()),
        unknown=tuple(_unknown(project, view, access, pieces, environment)),
    )
    return review_brief(view, review)


def _environment(project: Project, env: str | None) -> Environment | None:
    try:
        return project.environment(env)
    except NoSettings:
        return None


def _access(project: Project, side: Side, environment: Environment | None) -> Access:
    row = project.document.system(side)
    profile = project.profiles.get(side)
    if profile is None:
        return Access(row.name, row.company, problem=f"nothing is known of {row.name}: it has no API description")
    operations = used(project.document, profile, side)
    schemes = profile.auth.value or ()
    found = guide(
        row.name, "" if environment is None else environment.name, next(iter(schemes), None), None, operations,
        documentation=profile.documentation, redirect="", again="",
    )  # fmt: skip
    return Access(
        row.name,
        row.company,
        found.kind if schemes else "",
        tuple(
            ScopeNeeded(name, found.scopes.says.get(name, ""), tuple(one.named for one in some))
            for name, some in found.scopes.needed.items()
        ),
        tuple(_operation(one) for one in operations),
        tuple(one.named for one in found.scopes.silent) if found.offered else (),
        found.not_needed,
        _limit(profile),
    )


def _operation(one: Used) -> OperationUsed:
    what = _FOR.get(one.operation.verb, "") if one.resource else "to be told of changes"
    return OperationUsed(one.record, f"{one.operation.method} {one.operation.path}", what, one.reads)


def _limit(profile: SystemProfile) -> str:
    limit = profile.rate_limit.value
    return "" if limit is None else f"{limit.requests:,} requests in {limit.per_s:g} s"


def _data(row: RecordRow, suspected: set[int]) -> Iterator[Datum]:
    """The fields of a record, each with whether it is marked as sensitive, or looks personal and is not."""
    for pair in row.fields:
        yield Datum(
            _fields(pair.left.text),
            "→" if pair.direction.value is None else pair.direction.text.strip(),
            _fields(pair.right.text),
            pair.rule.text.strip() or "as it is",
            _personal(pair, suspected),
        )


def _fields(cell: str) -> str:
    return cell.strip() or "(nothing: made by the rule)"


def _personal(pair: FieldRow, suspected: set[int]) -> str:
    if pair.sensitive:
        return "personal or confidential, and masked where it would be shown"
    return "its name looks personal, and it is not marked" if pair.span.line in suspected else "no"


def _secured(project: Project, environment: Environment | None) -> Iterator[tuple[str, str]]:
    """How each system is reached, where its credential is kept, and how its webhooks are believed."""
    for row in project.document.systems:
        profile = project.profiles.get(row.side)
        connection = None if environment is None else environment.connection(row.name)
        if connection is None:
            yield f"Connection to {row.name}", "not known: no environment says how it is reached"
            continue
        yield f"Connection to {row.name}", _address(connection.address)
        yield f"Credential of {row.name}", _credential(connection)
        if connection.hooks is not None or (profile is not None and profile.events):
            public = environment is not None and bool(environment.public_address)
            yield f"Webhooks of {row.name}", _webhooks(connection, profile, subscribes=public)
    yield "Secrets", "named by reference; they never stand in a file of the project, a log, a report or the history"
    yield "The document", "cannot run code, reach the network, or name a host that receives credentials"


def _address(address: str) -> str:
    parts = urlsplit(address)
    host = parts.hostname or "an address that is not named"
    if parts.scheme == "https":
        return f"{host}, encrypted (TLS); its certificate is checked"
    return f"{host}, not encrypted ({parts.scheme or 'no'} address)"


def _credential(connection: Connection) -> str:
    kinds = dict.fromkeys(reference.partition(":")[0] for reference in connection.credential.values())
    if not kinds:
        return "none is named"
    return "kept in " + " and ".join(_KEPT_IN.get(kind, "a place that is named by reference") for kind in kinds)


def _webhooks(connection: Connection, profile: SystemProfile | None, *, subscribes: bool) -> str:
    """How events are believed; a secret may also be agreed on when a run subscribes at our public address."""
    hooks = connection.hooks
    scheme = hooks.signature if hooks is not None and hooks.signature else ""
    if not scheme and profile is not None:
        scheme = profile.deliveries.scheme.value or ""
    if scheme == "none":
        return "taken unsigned; they are hints only: what they name is asked for again before anything is done"
    made = profile is not None and (profile.deliveries.secret_shown or profile.deliveries.secret_field)
    agreed = subscribes and profile is not None and profile.subscribe is not None and made
    if not scheme or not (agreed or (hooks is not None and hooks.secret)):
        return "not taken: no secret and way of signing is named; changes are found by asking"
    return f"taken only with a valid signature (`{scheme}`); what they name is asked for again before anything is done"


def _retention(project: Project, environment: Environment | None) -> Iterator[tuple[str, str]]:
    """What happens on a delete, and how long values are kept."""
    for row in project.document.records:
        rule = row.on_delete.value
        said = row.on_delete.text.strip() or "not decided"
        more = "; the item stays on the other side" if rule is not None and rule.kind is DeleteKind.KEEP else ""
        yield f"Deleted: {row.name}", f"{said}{more}"
    if environment is None:
        yield "History of values", "not known: no environment says how long"
    else:
        yield "History of values", _for_how_long(environment.keep)
    yield "One person's data", "`interlock forget RECORD ID` removes what is kept of an item and keeps its link"
    yield "What is marked sensitive", "is masked in the history, in reports, in alerts and in logs"


def _for_how_long(keep: timedelta | None) -> str:
    return "kept as long as the integration runs" if keep is None else f"removed after {keep.days:,} days"


def _proof(piece: Piece) -> Proof:
    one = piece.evidence
    where = f" in {one.environment}" if one.environment else ""
    about = f" ({one.about})" if one.about else ""
    return Proof(f"{one.kind.replace('-', ' ')}{where}{about}", one.verdict, one.made_at, one.by, "; ".join(piece.void))


def _criteria(project: Project, pieces: Sequence[Piece]) -> Iterator[Judged]:
    """Each criterion with what became of it in the last run on sandboxes, where that still counts."""
    runs = [one for one in pieces if one.evidence.kind == VERIFICATION and not one.evidence.environment and one.holds]
    known: Mapping[str, tuple[str, str]] = judgements(KeptProof(runs[0].evidence)) if runs else {}
    for one in project.document.criteria:
        yield Judged(one.name, one.text, known.get(one.name, ("", ""))[0])


def _unknown(
    project: Project,
    view: View,
    access: Sequence[Access],
    pieces: Sequence[Piece],
    environment: Environment | None,
) -> Iterator[str]:
    yield from (f"open in the document (line {one.line}): {one.message}" for one in view.open_points)
    for one in access:
        if one.problem:
            yield one.problem
            continue
        if not one.sign_in:
            yield f"the description of {one.system} does not say how a program signs in"
        if not one.scopes and one.sign_in:
            yield f"the description of {one.system} names no scopes: what its credential may do is not told by it"
        yield from (f"which scopes `{named}` of {one.system} asks for" for named in one.silent)
        if not one.limit:
            yield f"the description of {one.system} says nothing of how many requests it allows"
    if environment is None:
        yield "in which environment it runs: there are no settings yet"
    if not any(one.evidence.kind == VERIFICATION and one.holds for one in pieces):
        yield "whether the acceptance criteria are met: no verification counts for the document as it is now"
    if not any(person.contact for person in project.document.people):
        yield "how to reach anybody: People has no contacts"
