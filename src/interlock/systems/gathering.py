"""Descriptions of one system, in whatever they are written, become one profile."""

from __future__ import annotations

import gc
import posixpath
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace

from interlock.errors import InputError, UsageError
from interlock.model.fact import Fact
from interlock.model.finding import Finding, Severity, by_place
from interlock.model.place import whole_file
from interlock.model.profile import Paging, RecordProfile, SystemProfile, Verb
from interlock.model.value import JSON
from interlock.systems.digesting import digest_of
from interlock.systems.events_beside import with_events
from interlock.systems.formats import Drawing, Format, Source, formats, meant, recognised
from interlock.systems.joining import joined
from interlock.systems.learned import Learned
from interlock.systems.learning import learned_of
from interlock.systems.loading import BadSyntax, parse, syntax_finding
from interlock.systems.overlay import with_overlay
from interlock.systems.placing import placed
from interlock.systems.stated import with_stated, with_stated_file
from interlock.systems.tree import OpenRef

_OPENAPI = "openapi"
_MOST_FILES = 2_000


def learn(
    name: str,
    data: bytes,
    *,
    file: str,
    open_ref: OpenRef | None = None,
    overlay: bytes | None = None,
    probed: bytes | None = None,
    taken_for: str = "",
) -> Learned:
    """The profile of the system that one file describes; see `learn_all`."""
    given = {file: taken_for} if taken_for else None
    return learn_all(name, [Source(file, data)], open_ref=open_ref, overlay=overlay, probed=probed, taken_for=given)


def learn_all(
    name: str,
    sources: Sequence[Source],
    *,
    open_ref: OpenRef | None = None,
    overlay: bytes | None = None,
    probed: bytes | None = None,
    taken_for: Mapping[str, str] | None = None,
) -> Learned:
    """The profile of the system that all these files describe together.

    A description with a mistake gives findings, and as much of a profile as can be learned. Where several are silent
    or agree, each adds what it knows; where they contradict each other, the surer one is taken and a finding says so.

    Args:
        name: what the system is called in the document.
        sources: its descriptions.
        open_ref: gives the bytes of a file beside the first one, by its path from there; without it references to other
            files are findings. Addresses and paths out of the folder are never opened.
        overlay: an OpenAPI Overlay 1.0 that corrects the OpenAPI description, or what another one is drawn as.
        probed: what the live system was seen to do, as probing wrote it; what the overlay says wins over it.
        taken_for: the names of the formats that files are in, by their names; told by their content where left out.

    Raises:
        InputError: a description is too large or is not text.
        UsageError: there is no such format.
    """
    with _uncollected():
        return _learned_all(name, sources, open_ref, overlay, probed, taken_for or {})


def _learned_all(
    name: str,
    sources: Sequence[Source],
    open_ref: OpenRef | None,
    overlay: bytes | None,
    probed: bytes | None,
    taken_for: Mapping[str, str],
) -> Learned:
    findings: list[Finding] = []
    groups, problems = _grouped(sources[:_MOST_FILES], taken_for)
    findings += problems
    whole = digest_of(sources, overlay, probed)
    if not groups:
        return Learned(SystemProfile(name, digest=whole), by_place(findings))
    drawings = [(form, own, form.draw(own)) for form, own in groups]
    events = [d for form, _, d in drawings if form.events_only]
    main = [entry for entry in drawings if not entry[0].events_only] or drawings[:1]
    learned: list[tuple[SystemProfile, str]] = []
    several = len(drawings) > 1
    stated: JSON = None
    for place, (_, own, drawing) in enumerate(main):
        findings += drawing.findings
        root: JSON = drawing.root
        if place == 0:
            root = with_events(drawing.root, events) if events and drawing not in events else root
            if overlay is not None:
                root, wrong = with_overlay(root, overlay, file=own[0].name)
                findings += wrong
            stated = root
        result = learned_of(name, root, drawing.label, file=own[0].name, digest=whole, open_ref=open_ref)
        findings += result.findings
        file = posixpath.basename(own[0].name) if several else ""
        is_plain = drawing.label.startswith("OpenAPI") and not events and not several
        learned.append((result.profile if is_plain else _finished(result.profile, root, drawing, file), own[0].name))
    for drawing in events:
        findings += () if drawing is main[0][2] else drawing.findings
    profile, more = joined(learned)
    findings += more
    if probed is not None:
        profile, more = with_stated_file(profile, probed, file=f"what was probed of {sources[0].name}")
        findings += more
    profile, more = with_stated(profile, stated, file=sources[0].name)
    findings += more
    labels = [d.label for _, _, d in main] + [d.label for d in events if d is not main[0][2]]
    profile = replace(profile, description_format=" + ".join(dict.fromkeys(labels)))
    if not profile.records and not any(f.severity is Severity.ERROR for f in findings):
        findings.append(_nothing_kept(sources[0].name))
    return Learned(profile, by_place(findings))


