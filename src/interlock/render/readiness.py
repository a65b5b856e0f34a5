"""Whether two systems can keep what a document promises: as text, as data, and as a letter to each vendor."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from interlock.model.fact import Confidence
from interlock.model.readiness import Answer, Capability, Gap, Promise, Readiness, RecordReadiness, SystemReadiness
from interlock.model.value import JSON
from interlock.render.data import dumps, headed
from interlock.render.findings import place_datum
from interlock.render.plain import counted, paint, visible, wrapped
from interlock.render.tables import table

SCHEMA = "urn:interlock:schema:readiness:1"
_STYLES = {Answer.YES: "good", Answer.NO: "bad", Answer.UNKNOWN: "doubt"}
_MOST_PROMISES = 5


def readiness_text(report: Readiness, *, evidence: bool = False, color: bool = False, width: int = 100) -> str:
    """Each system with its score and what lowers it, what it can do, what that endangers, and what to ask.

    Args:
        report: what was found.
        evidence: show for every capability how, how sure, and where it was read.
        color: whether to colour for a terminal.
        width: how many columns there are.
    """
    title = report.title or report.document
    version = f", version {report.version}" if report.version else ""
    lines = [paint(f"{visible(title)}{visible(version)}", "strong", color=color)]
    for system in report.systems:
        lines += ["", *_system(system, evidence=evidence, color=color, width=width)]
    for system in report.systems:
        if asked(system):
            lines += ["", *_letter(system, width=width, color=color)]
    return "\n".join(lines) + "\n"


def _system(system: SystemReadiness, *, evidence: bool, color: bool, width: int) -> Iterator[str]:
    yield paint(f"{visible(named(system))}: {score(system)}", "strong", color=color)
    if system.problem:
        yield wrapped(system.problem, width=width, first="  ", rest="  ")
        return
    lacking = [_absent(record) for record in system.records if not record.known]
    lacking += [headline(gap) for gap in system.gaps]
    for costs, said in zip(system.points, lacking, strict=True):
        yield wrapped(f"−{points(costs)}  {said}", width=width, first="  ", rest="      ")
    yield ""
    yield from _matrix(system, color=color)
    for gap in system.gaps:
        yield ""
        yield from _endangered(gap, color=color, width=width)
    if evidence:
        yield ""
        yield from _evidence(system, color=color)


def named(system: SystemReadiness) -> str:
    """The system with its company."""
    return f"{system.system} ({system.company})" if system.company else system.system


def score(system: SystemReadiness) -> str:
    """What it reaches of a hundred, in words."""
    if system.score is None:
        return "nothing is known of it"
    return f"{round(100 - sum(system.points), 1):g} of 100"


def points(costs: float) -> str:
    """Points of the hundred, to a tenth."""
    return f"{costs:g}"


def headline(gap: Gap) -> str:
    """What is missing, and in which records."""
    said = {answer(one) for _, _, one in gap.entries}
    word = said.pop() if len(said) == 1 else gap.first.told.answer.value
    return f"{gap.first.title}: {word}" + (f" ({', '.join(gap.names)})" if gap.names else "")


def answer(one: Capability) -> str:
    """Yes, no or unknown, with how, and how sure that is where it is not."""
    told = one.told
    doubt = f", {told.confidence.value}" if told.confidence in (Confidence.LIKELY, Confidence.POSSIBLE) else ""
    how = f": {told.how}" if told.how else ""
    return f"{told.answer.value}{doubt}{how}"


def _absent(record: RecordReadiness) -> str:
    near = f"; did you mean `{record.nearest}`?" if record.nearest else ""
    return f"{record.name}: the description has no `{record.resource}`{near}"


def titles(system: SystemReadiness) -> list[str]:
    """The capabilities of the records, in their order, each once."""
    return list(dict.fromkeys(one.title for record in system.records for one in record.capabilities))


def _matrix(system: SystemReadiness, *, color: bool) -> list[str]:
    records = [record for record in system.records if record.known]
    rows = [[one.title, _mark(one)] for one in system.capabilities]
    lines = table(["The system", ""], rows, color=color)
    if records:
        cells = [
            [title, *(_mark(one) for record in records for one in record.capabilities if one.title == title)]
            for title in titles(system)
        ]
        lines += ["", *table(["Each record", *(record.name for record in records)], cells, color=color)]
    return [*lines, "(in brackets: nothing in the document rests on it)"]


def _mark(one: Capability) -> str:
    told = one.told
    word = "?" if told.answer is Answer.UNKNOWN else told.answer.value
    if told.confidence in (Confidence.LIKELY, Confidence.POSSIBLE) and told.answer is Answer.YES:
        word = told.confidence.value
    return word if one.needed else f"({word})"


def _endangered(gap: Gap, *, color: bool, width: int) -> Iterator[str]:
    one = gap.first
    yield paint(wrapped(headline(gap), width=width, rest="  "), _STYLES[one.told.answer], color=color)
    first = "  in danger "
    for promise in gap.promises[:_MOST_PROMISES]:
        yield wrapped(_promised(promise), width=width, first=first, rest=" " * 14)
        first = " " * 12
    if len(gap.promises) > _MOST_PROMISES:
        yield f"{first}and {len(gap.promises) - _MOST_PROMISES} more"
    yield wrapped(one.why, width=width, first="  why       ", rest=" " * 12)
    for settling in one.settles:
        yield wrapped(f"{settling.by.value}: {settling.what}", width=width, first="  settle    ", rest=" " * 14)
    # A command is copied: it is not broken.
    yield f"  write it  {visible(one.state)}"
    if len(gap.resources) > 1:
        yield wrapped(f"and so for {', '.join(gap.resources[1:])}", width=width, first=" " * 12, rest=" " * 12)


def _promised(promise: Promise) -> str:
    return f"line {promise.place.line}, {promise.text}"


def _evidence(system: SystemReadiness, *, color: bool) -> list[str]:
    rows = []
    entries = [("", one) for one in system.capabilities]
    entries += [(record.name, one) for record in system.records for one in record.capabilities]
    for name, one in entries:
        where = "; ".join(_where(piece.pointer, piece.quote) for piece in one.told.evidence[:2])
        rows.append([name, one.title, one.told.answer.value, one.told.how, one.told.confidence.value, where])
    return table(["Record", "", "", "How", "How sure", "Where"], rows, color=color)


def _where(pointer: str, quote: str) -> str:
    return f"{pointer} “{quote}”" if quote else pointer


# The letter


def letter_text(systems: Sequence[SystemReadiness], *, width: int = 100) -> str:
    """What to send to each vendor, as it is: numbered questions, each with why it matters and room for the answer."""
    blocks = ["\n".join(_letter(system, width=width)) for system in systems if asked(system)]
    return "\n\n".join(blocks) + "\n" if blocks else ""


def _letter(system: SystemReadiness, *, width: int, color: bool = False) -> Iterator[str]:
    yield paint(visible(f"To {system.asks}, about the API of {system.system}:"), "strong", color=color)
    for number, gap in enumerate(asked(system), 1):
        head = f"{number}. "
        yield ""
        yield wrapped(question(gap), width=width, first=head, rest=" " * len(head))
        yield wrapped(f"Why: {gap.first.why}.", width=width, first=" " * len(head), rest=" " * len(head))
        yield " " * len(head) + "Answer:"


def asked(system: SystemReadiness) -> tuple[Gap, ...]:
    """What the vendor is asked: what is needed and not known, what costs most first."""
    return tuple(gap for gap in system.gaps if gap.is_open)


def question(gap: Gap) -> str:
    """The question to the vendor, in the vendor's own names."""
    others = ", ".join(f"`{name}`" for name in gap.resources[1:])
    return gap.first.question + (f" The same is asked of {others}." if others else "")


