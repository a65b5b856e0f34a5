"""Takes up what a partner sent back: questions, answers and proposals become rows for the owner, the rest is kept."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path, PurePath

import orjson

from interlock.adapters import files
from interlock.asking import NotAnAnswer
from interlock.asking.merging import Voice, voice_of, with_answer, with_proposal, with_question
from interlock.asking.replies import read_reply
from interlock.document import read
from interlock.errors import InputError, InterlockError, UsageError
from interlock.journeys.accepting import accept_by_reply
from interlock.journeys.agreeing import layers
from interlock.journeys.check import check
from interlock.journeys.documents import difference, write_document
from interlock.journeys.project import Project, beside, find_document, load
from interlock.journeys.signatures import signatures
from interlock.journeys.signing import approve
from interlock.model.agreement import Grade, Layer, same, shown_digest
from interlock.model.document import Document
from interlock.model.finding import Finding
from interlock.model.reply import KEPT, MOST_BYTES, REFUSED, THERE, WOULD, Acceptance, Approval, Received, Reply, Taken
from interlock.render.marks import fingerprints


def receive(
    where: Path | str, replies: Sequence[Path | str], *, by: str, dry_run: bool = False
) -> tuple[Received, ...]:
    """Take up reply files: questions, answers and proposals stand under Questions until the owner decides.

    A reply file proves nothing of who made it. What it says in the name of somebody who decides is a proposal, too,
    unless `by` is that person; an approval is kept as the weaker grade that it is, and what an end user
    accepts as their statement.

    Args:
        where: the document, or the folder that holds it.
        replies: the files.
        by: who takes them up.
        dry_run: write nothing.

    Raises:
        InputError: a file is no reply, was changed, or belongs to another document; nothing of any of them is taken up.
        InterlockError: something cannot be read or written.
    """
    path = find_document(Path(where))
    read_ones = [_opened(Path(one), path) for one in replies]
    return tuple(_taken_up(path, file, data, reply, by, dry_run=dry_run) for file, data, reply in read_ones)


def _opened(file: Path, document: Path) -> tuple[Path, bytes, Reply]:
    data = files.read(file, what="reply", largest=MOST_BYTES)
    reply = read_reply(data, str(file))
    if PurePath(reply.document).name != document.name:
        raise InputError(
            f"`{file}` is a reply to `{reply.document}`, not to `{document.name}`",
            hint="name the document that it belongs to with --in",
        )
    return file, data, reply


def _taken_up(path: Path, file: Path, data: bytes, reply: Reply, by: str, *, dry_run: bool) -> Received:
    project = load(path)
    now = {layer.value: digest for layer, digest in layers(project).items()}
    document, taken = _merged(project, reply, voice_of(project.document, reply, by), dry_run=dry_run)
    # Rows under Questions are no decisions, so an approval of what was shown still fits when they are written.
    if not dry_run and document.text != project.document.text:
        write_document(path, document.text)
    approvals = [_approved(path, one, reply, data, by, now, dry_run=dry_run) for one in reply.approvals]
    accepted = [_accepted(path, one, reply, data, by, dry_run=dry_run) for one in reply.acceptances]
    changed = [name for name, digest in reply.layers.items() if now.get(name) != digest]
    note = f"it was written for another state of the {' and the '.join(changed)}" if changed else ""
    diff = difference(project.document.text, document.text, path.name)
    return Received(str(file), reply, (*taken, *approvals, *accepted), diff, note)


def _merged(project: Project, reply: Reply, voice: Voice, *, dry_run: bool) -> tuple[Document, list[Taken]]:
    findings = _findings(project)
    document, taken = project.document, []
    steps: list[tuple[str, str, str, Callable[[Document], str]]] = []
    for remark, kind, write in (
        *((one, "question", with_question) for one in reply.questions),
        *((one, "proposal", with_proposal) for one in reply.proposals),
    ):
        steps.append((kind, remark.about, remark.text, partial(write, remark=remark, voice=voice)))
    for answer in reply.answers:
        written = partial(with_answer, answer=answer, voice=voice, findings=findings)
        steps.append(("answer", answer.about or answer.question, answer.text, written))
    for kind, about, said, step in steps:
        try:
            text = step(document)
        except NotAnAnswer as refused:
            taken.append(Taken(kind, about, said, REFUSED, str(refused)))
            continue
        became = THERE if text == document.text else WOULD if dry_run else KEPT
        taken.append(Taken(kind, about, said, became))
        document = read(text, document.path).document
    return document, taken


def _findings(project: Project) -> dict[str, Finding]:
    """What is open now, by the marks that pages show."""
    found = check(project, others=beside(project, readable_only=True))
    marks = fingerprints(found)
    return dict(zip(marks, found, strict=True))


def _approved(
    path: Path, one: Approval, reply: Reply, data: bytes, by: str, now: dict[str, str], *, dry_run: bool
) -> Taken:
    what = f"version {reply.version}, {shown_digest(one.digest)}"
    if one.layer not in now:
        return Taken("approval", one.layer, what, REFUSED, f"the document has no layer `{one.layer}`")
    if now[one.layer] != one.digest:
        reason = f"the {one.layer} has changed since the page was made, and is {shown_digest(now[one.layer])} now"
        return Taken("approval", one.layer, what, REFUSED, f"{reason}; send them the page again")
    project = load(path)
    if _known(project, one, reply):
        return Taken("approval", one.layer, what, THERE)
    if dry_run:
        return Taken("approval", one.layer, what, WOULD)
    try:
        approve(
            project,
            {Layer(one.layer): one.digest},
            name=reply.name,
            grade=Grade.REPLY,
            evidence=data,
            ending="reply.json",
            recorded_by=by,
            when=reply.made_at,
        )
    except UsageError as refused:
        return Taken("approval", one.layer, what, REFUSED, refused.message)
    except InterlockError as problem:
        return Taken("approval", one.layer, what, REFUSED, problem.message)
    return Taken("approval", one.layer, what, KEPT)


def _accepted(path: Path, one: Acceptance, reply: Reply, data: bytes, by: str, *, dry_run: bool) -> Taken:
    what = f"version {reply.version}, {shown_digest(one.digest)}"
    try:
        done = accept_by_reply(load(path), one, reply, orjson.loads(data), by=by, dry_run=dry_run)
    except InterlockError as refused:
        return Taken("acceptance", one.of, what, REFUSED, refused.message)
    return Taken("acceptance", one.of, what, THERE if done is None else WOULD if dry_run else KEPT)


def _known(project: Project, one: Approval, reply: Reply) -> bool:
    """Whether the same person's agreement to the same words is kept already, by a reply or by something stronger."""
    return any(
        signed.holds and signed.digest == one.digest and same(signed.name) == same(reply.name)
        for signed in signatures(project).of(Layer(one.layer))
    )