def _grouped(
    sources: Sequence[Source], taken_for: Mapping[str, str]
) -> tuple[list[tuple[Format, list[Source]]], list[Finding]]:
    """The files by their formats, those that say most first; an OpenAPI file is a description of its own."""
    known = formats()
    told: dict[str, list[Source]] = {}
    rest: list[Source] = []
    for source in sources:
        wanted = taken_for.get(source.name, "")
        if wanted and wanted not in known:
            names = ", ".join(f"`{n}`" for n in known.items)
            raise UsageError(f"there is no format `{wanted}`", hint=f"there are {names}")
        form = wanted or recognised(source)
        (told.setdefault(form, []) if form else rest).append(source)
    findings: list[Finding] = []
    for source in rest:
        any_data = (len(sources) > 1 or source.in_folder) and _takes_data(told)
        form = (recognised(source, any_data=True) if any_data else "") or meant(source)
        if form:
            told.setdefault(form, []).append(source)
        else:
            findings.append(_unknown(source, alone=len(sources) == 1))
    groups: list[tuple[Format, list[Source]]] = []
    for form, own in told.items():
        if form == _OPENAPI:
            groups += [(known[form], [source]) for source in own]
        else:
            groups.append((known[form], own))
    return sorted(groups, key=lambda group: -group[0].weight), findings


def _takes_data(told: Mapping[str, list[Source]]) -> bool:
    """Whether data that says nothing of itself may be recorded answers: nothing else tells what the system keeps."""
    return _OPENAPI not in told


@contextmanager
def _uncollected() -> Iterator[None]:
    """Do not look for cycles meanwhile: there are none, and looking through millions of nodes takes as long again."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _finished(profile: SystemProfile, root: JSON, drawing: Drawing, file: str) -> SystemProfile:
    found = placed(profile, root, most=drawing.most, file=file)
    if drawing.bindings or drawing.finish or drawing.followed:
        found = replace(found, records=tuple(_bound(record, drawing, root) for record in found.records))
    return drawing.whole(found) if drawing.whole is not None else found


def _bound(record: RecordProfile, drawing: Drawing, root: JSON) -> RecordProfile:
    endpoint = root.get("x-endpoint") if isinstance(root, dict) else None
    by_call = {(b.method, b.path): b for b in drawing.bindings}
    operations = []
    for operation in record.operations:
        binding = by_call.get((operation.method, operation.path))
        bound = binding.apply(operation) if binding else operation
        if binding and bound.refusals and isinstance(endpoint, str):
            bound = replace(bound, path=endpoint)
        operations.append(bound)
    listed = record.operation(Verb.LIST)
    seen = drawing.followed.get(listed.path) if listed is not None else None
    if seen is not None:
        record = replace(record, paging=_as_seen(record.paging, seen))
    record = replace(record, operations=tuple(operations))
    finish = drawing.finish.get(record.name)
    return finish(record) if finish is not None else record


def _as_seen(said: Fact[Paging], fact: Fact[Paging]) -> Fact[Paging]:
    """How a list goes on as it was seen to; sizes, totals and flags as its fields and parameters say."""
    seen = fact.value
    if seen is None:
        return said
    known = said.value or seen
    paging = replace(known, style=seen.style, token_param=seen.token_param, next_path=seen.next_path, first=seen.first)
    if paging.size_param == paging.token_param:
        paging = replace(paging, size_param="")
    return replace(fact, value=paging)


def _unknown(source: Source, *, alone: bool) -> Finding:
    """What is wrong with a file that is in none of the formats.

    Raises:
        InputError: it is the only one, and too large or not text.
    """
    try:
        root = parse(source.data, file=source.name)
    except BadSyntax as problem:
        return syntax_finding(problem, file=source.name)
    except InputError:
        if alone:
            raise
        root = ""
    given = "text" if isinstance(root, str) else "empty" if root is None else "data of another kind"
    return Finding(
        code="not-a-description",
        severity=Severity.ERROR if alone else Severity.WARNING,
        place=whole_file(source.name),
        message=f"`{source.name}` is {given}, where an API description was expected",
        why="without it nothing is known of the system, and everything would have to be asked",
        hint="take it from the vendor; an OpenAPI file begins with `openapi:` or `swagger:`; recorded answers are read "
        "with `--as samples`, reference pages with `--as pages`",
        subject=source.name,
    )


def _nothing_kept(file: str) -> Finding:
    return Finding(
        code="no-records",
        severity=Severity.ERROR,
        place=whole_file(file),
        message=f"`{file}` describes no operation that lists, reads or creates anything",
        why="there is nothing in it that could be kept equal",
        hint="give the description that has the paths of the API",
        subject=file,
    )