# Data


def readiness_json(report: Readiness, *, version: str) -> str:
    """The same as JSON (`docs/schemas/readiness.json`); `version` is the tool's."""
    data: dict[str, JSON] = {
        "document": report.document,
        "title": report.title,
        "version": report.version,
        "systems": [_system_datum(one) for one in report.systems],
    }
    return dumps(headed(SCHEMA, version, data))


def _system_datum(system: SystemReadiness) -> JSON:
    return {
        "system": system.system,
        "company": system.company,
        "asks": system.asks,
        "description": system.description,
        "score": system.score,
        "problem": system.problem,
        "capabilities": [_capability_datum(one) for one in system.capabilities],
        "records": [
            {
                "record": record.name,
                "resource": record.resource,
                "known": record.known,
                "capabilities": [_capability_datum(one) for one in record.capabilities],
            }
            for record in system.records
        ],
        "questions": [
            {"question": question(gap), "why": gap.first.why, "records": list(gap.names)} for gap in asked(system)
        ],
    }


def _capability_datum(one: Capability) -> JSON:
    return {
        "code": one.code,
        "title": one.title,
        "answer": one.told.answer.value,
        "how": one.told.how,
        "confidence": one.told.confidence.value,
        "evidence": [{"pointer": piece.pointer, "quote": piece.quote} for piece in one.told.evidence],
        "needed": one.needed,
        "weight": one.weight,
        "lost": one.lost,
        "question": one.question,
        "why": one.why,
        "settled_by": [{"by": settling.by.value, "what": settling.what} for settling in one.settles],
        "write_with": one.state,
        "endangers": [{"text": promise.text, "place": place_datum(promise.place)} for promise in one.promises],
    }


def open_count(report: Readiness) -> str:
    """One line: how many questions are open, and how much is known not to be there."""
    gaps = [gap for system in report.systems for gap in system.gaps]
    questions = sum(gap.is_open for gap in gaps)
    return f"{counted(questions, 'question')} open, {len(gaps) - questions} missing"
